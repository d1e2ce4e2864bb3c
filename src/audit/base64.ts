/**
 * Standard Base 64 with padding, and only the canonical form of it. RFC 4648 §4 and §3.5. Written
 * here because this room also runs in browsers, and `atob` takes white space and missing padding.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const SEXTETS = new Uint8Array(128).fill(0xff)
for (let value = 0; value < ALPHABET.length; value++) SEXTETS[ALPHABET.charCodeAt(value)] = value

export function formatBase64(octets: Uint8Array): string {
  let text = ''
  for (let at = 0; at < octets.length; at += 3) {
    const left = octets.length - at
    const bits = (octets[at]! << 16) | ((octets[at + 1] ?? 0) << 8) | (octets[at + 2] ?? 0)
    text += ALPHABET[bits >> 18]! + ALPHABET[(bits >> 12) & 63]!
    text += left > 1 ? ALPHABET[(bits >> 6) & 63]! : '='
    text += left > 2 ? ALPHABET[bits & 63]! : '='
  }
  return text
}

/** Inverse of {@link formatBase64}; null for any text that it does not give. */
export function parseBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const octets = new Uint8Array((text.length / 4) * 3 - padding)
  const symbols = text.length - padding
  let [bits, held, to] = [0, 0, 0]
  for (let at = 0; at < symbols; at++) {
    const sextet = SEXTETS[text.charCodeAt(at)] ?? 0xff
    if (sextet === 0xff) return null
    bits = ((bits << 6) | sextet) & 0xfff
    held += 6
    if (held < 8) continue
    held -= 8
    octets[to++] = bits >> held
  }
  // Bits that no octet takes must be zero: one text for one string of octets.
  return (bits & ((1 << held) - 1)) === 0 ? octets : null
}
