/**
 * Which message identifier an alert gets: design §6 as data, total.
 *
 * An {@link AlertIdentifier} is made in this file alone, for one kind: whatever writes a document
 * takes nothing else, so that no civic message, exercise or test can carry an identifier of the
 * emergency class, whatever is configured, asked for or found in the store.
 */
import { Refusal } from '../error.ts'
import type { Certainty, Severity, Urgency } from '../message.ts'
import {
  describeIdentifier,
  EXERCISE,
  type Kind,
  type Level,
  MONTHLY_TEST,
  MUST_SEE,
  secondLanguageOf,
} from './message-identifier.ts'

declare const KIND: unique symbol
/**
 * A message identifier that an alert of kind `K` may carry. A number that comes from the store, a
 * request or a document becomes one by {@link alertIdentifier}.
 */
export type AlertIdentifier<K extends Kind = Kind> = number & { readonly [KIND]: K }

/** The identifier that ETWS may stand beside. */
export type MustSee = AlertIdentifier<'warning'> & typeof MUST_SEE

type WarningNumber = 4370 | 4371 | 4372 | 4373 | 4374 | 4375 | 4376 | 4377 | 4378 | 4379
type SilentNumber = 4380 | 4381 | 4382

/**
 * What a kind may carry in its first language; the second one follows by
 * {@link secondLanguageOf}. The types let nothing of the emergency class stand beside a drill.
 */
const FIRST_LANGUAGE = {
  warning: [4370, 4371, 4372, 4373, 4374, 4375, 4376, 4377, 4378, 4379],
  'public-test': [4370, 4371],
  exercise: [EXERCISE],
  test: [MONTHLY_TEST],
} as const satisfies Readonly<
  Record<'warning' | 'public-test', readonly WarningNumber[]> &
    Record<'exercise' | 'test', readonly SilentNumber[]>
>

type TableSeverity = 'Extreme' | 'Severe'
type TableUrgency = 'Immediate' | 'Expected'
type TableCertainty = 'Observed' | 'Likely'

/** The default table of warnings. 3GPP TS 23.041 §9.4.1.2.2. */
const WARNINGS: Readonly<
  Record<`${TableSeverity} ${TableUrgency} ${TableCertainty}`, WarningNumber>
> = {
  'Extreme Immediate Observed': 4371,
  'Extreme Immediate Likely': 4372,
  'Extreme Expected Observed': 4373,
  'Extreme Expected Likely': 4374,
  'Severe Immediate Observed': 4375,
  'Severe Immediate Likely': 4376,
  'Severe Expected Observed': 4377,
  'Severe Expected Likely': 4378,
}
const WARNING_ROWS: ReadonlyMap<string, WarningNumber> = new Map(Object.entries(WARNINGS))

/** What keeps a warning from an identifier: one field and its value. `words/terms.ts` says it. */
export const HINDRANCES = [
  'severity-moderate',
  'severity-minor',
  'severity-unknown',
  'urgency-future',
  'urgency-past',
  'urgency-unknown',
  'certainty-possible',
  'certainty-unlikely',
  'certainty-unknown',
] as const
export type Hindrance = (typeof HINDRANCES)[number]

/**
 * Every value that has no row of the table, with what is said of it: the types hold that each
 * value of CAP is in the table or here. A word that CAP does not have counts as unknown.
 */
const SEVERITY_HINDERS: Readonly<Record<Exclude<Severity, TableSeverity>, Hindrance>> = {
  Moderate: 'severity-moderate',
  Minor: 'severity-minor',
  Unknown: 'severity-unknown',
}
const URGENCY_HINDERS: Readonly<Record<Exclude<Urgency, TableUrgency>, Hindrance>> = {
  Future: 'urgency-future',
  Past: 'urgency-past',
  Unknown: 'urgency-unknown',
}
const CERTAINTY_HINDERS: Readonly<Record<Exclude<Certainty, TableCertainty>, Hindrance>> = {
  Possible: 'certainty-possible',
  Unlikely: 'certainty-unlikely',
  Unknown: 'certainty-unknown',
}

