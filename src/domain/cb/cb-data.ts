/**
 * CB data as UMTS, LTE and NR carry it, and the message that a phone gets there.
 * 3GPP TS 23.041 §9.4.2.2.5 and §9.4.2.2.
 *
 *     CB data: number of pages 1 | (content 82 | useful octets 1) a page
 *     message: 1 | message identifier 2 | serial number 2 | DCS 1 | CB data | [length 2 | WAC]
 *
 * WAC is the warning area coordinates; their length is little-endian, as Android reads it.
 */
import { decodeError, type DecodeError } from './decode-error.ts'
import { readUint16, writeUint16 } from './octets.ts'
import { PAGE_OCTETS, PAGES_MAX, type Page } from './pages.ts'

const PAGE_ENTRY_OCTETS = PAGE_OCTETS + 1
const HEADER_OCTETS = 6
const CBS_MESSAGE_TYPE = 1

/**
 * CB data: 1 + 83n octets.
 *
 * @throws {RangeError} when there is no page, or more than 15.
 */
export function encodeCbData(pages: readonly Page[]): Uint8Array {
  if (pages.length < 1 || pages.length > PAGES_MAX) {
    throw new RangeError(`Cannot encode pages as there must be 1..15: there are ${pages.length}`)
  }
  const octets = new Uint8Array(1 + PAGE_ENTRY_OCTETS * pages.length)
  octets[0] = pages.length
  for (const [index, page] of pages.entries()) {
    const at = 1 + PAGE_ENTRY_OCTETS * index
    octets.set(page.octets.subarray(0, PAGE_OCTETS), at)
    octets[at + PAGE_OCTETS] = page.useful
  }
  return octets
}

/** Reads CB data; octets after its last page are left alone. Offsets count from its first octet. */
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
}

/** @throws {RangeError} when there is no page, or more than 15. */
export function encodeUmtsPdu(pdu: UmtsPdu): Uint8Array {
  const body = encodeCbData(pdu.pages)
  const octets = new Uint8Array(HEADER_OCTETS + body.length)
  octets[0] = CBS_MESSAGE_TYPE
  writeUint16(octets, 1, pdu.messageIdentifier)
  writeUint16(octets, 3, pdu.serial)
  octets[5] = pdu.dcs
  octets.set(body, HEADER_OCTETS)
  return octets
}

/** A message as it was received. */
export interface ReceivedUmtsPdu extends UmtsPdu {
  /** Warning area coordinates, still encoded; null when absent or cut short, as phones take it. */
  readonly wac: Uint8Array | null
}

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
  if ('error' in body) {
    const { rule, offset, message } = body.error
    return decodeError(rule, HEADER_OCTETS + offset, message)
  }
  const end = HEADER_OCTETS + 1 + PAGE_ENTRY_OCTETS * body.pages.length
  return {
    messageIdentifier: readUint16(octets, 1),
    serial: readUint16(octets, 3),
    dcs: octets[5] ?? 0,
    pages: body.pages,
    wac: readWac(octets.subarray(end)),
  }
}

function readWac(rest: Uint8Array): Uint8Array | null {
  const length = (rest[0] ?? 0) | ((rest[1] ?? 0) << 8)
  return length === 0 || rest.length < 2 + length ? null : rest.subarray(2, 2 + length)
}
