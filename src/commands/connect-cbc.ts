import type { Actor } from '../domain/account.ts'
import type { CbcLink, CbcSettings, Decision } from '../domain/decision.ts'
import { assertRole } from './roles.ts'

/**
 * Sets how a CBC is reached: its links in order of preference and the digest of its token.
 *
 * @param version of stream `cbc:<id>`; 0 for one that is new.
 * @throws {Refusal} `ROLE_REQUIRED`
 */
export function connectCbc(settings: CbcSettings, version: number, actor: Actor): Decision {
  assertRole(actor, 'admin')
  const links = settings.links.map(nameLink).join(', ')
  const coding = settings.coding === 'untagged' ? '' : `; coding ${settings.coding}`
  const serial = settings.serial === 'ours' ? '' : `; serial ${settings.serial}`
  return {
    expects: [{ stream: `cbc:${settings.cbc}`, version }],
    claims: [],
    writes: [{ table: 'cbc', upsert: settings }],
    entries: [
      {
        what: 'cbc-changed',
        actor: actor.id,
        cbc: settings.cbc,
        change: links === '' ? 'disconnected' : `links ${links}${coding}${serial}`,
      },
    ],
  }
}

/** Whoever sends alerts elsewhere is seen to: the log has the host, and no path that may be secret. */
function nameLink(each: CbcLink): string {
  return each.link === 'cap-push' ? `${each.link} ${new URL(each.url).origin}` : each.link
}
