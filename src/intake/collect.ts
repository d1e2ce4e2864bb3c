import { createHash } from 'node:crypto'
import { finding, type Finding } from '../domain/finding.ts'
import { checkCapOctets, type CapCheckRequest, type CapReport } from '../formats/cap/check.ts'
import { readFeed } from '../formats/feed/feed.ts'
import type { Feed, FeedItem } from '../formats/feed/model.ts'
import type { Fetched, FetchRequest, Validators } from './fetch.ts'

/** What is remembered of a feed between two looks. Data: it may be written down as JSON. */
export interface FeedMemory extends Validators {
  readonly updatedMs: number | null
  /** Of every entry that stood in the feed and was read: {@link entryKey}, with its id. */
  readonly known: readonly { readonly key: string; readonly id: string }[]
}

export const NO_MEMORY: FeedMemory = { etag: null, lastModified: null, updatedMs: null, known: [] }

export interface LookMeans {
  readonly fetch: (request: FetchRequest) => Promise<Fetched>
  readonly check: CapCheckRequest
  /** Documents fetched in one look; the rest waits for the next one. */
  readonly documentsMax: number
  readonly atOnce: number
}

export const LOOK_LIMITS = { documentsMax: 200, atOnce: 4 } as const

export interface CollectedEntry {
  readonly item: FeedItem
  /** `known` was read in an earlier look, `waiting` is left for the next one. */
  readonly state: 'read' | 'known' | 'waiting' | 'refused'
  readonly document: {
    /** After redirects; null where the message stood in the feed. */
    readonly url: string | null
    readonly octets: Uint8Array
    /** Tells the same message again from another one, also from its other language. */
    readonly key: string
  } | null
  readonly report: CapReport | null
  /** Of the entry and of getting its document; what is wrong in the document is in `report`. */
  readonly findings: readonly Finding[]
}

export interface Look {
  /** How fetching the feed went; null where it was handed in. */
  readonly fetched: Fetched | null
  /** Null where nothing came: unchanged, refused, failed. */
  readonly feed: Feed | null
  readonly entries: readonly CollectedEntry[]
  /** Ids that stood in the feed before and do not now. That is no cancellation. */
  readonly vanished: readonly string[]
  readonly findings: readonly Finding[]
  /** For the next look. */
  readonly memory: FeedMemory
  /** The next look is to be no sooner than this: what the server asks for, or what is polite. */
  readonly pauseMs: number
}

/** Who publishes warnings is polled once a minute: NWS and BMKG bear it, and say so. */
const POLITE_PAUSE_MS = 60_000

const FEED_TYPES =
  'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1'
const CAP_TYPES = 'application/cap+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1'

/** One look at a feed: what is new in it is fetched and checked. Failures are data. */
export async function lookAtFeed(url: string, memory: FeedMemory, means: LookMeans): Promise<Look> {
  const { nowMs } = means.check
  const fetched = await means.fetch({ url, accept: FEED_TYPES, validators: memory, nowMs })
  if (fetched.kind !== 'document') {
    const findings = fetched.kind === 'unchanged' ? [] : [fetchFinding(fetched, 0)]
    return {
      fetched,
      feed: null,
      entries: [],
      vanished: [],
      findings,
      memory,
      pauseMs: pauseAfter(fetched),
    }
  }
  const read = readFeed(fetched.octets, fetched.url)
  const findings: Finding[] = [...noteType(fetched, 0), ...read.findings]
  if (fetched.etag === null && fetched.lastModified === null) {
    findings.push(finding('warning', 'F17-validators', '/'))
  }
  const entries = await collectEntries(read, memory, means)
  return settle({ fetched, read, entries, findings }, memory)
}

/** The same for a feed that is at hand: only messages inside it are read. */
export function lookAtFile(octets: Uint8Array, base: string, check: CapCheckRequest): Look {
  const read = readFeed(octets, base)
  const entries = read.entries.map((item): CollectedEntry => {
    if (item.inline !== null) return inspect(item, { octets: item.inline, url: null }, check)
    return without(item, item.href === null ? 'refused' : 'waiting')
  })
  return settle({ fetched: null, read, entries, findings: [...read.findings] }, NO_MEMORY)
}

/** By which an entry is known again: an update under the same id has another time. */
function entryKey({ id, href, updatedMs }: FeedItem): string {
  return JSON.stringify([id, href, updatedMs])
}

function settle(
  of: {
    readonly fetched: (Fetched & { readonly kind: 'document' }) | null
    readonly read: Feed
    readonly entries: readonly CollectedEntry[]
    readonly findings: Finding[]
  },
  memory: FeedMemory,
): Look {
  const { fetched, read, entries, findings } = of
  const before = memory.updatedMs
  if (read.updatedMs !== null && before !== null && read.updatedMs < before) {
    const params = { before: iso(before), found: iso(read.updatedMs) }
    findings.push(finding('warning', 'F17-updated-back', '/', params))
  }
  if (read.kind === null) {
    return {
      fetched,
      feed: read,
      entries,
      vanished: [],
      findings,
      memory,
      pauseMs: POLITE_PAUSE_MS,
    }
  }
  const present = new Set(read.entries.map(({ id }) => id))
  const vanished = [...new Set(memory.known.map(({ id }) => id))].filter((id) => !present.has(id))
  for (const found of vanished) findings.push(finding('warning', 'F17-vanished', '/', { found }))
  const known = entries
    .filter(({ state }) => state === 'read' || state === 'known')
    .map(({ item }) => ({ key: entryKey(item), id: item.id }))
  // Something of this feed is still to be had: the next look must not be told "unchanged".
  const isWhole = entries.every(({ state, item }) => state !== 'waiting' && !isLost(state, item))
  return {
    fetched,
    feed: read,
    entries,
    vanished,
    findings,
    memory: {
      etag: isWhole ? (fetched?.etag ?? null) : null,
      lastModified: isWhole ? (fetched?.lastModified ?? null) : null,
      updatedMs: Math.max(read.updatedMs ?? 0, before ?? 0) || null,
      known,
    },
    pauseMs: POLITE_PAUSE_MS,
  }
}

