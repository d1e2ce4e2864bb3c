import type { Actor } from '../domain/account.ts'
import type { CbcSettings, Means, Write } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { capIdentifier, sentAfter } from '../domain/identity.ts'
import { LINK_FACTS } from '../domain/link-facts.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { isOrderOpen, type LinkName, type Order, PULL_LINKS } from '../domain/order.ts'
import type { EntryBody } from '../domain/entry.ts'
import { assertSeen } from './change-message.ts'
import { firstMove, orderWrites, type Release } from './release-message.ts'
import type { StepBack } from './return-message.ts'
import { assertRole } from './roles.ts'

export interface CancelFacts {
  readonly message: Message
  /** The orders of the message that is cancelled. */
  readonly orders: readonly Order[]
  readonly instance: string
  readonly lastSentMs: number
  /** The number of the newest message of the alert. */
  readonly lastN: number
  readonly cbcs: readonly CbcSettings[]
}

export interface Cancellation extends Release {
  /** The `Cancel` that the decision brings into being. */
  readonly cancel: Message
}

/** An ended message can still be cancelled: a CBC that was down at its end may air it yet. */
const CANCEL_AFTER_END_MS = 24 * 3_600_000

/**
 * Ends a message everywhere at once: one author or approver may, and it is reviewed afterwards.
 * The `Cancel` goes over every link that may hold the order, acknowledged or not; only a CBC that
 * is known to have refused it gets none.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STEP_REFUSED`, `STALE_VERSION`
 */
export function cancelMessage(
  facts: CancelFacts,
  input: StepBack,
  actor: Actor,
  means: Means,
): Cancellation {
  const { message, orders } = facts
  assertRole(actor, 'author', 'approver')
  assertSeen(message, input.version)
  const state = nextState(message.state, 'cancel')
  assertCancellable(message, means.nowMs)
  const sentMs = sentAfter(facts.lastSentMs, means.nowMs)
  const expiresMs = Math.max(message.expiresMs ?? 0, sentMs + CANCEL_AFTER_END_MS)
  const cancel = cancelOf(facts, { sentMs, expiresMs, actor, note: input.reason })
  const held = orders.filter((order) => mayHold(order))
  const cancelOrders = held.map((order) =>
    cancelOrder(order, cancel, { ...facts, nowMs: means.nowMs }),
  )
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
        ...endOrders(orders),
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
        ...endEntries(orders, actor),
        { what: 'review-needed', actor: actor.id, message: cancel.id, why: 'cancel' },
      ],
    },
  }
}

/** A CBC that said no and aired it all the same holds it too. */
function mayHold({ state, used, onAirAtMs }: Order): boolean {
  return used.length > 0 && (state !== 'refused' || onAirAtMs !== null)
}

/** Dispatch stops for these orders; what the CBCs still report of them is taken. */
function endOrders(orders: readonly Order[]): Write[] {
  return orders
    .filter((order) => isOrderOpen(order.state))
    .map((order) => ({
      table: 'order',
      id: order.id,
      set: { state: 'ended', dueMs: null, reason: 'cancelled' },
    }))
}

function endEntries(orders: readonly Order[], actor: Actor): EntryBody[] {
  return orders
    .filter((order) => isOrderOpen(order.state))
    .map((order) => ({
      what: 'order-ended',
      actor: actor.id,
      order: order.id,
      state: 'ended',
      detail: 'cancelled',
    }))
}

function assertCancellable(message: Message, nowMs: number): void {
  const { state, endedAtMs, sentMs, endReason, msgType } = message
  const inTime = endedAtMs === null || nowMs - endedAtMs <= CANCEL_AFTER_END_MS
  const again = endReason === 'cancelled' || endReason === 'replaced'
  if (sentMs === null || msgType === 'Cancel' || !inTime || again) {
    throw new Refusal('STEP_REFUSED', { step: 'cancel', state })
  }
}

function cancelOf(
  facts: CancelFacts,
  of: { sentMs: number; expiresMs: number; actor: Actor; note: string },
): Message {
  const { message } = facts
  const n = facts.lastN + 1
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

function cancelOrder(
  held: Order,
  cancel: Message,
  facts: CancelFacts & { readonly nowMs: number },
): Omit<Order, 'version'> {
  const connected = facts.cbcs.find((each) => each.cbc === held.cbc)?.links ?? []
  // A Cancel has no area that a link could widen: it takes whatever link the CBC has today.
  const links = connected
    .map((each) => each.link)
    .filter((link) => LINK_FACTS[link].channels.includes(held.channel))
  const used = cancelLinks(held, links)
  const sentMs = cancel.sentMs ?? 0
  const { version: _version, ...rest } = held
  return {
    ...rest,
    id: `${cancel.id}-${held.cbc}`,
    messageId: cancel.id,
    msgType: 'Cancel',
    ...firstMove(used[0], facts.nowMs),
    identifier: capIdentifier({
      instance: facts.instance,
      message: cancel,
      sentMs,
      audience: held.cbc,
    }),
    sentMs,
    expiresMs: cancel.expiresMs ?? sentMs,
    stage: null,
    links,
    used,
    cellsDigest: null,
    cells: 0,
    unplanned: 0,
    acceptedAtMs: null,
    onAirAtMs: null,
    copies: [],
  }
}

/**
 * Every link that may hold the order, and the first push link in any case: it is the fastest. Pull
 * links too, also where the order is not there yet: dispatch may offer it until the commit.
 */
function cancelLinks(held: Order, links: readonly LinkName[]): LinkName[] {
  const push = links.filter((link) => !PULL_LINKS.includes(link)).slice(0, 1)
  const pulls = [...held.used, ...links].filter((link) => PULL_LINKS.includes(link))
  return [...new Set([...push, ...pulls])]
}
