/**
 * The geo-fencing trigger, message identifier 4400: it makes phones compare where they are with
 * the areas of alerts that they hold, and has no text. ATIS-0700041 §4; CB data with one page:
 *
 *     type 4 bits | length 7 bits, in octets, these two included | spare 5 bits
 *     (message identifier 2 | serial number 2) an alert
 *
 * Phones in Indonesia do not listen to it, and need it not: coordinates in an alert work alone.
 */
import { packBits, readBits } from './bits.ts'
import { decodeError, type DecodeError } from './decode-error.ts'
import { assertField, readUint16 } from './octets.ts'
import { PAGE_OCTETS, type Page } from './pages.ts'

/** Message identifier of the trigger. */
export const GEO_TRIGGER = 4400

export interface GeoTrigger {
  /** 0..15; 2 makes the areas of all the alerts count for each of them. */
  readonly type: number
  /** Message identifier and serial number of each alert, at most 20. */
  readonly ids: readonly (readonly [messageIdentifier: number, serial: number])[]
}

const HEADER_OCTETS = 2
const ID_OCTETS = 4
const IDS_MAX = (PAGE_OCTETS - HEADER_OCTETS) / ID_OCTETS

/**
 * The one page of a trigger, for UMTS, LTE and NR.
 *
 * @throws {RangeError} when a field does not fit or there are more than 20 alerts.
 */
export function encodeGeoTrigger({ type, ids }: GeoTrigger): Page {
  assertField('trigger type', type, 0xf)
  assertField('number of alerts', ids.length, IDS_MAX)
  const useful = HEADER_OCTETS + ID_OCTETS * ids.length
  const fields = ids.flat().map((value) => {
    assertField('message identifier or serial number', value, 0xffff)
    return { value, width: 16 }
  })
  const head = [
    { value: type, width: 4 },
    { value: useful, width: 7 },
    { value: 0, width: 5 },
  ]
  const octets = new Uint8Array(PAGE_OCTETS)
  octets.set(packBits([...head, ...fields]))
  return { octets, useful }
}

/** Reads a trigger from its first octet; what follows it is left alone. Never throws. */
export function decodeGeoTrigger(octets: Uint8Array): GeoTrigger | { readonly error: DecodeError } {
  const length = readBits(octets, 4, 7)
  const count = (length - HEADER_OCTETS) / ID_OCTETS
  if (count < 0 || !Number.isInteger(count) || length > octets.length) {
    const message = `A trigger has 2 octets and 4 for each alert: it says ${length} of ${octets.length}`
    return decodeError('trigger-length', 0, message)
  }
  const ids = Array.from({ length: count }, (_, index) => {
    const at = HEADER_OCTETS + ID_OCTETS * index
    return [readUint16(octets, at), readUint16(octets, at + 2)] as const
  })
  return { type: readBits(octets, 0, 4), ids }
}
