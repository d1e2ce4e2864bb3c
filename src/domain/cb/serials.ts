/**
 * Which serial number a message gets: design §6. The pair of message identifier and serial number
 * is how phones and base stations know a message, so a pair must not come back while either may
 * still remember it.
 *
 * Codes have turns, counted from the epoch: one begins every five minutes, and the code of a turn
 * is its number modulo 1,024, so that all codes pass once in 85 h 20 min. A release takes the turn
 * of the clock, or the one after the turn taken last where that is further on. What the database
 * knows to be resting is skipped besides. So three things hold:
 *
 * - *One database, any clock*: a code is never drawn before its claim has ended, and claims end
 *   24 h after the message may last be on air. This needs no clock that is right, only one that
 *   does not run ahead of that of the CBCs and phones by hours: claims end by it.
 * - *A database restored by `restore`*, which has forgotten what was released since its backup:
 *   turns go on with the clock, and `restore` leaves out {@link RESTORE_TURNS} more of them, so
 *   that no forgotten pair comes back within 24 h of being on air, as long as (a) per identifier
 *   there is at most one release every five minutes, and 100 besides; (b) a message is on air for
 *   at most 22 h 30 min for an approval, and by updates that leave its text and its pair as they
 *   are for at most 28 h from its turn; (c) the clock is right within some hours; and (d) of
 *   several restores each knows of those before it (`restore` keeps a list beside the backup, and
 *   reads the folder that it replaces) or comes 16 h 40 min after them, with at most one release
 *   every ten minutes and 100 besides. A third restore in a row still finds turns to leave out; a
 *   fourth does not, and says so.
 * - *A database put back by hand* is as safe for what was forgotten without being ahead of the
 *   clock; new instance letters are missing too, so that an update may repeat a pair. Use `restore`.
 *
 * A clock that is set back lets turns run ahead of it, as releases in a burst do; one that was
 * wrong by more than 33 h (set far ahead, and back again) leaves a turn that is believed no more.
 */
import { Refusal } from '../error.ts'
import { instanceOf } from '../identity.ts'
import type { Order } from '../order.ts'
import { decodeSerialNumber, type SerialNumber } from './serial-number.ts'

export const MESSAGE_CODES = 1_024
const UPDATE_NUMBERS = 16

/** A pair stays taken this long after its message can last have been on air. */
export const SERIAL_REST_MS = 24 * 3_600_000
/** From the turn of one code to that of the next. */
export const TURN_MS = 5 * 60_000
/** Turns that a restore leaves out, for releases in a burst that it has forgotten. */
export const RESTORE_TURNS = 100
/** A turn this far ahead of the clock is believed: three restores, and a burst on top of them. */
export const LEAD_TURNS = 4 * RESTORE_TURNS

/** What is known of the codes of one message identifier. */
export interface SerialFacts {
  /** The turn after the one taken last; null before the first. */
  readonly nextTurn: number | null
  /** Codes that may not be used yet. */
  readonly taken: ReadonlySet<number>
}

/** A serial number, and the turn that is next now; null where no new code was drawn. */
export interface DrawnSerial {
  readonly serial: SerialNumber
  readonly nextTurn: number | null
}

/**
 * The serial number of a new message: a code that nobody has heard lately, update number 0.
 *
 * @throws {Refusal} `SERIALS_EXHAUSTED` when all codes of the identifier are taken.
 */
export function nextSerial(identifier: number, facts: SerialFacts, nowMs: number): DrawnSerial {
  const first = firstTurn(facts.nextTurn, nowMs)
  for (let turn = first; turn < first + MESSAGE_CODES; turn++) {
    const messageCode = codeOf(turn)
    if (facts.taken.has(messageCode)) continue
    return { serial: { scope: 'plmn', messageCode, updateNumber: 0 }, nextTurn: turn + 1 }
  }
  throw new Refusal('SERIALS_EXHAUSTED', { identifier })
}

/**
 * The serial number of a changed text that takes the place of one on air: the same code and the
 * next update number. 3GPP TS 23.041 §9.4.1.2.1. A new code where none is left after 15, and where
 * the message would keep the old one so long that its turn could come again too early: a database
 * that has forgotten the update would give the pair to somebody else.
 *
 * @param before the newest one that the thread has used at this identifier
 *   ({@link newestPair}); null where there is none.
 * @param of.expiresMs when the message may last be on air.
 * @throws {Refusal} `SERIALS_EXHAUSTED`
 */
