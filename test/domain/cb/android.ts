/**
 * What Android makes of a Cell Broadcast message, written a second time from what its Java source
 * does and sharing nothing with `src/domain/cb`: repository
 * msft-mirror-aosp/platform.packages.modules.CellBroadcastService, in
 * src/com/android/cellbroadcastservice/ GsmSmsCbMessage.java (83901ee5), SmsCbHeader.java
 * (e1587094) and GsmAlphabet.java (bf0e1e2a). Faults of the source are kept: they are what people
 * see. What `new String(octets, "utf-16")` does is the documented behaviour of
 * java.nio.charset.Charset: a byte order mark decides and goes, big-endian without one, what is
 * malformed becomes U+FFFD (from memory, not checked on a phone).
 */

export interface AndroidCoding {
  readonly encoding: '7bit' | '8bit' | '16bit'
  readonly language: string | null
  readonly hasLanguageIndicator: boolean
}

export interface AndroidText {
  readonly language: string | null
  readonly body: string
}

const GROUP_0 = 'de en it fr es nl sv da pt fi nb el tr hu pl'.split(' ')
const GROUP_2 = 'cs he ar ru is'.split(' ')

const LANGUAGE_TABLE =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uffffÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const SHIFT_TABLE = [
  `${' '.repeat(10)}\f${' '.repeat(9)}^${' '.repeat(19)}{}${' '.repeat(5)}\\${' '.repeat(12)}[~] |`,
  `${' '.repeat(36)}€${' '.repeat(26)}`,
].join('')

/** `SmsCbHeader.DataCodingScheme`. @throws {RangeError} where Android throws the message away. */
export function androidCoding(dcs: number): AndroidCoding {
  const plain = { encoding: '7bit', language: null, hasLanguageIndicator: false } as const
  const low = dcs & 0x0f
  switch ((dcs & 0xf0) >> 4) {
    case 0x0:
      return { ...plain, language: GROUP_0[low] ?? null }
    case 0x1:
      return { ...plain, encoding: low === 1 ? '16bit' : '7bit', hasLanguageIndicator: true }
    case 0x2:
      return {
        ...plain,
        encoding: low >= 1 && low <= 3 ? '16bit' : '7bit',
        language: GROUP_2[low] ?? null,
      }
    case 0x4:
    case 0x5:
      return { ...plain, encoding: (['7bit', '8bit', '16bit', '7bit'] as const)[(low & 0xc) >> 2]! }
    case 0x6:
    case 0x7:
    case 0x9:
    case 0xe:
      throw new RangeError(`Unsupported GSM dataCodingScheme ${dcs}`)
    case 0xf:
      return { ...plain, encoding: (low & 0x4) === 0 ? '7bit' : '8bit' }
    default:
      return plain
  }
}

/** `createSmsCbMessage()` over GSM pages of 88 octets, in their order. */
export function androidReadsGsm(pdus: readonly Uint8Array[]): AndroidText {
  let language: string | null = null
  let body = ''
  for (const pdu of pdus) {
    const page = unpackBody(pdu, { offset: 6, length: pdu.length - 6 }, androidCoding(pdus[0]![4]!))
    language = page.language
    body += page.body
  }
  return { language, body }
}

/** `parseUmtsBody()` over a message of more than 88 octets whose first octet is 1. */
export function androidReadsUmts(pdu: Uint8Array): AndroidText {
  if (pdu.length <= 88 || pdu[0] !== 1) throw new RangeError('Unsupported message type')
  const coding = androidCoding(pdu[5]!)
  let { language } = coding
  let body = ''
  const pages = pdu[6]!
  if (pdu.length < 7 + 83 * pages) throw new RangeError('Pdu length does not match')
  for (let i = 0; i < pages; i++) {
    const offset = 7 + 83 * i
    const length = pdu[offset + 82]!
    if (length > 82) throw new RangeError('Page length exceeds maximum value 82')
    const page = unpackBody(pdu, { offset, length }, coding)
    language = page.language
    body += page.body
  }
  return { language, body }
}

function unpackBody(
  pdu: Uint8Array,
  { offset, length }: { readonly offset: number; readonly length: number },
  coding: AndroidCoding,
): AndroidText {
  let { language } = coding
  let body: string
  if (coding.encoding === '7bit') {
    body = gsm7BitPacked(pdu, offset, Math.floor((length * 8) / 7))
    if (coding.hasLanguageIndicator && body.length > 2) {
      language = body.slice(0, 2)
      body = body.slice(3)
    }
  } else if (coding.encoding === '8bit') {
    body = gsm8BitUnpacked(pdu.subarray(offset, offset + length))
  } else {
    const skip = coding.hasLanguageIndicator && pdu.length >= offset + 2 ? 2 : 0
    if (skip > 0) language = gsm7BitPacked(pdu, offset, 2)
    const octets = (length - skip) & 0xfffe
    body = javaUtf16(pdu.subarray(offset + skip, offset + skip + octets))
  }
  // The loop of the source stops at the last character that is no CR: of a page that has none it
  // takes nothing away.
  for (let i = body.length - 1; i >= 0; i--) {
    if (body[i] !== '\r') return { language, body: body.slice(0, i + 1) }
  }
  return { language, body }
}

function gsm7BitPacked(pdu: Uint8Array, offset: number, lengthSeptets: number): string {
  let text = ''
  let prevCharWasEscape = false
  for (let i = 0; i < lengthSeptets; i++) {
    const bitOffset = 7 * i
    const byteOffset = Math.floor(bitOffset / 8)
    const shift = bitOffset % 8
    let value = (pdu[offset + byteOffset]! >> shift) & 0x7f
    if (shift > 1) {
      value &= 0x7f >> (shift - 1)
      value |= (pdu[offset + byteOffset + 1]! << (8 - shift)) & 0x7f
    }
    if (prevCharWasEscape) {
      text += shifted(value)
      prevCharWasEscape = false
    } else if (value === 0x1b) {
      prevCharWasEscape = true
    } else {
      text += LANGUAGE_TABLE[value]!
    }
  }
  return text
}

function gsm8BitUnpacked(octets: Uint8Array): string {
  let text = ''
  let prevWasEscape = false
  for (const value of octets) {
    if (value === 0xff) break
    if (value === 0x1b && !prevWasEscape) {
      prevWasEscape = true
      continue
    }
    if (value > 0x7f) throw new RangeError('StringIndexOutOfBoundsException')
    text += prevWasEscape ? shifted(value) : LANGUAGE_TABLE[value]!
    prevWasEscape = false
  }
  return text
}

function shifted(value: number): string {
  if (value === 0x1b) return ' '
  const character = SHIFT_TABLE[value]!
  return character === ' ' ? LANGUAGE_TABLE[value]! : character
}

function javaUtf16(octets: Uint8Array): string {
  const mark = octets.length < 2 ? 0 : (octets[0]! << 8) | octets[1]!
  if (mark === 0xfffe) return decodeAs('utf-16le', octets.subarray(2))
  return decodeAs('utf-16be', mark === 0xfeff ? octets.subarray(2) : octets)
}

function decodeAs(encoding: 'utf-16be' | 'utf-16le', octets: Uint8Array): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(octets)
}
