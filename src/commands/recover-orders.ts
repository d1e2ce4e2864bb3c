import { SYSTEM } from '../domain/account.ts'
import type { Decision, Means } from '../domain/decision.ts'
import type { Attempt, Order } from '../domain/order.ts'

/**
 * At start nobody knows what became of an order that was being sent when the process died: every
 * `sending` becomes `unknown`, its attempt is settled so, and it is due at once.
 */
export function recoverOrders(
  sending: readonly { readonly order: Order; readonly attempt: Attempt | null }[],
  release: string,
  means: Means,
): Decision {
  return {
    expects: sending.map(({ order }) => ({ stream: `order:${order.id}`, version: order.version })),
    claims: [],
    writes: sending.flatMap(({ order, attempt }) => [
      {
        table: 'order',
        id: order.id,
        set: { state: 'unknown', dueMs: means.nowMs, reason: 'the service stopped while sending' },
      } as const,
      ...(attempt === null
        ? []
        : [
            {
              table: 'attempt',
              order: order.id,
              n: attempt.n,
              set: {
                settledAtMs: means.nowMs,
                outcome: 'unknown',
                detail: 'the service stopped while sending',
              },
            } as const,
          ]),
    ]),
    entries: [
      { what: 'service-started', actor: SYSTEM.id, release, unknown: sending.length },
      ...sending.map(
        ({ order, attempt }) =>
          ({
            what: 'attempt-settled',
            actor: SYSTEM.id,
            order: order.id,
            attempt: attempt?.n ?? order.attempts,
            link: attempt?.link ?? order.used[0] ?? 'cap-push',
            outcome: 'unknown',
            detail: 'the service stopped while sending',
            state: 'unknown',
          }) as const,
      ),
    ],
  }
}
