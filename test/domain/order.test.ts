import { expect, test } from 'vitest'
import {
  assertOrderStep,
  CELL_STATES,
  isForward,
  isOrderOpen,
  LINK_NAMES,
  NO_CELLS,
  ORDER_STATES,
  ORDER_STEPS,
  PULL_LINKS,
  type Stage,
  STAGES,
} from '../../src/domain/order.ts'

// By hand from design §3: x is a step that may be taken, = the state itself.
const TABLE: Readonly<Record<(typeof ORDER_STATES)[number], string>> = {
  //         queued sending offered unknown accepted on-air ended refused failed
  queued: '  =      x       x       -       x        x      x     x       x',
  sending: ' x      =       x       x       x        x      x     x       x',
  offered: ' x      x       =       -       x        x      x     x       x',
  unknown: ' x      x       x       =       x        x      x     x       x',
  accepted: '-      -       -       -       =        x      x     x       -',
  'on-air': '-      -       -       -       -        =      x     -       -',
  ended: '   -      -       -       -       -        -      =     -       -',
  refused: ' -      -       -       -       -        -      -     =       -',
  failed: '  -      -       -       -       -        -      -     -       =',
}
const CASES = ORDER_STATES.flatMap((from) => {
  const row = TABLE[from].trim().split(/\s+/)
  return ORDER_STATES.map((to, at) => ({ from, to, may: row[at]! }))
})

test.for(CASES)('assertOrderStep() from $from to $to: $may', ({ from, to, may }) => {
  const step = (): void => assertOrderStep(from, to)
  if (may !== '-') return expect(step).not.toThrow()
  expect(step).toThrow(expect.objectContaining({ code: 'STEP_REFUSED' }))
})

test('isOrderOpen() is false exactly for the states that nothing leaves', () => {
  for (const state of ORDER_STATES) {
    expect(isOrderOpen(state), state).toBe(ORDER_STEPS[state].length > 0)
  }
})

test('isForward() takes a stage that is further along, and nothing after the last word', () => {
  const forward = (now: Stage | null): readonly Stage[] => STAGES.filter((s) => isForward(now, s))
  expect(forward(null)).toEqual(['fetched', 'received', 'accepted', 'rejected'])
  expect(forward('fetched')).toEqual(['received', 'accepted', 'rejected'])
  expect(forward('received')).toEqual(['accepted', 'rejected'])
  expect(forward('accepted')).toEqual([])
  expect(forward('rejected')).toEqual([])
})

test('NO_CELLS has a zero for every state of a cell', () => {
  expect(NO_CELLS).toEqual(Object.fromEntries(CELL_STATES.map((state) => [state, 0])))
})

test('PULL_LINKS are links', () => {
  expect(PULL_LINKS.every((link) => LINK_NAMES.includes(link))).toBe(true)
  expect(PULL_LINKS.length).toBeGreaterThan(0)
})
