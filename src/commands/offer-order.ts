import { SYSTEM } from '../domain/account.ts'
import type { Decision, Means } from '../domain/decision.ts'
import type { EntryBody } from '../domain/entry.ts'
import { isAnswered, isOrderOpen, type LinkName, type Order } from '../domain/order.ts'
import { FEED_WATCH_MS } from './release-message.ts'

/** Puts a due order on one more pull link, with the alarm that the first one kept silent. */
export function offerOrder(order: Order, link: LinkName, means: Means): Decision {
  const state = order.state === 'sending' ? order.state : 'offered'
  return {
    expects: [{ stream: `order:${order.id}`, version: order.version }],
    claims: [],
    writes: [
      {
        table: 'order',
        id: order.id,
        set: { state, used: [...order.used, link], dueMs: means.nowMs + FEED_WATCH_MS },
      },
    ],
    entries: [
      { what: 'order-offered', actor: SYSTEM.id, order: order.id, link, state },
      silence(order),
    ],
  }
}

/** No link is left to try: the alarm is all that can be done, once. */
export function raiseSilence(order: Order): Decision {
  return {
    expects: [{ stream: `order:${order.id}`, version: order.version }],
    claims: [],
    writes: [{ table: 'order', id: order.id, set: { dueMs: null } }],
    entries: isSilent(order) ? [silence(order)] : [],
  }
}

function isSilent({ stage, state, onAirAtMs }: Order): boolean {
  return !isAnswered(stage) && onAirAtMs === null && isOrderOpen(state)
}

/** The alarm of an order that its CBC has not answered. */
export function silence(order: Order): EntryBody {
  const pulled = order.state === 'offered' && order.stage === null
  return {
    what: 'alarm-raised',
    actor: SYSTEM.id,
    order: order.id,
    alarm: pulled ? 'not-fetched' : 'not-received',
    detail: order.used.join(', '),
  }
}