function pauseAfter(fetched: Fetched): number {
  const asked = fetched.kind === 'status' ? fetched.retryAfterMs : null
  return Math.max(asked ?? 0, POLITE_PAUSE_MS)
}

function isLost(state: CollectedEntry['state'], { href }: FeedItem): boolean {
  return state === 'refused' && href !== null
}

async function collectEntries(
  feed: Feed,
  memory: FeedMemory,
  means: LookMeans,
): Promise<readonly CollectedEntry[]> {
  const known = new Set(memory.known.map(({ key }) => key))
  const collected: CollectedEntry[] = []
  const wanted: number[] = []
  for (const [index, item] of feed.entries.entries()) {
    const isKnown = known.has(entryKey(item))
    if (isKnown) collected[index] = without(item, 'known')
    else if (item.inline !== null) {
      collected[index] = inspect(item, { octets: item.inline, url: null }, means.check)
    } else if (item.href === null) collected[index] = without(item, 'refused')
    else if (wanted.length >= means.documentsMax) collected[index] = without(item, 'waiting')
    else wanted.push(index)
  }
  const fetchNext = async (): Promise<void> => {
    for (let index = wanted.shift(); index !== undefined; index = wanted.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- so many at once as there are workers
      collected[index] = await fetchEntry(feed.entries[index]!, means)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, means.atOnce) }, fetchNext))
  return collected
}

async function fetchEntry(item: FeedItem, means: LookMeans): Promise<CollectedEntry> {
  const request = { url: item.href ?? '', accept: CAP_TYPES, nowMs: means.check.nowMs }
  const fetched = await means.fetch(request)
  if (fetched.kind !== 'document')
    return without(item, 'refused', [fetchFinding(fetched, item.entry)])
  const entry = inspect(item, fetched, means.check)
  return { ...entry, findings: [...entry.findings, ...noteType(fetched, item.entry)] }
}

function without(
  item: FeedItem,
  state: CollectedEntry['state'],
  more: readonly Finding[] = [],
): CollectedEntry {
  return { item, state, document: null, report: null, findings: [...item.findings, ...more] }
}

function inspect(
  item: FeedItem,
  { octets, url }: { readonly octets: Uint8Array; readonly url: string | null },
  check: CapCheckRequest,
): CollectedEntry {
  const report = checkCapOctets(octets, check)
  const findings = [...item.findings]
  const identifier = report.alert?.identifier
  if (identifier !== undefined && !item.id.includes(identifier)) {
    const params = { entry: item.entry, line: item.line, found: item.id.slice(0, 200), identifier }
    findings.push(finding('info', 'F17-entry-id', '/', params))
  }
  const document = { url, octets, key: documentKey(octets, report) }
  return { item, state: 'read', document, report, findings }
}

/** BMKG's Indonesian and English documents share sender, identifier and sent: no doubles. */
function documentKey(octets: Uint8Array, { alert }: CapReport): string {
  const sha256 = createHash('sha256').update(octets).digest('hex')
  if (alert === null) return JSON.stringify([sha256])
  const { sender, identifier, sent, infos } = alert
  const languages = infos.map(({ language }) => language ?? '')
  return JSON.stringify([sender, identifier, sent, ...languages, sha256])
}

/** Many servers call CAP `text/xml` or a plain file: only what says it is no XML is worth a word. */
function noteType(
  { type, url }: Fetched & { readonly kind: 'document' },
  entry: number,
): readonly Finding[] {
  const bare = type.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/[/+]xml$/.test(bare)) return []
  const params = { ...place(entry), url: url.slice(0, 200), found: type.slice(0, 80) }
  return [finding('warning', 'F15-content-type', '/', params)]
}

function fetchFinding(fetched: Exclude<Fetched, { kind: 'document' }>, entry: number): Finding {
  const url = fetched.url.slice(0, 200)
  switch (fetched.kind) {
    case 'refused': {
      const { rule, params } = fetched.objection
      return finding('error', rule, '/', { ...place(entry), ...params })
    }
    case 'status':
      return finding('error', 'F18-fetch', '/', {
        ...place(entry),
        url,
        what: `HTTP ${fetched.status}`,
      })
    case 'failed':
      return finding('error', 'F18-fetch', '/', { ...place(entry), url, what: fetched.cause })
    case 'unchanged':
      return finding('error', 'F18-fetch', '/', { ...place(entry), url, what: 'HTTP 304' })
  }
}

function place(entry: number): { readonly entry?: number } {
  return entry === 0 ? {} : { entry }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