export interface ChoiceFacts<K extends Kind = Kind> {
  readonly kind: K
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
  readonly civicIdentifier: AlertIdentifier<'civic'> | null
}

/** Why there is no identifier, as a finding's rule. */
export type NoIdentifier =
  | { readonly none: 'policy-no-identifier'; readonly because: readonly Hindrance[] }
  | { readonly none: 'policy-kind-identifier' | 'policy-civic-identifier' }

export type IdentifierChoice<K extends Kind = Kind> =
  | { readonly identifier: AlertIdentifier<K> }
  | NoIdentifier

/**
 * The identifier of an alert's first copy, or why there is none.
 *
 * A warning gets what {@link WARNINGS} says. Above the table stands must-see, 4370: Extreme at
 * level Awas, unless it is over (Past), far off (Future) or Unlikely; or Extreme, Immediate and
 * Observed or Likely in category Health without a level, which is the declared health emergency
 * (health has no Awas). An officer may raise any warning; raising never lowers.
 */
export function chooseIdentifier<K extends Kind>(facts: ChoiceFacts<K>): IdentifierChoice<K> {
  const { kind, raisedTo } = facts
  const own = ownIdentifier(facts)
  if (raisedTo !== null && !isOpenTo(facts, raisedTo)) return { none: 'policy-kind-identifier' }
  if (typeof own === 'number') return { identifier: alertIdentifier(kind, raise(facts, own)) }
  return raisedTo === null ? own : { identifier: alertIdentifier(kind, raisedTo) }
}

/**
 * The identifier of the second copy, or null where the first one has no second language: it stays
 * within the kind.
 */
export function secondIdentifier<K extends Kind>(
  kind: K,
  first: AlertIdentifier<K>,
): AlertIdentifier<K> | null {
  return permit(kind, secondLanguageOf(first))
}

/** True when an alert of this kind may carry the identifier, in its first or its second language. */
export function mayUse(kind: Kind, identifier: number): boolean {
  if (kind === 'civic') return isCivic(identifier)
  const first: readonly number[] = FIRST_LANGUAGE[kind]
  return first.some((each) => each === identifier || secondLanguageOf(each) === identifier)
}

/**
 * The last gate: a number from the store, a plan or a document as one that this kind may carry.
 *
 * @throws {RangeError} when it may not: nothing may be signed or sent then.
 */
export function alertIdentifier<K extends Kind>(kind: K, identifier: number): AlertIdentifier<K> {
  const permitted = permit(kind, identifier)
  if (permitted !== null) return permitted
  throw new RangeError(
    `Cannot air message identifier ${identifier} as kind "${kind}" may not use it`,
  )
}

/**
 * A civic identifier for the settings. Refused in the whole range that phones keep for public
 * warning, and where SIM cards and receivers take data for their own use.
 *
 * @throws {Refusal} `INPUT_INVALID`
 */
export function civicIdentifier(
  identifier: number,
  path = 'civicIdentifier',
): AlertIdentifier<'civic'> {
  const permitted = permit('civic', identifier)
  if (permitted !== null) return permitted
  const what = `a civic identifier is 0..999, 1004..4095 or 6400..65534: found ${identifier}`
  const whatId = `pengenal sipil 0..999, 1004..4095 atau 6400..65534: ditemukan ${identifier}`
  throw new Refusal('INPUT_INVALID', { path, what, whatId })
}

/** What an officer may ask for: the identifiers of the kind's first language, highest first. */
export function raisesOf(
  kind: Kind,
  civic: AlertIdentifier<'civic'> | null,
): readonly AlertIdentifier[] {
  const numbers = kind === 'civic' ? [civic] : FIRST_LANGUAGE[kind]
  return numbers.flatMap((each) => permit(kind, each) ?? [])
}

