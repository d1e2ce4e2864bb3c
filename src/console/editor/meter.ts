import { checkText } from '../../domain/cb/check-text.ts'
import {
  chooseIdentifier,
  type Hindrance,
  type IdentifierChoice,
} from '../../domain/cb/choose-identifier.ts'
import {
  explainAlphabet,
  type AlphabetReason,
  type OutsideCharacter,
} from '../../domain/cb/explain-alphabet.ts'
import { mendGsm7, replaceByGsm7 } from '../../domain/cb/gsm-substitute.ts'
import { encodeText, PAGES_MAX } from '../../domain/cb/pages.ts'
import { secondLanguageOf } from '../../domain/cb/message-identifier.ts'
import type { ContentJson } from '../../formats/json/content.ts'

/** What the page meter of one text says while it is written. */
export interface Meter {
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly dcs: number
  readonly characters: number
  /** Of this text: whole characters leave room at the end of pages. */
  readonly charactersMax: number
  /** Below zero when the text is too long. */
  readonly charactersLeft: number
  readonly pages: number
  readonly pagesMax: number
  /** Characters that make the text UCS-2, by the names that a person can find them by. */
  readonly forcedBy: readonly string[]
  /** The same with where they stand and what could stand there. */
  readonly reason: AlphabetReason
  /** Those that a person can have replaced by one press of a button. */
  readonly proposals: readonly OutsideCharacter[]
}

export function measureText(text: string, language: string): Meter {
  const { alphabet, dcs, characters, charactersLeft, pages } = encodeText(text, { language })
  const reason = explainAlphabet(text, { language })
  return {
    alphabet,
    dcs,
    characters,
    charactersMax: characters + charactersLeft,
    charactersLeft,
    pages: pages.length,
    pagesMax: PAGES_MAX,
    forcedBy: reason.outside.map(({ name }) => name),
    reason,
    proposals: proposalsOf(text, reason),
  }
}

/**
 * What the same text takes at a CBC that puts the language before every page; null where the
 * language is not two letters, which the check of the alert refuses.
 */
export function measurePrefixed(
  text: string,
  language: string,
): Pick<Meter, 'pages' | 'charactersLeft'> | null {
  if (!/^[a-z]{2}(?:-|$)/i.test(language)) return null
  const { pages, charactersLeft } = encodeText(text, { language, prefix: true })
  return { pages: pages.length, charactersLeft }
}

/**
 * Where one character keeps the text in UCS-2, to replace the others gains nothing and may spoil
 * what is read (emoji and several scripts need their joiners): then only those are proposed that
 * keep the text from being sent.
 */
function proposalsOf(text: string, { outside, inGsm7 }: AlphabetReason): OutsideCharacter[] {
  const replaceable = outside.filter(({ substitute }) => substitute !== null)
  if (inGsm7 !== null || replaceable.length === 0) return replaceable
  const faults = checkText(text, '').filter(({ rule }) => rule === 'text-control')
  const faulty = new Set(faults.map(({ params }) => params['character']))
  return replaceable.filter(({ name }) => faulty.has(name))
}

/**
 * The text with one proposal taken wherever its character stands, or with `all` of them; as it is
 * where nothing says the same.
 */
export function takeProposal(text: string, character: string | { readonly all: true }): string {
  const taken = typeof character === 'string' ? replaceByGsm7(text, character) : mendGsm7(text)
  return taken ?? text
}

/** The pages of a copy as they will be planned for most CBCs: for the preview of a draft. */
export function codedOf(text: { readonly body: string; readonly language: string }) {
  const { pages, dcs } = encodeText(text.body, { language: text.language })
  return { pages, dcs }
}

/**
 * The message identifier that the content gets by the table, with the officer's raise and
 * without; null where the table gives none.
 */
export function identifierOf(
  content: ContentJson,
  options: { readonly raised: boolean },
): number | null {
  const choice = choiceOf(content, options)
  return 'identifier' in choice ? choice.identifier : null
}

/** What keeps a warning from an identifier, one for each field that does; empty where it has one. */
export function hindrancesOf(content: ContentJson): readonly Hindrance[] {
  const choice = choiceOf(content, { raised: true })
  return 'because' in choice ? choice.because : []
}

function choiceOf(content: ContentJson, options: { readonly raised: boolean }): IdentifierChoice {
  return chooseIdentifier({
    kind: content.kind,
    category: content.category,
    severity: content.severity,
    urgency: content.urgency,
    certainty: content.certainty,
    level: content.level,
    raisedTo: options.raised ? (content.raised?.to ?? null) : null,
    // The settings stand at the service; without one, civic goes by text.
    civicIdentifier: null,
  })
}

/** The identifier of one copy: the second text is the second language. */
export function identifierOfCopy(content: ContentJson, index: number): number | null {
  const first = identifierOf(content, { raised: true })
  return first === null || index === 0 ? first : secondLanguageOf(first)
}

/** Identifiers that an officer may raise a warning to, highest first. */
export function raisesOpen(content: ContentJson): number[] {
  if (content.kind !== 'warning') return []
  const without = identifierOf(content, { raised: false }) ?? 4379
  const all = [4370, 4371, 4372, 4373, 4374, 4375, 4376, 4377, 4378]
  return all.filter((identifier) => identifier < without)
}
