import type { Finding } from '../../domain/finding.ts'

/** How much of a feed is looked at. */
export interface ReadLimits {
  readonly octets: number
  readonly entries: number
  readonly depth: number
  readonly elements: number
  /** Characters of one text of an inline message: polygons are long. */
  readonly text: number
  /** Characters of an id, a title, a link, a hint. */
  readonly label: number
}

/** Room for the largest real feed (9.4 MB, Switzerland by MeteoAlarm), not for a bomb. */
export const READ_LIMITS: ReadLimits = {
  octets: 16 * 1024 * 1024,
  entries: 5_000,
  depth: 24,
  elements: 400_000,
  text: 4 * 1024 * 1024,
  label: 8_192,
}

/** `alerts` is a wrapper of many messages, `cap` one message served as a feed. */
export type FeedKind = 'atom' | 'rss' | 'edxl' | 'alerts' | 'cap'

export interface FeedItem {
  /** From 1, in the order of the feed. */
  readonly entry: number
  /** Of its start tag, from 1. */
  readonly line: number
  /** Atom id or RSS guid; empty where there is none. */
  readonly id: string
  readonly title: string
  readonly updatedMs: number | null
  /** Absolute; null where there is no link, or where the message itself is in the feed. */
  readonly href: string | null
  /** The message as a document of its own, where the feed holds it. */
  readonly inline: Uint8Array | null
  /** What the feed says of the message before it is fetched, by CAP's names: hints, no more. */
  readonly hints: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
}

export interface Feed {
  /** Null when nothing could be read: the list is then empty because it is unknown. */
  readonly kind: FeedKind | null
  readonly id: string
  readonly title: string
  readonly self: string | null
  readonly hub: string | null
  readonly updatedMs: number | null
  readonly entries: readonly FeedItem[]
  /** Of the feed as a whole; those of an entry are with it. */
  readonly findings: readonly Finding[]
}
