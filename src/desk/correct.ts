import { correctMessage } from '../commands/correct-message.ts'
import { withDocuments } from '../commands/release-message.ts'
import { reviewMessage } from '../commands/review-message.ts'
import type { StepBack } from '../commands/return-message.ts'
import type { Actor } from '../domain/account.ts'
import { lastSentOf } from '../domain/message-thread.ts'
import type { ReadyTextId } from '../domain/ready-text.ts'
import { commitAgain, commitOne } from './commit.ts'
import type { Desk } from './desk.ts'
import { signDocuments } from './documents.ts'
import { planCorrection } from './plan-correction.ts'
import { loadSerials } from './release.ts'
import { loadMessage, loadThread } from './thread.ts'

/**
 * A ready text in the place of what it corrects, out at one person's word.
 *
 * @returns the alert's id.
 * @throws {Refusal} `MESSAGE_NOT_FOUND`, and those of `correctMessage`
 */
export async function correctUse(
  desk: Desk,
  messageId: string,
  input: { readonly version: number; readonly text: ReadyTextId },
  actor: Actor,
): Promise<string> {
  const { alertId } = await loadMessage(desk, messageId)
  // Another release may draw the serial number first: what is corrected is what the person saw.
  await commitAgain(desk.store, async () => {
    const message = await loadMessage(desk, messageId)
    const [{ alert, thread, orders }, instance, liveSetVersion, cbcs] = await Promise.all([
      loadThread(desk, alertId),
      desk.store.loadInstance(),
      desk.store.loadVersion('live-set'),
      desk.store.loadCbcs(),
    ])
    const means = desk.means()
    const { content, plan } = planCorrection(message, {
      text: input.text,
      nowMs: means.nowMs,
      cbcs,
    })
    const facts = {
      alert,
      message,
      content,
      plan,
      thread,
      threadOrders: orders,
      instance: instance.letters,
      lastSentMs: lastSentOf(thread),
      liveSetVersion,
      cbcs,
      serials: await loadSerials(desk, plan),
    }
    const made = correctMessage(facts, input, actor, means)
    return withDocuments(made, made.correction, await signDocuments(desk, made, made.correction))
  })
  desk.reached('after-release', messageId)
  return alertId
}

/** Somebody else looks at what one person sent alone. @returns the alert's id. */
export async function reviewUse(
  desk: Desk,
  messageId: string,
  input: StepBack,
  actor: Actor,
): Promise<string> {
  const message = await loadMessage(desk, messageId)
  await commitOne(desk.store, reviewMessage(message, input, actor))
  return message.alertId
}
