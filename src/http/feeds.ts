import { hash } from 'node:crypto'
import type { Document } from '../domain/decision.ts'
import type { Channel } from '../domain/message.ts'
import type { Order } from '../domain/order.ts'
import { type AtomEntry, writeAtom } from '../formats/feed/write.ts'
import type { ReadStore } from '../store/open.ts'

/** A feed as it is now. */
export interface Feed {
  readonly xml: string
  /** Strong, over the octets. RFC 9110 §8.8.3. */
  readonly etag: string
  readonly updatedMs: number
  /** When the next of its entries goes by itself; null when none does. */
  readonly nextExpiryMs: number | null
}

/** Orders that a CBC airs from stand apart from those that must never be aired (design §5). */
export const AIRED: FeedKind = { path: '', title: 'Cell Broadcast', channels: ['cell-broadcast'] }
export const TEXTS: FeedKind = {
  path: '/text',
  title: 'SMS, network name',
  channels: ['sms', 'network-name'],
}

export interface FeedKind {
  /** After `/cbc/v1/feed`. */
  readonly path: string
  readonly title: string
  readonly channels: readonly Channel[]
}

const PUBLIC_ENTRIES_MAX = 200

interface FeedFacts {
  readonly store: ReadStore
  readonly nowMs: number
  readonly baseUrl: string
}

/** The orders of one CBC that are offered on its feed and have not expired, oldest first. */
export async function cbcFeed(of: FeedFacts, cbc: string, kind: FeedKind): Promise<Feed> {
  const { store, nowMs, baseUrl } = of
  const orders = await store.loadFeedOrders(cbc, { channels: kind.channels, nowMs })
  const entries = await Promise.all(
    orders.map(async (order) => {
      const href = `${baseUrl}/cbc/v1/documents/${encodeURIComponent(order.identifier)}`
      return entryOf(store, { ...order, href })
    }),
  )
  return sealFeed(of, {
    id: `urn:kentongan:feed:${cbc}${kind.path.replace('/', ':')}`,
    title: `Kentongan ${cbc}: ${kind.title}`,
    self: `${baseUrl}/cbc/v1/feed${kind.path}`,
    entries,
    expiries: orders.map(({ expiresMs }) => expiresMs),
  })
}

/** What was broadcast and has not expired: the public documents, oldest first. */
export async function publicFeed(of: FeedFacts): Promise<Feed> {
  const { store, nowMs, baseUrl } = of
  const newest = await store.loadPublicDocuments({ nowMs, limit: PUBLIC_ENTRIES_MAX })
  const documents = [...newest].reverse()
  const entries = await Promise.all(
    documents.map(async (document) => {
      const href = `${baseUrl}/public/documents/${encodeURIComponent(document.identifier)}`
      return entryOf(store, { ...document, href })
    }),
  )
  return sealFeed(of, {
    id: 'urn:kentongan:feed:public',
    title: 'Kentongan',
    self: `${baseUrl}/public/feed.atom`,
    entries,
    expiries: documents.map(({ expiresMs }) => expiresMs),
  })
}

/** True when the reader holds these octets already. RFC 9110 §13.1.2, weak comparison. */
export function isHeld(etag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false
  const held = ifNoneMatch.split(',').map((each) => each.trim().replace(/^W\//, ''))
  return held.includes(etag) || held.includes('*')
}

export function etagOf(text: string): string {
  return `"${hash('sha256', text, 'base64url')}"`
}

/** Entries made before: a message that is out never changes, and reading it costs most of a feed. */
const made = new WeakMap<ReadStore, Map<string, AtomEntry>>()
const MADE_MAX = 2_000

async function entryOf(
  store: ReadStore,
  of: Pick<Order | Document, 'identifier' | 'messageId' | 'sentMs' | 'expiresMs'> &
    Partial<Pick<Order, 'msgType'>> & { readonly href: string },
): Promise<AtomEntry> {
  const entries = made.get(store) ?? new Map<string, AtomEntry>()
  made.set(store, entries)
  const known = entries.get(of.identifier)
  if (known?.href === of.href) return known
  const entry = await makeEntry(store, of)
  entries.set(of.identifier, entry)
  const [oldest] = entries.keys()
  if (entries.size > MADE_MAX && oldest !== undefined) entries.delete(oldest)
  return entry
}

async function makeEntry(store: ReadStore, of: Parameters<typeof entryOf>[1]): Promise<AtomEntry> {
  const message = await store.loadMessage(of.messageId)
  // An Update begins at a CBC that is new to it, and ends at one that has no cells left.
  const msgType = of.msgType ?? message?.msgType ?? 'Alert'
  return {
    identifier: of.identifier,
    title: message?.content.texts[0]?.headline ?? of.identifier,
    summary: message?.content.areaName ?? '',
    updatedMs: of.sentMs,
    // A Cancel has no `info`, so its document says no end.
    expiresMs: msgType === 'Cancel' ? null : of.expiresMs,
    msgType,
    href: of.href,
  }
}

async function sealFeed(
  { store, nowMs }: FeedFacts,
  of: {
    readonly id: string
    readonly title: string
    readonly self: string
    readonly entries: readonly AtomEntry[]
    readonly expiries: readonly number[]
  },
): Promise<Feed> {
  const { expiries, ...feed } = of
  const { createdAtMs } = await store.loadInstance()
  const updatedMs = Math.max(createdAtMs, ...of.entries.map((each) => each.updatedMs))
  const xml = writeAtom({ ...feed, updatedMs })
  const nextExpiryMs = Math.min(...expiries.filter((each) => each > nowMs))
  return {
    xml,
    etag: etagOf(xml),
    updatedMs,
    nextExpiryMs: Number.isFinite(nextExpiryMs) ? nextExpiryMs : null,
  }
}