/** True for the alert that every phone shows; only a warning can have ETWS beside it. */
export function isMustSee(identifier: AlertIdentifier<'warning'>): identifier is MustSee {
  return identifier === MUST_SEE
}

/** The only maker of identifiers that may be aired. */
function permit<K extends Kind>(kind: K, identifier: number | null): AlertIdentifier<K> | null {
  if (identifier === null || !mayUse(kind, identifier)) return null
  return identifier as AlertIdentifier<K>
}

/** What the kind and the gravity give before anybody raises it. */
function ownIdentifier(facts: ChoiceFacts): number | NoIdentifier {
  switch (facts.kind) {
    case 'warning':
      return warningIdentifier(facts)
    case 'civic':
      return permit('civic', facts.civicIdentifier) ?? { none: 'policy-civic-identifier' }
    case 'public-test':
      return MUST_SEE
    case 'exercise':
      return EXERCISE
    case 'test':
      return MONTHLY_TEST
  }
}

function warningIdentifier(facts: ChoiceFacts): number | NoIdentifier {
  const { severity, urgency, certainty, level } = facts
  if (severity === 'Extreme' && level === 'awas') {
    const because = awasHindrances(facts)
    return because.length === 0 ? MUST_SEE : { none: 'policy-no-identifier', because }
  }
  const row = WARNING_ROWS.get(`${severity} ${urgency} ${certainty}`)
  if (row === undefined) return { none: 'policy-no-identifier', because: tableHindrances(facts) }
  const isHealthEmergency =
    facts.category.includes('Health') &&
    level === null &&
    severity === 'Extreme' &&
    urgency === 'Immediate'
  return isHealthEmergency ? MUST_SEE : row
}

/** At Awas an extreme event needs neither be near nor sure: only what contradicts Awas hinders. */
function awasHindrances({ urgency, certainty }: ChoiceFacts): Hindrance[] {
  const because: Hindrance[] = []
  if (urgency === 'Past') because.push('urgency-past')
  if (urgency === 'Future') because.push('urgency-future')
  if (certainty === 'Unlikely') because.push('certainty-unlikely')
  return because
}

function tableHindrances({ severity, urgency, certainty }: ChoiceFacts): Hindrance[] {
  const because: Hindrance[] = []
  if (severity !== 'Extreme' && severity !== 'Severe') {
    because.push(hinders(SEVERITY_HINDERS, severity))
  }
  if (urgency !== 'Immediate' && urgency !== 'Expected') {
    because.push(hinders(URGENCY_HINDERS, urgency))
  }
  if (certainty !== 'Observed' && certainty !== 'Likely') {
    because.push(hinders(CERTAINTY_HINDERS, certainty))
  }
  return because
}

function hinders(
  table: Readonly<Record<'Unknown', Hindrance> & Record<string, Hindrance>>,
  value: string,
): Hindrance {
  return Object.hasOwn(table, value) ? (table[value] ?? table.Unknown) : table.Unknown
}

function isOpenTo({ kind, civicIdentifier }: ChoiceFacts, raisedTo: number): boolean {
  return raisesOf(kind, civicIdentifier).some((each) => each === raisedTo)
}

/** A warning is never lowered; a public test is run at what was asked for. */
function raise({ kind, raisedTo }: ChoiceFacts, own: number): number {
  if (raisedTo === null) return own
  return kind === 'warning' ? Math.min(own, raisedTo) : raisedTo
}

/** Any text-bearing range outside public warning that no SIM card or receiver takes for its own. */
function isCivic(identifier: number): boolean {
  if (!Number.isInteger(identifier) || identifier < 0 || identifier > 0xffff) return false
  const { group, isPublicWarning } = describeIdentifier(identifier)
  return !isPublicWarning && group !== 'sim' && group !== 'location' && group !== 'reserved'
}
