import type { FormKind } from '../domain/plan.ts'
import type { LinkName, Order, Outcome } from '../domain/order.ts'

/** What a kind of link can do (design §7). Facts, not behaviour: plans and dispatch read them. */
export interface LinkFacts {
  readonly name: LinkName
  readonly forms: readonly FormKind[]
  readonly canUpdate: boolean
  /** `safe`: the same order may be sent again with the same octets and identity. */
  readonly repeat: 'safe' | 'ask'
  readonly evidence: 'per-cell' | 'none'
}

/** What goes out: the signed document, octet for octet, under its only identity. */
export interface Outgoing {
  readonly orderId: string
  readonly identifier: string
  readonly xml: string
}

/** A link over which we send. */
export interface PushLink {
  readonly facts: LinkFacts
  /** Never rejects for the network or the peer: those are outcomes. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<Outcome>
  /** Lets go of its connections. */
  close(): Promise<void>
}

/** A link that the CBC reads: an order is on it as soon as it is committed as offered. */
export interface PullLink {
  readonly facts: LinkFacts
  /** Pure: whether this order stands in the CBC's feed at this instant. */
  offers(order: Order, nowMs: number): boolean
}

export type Link = PushLink | PullLink
