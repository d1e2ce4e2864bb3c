import type { LinkFacts } from '../domain/link-facts.ts'
import type { Order, Outcome } from '../domain/order.ts'

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
