import type { CbcLink } from '../domain/decision.ts'
import type { LinkName } from '../domain/order.ts'
import { CAP_FEED } from './cap-feed/adapter.ts'
import { CAP_PUSH, capPush } from './cap-push/adapter.ts'
import type { LinkFacts, PushLink } from './port.ts'

/** Every kind of link there is, by name. */
export const LINK_FACTS: Readonly<Record<LinkName, LinkFacts>> = {
  'cap-push': CAP_PUSH,
  'cap-feed': CAP_FEED,
}

/** The push link that a CBC's settings describe; null for one that the CBC reads itself. */
export function openPushLink(settings: CbcLink): PushLink | null {
  return settings.link === 'cap-push'
    ? capPush({ url: settings.url, token: settings.pushToken })
    : null
}
