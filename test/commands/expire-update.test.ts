import { expect, test } from 'vitest'
import { expireUpdate, isOutlived } from '../../src/commands/expire-update.ts'
import { withDocuments } from '../../src/commands/release-message.ts'
import { checkInvariants } from '../invariants.ts'
import {
  commitAll,
  makeCbc,
  makeContent,
  makeDocuments,
  makeMeans,
  makeMessageIn,
  MINUTE_MS,
  NOON_MS,
  openTempStore,
  publishAlert,
  refusalOf,
} from '../make.ts'
import { approveUpdate, releaseUpdateOf } from '../update.ts'

test('isOutlived() is true of an Update that is over before what it has replaced', () => {
  const base = makeMessageIn('ended', { endReason: 'replaced', expiresMs: NOON_MS + 60 })
  const update = makeMessageIn('live', { n: 2, msgType: 'Update', expiresMs: NOON_MS + 59 })
  const thread = [base, update]
  expect(isOutlived(update, thread)).toBe(true)
  expect(isOutlived({ ...update, expiresMs: NOON_MS + 60 }, thread)).toBe(false)
  expect(isOutlived({ ...base, expiresMs: 1 }, thread), 'an Alert has replaced nothing').toBe(false)
  // Never sent, or a Cancel: nobody would air it.
  const draft = { ...base, sentMs: null }
  expect(isOutlived(update, [draft, update])).toBe(false)
  expect(isOutlived(update, [{ ...base, msgType: 'Cancel' }, update])).toBe(false)
})

test('expireUpdate() tells every CBC of the thread that it is over, and the log bears it out', async () => {
  const temp = await openTempStore()
  await publishAlert(temp, { cbcs: ['TSEL', 'IOH', 'XL'].map((cbc) => makeCbc(cbc)) })
  temp.clock.nowMs += MINUTE_MS
  const content = makeContent({ minutes: 10 })
  await releaseUpdateOf(temp, await approveUpdate(temp, { content, cbcs: ['TSEL', 'IOH'] }))
  temp.clock.nowMs += 10 * MINUTE_MS
  const { messages: thread } = (await temp.store.loadAlert('1'))!
  const message = thread[1]!
  const orders = await Promise.all(thread.map(({ id }) => temp.store.loadOrdersOfMessage(id)))
  const cbcs = await temp.store.loadCbcs()
  const facts = { message, thread, orders: orders.flat(), instance: 'ABCDEF', cbcs }
  const made = expireUpdate(facts, makeMeans(temp.clock.nowMs))
  await commitAll(temp.store, withDocuments(made, made.cancel, makeDocuments(made, made.cancel)))
  await checkInvariants(temp.store)
  expect(await temp.store.loadMessage('1.2')).toMatchObject({
    state: 'ended',
    endReason: 'expired',
  })
  expect(await temp.store.loadMessage('1.3')).toMatchObject({
    msgType: 'Cancel',
    state: 'live',
    hands: ['system'],
    review: null,
  })
  const stops = await temp.store.loadOrdersOfMessage('1.3')
  expect(stops.map(({ cbc, state }) => `${cbc} ${state}`)).toEqual([
    'IOH sending',
    'TSEL sending',
    'XL sending',
  ])
  // Nobody took the update: that is an alarm. Its stop at XL lives on in the Cancel.
  const [ioh, tsel, xl] = await temp.store.loadOrdersOfMessage('1.2')
  expect([ioh, tsel].map((order) => order?.reason)).toEqual(['expired-untaken', 'expired-untaken'])
  expect(xl).toMatchObject({ msgType: 'Cancel', state: 'ended', reason: 'expired' })
  const again = { ...facts, message: { ...message, state: 'ended' } as const }
  expect(refusalOf(() => expireUpdate(again, makeMeans(temp.clock.nowMs)))).toBe('STEP_REFUSED')
})
