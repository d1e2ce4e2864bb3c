/**
 * Which serial number a message gets: design §6. The pair of message identifier and serial number
 * is how phones and base stations know a message, so a pair must not come back while either may
 * still remember it.
 *
 * Codes follow the clock: 1,024 of them pass in 48 hours, and a release takes the code of the
 * moment or the next one after the last release, whichever is further on. A database that was
 * restored, with `restore` or by hand, has forgotten what was released since its backup; the clock
 * has not, so that what it releases next meets none of those codes.
 */
import { Refusal } from '../error.ts'
import type { SerialNumber } from './serial-number.ts'

export const MESSAGE_CODES = 1_024
const UPDATE_NUMBERS = 16

/** A pair stays taken this long after its message can last have been on air. */
export const SERIAL_REST_MS = 24 * 3_600_000
/** All codes pass once in this time: the longest time on air of an emergency, and the rest. */
const CYCLE_MS = 48 * 3_600_000

export interface SerialFacts {
  readonly messageIdentifier: number
  /** The code after the one released last; null before the first. */
  readonly nextCode: number | null
  /** Codes that may not be used yet. */
  readonly taken: ReadonlySet<number>
  readonly nowMs: number
}

/**
 * The serial number of a new message: a code that nobody has heard lately, update number 0.
 *
 * @throws {Refusal} `SERIALS_EXHAUSTED` when all codes of the identifier are taken.
 */
export function nextSerial(facts: SerialFacts): SerialNumber {
  const first = furtherOn(facts.nextCode, clockCode(facts.nowMs))
  for (let step = 0; step < MESSAGE_CODES; step++) {
    const code = (first + step) % MESSAGE_CODES
    if (!facts.taken.has(code)) return { scope: 'plmn', messageCode: code, updateNumber: 0 }
  }
  throw new Refusal('SERIALS_EXHAUSTED', { identifier: facts.messageIdentifier })
}

/**
 * The serial number of a changed text that replaces one on air: the same code and the next update
 * number; after the last of them a new code. 3GPP TS 23.041 §9.4.1.2.1.
 *
 * @param before the newest one that the thread has used at this identifier; null where there is
 *   none, or where a restore lies between: then the next number may be out already.
 * @throws {Refusal} `SERIALS_EXHAUSTED`
 */
export function nextUpdate(before: SerialNumber | null, facts: SerialFacts): SerialNumber {
  if (before === null) return nextSerial(facts)
  const updateNumber = before.updateNumber + 1
  return updateNumber < UPDATE_NUMBERS ? { ...before, updateNumber } : nextSerial(facts)
}

/** The code whose turn it is by the clock: one passes in about 169 s. */
function clockCode(nowMs: number): number {
  return Math.floor((nowMs % CYCLE_MS) / (CYCLE_MS / MESSAGE_CODES))
}

/** The later of two codes on their circle, where less than half of it lies between them. */
function furtherOn(nextCode: number | null, clock: number): number {
  if (nextCode === null) return clock
  const ahead = (nextCode - clock + MESSAGE_CODES) % MESSAGE_CODES
  return ahead < MESSAGE_CODES / 2 ? nextCode : clock
}
