import { gsmSubstituteOf, mendGsm7 } from './gsm-substitute.ts'
import { septetsOf } from './gsm7.ts'
import { encodeText, nameCharacter, normaliseText, type EncodeTextOptions } from './pages.ts'

/** A character that GSM-7 does not have, and that makes the whole text UCS-2. */
export interface OutsideCharacter {
  readonly character: string
  /** As a person reads it: itself, or `U+00A0` when it does not show. */
  readonly name: string
  /** Where it first stands: 1 is the first code point of the text as it is sent. */
  readonly position: number
  readonly times: number
  /** What says the same in GSM-7; "" when it can go, null when nothing does. Only a proposal. */
  readonly substitute: string | null
}

/** Why a text takes the alphabet that it takes, and what it would take in the smaller one. */
export interface AlphabetReason {
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly characters: number
  readonly pages: number
  /** In order of first appearance; empty for GSM-7. */
  readonly outside: readonly OutsideCharacter[]
  /**
   * What the text takes with every proposal taken; null when it is GSM-7 as it is, and when a
   * character has no substitute.
   */
  readonly inGsm7: { readonly characters: number; readonly pages: number } | null
}

/** Explains what `encodeText()` chooses for a text; changes nothing of it. */
export function explainAlphabet(
  text: string,
  options: Pick<EncodeTextOptions, 'language' | 'prefix'> = {},
): AlphabetReason {
  const { alphabet, characters, pages } = encodeText(text, options)
  const outside = alphabet === 'gsm7' ? [] : listOutside(normaliseText(text))
  const hasAll = outside.length > 0 && outside.every(({ substitute }) => substitute !== null)
  const mend = hasAll ? mendGsm7(text) : null
  const mended = mend === null ? null : encodeText(mend, { ...options, alphabet: 'gsm7' })
  return {
    alphabet,
    characters,
    pages: pages.length,
    outside,
    inGsm7: mended === null ? null : { characters: mended.characters, pages: mended.pages.length },
  }
}

function listOutside(text: string): OutsideCharacter[] {
  const found = new Map<string, { position: number; times: number }>()
  let position = 0
  for (const character of text) {
    position += 1
    if (septetsOf(character) !== null) continue
    const seen = found.get(character)
    if (seen === undefined) found.set(character, { position, times: 1 })
    else seen.times += 1
  }
  return Array.from(found, ([character, where]) => ({
    character,
    name: nameCharacter(character),
    ...where,
    substitute: gsmSubstituteOf(character),
  }))
}
