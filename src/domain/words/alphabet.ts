/** Why a text takes the alphabet that it takes, in words: console and command line say the same. */
import type { AlphabetReason, OutsideCharacter } from '../cb/explain-alphabet.ts'
import { nameCodes } from './characters.ts'
import { fillRow, type WordRow } from './row.ts'
import type { Language } from './words.ts'

/** Characters that are listed; the rest are counted. */
const LISTED_MAX = 10

const ROWS = {
  size: {
    id: '{characters} karakter, {pages} halaman',
    en: '{characters} character{s}, {pages} page{ss}',
  },
  because: {
    id: 'UCS-2, karena GSM-7 tidak memiliki:',
    en: 'UCS-2, as GSM-7 does not have:',
  },
  place: {
    id: '{name} di posisi {position}, {times} kali',
    en: '{name} at position {position}, {times} time{t}',
  },
  write: { id: 'bisa diganti {substitute}', en: 'could be {substitute}' },
  remove: { id: 'bisa dihapus', en: 'could be left out' },
  space: { id: 'spasi', en: 'a space' },
  line: { id: 'baris baru', en: 'a new line' },
  quote: { id: 'tanda petik lurus (")', en: 'a straight quotation mark (")' },
  apostrophe: { id: "petik tunggal lurus (')", en: "a straight apostrophe (')" },
  hyphen: { id: 'tanda hubung (-)', en: 'a hyphen (-)' },
  nothing: { id: 'tidak ada gantinya', en: 'nothing stands for it' },
  rest: { id: 'dan {rest} karakter lain', en: 'and {rest} more' },
  inGsm7: {
    id: 'Bila semuanya diganti, cukup GSM-7: {size}',
    en: 'With all of them replaced GSM-7 would do: {size}',
  },
} as const satisfies Readonly<Record<string, WordRow>>

/** How much a text takes: `38 characters, 1 page`. */
export function describeSize(
  size: { readonly characters: number; readonly pages: number },
  language: Language,
): string {
  const { characters, pages } = size
  const ends = { s: characters === 1 ? '' : 's', ss: pages === 1 ? '' : 's' }
  return fillRow(ROWS.size, language, { characters, pages, ...ends })
}

/** What stands for a character in GSM-7: `could be a hyphen (-)`. Nothing is replaced by itself. */
export function describeSubstitute(
  { substitute }: Pick<OutsideCharacter, 'substitute'>,
  language: Language,
): string {
  if (substitute === null) return ROWS.nothing[language]
  if (substitute === '') return ROWS.remove[language]
  return fillRow(ROWS.write, language, { substitute: nameSubstitute(substitute, language) })
}

/** Marks that are lost among quotation marks, by name; all else in quotation marks. */
const NAMED: ReadonlyMap<string, WordRow> = new Map<string, WordRow>([
  ['\n', ROWS.line],
  [' ', ROWS.space],
  ['"', ROWS.quote],
  ["'", ROWS.apostrophe],
  ['-', ROWS.hyphen],
])

function nameSubstitute(substitute: string, language: Language): string {
  return NAMED.get(substitute)?.[language] ?? `"${substitute}"`
}

/** Where a character stands and what could stand there: `– at position 6, 2 times: could be …`. */
export function describeOutside(each: OutsideCharacter, language: Language): string {
  const name = nameCodes(each.name, language)
  const place = fillRow(ROWS.place, language, { ...each, name, t: each.times === 1 ? '' : 's' })
  return `${place}: ${describeSubstitute(each, language)}`
}

/** What the text would take with all of them replaced; null where that is no way to GSM-7. */
export function describeGain(
  { inGsm7 }: Pick<AlphabetReason, 'inGsm7'>,
  language: Language,
): string | null {
  if (inGsm7 === null) return null
  return fillRow(ROWS.inGsm7, language, { size: describeSize(inGsm7, language) })
}

/** A line for each character that makes the text UCS-2, and what GSM-7 would take. */
export function describeAlphabet(reason: AlphabetReason, language: Language): string[] {
  const { outside } = reason
  if (outside.length === 0) return []
  const gain = describeGain(reason, language)
  const rest = outside.length - LISTED_MAX
  return [
    ROWS.because[language],
    ...outside.slice(0, LISTED_MAX).map((each) => `  ${describeOutside(each, language)}`),
    ...(rest > 0 ? [`  ${fillRow(ROWS.rest, language, { rest })}`] : []),
    ...(gain === null ? [] : [gain]),
  ]
}
