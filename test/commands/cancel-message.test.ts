import { expect, test } from 'vitest'
import { type CancelFacts, cancelMessage } from '../../src/commands/cancel-message.ts'
import { withDocuments } from '../../src/commands/release-message.ts'
import { ROLES } from '../../src/domain/account.ts'
import type { Message } from '../../src/domain/message.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import { isOrderOpen, type LinkName, type Order, ORDER_STATES } from '../../src/domain/order.ts'
import { checkInvariants } from '../invariants.ts'
import {
  APPROVER,
  AUTHOR,
  commitAll,
  HOUR_MS,
  makeActor,
  makeCbc,
  makeContent,
  makeDocuments,
  makeMeans,
  makeMessageIn,
  makeOrder,
  MINUTE_MS,
  NOON_MS,
  openTempStore,
  publishAlert,
  refusalOf,
} from '../make.ts'

const LATER = makeMeans(NOON_MS + MINUTE_MS)
const WHY = { version: 1, reason: 'salah kirim' }

function factsOf(part: Partial<CancelFacts> = {}): CancelFacts {
  const message = part.message ?? makeMessageIn('live')
  return {
    message,
    thread: [message],
    orders: [makeOrder()],
    instance: 'ABCDEF',
    cbcs: [makeCbc('TSEL')],
    ...part,
  }
}

/** Links of the Cancel of one order, as `state links`; null when it gets none. */
function cancelOf(order: Partial<Order>, cbcs = [makeCbc('TSEL')]): string | null {
  const { orders } = cancelMessage(
    factsOf({ orders: [makeOrder(order)], cbcs }),
    WHY,
    AUTHOR,
    LATER,
  )
  const [cancel] = orders
  return cancel === undefined ? null : `${cancel.state} ${cancel.used.join()}`
}

test('cancelMessage() ends message and orders, and brings the Cancel into being, live', () => {
  const { cancel, sentMs, expiresMs, orders, decision } = cancelMessage(
    factsOf(),
    WHY,
    AUTHOR,
    LATER,
  )
  expect(cancel).toMatchObject({
    id: '1.2',
    n: 2,
    msgType: 'Cancel',
    state: 'live',
    hands: [AUTHOR.id],
    approvers: [],
    note: WHY.reason,
    plan: null,
    contentHash: null,
    sentMs,
    expiresMs,
  })
  // As long as any CBC may still air what it cancels.
  expect({ sentMs, expiresMs }).toEqual({
    sentMs: NOON_MS + MINUTE_MS,
    expiresMs: NOON_MS + MINUTE_MS + 24 * HOUR_MS,
  })
  expect(orders).toMatchObject([
    {
      id: '1.2-TSEL',
      identifier: 'KTN-ABCDEF-20261125-1-2-TSEL',
      msgType: 'Cancel',
      state: 'sending',
      attempts: 1,
      copies: [],
      cells: 0,
    },
  ])
  expect(decision.entries).toEqual([
    {
      what: 'message-ended',
      actor: AUTHOR.id,
      message: '1.1',
      reason: 'cancelled',
      note: WHY.reason,
      cancel: '1.2',
    },
    {
      what: 'order-ended',
      actor: AUTHOR.id,
      order: '1.1-TSEL',
      state: 'ended',
      detail: 'cancelled',
    },
    { what: 'review-needed', actor: AUTHOR.id, message: '1.2', why: 'cancel' },
  ])
  expect(decision.writes).toContainEqual({
    table: 'message',
    id: '1.1',
    set: {
      state: 'ended',
      endedAtMs: NOON_MS + MINUTE_MS,
      endReason: 'cancelled',
      note: WHY.reason,
    },
  })
})

test('cancelMessage() does not wait for receipts: it expects the messages alone', () => {
  expect(cancelMessage(factsOf(), WHY, AUTHOR, LATER).decision.expects).toEqual([
    { stream: 'message:1.1', version: 1 },
    { stream: 'message:1.2', version: 0 },
  ])
})

test('cancelMessage() reaches every CBC that may hold the order, in whatever state it is', () => {
  for (const state of ORDER_STATES) {
    const goes = cancelOf({ state })
    expect(goes, state).toBe(state === 'refused' ? null : 'sending cap-push,cap-feed')
    const { decision } = cancelMessage(
      factsOf({ orders: [makeOrder({ state })] }),
      WHY,
      AUTHOR,
      LATER,
    )
    const ended = decision.entries.filter(({ what }) => what === 'order-ended')
    expect(ended.length, state).toBe(isOrderOpen(state) ? 1 : 0)
  }
  // It never went anywhere: nothing to cancel.
  expect(cancelOf({ state: 'failed', used: [] })).toBeNull()
  // It was refused, and phones have shown it all the same.
  expect(cancelOf({ state: 'refused', onAirAtMs: NOON_MS })).toBe('sending cap-push,cap-feed')
})

