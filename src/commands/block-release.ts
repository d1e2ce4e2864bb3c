import { SYSTEM } from '../domain/account.ts'
import type { Decision } from '../domain/decision.ts'
import type { Refusal } from '../domain/error.ts'
import type { Message } from '../domain/message.ts'

/**
 * An approved message that cannot go out, though its time has come: staff see why beside it, and
 * the log says it once, however often the release is tried again.
 *
 * @param note why, in words for staff.
 */
export function blockRelease(message: Message, refusal: Refusal, note: string): Decision {
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [
      {
        space: 'alarm',
        key: `${message.id} ${refusal.code} ${message.contentHash ?? ''}`,
        untilMs: null,
        refusal: refusal.code,
        params: refusal.params,
      },
    ],
    writes: [{ table: 'message', id: message.id, set: { note } }],
    entries: [
      {
        what: 'release-blocked',
        actor: SYSTEM.id,
        message: message.id,
        reason: refusal.code,
        note,
      },
    ],
  }
}
