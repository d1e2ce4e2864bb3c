/**
 * Serial Number of a CBS message: the 16 bits by which a phone tells a new message from a repeat
 * of one it has shown. 3GPP TS 23.041 §9.4.1.2.1.
 *
 *     15 14 | 13 ......... 4 | 3 ......... 0
 *     scope | message code   | update number
 */
import { assertField } from './octets.ts'

/** Geographical scope, in wire order: the array index is the two-bit code. */
export const SCOPES = ['cell-immediate', 'plmn', 'tracking-area', 'cell'] as const
export type Scope = (typeof SCOPES)[number]

export interface SerialNumber {
  /** Ours is always `plmn`: with any other a phone sounds again at every cell or area change. */
  readonly scope: Scope
  /** 0..1023. Chosen by us; must not return within 24 h of being on air. */
  readonly messageCode: number
  /** 0..15. A phone shows the message again when this changes. */
  readonly updateNumber: number
}

/**
 * Packs a serial number into its 16 bits.
 *
 * @throws {RangeError} when the message code or the update number does not fit its field.
 */
export function encodeSerialNumber(serial: SerialNumber): number {
  assertField('message code', serial.messageCode, 1023)
  assertField('update number', serial.updateNumber, 15)
  return (SCOPES.indexOf(serial.scope) << 14) | (serial.messageCode << 4) | serial.updateNumber
}

/**
 * Inverse of {@link encodeSerialNumber}; every 16-bit value is a valid serial number.
 *
 * @throws {RangeError} when `bits` is no 16-bit value.
 */
export function decodeSerialNumber(bits: number): SerialNumber {
  assertField('serial number', bits, 0xffff)
  return {
    scope: SCOPES[bits >> 14]!, // two bits left: always one of the four
    messageCode: (bits >> 4) & 0x3ff,
    updateNumber: bits & 0xf,
  }
}
