import type { Actor } from '../domain/account.ts'
import type { Decision } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import type { Message } from '../domain/message.ts'
import { assertSeen } from './change-message.ts'
import type { StepBack } from './return-message.ts'
import { assertRole } from './roles.ts'

/**
 * The second pair of eyes, afterwards, on what one person sent alone: a `Cancel` or a correction.
 * What was found goes into the log.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STEP_REFUSED`, `SELF_APPROVAL`, `STALE_VERSION`
 */
export function reviewMessage(message: Message, input: StepBack, actor: Actor): Decision {
  assertRole(actor, 'approver')
  if (message.review !== 'needed') {
    throw new Refusal('STEP_REFUSED', { step: 'review', state: message.state })
  }
  if (message.hands.includes(actor.id)) throw new Refusal('SELF_APPROVAL')
  assertSeen(message, input.version)
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [],
    writes: [{ table: 'message', id: message.id, set: { review: 'done' } }],
    entries: [
      { what: 'message-reviewed', actor: actor.id, message: message.id, note: input.reason },
    ],
  }
}
