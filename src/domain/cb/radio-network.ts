/**
 * A model of the radio side of networks: cells that broadcast what they were told to, over and over,
 * and a phone that rides through them. A cell knows a message by identifier and serial number, as
 * base stations do: it refuses a pair that is on air already, and does not know one that is not
 * (failure causes of 3GPP TS 48.049 §8.2.13; that a BSC answers so is seen in OsmoBSC).
 */
import type { Place } from './duplicate-rule.ts'
import { encodeEtwsPrimary, type EtwsPrimary } from './etws.ts'
import { encodeGsmPages, encodeUmts, type CbMessage } from './message.ts'
import type { Phone } from './phone.ts'
import { gsmPeriodSeconds, type AnyRat } from './repetition.ts'
import type { Wac } from './wac.ts'

export interface RadioCell {
  /** Unique in the network. */
  readonly cell: string
  /** LAC or TAC. */
  readonly areaCode: number
  /** `MCC-MNC` of each network that it belongs to: several where operators share it (MOCN). */
  readonly plmns: readonly string[]
  readonly rat: AnyRat
}

export interface Airing {
  readonly cells: readonly string[]
  /** A message with text; its warning area is left out on GSM, which has no place for it. */
  readonly message: (CbMessage & { readonly wac?: Wac | null }) | EtwsPrimary
  readonly periodSeconds: number
  readonly atMs: number
  /** When the cells stop by themselves; never, when it is not given. */
  readonly untilMs?: number
  /** Serial number of what this one takes the place of, under the same identifier. */
  readonly oldSerial?: number
}

export interface Reference {
  readonly cells: readonly string[]
  readonly messageIdentifier: number
  readonly serial: number
  readonly atMs: number
}

/** What a cell did not do. */
export interface CellFailure {
  readonly cell: string
  readonly cause: 'reference-in-use' | 'reference-not-identified'
}

export interface Transmission {
  readonly pdu: Uint8Array
  readonly atMs: number
}

/** Calls that change what is on air come in order of time. */
export interface RadioNetwork {
  /** Where a SIM of that network stands that camps on the cell. */
  campOf(cell: string, plmn: string): Place
  /** First broadcast at once. A replacement is refused where the old one is not on air. */
  start(airing: Airing): readonly CellFailure[]
  kill(reference: Reference): readonly CellFailure[]
  /** The cells lose everything that they were told, and say so to nobody. */
  restart(cells: readonly string[], atMs: number): void
  /** What a cell sends from `fromMs` on and before `untilMs`, in order of time. */
  sentBy(cell: string, fromMs: number, untilMs: number): readonly Transmission[]
}

interface OnAir {
  readonly messageIdentifier: number
  readonly serial: number
  readonly pdus: readonly Uint8Array[]
  readonly periodMs: number
  readonly fromMs: number
  untilMs: number
}

/** One page on the CBCH of GSM: 8 multiframes of 51 frames. 3GPP TS 45.002 §6.5.4. */
const GSM_SLOT_MS = 24_480 / 13

