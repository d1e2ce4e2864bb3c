/**
 * How often a message is repeated, and how many times. 3GPP TS 23.041 §9.3.8, §9.3.9.
 *
 *     protocol  RAT   repetition period                    number of broadcasts
 *     CBSP      GSM   1..4095 × 1.883 s                    1..65535, 0: until it is killed
 *     SABP      UMTS  1..4096 s                            1..65535, 0: without end
 *     SBc-AP    LTE   0..4095 s, extended 4096..131071 s   1..65535, 0: until it is stopped
 *     NGAP      NR    0..131071 s                          1..65535, 0: until it is stopped
 *
 * On LTE and NR a period of 0 with one broadcast airs it once, and with more of them is an error.
 * Neither field is ever 0 here: what nobody stops would be on air for ever.
 *
 * On GSM one page takes one slot of the CBCH, 8 multiframes of 51 TDMA frames (3GPP TS 45.002
 * §6.5.4), and all messages of a cell share it.
 */
import { finding, type Finding } from '../finding.ts'

/** RATs that warnings go out on in Indonesia; UMTS is off since 2022. */
export type Rat = 'GSM' | 'LTE' | 'NR'
export type AnyRat = Rat | 'UMTS'

/** The field of a number of broadcasts has 16 bits, whatever the protocol. */
export const BROADCASTS_MAX = 0xffff
/** The longest period of the protocol of a RAT, in units of its field. */
export const PERIOD_UNITS_MAX: Readonly<Record<AnyRat, number>> = {
  GSM: 4_095,
  UMTS: 4_096,
  LTE: 131_071,
  NR: 131_071,
}

// A TDMA frame is 60/13 ms: 8 × 51 of them are 24,480/13 ms, the "1.883 s" of the clauses.
const SLOT = { ms: 24_480, per: 13 } as const
const SECOND = { ms: 1_000, per: 1 } as const

export interface RepetitionFacts {
  readonly nowMs: number
  readonly expiresMs: number
  /** What the alert asks for, whole seconds, 1..131071. */
  readonly wantedSeconds: number
  /** Whose radio it is, for the findings. */
  readonly cbc: string
  /** Pages of this message, all its copies together, from 1. Only GSM heeds pages. */
  readonly pages: number
  /** What else is on air there. */
  readonly onAir: OnAir
}

/** Messages that share the GSM channel of a cell. */
export interface OnAir {
  readonly pages: number
  readonly messages: number
}

export interface Repetition {
  /** Whole seconds; on GSM the BSC repeats at the next slot after them. */
  readonly periodSeconds: number
  /** The field of the protocol: units of 1.883 s on GSM, seconds elsewhere. Never 0. */
  readonly periodUnits: number
  /** Broadcasts, the first one at once: 1..65535, never 0. */
  readonly count: number
  /** When the last broadcast begins: always before the message expires. */
  readonly lastAtMs: number
  /** When the period of the last broadcast is over: not before the message expires. */
  readonly endsAtMs: number
  /** On `/repetitionSeconds` and `/minutes` of the draft. */
  readonly findings: readonly Finding[]
}

/**
 * The period that fits the radio and the count that fills the time to the end. Asked anew at
 * every sending and re-sending, since the time left has shrunk: a count of before would keep the
 * message on air after it has expired.
 *
 * @returns null when the message is over: nothing may be sent then.
 * @throws {RangeError} when a number is not in its range.
 */
