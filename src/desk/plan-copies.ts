import type { AlertIdentifier } from '../domain/cb/choose-identifier.ts'
import { formatHex } from '../domain/cb/octets.ts'
import { charactersMax, encodeText, normaliseText, PAGES_MAX } from '../domain/cb/pages.ts'
import type { CbcSettings } from '../domain/decision.ts'
import { finding, type Finding } from '../domain/finding.ts'
import type { Content, CopyText } from '../domain/message.ts'
import type { CbcFacts, OperatorFacts } from '../domain/operators/registry.ts'
import type { CodedPages, PlannedCopy } from '../domain/plan.ts'

/** A CBC whose pages begin with their language, and whose it is. */
export interface PrefixedCbc {
  readonly cbc: string
  /** As people know it. */
  readonly operator: string
}

/** The CBCs of today whose coding is `prefix`. */
export function prefixedCbcs(
  registry: { readonly operators: readonly OperatorFacts[]; readonly cbcs: readonly CbcFacts[] },
  settings: readonly CbcSettings[],
): PrefixedCbc[] {
  return registry.cbcs
    .filter(({ id }) => settings.some(({ cbc, coding }) => cbc === id && coding === 'prefix'))
    .map(({ id, operator }) => ({
      cbc: id,
      operator: registry.operators.find((each) => each.id === operator)?.name ?? operator,
    }))
}

/**
 * The copies of a message as pages, once for each coding that a CBC needs. The text is the same in
 * both, so that a phone with two SIMs shows it once. A text that no phone could be sent has no
 * copy; what it lacks the checks of the text say.
 *
 * @param identifiers of the texts, in their order.
 */
export function planCopies(
  content: Content,
  identifiers: readonly AlertIdentifier[],
  prefixed: readonly PrefixedCbc[],
): { copies: PlannedCopy[]; findings: Finding[] } {
  const findings: Finding[] = []
  const copies = identifiers.flatMap((messageIdentifier, index): PlannedCopy[] => {
    const text = content.texts[index]
    if (text === undefined) return []
    // Indonesian stays untagged: no phone filters it out (design §6).
    const language = text.language.startsWith('en') ? 'en' : undefined
    const encoded = encodeText(text.body, language === undefined ? {} : { language })
    if (encoded.pages.length > PAGES_MAX || encoded.pages.length === 0) return []
    const coded = prefixed.length === 0 ? null : prefixPages(text, index, prefixed)
    if (coded !== null) findings.push(...coded.findings)
    return [
      {
        language: text.language,
        messageIdentifier,
        alphabet: encoded.alphabet,
        characters: encoded.characters,
        text: normaliseText(text.body),
        ...pagesOf(encoded),
        prefixed: coded?.pages ?? null,
      },
    ]
  })
  return { copies, findings }
}

function prefixPages(
  text: CopyText,
  index: number,
  cbcs: readonly PrefixedCbc[],
): { pages: CodedPages | null; findings: Finding[] } {
  const whose = {
    operator: [...new Set(cbcs.map(({ operator }) => operator))].join(', '),
    cbc: cbcs.map(({ cbc }) => cbc).join(', '),
  }
  const { language } = text
  if (!/^[a-z]{2}(?:-|$)/i.test(language)) {
    const params = { ...whose, language }
    const path = `/texts/${index}/language`
    return { pages: null, findings: [finding('error', 'text-prefix-language', path, params)] }
  }
  const encoded = encodeText(text.body, { language, prefix: true })
  const { alphabet, characters, pages } = encoded
  if (pages.length <= PAGES_MAX) return { pages: pagesOf(encoded), findings: [] }
  const params = {
    ...whose,
    characters,
    pages: pages.length,
    charactersMax: charactersMax(alphabet, true),
    pagesMax: PAGES_MAX,
  }
  const path = `/texts/${index}/body`
  return { pages: null, findings: [finding('error', 'text-prefix-too-long', path, params)] }
}

function pagesOf({ dcs, pages }: ReturnType<typeof encodeText>): CodedPages {
  return { dcs, pages: pages.map(({ useful, octets }) => ({ useful, hex: formatHex(octets) })) }
}
