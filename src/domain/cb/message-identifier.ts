/**
 * What each message identifier is: its name, its class, its second language, and what phones make
 * of its range. Which of them an alert may carry is decided in `choose-identifier.ts`.
 */
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

/** Phones keep the whole of this range for public warning. 3GPP TS 23.041 §9.4.1.2.2. */
const PWS_FIRST = 4352
const PWS_LAST = 6399

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
  const row = rowOf(identifier)
  if (row === undefined) {
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

/** How Android classes an identifier of 4370..4399, in its own numbers; null for anything else. */
export function cmasOf(identifier: number): Cmas | null {
  return rowOf(identifier)?.cmas ?? null
}

function rowOf(identifier: number): IdentifierRow | undefined {
  if (!Number.isInteger(identifier)) return undefined
  return IDENTIFIER_ROWS.find(({ first, last }) => identifier >= first && identifier <= last)
}

/** True for what makes phones sound as in an emergency: 4352..4379 and 4383..4392. */
export function isEmergencyClass(identifier: number): boolean {
  return (identifier >= 4352 && identifier <= 4379) || (identifier >= 4383 && identifier <= 4392)
}

/**
 * The identifier of the copy in a second language: 13 higher for 4370..4382, the next one for 4396
 * and 4398; null for everything else, ETWS among it. 3GPP TS 23.041 §9.4.1.2.2.
 */
export function secondLanguageOf(identifier: number): number | null {
  if (!Number.isInteger(identifier)) return null
  if (identifier === 4396 || identifier === 4398) return identifier + 1
  return identifier >= 4370 && identifier <= 4382 ? identifier + 13 : null
}