export function repetitionFor(rat: AnyRat, facts: RepetitionFacts): Repetition | null {
  assertWhole('repetition period', facts.wantedSeconds, 1, PERIOD_UNITS_MAX.NR)
  assertWhole('pages', facts.pages, 1, Number.MAX_SAFE_INTEGER)
  assertWhole('pages on air', facts.onAir.pages, 0, Number.MAX_SAFE_INTEGER)
  const leftMs = facts.expiresMs - facts.nowMs
  if (!Number.isSafeInteger(leftMs)) throw new RangeError(`Cannot fill ${leftMs} ms with repeats`)
  if (leftMs <= 0) return null
  const fitted = fitPeriod(rat, facts, leftMs)
  const unit = rat === 'GSM' ? SLOT : SECOND
  const { periodUnits } = fitted
  const count = Math.ceil((leftMs * unit.per) / (periodUnits * unit.ms))
  const atMs = (broadcasts: number): number => (broadcasts * periodUnits * unit.ms) / unit.per
  const findings = [...fitted.findings]
  if (count === 1) {
    const params = { rat, cbc: facts.cbc, period: fitted.periodSeconds, left: ceilSeconds(leftMs) }
    findings.push(finding('info', 'repetition-once', '/minutes', params))
  }
  return {
    periodSeconds: fitted.periodSeconds,
    periodUnits,
    count,
    lastAtMs: facts.nowMs + Math.floor(atMs(count - 1)),
    endsAtMs: facts.nowMs + Math.ceil(atMs(count)),
    findings,
  }
}

/** The shortest period, in whole seconds, in which a GSM cell gets through that many pages. */
export function gsmPeriodSeconds(pages: number): number {
  return Math.ceil((pages * SLOT.ms) / (SLOT.per * 1_000))
}

/** How long that many pages take on the CBCH of a GSM cell, in tenths of a second, rounded. */
export function gsmPassSeconds(pages: number): number {
  return Math.round((pages * SLOT.ms) / (SLOT.per * 100)) / 10
}

function fitPeriod(
  rat: AnyRat,
  facts: RepetitionFacts,
  leftMs: number,
): Pick<Repetition, 'periodSeconds' | 'periodUnits' | 'findings'> {
  const { wantedSeconds, cbc } = facts
  const findings: Finding[] = []
  let seconds = wantedSeconds
  const needed = rat === 'GSM' ? gsmPeriodSeconds(facts.pages + facts.onAir.pages) : 0
  if (needed > seconds) {
    findings.push(tooFast(facts, needed))
    seconds = needed
  }
  // The count has 16 bits: a message that stays longer repeats less often, not for less time.
  const shortest = Math.ceil(leftMs / (BROADCASTS_MAX * 1_000))
  if (shortest > seconds) {
    const params = { rat, cbc, wanted: wantedSeconds, needed: shortest, max: BROADCASTS_MAX }
    findings.push(finding('info', 'repetition-too-many', '/repetitionSeconds', params))
    seconds = shortest
  }
  const units = rat === 'GSM' ? Math.ceil((seconds * 1_000 * SLOT.per) / SLOT.ms) : seconds
  const max = PERIOD_UNITS_MAX[rat]
  if (units <= max) return { periodSeconds: seconds, periodUnits: units, findings }
  const longest = rat === 'GSM' ? Math.floor((max * SLOT.ms) / (SLOT.per * 1_000)) : max
  const params = { rat, cbc, wanted: seconds, longest }
  findings.push(finding('info', 'repetition-too-slow', '/repetitionSeconds', params))
  return { periodSeconds: longest, periodUnits: max, findings }
}

/** Alone it is the text that is long; beside others it is the channel that is full. */
function tooFast({ wantedSeconds, cbc, pages, onAir }: RepetitionFacts, needed: number): Finding {
  const own = { wanted: wantedSeconds, needed, pages, pass: gsmPassSeconds(pages), cbc }
  const path = '/repetitionSeconds'
  if (onAir.pages === 0) return finding('info', 'repetition-too-fast', path, own)
  const params = { ...own, onAir: onAir.pages, messages: onAir.messages }
  return finding('warning', 'repetition-shared', path, params)
}

function ceilSeconds(ms: number): number {
  return Math.ceil(ms / 1_000)
}

function assertWhole(field: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return
  throw new RangeError(
    `Cannot use ${field} as it must be ${min}..${max}: current value is ${value}`,
  )
}
