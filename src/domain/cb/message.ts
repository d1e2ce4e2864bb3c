/**
 * A whole Cell Broadcast message: several GSM pages, one UMTS/LTE/NR message, an ETWS primary
 * notification or a geo-fencing trigger.
 */
import { decodeUmtsPdu, encodeUmtsPdu } from './cb-data.ts'
import type { Alphabet } from './dcs.ts'
import { decodeError, shiftError, type DecodeError } from './decode-error.ts'
import { decodeEtwsPrimary, etwsOf, isEtwsPrimary, type EtwsWarning } from './etws.ts'
import { decodeGeoTrigger, GEO_TRIGGER, type GeoTrigger } from './geo-trigger.ts'
import { decodeGsmPage, encodeGsmPage, GSM_PAGE_OCTETS, type ReceivedGsmPage } from './gsm-page.ts'
import { formatHex, readUint16 } from './octets.ts'
import { decodePages, PAGE_OCTETS, PAGES_MAX, type Page } from './pages.ts'
import type { Wac } from './wac.ts'

export interface CbMessage {
  readonly messageIdentifier: number
  /** 16 bits, as of `encodeSerialNumber`. */
  readonly serial: number
  readonly dcs: number
  /** 1..15 of them. */
  readonly pages: readonly Page[]
}

export type Form = 'gsm' | 'umts'

/** A message that a phone shows with the text that it carries. */
export interface TextMessage {
  readonly kind: 'text'
  readonly messageIdentifier: number
  readonly serial: number
  readonly dcs: number
  readonly alphabet: Alphabet
  /** As phones read it: of a language before the text any two characters. Null when untagged. */
  readonly language: string | null
  /** Of the pages that are there. */
  readonly text: string
  /** How many pages the message says it has. */
  readonly pages: number
  /** Numbers of the pages that were not among the PDUs. */
  readonly missing: readonly number[]
  /** Null where the identifier is not of ETWS. */
  readonly etws: EtwsWarning | null
  readonly wac: Wac | null
  /** Why a warning area that is there cannot be read; phones then do as if there were none. */
  readonly wacError: DecodeError | null
}

/** A warning that a phone shows in words of its own; a message with text may follow. */
export interface EtwsPrimaryMessage {
  readonly kind: 'etws-primary'
  readonly messageIdentifier: number
  readonly serial: number
  readonly etws: EtwsWarning
  /** Null when there is none; phones pay no heed to it. */
  readonly security: Uint8Array | null
}

/** No warning: it makes phones look again at where they are. */
export interface TriggerMessage {
  readonly kind: 'trigger'
  readonly messageIdentifier: number
  readonly serial: number
  readonly dcs: number
  readonly trigger: GeoTrigger
}

export type DecodedMessage = TextMessage | EtwsPrimaryMessage | TriggerMessage
type Decoded<T> = T | { readonly error: DecodeError }

/** Where the DCS and the first page stand in either form, and how far pages are apart. */
const PLACES = {
  gsm: { dcs: 4, page: 6, apart: 0 },
  umts: { dcs: 5, page: 7, apart: PAGE_OCTETS + 1 },
} as const satisfies Readonly<Record<Form, unknown>>
/** In both forms Android looks for a trigger behind an octet that tells the number of pages. */
const TRIGGER_AT = 7

/**
 * The pages as GSM carries them, 88 octets each. A geo-fencing trigger has no form there.
 *
 * @throws {RangeError} when there is no page or more than 15, or a field does not fit.
 */
export function encodeGsmPages(message: CbMessage): Uint8Array[] {
  const total = message.pages.length
  if (total < 1) throw new RangeError('Cannot encode a message without pages')
  return message.pages.map((page, index) =>
    encodeGsmPage({ ...message, page, number: index + 1, total }),
  )
}

/**
 * The message as a phone gets it on UMTS, LTE and NR, with a warning area where there is one.
 *
 * @throws {RangeError} when there is no page or more than 15, a field does not fit, or as
 *   `encodeWac` does.
 */
export function encodeUmts(message: CbMessage & { readonly wac?: Wac | null }): Uint8Array {
  return encodeUmtsPdu({ ...message, wac: message.wac ?? null })
}

/**
 * Reads what a phone would read. Several PDUs are GSM pages of one message, in any order, repeats
 * allowed. Without `form` a PDU of at most 88 octets is a GSM page and a longer one UMTS, as
 * Android tells them apart; among the short ones it also finds ETWS primary notifications. Never
 * throws, whatever the octets.
 */
