import type { Actor } from '../domain/account.ts'
import type { CbcSettings, Means } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { capIdentifier, sentAfter } from '../domain/identity.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { lastOut, lastSentOf, nextN, type Thread } from '../domain/message-thread.ts'
import type { Order } from '../domain/order.ts'
import { assertSeen } from './change-message.ts'
import { orderWrites, type Release } from './release-message.ts'
import { dropApproved } from './release-update.ts'
import type { StepBack } from './return-message.ts'
import { assertRole } from './roles.ts'
import { endOrders, STOP_STANDS_MS, stopOrders } from './stop-order.ts'

export interface CancelFacts {
  readonly message: Message
  readonly thread: Thread
  /** The orders of all messages of the thread, oldest first. */
  readonly orders: readonly Order[]
  readonly instance: string
  readonly cbcs: readonly CbcSettings[]
}

export interface Cancellation extends Release {
  /** The `Cancel` that the decision brings into being. */
  readonly cancel: Message
}

/**
 * Ends a message everywhere at once: one author or approver may, and it is reviewed afterwards.
 * The `Cancel` goes to every CBC that may hold any order of the thread, also where an Update never
 * got through and the text before it may still be on air.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STEP_REFUSED`, `STALE_VERSION`
 */
export function cancelMessage(
  facts: CancelFacts,
  input: StepBack,
  actor: Actor,
  means: Means,
): Cancellation {
  const { message, thread, orders } = facts
  assertRole(actor, 'author', 'approver')
  assertSeen(message, input.version)
  const state = nextState(message.state, 'cancel')
  assertCancellable(message, thread, means.nowMs)
  const sentMs = sentAfter(lastSentOf(thread), means.nowMs)
  const ends = orders.map((order) => order.expiresMs)
  const expiresMs = Math.max(message.expiresMs ?? 0, sentMs + STOP_STANDS_MS, ...ends)
  const cancel = cancelOf(facts, { sentMs, expiresMs, actor, note: input.reason })
  const { instance, cbcs } = facts
  const stop = { message: cancel, instance, cbcs, sentMs, expiresMs, nowMs: means.nowMs }
  const cancelOrders = stopOrders(orders, stop)
  const ended = endOrders(orders, { actor: actor.id, reason: 'cancelled' })
  const dropped = dropApproved(thread, actor.id, means)
  const { version: _version, ...insert } = cancel
  return {
    cancel,
    sentMs,
    expiresMs,
    publicIdentifier: capIdentifier({ ...facts, message: cancel, sentMs, audience: 'PUB' }),
    orders: cancelOrders,
    decision: {
      // Not the orders: a cancel must not lose to a receipt that comes in meanwhile.
      expects: [
        { stream: `message:${message.id}`, version: message.version },
        { stream: `message:${cancel.id}`, version: 0 },
        ...dropped.expects,
      ],
      claims: [],
      writes: [
        { table: 'live-set' },
        {
          table: 'message',
          id: message.id,
          set: { state, endedAtMs: means.nowMs, endReason: 'cancelled', note: input.reason },
        },
        { table: 'message', insert },
        ...dropped.writes,
        ...ended.writes,
        ...cancelOrders.flatMap((order) => orderWrites(order)),
      ],
      entries: [
        {
          what: 'message-ended',
          actor: actor.id,
          message: message.id,
          reason: 'cancelled',
          note: input.reason,
          cancel: cancel.id,
        },
        ...dropped.entries,
        ...ended.entries,
        { what: 'review-needed', actor: actor.id, message: cancel.id, why: 'cancel' },
      ],
    },
  }
}

function assertCancellable(message: Message, thread: Thread, nowMs: number): void {
  const { state, endedAtMs, sentMs, endReason } = message
  const inTime = endedAtMs === null || nowMs - endedAtMs <= STOP_STANDS_MS
  const again = endReason === 'cancelled' || endReason === 'replaced'
  if (sentMs === null || lastOut(thread)?.id !== message.id || !inTime || again) {
    throw new Refusal('STEP_REFUSED', { step: 'cancel', state })
  }
}

/** The `Cancel` of a thread, live from its first instant. */
export function cancelOf(
  facts: CancelFacts,
  of: { sentMs: number; expiresMs: number; actor: Actor; note: string },
): Message {
  const { message } = facts
  const n = nextN(facts.thread)
  return {
    ...message,
    id: `${message.alertId}.${n}`,
    n,
    msgType: 'Cancel',
    state: 'live',
    version: 1,
    plan: null,
    contentHash: null,
    hands: [of.actor.id],
    approvers: [],
    note: of.note,
    createdAtMs: of.sentMs,
    submittedAtMs: null,
    approvedAtMs: null,
    sentMs: of.sentMs,
    expiresMs: of.expiresMs,
    endedAtMs: null,
    endReason: null,
    review: 'needed',
  }
}
