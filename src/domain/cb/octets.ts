/** Octets as lower-case hex digits, two an octet. */
export function formatHex(octets: Uint8Array): string {
  let text = ''
  for (const octet of octets) text += octet.toString(16).padStart(2, '0')
  return text
}

/** Inverse of {@link formatHex}, in either case; null when `text` is not whole octets of hex. */
export function parseHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || /[^0-9a-f]/i.test(text)) return null
  const octets = new Uint8Array(text.length / 2)
  for (let i = 0; i < octets.length; i++) {
    octets[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  }
  return octets
}

/** The big-endian 16 bits at `offset`; octets past the end read as zero. */
export function readUint16(octets: Uint8Array, offset: number): number {
  return ((octets[offset] ?? 0) << 8) | (octets[offset + 1] ?? 0)
}

/** Writes `value` as big-endian 16 bits at `offset`. */
export function writeUint16(octets: Uint8Array, offset: number, value: number): void {
  octets[offset] = (value >> 8) & 0xff
  octets[offset + 1] = value & 0xff
}

/** @throws {RangeError} when the value of a field is not a whole number 0..max. */
export function assertField(field: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return
  throw new RangeError(`Cannot use ${field} as it must be 0..${max}: current value is ${value}`)
}
