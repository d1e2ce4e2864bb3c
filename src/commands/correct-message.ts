import type { Actor } from '../domain/account.ts'
import { contentHashText } from '../domain/content-hash.ts'
import type { Decision, Means } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import type { Alert, Content, Message } from '../domain/message.ts'
import { isOut, lastOut, nextN } from '../domain/message-thread.ts'
import type { Plan } from '../domain/plan.ts'
import type { ReadyTextId } from '../domain/ready-text.ts'
import { assertSeen } from './change-message.ts'
import { newMessage } from './draft-alert.ts'
import type { Release } from './release-message.ts'
import { dropApproved, releaseOver, type UpdateReleaseFacts } from './release-update.ts'
import { assertRole } from './roles.ts'
import { STOP_STANDS_MS } from './stop-order.ts'

export interface CorrectionFacts extends Omit<UpdateReleaseFacts, 'message'> {
  readonly alert: Alert
  /** What is corrected: on air, or over for at most a day. */
  readonly message: Message
  /** The ready text at the identifiers of what is corrected (`correctionContent`). */
  readonly content: Content
  readonly plan: Plan
}

export interface Correction extends Release {
  /** The Update that the decision brings into being, live. */
  readonly correction: Message
}

/**
 * A cancel is silent on phones: false alarm and all-clear are said aloud, by a ready text where the
 * alert itself was heard. One author or approver releases it at once, also after the end of what it
 * corrects; somebody else reviews it afterwards. Every phone sounds for it: in turns the two texts
 * would let one person sound them without end, so each is said once until two people have approved
 * something again.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STALE_VERSION`, `STEP_REFUSED`, `CORRECTION_REPEATED`,
 *   `SERIALS_EXHAUSTED`
 */
export function correctMessage(
  facts: CorrectionFacts,
  input: { readonly version: number; readonly text: ReadyTextId },
  actor: Actor,
  means: Means,
): Correction {
  const { message, content, plan, thread } = facts
  assertCorrectable(facts, actor, means)
  assertSeen(message, input.version)
  assertUnsaid(facts)
  const { insert, correction } = makeCorrection(facts, actor, means)
  const of = { ...facts, message: correction, thread: [...thread, correction] }
  const base = [{ stream: `message:${message.id}`, version: message.version }] as const
  const release = releaseOver(of, base, means)
  const { decision, sentMs, expiresMs } = release
  const dropped = dropApproved(thread, actor.id, means)
  const by = { actor: actor.id, message: correction.id }
  const { contentHash } = correction
  if (contentHash === null) throw new TypeError('A correction has a content hash')
  return {
    ...release,
    correction: { ...correction, state: 'live', version: 1, sentMs, expiresMs },
    decision: {
      ...decision,
      expects: [...decision.expects, ...dropped.expects],
      writes: [{ table: 'message', insert }, ...dropped.writes, ...decision.writes],
      entries: [
        { ...by, what: 'message-drafted', alert: facts.alert, msgType: 'Update', content },
        { ...by, what: 'message-submitted', contentHash, plan },
        { ...by, what: 'review-needed', why: input.text },
        ...dropped.entries,
        ...decision.entries,
      ],
    } satisfies Decision,
  }
}

/**
 * True while a correction still reaches the people who have heard the message.
 *
 * @param thread all messages of the alert.
 */
export function isCorrectable(
  message: Message,
  thread: UpdateReleaseFacts['thread'],
  nowMs: number,
): boolean {
  const { state, endReason, endedAtMs, content } = message
  if (lastOut(thread)?.id !== message.id || content.channel !== 'cell-broadcast') return false
  if (state === 'live') return true
  const isFresh = endedAtMs !== null && nowMs - endedAtMs <= STOP_STANDS_MS
  return isFresh && (endReason === 'expired' || endReason === 'cancelled')
}

function assertCorrectable(facts: CorrectionFacts, actor: Actor, means: Means): void {
  const { message, thread } = facts
  assertRole(actor, 'author', 'approver')
  if (isCorrectable(message, thread, means.nowMs)) return
  throw new Refusal('STEP_REFUSED', { step: 'correct', state: message.state })
}

/** The same text as the newest correction is no repetition: phones that have shown it stay silent. */
function assertUnsaid({ content, message, thread }: CorrectionFacts): void {
  const out = thread.filter(isOut)
  const approved = out.findLastIndex(({ approvers }) => approvers.length > 0)
  const said = out
    .slice(approved + 1)
    .find((each) => each.id !== message.id && isSaying(each.content, content))
  if (said !== undefined) throw new Refusal('CORRECTION_REPEATED', { message: said.id })
}

function isSaying({ texts }: Content, { texts: said }: Content): boolean {
  return texts[0]?.body === said[0]?.body
}

/** Written, frozen and released in one step: nobody has approved it, so nobody is said to have. */
function makeCorrection(
  { alert, content, plan, thread }: CorrectionFacts,
  actor: Actor,
  means: Means,
): { insert: Omit<Message, 'version'>; correction: Message } {
  const draft = newMessage({ alert, n: nextN(thread), msgType: 'Update', content }, actor, means)
  const insert: Omit<Message, 'version'> = {
    ...draft,
    state: 'approved',
    plan,
    contentHash: means.sha256Hex(contentHashText(content, plan)),
    submittedAtMs: means.nowMs,
    review: 'needed',
  }
  return { insert, correction: { ...insert, version: 0 } }
}
