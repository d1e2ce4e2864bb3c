/**
 * A CBS page on the GSM radio interface, 88 octets. 3GPP TS 23.041 §9.4.1.2.
 *
 *     serial number 2 | message identifier 2 | DCS 1 | page parameter 1 | content 82
 *
 * The page parameter holds the page's number in its high four bits and the total in its low four;
 * zero in either is read as page 1 of 1 (§9.4.1.2.4). So is a number above the total, of which the
 * clause says nothing: Android's SmsCbHeader does, and we tell what a phone shows.
 */
import { decodeError, type DecodeError } from './decode-error.ts'
import { assertField, readUint16, writeUint16 } from './octets.ts'
import { PAGE_OCTETS, PAGES_MAX, type Page } from './pages.ts'

const HEADER_OCTETS = 6
export const GSM_PAGE_OCTETS = HEADER_OCTETS + PAGE_OCTETS

export interface GsmPage {
  readonly messageIdentifier: number
  readonly serial: number
  readonly dcs: number
  /** 1..15. */
  readonly number: number
  /** 1..15. */
  readonly total: number
  readonly page: Page
}

/**
 * One page as the radio carries it.
 *
 * @throws {RangeError} when a field does not fit, the number is not 1..total, the total not 1..15,
 *   or the content not 82 octets.
 */
export function encodeGsmPage(gsm: GsmPage): Uint8Array {
  assertField('serial number', gsm.serial, 0xffff)
  assertField('message identifier', gsm.messageIdentifier, 0xffff)
  assertField('DCS', gsm.dcs, 0xff)
  assertField('total', gsm.total, PAGES_MAX)
  assertField('page number', gsm.number, gsm.total)
  if (gsm.number < 1) {
    throw new RangeError(`Cannot use page number as it must be 1 or more: current value is 0`)
  }
  assertPage(gsm.page)
  const octets = new Uint8Array(GSM_PAGE_OCTETS)
  writeUint16(octets, 0, gsm.serial)
  writeUint16(octets, 2, gsm.messageIdentifier)
  octets[4] = gsm.dcs
  octets[5] = (gsm.number << 4) | gsm.total
  octets.set(gsm.page.octets, HEADER_OCTETS)
  return octets
}

/** A page as it was received: `isNumbered` is false where the page parameter made it 1 of 1. */
export interface ReceivedGsmPage extends GsmPage {
  readonly isNumbered: boolean
}

/**
 * Reads one page; phones also take one whose unused end was not transmitted, and its content is
 * then filled up with zeros that are not useful octets. Never throws, whatever the octets.
 */
export function decodeGsmPage(pdu: Uint8Array): ReceivedGsmPage | { readonly error: DecodeError } {
  if (pdu.length < HEADER_OCTETS) {
    return decodeError('length', pdu.length, `A GSM page has 6 octets before its content`)
  }
  if (pdu.length > GSM_PAGE_OCTETS) {
    const message = `A GSM page has at most ${GSM_PAGE_OCTETS} octets: found ${pdu.length}`
    return decodeError('length', GSM_PAGE_OCTETS, message)
  }
  const parameter = pdu[5] ?? 0
  // With a number from 1 up to the total, the total is not zero either.
  const isNumbered = parameter >> 4 !== 0 && parameter >> 4 <= (parameter & 0xf)
  const number = isNumbered ? parameter >> 4 : 1
  const total = isNumbered ? parameter & 0xf : 1
  const octets = new Uint8Array(PAGE_OCTETS)
  octets.set(pdu.subarray(HEADER_OCTETS))
  return {
    messageIdentifier: readUint16(pdu, 2),
    serial: readUint16(pdu, 0),
    dcs: pdu[4] ?? 0,
    number,
    total,
    page: { octets, useful: pdu.length - HEADER_OCTETS },
    isNumbered,
  }
}

/** @throws {RangeError} when a page has not 82 octets, or says that more of them are useful. */
export function assertPage({ octets, useful }: Page): void {
  assertField('useful octets', useful, PAGE_OCTETS)
  if (octets.length === PAGE_OCTETS) return
  throw new RangeError(
    `Cannot encode a page as it must have ${PAGE_OCTETS} octets: it has ${octets.length}`,
  )
}
