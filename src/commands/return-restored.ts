import { SYSTEM } from '../domain/account.ts'
import type { Decision } from '../domain/decision.ts'
import type { Message } from '../domain/message.ts'
import { restoredState } from '../domain/message-state.ts'

/**
 * After a restore: what waited for approval, or for its time, goes back to who wrote it. It may
 * have gone out since the backup was made, and the service that knew is no more; a second release
 * would sound on every phone once more. Whoever submits it again looks first.
 *
 * @returns null for a message that stays as it is.
 */
export function returnRestored(message: Message, note: string): Decision | null {
  const state = restoredState(message.state)
  if (state === message.state) return null
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [],
    writes: [
      {
        table: 'message',
        id: message.id,
        set: { state, note, approvers: [], contentHash: null },
      },
    ],
    entries: [{ what: 'message-returned', actor: SYSTEM.id, message: message.id, note }],
  }
}
