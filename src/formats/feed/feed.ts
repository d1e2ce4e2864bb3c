import type { Finding } from '../../domain/finding.ts'
import { childElements, type XmlElement } from '../xml/node.ts'
import { followLinks, readAtomEntry, readAtomHead, type Head } from './atom.ts'
import { alertItem, baseOf, documentOf, Reading } from './context.ts'
import { parseFeedDate } from './date.ts'
import { readContent } from './edxl.ts'
import { isCapAlert } from './inline.ts'
import { READ_LIMITS, type Feed, type FeedItem, type FeedKind, type ReadLimits } from './model.ts'
import { readChannelHead, readItem } from './rss.ts'
import { deepText, own, readTree } from './tree.ts'

type ReadEntry = (element: XmlElement, base: string, reading: Reading) => FeedItem

/** How one kind of feed is laid out. */
interface Layout {
  readonly kind: FeedKind
  /** Where links, head and dates of the feed stand. */
  readonly holder: XmlElement
  readonly entries: readonly XmlElement[]
  readonly head: (holder: XmlElement, reading: Reading) => Head
  readonly entry: ReadEntry
}

/**
 * Reads a feed of CAP messages by whoever: Atom 1.0 (RFC 4287), RSS 2.0, EDXL-DE 1.0, a wrapper
 * of messages, a message alone. One bad entry never stops the others. Never throws on what octets
 * hold.
 *
 * @param base absolute URL the feed was got from: relative links count from there.
 */
export function readFeed(octets: Uint8Array, base: string, limits: ReadLimits = READ_LIMITS): Feed {
  const { root, strict, findings } = readTree(octets, limits)
  if (root === null) return unread(findings)
  const whole = new Reading(root, { limits, strict, entry: 0 })
  const layout = layoutOf(root, octets)
  if (layout === null) {
    whole.note('error', 'F15-kind', { found: root.name.slice(0, 80) })
    return unread([...findings, ...whole.findings])
  }
  const { kind, holder, entries } = layout
  const head = layout.head(holder, whole)
  const inner = baseOf(holder, baseOf(root, base))
  const links = followLinks(holder, inner)
  if (kind === 'atom' || kind === 'rss') {
    if (links.self === null) whole.note('warning', 'F17-self')
    if (links.hub === null) whole.note('info', 'F17-hub')
  }
  if (entries.length === 0 && kind !== 'edxl') whole.note('info', 'F17-empty')
  if (entries.length > limits.entries) {
    whole.note('error', 'F18-entries', { max: limits.entries, found: entries.length })
  }
  const items = entries.slice(0, limits.entries).map((element, index) => {
    const reading = new Reading(element, { limits, strict, entry: index + 1 })
    // Kept alive by the item: what is found later, such as an id twice, is added to it.
    return { reading, item: layout.entry(element, inner, reading) }
  })
  noteDoubles(items)
  return {
    kind,
    ...head,
    ...links,
    entries: items.map(({ item }) => item),
    findings: [...findings, ...whole.findings],
  }
}

function unread(findings: readonly Finding[]): Feed {
  const nothing = { id: '', title: '', self: null, hub: null, updatedMs: null }
  return { kind: null, ...nothing, entries: [], findings }
}

function layoutOf(root: XmlElement, octets: Uint8Array): Layout | null {
  switch (root.local) {
    case 'feed':
      return {
        kind: 'atom',
        holder: root,
        entries: own(root, 'entry'),
        head: readAtomHead,
        entry: readAtomEntry,
      }
    case 'rss':
    case 'RDF':
      return rssLayout(root)
    case 'EDXLDistribution': {
      const entries = own(root, 'contentObject')
      return { kind: 'edxl', holder: root, entries, head: readDistribution, entry: readContent }
    }
    default:
      return alertsLayout(root, octets)
  }
}

/** RSS 1.0 has its items beside the channel, RSS 2.0 inside it. */
function rssLayout(root: XmlElement): Layout | null {
  const channel = childElements(root).find(({ local }) => local === 'channel')
  if (channel === undefined) return null
  const beside = childElements(root).filter(({ local }) => local === 'item')
  const entries = [...own(channel, 'item'), ...beside]
  return { kind: 'rss', holder: channel, entries, head: readChannelHead, entry: readItem }
}

function alertsLayout(root: XmlElement, octets: Uint8Array): Layout | null {
  const isAlone = isCapAlert(root)
  const entries = isAlone ? [root] : childElements(root).filter(isCapAlert)
  if (entries.length === 0 && root.local !== 'alerts') return null
  return {
    kind: isAlone ? 'cap' : 'alerts',
    holder: root,
    entries,
    head: () => ({ id: '', title: '', updatedMs: null }),
    // A message alone is its own document: not an octet of it changes, signed or not.
    entry: (alert, _base, reading) =>
      alertItem(alert, reading, isAlone ? octets : documentOf(alert, reading)),
  }
}

/** The head of EDXL-DE. EDXL-DE 1.0 §3.2.1. */
function readDistribution(root: XmlElement, reading: Reading): Head {
  if (own(root, 'contentObject').length === 0) reading.note('error', 'F10-content-object')
  const updatedMs = parseFeedDate(deepText(own(root, 'dateTimeSent')[0]))?.ms ?? null
  return { id: reading.label(own(root, 'distributionID')[0]), title: '', updatedMs }
}

/** An id that stands twice: readers keep one of the two, and nobody knows which. */
function noteDoubles(
  items: readonly { readonly reading: Reading; readonly item: FeedItem }[],
): void {
  const first = new Map<string, number>()
  for (const { reading, item } of items) {
    if (item.id === '') continue
    const before = first.get(item.id)
    if (before === undefined) first.set(item.id, item.entry)
    else reading.note('error', 'F15-id-twice', { found: item.id.slice(0, 200), first: before })
  }
}
