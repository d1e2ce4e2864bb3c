import { type Approval, approveMessage } from '../commands/approve-message.ts'
import { cancelMessage } from '../commands/cancel-message.ts'
import { changeMessage } from '../commands/change-message.ts'
import { discardMessage } from '../commands/discard-message.ts'
import { withDocuments } from '../commands/release-message.ts'
import { returnMessage, type StepBack } from '../commands/return-message.ts'
import { submitMessage } from '../commands/submit-message.ts'
import { withdrawMessage } from '../commands/withdraw-message.ts'
import type { Actor } from '../domain/account.ts'
import type { CellList, Decision } from '../domain/decision.ts'
import { checkUpdate } from '../domain/check-update.ts'
import { Refusal } from '../domain/error.ts'
import { isClear } from '../domain/finding.ts'
import type { Content, Message } from '../domain/message.ts'
import { lastOut } from '../domain/message-thread.ts'
import type { Plan } from '../domain/plan.ts'
import { planContent } from './check-content.ts'
import { commitAgain, commitOne } from './commit.ts'
import type { Desk } from './desk.ts'
import { signDocuments } from './documents.ts'
import { narrowedCells } from './narrowed.ts'
import { releaseUse } from './release.ts'
import { loadMessage, loadThread, onBase } from './thread.ts'

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
  const facts = {
    message,
    plan: await planOver(desk, message, { plan, cellLists }),
    findings,
    cellLists,
  }
  const decision = submitMessage(facts, input, actor, desk.means())
  await commitOne(desk.store, await onBase(desk, message, decision))
  return message.alertId
}

/** With what an Update does to what is on air, for its approver. */
async function planOver(
  desk: Desk,
  message: Message,
  { plan, cellLists }: { readonly plan: Plan; readonly cellLists: readonly CellList[] },
): Promise<Plan> {
  if (message.msgType !== 'Update') return plan
  const { thread, orders } = await loadThread(desk, message.alertId)
  const base = lastOut(thread)
  if (base === null) return plan
  const { letters: instance } = await desk.store.loadInstance()
  const narrowed = await narrowedCells(desk, plan, { orders, cellLists })
  const findings = checkUpdate(plan, { base, orders, instance, narrowed })
  return { ...plan, findings: [...plan.findings, ...findings] }
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
  const message = await loadMessage(desk, messageId)
  const means = desk.means()
  const decision = approveMessage(message, approval, actor, means)
  await commitOne(desk.store, await onBase(desk, message, decision))
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
  const { alertId } = await loadMessage(desk, messageId)
  // Its number may be taken by an Update that somebody drafts meanwhile: a cancel does not lose to
  // that. What is cancelled is the version that the person saw, or nothing.
  await commitAgain(desk.store, async () => {
    const [message, { thread, orders }, instance, cbcs] = await Promise.all([
      loadMessage(desk, messageId),
      loadThread(desk, alertId),
      desk.store.loadInstance(),
      desk.store.loadCbcs(),
    ])
    const facts = { message, thread, orders, instance: instance.letters, cbcs }
    const cancellation = cancelMessage(facts, input, actor, desk.means())
    const documents = await signDocuments(desk, cancellation, cancellation.cancel)
    return withDocuments(cancellation, cancellation.cancel, documents)
  })
  desk.reached('after-cancel', messageId)
  return alertId
}

async function step(
  desk: Desk,
  messageId: string,
  decide: (message: Message) => Decision,
): Promise<string> {
  const message = await loadMessage(desk, messageId)
  await commitOne(desk.store, decide(message))
  return message.alertId
}
