/** Octets that are read at most: a longer attachment is left to whoever opens it. */
export const BASE64_OCTETS_MAX = 2_000_000

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const SPACE = 64
const STRANGE = 65
const PAD = 0x3d
/** Value of each ASCII character: 0..63, or one of the two above. */
const VALUES = valuesOf()

/**
 * The octets of base64 text, line breaks and spaces skipped; null where it is not base64 of whole
 * octets, with its padding. RFC 4648 §4, CAP 1.2 §3.2.3 derefUri.
 */
export function decodeBase64(text: string): Uint8Array | null {
  const octets = new Uint8Array(Math.floor((text.length * 3) / 4))
  let [length, bits, count, pads] = [0, 0, 0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const value = VALUES[code] ?? STRANGE
    if (value === SPACE) continue
    if (code === PAD) pads += 1
    else if (value === STRANGE || pads > 0) return null
    else {
      count += 1
      bits = ((bits << 6) | value) & 0xffffff
      if (count % 4 === 0) {
        octets[length] = bits >> 16
        octets[length + 1] = (bits >> 8) & 0xff
        octets[length + 2] = bits & 0xff
        length += 3
      }
    }
  }
  const rest = count % 4
  if (rest === 1 || pads !== (4 - rest) % 4) return null
  if (rest > 0) octets[length++] = rest === 2 ? (bits >> 4) & 0xff : (bits >> 10) & 0xff
  if (rest === 3) octets[length++] = (bits >> 2) & 0xff
  return octets.subarray(0, length)
}

function valuesOf(): Uint8Array {
  const values = new Uint8Array(128).fill(STRANGE)
  for (const [index, character] of Array.from(ALPHABET).entries()) {
    values[character.charCodeAt(0)] = index
  }
  for (const space of '\t\n\r ') values[space.charCodeAt(0)] = SPACE
  return values
}
