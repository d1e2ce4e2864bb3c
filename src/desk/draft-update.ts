import { draftUpdate } from '../commands/draft-update.ts'
import type { Actor } from '../domain/account.ts'
import { commitOne } from './commit.ts'
import type { Desk } from './desk.ts'
import { loadMessage, loadThread } from './thread.ts'

/**
 * A draft that will take the place of a live message.
 *
 * @returns the alert's id: its newest message is the draft.
 * @throws {Refusal} `MESSAGE_NOT_FOUND`, `ROLE_REQUIRED`, `STALE_VERSION`, `STEP_REFUSED`,
 *   `UPDATE_IN_HAND`
 */
export async function draftUpdateUse(
  desk: Desk,
  messageId: string,
  input: { readonly version: number },
  actor: Actor,
): Promise<string> {
  const message = await loadMessage(desk, messageId)
  const { alert, thread } = await loadThread(desk, message.alertId)
  await commitOne(desk.store, draftUpdate({ alert, thread, message }, input, actor, desk.means()))
  return alert.id
}
