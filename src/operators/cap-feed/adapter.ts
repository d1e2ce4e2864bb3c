import type { Channel } from '../../domain/message.ts'
import type { Order } from '../../domain/order.ts'
import { LINK_FACTS } from '../../domain/link-facts.ts'
import type { PullLink } from '../port.ts'

/** Channels of the feed that a CBC airs from; the others have a feed of their own (design §5). */
export const AIRED_CHANNELS: readonly Channel[] = ['cell-broadcast']
export const TEXT_CHANNELS: readonly Channel[] = ['sms', 'network-name']

/**
 * The feed holds an order from its offer to its expiry, also when it was cancelled: a reader that
 * comes late must find the alert and its cancel together.
 */
export const capFeed: PullLink = {
  facts: LINK_FACTS['cap-feed'],
  offers: (order: Order, nowMs: number) =>
    order.used.includes('cap-feed') && nowMs < order.expiresMs,
}
