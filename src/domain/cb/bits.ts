/** Fields of bits, each written from its highest bit, with no gaps between them. */

export interface Field {
  readonly value: number
  /** 1..30. */
  readonly width: number
}

/** Packs fields in order; bits left over in the last octet are zero. */
export function packBits(fields: readonly Field[]): Uint8Array {
  const bits = fields.reduce((sum, field) => sum + field.width, 0)
  const octets = new Uint8Array(Math.ceil(bits / 8))
  let at = 0
  for (const { value, width } of fields) {
    for (let bit = width - 1; bit >= 0; bit--, at++) {
      if (((value >> bit) & 1) === 1) octets[at >> 3] = octets[at >> 3]! | (0x80 >> (at & 7))
    }
  }
  return octets
}

/** The `width` bits, 1..30, that begin at bit `from`; bits past the end read as zero. */
export function readBits(octets: Uint8Array, from: number, width: number): number {
  let value = 0
  for (let at = from; at < from + width; at++) {
    value = (value << 1) | (((octets[at >> 3] ?? 0) >> (7 - (at & 7))) & 1)
  }
  return value
}
