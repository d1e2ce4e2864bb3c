import { SYSTEM } from '../domain/account.ts'
import type { Means } from '../domain/decision.ts'
import { capIdentifier, sentAfter } from '../domain/identity.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { isOut, lastSentOf, type Thread } from '../domain/message-thread.ts'
import { type CancelFacts, type Cancellation, cancelOf } from './cancel-message.ts'
import { expireOrders } from './expire-message.ts'
import { orderWrites } from './release-message.ts'
import { endOrders, STOP_STANDS_MS, stopOrders } from './stop-order.ts'

/** In the `note` of the documents, in the two languages that their readers share. */
const NOTE = 'Masa siar berakhir / Broadcast time is over'

/**
 * True when what an Update has replaced has time left. Who missed the Update would hold the earlier
 * text for true once the Update is over: a CBC that was away, a reader of the public feed.
 */
export function isOutlived(update: Message, thread: Thread): boolean {
  const { expiresMs } = update
  if (update.msgType !== 'Update' || expiresMs === null) return false
  return thread.some(
    (each) => isOut(each) && each.n < update.n && (each.expiresMs ?? 0) > expiresMs,
  )
}

/**
 * Step 9 by the clock, for an Update that ends before what it has replaced: its end goes out as a
 * `Cancel` of the whole thread, to every CBC that may hold any of it.
 *
 * @throws {Refusal} `STEP_REFUSED`
 */
export function expireUpdate(facts: CancelFacts, means: Means): Cancellation {
  const { message, thread, orders, instance, cbcs } = facts
  const state = nextState(message.state, 'expire')
  const sentMs = sentAfter(lastSentOf(thread), means.nowMs)
  const ends = orders.map((order) => order.expiresMs)
  const expiresMs = Math.max(sentMs + STOP_STANDS_MS, ...ends)
  // Nobody has done it: there is nothing to review.
  const made = cancelOf(facts, { sentMs, expiresMs, actor: SYSTEM, note: NOTE })
  const cancel: Message = { ...made, review: null }
  const { version: _version, ...insert } = cancel
  const stops = stopOrders(orders, {
    message: cancel,
    instance,
    cbcs,
    sentMs,
    expiresMs,
    nowMs: means.nowMs,
  })
  const over = expireOrders(orders, means)
  const rest = endOrders(
    orders.filter((order) => order.expiresMs > means.nowMs),
    { actor: SYSTEM.id, reason: 'expired' },
  )
  const set = { state, endedAtMs: means.nowMs, endReason: 'expired', note: NOTE } as const
  return {
    cancel,
    sentMs,
    expiresMs,
    publicIdentifier: capIdentifier({ instance, message: cancel, sentMs, audience: 'PUB' }),
    orders: stops,
    decision: {
      expects: [
        { stream: `message:${message.id}`, version: message.version },
        { stream: `message:${cancel.id}`, version: 0 },
        ...over.expects,
      ],
      claims: [],
      writes: [
        { table: 'live-set' },
        { table: 'message', id: message.id, set },
        { table: 'message', insert },
        ...over.writes,
        ...rest.writes,
        ...stops.flatMap((order) => orderWrites(order)),
      ],
      entries: [
        {
          what: 'message-ended',
          actor: SYSTEM.id,
          message: message.id,
          reason: 'expired',
          note: NOTE,
          cancel: cancel.id,
        },
        ...over.entries,
        ...rest.entries,
      ],
    },
  }
}
