import { childElements, type XmlElement } from '../xml/node.ts'
import {
  baseOf,
  hintsOf,
  inlineOf,
  rankOfType,
  type Reading,
  relOf,
  resolveLink,
  type FoundLink,
} from './context.ts'
import { parseFeedDate } from './date.ts'
import type { FeedItem } from './model.ts'
import { attribute, deepText, own } from './tree.ts'
import { ATOM } from './write.ts'

/** What the feed says of itself. */
export interface Head {
  readonly id: string
  readonly title: string
  readonly updatedMs: number | null
}

/** The head of an Atom feed. RFC 4287 §4.1.1. */
export function readAtomHead(root: XmlElement, reading: Reading): Head {
  if (root.namespace !== ATOM) reading.note('warning', 'F15-namespace', { found: root.namespace })
  const id = reading.label(own(root, 'id')[0])
  const title = reading.label(own(root, 'title')[0])
  const updated = deepText(own(root, 'updated')[0])
  const date = parseFeedDate(updated)
  if (id === '') reading.note('error', 'F01-feed-id')
  if (title === '') reading.note('error', 'F02-feed-title')
  if (date?.exact !== true || !/^\d{4}-/.test(updated)) {
    reading.note('error', 'F03-feed-updated', { found: updated.slice(0, 80) })
  }
  const entries = own(root, 'entry')
  const silent = entries.findIndex((entry) => own(entry, 'author').length === 0)
  // RFC 4287 §4.1.1: of the feed, unless every entry has its own.
  if (own(root, 'author').length === 0 && (silent !== -1 || entries.length === 0)) {
    reading.note('warning', 'F15-author', { entry: silent + 1 })
  }
  return { id, title, updatedMs: date?.ms ?? null }
}

/** An Atom entry. RFC 4287 §4.1.2. */
export function readAtomEntry(entry: XmlElement, base: string, reading: Reading): FeedItem {
  const id = reading.label(own(entry, 'id')[0])
  const title = reading.label(own(entry, 'title')[0])
  const [updated] = [...own(entry, 'updated'), ...own(entry, 'published')]
  const text = deepText(updated)
  const updatedMs = reading.date(updated, /^\d{4}-/.test(text))
  if (id === '') reading.note('error', 'F04-entry-id')
  if (title === '') reading.note('error', 'F05-entry-title')
  if (updatedMs === null) reading.note('error', 'F06-entry-updated', { found: text.slice(0, 80) })
  const before = reading.findings.length
  const [content] = own(entry, 'content')
  const inline = content === undefined ? null : inlineOf(content, reading)
  const saidWhy = reading.findings.length > before
  const link = inline === null ? documentLink(entry, reading) : null
  if (link === null && inline === null && !saidWhy) reading.note('error', 'F07-entry-link')
  const inner = baseOf(entry, base)
  return {
    entry: reading.entry,
    line: entry.line,
    id,
    title,
    updatedMs,
    href: link === null ? null : resolveLink(link, baseOf(link.element, inner), reading),
    inline,
    hints: hintsOf(entry, reading.limits),
    findings: reading.findings,
  }
}

/** The link whose type says CAP; else one that may be; of several, the first. */
function documentLink(entry: XmlElement, reading: Reading): FoundLink | null {
  const links = own(entry, 'link')
    .filter((link) => ['alternate', 'enclosure'].includes(relOf(link)))
    .map((element) => ({
      element,
      href: attribute(element, 'href') ?? '',
      rank: rankOfType(attribute(element, 'type')),
    }))
    .filter(({ href, rank }) => href !== '' && rank !== Number.POSITIVE_INFINITY)
    .toSorted((a, b) => a.rank - b.rank)
  const [first] = links
  if (first === undefined) return null
  const rivals = new Set(links.filter(({ rank }) => rank === first.rank).map(({ href }) => href))
  if (rivals.size > 1) reading.note('warning', 'F14-link-ambiguous', { found: rivals.size })
  return first
}

/** The links `rel="self"` and `rel="hub"` of a feed or a channel, absolute. */
export function followLinks(
  holder: XmlElement,
  base: string,
): { readonly self: string | null; readonly hub: string | null } {
  const links = childElements(holder).filter(
    ({ local, namespace }) => local === 'link' && (namespace === ATOM || namespace === ''),
  )
  const of = (rel: string): string | null => {
    const href = links
      .filter((link) => attribute(link, 'rel')?.toLowerCase() === rel)
      .map((link) => attribute(link, 'href') ?? '')
      .find((each) => each !== '')
    return href === undefined ? null : (URL.parse(href, base)?.href ?? null)
  }
  return { self: of('self'), hub: of('hub') }
}
