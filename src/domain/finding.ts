import { CAP_FINDING_RULES } from './cap/rule-ids.ts'

/** What a text of `words/` is filled with. Lists are joined before they come here. */
export type Params = Readonly<Record<string, string | number>>

/**
 * `error` and `warning` speak of the document or the alert; `policy` is legal but may not be
 * broadcast; `info` is advice. Only `error` and `policy` stop a submit.
 */
export type FindingLevel = 'error' | 'warning' | 'info' | 'policy'

/**
 * Every rule that yields findings. A CAP rule begins with its id in the rule table (`G02`); the
 * slug after it tells its texts apart. Ids are API: never renamed.
 */
export const FINDING_RULES = [
  // Text and pages of a copy.
  'text-empty',
  'text-too-long',
  'text-ucs2',
  'text-control',
  'text-language',
  'text-language-twice',
  'text-language-first',
  'text-sounds-twice',
  'text-placeholder',
  'text-prefix-too-long',
  'text-prefix-language',
  // Time.
  'time-expired',
  'time-too-long',
  'time-too-short',
  'time-start-past',
  // Policy: kind, identifier, channel.
  'policy-no-identifier',
  'policy-civic-identifier',
  'policy-kind-identifier',
  'policy-second-language',
  'etws-not-declared',
  'etws-not-immediate',
  'etws-not-geo',
  'etws-not-awas',
  'etws-health',
  'policy-channel-kind',
  'policy-legal-basis',
  'policy-election',
  'policy-public-test-text',
  'policy-network-name',
  'policy-sms-window',
  'policy-raised',
  // Area and cells.
  'area-empty',
  'area-unnamed',
  'area-region-unknown',
  'area-no-cells',
  'area-number',
  'area-polygon-points',
  'area-polygon-open',
  'area-polygon-flat',
  'area-circle-radius',
  'area-swapped',
  'area-outside-country',
  'area-inventory-stale',
  'area-inventory-old',
  'area-cells-left-out',
  'area-region-by-code',
  'area-region-widened',
  // What an Update does to what is on air.
  'update-silent',
  'update-restored',
  'update-stops',
  'update-narrows',
  // Key, links and repetition.
  'key-not-in-force',
  'link-too-wide',
  'link-none',
  'repetition-too-fast',
  'repetition-shared',
  'repetition-too-many',
  'repetition-too-slow',
  'repetition-once',
  // CAP documents: rule table, profile, signature.
  ...CAP_FINDING_RULES,
] as const
export type FindingRule = (typeof FINDING_RULES)[number]

/** One thing wrong, or doubtful. Collected, never thrown: staff fix them all at once. */
export interface Finding {
  readonly level: FindingLevel
  readonly rule: FindingRule
  /** Where: an XPath with every step indexed, or a JSON Pointer into the draft. */
  readonly path: string
  readonly params: Params
  /**
   * What the element could say instead, where that can be worked out: text of the document, in no
   * language. A proposal for a person, never applied by itself.
   */
  readonly mend?: string | undefined
}

/** Shorthand that keeps rule modules short. */
export function finding(
  level: FindingLevel,
  rule: FindingRule,
  path: string,
  params: Params = {},
): Finding {
  return { level, rule, path, params }
}

/** True when nothing in the list keeps the alert from being submitted. */
export function isClear(findings: readonly Finding[]): boolean {
  return findings.every((each) => each.level !== 'error' && each.level !== 'policy')
}
