import { nameCharacter, normaliseText } from './pages.ts'
import { charactersOutsideGsm7, septetsOf } from './gsm7.ts'

/** What says the same in GSM-7, by the characters that word processors and keyboards put there. */
const SUBSTITUTES: ReadonlyMap<string, string> = new Map([
  ...rowsOf('-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d'),
  ...rowsOf("'", '`\u00b4\u2018\u2019\u201a\u201b\u2032\u02bc'),
  ...rowsOf('"', '\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033'),
  ...rowsOf(
    ' ',
    '\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f',
  ),
  // They draw nothing, and cost every other character of the text its room.
  ...rowsOf('', '\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff'),
  ...rowsOf('*', '\u2022\u2023\u25aa\u25cf\u00b7'),
  ...rowsOf('\n', '\u2028\u2029'),
  ['\u2026', '...'],
  ['\u00d7', 'x'],
  ['\u00bd', '1/2'],
  ['\u00bc', '1/4'],
  ['\u00be', '3/4'],
  ['\u2192', '->'],
  ['\u2264', '<='],
  ['\u2265', '>='],
])

function rowsOf(substitute: string, characters: string): (readonly [string, string])[] {
  return Array.from(characters, (character) => [character, substitute] as const)
}

/**
 * What a character can be replaced by in GSM-7 without changing what is read: the letter under an
 * accent, the plain form of a typographic mark. Null where nothing says the same.
 */
export function gsmSubstituteOf(character: string): string | null {
  const own = SUBSTITUTES.get(character)
  if (own !== undefined) return own
  // Compatibility forms: full-width and superscript characters, ligatures, letters with accents.
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '')
  return plain !== '' && charactersOutsideGsm7(plain).length === 0 ? plain : null
}

/** The text in GSM-7, every character replaced that is not in it; null where one cannot be. */
export function mendGsm7(text: string): string | null {
  let mend = ''
  for (const character of normaliseText(text)) {
    const substitute = septetsOf(character) === null ? gsmSubstituteOf(character) : character
    if (substitute === null) return null
    mend += substitute
  }
  return mend
}

/** Characters that a finding names; the rest it counts. */
const NAMED_MAX = 10

/** What a text has that GSM-7 has not, by name, with what it can be replaced by: `– (-), ≈`. */
export function describeOutside(characters: readonly string[]): string {
  const named = characters.slice(0, NAMED_MAX).map((character) => {
    const substitute = gsmSubstituteOf(character)
    const name = nameCharacter(character)
    return substitute === null || substitute.trim() === '' ? name : `${name} (${substitute})`
  })
  const rest = characters.length - named.length
  return rest === 0 ? named.join(' ') : `${named.join(' ')} +${rest}`
}
