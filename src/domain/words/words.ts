import type { ErrorCode } from '../error.ts'
import type { Finding, FindingRule, Params } from '../finding.ts'
import { isReason, type Reason } from '../reason.ts'
import { EN } from './en.ts'
import { ID } from './id.ts'

/** Every text of a finding and a refusal, typed by code: a code without a text does not compile. */
export interface Words {
  readonly findings: Readonly<Record<FindingRule, string>>
  readonly refusals: Readonly<Record<ErrorCode, string>>
  readonly reasons: Readonly<Record<Reason, string>>
}

export const LANGUAGES = ['id', 'en'] as const
/** Indonesian first: what is not asked for in English is said in Indonesian. */
export type Language = (typeof LANGUAGES)[number]

const WORDS: Readonly<Record<Language, Words>> = { id: ID, en: EN }

export function describeFinding(finding: Finding, language: Language): string {
  return fill(WORDS[language].findings[finding.rule], finding.params)
}

export function describeRefusal(
  refusal: { readonly code: ErrorCode; readonly params: Params },
  language: Language,
): string {
  return fill(WORDS[language].refusals[refusal.code], refusal.params)
}

/** Our own reasons in words; what somebody else has said stays as it came. */
export function describeReason(reason: string, language: Language): string {
  return isReason(reason) ? WORDS[language].reasons[reason] : reason
}

/** A `{name}` without a parameter stays as it is, so that a missing one is seen and not hidden. */
function fill(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
