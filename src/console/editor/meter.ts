import { explainAlphabet, type AlphabetReason } from '../../domain/cb/explain-alphabet.ts'
import { chooseIdentifier } from '../../domain/cb/choose-identifier.ts'
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
  }
}

/**
 * The message identifier that the content gets by the table, with the officer's raise and
 * without; null where the table gives none.
 */
export function identifierOf(
  content: ContentJson,
  options: { readonly raised: boolean },
): number | null {
  const choice = chooseIdentifier({
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
  return 'identifier' in choice ? choice.identifier : null
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
