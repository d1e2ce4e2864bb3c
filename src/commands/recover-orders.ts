import { SYSTEM } from '../domain/account.ts'
import type { Decision, Means, Write } from '../domain/decision.ts'
import type { EntryBody } from '../domain/entry.ts'
import type { Attempt, Order } from '../domain/order.ts'

/** An order that was being sent when the process died, with the attempt that nobody settled. */
export interface Interrupted {
  readonly order: Order
  readonly attempt: Attempt | null
}

const DETAIL = 'interrupted'

/**
 * At start nobody knows what became of an order that was being sent when the process died: every
 * `sending` becomes `unknown` and is due at once. A receipt may have moved the order on before
 * the answer was in: its attempt is settled all the same, and the order stays where it is.
 */
export function recoverOrders(
  interrupted: readonly Interrupted[],
  release: string,
  means: Means,
): Decision {
  const unknown = interrupted.filter(({ order }) => order.state === 'sending').length
  return {
    expects: interrupted.map(({ order }) => ({
      stream: `order:${order.id}`,
      version: order.version,
    })),
    claims: [],
    writes: interrupted.flatMap((each) => recoverWrites(each, means)),
    entries: [
      { what: 'service-started', actor: SYSTEM.id, release, unknown },
      ...interrupted.map(({ order, attempt }): EntryBody => ({
        what: 'attempt-settled',
        actor: SYSTEM.id,
        order: order.id,
        attempt: attempt?.n ?? order.attempts,
        link: attempt?.link ?? order.used[0] ?? 'cap-push',
        outcome: 'unknown',
        detail: DETAIL,
        state: stateOf(order),
      })),
    ],
  }
}

function recoverWrites({ order, attempt }: Interrupted, means: Means): Write[] {
  const writes: Write[] = []
  if (order.state === 'sending') {
    const set = { state: stateOf(order), dueMs: means.nowMs, reason: DETAIL }
    writes.push({ table: 'order', id: order.id, set })
  }
  if (attempt !== null) {
    const set = { settledAtMs: means.nowMs, outcome: 'unknown', detail: DETAIL } as const
    writes.push({ table: 'attempt', order: order.id, n: attempt.n, set })
  }
  return writes
}

function stateOf(order: Order): Order['state'] {
  return order.state === 'sending' ? 'unknown' : order.state
}
