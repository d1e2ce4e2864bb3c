/**
 * Which message identifier an alert gets: design §6 as data, total. Identifiers are those of
 * 3GPP TS 23.041 §9.4.1.2.2.
 *
 * Every identifier that leaves this file has passed {@link mayUse}: no civic message, exercise or
 * test reaches an identifier of the emergency class, whatever is configured or asked for.
 */
import { Refusal } from '../error.ts'
import type { FindingRule } from '../finding.ts'
import { type Cmas, IDENTIFIER_ROWS, type IdentifierRow } from './identifier-table.ts'

export const KINDS = ['warning', 'civic', 'public-test', 'exercise', 'test'] as const
/** What an alert is, fixed at its creation. */
export type Kind = (typeof KINDS)[number]

export const LEVELS = ['awas', 'siaga', 'waspada'] as const
/** National level of a hazard; `awas` is the highest. */
export type Level = (typeof LEVELS)[number]

/** The alert that every phone shows and nobody can switch off. */
export const MUST_SEE = 4370
export const CHILD_ABDUCTION = 4379
export const MONTHLY_TEST = 4380
export const EXERCISE = 4381
/** What an identifier of 4370..4382 is raised by in a second language. */
const SECOND_LANGUAGE_OFFSET = 13

/** Phones keep the whole of this range for public warning. 3GPP TS 23.041 §9.4.1.2.2. */
const PWS_FIRST = 4352
const PWS_LAST = 6399

type Severity = 'Extreme' | 'Severe'
type Urgency = 'Immediate' | 'Expected'
type Certainty = 'Observed' | 'Likely'

/**
 * The default table of warnings. What is not in it is no emergency broadcast: Moderate, Minor and
 * Unknown severity, Future and Past urgency, Possible and Unlikely certainty.
 *
 * | severity | urgency   | certainty | identifier |
 * |----------|-----------|-----------|------------|
 * | Extreme  | Immediate | Observed / Likely | 4371 / 4372 |
 * | Extreme  | Expected  | Observed / Likely | 4373 / 4374 |
 * | Severe   | Immediate | Observed / Likely | 4375 / 4376 |
 * | Severe   | Expected  | Observed / Likely | 4377 / 4378 |
 *
 * Above the table stands must-see, 4370: Extreme at level Awas, unless it is over (Past), far off
 * (Future) or Unlikely; or Extreme, Immediate and Observed or Likely in category Health without a
 * level, which is the declared health emergency (health has no Awas). An officer may raise any
 * warning; raising never lowers.
 */
const WARNINGS: Readonly<Record<`${Severity} ${Urgency} ${Certainty}`, number>> = {
  'Extreme Immediate Observed': 4371,
  'Extreme Immediate Likely': 4372,
  'Extreme Expected Observed': 4373,
  'Extreme Expected Likely': 4374,
  'Severe Immediate Observed': 4375,
  'Severe Immediate Likely': 4376,
  'Severe Expected Observed': 4377,
  'Severe Expected Likely': 4378,
}
const WARNING_ROWS: ReadonlyMap<string, number> = new Map(Object.entries(WARNINGS))

const OWN_IDENTIFIER = {
  'public-test': MUST_SEE,
  exercise: EXERCISE,
  test: MONTHLY_TEST,
} as const satisfies Partial<Record<Kind, number>>

/** Everything that a kind without a choice of its own can ever carry, both languages. */
const REACHABLE: Readonly<Record<keyof typeof OWN_IDENTIFIER, readonly number[]>> = {
  'public-test': [4370, 4371, 4383, 4384],
  exercise: [4381, 4394],
  test: [4380, 4393],
}

export interface ChoiceFacts {
  readonly kind: Kind
  /** CAP categories of the alert. */
  readonly category: readonly string[]
  /** CAP values; one that CAP does not have gives no identifier. */
  readonly severity: string
  readonly urgency: string
  readonly certainty: string
  readonly level: Level | null
  /** What an officer raised the alert to: 4370..4379 for a warning, 4370 or 4371 for a public test. */
  readonly raisedTo: number | null
  /** The civic identifier of the settings; null by default. */
  readonly civicIdentifier: number | null
}

export type IdentifierChoice = { readonly identifier: number } | { readonly none: FindingRule }

/** The identifier of an alert's first copy, or the rule that says why there is none. */
export function chooseIdentifier(facts: ChoiceFacts): IdentifierChoice {
  const { kind, raisedTo } = facts
  if (kind === 'warning') return chooseWarning(facts)
  const own = kind === 'civic' ? facts.civicIdentifier : OWN_IDENTIFIER[kind]
  // What was asked for stands before what is set: it is refused by its number.
  if (own === null) {
    return { none: raisedTo === null ? 'policy-civic-identifier' : 'policy-kind-identifier' }
  }
  // Many phones take the second language only where their owner has chosen it.
  if (raisedTo !== null && isSecondLanguage(raisedTo)) return { none: 'policy-kind-identifier' }
  return permit(facts, raisedTo ?? own)
}

/** True for what makes phones sound as in an emergency: 4352..4379 and 4383..4392. */
export function isEmergencyClass(identifier: number): boolean {
  return (identifier >= 4352 && identifier <= 4379) || (identifier >= 4383 && identifier <= 4392)
}

