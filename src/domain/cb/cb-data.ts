/**
 * CB data as UMTS, LTE and NR carry it, and the message that a phone gets there.
 * 3GPP TS 23.041 §9.4.2.2.5 and §9.4.2.2.
 *
 *     CB data: number of pages 1 | (content 82 | useful octets 1) a page
 *     message: 1 | message identifier 2 | serial number 2 | DCS 1 | CB data | [length 2 | WAC]
 *
 * WAC is the warning area coordinates; their length is little-endian, as Android reads it.
 * Networks carry them beside CB data, and a modem puts the message together.
 */
import { DCS_UCS2_PREFIX } from './dcs.ts'
import { decodeError, shiftError, type DecodeError } from './decode-error.ts'
import { assertPage } from './gsm-page.ts'
import { assertField, readUint16, writeUint16 } from './octets.ts'
import { PAGE_OCTETS, PAGES_MAX, type Page } from './pages.ts'
import { decodeWac, encodeWac, type Wac } from './wac.ts'

const PAGE_ENTRY_OCTETS = PAGE_OCTETS + 1
const HEADER_OCTETS = 6
const CBS_MESSAGE_TYPE = 1
const WAC_LENGTH_OCTETS = 2

/**
 * CB data: 1 + 83n octets.
 *
 * @throws {RangeError} when there is no page or more than 15, or one that has not 82 octets.
 */
export function encodeCbData(pages: readonly Page[]): Uint8Array {
  if (pages.length < 1 || pages.length > PAGES_MAX) {
    throw new RangeError(`Cannot encode pages as there must be 1..15: there are ${pages.length}`)
  }
  const octets = new Uint8Array(1 + PAGE_ENTRY_OCTETS * pages.length)
  octets[0] = pages.length
  for (const [index, page] of pages.entries()) {
    assertPage(page)
    const at = 1 + PAGE_ENTRY_OCTETS * index
    octets.set(page.octets, at)
    octets[at + PAGE_OCTETS] = page.useful
  }
  return octets
}

/**
 * Reads CB data; octets after its last page are left alone. Offsets count from its first octet.
 * Never throws, whatever the octets.
 */
export function decodeCbData(
  octets: Uint8Array,
): { readonly pages: readonly Page[] } | { readonly error: DecodeError } {
  const count = octets[0] ?? 0
  if (count < 1 || count > PAGES_MAX) {
    return decodeError('page-count', 0, `A message has 1..${PAGES_MAX} pages: found ${count}`)
  }
  const needed = 1 + PAGE_ENTRY_OCTETS * count
  if (octets.length < needed) {
    const message = `${count} pages take ${needed} octets: found ${octets.length}`
    return decodeError('length', octets.length, message)
  }
  const pages: Page[] = []
  for (let index = 0; index < count; index++) {
    const at = 1 + PAGE_ENTRY_OCTETS * index
    const useful = octets[at + PAGE_OCTETS] ?? 0
    if (useful > PAGE_OCTETS) {
      const message = `Page ${index + 1} claims ${useful} octets: ${PAGE_OCTETS} is the most`
      return decodeError('page-length', at + PAGE_OCTETS, message)
    }
    pages.push({ octets: octets.subarray(at, at + PAGE_OCTETS), useful })
  }
  return { pages }
}

export interface UmtsPdu {
  readonly messageIdentifier: number
  readonly serial: number
  readonly dcs: number
  readonly pages: readonly Page[]
  /** Where phones show the message; null for wherever they are. */
  readonly wac: Wac | null
}

/**
 * The message as a modem hands it to Android.
 *
 * @throws {RangeError} when a field does not fit, there is no page or more than 15, or as
 *   `encodeWac` does.
 */
export function encodeUmtsPdu(pdu: UmtsPdu): Uint8Array {
  assertField('message identifier', pdu.messageIdentifier, 0xffff)
  assertField('serial number', pdu.serial, 0xffff)
  assertField('DCS', pdu.dcs, 0xff)
  const body = encodeCbData(pdu.pages)
  const wac = pdu.wac === null ? new Uint8Array(0) : withLength(encodeWac(pdu.wac))
  const octets = new Uint8Array(HEADER_OCTETS + body.length + wac.length)
  octets[0] = CBS_MESSAGE_TYPE
  writeUint16(octets, 1, pdu.messageIdentifier)
  writeUint16(octets, 3, pdu.serial)
  octets[5] = pdu.dcs
  octets.set(body, HEADER_OCTETS)
  octets.set(wac, HEADER_OCTETS + body.length)
  return octets
}

function withLength(wac: Uint8Array): Uint8Array {
  return Uint8Array.of(wac.length & 0xff, wac.length >> 8, ...wac)
}

/** A message as it was received. */
export interface ReceivedUmtsPdu extends UmtsPdu {
  /** Why coordinates are there and `wac` is null: phones show such a message wherever they are. */
  readonly wacError: DecodeError | null
}

/**
 * Reads a message. Octets after its last page that are no whole warning area do not spoil it: the
 * error stands in `wacError`. Never throws, whatever the octets.
 */
export function decodeUmtsPdu(
  octets: Uint8Array,
): ReceivedUmtsPdu | { readonly error: DecodeError } {
  const type = octets[0]
  if (type !== CBS_MESSAGE_TYPE) {
    return decodeError('form', 0, `A UMTS message begins with octet 1: found ${type ?? 'nothing'}`)
  }
  if (octets.length <= HEADER_OCTETS) {
    return decodeError('length', octets.length, 'A UMTS message has 6 octets before its pages')
  }
  const body = decodeCbData(octets.subarray(HEADER_OCTETS))
  if ('error' in body) return shiftError(body.error, HEADER_OCTETS)
  const dcs = octets[5] ?? 0
  const short = body.pages.findIndex(({ useful }) => useful < 2)
  if (short >= 0 && dcs === DCS_UCS2_PREFIX) {
    const message = `Page ${short + 1} has no room for its language: phones throw the message away`
    return decodeError('page-length', HEADER_OCTETS + PAGE_ENTRY_OCTETS * (short + 1), message)
  }
  const end = HEADER_OCTETS + 1 + PAGE_ENTRY_OCTETS * body.pages.length
  return {
    messageIdentifier: readUint16(octets, 1),
    serial: readUint16(octets, 3),
    dcs,
    pages: body.pages,
    ...readWac(octets, end),
  }
}

function readWac(octets: Uint8Array, at: number): Pick<ReceivedUmtsPdu, 'wac' | 'wacError'> {
  const length = (octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8)
  const from = at + WAC_LENGTH_OCTETS
  if (octets.length === at || (length === 0 && octets.length >= from)) {
    return { wac: null, wacError: null }
  }
  if (octets.length < from + length) {
    const message = `A warning area of ${length} octets does not fit: ${octets.length - at} are left`
    return { wac: null, wacError: decodeError('wac-length', at, message).error }
  }
  const wac = decodeWac(octets.subarray(from, from + length))
  if ('error' in wac) return { wac: null, wacError: shiftError(wac.error, from).error }
  return { wac, wacError: null }
}
