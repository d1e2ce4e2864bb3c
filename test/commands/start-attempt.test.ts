import { expect, test } from 'vitest'
import { offerOrder, raiseSilence } from '../../src/commands/offer-order.ts'
import { recoverOrders } from '../../src/commands/recover-orders.ts'
import { settleAttempt } from '../../src/commands/settle-attempt.ts'
import { startAttempt } from '../../src/commands/start-attempt.ts'
import type { Decision } from '../../src/domain/decision.ts'
import {
  type Attempt,
  isOrderOpen,
  type Order,
  type Outcome,
  ORDER_STATES,
} from '../../src/domain/order.ts'
import { makeMeans, makeOrder, NOON_MS, refusalOf } from '../make.ts'

const means = { ...makeMeans(), jitter: 0 }
const lost: Outcome = { kind: 'unknown', detail: 'ECONNRESET', stage: null }
const accepted: Outcome = { kind: 'accepted', detail: 'accepted', stage: 'accepted' }
const refused: Outcome = { kind: 'refused', detail: 'no cells', stage: 'rejected' }

const whats = ({ entries }: Decision): string[] =>
  entries.map((body) => (body.what === 'alarm-raised' ? `alarm ${body.alarm}` : body.what))

/** What the decision sets of the order. */
function orderSet({ writes }: Decision): unknown {
  return writes.flatMap((each) => (each.table === 'order' && 'set' in each ? [each.set] : []))[0]
}

function settle(order: Order, outcome: Outcome, n = order.attempts): Decision {
  return settleAttempt(order, { n, link: 'cap-push', outcome }, means)
}

test('startAttempt() claims the order before anything goes out', () => {
  const order = makeOrder({ state: 'unknown', attempts: 2, version: 9, used: ['cap-feed'] })
  expect(startAttempt(order, 'cap-push', means)).toEqual({
    expects: [{ stream: 'order:1.1-TSEL', version: 9 }],
    claims: [],
    writes: [
      {
        table: 'order',
        id: order.id,
        set: { state: 'sending', attempts: 3, used: ['cap-feed', 'cap-push'], dueMs: NOON_MS },
      },
      {
        table: 'attempt',
        insert: {
          orderId: order.id,
          n: 3,
          link: 'cap-push',
          startedAtMs: NOON_MS,
          settledAtMs: null,
          outcome: null,
          detail: null,
        },
      },
    ],
    entries: [
      { what: 'attempt-started', actor: 'system', order: order.id, attempt: 3, link: 'cap-push' },
    ],
  })
})

test('startAttempt() says that the feed was not fetched when that is why it pushes', () => {
  const offered = makeOrder({ state: 'offered', used: ['cap-feed'], attempts: 0 })
  expect(whats(startAttempt(offered, 'cap-push', means))).toEqual([
    'alarm not-fetched',
    'attempt-started',
  ])
})

test('startAttempt() sends nothing that has been accepted or is over', () => {
  for (const state of ORDER_STATES) {
    const run = (): unknown => startAttempt(makeOrder({ state }), 'cap-push', means)
    const may = ['queued', 'sending', 'offered', 'unknown'].includes(state)
    expect(refusalOf(run), state).toBe(may ? null : 'STEP_REFUSED')
  }
})

test('settleAttempt() of an accepted order ends the search', () => {
  const decision = settle(makeOrder(), accepted)
  expect(orderSet(decision)).toEqual({
    state: 'accepted',
    stage: 'accepted',
    dueMs: null,
    used: ['cap-push'],
    reason: null,
    acceptedAtMs: NOON_MS,
  })
  expect(decision.writes[1]).toEqual({
    table: 'attempt',
    order: '1.1-TSEL',
    n: 1,
    set: { settledAtMs: NOON_MS, outcome: 'accepted', detail: 'accepted' },
  })
  expect(whats(decision)).toEqual(['attempt-settled', 'order-staged'])
})

test('settleAttempt() of a lost answer offers the order on the feed too, with an alarm', () => {
  const decision = settle(makeOrder(), lost)
  expect(orderSet(decision)).toMatchObject({
    state: 'unknown',
    used: ['cap-push', 'cap-feed'],
    dueMs: NOON_MS + 250,
    reason: 'ECONNRESET',
    acceptedAtMs: null,
  })
  expect(whats(decision)).toEqual(['attempt-settled', 'alarm not-received', 'order-offered'])
})

test('settleAttempt() raises the alarm of silence at the first try alone, feed or no feed', () => {
  const only: Partial<Order> = { links: ['cap-push'] }
  expect(whats(settle(makeOrder(only), lost))).toEqual(['attempt-settled', 'alarm not-received'])
  expect(whats(settle(makeOrder({ ...only, attempts: 2 }), lost))).toEqual(['attempt-settled'])
  // Its CBC has it from the feed: there is nothing to be alarmed about.
  expect(whats(settle(makeOrder({ stage: 'received' }), lost))).toEqual(['attempt-settled'])
})

