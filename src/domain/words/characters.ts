/** Characters that do not show, in words that somebody who has to find them understands. */
import type { WordRow } from './row.ts'
import type { Language } from './words.ts'

const DIRECTION: WordRow = { id: 'penanda arah tulisan', en: 'mark of direction' }
const JOINER: WordRow = { id: 'penyambung tak tampak', en: 'invisible joiner' }
const SPACE: WordRow = { id: 'spasi khusus', en: 'special space' }
const SHAPE: WordRow = { id: 'pemilih bentuk emoji', en: 'chooser of an emoji’s form' }
const LINE: WordRow = { id: 'pemisah baris', en: 'line separator' }

/** First and last code point, and what these are; what programs leave behind most often. */
const NAMES: readonly (readonly [first: number, last: number, name: WordRow])[] = [
  [0x09, 0x09, { id: 'tab', en: 'tab' }],
  [0x00, 0x1f, { id: 'karakter kendali', en: 'control character' }],
  [0x7f, 0x9f, { id: 'karakter kendali', en: 'control character' }],
  [0xa0, 0xa0, { id: 'spasi tak terputus', en: 'no-break space' }],
  [0xad, 0xad, { id: 'tanda penggal tak tampak', en: 'soft hyphen' }],
  [0x061c, 0x061c, DIRECTION],
  [0x2000, 0x200a, SPACE],
  [0x200b, 0x200b, { id: 'spasi tanpa lebar', en: 'zero-width space' }],
  [0x200c, 0x200d, JOINER],
  [0x200e, 0x200f, DIRECTION],
  [0x2028, 0x2029, LINE],
  [0x202a, 0x202e, DIRECTION],
  [0x202f, 0x202f, SPACE],
  [0x2060, 0x2060, JOINER],
  [0x2066, 0x2069, DIRECTION],
  [0x3000, 0x3000, SPACE],
  [0xd800, 0xdfff, { id: 'separuh karakter', en: 'half a character' }],
  [0xe000, 0xf8ff, { id: 'karakter milik satu fon', en: 'character of one font alone' }],
  [0xfe00, 0xfe0f, SHAPE],
  [0xfeff, 0xfeff, { id: 'penanda awal berkas', en: 'byte order mark' }],
  [0xfffc, 0xfffc, { id: 'tempat gambar', en: 'place of a picture' }],
  [0xfffd, 0xfffd, { id: 'pengganti karakter rusak', en: 'stand-in for a broken character' }],
]

/** The circle that Unicode gives to a mark that has nothing to stand on. */
const BEARER = '\u25cc'

/**
 * Every `U+0009` of a text with its name before it, `tab U+0009`; a mark that needs a letter stands
 * on a circle, `◌́ U+0301`. What has no name here stays as it is.
 */
export function nameCodes(text: string, language: Language): string {
  return text.replace(/\bU\+([0-9A-F]{4,6})\b/g, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16)
    const name = NAMES.find(([first, last]) => code >= first && code <= last)?.[2][language]
    if (name !== undefined) return `${name} ${whole}`
    const character = code > 0x10ffff ? '' : String.fromCodePoint(code)
    return /^\p{M}$/u.test(character) ? `${BEARER}${character} ${whole}` : whole
  })
}
