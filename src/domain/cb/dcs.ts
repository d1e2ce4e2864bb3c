/**
 * CBS Data Coding Scheme: alphabet and language of a message, in one octet. 3GPP TS 23.038 §5.
 *
 *     0000 LLLL  GSM-7 in a language of table 1      0010 LLLL  languages of table 2
 *     0001 0000  GSM-7, language before the text     0001 0001  UCS-2, language before the text
 *     01CK AAKK  C compressed, K class, AA alphabet  1001 ....  user data header
 *     1110 ....  WAP                                 1111 .A..  A: 8 bit
 *
 * What is reserved means GSM-7 without a language. Where Android does otherwise than the table
 * says, what it does is what people see, so the decoder does the same.
 */

export type Alphabet = 'gsm7' | '8bit' | 'ucs2'

export interface Coding {
  readonly alphabet: Alphabet
  /** ISO 639 code that the octet itself names; null when it names none. */
  readonly language: string | null
  /** True when every page starts with a language: two letters and CR, or two packed octets. */
  readonly prefix: boolean
  /** Why a phone throws the message away; null when it shows it. */
  readonly refused: 'compressed' | 'user-data-header' | 'wap' | null
}

/**
 * How a CBC has its copies coded, as an administrator sets it: `untagged` passes every phone's
 * language filter, `prefix` puts the language before the text of every page.
 */
export const CODINGS = ['untagged', 'prefix'] as const
export type CopyCoding = (typeof CODINGS)[number]

/** GSM-7 without a language: 1111 in the first table. */
export const DCS_GSM7 = 0x0f
/** UCS-2 without a class or a language. */
export const DCS_UCS2 = 0x48
/** Czech, the first language of the second table. */
const DCS_TABLE_2 = 0x20
export const DCS_GSM7_PREFIX = 0x10
export const DCS_UCS2_PREFIX = 0x11

// Index = low four bits. Norwegian is "no" in ISO 639-1; Android says "nb".
const TABLE_1 = ['de', 'en', 'it', 'fr', 'es', 'nl', 'sv', 'da', 'pt', 'fi', 'no', 'el', 'tr']
const LANGUAGES_1 = [...TABLE_1, 'hu', 'pl']
const LANGUAGES_2 = ['cs', 'he', 'ar', 'ru', 'is']
// Hebrew, Arabic and Russian cannot be written in GSM-7: Release 18 has UCS-2 there.
const UCS2_OF_TABLE_2 = new Set(['he', 'ar', 'ru'])
/** Norwegian has two written forms, and one code. */
const NORWEGIAN = new Set(['nb', 'nn'])

/**
 * Reads the octet, as phones do.
 *
 * @throws {RangeError} when `dcs` is not an octet.
 */
export function decodeDcs(dcs: number): Coding {
  if (!Number.isInteger(dcs) || dcs < 0 || dcs > 0xff) {
    throw new RangeError(`Cannot use DCS as it must be 0..255: current value is ${dcs}`)
  }
  const low = dcs & 0xf
  switch (dcs >> 4) {
    case 0x0:
      return coding('gsm7', LANGUAGES_1[low] ?? null)
    case 0x1:
      // 0x12..0x1F are reserved, but Android takes three characters off each page as of 0x10.
      return { ...coding(low === 1 ? 'ucs2' : 'gsm7'), prefix: true }
    case 0x2: {
      const language = LANGUAGES_2[low] ?? null
      return coding(UCS2_OF_TABLE_2.has(language ?? '') ? 'ucs2' : 'gsm7', language)
    }
    case 0x4:
    case 0x5:
      return coding(generalAlphabet(low))
    case 0x6:
    case 0x7:
      return { ...coding(generalAlphabet(low)), refused: 'compressed' }
    case 0x9:
      return { ...coding(generalAlphabet(low)), refused: 'user-data-header' }
    case 0xe:
      return { ...coding('gsm7'), refused: 'wap' }
    case 0xf:
      return coding((low & 0b0100) === 0 ? 'gsm7' : '8bit')
    default:
      return coding('gsm7')
  }
}

/**
 * The octet for a text of ours. GSM-7 text in a language of the tables carries it; any other
 * (Indonesian has no code) is untagged, which passes every phone's filter. Hebrew, Arabic and
 * Russian are untagged as well: at 0x21..0x23 phones from before Release 18 read GSM-7.
 */
export function encodeDcs(
  alphabet: 'gsm7' | 'ucs2',
  language: string | null,
  prefix = false,
): number {
  if (alphabet === 'ucs2') return prefix ? DCS_UCS2_PREFIX : DCS_UCS2
  if (prefix) return DCS_GSM7_PREFIX
  if (language === null) return DCS_GSM7
  const wanted = NORWEGIAN.has(language) ? 'no' : language
  const first = LANGUAGES_1.indexOf(wanted)
  if (first >= 0) return first
  const second = UCS2_OF_TABLE_2.has(wanted) ? -1 : LANGUAGES_2.indexOf(wanted)
  return second < 0 ? DCS_GSM7 : DCS_TABLE_2 | second
}

function coding(alphabet: Alphabet, language: string | null = null): Coding {
  return { alphabet, language, prefix: false, refused: null }
}

function generalAlphabet(low: number): Alphabet {
  const bits = (low >> 2) & 0b11
  if (bits === 0b01) return '8bit'
  return bits === 0b10 ? 'ucs2' : 'gsm7'
}
