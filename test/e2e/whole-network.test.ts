import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Staff } from '../../src/cli/staff-client.ts'
import type { OrderJson } from '../../src/formats/json/views.ts'
import { createRig, submitAlert, until } from './rig.ts'

/** The orders of a message, once all of them are as wanted. */
async function ordersOf(
  staff: Staff,
  of: { readonly alert: string; readonly n: number },
  isDone: (order: OrderJson) => boolean,
): Promise<readonly OrderJson[]> {
  return until('every order of the message', async () => {
    const alert = await staff.alert(of.alert)
    const orders = alert.messages.find(({ n }) => n === of.n)?.orders ?? []
    return orders.length === 4 && orders.every(isDone) ? orders : null
  })
}

test(
  'a warning whose inventory is gone airs in whole networks, is seen on air, and stops',
  { timeout: 90_000 },
  async () => {
    const rig = await createRig()
    onTestFinished(() => rig.stop())
    rmSync(join(rig.folder, 'inventories'), { recursive: true })
    await rig.startService()
    await rig.startCbcs()
    const approver = await rig.signIn('approver')
    const [draft] = (await submitAlert(await rig.signIn('author'))).messages
    expect(draft?.plan?.findings.map(({ rule }) => rule)).toContain('area-inventory-stale')
    const { id = '', version, contentHash } = draft ?? {}
    const { id: alert } = await approver.step(id, 'approve', { version, contentHash })
    await ordersOf(approver, { alert, n: 1 }, ({ state }) => state === 'on-air')
    const live = (await approver.alert(alert)).messages[0]
    await approver.step(id, 'cancel', { version: live?.version, reason: 'salah kirim' })
    await ordersOf(approver, { alert, n: 2 }, ({ stage }) => stage === 'accepted')
    const actions = async (): Promise<readonly string[][]> =>
      (await rig.states()).map(({ log }) => log.map(({ action }) => action))
    await until('every broadcast stops', async () => {
      const each = await actions()
      return each.every((log) => log.includes('stopped')) ? each : null
    })
    expect(await actions()).toEqual(Array.from({ length: 4 }, () => ['aired', 'stopped']))
  },
)
