import { childElements, type XmlElement } from '../xml/node.ts'
import type { Head } from './atom.ts'
import {
  hintsOf,
  inlineOf,
  rankOfType,
  resolveLink,
  type FoundLink,
  type Reading,
} from './context.ts'
import { parseFeedDate } from './date.ts'
import type { FeedItem } from './model.ts'
import { attribute, deepText, own } from './tree.ts'

/** The head of an RSS channel. RSS 2.0, required and optional channel elements. */
export function readChannelHead(channel: XmlElement, reading: Reading): Head {
  const title = reading.label(own(channel, 'title')[0])
  if (title === '') reading.note('error', 'F02-feed-title')
  for (const element of ['link', 'description']) {
    if (own(channel, element).every((each) => deepText(each) === '')) {
      reading.note('warning', 'F15-channel', { element })
    }
  }
  const dates = [...own(channel, 'lastBuildDate'), ...own(channel, 'pubDate')]
    .map((each) => parseFeedDate(deepText(each)))
    .filter((each) => each !== null)
  if (dates.length === 0) reading.note('warning', 'F12-channel-date')
  const updatedMs = dates.length === 0 ? null : Math.max(...dates.map(({ ms }) => ms))
  return { id: '', title, updatedMs }
}

/** An RSS item. RSS 2.0, elements of item. */
export function readItem(item: XmlElement, base: string, reading: Reading): FeedItem {
  const guid = reading.label(own(item, 'guid')[0])
  const title = reading.label(own(item, 'title')[0])
  const description = reading.label(own(item, 'description')[0])
  if (guid === '') reading.note('warning', 'F13-item-guid')
  if (title === '' && description === '') reading.note('error', 'F08-item-title')
  const dated = dateElement(item)
  const text = deepText(dated)
  // Dublin Core and Atom dates are RFC 3339, pubDate is RFC 822.
  const isStandard = (dated?.local === 'pubDate') !== /^\d{4}-/.test(text)
  const updatedMs = reading.date(dated, isStandard)
  if (updatedMs === null) reading.note('warning', 'F06-entry-updated', { found: text.slice(0, 80) })
  const before = reading.findings.length
  const inline = inlineIn(item, reading)
  const saidWhy = reading.findings.length > before
  const link = inline === null ? documentLink(item) : null
  if (link === null && inline === null && !saidWhy) reading.note('error', 'F09-item-link')
  return {
    entry: reading.entry,
    line: item.line,
    id: guid === '' ? (link?.href ?? '') : guid,
    title: title === '' ? description : title,
    updatedMs,
    href: link === null ? null : resolveLink(link, base, reading),
    inline,
    hints: hintsOf(item, reading.limits),
    findings: reading.findings,
  }
}

function dateElement(item: XmlElement): XmlElement | undefined {
  const dates = childElements(item)
  return (
    own(item, 'pubDate')[0] ??
    dates.find(({ local, prefix }) => prefix !== '' && ['updated', 'date'].includes(local))
  )
}

function inlineIn(item: XmlElement, reading: Reading): Uint8Array | null {
  const holders = childElements(item).filter(({ local }) =>
    ['content', 'description', 'encoded'].includes(local),
  )
  for (const holder of [item, ...holders]) {
    const inline = inlineOf(holder, reading)
    if (inline !== null) return inline
  }
  return null
}

/** An enclosure that says CAP, the link, the guid where it is an address, any other XML. */
function documentLink(item: XmlElement): FoundLink | null {
  const enclosures = own(item, 'enclosure').map((element) => ({
    element,
    href: attribute(element, 'url') ?? '',
    rank: rankOfType(attribute(element, 'type')),
  }))
  const links = childElements(item)
    .filter(({ local }) => local === 'link')
    .map((element) => ({ element, href: deepText(element) || (attribute(element, 'href') ?? '') }))
  const guids = own(item, 'guid')
    .filter((element) => attribute(element, 'isPermaLink') !== 'false')
    .map((element) => ({ element, href: deepText(element) }))
    .filter(({ href }) => /^https?:/i.test(href))
  return (
    [
      ...enclosures.filter(({ rank }) => rank === 0),
      ...links,
      ...guids,
      ...enclosures.filter(({ rank }) => rank === 1),
    ].find(({ href }) => href !== '') ?? null
  )
}
