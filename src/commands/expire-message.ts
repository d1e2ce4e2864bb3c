import { SYSTEM } from '../domain/account.ts'
import type { Decision, Means } from '../domain/decision.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { isAnswered, isOrderOpen, type Order } from '../domain/order.ts'
import { failedAlarms } from './release-message.ts'

/**
 * Step 9 by the clock: expiry rules everything. What an Update stops may be on air longer than the
 * Update itself: an order whose own time is not over goes on ({@link expireOrders}).
 *
 * @throws {Refusal} `STEP_REFUSED`
 */
export function expireMessage(message: Message, orders: readonly Order[], means: Means): Decision {
  const state = nextState(message.state, 'expire')
  const over = expireOrders(orders, means)
  return {
    ...over,
    expects: [{ stream: `message:${message.id}`, version: message.version }, ...over.expects],
    writes: [
      { table: 'live-set' },
      {
        table: 'message',
        id: message.id,
        set: { state, endedAtMs: means.nowMs, endReason: 'expired' },
      },
      ...over.writes,
    ],
    entries: [
      {
        what: 'message-ended',
        actor: SYSTEM.id,
        message: message.id,
        reason: 'expired',
        note: null,
      },
      ...over.entries,
    ],
  }
}

/** The open ones whose time is over: one that nobody took is failed, and said to be so. */
export function expireOrders(orders: readonly Order[], means: Means): Decision {
  const open = orders.filter(
    ({ state, expiresMs }) => isOrderOpen(state) && expiresMs <= means.nowMs,
  )
  const last = open.map((order) => {
    const { acceptedAtMs, onAirAtMs, stage } = order
    const taken = acceptedAtMs !== null || onAirAtMs !== null || isAnswered(stage)
    return {
      order,
      state: taken ? ('ended' as const) : ('failed' as const),
      reason: taken ? 'expired' : 'expired-untaken',
    }
  })
  return {
    // A receipt that comes in meanwhile decides whether an order ends or has failed.
    expects: open.map(({ id, version }) => ({ stream: `order:${id}`, version }) as const),
    claims: [],
    writes: last.map(
      (each) =>
        ({
          table: 'order',
          id: each.order.id,
          set: { state: each.state, dueMs: null, reason: each.reason },
        }) as const,
    ),
    entries: [
      ...last.map(
        (each) =>
          ({
            what: 'order-ended',
            actor: SYSTEM.id,
            order: each.order.id,
            state: each.state,
            detail: each.reason,
          }) as const,
      ),
      ...failedAlarms(last.map(({ order, ...end }) => ({ id: order.id, ...end }))),
    ],
  }
}
