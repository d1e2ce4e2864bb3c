import { SYSTEM } from '../domain/account.ts'
import type { Decision, Means } from '../domain/decision.ts'
import { settleOutcome } from '../domain/delivery.ts'
import type { EntryBody } from '../domain/entry.ts'
import { isOrderOpen, type LinkName, type Order, type Outcome } from '../domain/order.ts'

/** What came of one try, and where the order goes from there, in one transaction. */
export function settleAttempt(
  order: Order,
  tried: { readonly n: number; readonly link: LinkName; readonly outcome: Outcome },
  means: Means & { readonly jitter: number },
): Decision {
  const { n, link, outcome } = tried
  const isOpen = isOrderOpen(order.state)
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
  // Said once, at the first try that fails: later ones are in the log as attempts. A try that was
  // interrupted by our own death has not failed, and said nothing.
  const isFirst = n === 1 || order.reason === 'interrupted'
  if (isOpen && isFirst && next.stage === null && next.dueMs !== null) {
    const detail = `${link}: ${outcome.detail}`
    entries.push({ ...of, what: 'alarm-raised', alarm: 'not-received', detail })
  }
  if (next.offer !== null) {
    entries.push({ ...of, what: 'order-offered', link: next.offer, state: next.state })
  }
  if (next.stage !== order.stage && next.stage !== null) {
    const { stage, state } = next
    entries.push({ ...of, what: 'order-staged', stage, state, detail: outcome.detail })
  }
  if (next.state === 'refused' && isOpen) {
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
          // An answer that comes after the end does not change why it ended.
          reason: isOpen ? reasonOf(outcome) : order.reason,
          acceptedAtMs: order.acceptedAtMs ?? (next.stage === 'accepted' ? means.nowMs : null),
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

function reasonOf(outcome: Outcome): string | null {
  return outcome.kind === 'accepted' ? null : outcome.detail
}
