import { XMLParser } from 'fast-xml-parser'
import { decodeXml } from '../xml/decode.ts'
import { PARSER_OPTIONS, rawText, resolveReferences } from './parser.ts'
import { ATOM, ENTRY_URN } from './write.ts'

export interface FeedLimits {
  readonly octets: number
  readonly entries: number
  readonly depth: number
  /** Characters of one text or attribute. */
  readonly text: number
}

export const FEED_LIMITS: FeedLimits = {
  octets: 2 * 1024 * 1024,
  entries: 5_000,
  depth: 16,
  text: 8_192,
}

export interface FeedEntry {
  /** CAP identifier where the id is one of ours, else the id as it stands. */
  readonly identifier: string
  readonly title: string
  readonly updatedMs: number
  readonly expiresMs: number | null
  /** Term of the first category, or the empty string. A hint: the document decides. */
  readonly msgType: string
  /** Absolute, of the same origin as the feed. */
  readonly href: string
}

/** What is wrong with the feed as a whole (`entry` null) or with one entry, counted from 1. */
interface FeedProblem {
  readonly entry: number | null
  readonly what: string
}

export interface ReadFeed {
  /** False when nothing could be read: the list is then empty because it is unknown. */
  readonly isRead: boolean
  /** In the order of the feed. */
  readonly entries: readonly FeedEntry[]
  readonly problems: readonly FeedProblem[]
}

/**
 * Reads an Atom feed of strangers: no document type, no entities but the five of XML, sizes
 * bounded, links only to the origin of `base`. An entry that is wrong becomes a problem and does
 * not stop the others. Never throws on what octets hold. RFC 4287.
 *
 * @param base absolute URL the feed was got from.
 */
export function readAtom(
  octets: Uint8Array,
  base: string,
  limits: FeedLimits = FEED_LIMITS,
): ReadFeed {
  if (octets.length > limits.octets) return unread(`More than ${limits.octets} octets`)
  const text = decodeXml(octets)
  if (typeof text !== 'string') return unread(`Not in an encoding that is read: ${text.rule}`)
  // Anywhere: a feed of ours never names one, not even in a comment.
  if (/<!doctype/i.test(text)) return unread('It has a document type')
  const root = parse(text, limits)
  if (typeof root === 'string') return unread(root)
  const prefix = prefixOf(root)
  if (prefix === null) return unread('Its root is no Atom feed')
  const found = root.children.filter((child) => child.name === `${prefix}entry`)
  const problems: FeedProblem[] = []
  if (found.length > limits.entries) {
    problems.push({ entry: null, what: `More than ${limits.entries} entries` })
  }
  const entries: FeedEntry[] = []
  const seen = new Set<string>()
  for (const [index, element] of found.slice(0, limits.entries).entries()) {
    const entry = readEntry(element, { prefix, base, limits })
    const twice = typeof entry !== 'string' && seen.has(entry.identifier)
    if (typeof entry === 'string') problems.push({ entry: index + 1, what: entry })
    else if (twice) problems.push({ entry: index + 1, what: 'Its id stands before already' })
    else {
      seen.add(entry.identifier)
      entries.push(entry)
    }
  }
  return { isRead: true, entries, problems }
}

function unread(what: string): ReadFeed {
  return { isRead: false, entries: [], problems: [{ entry: null, what }] }
}

interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
  /** Character data of the element and all below it. */
  readonly text: string
}

/** The root element, or why there is none. */
function parse(text: string, limits: FeedLimits): Element | string {
  let nodes: unknown
  try {
    nodes = new XMLParser({ ...PARSER_OPTIONS, maxNestedTags: limits.depth }).parse(text, true)
  } catch (error) {
    return `Not well-formed: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown'}`
  }
  const elements = asElements(nodes)
  const [root] = elements
  return root !== undefined && elements.length === 1 ? root : 'It must have one root'
}

