/**
 * The GSM 7 bit default alphabet, its extension table and the packing of septets into octets.
 * 3GPP TS 23.038 §6.1.2.2 (packing for CBS), §6.2.1 (alphabet), §6.2.1.1 (extension).
 *
 * Septets fill octets from the low bit up, so that the first octet holds septet 1 and the lowest
 * bit of septet 2.
 */

/** Carriage return: the character that fills an unfinished page. */
export const CR_SEPTET = 0x0d
/** Escape: the next septet is of the extension table. */
export const ESCAPE_SEPTET = 0x1b

// The index is the septet. U+001B stands at 0x1B so that the indexes hold; it is no character.
const DEFAULT_ALPHABET = [
  '@£$¥èéùìòÇ\nØø\rÅå',
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ',
  ' !"#¤%&\'()*+,-./',
  '0123456789:;<=>?',
  '¡ABCDEFGHIJKLMNO',
  'PQRSTUVWXYZÄÖÑÜ§',
  '¿abcdefghijklmno',
  'pqrstuvwxyzäöñüà',
].join('')

const EXTENSION: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
])

const SEPTETS: ReadonlyMap<string, readonly number[]> = tableOfSeptets()

/** The last character of the alphabet by code is the euro sign. */
const CODES = 0x20ac + 1
/** Septets by UTF-16 code: 0 none, 1 or 2. */
const SEPTET_COUNTS = Uint8Array.from(
  { length: CODES },
  (_, code) => SEPTETS.get(String.fromCharCode(code))?.length ?? 0,
)

/** The only septet, or the one after the escape, by UTF-16 code. */
const LAST_SEPTETS = Uint8Array.from(
  { length: CODES },
  (_, code) => SEPTETS.get(String.fromCharCode(code))?.at(-1) ?? 0,
)

/** The one or two septets of a character; null when the alphabet does not have it. */
export function septetsOf(character: string): readonly number[] | null {
  return SEPTETS.get(character) ?? null
}

/**
 * How many septets the character of a UTF-16 code takes: 1, or 2 of the extension table; 0 when
 * the alphabet does not have it, as it has no surrogate.
 */
export function septetCountOf(code: number): 0 | 1 | 2 {
  return code < CODES ? (SEPTET_COUNTS[code] as 0 | 1 | 2) : 0
}

/** True when the alphabet has every character of `text`. */
export function isGsm7(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (septetCountOf(text.charCodeAt(i)) === 0) return false
  return true
}

/** Characters of `text` that the alphabet does not have, each once, in order of appearance. */
export function charactersOutsideGsm7(text: string): string[] {
  if (isGsm7(text)) return []
  const outside = new Set<number>()
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!
    if (septetCountOf(code) === 0) outside.add(code)
    if (code > 0xffff) i++
  }
  return Array.from(outside, (code) => String.fromCodePoint(code))
}

/** The septets of a text; what the alphabet does not have is left out. */
export function septetsOfText(text: string): number[] {
  const septets: number[] = []
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const count = septetCountOf(code)
    if (count === 2) septets.push(ESCAPE_SEPTET)
    if (count > 0) septets.push(LAST_SEPTETS[code]!)
  }
  return septets
}

/**
 * The characters of a row of septets. A septet that the extension table does not define shows as
 * the one of the default alphabet, and a double escape as a space. 3GPP TS 23.038 §6.2.1.1.
 */
export function textOfSeptets(septets: readonly number[]): string {
  let text = ''
  let escaped = false
  for (const septet of septets) {
    if (escaped) {
      text += septet === ESCAPE_SEPTET ? ' ' : (EXTENSION.get(septet) ?? DEFAULT_ALPHABET[septet]!)
      escaped = false
    } else if (septet === ESCAPE_SEPTET) {
      escaped = true
    } else {
      text += DEFAULT_ALPHABET[septet]! // seven bits: always one of the 128
    }
  }
  return text
}

/** Packs septets; bits left over in the last octet are zero. */
export function packSeptets(septets: readonly number[]): Uint8Array {
  const octets = new Uint8Array(Math.ceil((septets.length * 7) / 8))
  for (let index = 0; index < septets.length; index++) {
    const bit = index * 7
    const octet = bit >> 3
    const shifted = (septets[index]! & 0x7f) << (bit & 7)
    octets[octet] = octets[octet]! | (shifted & 0xff)
    if (shifted > 0xff) octets[octet + 1] = octets[octet + 1]! | (shifted >> 8)
  }
  return octets
}

/** All whole septets of `octets`: floor(8n / 7) of them. */
export function unpackSeptets(octets: Uint8Array): number[] {
  const septets: number[] = []
  const count = Math.floor((octets.length * 8) / 7)
  for (let index = 0; index < count; index++) {
    const bit = index * 7
    const octet = bit >> 3
    const pair = octets[octet]! | ((octets[octet + 1] ?? 0) << 8)
    septets.push((pair >> (bit & 7)) & 0x7f)
  }
  return septets
}

function tableOfSeptets(): Map<string, readonly number[]> {
  const table = new Map<string, readonly number[]>()
  for (const [septet, character] of Array.from(DEFAULT_ALPHABET).entries()) {
    if (septet !== ESCAPE_SEPTET) table.set(character, [septet])
  }
  for (const [septet, character] of EXTENSION) table.set(character, [ESCAPE_SEPTET, septet])
  return table
}
