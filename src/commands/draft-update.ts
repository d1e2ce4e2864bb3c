import type { Actor } from '../domain/account.ts'
import type { Decision, Means } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import type { Alert, Message } from '../domain/message.ts'
import { lastOut, nextN, type Thread, updateInHand } from '../domain/message-thread.ts'
import { assertSeen } from './change-message.ts'
import { newMessage } from './draft-alert.ts'
import { assertRole } from './roles.ts'

export interface UpdateFacts {
  readonly alert: Alert
  readonly thread: Thread
  /** The live message that is updated. */
  readonly message: Message
}

/**
 * A draft that begins as a copy of what is on air and will take its place. Until it is released
 * the earlier message stays live. There is one at a time for an alert.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STALE_VERSION`, `STEP_REFUSED`, `UPDATE_IN_HAND`
 */
export function draftUpdate(
  facts: UpdateFacts,
  input: { readonly version: number },
  actor: Actor,
  means: Means,
): Decision {
  const { alert, thread, message } = facts
  assertRole(actor, 'author')
  assertSeen(message, input.version)
  if (message.state !== 'live' || lastOut(thread)?.id !== message.id) {
    throw new Refusal('STEP_REFUSED', { step: 'update', state: message.state })
  }
  const inHand = updateInHand(thread)
  if (inHand !== null) throw new Refusal('UPDATE_IN_HAND', { message: inHand.id })
  const n = nextN(thread)
  // At once when it is approved: the start of the earlier one is behind us.
  const content = { ...message.content, startMs: null }
  const update = newMessage({ alert, n, msgType: 'Update', content }, actor, means)
  return {
    expects: [
      { stream: `message:${message.id}`, version: message.version },
      { stream: `message:${update.id}`, version: 0 },
    ],
    claims: [],
    writes: [{ table: 'message', insert: update }],
    entries: [
      {
        what: 'message-drafted',
        actor: actor.id,
        message: update.id,
        alert,
        msgType: 'Update',
        content,
      },
    ],
  }
}
