/**
 * Earthquake and Tsunami Warning System: what of it Cell Broadcast carries.
 *
 * The warning type, 16 bits. 3GPP TS 23.041 §9.3.24:
 *
 *     15 ......... 9 | 8                    | 7     | 6 .. 0
 *     type           | emergency user alert | popup | zero
 *
 * The primary notification, which a phone gets before any text and shows in words of its own.
 * 3GPP TS 23.041 §9.4.1.3:
 *
 *     serial number 2 | message identifier 2 | warning type 2 | [security information 50]
 *
 * Phones have ignored the security information since Release 10. Any other message with an ETWS
 * identifier is an ordinary one, with its text; its serial number then holds the two flags in the
 * upper bits of the message code, 0x2000 and 0x1000. 3GPP TS 23.041 §9.4.1.2.1.
 */
import { decodeError, type DecodeError } from './decode-error.ts'
import { assertField, readUint16, writeUint16 } from './octets.ts'

export interface EtwsWarning {
  /** 0 earthquake, 1 tsunami, 2 both, 3 test, 4 other; up to 127 is kept for later. */
  readonly warningType: number
  /** Sounds and vibrates at once. */
  readonly alert: boolean
  /** Comes up on the display. */
  readonly popup: boolean
}

export interface EtwsPrimary {
  readonly messageIdentifier: number
  /** 16 bits, as of `encodeSerialNumber`. */
  readonly serial: number
  readonly warning: EtwsWarning
  /** 50 octets when sent; null when there are none. */
  readonly security: Uint8Array | null
}

const HEADER_OCTETS = 6
const SECURITY_OCTETS = 50
/** With an ETWS identifier, no more octets than this make a primary notification. */
const ETWS_PRIMARY_OCTETS_MAX = HEADER_OCTETS + SECURITY_OCTETS
/** 4352..4359, of which 4357..4359 are kept for later. */
const FIRST = 0x1100
const WARNING_TYPE_MAX = 0x7f
const SERIAL_ALERT = 0x2000
const SERIAL_POPUP = 0x1000

/** True for 4352..4359. */
export function isEtwsIdentifier(identifier: number): boolean {
  return (identifier & ~0x7) === FIRST
}

/** The 16 bits of a warning type. @throws {RangeError} when the type is not 0..127. */
export function encodeWarningType({ warningType, alert, popup }: EtwsWarning): number {
  assertField('warning type', warningType, WARNING_TYPE_MAX)
  return (warningType << 9) | (Number(alert) << 8) | (Number(popup) << 7)
}

/** Inverse of {@link encodeWarningType}; the seven low bits are left alone. */
export function decodeWarningType(bits: number): EtwsWarning {
  return {
    warningType: (bits >> 9) & WARNING_TYPE_MAX,
    alert: (bits & 0x100) !== 0,
    popup: (bits & 0x80) !== 0,
  }
}

/** What identifier and serial number of a message with text say of ETWS; null for other alerts. */
export function etwsOf(identifier: number, serial: number): EtwsWarning | null {
  if (!isEtwsIdentifier(identifier)) return null
  return {
    warningType: identifier - FIRST,
    alert: (serial & SERIAL_ALERT) !== 0,
    popup: (serial & SERIAL_POPUP) !== 0,
  }
}

/**
 * The primary notification as a phone gets it, 6 or 56 octets.
 *
 * @throws {RangeError} when a field does not fit, the identifier is not of ETWS, or the security
 *   information has not 50 octets.
 */
export function encodeEtwsPrimary(primary: EtwsPrimary): Uint8Array {
  const { messageIdentifier, serial, warning, security } = primary
  assertField('serial number', serial, 0xffff)
  if (!isEtwsIdentifier(messageIdentifier)) {
    throw new RangeError(
      `Cannot use message identifier as it must be 4352..4359: current value is ${messageIdentifier}`,
    )
  }
  if (security !== null && security.length !== SECURITY_OCTETS) {
    throw new RangeError(
      `Cannot use security information as it must be ${SECURITY_OCTETS} octets: it has ${security.length}`,
    )
  }
  const octets = new Uint8Array(HEADER_OCTETS + (security?.length ?? 0))
  writeUint16(octets, 0, serial)
  writeUint16(octets, 2, messageIdentifier)
  writeUint16(octets, 4, encodeWarningType(warning))
  if (security !== null) octets.set(security, HEADER_OCTETS)
  return octets
}

/**
 * True for what Android takes for a primary notification: an ETWS identifier and at most 56 octets.
 * A page of text with such an identifier is mistaken for one when a modem has cut it that short.
 */
export function isEtwsPrimary(pdu: Uint8Array): boolean {
  const isShort = pdu.length >= HEADER_OCTETS && pdu.length <= ETWS_PRIMARY_OCTETS_MAX
  return isShort && isEtwsIdentifier(readUint16(pdu, 2))
}

/** Reads a primary notification. Never throws, whatever the octets. */
export function decodeEtwsPrimary(pdu: Uint8Array): EtwsPrimary | { readonly error: DecodeError } {
  if (pdu.length < HEADER_OCTETS) {
    return decodeError('length', pdu.length, 'An ETWS primary notification has at least 6 octets')
  }
  if (pdu.length > ETWS_PRIMARY_OCTETS_MAX) {
    const message = `An ETWS primary notification has at most 56 octets: found ${pdu.length}`
    return decodeError('length', ETWS_PRIMARY_OCTETS_MAX, message)
  }
  const messageIdentifier = readUint16(pdu, 2)
  if (!isEtwsIdentifier(messageIdentifier)) {
    const message = `An ETWS identifier is 4352..4359: found ${messageIdentifier}`
    return decodeError('etws-identifier', 2, message)
  }
  return {
    messageIdentifier,
    serial: readUint16(pdu, 0),
    warning: decodeWarningType(readUint16(pdu, 4)),
    security: pdu.length > HEADER_OCTETS ? pdu.subarray(HEADER_OCTETS) : null,
  }
}
