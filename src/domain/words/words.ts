import type { ErrorCode } from '../error.ts'
import type { Finding, FindingRule, Params } from '../finding.ts'
import { isReason, type Reason } from '../reason.ts'
import { nameCodes } from './characters.ts'
import { EN } from './en.ts'
import { ID } from './id.ts'
import { plainLine } from './plain-line.ts'
import type { Terms } from './terms.ts'

/** Every text of a finding and a refusal, typed by code: a code without a text does not compile. */
export interface Words {
  readonly findings: Readonly<Record<FindingRule, string>>
  readonly refusals: Readonly<Record<ErrorCode, string>>
  readonly reasons: Readonly<Record<Reason, string>>
  readonly terms: Terms
}

export const LANGUAGES = ['id', 'en'] as const
/** Indonesian first: what is not asked for in English is said in Indonesian. */
export type Language = (typeof LANGUAGES)[number]

const WORDS: Readonly<Record<Language, Words>> = { id: ID, en: EN }

export function describeFinding(finding: Finding, language: Language): string {
  return fill(WORDS[language].findings[finding.rule], finding.params, language)
}

export function describeRefusal(
  refusal: { readonly code: ErrorCode; readonly params: Params },
  language: Language,
): string {
  return fill(WORDS[language].refusals[refusal.code], refusal.params, language)
}

/** The words for values of ours, by the name of what they are values of. */
export function termsIn(language: Language): Terms {
  return WORDS[language].terms
}

/** Our own reasons in words; what somebody else has said stays as it came. */
export function describeReason(reason: string, language: Language): string {
  return isReason(reason) ? WORDS[language].reasons[reason] : reason
}

/** Parameters that name characters. */
const CHARACTERS: ReadonlySet<string> = new Set(['character', 'characters'])

/**
 * A `{name}` without a parameter stays as it is, so that a missing one is seen and not hidden.
 * Parameter `nameId` is what `name` says in Indonesian, where somebody could say it.
 */
function fill(template: string, params: Params, language: Language): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const own = language === 'id' ? params[`${name}Id`] : undefined
    const plain = plainLine(String(own ?? params[name] ?? whole))
    const value = CHARACTERS.has(name) ? nameCodes(plain, language) : plain
    const terms = termsOf(WORDS[language].terms, name)
    return terms === null
      ? value
      : value
          .split(', ')
          .map((each) => (Object.hasOwn(terms, each) ? terms[each] : each))
          .join(', ')
  })
}

/** `{roles}` and `{have}` are lists of roles; any other name is its own. */
function termsOf(terms: Terms, name: string): Readonly<Record<string, string>> | null {
  if (name === 'roles' || name === 'have') return terms.role
  return Object.hasOwn(terms, name) ? terms[name as keyof Terms] : null
}