test('settleAttempt() counts no try that our own death has interrupted', () => {
  const again = (reason: string): readonly string[] => {
    const order = makeOrder({ attempts: 2, used: ['cap-push', 'cap-feed'], reason })
    return whats(settle(order, lost, 2))
  }
  expect(again('interrupted')).toContain('alarm not-received')
  expect(again('ECONNRESET')).not.toContain('alarm not-received')
})

test('settleAttempt() of a refusal is final, with one alarm', () => {
  const decision = settle(makeOrder(), refused)
  expect(orderSet(decision)).toMatchObject({ state: 'refused', dueMs: null, reason: 'no cells' })
  expect(whats(decision)).toEqual(['attempt-settled', 'order-staged', 'alarm refused'])
  const known = makeOrder({ state: 'refused', stage: 'rejected', reason: 'no cells' })
  expect(whats(settle(known, refused))).toEqual(['attempt-settled'])
})

test('settleAttempt() leaves an order alone that a receipt or a cancel has overtaken', () => {
  const ended = makeOrder({ state: 'ended', reason: 'cancelled' })
  expect(orderSet(settle(ended, lost))).toMatchObject({
    state: 'ended',
    reason: 'cancelled',
    dueMs: null,
    used: ['cap-push'],
  })
  const sooner = makeOrder({ state: 'accepted', stage: 'accepted', acceptedAtMs: NOON_MS - 5 })
  expect(orderSet(settle(sooner, accepted))).toMatchObject({ acceptedAtMs: NOON_MS - 5 })
})

test('offerOrder() puts the order on one more link, with the alarm of the one before', () => {
  const order = makeOrder({ state: 'unknown', links: ['cap-feed'], used: [] })
  const decision = offerOrder(order, 'cap-feed', means)
  expect(orderSet(decision)).toEqual({
    state: 'offered',
    used: ['cap-feed'],
    dueMs: NOON_MS + 30_000,
  })
  expect(whats(decision)).toEqual(['order-offered', 'alarm not-received'])
  // Still being pushed: the answer settles it.
  expect(orderSet(offerOrder(makeOrder(), 'cap-feed', means))).toMatchObject({ state: 'sending' })
})

test('raiseSilence() is the alarm of an order that nobody answers, once', () => {
  const decision = raiseSilence(makeOrder({ state: 'offered', used: ['cap-feed'] }))
  expect(orderSet(decision)).toEqual({ dueMs: null })
  expect(whats(decision)).toEqual(['alarm not-fetched'])
  expect(whats(raiseSilence(makeOrder({ state: 'unknown' })))).toEqual(['alarm not-received'])
  expect(whats(raiseSilence(makeOrder({ stage: 'received' })))).toEqual([])
  expect(whats(raiseSilence(makeOrder({ state: 'on-air', onAirAtMs: NOON_MS })))).toEqual([])
  for (const state of ORDER_STATES) {
    if (!isOrderOpen(state)) expect(whats(raiseSilence(makeOrder({ state }))), state).toEqual([])
  }
})

function attemptOf(order: Order): Attempt {
  return {
    orderId: order.id,
    n: order.attempts,
    link: 'cap-push',
    startedAtMs: NOON_MS,
    settledAtMs: null,
    outcome: null,
    detail: null,
  }
}

test('recoverOrders() makes every order unknown that was being sent, due at once', () => {
  const order = makeOrder({ attempts: 2, version: 4, dueMs: null })
  const decision = recoverOrders([{ order, attempt: attemptOf(order) }], '0.1.0', means)
  expect(decision.expects).toEqual([{ stream: 'order:1.1-TSEL', version: 4 }])
  expect(orderSet(decision)).toMatchObject({ state: 'unknown', dueMs: NOON_MS })
  expect(decision.writes[1]).toMatchObject({ table: 'attempt', n: 2, set: { outcome: 'unknown' } })
  expect(decision.entries).toMatchObject([
    { what: 'service-started', release: '0.1.0', unknown: 1 },
    { what: 'attempt-settled', attempt: 2, outcome: 'unknown', state: 'unknown' },
  ])
})

test('recoverOrders() settles the attempt of an order that a receipt has moved on meanwhile', () => {
  const order = makeOrder({ state: 'accepted', stage: 'accepted' })
  const decision = recoverOrders([{ order, attempt: attemptOf(order) }], '0.1.0', means)
  expect(orderSet(decision), 'the order stays where it is').toBeUndefined()
  expect(decision.writes).toMatchObject([{ table: 'attempt', set: { outcome: 'unknown' } }])
  expect(decision.entries).toMatchObject([
    { what: 'service-started', unknown: 0 },
    { what: 'attempt-settled', state: 'accepted' },
  ])
})

test('recoverOrders() says that the service has started, also when nothing was under way', () => {
  expect(recoverOrders([], '0.1.0', means)).toEqual({
    expects: [],
    claims: [],
    writes: [],
    entries: [{ what: 'service-started', actor: 'system', release: '0.1.0', unknown: 0 }],
  })
})
