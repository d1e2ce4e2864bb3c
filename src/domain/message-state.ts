import { Refusal } from './error.ts'

export const MESSAGE_STATES = [
  'draft',
  'submitted',
  'approved',
  'live',
  'ended',
  'rejected',
  'discarded',
] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

export const MESSAGE_STEPS = [
  'submit',
  'discard',
  'approve',
  'return',
  'withdraw',
  'reject',
  'start',
  'replace',
  'cancel',
  'expire',
] as const
export type MessageStep = (typeof MESSAGE_STEPS)[number]

/**
 * The whole life of a message (design §3). A step that is not in a state's row is refused; there
 * is no other way to change state.
 */
export const STEPS = {
  draft: { submit: 'submitted', discard: 'discarded' },
  submitted: { approve: 'approved', return: 'draft', withdraw: 'draft', reject: 'rejected' },
  approved: { start: 'live', withdraw: 'ended', expire: 'ended' },
  live: { replace: 'ended', cancel: 'ended', expire: 'ended' },
  // A CBC that was down at the end may still air the message: it can be cancelled for 24 h more.
  ended: { cancel: 'ended' },
  rejected: {},
  discarded: {},
} as const satisfies Record<MessageState, Partial<Record<MessageStep, MessageState>>>

/**
 * What a restored backup makes of a state. What waited for approval, or had it, may have gone out
 * since the backup was made: it goes back to who wrote it, as a second release would sound twice.
 */
export function restoredState(state: MessageState): MessageState {
  return state === 'submitted' || state === 'approved' ? 'draft' : state
}

/** @throws {Refusal} `STEP_REFUSED` when `state` has no such step. */
export function nextState(state: MessageState, step: MessageStep): MessageState {
  const row: Partial<Record<MessageStep, MessageState>> = STEPS[state]
  const next = row[step]
  if (next === undefined) throw new Refusal('STEP_REFUSED', { step, state })
  return next
}
