import { charactersMax, encodeText, nameCharacter, PAGES_MAX } from '../../domain/cb/pages.ts'
import { chooseIdentifier } from '../../domain/cb/choose-identifier.ts'
import { secondLanguageOf } from '../../domain/cb/message-identifier.ts'
import type { ContentJson } from '../../formats/json/content.ts'

/** What the page meter of one text says while it is written. */
export interface Meter {
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly dcs: number
  readonly characters: number
  readonly charactersMax: number
  /** Below zero when the text is too long. */
  readonly charactersLeft: number
  readonly pages: number
  readonly pagesMax: number
  /** Characters that make the text UCS-2, by the names that a person can find them by. */
  readonly forcedBy: readonly string[]
}

export function measureText(text: string, language: string): Meter {
  const { alphabet, dcs, characters, pages, forcedBy } = encodeText(text, { language })
  const most = charactersMax(alphabet)
  return {
    alphabet,
    dcs,
    characters,
    charactersMax: most,
    charactersLeft: most - characters,
    pages: pages.length,
    pagesMax: PAGES_MAX,
    forcedBy: forcedBy.map(nameCharacter),
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
