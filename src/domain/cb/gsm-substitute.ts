/** What people can write instead of a character that GSM-7 does not have. Proposals, no more. */
import { nameCharacter, normaliseText } from './pages.ts'
import { isGsm7, septetsOf } from './gsm7.ts'

/** What says the same in GSM-7, by the characters that word processors and keyboards put there. */
const SUBSTITUTES: ReadonlyMap<string, string> = new Map([
  ...rowsOf('-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\uff0d'),
  ...rowsOf("'", '`\u00b4\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bb\u02bc\u02be\u02bf'),
  ...rowsOf('"', '\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033'),
  ...rowsOf(
    ' ',
    '\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f',
  ),
  // They draw nothing, and cost every other character of the text its room.
  ...rowsOf('', '\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff'),
  ...rowsOf('', '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'),
  ...rowsOf('*', '\u2022\u2023\u25aa\u25cf\u00b7'),
  ...rowsOf('\n', '\u2028\u2029'),
  ...rowsOf('/', '\u00f7\u2044\u2215'),
  ['\u2026', '...'],
  ['\u00d7', 'x'],
  ['\u00b1', '+/-'],
  ['\u00a6', '|'],
  ['\u00a9', '(C)'],
  ['\u00ae', '(R)'],
  ['\u2190', '<-'],
  ['\u2192', '->'],
  ['\u2264', '<='],
  ['\u2265', '>='],
  // Letters that are no letter with an accent.
  ...pairsOf(
    '\u0110D\u0111d\u00d0D\u00f0d\u0141L\u0142l\u0126H\u0127h\u0166T\u0167t\u0131i\u0192f',
  ),
  ['\u0152', 'OE'],
  ['\u0153', 'oe'],
  ['\u014a', 'Ng'],
  ['\u014b', 'ng'],
  ['\u00de', 'Th'],
  ['\u00fe', 'th'],
  ['\u1e9e', 'SS'],
  // Greek capitals, which GSM-7 takes from Latin, and Cyrillic letters typed by mistake.
  ...pairsOf('ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX'),
  ...pairsOf('АAВBЕEКKМMНHОOРPСCТTХXЅSІIЈJаaеeоoрpсcуyхxѕsіiјj'),
])

/** A digit raised after another is a power: "10²" is not "102". */
const RAISED = new Map(Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (digit, value) => [digit, `^${value}`] as const))

/** Accents over and under a letter. Strokes through it are none: ≠ without its own is the reverse. */
const ACCENTS = /[\u0300-\u0334\u0339-\u036f]/g

function rowsOf(substitute: string, characters: string): (readonly [string, string])[] {
  return Array.from(characters, (character) => [character, substitute] as const)
}

/** Each character and what follows it. */
function pairsOf(pairs: string): (readonly [string, string])[] {
  return Array.from(pairs.matchAll(/(.)(.)/gu), ([, from, to]) => [from!, to!] as const)
}

/**
 * What a character can be replaced by in GSM-7 without changing what is read: the letter under an
 * accent, the plain form of a typographic mark, nothing for what draws nothing. Null where nothing
 * says the same.
 */
export function gsmSubstituteOf(character: string): string | null {
  const own = SUBSTITUTES.get(character) ?? RAISED.get(character)
  if (own !== undefined) return own
  // Compatibility forms: full-width and lowered characters, ligatures, fractions, accents.
  const plain = character.normalize('NFKD').replace(ACCENTS, '').replaceAll('\u2044', '/')
  if (!isGsm7(plain)) return null
  const isBlank = plain.trim() === ''
  return isBlank && !/^[\p{Zs}\u0300-\u0334\u0339-\u036f]$/u.test(character) ? null : plain
}

/** The text in GSM-7, every character replaced that is not in it; null where one cannot be. */
export function mendGsm7(text: string): string | null {
  return replace(text, (character) =>
    septetsOf(character) === null ? gsmSubstituteOf(character) : character,
  )
}

/**
 * The text as it is sent, one character replaced by what says the same in GSM-7 wherever it stands
 * and all else left as it is; null where nothing says the same.
 */
export function replaceByGsm7(text: string, character: string): string | null {
  return replace(text, (each) => (each === character ? gsmSubstituteOf(each) : each))
}

function replace(text: string, by: (character: string) => string | null): string | null {
  let mend = ''
  // Looking at the end of `mend` itself would take longer the longer it grows.
  let last = ''
  let afterNumber = false
  for (const character of normaliseText(text)) {
    const substitute = by(character)
    if (substitute === null) return null
    const isNumber = /\p{No}/u.test(character)
    // "1½" is not "11/2".
    const meets = /\d/.test(last) && /^\d/.test(substitute)
    mend += meets && (isNumber || afterNumber) ? ` ${substitute}` : substitute
    last = substitute.at(-1) ?? last
    afterNumber = isNumber
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
