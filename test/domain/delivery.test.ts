import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextMove, nextOffer, pushLinks, settleOutcome } from '../../src/domain/delivery.ts'
import {
  type LinkName,
  ORDER_STATES,
  ORDER_STEPS,
  OUTCOME_KINDS,
  type OutcomeKind,
  type Stage,
  STAGES,
} from '../../src/domain/order.ts'
import { HOUR_MS, makeOrder, NOON_MS } from '../make.ts'

const PUSH: readonly LinkName[] = ['cap-push']
const FEED: readonly LinkName[] = ['cap-feed']
const BOTH: readonly LinkName[] = ['cap-push', 'cap-feed']
const NOW = { nowMs: NOON_MS + 1_000, jitter: 0 }

test('pushLinks() leaves out what a CBC reads itself', () => {
  expect(pushLinks({ links: ['cap-feed', 'cap-push'] })).toEqual(['cap-push'])
  expect(pushLinks({ links: FEED })).toEqual([])
})

test('nextOffer() is the first pull link that is not used yet', () => {
  expect(nextOffer({ links: BOTH, used: PUSH })).toBe('cap-feed')
  expect(nextOffer({ links: BOTH, used: BOTH })).toBeNull()
  expect(nextOffer({ links: PUSH, used: PUSH })).toBeNull()
})

const MOVES = [
  // state, links, used, stage → what
  { state: 'queued', links: BOTH, used: PUSH, stage: null, move: 'send cap-push' },
  { state: 'queued', links: PUSH, used: PUSH, stage: null, move: 'send cap-push' },
  { state: 'queued', links: FEED, used: [], stage: null, move: 'offer cap-feed' },
  { state: 'queued', links: FEED, used: FEED, stage: null, move: 'wait' },
  { state: 'queued', links: [], used: PUSH, stage: null, move: 'wait' },
  { state: 'unknown', links: BOTH, used: BOTH, stage: null, move: 'send cap-push' },
  { state: 'unknown', links: FEED, used: [], stage: null, move: 'offer cap-feed' },
  { state: 'unknown', links: FEED, used: FEED, stage: null, move: 'wait' },
  { state: 'sending', links: BOTH, used: PUSH, stage: null, move: 'offer cap-feed' },
  { state: 'sending', links: BOTH, used: PUSH, stage: 'received', move: 'wait' },
  { state: 'sending', links: BOTH, used: BOTH, stage: null, move: 'wait' },
  { state: 'sending', links: PUSH, used: PUSH, stage: null, move: 'wait' },
  { state: 'offered', links: BOTH, used: FEED, stage: null, move: 'send cap-push' },
  // Fetched is not kept: its CBC may have died in between.
  { state: 'offered', links: BOTH, used: FEED, stage: 'fetched', move: 'send cap-push' },
  { state: 'offered', links: BOTH, used: FEED, stage: 'received', move: 'wait' },
  { state: 'offered', links: BOTH, used: BOTH, stage: null, move: 'wait' },
  { state: 'offered', links: FEED, used: FEED, stage: null, move: 'wait' },
  ...(['accepted', 'on-air', 'ended', 'refused', 'failed'] as const).map((state) => ({
    state,
    links: BOTH,
    used: PUSH,
    stage: null,
    move: 'wait',
  })),
] as const

test.for(MOVES)('nextMove() of $state by $links, used $used, stage $stage: $move', (row) => {
  const { state, links, used, stage } = row
  const move = nextMove(makeOrder({ state, links, used, stage }), NOW.nowMs)
  expect('link' in move ? `${move.do} ${move.link}` : move.do).toBe(row.move)
})

test('nextMove() has a row for every state', () => {
  expect(new Set(MOVES.map(({ state }) => state))).toEqual(new Set(ORDER_STATES))
})

test('nextMove() does nothing from the instant of expiry on', () => {
  const order = makeOrder({ state: 'queued' })
  expect(nextMove(order, order.expiresMs - 1)).toEqual({ do: 'send', link: 'cap-push' })
  expect(nextMove(order, order.expiresMs)).toEqual({ do: 'wait' })
})

