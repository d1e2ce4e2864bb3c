import { expect, test } from 'vitest'
import { approveUse, submitUse } from '../../src/desk/message-steps.ts'
import { draftAlertUse } from '../../src/desk/draft-alert.ts'
import { startTimers } from '../../src/desk/timers.ts'
import { viewAlert } from '../../src/desk/views.ts'
import { parseSearch } from '../../src/audit/search.ts'
import { checkInvariants } from '../invariants.ts'
import { APPROVER, AUTHOR, HOUR_MS, MINUTE_MS } from '../make.ts'
import { connect, openRig, type Rig, testContent } from '../http/rig.ts'

/** Takes every code of the identifier of monthly tests; number 7 comes free first. */
async function takeCodes({ desk, clock }: Rig, firstFreeMs: number): Promise<void> {
  const claims = Array.from({ length: 1_024 }, (_, code) => ({
    space: 'serial' as const,
    key: `4380:${code}`,
    untilMs: clock.nowMs + firstFreeMs + (code === 7 ? 0 : HOUR_MS),
    refusal: 'SERIAL_TAKEN' as const,
  }))
  await desk.store.commit([{ expects: [], claims, writes: [], entries: [] }])
}

async function approve({ desk }: Rig): Promise<string> {
  const draft = { content: testContent({ minutes: 60 }), origin: { from: 'api' } } as const
  const id = `${await draftAlertUse(desk, draft, AUTHOR)}.1`
  await submitUse(desk, id, { version: 1 }, AUTHOR)
  const { version, contentHash } = (await desk.store.loadMessage(id))!
  const approval = { version, contentHash: contentHash ?? '' }
  await expect(approveUse(desk, id, approval, APPROVER)).rejects.toThrow('SERIALS_EXHAUSTED')
  return id
}

async function blocked({ desk }: Rig): Promise<number> {
  return (await desk.store.searchEntries(parseSearch({ what: 'release-blocked' }))).length
}

test('a release without a serial number is said once, seen by staff, and goes out when one is free', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await takeCodes(rig, 20 * MINUTE_MS)
  const id = await approve(rig)
  expect(await blocked(rig)).toBe(1)
  const { messages } = await viewAlert(rig.desk.store, '1', APPROVER)
  expect(messages[0]).toMatchObject({
    state: 'approved',
    note: expect.stringContaining('cannot go out yet'),
  })
  expect(messages[0]?.note).toMatch(/^\d{4}-\d\d-\d\d \d\d\.\d\d WIB: belum dapat disiarkan/)
  expect(messages[0]?.note).toMatch(/\d\d:\d\d WIB: cannot go out yet/)

  const problems: unknown[] = []
  const timers = startTimers(rig.desk, (error) => problems.push(error))
  // As many looks as the clock's ticks of a whole minute would be.
  for (let tick = 0; tick < 120; tick++) {
    rig.clock.nowMs += 500
    timers.wake()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await timers.stop()
  expect(problems).toHaveLength(1)
  expect(await blocked(rig)).toBe(1)
  await checkInvariants(rig.desk.store)

  // A code comes free, and the alert's time is not over.
  rig.clock.nowMs += 20 * MINUTE_MS
  await startTimers(rig.desk, (error) => problems.push(error)).stop()
  expect(problems).toHaveLength(1)
  expect(await rig.desk.store.loadMessage(id)).toMatchObject({ state: 'live' })
  const [order] = await rig.desk.store.loadOrdersOfMessage(id)
  expect((order!.copies[0]!.serial >> 4) & 0x3ff).toBe(7)
})

test('a release that stays without a serial number ends with its time, and is never sent', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await takeCodes(rig, 9 * HOUR_MS)
  const id = await approve(rig)
  rig.clock.nowMs += HOUR_MS
  const problems: unknown[] = []
  await startTimers(rig.desk, (error) => problems.push(error)).stop()
  expect(problems).toEqual([])
  expect(await rig.desk.store.loadMessage(id)).toMatchObject({ state: 'ended', sentMs: null })
  await checkInvariants(rig.desk.store)
})
