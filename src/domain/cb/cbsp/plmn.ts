/**
 * A PLMN in three octets, as cell identifiers carry it: binary coded digits, low half first.
 * 3GPP TS 24.008 §10.5.1.3.
 *
 *     MCC 2 | MCC 1      MNC 3 or 1111 | MCC 3      MNC 2 | MNC 1
 */

export const PLMN_OCTETS = 3

const NO_DIGIT = 0xf

/**
 * `510-10` or `310-260`: a country code of three digits, a network code of two or three.
 *
 * @throws {RangeError} when `plmn` is not of that form.
 */
export function encodePlmn(plmn: string): Uint8Array {
  if (!/^\d{3}-\d{2,3}$/.test(plmn)) {
    throw new RangeError(`Cannot use PLMN as it must be like 510-10: current value is "${plmn}"`)
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = NO_DIGIT] = plmn.replace('-', '')
  return Uint8Array.of(nibbles(b, a), nibbles(f, c), nibbles(e, d))
}

/** Inverse of {@link encodePlmn} for the three octets at `offset`; null when they are no digits. */
export function decodePlmn(octets: Uint8Array, offset: number): string | null {
  const [first = 0, second = 0, third = 0] = octets.subarray(offset, offset + PLMN_OCTETS)
  const digits = [first & 0xf, first >> 4, second & 0xf, third & 0xf, third >> 4]
  const last = second >> 4
  if (digits.some((digit) => digit > 9) || (last > 9 && last !== NO_DIGIT)) return null
  const network = digits.slice(3).join('') + (last === NO_DIGIT ? '' : String(last))
  return `${digits.slice(0, 3).join('')}-${network}`
}

function nibbles(high: string | number, low: string | number): number {
  return (Number(high) << 4) | Number(low)
}
