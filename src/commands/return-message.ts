import type { Actor } from '../domain/account.ts'
import type { Decision } from '../domain/decision.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { assertSeen } from './change-message.ts'
import { assertRole } from './roles.ts'

/** A step back, with the reason in the words of who takes it. */
export interface StepBack {
  readonly version: number
  readonly reason: string
}

/**
 * Sends a submitted message back to its authors (`return`) or ends it (`reject`).
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STEP_REFUSED`, `STALE_VERSION`
 */
export function returnMessage(
  message: Message,
  input: StepBack & { readonly step: 'return' | 'reject' },
  actor: Actor,
): Decision {
  assertRole(actor, 'approver')
  assertSeen(message, input.version)
  const state = nextState(message.state, input.step)
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [],
    writes: [
      {
        table: 'message',
        id: message.id,
        // What was approved so far was approved for this submission alone.
        set: { state, note: input.reason, approvers: [], contentHash: null },
      },
    ],
    entries: [
      {
        what: input.step === 'return' ? 'message-returned' : 'message-rejected',
        actor: actor.id,
        message: message.id,
        note: input.reason,
      },
    ],
  }
}
