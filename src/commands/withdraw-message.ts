import type { Actor } from '../domain/account.ts'
import type { Decision, Means } from '../domain/decision.ts'
import type { EntryBody } from '../domain/entry.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { assertSeen } from './change-message.ts'
import type { StepBack } from './return-message.ts'
import { assertRole } from './roles.ts'

/**
 * Takes a message back before anything was sent: a submitted one becomes a draft again, an
 * approved one whose start has not come ends.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STEP_REFUSED`, `STALE_VERSION`
 */
export function withdrawMessage(
  message: Message,
  input: StepBack,
  actor: Actor,
  means: Means,
): Decision {
  assertRole(actor, 'author', 'approver')
  assertSeen(message, input.version)
  const state = nextState(message.state, 'withdraw')
  const entries: EntryBody[] = [
    { what: 'message-withdrawn', actor: actor.id, message: message.id, note: input.reason },
  ]
  if (state === 'ended') {
    entries.push({
      what: 'message-ended',
      actor: actor.id,
      message: message.id,
      reason: 'withdrawn',
      note: input.reason,
    })
  }
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [],
    writes: [
      {
        table: 'message',
        id: message.id,
        set:
          state === 'ended'
            ? { state, note: input.reason, endedAtMs: means.nowMs, endReason: 'withdrawn' }
            : { state, note: input.reason, approvers: [], contentHash: null },
      },
    ],
    entries,
  }
}