const DUE_MS = NOW.nowMs + 250 // half of the first wait, without jitter
/** Of an order that is being pushed for the first time: `state stage due offer`. */
const SETTLEMENTS = [
  { outcome: 'accepted', said: 'received', links: BOTH, gives: 'offered received - -' },
  { outcome: 'accepted', said: 'accepted', links: BOTH, gives: 'accepted accepted - -' },
  { outcome: 'accepted', said: null, links: BOTH, gives: 'offered - - -' },
  { outcome: 'refused', said: 'rejected', links: BOTH, gives: 'refused rejected - -' },
  { outcome: 'refused', said: null, links: BOTH, gives: 'refused - - -' },
  { outcome: 'unreached', said: null, links: BOTH, gives: 'queued - due cap-feed' },
  { outcome: 'unreached', said: null, links: PUSH, gives: 'queued - due -' },
  { outcome: 'unknown', said: null, links: BOTH, gives: 'unknown - due cap-feed' },
  { outcome: 'unknown', said: null, links: PUSH, gives: 'unknown - due -' },
] as const

test.for(SETTLEMENTS)('settleOutcome() of $outcome $said over $links: $gives', (row) => {
  const outcome = { kind: row.outcome, detail: 'so', stage: row.said }
  const { state, stage, dueMs, offer } = settleOutcome(
    makeOrder({ links: row.links }),
    outcome,
    NOW,
  )
  const due = dueMs === null ? '-' : dueMs === DUE_MS ? 'due' : String(dueMs)
  expect(`${state} ${stage ?? '-'} ${due} ${offer ?? '-'}`).toBe(row.gives)
})

test('settleOutcome() lets go of an order that came by another way meanwhile', () => {
  for (const kind of ['unreached', 'unknown'] as const) {
    const lost = { kind, detail: 'ECONNRESET', stage: null }
    const settle = (stage: Stage) =>
      settleOutcome(makeOrder({ state: 'sending', stage, used: BOTH }), lost, NOW)
    const stage = 'received'
    expect(settle(stage)).toEqual({ state: 'offered', stage, dueMs: null, offer: null })
    // Fetched, and not kept: it is sent again.
    expect(settle('fetched')).toMatchObject({ stage: 'fetched', dueMs: DUE_MS })
  }
})

test('settleOutcome() changes nothing of an order that a receipt or an end has overtaken', () => {
  for (const state of ['accepted', 'on-air', 'ended', 'refused', 'failed'] as const) {
    for (const kind of OUTCOME_KINDS) {
      const outcome = { kind, detail: 'late', stage: null }
      const settled = settleOutcome(makeOrder({ state, stage: 'accepted' }), outcome, NOW)
      expect(settled).toEqual({ state, stage: 'accepted', dueMs: null, offer: null })
    }
  }
})

test('settleOutcome() never moves a stage back, and takes only steps that an order has', () => {
  const any = fc.record({
    state: fc.constantFrom(...ORDER_STATES),
    stage: fc.constantFrom(null, ...STAGES),
    kind: fc.constantFrom<OutcomeKind>(...OUTCOME_KINDS),
    said: fc.constantFrom(null, ...STAGES),
    links: fc.constantFrom(PUSH, FEED, BOTH),
  })
  fc.assert(
    fc.property(any, ({ state, stage, kind, said, links }) => {
      const order = makeOrder({ state, stage, links })
      const next = settleOutcome(order, { kind, detail: '', stage: said }, NOW)
      const rank = (each: typeof stage): number => (each === null ? -1 : STAGES.indexOf(each))
      expect(Math.min(rank(next.stage), 2)).toBeGreaterThanOrEqual(Math.min(rank(stage), 2))
      const isStep = next.state === state || ORDER_STEPS[state].includes(next.state)
      // An answer is settled only while the order is being sent; the rest is overtaken.
      if (state === 'sending') expect(isStep, `${state} → ${next.state}`).toBe(true)
    }),
  )
})

test('settleOutcome() waits longer each time, at most 20 s, and never comes back at once', () => {
  const waits = (jitter: number): number[] =>
    [1, 2, 3, 6, 7, 40].map((attempts) => {
      const lost = { kind: 'unreached', detail: 'ECONNREFUSED', stage: null } as const
      const order = makeOrder({ attempts })
      return settleOutcome(order, lost, { nowMs: NOON_MS, jitter }).dueMs! - NOON_MS
    })
  expect(waits(0)).toEqual([250, 500, 1_000, 8_000, 10_000, 10_000])
  expect(waits(1)).toEqual([500, 1_000, 2_000, 16_000, 20_000, 20_000])
  expect(HOUR_MS).toBeGreaterThan(20_000)
})
