import { Refusal } from './error.ts'
import type { Channel, MessageType } from './message.ts'

export const LINK_NAMES = ['cap-push', 'cap-feed'] as const
export type LinkName = (typeof LINK_NAMES)[number]

/** A pull link carries by being read: its evidence is the fetch, not an answer to us. */
export const PULL_LINKS: readonly LinkName[] = ['cap-feed']

export const ORDER_STATES = [
  'queued',
  'sending',
  'offered',
  'unknown',
  'accepted',
  'on-air',
  'ended',
  'refused',
  'failed',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** Receipts move only forward along this list; `rejected` stands beside `accepted`. */
export const STAGES = ['fetched', 'received', 'accepted', 'rejected'] as const
export type Stage = (typeof STAGES)[number]

/** Per cell, with network time, in any order. A cell that says nothing is `silent`. */
export const CELL_STATES = ['silent', 'failed', 'broadcasting', 'completed', 'cancelled'] as const
export type CellState = (typeof CELL_STATES)[number]

export type CellCounts = Readonly<Record<CellState, number>>

/** One message at one CBC over one channel. Only a cell-broadcast order has cells and copies. */
export interface Order {
  /** `<message>-<CBC>`. */
  readonly id: string
  readonly messageId: string
  readonly alertId: string
  readonly cbc: string
  readonly operator: string
  readonly channel: Channel
  readonly msgType: MessageType
  readonly state: OrderState
  /** Version of stream `order:<id>`. */
  readonly version: number
  /** CAP identifier: the only identity this order ever has. */
  readonly identifier: string
  readonly sentMs: number
  readonly expiresMs: number
  readonly stage: Stage | null
  /** Links in order of preference, as approved. */
  readonly links: readonly LinkName[]
  /** Links on which it has been sent or offered so far. */
  readonly used: readonly LinkName[]
  readonly attempts: number
  /** When dispatch looks at it next; null when only a receipt can move it. */
  readonly dueMs: number | null
  readonly reason: string | null
  readonly inventoryVersion: string | null
  readonly cellsDigest: string | null
  readonly cells: number
  readonly unplanned: number
  readonly acceptedAtMs: number | null
  readonly onAirAtMs: number | null
  readonly copies: readonly OrderCopy[]
}

/** One language of a cell-broadcast order: one Cell Broadcast message. */
export interface OrderCopy {
  readonly language: string
  readonly messageIdentifier: number
  /** 16 bits, 3GPP TS 23.041 §9.4.1.2.1. The same at all CBCs. */
  readonly serial: number
  /**
   * The serial number at the same identifier that this CBC may have on air and that this one takes
   * the place of; null where there is none, or where it stays as it is.
   */
  readonly replaces: number | null
  /** What a CBC that chooses serial numbers itself has said that it uses instead. */
  readonly used?: UsedPair
  readonly dcs: number
  readonly pages: number
  readonly counts: CellCounts
}

export interface UsedPair {
  readonly messageIdentifier: number
  readonly serial: number
}

/** Who chooses the serial numbers that a CBC airs: we, the same as everywhere, or its operator. */
export const SERIAL_CHOICES = ['ours', 'theirs'] as const
export type SerialChoice = (typeof SERIAL_CHOICES)[number]

export const NO_CELLS: CellCounts = {
  silent: 0,
  failed: 0,
  broadcasting: 0,
  completed: 0,
  cancelled: 0,
}

/** One try at an order over one link. */
export interface Attempt {
  readonly orderId: string
  /** 1 for the first. */
  readonly n: number
  readonly link: LinkName
  readonly startedAtMs: number
  readonly settledAtMs: number | null
  readonly outcome: OutcomeKind | null
  readonly detail: string | null
}

/**
 * What is known after one attempt. `unknown` is not `unreached`: the order may be on air.
 */
export const OUTCOME_KINDS = ['accepted', 'refused', 'unreached', 'unknown'] as const
export type OutcomeKind = (typeof OUTCOME_KINDS)[number]

export interface Outcome {
  readonly kind: OutcomeKind
  /** What the peer said, or what stood in the way, in its own words; bounded by the link. */
  readonly detail: string
  /** How far the answer itself says the order has come. */
  readonly stage: Stage | null
}

/** Where an order may go from each state (design §3). */
export const ORDER_STEPS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  queued: ['sending', 'offered', 'accepted', 'on-air', 'ended', 'failed', 'refused'],
  sending: ['unknown', 'queued', 'offered', 'accepted', 'on-air', 'refused', 'failed', 'ended'],
  offered: ['offered', 'queued', 'sending', 'accepted', 'on-air', 'refused', 'failed', 'ended'],
  unknown: ['queued', 'sending', 'offered', 'accepted', 'on-air', 'refused', 'failed', 'ended'],
  accepted: ['on-air', 'ended', 'refused'],
  'on-air': ['ended'],
  ended: [],
  refused: [],
  failed: [],
}

/** @throws {Refusal} `STEP_REFUSED` when the order cannot go there. */
export function assertOrderStep(from: OrderState, to: OrderState): void {
  if (from === to || ORDER_STEPS[from].includes(to)) return
  throw new Refusal('STEP_REFUSED', { step: to, state: from })
}

/** True while the order may still reach, or be on, the air. */
export function isOrderOpen(state: OrderState): boolean {
  return state !== 'ended' && state !== 'refused' && state !== 'failed'
}

/**
 * True when its CBC may have something of the order to air. One that said no and aired it all the
 * same holds it too.
 */
export function mayHold({
  msgType,
  used,
  state,
  onAirAtMs,
}: Pick<Order, 'msgType' | 'used' | 'state' | 'onAirAtMs'>): boolean {
  return msgType !== 'Cancel' && used.length > 0 && (state !== 'refused' || onAirAtMs !== null)
}

/**
 * True once its CBC has said what becomes of the order. A document that was fetched may still be
 * lost by a CBC that dies before it keeps it.
 */
export function isAnswered(stage: Stage | null): boolean {
  return stage !== null && stage !== 'fetched'
}

/** True when `next` is further along than `now`: receipts that come late or twice change nothing. */
export function isForward(now: Stage | null, next: Stage): boolean {
  if (now === null) return true
  if (now === 'accepted' || now === 'rejected') return false
  return STAGES.indexOf(next) > STAGES.indexOf(now)
}
