import type { Finding, FindingLevel, FindingRule, Params } from '../../domain/finding.ts'
import { childElements, textOf, type XmlElement } from '../xml/node.ts'
import { parseFeedDate } from './date.ts'
import { isCapNamespace, standAlone } from './inline.ts'
import type { FeedItem, ReadLimits } from './model.ts'
import { attribute, deepText } from './tree.ts'

/** What reading one entry, or the feed around it, goes by. */
export class Reading {
  readonly findings: Finding[] = []
  readonly limits: ReadLimits
  readonly strict: boolean
  /** 0 for the feed itself. */
  readonly entry: number
  readonly #element: XmlElement

  constructor(
    element: XmlElement,
    of: { readonly limits: ReadLimits; readonly strict: boolean; readonly entry: number },
  ) {
    this.#element = element
    this.limits = of.limits
    this.strict = of.strict
    this.entry = of.entry
  }

  /** A finding at the element, with its line and, inside an entry, the number of the entry. */
  note(level: FindingLevel, rule: FindingRule, params: Params = {}): void {
    const { line, column, path } = this.#element
    const entry = this.entry === 0 ? {} : { entry: this.entry }
    this.findings.push({ level, rule, path, params: { line, column, ...entry, ...params } })
  }

  /** A text that is shown or compared: cut where it is too long, which is said. */
  label(element: XmlElement | undefined): string {
    const text = deepText(element)
    if (text.length <= this.limits.label) return text
    const what = `<${element?.local ?? ''}> has ${text.length} characters`
    this.note('warning', 'F18-entry', { entry: this.entry, what })
    return text.slice(0, this.limits.label)
  }

  /** The instant of an entry; null where it has none that can be read. */
  date(element: XmlElement | undefined, isStandard: boolean): number | null {
    const text = deepText(element)
    const date = parseFeedDate(text)
    if (date === null) return null
    if (!date.exact || !isStandard) this.note('warning', 'F15-date-form', { found: text })
    return date.ms
  }
}

export interface FoundLink {
  readonly href: string
  readonly element: XmlElement
}

/** Absolute, and without what no reader may follow. Relative ones count from `base`. */
export function resolveLink({ href }: FoundLink, base: string, reading: Reading): string | null {
  const found = href.slice(0, 200)
  const url = URL.parse(href, base)
  if (href.length > reading.limits.label || url === null) {
    reading.note('error', 'F18-entry', { entry: reading.entry, what: `no address: "${found}"` })
    return null
  }
  if (!/^https?:$/.test(url.protocol)) {
    reading.note('error', 'F16-scheme', { url: found })
    return null
  }
  if (!URL.canParse(href)) reading.note('warning', 'F15-link-relative', { found })
  return url.href
}

const XML = 'http://www.w3.org/XML/1998/namespace'

/** The base of what is inside: XML Base §4. */
export function baseOf(element: XmlElement, outer: string): string {
  const own = element.attributes.find(
    ({ local, namespace }) => local === 'base' && namespace === XML,
  )
  if (own === undefined) return outer
  return URL.parse(own.value.trim(), outer)?.href ?? outer
}

/** What an entry says of its message by CAP's own names. The first of a name counts. */
export function hintsOf(element: XmlElement, limits: ReadLimits): ReadonlyMap<string, string> {
  const hints = new Map<string, string>()
  for (const child of childElements(element)) {
    if (!isCapNamespace(child.namespace) || childElements(child).length > 0) continue
    const text = textOf(child).trim()
    if (text.length <= limits.label && !hints.has(child.local)) hints.set(child.local, text)
  }
  return hints
}

/** True for a text whose first element is an alert, after what may stand before a root. */
function isAlertText(text: string): boolean {
  // Step by step: one pattern for all of it would try every way to part the comments.
  const prolog = /[\t\n\r \ufeff]+|<\?[^]*?\?>|<!--[^]*?-->/y
  let at = 0
  while (prolog.test(text)) at = prolog.lastIndex
  return /^<(?:[\w.-]{1,40}:)?alert[\s>]/.test(text.slice(at, at + 60))
}

/** The message inside `holder`, as element or as text; null where it holds none. */
export function inlineOf(holder: XmlElement, reading: Reading): Uint8Array | null {
  const alert = childElements(holder).find(
    ({ local, namespace }) => local === 'alert' && isCapNamespace(namespace),
  )
  if (alert !== undefined) return documentOf(alert, reading)
  const text = textOf(holder).trim()
  return isAlertText(text) ? Buffer.from(text, 'utf8') : null
}

/** The message as a document; where that cannot be exact, a finding and null. */
export function documentOf(alert: XmlElement, reading: Reading): Uint8Array | null {
  const made = reading.strict
    ? standAlone(alert)
    : { what: 'the feed around it is not well-formed XML' }
  if (made instanceof Uint8Array) return made
  reading.note('error', 'F18-inline', { what: made.what })
  return null
}

/** An entry that is a message, named by what the message says. */
export function alertItem(
  alert: XmlElement,
  reading: Reading,
  inline: Uint8Array | null,
): FeedItem {
  const text = (from: XmlElement | undefined, local: string): string =>
    reading.label(
      from === undefined ? undefined : childElements(from).find((c) => c.local === local),
    )
  const info = childElements(alert).find(({ local }) => local === 'info')
  const sent = childElements(alert).find(({ local }) => local === 'sent')
  return {
    entry: reading.entry,
    line: alert.line,
    id: text(alert, 'identifier'),
    title: text(info, 'headline') || text(info, 'event'),
    updatedMs: reading.date(sent, true),
    href: null,
    inline,
    hints: hintsOf(alert, reading.limits),
    findings: reading.findings,
  }
}

/** Types that say CAP, and those that may be CAP; the rest is for people. */
export function rankOfType(type: string | null): number {
  if (type === null || type === '') return 2
  const bare = type.split(';')[0]?.trim().toLowerCase() ?? ''
  if (CAP_TYPES.has(bare)) return 0
  return /^(?:application|text)\/xml$/.test(bare) ? 1 : Number.POSITIVE_INFINITY
}

const CAP_TYPES = new Set(['application/cap+xml', 'application/common-alerting-protocol+xml'])

/** `rel` has one relation, by its short name. RFC 4287 §4.2.7.2. */
export function relOf(link: XmlElement): string {
  return (attribute(link, 'rel') ?? 'alternate').toLowerCase()
}