function asElements(nodes: unknown): Element[] {
  if (!Array.isArray(nodes)) return []
  return nodes.flatMap((node: unknown) => {
    const element = asElement(node)
    return element === null ? [] : [element]
  })
}

function asElement(node: unknown): Element | null {
  if (typeof node !== 'object' || node === null) return null
  const members = new Map<string, unknown>(Object.entries(node))
  const name = [...members.keys()].find((key) => key !== ':@')
  if (name === undefined || name.startsWith('#')) return null
  const children = members.get(name)
  const attributes = new Map<string, string>()
  const written = members.get(':@')
  if (typeof written === 'object' && written !== null) {
    for (const [key, value] of Object.entries(written)) {
      attributes.set(key, resolveReferences(String(value)))
    }
  }
  return { name, attributes, children: asElements(children), text: textOf(children) }
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return ''
  let text = ''
  for (const node of nodes as unknown[]) {
    if (typeof node !== 'object' || node === null) continue
    for (const [key, value] of Object.entries(node)) {
      if (key === '#text') text += resolveReferences(String(value))
      else if (key === '#cdata') text += rawText(value)
      else if (key !== ':@') text += textOf(value)
    }
  }
  return text
}

/** The prefix, colon included, that the root binds to Atom; null when the root is no feed. */
function prefixOf(root: Element): string | null {
  const match = /^(?:([^:]+):)?feed$/.exec(root.name)
  if (match === null) return null
  const prefix = match[1]
  const bound = root.attributes.get(prefix === undefined ? 'xmlns' : `xmlns:${prefix}`)
  if (bound !== ATOM) return null
  return prefix === undefined ? '' : `${prefix}:`
}

interface EntryContext {
  readonly prefix: string
  readonly base: string
  readonly limits: FeedLimits
}

/** The entry, or what is wrong with it. */
function readEntry(element: Element, context: EntryContext): FeedEntry | string {
  const { prefix, base, limits } = context
  const text = (name: string): string | null =>
    element.children.find((child) => child.name === name)?.text.trim() ?? null
  const id = text(`${prefix}id`)
  const title = text(`${prefix}title`) ?? ''
  const updatedMs = instantMs(text(`${prefix}updated`))
  if (id === null || id === '') return 'It has no id'
  if (id.length > limits.text || title.length > limits.text) return 'Its texts are too long'
  if (updatedMs === null) return 'It has no time of update'
  const href = documentLink(element, context)
  if (href === null) return 'It has no link to a document'
  const url = URL.parse(href, base)
  if (url === null || href.length > limits.text) return 'Its link is no address'
  if (url.origin !== new URL(base).origin) return 'Its link leads to another origin'
  if (url.username !== '' || url.password !== '') return 'Its link names an account'
  const category = element.children.find((child) => child.name === `${prefix}category`)
  return {
    identifier: id.startsWith(ENTRY_URN) ? id.slice(ENTRY_URN.length) : id,
    title,
    updatedMs,
    expiresMs: instantMs(text('cap:expires')),
    msgType: category?.attributes.get('term') ?? '',
    href: url.href,
  }
}

/** The link to the CAP document, or the first alternate one that names no other type. */
function documentLink(element: Element, { prefix }: EntryContext): string | null {
  const links = element.children.filter(
    ({ name, attributes }) =>
      name === `${prefix}link` && (attributes.get('rel') ?? 'alternate') === 'alternate',
  )
  const typed = links.find(({ attributes }) => attributes.get('type') === 'application/cap+xml')
  const untyped = links.find(({ attributes }) => !attributes.has('type'))
  return (typed ?? untyped)?.attributes.get('href') ?? null
}

// RFC 3339: a date and a time with an offset. Anything looser would be read as local time.
const INSTANT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/

function instantMs(text: string | null): number | null {
  if (text === null || !INSTANT.test(text)) return null
  const ms = Date.parse(text.toUpperCase())
  return Number.isNaN(ms) ? null : ms
}
