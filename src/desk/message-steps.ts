import { type Approval, approveMessage } from '../commands/approve-message.ts'
import { cancelMessage } from '../commands/cancel-message.ts'
import { changeMessage } from '../commands/change-message.ts'
import { discardMessage } from '../commands/discard-message.ts'
import { withDocuments } from '../commands/release-message.ts'
import { returnMessage, type StepBack } from '../commands/return-message.ts'
import { submitMessage } from '../commands/submit-message.ts'
import { withdrawMessage } from '../commands/withdraw-message.ts'
import type { Actor } from '../domain/account.ts'
import type { Decision } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { isClear } from '../domain/finding.ts'
import type { Content, Message } from '../domain/message.ts'
import { planContent } from './check-content.ts'
import { commitOne } from './commit.ts'
import type { Desk } from './desk.ts'
import { signDocuments } from './documents.ts'
import { releaseUse } from './release.ts'

/** Each use of this file takes one step of one message and gives the id of its alert. */

export async function changeUse(
  desk: Desk,
  messageId: string,
  input: { readonly content: Content; readonly version: number },
  actor: Actor,
): Promise<string> {
  return step(desk, messageId, (message) => changeMessage(message, input, actor))
}

/** @throws {Refusal} `CONTENT_REFUSED` with the findings as its cause. */
export async function submitUse(
  desk: Desk,
  messageId: string,
  input: { readonly version: number },
  actor: Actor,
): Promise<string> {
  const message = await loadMessage(desk, messageId)
  const { plan, findings, cellLists } = await planContent(desk, message.content, message.alertId)
  if (plan === null || !isClear(findings)) {
    const what = findings.map((each) => each.rule).join(', ')
    throw new Refusal('CONTENT_REFUSED', { what }, { cause: findings })
  }
  const facts = { message, plan, findings, cellLists }
  await commitOne(desk.store, submitMessage(facts, input, actor, desk.means()))
  return message.alertId
}

/**
 * An immediate alert is released in the same call: nobody waits for a timer. Where the release
 * breaks, the approval stands, and the timer releases it within the second.
 */
export async function approveUse(
  desk: Desk,
  messageId: string,
  approval: Approval,
  actor: Actor,
): Promise<string> {
  const message = await messageOf(desk, messageId)
  const means = desk.means()
  await commitOne(desk.store, approveMessage(message, approval, actor, means))
  const { startMs } = message.content
  if (startMs === null || startMs <= means.nowMs) {
    await releaseUse(desk, messageId).catch((error: unknown) => {
      // An error would tell the approver that nothing was done, and a second alert would follow.
      // The timer meets it again, and says so in the service's log.
      if (error instanceof Refusal) throw error
    })
  }
  return message.alertId
}

export async function returnUse(
  desk: Desk,
  messageId: string,
  input: StepBack & { readonly step: 'return' | 'reject' },
  actor: Actor,
): Promise<string> {
  return step(desk, messageId, (message) => returnMessage(message, input, actor))
}

export async function withdrawUse(
  desk: Desk,
  messageId: string,
  input: StepBack,
  actor: Actor,
): Promise<string> {
  return step(desk, messageId, (message) => withdrawMessage(message, input, actor, desk.means()))
}

export async function discardUse(
  desk: Desk,
  messageId: string,
  input: { readonly version: number },
  actor: Actor,
): Promise<string> {
  return step(desk, messageId, (message) => discardMessage(message, input, actor))
}

export async function cancelUse(
  desk: Desk,
  messageId: string,
  input: StepBack,
  actor: Actor,
): Promise<string> {
  const message = await messageOf(desk, messageId)
  const [alert, orders, instance, cbcs] = await Promise.all([
    desk.store.loadAlert(message.alertId),
    desk.store.loadOrdersOfMessage(messageId),
    desk.store.loadInstance(),
    desk.store.loadCbcs(),
  ])
  const thread = alert?.messages ?? [message]
  const facts = {
    message,
    orders,
    instance: instance.letters,
    lastSentMs: Math.max(...thread.map((each) => each.sentMs ?? 0)),
    lastN: Math.max(...thread.map((each) => each.n)),
    cbcs,
  }
  const cancellation = cancelMessage(facts, input, actor, desk.means())
  const documents = await signDocuments(desk, cancellation, cancellation.cancel)
  await commitOne(desk.store, withDocuments(cancellation, cancellation.cancel, documents))
  desk.reached('after-cancel', messageId)
  return message.alertId
}

async function step(
  desk: Desk,
  messageId: string,
  decide: (message: Message) => Decision,
): Promise<string> {
  const message = await messageOf(desk, messageId)
  await commitOne(desk.store, decide(message))
  return message.alertId
}

/** @throws {Refusal} `MESSAGE_NOT_FOUND` */
async function messageOf(desk: Desk, messageId: string): Promise<Message> {
  const message = await desk.store.loadMessage(messageId)
  if (message === null) throw new Refusal('MESSAGE_NOT_FOUND', { message: messageId })
  return message
}
