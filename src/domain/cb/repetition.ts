/**
 * How often a message is repeated. On GSM one page takes one slot of the CBCH, 8 multiframes of 51
 * frames, about 1.883 s, and all messages of a cell share it. 3GPP TS 23.041 §9.3.8.
 */

export const GSM_PAGE_SECONDS = 1.883
export type Rat = 'GSM' | 'LTE' | 'NR'

export interface RepetitionInput {
  readonly nowMs: number
  readonly expiresMs: number
  /** What the alert asks for. */
  readonly wantedSeconds: number
  readonly rat: Rat
  /** Pages of everything on air in that cell, this message included; only GSM heeds it. */
  readonly pagesOnAir: number
}

export interface Repetition {
  readonly periodSeconds: number
  /** Broadcasts from now to the end; never 0, which would mean "until stopped". */
  readonly count: number
  /** True when the period had to grow: finding `repetition-too-fast`. */
  readonly raised: boolean
}

/**
 * The period that fits the radio and the count that fills the time to the end. Asked again at
 * every sending, since the time left has shrunk.
 *
 * @throws {RangeError} when the wanted period is not above zero or the pages are below one.
 */
export function planRepetition(input: RepetitionInput): Repetition {
  const { nowMs, expiresMs, wantedSeconds, rat, pagesOnAir } = input
  if (!(wantedSeconds > 0) || !Number.isFinite(wantedSeconds)) {
    throw new RangeError(`Cannot repeat as the period must be above 0 s: it is ${wantedSeconds}`)
  }
  if (!Number.isInteger(pagesOnAir) || pagesOnAir < 1) {
    throw new RangeError(`Cannot repeat as pages on air must be 1 or more: found ${pagesOnAir}`)
  }
  const needed = rat === 'GSM' ? gsmPeriodSeconds(pagesOnAir) : 0
  const periodSeconds = Math.max(wantedSeconds, needed)
  return {
    periodSeconds,
    count: countBroadcasts({ nowMs, expiresMs, periodSeconds }),
    raised: periodSeconds > wantedSeconds,
  }
}

/** Broadcasts from now to the end, the first one at once: at least 1, also when the end is past. */
export function countBroadcasts(input: {
  readonly nowMs: number
  readonly expiresMs: number
  readonly periodSeconds: number
}): number {
  const leftMs = input.expiresMs - input.nowMs
  return Math.max(1, Math.ceil(leftMs / (input.periodSeconds * 1000)))
}

/** The shortest period, in whole seconds, in which a GSM cell gets through that many pages. */
export function gsmPeriodSeconds(pagesOnAir: number): number {
  return Math.ceil(GSM_PAGE_SECONDS * pagesOnAir)
}