export function createRadioNetwork(cells: readonly RadioCell[]): RadioNetwork {
  const known = new Map(cells.map((each) => [each.cell, { cell: each, aired: [] as OnAir[] }]))

  function at(cell: string): { readonly cell: RadioCell; aired: OnAir[] } {
    const found = known.get(cell)
    if (found === undefined) throw new RangeError(`Cannot use cell as there is none "${cell}"`)
    return found
  }

  function findOnAir(cell: string, of: Omit<Reference, 'cells'>): OnAir | undefined {
    return at(cell).aired.find(
      (each) =>
        each.messageIdentifier === of.messageIdentifier &&
        each.serial === of.serial &&
        each.untilMs > of.atMs,
    )
  }

  /** Null when the cell has stopped what it was told to stop. */
  function stop(cell: string, of: Omit<Reference, 'cells'>): CellFailure | null {
    const found = findOnAir(cell, of)
    if (found === undefined) return { cell, cause: 'reference-not-identified' }
    found.untilMs = of.atMs
    return null
  }

  function startAt(cell: string, airing: Airing): CellFailure | null {
    const { message, atMs, oldSerial, untilMs = Number.POSITIVE_INFINITY } = airing
    const { messageIdentifier, serial } = message
    if (findOnAir(cell, { messageIdentifier, serial, atMs }) !== undefined) {
      return { cell, cause: 'reference-in-use' }
    }
    if (oldSerial !== undefined) {
      const failure = stop(cell, { messageIdentifier, serial: oldSerial, atMs })
      if (failure !== null) return failure
    }
    const { rat } = at(cell).cell
    const pdus = pdusOf(message, rat)
    const periodMs = airing.periodSeconds * 1000
    assertPeriod(rat, pdus, airing.periodSeconds)
    at(cell).aired.push({ messageIdentifier, serial, pdus, periodMs, fromMs: atMs, untilMs })
    return null
  }

  return {
    campOf(cell, plmn) {
      const { areaCode, plmns } = at(cell).cell
      if (plmns.includes(plmn)) return { plmn, areaCode, cell }
      throw new RangeError(`Cannot camp on cell "${cell}" as it is not of network ${plmn}`)
    },
    start: (airing) => airing.cells.flatMap((cell) => startAt(cell, airing) ?? []),
    kill: ({ cells: of, ...reference }) => of.flatMap((cell) => stop(cell, reference) ?? []),
    restart(of, atMs) {
      for (const cell of of) {
        for (const each of at(cell).aired) each.untilMs = Math.min(each.untilMs, atMs)
      }
    },
    sentBy(cell, fromMs, untilMs) {
      const sent = at(cell).aired.flatMap((each) => [...transmissionsOf(each, fromMs, untilMs)])
      return sent.toSorted((a, b) => a.atMs - b.atMs)
    },
  }
}

/** A stretch of time that a phone spends on the same cells. */
export interface Leg {
  /** For each slot the cell and network that its SIM camps on; null where it has no coverage. */
  readonly camps: readonly (Place | null)[]
  readonly fromMs: number
  readonly untilMs: number
}

/** Lets the phone hear everything that its cells send on the way. Legs come in order of time. */
export function ride(phone: Phone, network: RadioNetwork, legs: readonly Leg[]): void {
  for (const { camps, fromMs, untilMs } of legs) {
    for (const [slot, camp] of camps.entries()) phone.camp(slot, camp)
    const heard = camps.flatMap((camp, slot) =>
      camp === null
        ? []
        : network.sentBy(String(camp.cell), fromMs, untilMs).map((each) => ({ slot, ...each })),
    )
    for (const { slot, pdu, atMs } of heard.toSorted((a, b) => a.atMs - b.atMs)) {
      phone.hear(slot, pdu, atMs)
    }
  }
}

function pdusOf(message: Airing['message'], rat: AnyRat): readonly Uint8Array[] {
  if ('warning' in message) return [encodeEtwsPrimary(message)]
  return rat === 'GSM' ? encodeGsmPages(message) : [encodeUmts(message)]
}

function assertPeriod(rat: AnyRat, pdus: readonly Uint8Array[], seconds: number): void {
  const least = rat === 'GSM' ? gsmPeriodSeconds(pdus.length) : Number.MIN_VALUE
  if (seconds >= least) return
  throw new RangeError(`Cannot repeat as the period must be ${least} s or more: it is ${seconds}`)
}

function* transmissionsOf(airing: OnAir, fromMs: number, untilMs: number): Generator<Transmission> {
  const endMs = Math.min(untilMs, airing.untilMs)
  // A round that began before `fromMs` may still have pages to come.
  const rounds = Math.floor((fromMs - airing.fromMs) / airing.periodMs)
  for (let round = Math.max(0, rounds); ; round++) {
    const startMs = airing.fromMs + round * airing.periodMs
    if (startMs >= endMs) return
    for (const [index, pdu] of airing.pdus.entries()) {
      const atMs = startMs + index * GSM_SLOT_MS
      if (atMs >= fromMs && atMs < endMs) yield { pdu, atMs }
    }
  }
}
