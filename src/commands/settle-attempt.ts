import { SYSTEM } from '../domain/account.ts'
import type { Decision, Means } from '../domain/decision.ts'
import { settleOutcome } from '../domain/delivery.ts'
import type { EntryBody } from '../domain/entry.ts'
import type { LinkName, Order, Outcome } from '../domain/order.ts'

/** What came of one try, and where the order goes from there, in one transaction. */
export function settleAttempt(
  order: Order,
  tried: { readonly n: number; readonly link: LinkName; readonly outcome: Outcome },
  means: Means & { readonly jitter: number },
): Decision {
  const { n, link, outcome } = tried
  const next = settleOutcome(order, outcome, means)
  const used = next.offer === null ? order.used : [...order.used, next.offer]
  const of = { actor: SYSTEM.id, order: order.id }
  const entries: EntryBody[] = [
    {
      ...of,
      what: 'attempt-settled',
      attempt: n,
      link,
      outcome: outcome.kind,
      detail: outcome.detail,
      state: next.state,
    },
  ]
  if (next.offer !== null) {
    entries.push({ ...of, what: 'order-offered', link: next.offer, state: next.state })
  }
  if (next.stage !== order.stage && next.stage !== null) {
    const { stage, state } = next
    entries.push({ ...of, what: 'order-staged', stage, state, detail: outcome.detail })
  }
  if (next.state === 'refused') {
    entries.push({ ...of, what: 'alarm-raised', alarm: 'refused', detail: outcome.detail })
  }
  return {
    expects: [{ stream: `order:${order.id}`, version: order.version }],
    claims: [],
    writes: [
      {
        table: 'order',
        id: order.id,
        set: {
          state: next.state,
          stage: next.stage,
          dueMs: next.dueMs,
          used,
          reason: outcome.kind === 'accepted' ? null : outcome.detail,
          acceptedAtMs: next.state === 'accepted' ? means.nowMs : order.acceptedAtMs,
        },
      },
      {
        table: 'attempt',
        order: order.id,
        n,
        set: { settledAtMs: means.nowMs, outcome: outcome.kind, detail: outcome.detail },
      },
    ],
    entries,
  }
}
