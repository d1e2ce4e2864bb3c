import { formatCapTime } from '../../domain/cap/date-time.ts'
import { CAP_1_2 } from '../../domain/cap/model.ts'
import { escapeXmlText } from '../cap/write.ts'

export const ATOM = 'http://www.w3.org/2005/Atom'
/** Entry ids are this and the CAP identifier. */
export const ENTRY_URN = 'urn:kentongan:'

export interface AtomFeed {
  /** IRI of the feed, never changing: RFC 4287 §4.2.6. */
  readonly id: string
  readonly title: string
  /** When anything in it last changed; of an empty feed, when it began. */
  readonly updatedMs: number
  /** Where the feed itself is. */
  readonly self: string
  /** In the order in which they are to stand: ours is oldest first. */
  readonly entries: readonly AtomEntry[]
}

export interface AtomEntry {
  /** CAP identifier of the document. */
  readonly identifier: string
  readonly title: string
  readonly summary: string
  /** `sent` of the document. */
  readonly updatedMs: number
  /** Null where the document itself says none, as a Cancel does. */
  readonly expiresMs: number | null
  readonly msgType: string
  /** The signed document. */
  readonly href: string
}

/**
 * Writes an Atom feed of CAP documents. RFC 4287. The same feed always gives the same octets, so
 * that their hash can be its ETag; a feed without entries is whole and valid.
 *
 * @throws {RangeError} for a character that XML 1.0 cannot carry.
 */
export function writeAtom(feed: AtomFeed): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<feed xmlns="${ATOM}" xmlns:cap="${CAP_1_2}">\n`,
    `  <id>${escapeXmlText(feed.id)}</id>\n`,
    `  <title>${escapeXmlText(feed.title)}</title>\n`,
    `  <updated>${formatCapTime(feed.updatedMs)}</updated>\n`,
    '  <author><name>Kentongan</name></author>\n',
    `  <link rel="self" type="application/atom+xml" href="${escapeAttribute(feed.self)}"/>\n`,
    ...feed.entries.map(writeEntry),
    '</feed>\n',
  ].join('')
}

function writeEntry(entry: AtomEntry): string {
  return [
    '  <entry>\n',
    `    <id>${escapeXmlText(ENTRY_URN + entry.identifier)}</id>\n`,
    `    <title>${escapeXmlText(entry.title)}</title>\n`,
    `    <updated>${formatCapTime(entry.updatedMs)}</updated>\n`,
    `    <category term="${escapeAttribute(entry.msgType)}"/>\n`,
    `    <link rel="alternate" type="application/cap+xml" href="${escapeAttribute(entry.href)}"/>\n`,
    `    <summary>${escapeXmlText(entry.summary)}</summary>\n`,
    entry.expiresMs === null
      ? ''
      : `    <cap:expires>${formatCapTime(entry.expiresMs)}</cap:expires>\n`,
    '  </entry>\n',
  ].join('')
}

// A line end or a tab inside an attribute reads back as a space: XML 1.0 §3.3.3.
function escapeAttribute(value: string): string {
  return escapeXmlText(value)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n]/g, (each) => (each === '\t' ? '&#x9;' : '&#xA;'))
}
