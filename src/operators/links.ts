import type { CbcLink, CbcSettings } from '../domain/decision.ts'
import { capPush } from './cap-push/adapter.ts'
import type { PushLink } from './port.ts'

/** The push links of all CBCs, each with connections of its own. */
export interface LinkTable {
  /** Null for a CBC that is not connected so, and for links that the CBC reads itself. */
  readonly of: (cbc: string, link: string) => PushLink | null
  close(): Promise<void>
}

export function createLinkTable(cbcs: readonly CbcSettings[]): LinkTable {
  const links = new Map<string, PushLink>()
  for (const { cbc, links: settings } of cbcs) {
    for (const each of settings) {
      const link = openPushLink(each)
      if (link !== null) links.set(`${cbc} ${each.link}`, link)
    }
  }
  return {
    of: (cbc, link) => links.get(`${cbc} ${link}`) ?? null,
    close: async () => {
      await Promise.all([...links.values()].map((link) => link.close()))
    },
  }
}

function openPushLink(settings: CbcLink): PushLink | null {
  return settings.link === 'cap-push'
    ? capPush({ url: settings.url, token: settings.pushToken })
    : null
}
