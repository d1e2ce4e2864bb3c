/**
 * Warning Period and Keep Alive Repetition Period of CBSP: seconds in one octet, in steps that
 * grow. 3GPP TS 48.049 §8.2.25.
 *
 *     code    0   no limit        code  21.. 38   35..120 s by  5
 *     code 1..10  1..10 s         code  39.. 86  130..600 s by 10
 *     code 11..20 12..30 s by 2   code  87..186  630..3600 s by 30
 *
 * Codes 187..255 are reserved.
 */

/** A period in seconds, or one without an end. */
export type Period = number | 'unlimited'

export const PERIOD_SECONDS_MAX = 3600

interface Range {
  /** First code of the range; the range ends where the next begins. */
  readonly code: number
  /** What the code before the range means. */
  readonly baseSeconds: number
  readonly stepSeconds: number
}

const RANGES: readonly Range[] = [
  { code: 1, baseSeconds: 0, stepSeconds: 1 },
  { code: 11, baseSeconds: 10, stepSeconds: 2 },
  { code: 21, baseSeconds: 30, stepSeconds: 5 },
  { code: 39, baseSeconds: 120, stepSeconds: 10 },
  { code: 87, baseSeconds: 600, stepSeconds: 30 },
]

const CODE_MAX = 186

/**
 * The code of a period. Seconds that have no code of their own are rounded up, so that a warning
 * is never shorter than asked for, and a BSC never waits less for a sign of life than we promise.
 *
 * @throws {RangeError} when the seconds are not whole or not 1..3600: 0 would mean without a limit.
 */
export function encodePeriod(period: Period): number {
  if (period === 'unlimited') return 0
  if (!Number.isInteger(period) || period < 1 || period > PERIOD_SECONDS_MAX) {
    throw new RangeError(`Cannot use period as it must be 1..3600 s: current value is ${period}`)
  }
  const { code, baseSeconds, stepSeconds } = RANGES.findLast((each) => period > each.baseSeconds)!
  return code - 1 + Math.ceil((period - baseSeconds) / stepSeconds)
}

/** What a code means; null when it is reserved. */
export function decodePeriod(code: number): Period | null {
  if (code === 0) return 'unlimited'
  const range = RANGES.findLast((each) => code >= each.code)
  if (range === undefined || code > CODE_MAX) return null
  return range.baseSeconds + (code - range.code + 1) * range.stepSeconds
}
