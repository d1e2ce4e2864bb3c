import type { Actor } from '../domain/account.ts'
import type { Decision } from '../domain/decision.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { assertSeen } from './change-message.ts'
import { assertRole } from './roles.ts'

/** @throws {Refusal} `ROLE_REQUIRED`, `STEP_REFUSED`, `STALE_VERSION` */
export function discardMessage(
  message: Message,
  input: { readonly version: number },
  actor: Actor,
): Decision {
  assertRole(actor, 'author')
  assertSeen(message, input.version)
  const state = nextState(message.state, 'discard')
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [],
    writes: [{ table: 'message', id: message.id, set: { state } }],
    entries: [{ what: 'message-discarded', actor: actor.id, message: message.id }],
  }
}
