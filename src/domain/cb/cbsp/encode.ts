/** Octets of CBSP messages. 3GPP TS 48.049 §8.1, §8.2. */
import {
  describeElement,
  ELEMENTS,
  type ElementCodec,
  type ElementName,
  type RepetitionCoding,
} from './elements.ts'
import { MESSAGES, slotsOf, type CbspMessage } from './messages.ts'

export const HEADER_OCTETS = 4

export interface EncodeOptions {
  /**
   * How the BSC reads repetition periods of more than 15 units; osmo-bsc departs from the clause.
   * Default `ts-48049`.
   */
  readonly repetition?: RepetitionCoding
}

/**
 * One message: type, length of what follows in three octets, elements in the order of the clause.
 *
 * @throws {RangeError} when a field is out of its range, there is no page or more than 15, no cell
 *   or more than `CELLS_MAX`, or a list does not fit its 16 bits of length.
 */
export function encodeCbsp(message: CbspMessage, options: EncodeOptions = {}): Uint8Array {
  const coding = options.repetition ?? 'ts-48049'
  const elements = slotsOf(message.kind).flatMap(({ element, isMandatory }) => {
    const values = valuesOf(message, element)
    if (isMandatory && values.length === 0) {
      throw new RangeError(`Cannot encode ${message.kind} without ${describeElement(element)}`)
    }
    return values.map((value) => encodeElement(element, value, coding))
  })
  const length = elements.reduce((sum, each) => sum + each.length, 0)
  const octets = new Uint8Array(HEADER_OCTETS + length)
  octets.set([MESSAGES[message.kind].code, length >> 16, (length >> 8) & 0xff, length & 0xff])
  let at = HEADER_OCTETS
  for (const element of elements) {
    octets.set(element, at)
    at += element.length
  }
  return octets
}

/** What a message says in one element: a value for each time that the element is there. */
function valuesOf(message: CbspMessage, element: ElementName): readonly unknown[] {
  const fields: Partial<Readonly<Record<string, unknown>>> = message
  if (element === 'pages' || element === 'pageCount') {
    const pages = fields['pages'] as readonly unknown[]
    return element === 'pages' ? pages : [pages.length]
  }
  return fields[element] === undefined ? [] : [fields[element]]
}

function encodeElement(name: ElementName, value: unknown, coding: RepetitionCoding): Uint8Array {
  // The value comes from the field of this name, so that it is what this codec takes.
  const { id, size, encode } = ELEMENTS[name] as ElementCodec<unknown>
  const octets = encode(value, coding)
  const length = size === 'list' ? [octets.length >> 8, octets.length & 0xff] : []
  return Uint8Array.of(id, ...length, ...octets)
}
