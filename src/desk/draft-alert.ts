import { draftAlert } from '../commands/draft-alert.ts'
import type { Actor } from '../domain/account.ts'
import type { Content, Origin } from '../domain/message.ts'
import { commitAgain } from './commit.ts'
import type { Desk } from './desk.ts'

/**
 * Step 1: a draft of a new alert.
 *
 * @returns the alert's id.
 * @throws {Refusal} `ROLE_REQUIRED`
 */
export async function draftAlertUse(
  desk: Desk,
  input: { readonly content: Content; readonly origin: Origin },
  actor: Actor,
): Promise<string> {
  let id = ''
  // Two drafts made at once want the same number: the later one takes the next.
  await commitAgain(desk.store, async () => {
    const nextNumber = await desk.store.nextAlertNumber()
    id = String(nextNumber)
    return draftAlert({ nextNumber }, input, actor, desk.means())
  })
  return id
}
