import { ALPHA_2_BY_NUMBER, isAlpha2 } from './iso-3166.ts'
import type { CapAlert } from './model.ts'

/**
 * The country a message comes from, ISO 3166-1 alpha-2, or null when nothing in it says one. The
 * surest sign decides: the OID of sender or identifier, the domain of the sender, the profile, the
 * scheme of its geocodes, its languages. A hint for other rules, never a proof of origin.
 */
export function senderCountry(alert: CapAlert): string | null {
  let country = COUNTRIES.get(alert)
  if (country === undefined) COUNTRIES.set(alert, (country = findCountry(alert)))
  return country
}

const COUNTRIES = new WeakMap<CapAlert, string | null>()

function findCountry(alert: CapAlert): string | null {
  return (
    oidCountry(alert.sender) ??
    oidCountry(alert.identifier) ??
    domainCountry(alert.sender) ??
    profileCountry(alert.codes) ??
    geocodeCountry(alert) ??
    languageCountry(alert)
  )
}

/** A number under the arc that WMO gave to public warning: `2.49.0.<kind>.<ISO numeric>.…`. */
const WMO_OID = /^(?:urn:oid:)?2\.49\.0\.(\d+)(?:\.(\d+))?(?:\.|$)/i

/** An OID under 2.49.0, taken apart; null for any other name. */
export interface WmoOid {
  /** 0 for authorities, 1 for messages. */
  readonly kind: number
  readonly countryNumber: number | null
}

export function parseWmoOid(name: string): WmoOid | null {
  const match = WMO_OID.exec(name)
  if (match === null) return null
  return {
    kind: Number(match[1]),
    countryNumber: match[2] === undefined ? null : Number(match[2]),
  }
}

function oidCountry(name: string): string | null {
  const number = parseWmoOid(name)?.countryNumber ?? null
  return number === null ? null : (ALPHA_2_BY_NUMBER.get(number) ?? null)
}

/** The host in a sender that is an e-mail address, a domain or a URL, in lower case; or null. */
export function senderHost(sender: string): string | null {
  const bare = sender.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/s, '')
  const host = bare.slice(bare.lastIndexOf('@') + 1).replace(/:\d+$/, '')
  const isHost = host.length <= 253 && HOST.test(host) && !/^[\d.]+$/.test(host)
  return isHost ? host.toLowerCase() : null
}

const HOST = /^(?:[\p{L}\p{N}_-]{1,63}\.)+[\p{L}\p{N}-]{2,63}$/u

// Sold to anybody; only a second level such as gov.co says the country.
const SOLD = new Set(['ai', 'cc', 'co', 'fm', 'gg', 'io', 'ly', 'me', 'nu', 'to', 'tv', 'ws'])

/** Second levels that registries keep for kinds of owners, as in `bmkg.go.id`. */
const SECOND_LEVELS =
  /^(?:ac|biz|co|com|desa|edu|gob|go|gouv|gov|govt|gub|mil|ne|net|nic|or|org|sch|web)$/

/** Country of the sender's own name alone: an OID, or the top level of its domain. */
export function nameCountry(sender: string): string | null {
  return oidCountry(sender) ?? domainCountry(sender)
}

function domainCountry(sender: string): string | null {
  const labels = senderHost(sender)?.split('.') ?? []
  const [second = '', top = ''] = labels.slice(-2)
  if (top === 'gov' || top === 'mil') return 'US'
  if (top === 'uk') return 'GB'
  if (SOLD.has(top) && !SECOND_LEVELS.test(second)) return null
  const code = top.toUpperCase()
  return isAlpha2(code) ? code : null
}

/** Domains where anybody has a mailbox: two senders there have nothing in common. */
const MAIL_HOSTS = /^(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|aol|icloud|gmx|mail)\./

/**
 * The domain under which one organisation stands, such as `bmkg.go.id` of
 * `cuaca@warning.bmkg.go.id`; null where the sender has none of its own. Close to the public suffix
 * list without its 10,000 rows: a mistake turns an error into a warning or the reverse.
 */
export function senderOrganisation(sender: string): string | null {
  const host = senderHost(sender)
  if (host === null) return null
  const labels = host.split('.')
  const isThird = (labels.at(-1)?.length ?? 0) === 2 && SECOND_LEVELS.test(labels.at(-2) ?? '')
  const organisation = labels.slice(isThird ? -3 : -2).join('.')
  const isOwn = organisation.split('.').length === (isThird ? 3 : 2)
  return isOwn && !MAIL_HOSTS.test(organisation) ? organisation : null
}

function profileCountry(codes: readonly string[]): string | null {
  for (const code of codes) {
    if (code.startsWith('profile:CAP-CP:')) return 'CA'
    if (/^IPAWSv\d/.test(code)) return 'US'
    if (/:profile:cap-au:/i.test(code)) return 'AU'
    const country = /^profile:(?:CAP-)?([A-Z]{2})[-:]/.exec(code)?.[1]
    if (country !== undefined && isAlpha2(country)) return country
  }
  return null
}

function geocodeCountry({ infos }: CapAlert): string | null {
  const found = new Set<string | null>()
  for (const { valueName, value } of infos.flatMap((info) =>
    info.areas.flatMap((area) => area.geocodes),
  )) {
    if (/^(?:ID-(?:KEMENDAGRI|BPS)|Kemendagri)$/.test(valueName)) found.add('ID')
    else if (valueName === 'ISO3166-2') found.add(/^([A-Z]{2})-/.exec(value)?.[1] ?? null)
    else if (valueName === 'EMMA_ID') found.add(/^([A-Z]{2})\d/.exec(value)?.[1] ?? null)
  }
  return onlyCountry(found)
}

// Languages of many countries: a region there is often the default of some tool.
const WORLD_LANGUAGES = new Set(['ar', 'en', 'es', 'fr', 'pt'])
const OF_INDONESIA = new Set(['ace', 'ban', 'bug', 'id', 'in', 'jv', 'mad', 'min', 'su'])

/** Languages in which one country alone warns; where others do, its box holds them as well. */
const HOMES: ReadonlyMap<string, string> = new Map(
  (
    'am-ET az-AZ be-BY bg-BG cs-CZ da-DK el-GR et-EE fi-FI fil-PH he-IL hi-IN hr-HR hu-HU hy-AM ' +
    'is-IS iw-IL ja-JP ka-GE kk-KZ km-KH ko-KR lo-LA lt-LT lv-LV mk-MK mn-MN mt-MT my-MM nb-NO ' +
    'ne-NP nn-NO no-NO pl-PL si-LK sk-SK sl-SI sq-AL th-TH tr-TR uk-UA uz-UZ vi-VN'
  )
    .split(' ')
    .map((each) => each.split('-') as [string, string]),
)

function languageCountry({ infos }: CapAlert): string | null {
  const found = new Set<string | null>()
  for (const { language } of infos) {
    const [first = '', ...rest] = (language ?? 'en').split('-')
    const primary = first.toLowerCase()
    if (WORLD_LANGUAGES.has(primary)) continue
    const region = rest.find((each) => /^[A-Za-z]{2}$/.test(each))?.toUpperCase()
    if (OF_INDONESIA.has(primary)) found.add('ID')
    else found.add(region ?? HOMES.get(primary) ?? null)
  }
  return onlyCountry(found)
}

function onlyCountry(found: ReadonlySet<string | null>): string | null {
  const [only = null, ...more] = found
  return only !== null && more.length === 0 && isAlpha2(only) ? only : null
}
