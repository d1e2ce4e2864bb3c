import { expect, test } from 'vitest'
import { Refusal } from '../../src/domain/error.ts'
import {
  MESSAGE_STATES,
  MESSAGE_STEPS,
  type MessageState,
  type MessageStep,
  restoredState,
  nextState,
  STEPS,
} from '../../src/domain/message-state.ts'

// Copied by hand from the table of design §3; a dash is a refusal.
const TABLE: Readonly<Record<MessageState, string>> = {
  //         submit    discard   approve  return withdraw reject   start replace cancel expire
  draft: ' submitted discarded -        -      -        -        -     -       -      -',
  submitted: '-       -         approved draft  draft    rejected -     -       -      -',
  approved: '-        -         -        -      ended    -        live  -       -      ended',
  live: '    -        -         -        -      -        -        -     ended   ended  ended',
  ended: '   -        -         -        -      -        -        -     -       ended  -',
  rejected: '-        -         -        -      -        -        -     -       -      -',
  discarded: '-       -         -        -      -        -        -     -       -      -',
}

const CASES = MESSAGE_STATES.flatMap((state) => {
  const row = TABLE[state].trim().split(/\s+/)
  return MESSAGE_STEPS.map((step, at) => ({ state, step, next: row[at]! }))
})

test('nextState() has a row for every state and a column for every step', () => {
  expect(CASES.length).toBe(MESSAGE_STATES.length * MESSAGE_STEPS.length)
  expect(CASES.every(({ next }) => next === '-' || MESSAGE_STATES.some((s) => s === next))).toBe(
    true,
  )
})

test.for(CASES)('nextState() of $state by $step is $next', ({ state, step, next }) => {
  if (next !== '-') return expect(nextState(state, step)).toBe(next)
  expect(refusalOf(state, step)).toMatchObject({ code: 'STEP_REFUSED', params: { step, state } })
})

test('STEPS lead from draft to every state', () => {
  const reached = new Set<MessageState>(['draft'])
  for (const state of reached) for (const next of Object.values(STEPS[state])) reached.add(next)
  expect([...reached].sort()).toEqual([...MESSAGE_STATES].sort())
})

test('restoredState() sends back whatever may have gone out since, and leaves the rest', () => {
  const moved = MESSAGE_STATES.filter((state) => restoredState(state) !== state)
  expect(moved).toEqual(['submitted', 'approved'])
  expect(moved.map(restoredState)).toEqual(['draft', 'draft'])
})

function refusalOf(state: MessageState, step: MessageStep): Refusal {
  try {
    nextState(state, step)
  } catch (error) {
    if (error instanceof Refusal) return error
  }
  return expect.fail(`${state} took step ${step}`)
}