/**
 * True when an alert of this kind may carry the identifier, in its first or its second language.
 *
 * @param civicIdentifier the civic identifier of the settings, if there is one.
 */
export function mayUse(kind: Kind, identifier: number, civicIdentifier: number | null): boolean {
  if (kind === 'warning') return isCmasWarning(identifier) || isEtws(identifier)
  if (kind === 'civic') return identifier === civicIdentifier && isCivic(identifier)
  return REACHABLE[kind].includes(identifier)
}

/**
 * A civic identifier for the settings. Refused in the whole range that phones keep for public
 * warning, and so in every emergency class.
 *
 * @throws {Refusal} `INPUT_INVALID`
 */
export function civicIdentifier(identifier: number): number {
  if (isCivic(identifier)) return identifier
  const what = `a civic identifier is 0..65535 outside ${PWS_FIRST}..${PWS_LAST}: found ${identifier}`
  throw new Refusal('INPUT_INVALID', { path: 'civicIdentifier', what })
}

/**
 * The identifier of the copy in a second language: 13 higher for 4370..4382, the next one for 4396
 * and 4398; null for everything else, ETWS among it. 3GPP TS 23.041 §9.4.1.2.2.
 */
export function secondLanguageOf(identifier: number): number | null {
  if (!Number.isInteger(identifier)) return null
  if (identifier === 4396 || identifier === 4398) return identifier + 1
  if (identifier < 4370 || identifier > 4382) return null
  return identifier + SECOND_LANGUAGE_OFFSET
}

/** What is known of one identifier. */
export interface IdentifierFacts extends IdentifierRow {
  /** The identifier of the same message in a second language; null where there is none. */
  readonly secondLanguage: number | null
  /** Makes phones sound as in an emergency: 4352..4379 and 4383..4392. */
  readonly isEmergencyClass: boolean
  /** Within 4352..6399, which phones keep for public warning. */
  readonly isPublicWarning: boolean
  /** Within 40960..45055: a phone takes it in its own operator's network alone. */
  readonly isOperatorSpecific: boolean
}

/**
 * What the standard keeps an identifier for. 3GPP TS 23.041 §9.4.1.2.2.
 *
 * @throws {RangeError} when it is no whole number of 0..65535.
 */
export function describeIdentifier(identifier: number): IdentifierFacts {
  const row = IDENTIFIER_ROWS.find(({ first, last }) => identifier >= first && identifier <= last)
  if (row === undefined || !Number.isInteger(identifier)) {
    const what = `Cannot describe a message identifier as it must be 0..65535: found ${identifier}`
    throw new RangeError(what)
  }
  return {
    ...row,
    secondLanguage: secondLanguageOf(identifier),
    isEmergencyClass: isEmergencyClass(identifier),
    isPublicWarning: identifier >= PWS_FIRST && identifier <= PWS_LAST,
    isOperatorSpecific: row.group === 'operator',
  }
}

/** How Android classes an identifier of 4370..4399, in its own numbers; null for any other. */
export function cmasOf(identifier: number): Cmas | null {
  return describeIdentifier(identifier).cmas
}

function isSecondLanguage(identifier: number): boolean {
  return secondLanguageOf(identifier - SECOND_LANGUAGE_OFFSET) === identifier
}

function chooseWarning(facts: ChoiceFacts): IdentifierChoice {
  const chosen = isMustSee(facts)
    ? MUST_SEE
    : (WARNING_ROWS.get(`${facts.severity} ${facts.urgency} ${facts.certainty}`) ?? null)
  const { raisedTo } = facts
  if (raisedTo === null) {
    return chosen === null ? { none: 'policy-no-identifier' } : permit(facts, chosen)
  }
  if (!Number.isInteger(raisedTo) || raisedTo < MUST_SEE || raisedTo > CHILD_ABDUCTION) {
    return { none: 'policy-kind-identifier' }
  }
  return permit(facts, chosen === null ? raisedTo : Math.min(chosen, raisedTo))
}

function isMustSee({ category, severity, urgency, certainty, level }: ChoiceFacts): boolean {
  if (severity !== 'Extreme') return false
  if (level === 'awas') {
    return urgency !== 'Past' && urgency !== 'Future' && certainty !== 'Unlikely'
  }
  const isNow = urgency === 'Immediate' && (certainty === 'Observed' || certainty === 'Likely')
  return level === null && isNow && category.includes('Health')
}

/** The only way out of {@link chooseIdentifier} with an identifier. */
function permit(facts: ChoiceFacts, identifier: number): IdentifierChoice {
  if (mayUse(facts.kind, identifier, facts.civicIdentifier)) return { identifier }
  return { none: 'policy-kind-identifier' }
}

function isCmasWarning(identifier: number): boolean {
  const first = identifier >= 4383 ? identifier - SECOND_LANGUAGE_OFFSET : identifier
  return Number.isInteger(first) && first >= MUST_SEE && first <= CHILD_ABDUCTION
}

function isEtws(identifier: number): boolean {
  return Number.isInteger(identifier) && identifier >= 4352 && identifier <= 4356
}

function isCivic(identifier: number): boolean {
  if (!Number.isInteger(identifier) || identifier < 0 || identifier > 0xffff) return false
  return identifier < PWS_FIRST || identifier > PWS_LAST
}
