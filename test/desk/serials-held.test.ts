import { expect, test } from 'vitest'
import { parseSearch } from '../../src/audit/search.ts'
import { connectCbc } from '../../src/commands/connect-cbc.ts'
import { createCellReader } from '../../src/desk/cell-lists.ts'
import { createReceiptChecker } from '../../src/desk/check-receipt.ts'
import { commitOne } from '../../src/desk/commit.ts'
import { receiveReceipt } from '../../src/desk/receive-receipt.ts'
import { viewAlert } from '../../src/desk/views.ts'
import { formatInstant } from '../../src/formats/json/content.ts'
import { checkInvariants } from '../invariants.ts'
import { ADMIN, HOUR_MS } from '../make.ts'
import { connect, openRig, publish, type Rig, testContent } from '../http/rig.ts'

/** A CBC that chooses serial numbers, with alerts of these texts released to it. */
async function theirs(...bodies: readonly string[]): Promise<Rig> {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const { version, ...settings } = (await rig.desk.store.loadCbc('TSEL'))!
  await commitOne(rig.desk.store, connectCbc({ ...settings, serial: 'theirs' }, version, ADMIN))
  const [text] = testContent().texts
  for (const body of bodies) await publish(rig, testContent({ texts: [{ ...text!, body }] }))
  return rig
}

/** What the CBC says of its order of an alert. */
async function state(rig: Rig, alert: number, batch: string, serial: number): Promise<void> {
  const { desk, clock } = rig
  const order = await desk.store.loadOrder(`${alert}.1-TSEL`)
  const pair = { language: 'id-ID', messageIdentifier: 4380, serial }
  const at = formatInstant(clock.nowMs)
  const text = JSON.stringify({ identifier: order?.identifier, at, batch, serials: [pair] })
  const checker = createReceiptChecker(createCellReader(desk.store), () => clock.nowMs)
  await receiveReceipt(desk, await checker.check('TSEL', Buffer.from(text)))
}

async function alarms({ desk }: Rig): Promise<string[]> {
  const found = await desk.store.searchEntries(parseSearch({ what: 'alarm-raised' }))
  return found.flatMap(({ entry }) =>
    entry?.what === 'alarm-raised' && entry.alarm.startsWith('serial') ? [entry.alarm] : [],
  )
}

test('the pair that a CBC chooses is on its order, in the log and in the view, without an alarm', async () => {
  const rig = await theirs('UJI COBA satu')
  await state(rig, 1, 'b-1', 0x4123)
  await state(rig, 1, 'b-2', 0x4123)
  const { messages } = await viewAlert(rig.desk.store, '1', null)
  const own = messages[0]?.orders.find(({ cbc }) => cbc === 'TSEL')
  expect(own?.copies).toMatchObject([{ used: { messageIdentifier: 4380, serial: 0x4123 } }])
  expect(own?.serialBy).toBe('theirs')
  const others = messages[0]?.orders.filter(({ cbc }) => cbc !== 'TSEL') ?? []
  expect(others.map(({ serialBy }) => serialBy)).toEqual(['ours', 'ours', 'ours'])
  expect(others.flatMap(({ copies }) => copies.map(({ used }) => used))).toEqual([null, null, null])
  expect(await alarms(rig)).toEqual([])
  await checkInvariants(rig.desk.store)
})

test('a pair that the CBC used for another text raises an alarm until 24 h after its end', async () => {
  for (const [afterMs, raised] of [
    [-1, ['serial-reused']],
    [0, []],
  ] as const) {
    const rig = await theirs('UJI COBA satu', 'UJI COBA dua')
    await state(rig, 1, 'b-1', 0x4123)
    const { expiresMs } = (await rig.desk.store.loadOrder('1.1-TSEL'))!
    rig.clock.nowMs = expiresMs + 24 * HOUR_MS + afterMs
    await state(rig, 2, 'b-1', 0x4123)
    expect(await alarms(rig), `${afterMs} ms`).toEqual(raised)
  }
})

test('the same text again may have the same pair', async () => {
  const rig = await theirs('UJI COBA satu', 'UJI COBA satu')
  await state(rig, 1, 'b-1', 0x4123)
  await state(rig, 2, 'b-1', 0x4123)
  expect(await alarms(rig)).toEqual([])
})

test('a CBC that changes its mind raises an alarm, and its last word is kept', async () => {
  const rig = await theirs('UJI COBA satu')
  await state(rig, 1, 'b-1', 0x4123)
  await state(rig, 1, 'b-2', 0x4133)
  expect(await alarms(rig)).toEqual(['serial-changed'])
  const order = await rig.desk.store.loadOrder('1.1-TSEL')
  expect(order?.copies[0]?.used?.serial).toBe(0x4133)
  await checkInvariants(rig.desk.store)
})
