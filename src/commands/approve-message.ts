import type { Actor } from '../domain/account.ts'
import type { Decision, Means } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { assertSeen } from './change-message.ts'
import { endOf } from './release-message.ts'
import { assertRole } from './roles.ts'

export interface Approval {
  readonly version: number
  /** SHA-256 of the frozen content and plan, as the approver saw it. */
  readonly contentHash: string
}

/** A national test is seen by everyone, so two people approve it (design §6). */
export function approversNeeded(message: Message): number {
  return message.content.kind === 'public-test' ? 2 : 1
}

/**
 * Step 5: the second pair of eyes, on exactly this content.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STEP_REFUSED`, `SELF_APPROVAL`, `CONTENT_CHANGED`,
 *   `STALE_VERSION`; `CONTENT_REFUSED` when its time has gone by.
 */
export function approveMessage(
  message: Message,
  approval: Approval,
  actor: Actor,
  means: Means,
): Decision {
  assertRole(actor, 'approver')
  const approved = nextState(message.state, 'approve')
  if (message.hands.includes(actor.id) || message.approvers.includes(actor.id)) {
    throw new Refusal('SELF_APPROVAL')
  }
  if (message.contentHash !== approval.contentHash) {
    throw new Refusal('CONTENT_CHANGED', {
      seen: approval.contentHash,
      current: message.contentHash ?? '–',
    })
  }
  assertSeen(message, approval.version)
  if (endOf(message, means.nowMs) <= means.nowMs) {
    throw new Refusal('CONTENT_REFUSED', {
      what: 'its time on air is over; return it to its author',
      whatId: 'waktu siarnya sudah lewat; kembalikan kepada penulisnya',
    })
  }
  const approvers = [...message.approvers, actor.id]
  const complete = approvers.length >= approversNeeded(message)
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [],
    writes: [
      {
        table: 'message',
        id: message.id,
        set: complete ? { state: approved, approvers, approvedAtMs: means.nowMs } : { approvers },
      },
    ],
    entries: [
      {
        what: 'message-approved',
        actor: actor.id,
        message: message.id,
        contentHash: approval.contentHash,
        complete,
      },
    ],
  }
}