export function decodeMessage(pdus: readonly Uint8Array[], form?: Form): Decoded<DecodedMessage> {
  const [first] = pdus
  if (first === undefined || first.length === 0) {
    return decodeError('empty', 0, 'There is nothing to decode')
  }
  const chosen = form ?? (first.length <= GSM_PAGE_OCTETS ? 'gsm' : 'umts')
  const isPrimary = chosen === 'gsm' && isEtwsPrimary(first)
  const isTrigger = readUint16(first, chosen === 'gsm' ? 2 : 1) === GEO_TRIGGER
  if (pdus.length > 1 && (chosen === 'umts' || isPrimary || isTrigger)) {
    const message = `Only GSM pages with text are several PDUs: found ${pdus.length}`
    return decodeError('form', 0, message)
  }
  if (isPrimary) return decodePrimary(first)
  if (chosen === 'umts') return decodeUmts(first)
  return isTrigger ? decodeGsmTrigger(first) : decodeGsm(pdus)
}

function decodePrimary(pdu: Uint8Array): Decoded<EtwsPrimaryMessage> {
  const primary = decodeEtwsPrimary(pdu)
  if ('error' in primary) return primary
  const { messageIdentifier, serial, warning, security } = primary
  return { kind: 'etws-primary', messageIdentifier, serial, etws: warning, security }
}

function decodeGsmTrigger(pdu: Uint8Array): Decoded<TriggerMessage> {
  const page = decodeGsmPage(pdu)
  return 'error' in page ? page : withTrigger(page, pdu)
}

function withTrigger(
  { messageIdentifier, serial, dcs }: Omit<CbMessage, 'pages'>,
  pdu: Uint8Array,
): Decoded<TriggerMessage> {
  const form = pdu.length > GSM_PAGE_OCTETS ? 'umts' : 'gsm'
  // Nothing of a page is read: only a DCS that phones throw away is found.
  const decoded = decodePages(dcs, [])
  if ('error' in decoded) return placeError(decoded.error, form)
  const trigger = decodeGeoTrigger(pdu.subarray(TRIGGER_AT))
  if ('error' in trigger) return shiftError(trigger.error, Math.min(TRIGGER_AT, pdu.length))
  return { kind: 'trigger', messageIdentifier, serial, dcs, trigger }
}

function decodeUmts(octets: Uint8Array): Decoded<TextMessage | TriggerMessage> {
  const pdu = decodeUmtsPdu(octets)
  if ('error' in pdu) return pdu
  if (pdu.messageIdentifier === GEO_TRIGGER) return withTrigger(pdu, octets)
  const { wac, wacError } = pdu
  return withText(pdu, { form: 'umts', total: pdu.pages.length, missing: [], wac, wacError })
}

function decodeGsm(pdus: readonly Uint8Array[]): Decoded<TextMessage> {
  const received: ReceivedGsmPage[] = []
  for (const pdu of pdus) {
    const page = decodeGsmPage(pdu)
    if ('error' in page) return page
    const problem = whyNotTogether(received, page)
    if (problem !== null) return problem
    const same = received.findIndex((each) => each.isNumbered && each.number === page.number)
    if (same < 0) received.push(page)
    else if (page.page.useful > received[same]!.page.useful) received[same] = page
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
  return withText(message, { form: 'gsm', total, missing, wac: null, wacError: null })
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
  if (!page.isNumbered && received.length === PAGES_MAX) {
    return decodeError('page-count', 5, `A message has 1..${PAGES_MAX} pages: found more`)
  }
  const same = received.find((each) => each.isNumbered && each.number === page.number)
  if (same === undefined || agree(same.page, page.page)) return null
  return decodeError('page-twice', 6, `Page ${page.number} is there twice with other content`)
}

/** True when one is the other, or as much of it as a modem has left. */
function agree(one: Page, other: Page): boolean {
  const length = Math.min(one.useful, other.useful)
  return formatHex(one.octets.subarray(0, length)) === formatHex(other.octets.subarray(0, length))
}

function withText(
  { messageIdentifier, serial, dcs, pages }: CbMessage,
  rest: Pick<TextMessage, 'missing' | 'wac' | 'wacError'> & { form: Form; total: number },
): Decoded<TextMessage> {
  const decoded = decodePages(dcs, pages)
  if ('error' in decoded) return placeError(decoded.error, rest.form)
  return {
    kind: 'text',
    messageIdentifier,
    serial,
    dcs,
    alphabet: decoded.alphabet,
    language: decoded.language,
    text: decoded.text,
    pages: rest.total,
    missing: rest.missing,
    etws: etwsOf(messageIdentifier, serial),
    wac: rest.wac,
    wacError: rest.wacError,
  }
}

/** An error of pages: its offset counts in their content, one after the other. */
function placeError(error: DecodeError, form: Form): { readonly error: DecodeError } {
  const { dcs, page, apart } = PLACES[form]
  if (error.rule === 'dcs-refused') return decodeError(error.rule, dcs, error.message)
  const index = Math.floor(error.offset / PAGE_OCTETS)
  const offset = page + apart * index + (error.offset % PAGE_OCTETS)
  return decodeError(error.rule, offset, error.message)
}
