import { SYSTEM } from '../domain/account.ts'
import type { EntryBody } from '../domain/entry.ts'
import type { Decision, Means } from '../domain/decision.ts'
import { assertOrderStep, type LinkName, type Order } from '../domain/order.ts'
import { silence } from './offer-order.ts'

/** Claims an order for one more try: nothing goes out before this is committed. */
export function startAttempt(order: Order, link: LinkName, means: Means): Decision {
  assertOrderStep(order.state, 'sending')
  const n = order.attempts + 1
  const used = order.used.includes(link) ? order.used : [...order.used, link]
  return {
    expects: [{ stream: `order:${order.id}`, version: order.version }],
    claims: [],
    writes: [
      {
        table: 'order',
        id: order.id,
        set: { state: 'sending', attempts: n, used, dueMs: means.nowMs },
      },
      {
        table: 'attempt',
        insert: {
          orderId: order.id,
          n,
          link,
          startedAtMs: means.nowMs,
          settledAtMs: null,
          outcome: null,
          detail: null,
        },
      },
    ],
    entries: [
      ...unread(order),
      { what: 'attempt-started', actor: SYSTEM.id, order: order.id, attempt: n, link },
    ],
  }
}

/** An order that stood on a feed and was not fetched in time: the push that follows says so. */
function unread(order: Order): EntryBody[] {
  return order.state === 'offered' ? [silence(order)] : []
}
