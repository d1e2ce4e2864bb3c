/**
 * `Repetition` of profile ID-CB:1.0: what one RAT repeats, as `RAT:seconds:broadcasts`. GSM shares
 * its channel among messages and LTE does not, so one period for both would slow LTE down.
 */
import { RATS } from '../area/inventory.ts'
import { BROADCASTS_MAX, PERIOD_UNITS_MAX, type Rat } from '../cb/repetition.ts'

export interface ProfileRepetition {
  readonly rat: Rat
  /** 1..131071. */
  readonly seconds: number
  /** 1..65535: never 0, which would be until somebody stops it. Advice: `expires` rules. */
  readonly broadcasts: number
}

export const REPETITION_NOTATION = `${RATS.join('|')}:seconds:broadcasts, a RAT once`

/** @throws {RangeError} when a number is not in its range. */
export function formatRepetition({ rat, seconds, broadcasts }: ProfileRepetition): string {
  if (!isIn(seconds, PERIOD_UNITS_MAX.NR) || !isIn(broadcasts, BROADCASTS_MAX)) {
    throw new RangeError(`Cannot write ${broadcasts} broadcasts every ${seconds} s`)
  }
  return `${rat}:${seconds}:${broadcasts}`
}

/** Reads what {@link formatRepetition} writes; null for anything else. */
export function parseRepetition(value: string): ProfileRepetition | null {
  const [, name, seconds, broadcasts] = /^([A-Z]+):(\d{1,6}):(\d{1,5})$/.exec(value) ?? []
  const rat = RATS.find((each) => each === name)
  if (rat === undefined) return null
  const read = { rat, seconds: Number(seconds), broadcasts: Number(broadcasts) }
  const fits = isIn(read.seconds, PERIOD_UNITS_MAX.NR) && isIn(read.broadcasts, BROADCASTS_MAX)
  return fits ? read : null
}

function isIn(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max
}
