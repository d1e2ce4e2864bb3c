/**
 * What Android takes a message of public warning for, by its identifier alone: the classes of the
 * American system, which the European and Korean ones share. 3GPP TS 23.041 §9.4.1.2.2.
 */

export interface Cmas {
  /** 0 presidential, 1 extreme, 2 severe, 3 child abduction, 4 test, 5 exercise, 6 operator; -1. */
  readonly class: number
  /** 0 extreme, 1 severe; -1 where the identifier does not say, as below. */
  readonly severity: number
  /** 0 immediate, 1 expected. */
  readonly urgency: number
  /** 0 observed, 1 likely. */
  readonly certainty: number
}

const CMAS_FIRST = 4370
const CMAS_LAST = 4399
const SECOND_LANGUAGE_OFFSET = 13

// Of 4370..4382, in order; 4383..4395 are the same in another language.
const CLASSES = [0, 1, 1, 2, 2, 2, 2, 2, 2, 3, 4, 5, 6]
/** 4371, the first of eight that tell severity, urgency and certainty, one bit each. */
const FIRST_THREAT = 1
const LAST_THREAT = 8

/** The class of 4370..4399, -1 where Android knows none; null for all other identifiers. */
export function cmasOf(identifier: number): Cmas | null {
  if (!(identifier >= CMAS_FIRST && identifier <= CMAS_LAST)) return null
  const place = identifier - CMAS_FIRST
  const row = place < SECOND_LANGUAGE_OFFSET ? place : place - SECOND_LANGUAGE_OFFSET
  const unknown = { severity: -1, urgency: -1, certainty: -1 }
  if (row < FIRST_THREAT || row > LAST_THREAT) return { class: CLASSES[row] ?? -1, ...unknown }
  const bits = row - FIRST_THREAT
  return {
    class: CLASSES[row] ?? -1,
    severity: bits >> 2,
    urgency: (bits >> 1) & 1,
    certainty: bits & 1,
  }
}