test('cancelMessage() goes over every link the order went over, push first', () => {
  const used = (...links: LinkName[]): Partial<Order> => ({ used: links })
  // Dispatch may offer it on the feed at this very moment.
  expect(cancelOf(used('cap-push'))).toBe('sending cap-push,cap-feed')
  expect(cancelOf(used('cap-push'), [makeCbc('TSEL', ['cap-push'])])).toBe('sending cap-push')
  expect(cancelOf(used('cap-push', 'cap-feed'))).toBe('sending cap-push,cap-feed')
  expect(cancelOf(used('cap-feed', 'cap-push'))).toBe('sending cap-push,cap-feed')
  // Push is the fastest, so it is tried even where only the feed has the order.
  expect(cancelOf(used('cap-feed'))).toBe('sending cap-push,cap-feed')
  expect(cancelOf(used('cap-feed'), [makeCbc('TSEL', ['cap-feed'])])).toBe('offered cap-feed')
})

test('cancelMessage() takes the links that the CBC has today', () => {
  const used: Partial<Order> = { used: ['cap-push'], links: ['cap-push'] }
  expect(cancelOf(used, [makeCbc('TSEL', ['cap-feed'])])).toBe('offered cap-feed')
  expect(cancelOf(used, [])).toBe('failed ')
  const texts: Partial<Order> = { used: ['cap-feed'], channel: 'sms' }
  expect(cancelOf(texts), 'a text never goes where a CBC takes what it airs').toBe(
    'offered cap-feed',
  )
})

test('cancelMessage() says in the log when a Cancel cannot go out', () => {
  const cancellation = cancelMessage(factsOf({ cbcs: [] }), WHY, AUTHOR, LATER)
  const documents = makeDocuments(cancellation, cancellation.cancel)
  const { entries } = withDocuments(cancellation, cancellation.cancel, documents)
  expect(entries.at(-1)).toMatchObject({ what: 'alarm-raised', alarm: 'failed' })
})

test('cancelMessage() is open to authors and approvers, also to who wrote it', () => {
  for (const role of ROLES) {
    const run = (): unknown => cancelMessage(factsOf(), WHY, makeActor(AUTHOR.id, role), LATER)
    const may = role === 'author' || role === 'approver'
    expect(refusalOf(run), role).toBe(may ? null : 'ROLE_REQUIRED')
  }
})

test('cancelMessage() refuses what was never out, is over for a day, or cancelled already', () => {
  const run = (message: Message, nowMs = NOON_MS + MINUTE_MS, version = 1): string | null =>
    refusalOf(() =>
      cancelMessage(factsOf({ message }), { ...WHY, version }, APPROVER, makeMeans(nowMs)),
    )
  for (const state of MESSAGE_STATES) {
    const may = state === 'live' || state === 'ended'
    expect(run(makeMessageIn('live', { state })), state).toBe(may ? null : 'STEP_REFUSED')
  }
  const ended = makeMessageIn('ended')
  const endMs = ended.endedAtMs!
  expect(run(ended, endMs + 24 * HOUR_MS)).toBeNull()
  expect(run(ended, endMs + 24 * HOUR_MS + 1)).toBe('STEP_REFUSED')
  expect(run({ ...ended, endReason: 'cancelled' })).toBe('STEP_REFUSED')
  expect(run({ ...ended, endReason: 'replaced' })).toBe('STEP_REFUSED')
  expect(run({ ...ended, endReason: 'withdrawn', sentMs: null })).toBe('STEP_REFUSED')
  expect(run(makeMessageIn('live', { msgType: 'Cancel' }))).toBe('STEP_REFUSED')
  expect(run(makeMessageIn('live'), NOON_MS, 0)).toBe('STALE_VERSION')
})

test('cancelMessage() of an expired message cancels once, and the log bears it out', async () => {
  const temp = await openTempStore()
  const cbcs = [makeCbc('TSEL'), makeCbc('IOH', ['cap-feed'])]
  const { message } = await publishAlert(temp, { cbcs, content: makeContent({ minutes: 30 }) })
  const cancel = async (): Promise<void> => {
    const now = (await temp.store.loadMessage(message.id))!
    const facts = factsOf({
      message: now,
      orders: await temp.store.loadOrdersOfMessage(message.id),
      cbcs: await temp.store.loadCbcs(),
    })
    const made = cancelMessage(facts, { ...WHY, version: now.version }, AUTHOR, LATER)
    await commitAll(temp.store, withDocuments(made, made.cancel, makeDocuments(made, made.cancel)))
  }
  await cancel()
  expect(await temp.store.loadOrdersOfMessage('1.2')).toMatchObject([
    { id: '1.2-IOH', state: 'offered', used: ['cap-feed'] },
    { id: '1.2-TSEL', state: 'sending', used: ['cap-push', 'cap-feed'] },
  ])
  await expect(cancel()).rejects.toMatchObject({ code: 'STEP_REFUSED' })
  expect(await checkInvariants(temp.store)).toMatchObject({ messages: 2, orders: 4, attempts: 2 })
})
