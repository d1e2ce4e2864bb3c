import {
  isAnswered,
  isForward,
  type LinkName,
  type Order,
  type OrderState,
  type Outcome,
  PULL_LINKS,
  type Stage,
} from './order.ts'

/** What dispatch does with an order whose time has come. */
export type Move =
  | { readonly do: 'send'; readonly link: LinkName }
  | { readonly do: 'offer'; readonly link: LinkName }
  | { readonly do: 'wait' }

/** How long a CBC may take to keep what it has fetched, before it is sought on another way. */
export const RECEIVED_WATCH_MS = 15_000
const RETRY_BASE_MS = 500
const RETRY_CAP_MS = 20_000

/** Links that push, in order of preference. */
export function pushLinks(order: Pick<Order, 'links'>): readonly LinkName[] {
  return order.links.filter((link) => !PULL_LINKS.includes(link))
}

/** The first pull link on which the order is not offered yet. */
export function nextOffer(order: Pick<Order, 'links' | 'used'>): LinkName | null {
  return order.links.find((link) => PULL_LINKS.includes(link) && !order.used.includes(link)) ?? null
}

/**
 * Decides for a due order (design §3.7). Pure, so that the table in its test is the whole
 * behaviour. An order is sent with the same octets and identity however often; both links we
 * have are `repeat: safe`.
 */
export function nextMove(order: Order, nowMs: number): Move {
  if (nowMs >= order.expiresMs) return { do: 'wait' }
  const push = pushLinks(order)[0]
  switch (order.state) {
    case 'queued':
    case 'unknown': {
      if (push !== undefined) return { do: 'send', link: push }
      const offer = nextOffer(order)
      return offer === null ? { do: 'wait' } : { do: 'offer', link: offer }
    }
    case 'sending': {
      const offer = nextOffer(order)
      return !isAnswered(order.stage) && offer !== null
        ? { do: 'offer', link: offer }
        : { do: 'wait' }
    }
    case 'offered': {
      // Its CBC has it: its own receipt moves it on from here.
      if (isAnswered(order.stage)) return { do: 'wait' }
      const unused = push !== undefined && !order.used.includes(push)
      return unused ? { do: 'send', link: push } : { do: 'wait' }
    }
    case 'accepted':
    case 'on-air':
    case 'ended':
    case 'refused':
    case 'failed':
      return { do: 'wait' }
  }
}

export interface Settlement {
  readonly state: OrderState
  readonly stage: Stage | null
  /** When to look again; null: only a receipt moves it now. */
  readonly dueMs: number | null
  /** A pull link to offer the order on as well, at once: a double is better than silence. */
  readonly offer: LinkName | null
}

/**
 * Decides what follows an attempt over a push link.
 *
 * @param jitter 0..1, drawn by the caller: operators that fail together must not come back together.
 */
export function settleOutcome(
  order: Order,
  outcome: Outcome,
  at: { readonly nowMs: number; readonly jitter: number },
): Settlement {
  const stage =
    outcome.stage !== null && isForward(order.stage, outcome.stage) ? outcome.stage : order.stage
  // A receipt or an end may have overtaken the answer: it changes nothing then.
  const open = ['queued', 'sending', 'unknown', 'offered'].includes(order.state)
  if (!open) return { state: order.state, stage, dueMs: null, offer: null }
  switch (outcome.kind) {
    case 'accepted':
      return {
        state: stage === 'accepted' ? 'accepted' : 'offered',
        stage,
        dueMs: null,
        offer: null,
      }
    case 'refused':
      return { state: 'refused', stage, dueMs: null, offer: null }
    case 'unreached':
    case 'unknown':
      // It came by another way meanwhile: its own receipt moves it on from here.
      if (isAnswered(stage)) return { state: 'offered', stage, dueMs: null, offer: null }
      return {
        state: outcome.kind === 'unknown' ? 'unknown' : 'queued',
        stage,
        dueMs: at.nowMs + backoffMs(order.attempts, at.jitter),
        offer: nextOffer(order),
      }
  }
}

// Between half and the whole of a doubling wait: jitter without ever hammering.
function backoffMs(attempt: number, jitter: number): number {
  const wait = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** Math.max(0, attempt - 1))
  return Math.floor(wait * (0.5 + jitter / 2))
}
