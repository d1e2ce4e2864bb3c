/**
 * CBSP messages from octets that may be anything. 3GPP TS 48.049 §8.1, §8.2.
 *
 * Elements may come in any order, except that pages keep theirs. An element that another message
 * has, but not this one, is passed over. An identifier that the clause does not know ends the
 * reading: nothing tells how long such an element is. An element that is there twice does so too,
 * since no rule says which of the two holds.
 */
import { decodeError, type DecodeError } from '../decode-error.ts'
import { readUint16 } from '../octets.ts'
import { PAGES_MAX } from '../pages.ts'
import {
  describeElement,
  elementOf,
  ELEMENTS,
  type ElementCodec,
  type ElementName,
  type RepetitionCoding,
} from './elements.ts'
import { HEADER_OCTETS } from './encode.ts'
import { kindsOf, MESSAGES, slotsOf, type CbspMessage, type MessageKind } from './messages.ts'

export interface DecodeOptions {
  /** How the peer writes repetition periods; without it, as the octets themselves tell. */
  readonly repetition?: RepetitionCoding
}

/** An element as it stands in the PDU. */
interface Raw {
  /** Offset of its identifier. */
  readonly at: number
  /** Offset of its value. */
  readonly valueAt: number
  readonly value: Uint8Array
}

type Failed = { readonly error: DecodeError }

/** Reads one whole message. Never throws, whatever the octets; offsets are those of the PDU. */
export function decodeCbsp(octets: Uint8Array, options: DecodeOptions = {}): CbspMessage | Failed {
  const headless = checkHeader(octets)
  if (headless !== null) return headless
  const raws = readElements(octets)
  if (!(raws instanceof Map)) return raws
  const kind = kindOf(octets, raws)
  if (typeof kind !== 'string') return kind
  const fields: Record<string, unknown> = { kind }
  for (const { element, isMandatory } of slotsOf(kind)) {
    const found = raws.get(element) ?? []
    if (found.length === 0 && isMandatory) return missing(octets, kind, element)
    const values = decodeValues(element, found, options.repetition ?? null)
    if (!Array.isArray(values)) return values
    if (element === 'pages') fields['pages'] = values
    else if (values.length > 0) fields[element] = values[0]
  }
  return withPages(fields, raws)
}

function checkHeader(octets: Uint8Array): Failed | null {
  if (octets.length < HEADER_OCTETS) {
    return decodeError('length', octets.length, 'A CBSP message has 4 octets before its elements')
  }
  const code = octets[0] ?? 0
  if (kindsOf(code).length === 0) {
    const message = `CBSP has message types 0x01..0x17: found 0x${code.toString(16)}`
    return decodeError('message-type', 0, message)
  }
  const told = lengthOf(octets)
  const found = octets.length - HEADER_OCTETS
  if (told === found) return null
  const at = told < found ? HEADER_OCTETS + told : octets.length
  return decodeError('length', at, `The message tells of ${told} octets after 4: found ${found}`)
}

/** Octets that follow the header, as it says itself; the header has to be there. */
export function lengthOf(header: Uint8Array): number {
  return ((header[1] ?? 0) << 16) | readUint16(header, 2)
}

function readElements(octets: Uint8Array): Map<ElementName, readonly Raw[]> | Failed {
  const raws = new Map<ElementName, Raw[]>()
  let at = HEADER_OCTETS
  while (at < octets.length) {
    const name = elementOf(octets[at] ?? 0)
    if (name === null) {
      const id = (octets[at] ?? 0).toString(16).padStart(2, '0')
      return decodeError('element', at, `CBSP has no element 0x${id}, so its length is unknown`)
    }
    const { size } = ELEMENTS[name]
    const valueAt = at + (size === 'list' ? 3 : 1)
    const end = valueAt + (size === 'list' ? readUint16(octets, at + 1) : size)
    if (end > octets.length) {
      return decodeError(
        'length',
        octets.length,
        `The message ends within ${describeElement(name)}`,
      )
    }
    const before = raws.get(name) ?? []
    const timesMax = name === 'pages' ? PAGES_MAX : 1
    if (before.length === timesMax) {
      const message = `More than ${timesMax} of ${describeElement(name)}`
      return decodeError('element-twice', at, message)
    }
    raws.set(name, [...before, { at, valueAt, value: octets.subarray(valueAt, end) }])
    at = end
  }
  return raws
}

/** Which of the kinds of its type a message is: text has a channel, ETWS has not. */
function kindOf(
  octets: Uint8Array,
  raws: ReadonlyMap<ElementName, readonly Raw[]>,
): MessageKind | Failed {
  const [first, second] = kindsOf(octets[0] ?? 0)
  const emergency = raws.get('emergency')?.[0]
  if (second === undefined || emergency === undefined) return first!
  if (!raws.has('channel')) return second
  const message = 'A message is text in a channel or an emergency, not both'
  return decodeError('element', emergency.at, message)
}

function decodeValues(
  element: ElementName,
  found: readonly Raw[],
  coding: RepetitionCoding | null,
): unknown[] | Failed {
  const values: unknown[] = []
  for (const { valueAt, value } of found) {
    const { decode } = ELEMENTS[element] as ElementCodec<unknown>
    const read = decode(value, coding)
    if ('error' in read) {
      const { rule, offset, message } = read.error
      return decodeError(rule, valueAt + offset, message)
    }
    values.push(read.value)
  }
  return values
}

/** The message that the fields are, once its pages are as many as it says. */
function withPages(
  fields: Record<string, unknown>,
  raws: ReadonlyMap<ElementName, readonly Raw[]>,
): CbspMessage | Failed {
  const { pageCount, ...message } = fields
  const pages = raws.get('pages')?.length ?? 0
  if (typeof pageCount === 'number' && pageCount !== pages) {
    const at = raws.get('pageCount')?.[0]?.valueAt ?? 0
    return decodeError('page-count', at, `The message tells of ${pageCount} pages: found ${pages}`)
  }
  // Every field of this kind has been read by the codec of its element.
  return message as unknown as CbspMessage
}

function missing(octets: Uint8Array, kind: MessageKind, element: ElementName): Failed {
  const message = `${MESSAGES[kind].name} lacks ${describeElement(element)}`
  return decodeError('element-missing', octets.length, message)
}
