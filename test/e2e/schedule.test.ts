import { afterAll, beforeAll, expect, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import type { Staff } from '../../src/cli/staff-client.ts'
import { formatInstant } from '../../src/formats/json/content.ts'
import type { AlertJson } from '../../src/formats/json/views.ts'
import { createRig, healthEmergency, type Rig, submitAlert, until } from './rig.ts'

let rig: Rig
let author: Staff
let approver: Staff
beforeAll(async () => {
  rig = await createRig()
  await rig.startService()
  author = await rig.signIn('author')
  approver = await rig.signIn('approver')
}, 60_000)
afterAll(() => rig?.stop())

async function approveFor(startMs: number): Promise<AlertJson> {
  const content = { ...healthEmergency(), start: formatInstant(startMs) }
  const [message] = (await submitAlert(author, content)).messages
  const { id = '', version, contentHash } = message ?? {}
  return approver.step(id, 'approve', { version, contentHash })
}

test('a scheduled alert is released at its start, not before', async () => {
  const startMs = nowMs() + 3_000
  const approved = await approveFor(startMs)
  expect(approved.messages[0]).toMatchObject({ state: 'approved', orders: [], sent: null })
  const live = await until('it is live', async () => {
    const [message] = (await author.alert(approved.id)).messages
    return message?.state === 'live' ? message : null
  })
  expect(Date.parse(live.sent ?? '')).toBeGreaterThanOrEqual(Math.floor(startMs / 1_000) * 1_000)
  expect(Date.parse(live.expires ?? '')).toBe(startMs + healthEmergency().minutes * 60_000)
  expect(live.orders).toHaveLength(rig.stage.cbcs.length)
})

test('a scheduled alert that is withdrawn before its start never goes out', async () => {
  const startMs = nowMs() + 2_000
  const [message] = (await approveFor(startMs)).messages
  const body = { version: message?.version, reason: 'tidak jadi' }
  const withdrawn = await author.step(message?.id ?? '', 'withdraw', body)
  expect(withdrawn.messages[0]).toMatchObject({ state: 'ended', endReason: 'withdrawn' })
  await new Promise((resolve) => setTimeout(resolve, startMs + 1_500 - nowMs()))
  expect((await author.alert(withdrawn.id)).messages[0]).toMatchObject({ sent: null, orders: [] })
})