export function nextUpdate(
  before: SerialNumber | null,
  facts: SerialFacts,
  of: { readonly identifier: number; readonly nowMs: number; readonly expiresMs: number },
): DrawnSerial {
  const updateNumber = (before?.updateNumber ?? UPDATE_NUMBERS) + 1
  if (before === null || updateNumber >= UPDATE_NUMBERS || isTooLong(before.messageCode, of)) {
    return nextSerial(of.identifier, facts, of.nowMs)
  }
  return { serial: { ...before, scope: 'plmn', updateNumber }, nextTurn: null }
}

/** From which turn a restored database goes on. */
export interface RestoredTurn {
  readonly nextTurn: number
  /** False where too many restores in a few hours have left no turn that is surely free. */
  readonly isClear: boolean
}

/** What a restore knows of the turns that others took, of which the backup knows nothing. */
export interface TurnsBefore {
  /** Restores before this one: where they began, and when. */
  readonly restores: readonly { readonly turn: number; readonly atMs: number }[]
  /** Where a folder stands that was lived in until now and can still be read. */
  readonly next: readonly number[]
}

/**
 * The turn from which a restored database goes on, at every identifier: past everything that it may
 * have forgotten, as far as the bounds above hold.
 */
export function turnAfterRestore(nowMs: number, before: TurnsBefore): RestoredTurn {
  const clock = turnOf(nowMs)
  // What lies further ahead comes from a clock that was wrong: no release would believe it.
  const believed = (turn: number): boolean => turn <= clock + LEAD_TURNS
  const reached = before.restores.map(
    ({ turn, atMs }) => turn + Math.max(0, Math.floor((clock - turnOf(atMs)) / 2)),
  )
  const guessed = Math.max(clock, ...reached.filter(believed)) + RESTORE_TURNS
  const wanted = Math.max(guessed, ...before.next.filter(believed))
  // A burst must fit on top of it.
  const last = clock + LEAD_TURNS - RESTORE_TURNS
  return { nextTurn: Math.min(wanted, last), isClear: wanted <= last }
}

/**
 * The newest serial number that a thread has used at a message identifier; null where there is
 * none, and where it comes from before a restore, as the letters in its CAP identifier tell: the
 * update that came after it may be forgotten, and its number out already.
 *
 * @param orders all orders of all messages of the thread.
 */
export function newestPair(
  orders: readonly Pick<Order, 'identifier' | 'sentMs' | 'copies'>[],
  of: { readonly instance: string; readonly messageIdentifier: number },
): SerialNumber | null {
  let newest: {
    readonly sentMs: number
    readonly instance: string
    readonly serial: number
  } | null = null
  for (const { identifier, sentMs, copies } of orders) {
    const copy = copies.find((each) => each.messageIdentifier === of.messageIdentifier)
    if (copy === undefined || (newest !== null && newest.sentMs >= sentMs)) continue
    newest = { sentMs, instance: instanceOf(identifier), serial: copy.serial }
  }
  return newest?.instance === of.instance ? decodeSerialNumber(newest.serial) : null
}

/** The turn whose time it is by the clock. */
export function turnOf(nowMs: number): number {
  return Math.floor(nowMs / TURN_MS)
}

function codeOf(turn: number): number {
  return ((turn % MESSAGE_CODES) + MESSAGE_CODES) % MESSAGE_CODES
}

function firstTurn(nextTurn: number | null, nowMs: number): number {
  const clock = turnOf(nowMs)
  const isBelieved = nextTurn !== null && nextTurn > clock && nextTurn <= clock + LEAD_TURNS
  return isBelieved ? nextTurn : clock
}

/**
 * Whether a message could still be remembered when the turn of its code comes again in a database
 * that knows nothing of it. Its turn is the last one of that code that can have been taken by now.
 */
function isTooLong(
  code: number,
  { nowMs, expiresMs }: { readonly nowMs: number; readonly expiresMs: number },
): boolean {
  const latest = turnOf(nowMs) + LEAD_TURNS
  const turn = latest - codeOf(latest - code)
  return expiresMs + SERIAL_REST_MS > (turn + MESSAGE_CODES - LEAD_TURNS) * TURN_MS
}
