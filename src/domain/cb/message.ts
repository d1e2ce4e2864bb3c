/** A whole Cell Broadcast message: several GSM pages, or one UMTS/LTE/NR message. */
import { decodeUmtsPdu, encodeUmtsPdu } from './cb-data.ts'
import type { Alphabet } from './dcs.ts'
import { decodeError, type DecodeError } from './decode-error.ts'
import { decodeGsmPage, encodeGsmPage, GSM_PAGE_OCTETS, type ReceivedGsmPage } from './gsm-page.ts'
import { formatHex } from './octets.ts'
import { decodePages, type Page } from './pages.ts'

export interface CbMessage {
  readonly messageIdentifier: number
  /** 16 bits, as of `encodeSerialNumber`. */
  readonly serial: number
  readonly dcs: number
  /** 1..15 of them. */
  readonly pages: readonly Page[]
}

export type Form = 'gsm' | 'umts'

export interface DecodedMessage {
  readonly messageIdentifier: number
  readonly serial: number
  readonly dcs: number
  readonly alphabet: Alphabet
  readonly language: string | null
  /** Of the pages that are there; empty for a geo-fencing trigger, which holds no text. */
  readonly text: string
  /** How many pages the message says it has. */
  readonly pages: number
  /** Numbers of the pages that were not among the PDUs. */
  readonly missing: readonly number[]
  /** Warning area coordinates, still encoded; null when there are none. */
  readonly wac: Uint8Array | null
}

/** Makes phones look again at where they are; its content is a list, not text. ATIS-0700041. */
const GEO_FENCING_TRIGGER = 4400

/**
 * The pages as GSM carries them, 88 octets each.
 *
 * @throws {RangeError} when there is no page or more than 15, or a field does not fit.
 */
export function encodeGsmPages(message: CbMessage): Uint8Array[] {
  assertMessage(message)
  const total = message.pages.length
  return message.pages.map((page, index) =>
    encodeGsmPage({ ...message, page, number: index + 1, total }),
  )
}

/**
 * The message as a phone gets it on UMTS, LTE and NR.
 *
 * @throws {RangeError} when there is no page or more than 15, or a field does not fit.
 */
export function encodeUmts(message: CbMessage): Uint8Array {
  assertMessage(message)
  return encodeUmtsPdu(message)
}

/**
 * Reads what a phone would read. Several PDUs are GSM pages of one message, in any order, repeats
 * allowed. Without `form` a PDU of at most 88 octets is a GSM page and a longer one UMTS, as
 * Android tells them apart. Never throws, whatever the octets.
 */
export function decodeMessage(
  pdus: readonly Uint8Array[],
  form?: Form,
): DecodedMessage | { readonly error: DecodeError } {
  const [first] = pdus
  if (first === undefined || first.length === 0) {
    return decodeError('empty', 0, 'There is nothing to decode')
  }
  const chosen = form ?? (first.length <= GSM_PAGE_OCTETS ? 'gsm' : 'umts')
  if (chosen === 'gsm') return decodeGsm(pdus)
  if (pdus.length > 1) {
    return decodeError('form', 0, `A UMTS message is one PDU: found ${pdus.length}`)
  }
  const pdu = decodeUmtsPdu(first)
  if ('error' in pdu) return pdu
  return withText(pdu, { total: pdu.pages.length, missing: [], wac: pdu.wac })
}

function decodeGsm(pdus: readonly Uint8Array[]): DecodedMessage | { readonly error: DecodeError } {
  const received: ReceivedGsmPage[] = []
  for (const pdu of pdus) {
    const page = decodeGsmPage(pdu)
    if ('error' in page) return page
    const problem = whyNotTogether(received, page)
    if (problem !== null) return problem
    if (!received.some((each) => page.isNumbered && each.number === page.number)) {
      received.push(page)
    }
  }
  const [head] = received
  if (head === undefined) return decodeError('empty', 0, 'There is nothing to decode')
  // Pages without numbers stay in the order given: the sort is stable.
  received.sort((a, b) => a.number - b.number)
  const numbers = new Set(received.map((each) => each.number))
  const missing = Array.from({ length: head.total }, (_, index) => index + 1).filter(
    (number) => !numbers.has(number),
  )
  const message = { ...head, pages: received.map((each) => each.page) }
  const total = head.isNumbered ? head.total : received.length
  return withText(message, { total, missing, wac: null })
}

/** Why a page does not belong to those received before it; null when it does. */
function whyNotTogether(
  received: readonly ReceivedGsmPage[],
  page: ReceivedGsmPage,
): { readonly error: DecodeError } | null {
  const [head] = received
  if (head === undefined) return null
  if (head.serial !== page.serial) {
    return decodeError('other-message', 0, 'The pages have different serial numbers')
  }
  if (head.messageIdentifier !== page.messageIdentifier) {
    return decodeError('other-message', 2, 'The pages have different message identifiers')
  }
  if (head.dcs !== page.dcs) {
    return decodeError('other-message', 4, 'The pages have different data coding schemes')
  }
  if (head.total !== page.total || head.isNumbered !== page.isNumbered) {
    return decodeError('other-message', 5, 'The pages differ in the number of pages')
  }
  const same = received.find((each) => each.isNumbered && each.number === page.number)
  if (same === undefined || formatHex(same.page.octets) === formatHex(page.page.octets)) return null
  return decodeError('page-twice', 6, `Page ${page.number} is there twice with other content`)
}

function withText(
  message: CbMessage,
  rest: { readonly total: number; readonly missing: readonly number[]; wac: Uint8Array | null },
): DecodedMessage | { readonly error: DecodeError } {
  const { messageIdentifier, serial, dcs, pages } = message
  const decoded = decodePages(dcs, pages)
  if ('error' in decoded) return decoded
  return {
    messageIdentifier,
    serial,
    dcs,
    alphabet: decoded.alphabet,
    language: decoded.language,
    text: messageIdentifier === GEO_FENCING_TRIGGER ? '' : decoded.text,
    pages: rest.total,
    missing: rest.missing,
    wac: rest.wac,
  }
}

function assertMessage({ messageIdentifier, serial, dcs, pages }: CbMessage): void {
  assertField('message identifier', messageIdentifier, 0xffff)
  assertField('serial number', serial, 0xffff)
  assertField('DCS', dcs, 0xff)
  if (pages.length < 1) throw new RangeError('Cannot encode a message without pages')
}

function assertField(field: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return
  throw new RangeError(`Cannot use ${field} as it must be 0..${max}: current value is ${value}`)
}
