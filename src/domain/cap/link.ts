/** Addresses in alerts: what they look like, whom they belong to, and what they hide. */

const LINK_CHARACTERS_MAX = 2_048

/** Hosts whose whole purpose is to lead elsewhere: the reader cannot know where. */
const SHORTENERS = [
  'bit.ly',
  'buff.ly',
  'cutt.ly',
  'goo.gl',
  'is.gd',
  'ow.ly',
  'rb.gy',
  'rebrand.ly',
  's.id',
  'shorturl.at',
  't.co',
  't.ly',
  'tiny.cc',
  'tinyurl.com',
  'v.gd',
] as const
const SHORTENER_SET = new Set<string>(SHORTENERS)

/** An address inside a text, with its scheme or without where the reader sees one all the same. */
const LINK = new RegExp(
  `(?:https?://|(?<![\\w.@/-])(?:www\\.|(?:${SHORTENERS.join('|').replaceAll('.', '\\.')})/))` +
    `[^\\s<>"“”]{1,${LINK_CHARACTERS_MAX}}`,
  'gi',
)

/** What every address has in it: a quick look at texts that have none. */
const MAY_LINK = /\/|www\./i

/** The addresses in a text, as written. At most the first hundred: more add nothing new. */
export function linksIn(text: string): string[] {
  if (!MAY_LINK.test(text)) return []
  const links: string[] = []
  for (const [link] of text.matchAll(LINK)) {
    links.push(link)
    if (links.length === 100) break
  }
  return links
}

export interface LinkParts {
  /** Lower case, without port; `[…]` for IPv6. */
  readonly host: string
  /** True for `user@host`: what stands first is not where it leads. RFC 3986 §7.6. */
  readonly hasUser: boolean
}

/** Takes an http address apart, the scheme may be missing; null where no host can be found. */
export function partsOf(link: string): LinkParts | null {
  const bare = link.replace(/^https?:\/\//i, '')
  const authority = /^[^/?#\\\s]*/.exec(bare)?.[0] ?? ''
  const at = authority.lastIndexOf('@')
  const place = authority.slice(at + 1)
  const match = /^(\[[\da-f:.]+\]|[\p{L}\p{M}\p{N}._-]+)/iu.exec(place)
  if (match === null) return null
  const host = trimDots(asciiPart(match[1]!.toLowerCase()))
  return host === '' ? null : { host, hasUser: at !== -1 }
}

// Chinese, Japanese and Thai put no space between an address and the word after it. Letters that
// can pass for Latin ones stay: they are what is looked for.
function asciiPart(host: string): string {
  const end = host.search(/[^\p{ASCII}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u)
  return end > 0 ? host.slice(0, end) : host
}

function trimDots(host: string): string {
  let end = host.length
  while (end > 0 && host[end - 1] === '.') end -= 1
  return host.slice(0, end)
}

export type LinkTrick = 'user' | 'number' | 'lookalike' | 'shortener'

/** How an address hides where it leads, or null. */
export function trickOf({ host, hasUser }: LinkParts): LinkTrick | null {
  if (hasUser) return 'user'
  if (host.startsWith('[') || /^(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+)){0,3}$/.test(host)) {
    return 'number'
  }
  if (SHORTENER_SET.has(host.replace(/^www\./, ''))) return 'shortener'
  return isLookalike(host) ? 'lookalike' : null
}

/** Letters that pass for Latin ones in a Latin address, written out or in Punycode. RFC 3492. */
function isLookalike(host: string): boolean {
  const labels = host.split('.')
  const isLatinEnd = /^[a-z]+$/.test(labels.at(-1) ?? '')
  return labels.some((label) => {
    if (label.startsWith('xn--')) return isLatinEnd
    const hasOther = /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label)
    return hasOther && (isLatinEnd || /\p{Script=Latin}/u.test(label))
  })
}

/** Second labels under which a country registers names: `bmkg.go.id` is one owner, `go.id` is not. */
const REGISTRY_LABELS = new Set(
  'ac co com desa edu gob gouv gov govt go gv mil my net ne ngo nic or org sch web'.split(' '),
)

/**
 * The part of a host that one owner registers, without the public suffix list: two labels, or
 * three under a country's `go.id`, `com.au`, `gov.uk`.
 */
export function ownerOf(host: string): string {
  const labels = host.toLowerCase().split('.')
  const [second = '', top = ''] = labels.slice(-2)
  const isCountry = top.length === 2 && REGISTRY_LABELS.has(second)
  return labels.slice(isCountry ? -3 : -2).join('.')
}
