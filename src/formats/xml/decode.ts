import type { FindingRule, Params } from '../../domain/finding.ts'

/** What kept a document from being read, before there is an element to point at. */
export interface XmlFault {
  readonly rule: FindingRule
  readonly params: Params
}

type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'ISO-8859-1' | 'US-ASCII'

const DECLARATION =
  /^<\?xml[\t\n\r ]+version[\t\n\r ]*=[\t\n\r ]*(?:"[^"]*"|'[^']*')[\t\n\r ]+encoding[\t\n\r ]*=[\t\n\r ]*(?:"([^"]*)"|'([^']*)')/

/** Names a declaration may use, in lower case. */
const NAMES: ReadonlyMap<string, readonly Encoding[]> = new Map([
  ['utf-8', ['UTF-8']],
  // No registered name, and widely written; no reader takes it for anything else.
  ['utf8', ['UTF-8']],
  ['utf-16', ['UTF-16LE', 'UTF-16BE']],
  ['utf-16le', ['UTF-16LE']],
  ['utf-16be', ['UTF-16BE']],
  ['iso-8859-1', ['ISO-8859-1']],
  ['latin1', ['ISO-8859-1']],
  ['us-ascii', ['US-ASCII']],
  ['ascii', ['US-ASCII']],
])

/**
 * Octets to text, the byte order mark taken off. XML 1.0 §4.3.3 and appendix F. What the octets
 * show and what the declaration says must agree: two readers of one document must not see two texts.
 */
export function decodeXml(octets: Uint8Array): string | XmlFault {
  const mark = sniffMark(octets)
  if ('rule' in mark) return mark
  const { seen, skip } = mark
  const body = octets.subarray(skip)
  const encoding = seen ?? declaredEncoding(body)
  if (typeof encoding === 'object') return encoding
  const text = decodeAs(body, encoding)
  if (typeof text !== 'string') {
    return { rule: 'X02-bytes', params: { offset: text.offset + skip, encoding } }
  }
  if (seen === null) return text
  const label = declaredLabel(text)
  if (label === null || NAMES.get(label.toLowerCase())?.includes(seen)) return text
  return { rule: 'X02-encoding', params: { found: `${label} beside the mark of ${seen}` } }
}

function sniffMark(octets: Uint8Array): { seen: Encoding | null; skip: number } | XmlFault {
  const [a, b, c, d] = octets
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return unknownEncoding('UTF-32')
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return unknownEncoding('UTF-32')
  if (a === 0xef && b === 0xbb && c === 0xbf) return { seen: 'UTF-8', skip: 3 }
  if (a === 0xff && b === 0xfe) return { seen: 'UTF-16LE', skip: 2 }
  if (a === 0xfe && b === 0xff) return { seen: 'UTF-16BE', skip: 2 }
  if (a === 0 || b === 0) return unknownEncoding('UTF-16 or UTF-32 without a byte order mark')
  if (a === 0x4c && b === 0x6f && c === 0xa7) return unknownEncoding('EBCDIC')
  return { seen: null, skip: 0 }
}

function declaredEncoding(octets: Uint8Array): Encoding | XmlFault {
  const label = declaredLabel(latin1(octets.subarray(0, 256)))
  if (label === null) return 'UTF-8'
  const encoding = NAMES.get(label.toLowerCase())?.[0]
  if (encoding === undefined) return unknownEncoding(label.slice(0, 40))
  if (encoding.startsWith('UTF-16')) return unknownEncoding(`${label} without a byte order mark`)
  return encoding
}

function declaredLabel(text: string): string | null {
  const match = DECLARATION.exec(text.slice(0, 256))
  return match === null ? null : (match[1] ?? match[2] ?? '')
}

function unknownEncoding(found: string): XmlFault {
  return { rule: 'X02-encoding', params: { found: found === '' ? '""' : found } }
}

function decodeAs(octets: Uint8Array, encoding: Encoding): string | { offset: number } {
  if (encoding === 'ISO-8859-1') return latin1(octets)
  if (encoding !== 'US-ASCII') return decodeUnicode(octets, encoding)
  const offset = octets.findIndex((octet) => octet > 0x7f)
  return offset === -1 ? latin1(octets) : { offset }
}

function decodeUnicode(octets: Uint8Array, encoding: Encoding): string | { offset: number } {
  try {
    return strict(encoding).decode(octets)
  } catch {
    return { offset: firstBad(octets, encoding) }
  }
}

function strict(encoding: Encoding): InstanceType<typeof TextDecoder> {
  // A second mark is not the document's to have: keep it, and the scanner refuses it.
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
}

// The longest good beginning, by halving: a decoder says that it failed, not where.
function firstBad(octets: Uint8Array, encoding: Encoding): number {
  let [good, bad] = [0, octets.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (decodesSoFar(octets.subarray(0, middle), encoding)) good = middle
    else bad = middle
  }
  return good
}

function decodesSoFar(octets: Uint8Array, encoding: Encoding): boolean {
  try {
    strict(encoding).decode(octets, { stream: true })
    return true
  } catch {
    return false
  }
}

// Node's own "latin1" label is windows-1252 in TextDecoder; the standard's is one octet, one code.
function latin1(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1')
}
