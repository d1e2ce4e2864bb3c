import type { CellStates, Decision, Means, ReceiptBatch } from '../domain/decision.ts'
import { RECEIVED_WATCH_MS } from '../domain/delivery.ts'
import type { EntryBody } from '../domain/entry.ts'
import {
  CELL_STATES,
  type CellCounts,
  type CellState,
  isAnswered,
  isForward,
  isOrderOpen,
  NO_CELLS,
  type Order,
  type OrderState,
  type Stage,
} from '../domain/order.ts'
import { type SerialsHeld, type StatedPair, stateSerials } from './state-serials.ts'

/** A receipt of a CBC, checked against the order: cells are positions in the order's cell list. */
export interface Receipt {
  readonly batch: string
  /** SHA-256 hex of the octets as they came. */
  readonly sha256: string
  readonly octets: Uint8Array
  readonly stage: Stage | null
  readonly reason: string | null
  readonly serials: readonly StatedPair[]
  readonly reports: readonly CellReport[]
  readonly unplanned: number
}

export interface CellReport {
  readonly language: string
  readonly state: CellState
  /** Network time, epoch ms. */
  readonly atMs: number
  readonly positions: Uint32Array
}

/**
 * Step 8: what a CBC says, once. The order's stage moves only forward; the state of a cell is that
 * of the latest network time, so the order in which batches come changes nothing.
 *
 * @param facts.cells states of the order's copies as they are now.
 * @param facts.serials who chooses the serial numbers of its CBC; we, where it is left out.
 */
export function recordReceipt(
  facts: {
    readonly order: Order
    readonly cells: readonly CellStates[]
    readonly serials?: SerialsHeld
  },
  receipt: Receipt,
  means: Means,
): Decision {
  const { order } = facts
  const cells = facts.cells.map((each) => applyReports(each, receipt.reports))
  const airs = cells.some((each) => tellsAiring(each, receipt.reports))
  const stage =
    receipt.stage !== null && isForward(order.stage, receipt.stage) ? receipt.stage : order.stage
  const state = stateAfter(order, stage, airs)
  const stated = stateSerials(order, receipt, facts.serials ?? OURS)
  const batch: ReceiptBatch = {
    orderId: order.id,
    batch: receipt.batch,
    sha256: receipt.sha256,
    receivedAtMs: means.nowMs,
    octets: receipt.octets,
  }
  return {
    expects: [{ stream: `order:${order.id}`, version: order.version }],
    claims: [
      {
        space: 'receipt-batch',
        key: `${order.id}/${receipt.batch}`,
        untilMs: null,
        refusal: 'RECEIPT_CHANGED',
        params: { batch: receipt.batch },
      },
    ],
    writes: [
      { table: 'receipt-batch', insert: batch },
      ...(receipt.reports.length === 0
        ? []
        : cells.map((insert) => ({ table: 'cell-states', insert }) as const)),
      {
        table: 'order',
        id: order.id,
        set: {
          state,
          stage,
          unplanned: order.unplanned + receipt.unplanned,
          dueMs: dueAfter(order, { stage, airs, nowMs: means.nowMs }),
          ...(state === 'refused' && order.state !== 'refused' ? { reason: receipt.reason } : {}),
          acceptedAtMs: order.acceptedAtMs ?? (stage === 'accepted' ? means.nowMs : null),
          // Also of an order that is over or was refused: a cancel must know what has been on air.
          onAirAtMs: order.onAirAtMs ?? (airs ? means.nowMs : null),
        },
      },
      ...stated.writes,
    ],
    entries: [...entriesOf({ order, receipt, stage, state, cells }), ...stated.entries],
  }
}

const OURS: SerialsHeld = { whose: 'ours', elsewhere: [] }

/** The cells of a copy that nobody has reported yet. */
export function silentCells(orderId: string, language: string, count: number): CellStates {
  return {
    orderId,
    language,
    states: new Uint8Array(count),
    times: new Uint32Array(count),
    counts: { ...NO_CELLS, silent: count },
  }
}

/** The later network time wins; at the same second the state that is further along. */
export function applyReports(of: CellStates, reports: readonly CellReport[]): CellStates {
  const own = reports.filter((each) => each.language === of.language)
  if (own.length === 0) return of
  const states = of.states.slice()
  const times = of.times.slice()
  for (const { state, atMs, positions } of own) {
    const code = CELL_STATES.indexOf(state)
    const seconds = Math.floor(atMs / 1_000)
    for (const position of positions) {
      const since = times[position] ?? 0
      const later = seconds > since || (seconds === since && code > (states[position] ?? 0))
      if (!later || position >= states.length) continue
      states[position] = code
      times[position] = seconds
    }
  }
  return { ...of, states, times, counts: countCells(states) }
}

function countCells(states: Uint8Array): CellCounts {
  const counts = [0, 0, 0, 0, 0]
  for (const code of states) counts[code] = (counts[code] ?? 0) + 1
  const [silent = 0, failed = 0, broadcasting = 0, completed = 0, cancelled = 0] = counts
  return { silent, failed, broadcasting, completed, cancelled }
}

/**
 * Whether the reports say that a planned cell has aired the copy; where whole networks were planned
 * it may be any cell, or none that is named. The reports and not the states, which later reports
 * have moved on: a batch that comes late must make the same of the order.
 */
function tellsAiring({ language, states }: CellStates, reports: readonly CellReport[]): boolean {
  return reports.some(
    (each) =>
      each.language === language &&
      (each.state === 'broadcasting' || each.state === 'completed') &&
      (states.length === 0 || each.positions.some((position) => position < states.length)),
  )
}

/** Reports after the end are taken, but an order that is over stays over. */
function stateAfter(order: Order, stage: Stage | null, airs: boolean): OrderState {
  if (!isOrderOpen(order.state)) return order.state
  // Whatever its CBC says besides: what is on air is on air until it ends.
  if (airs || order.state === 'on-air') return 'on-air'
  if (stage === 'rejected') return 'refused'
  if (stage === 'accepted' || order.state === 'accepted') return 'accepted'
  // Durable at the CBC: no resending any more, its own word moves the order on.
  return stage === 'received' || stage === 'fetched' ? 'offered' : order.state
}

/** Its CBC has it: dispatch has nothing left to do but what the next receipt asks for. */
function dueAfter(
  order: Order,
  { stage, airs, nowMs }: { stage: Stage | null; airs: boolean; nowMs: number },
): number | null {
  if (airs) return null
  if (stage === order.stage) return order.dueMs
  return isAnswered(stage) ? null : dueAfterFetch(order, nowMs)
}

/** When dispatch looks again at an order whose document was fetched; null: no more. */
export function dueAfterFetch({ state, onAirAtMs }: Order, nowMs: number): number | null {
  return isOrderOpen(state) && onAirAtMs === null ? nowMs + RECEIVED_WATCH_MS : null
}

function entriesOf(of: {
  order: Order
  receipt: Receipt
  stage: Stage | null
  state: OrderState
  cells: readonly CellStates[]
}): EntryBody[] {
  const { order, receipt, stage, state, cells } = of
  const by = { actor: order.cbc, order: order.id }
  const entries: EntryBody[] = []
  const { batch, sha256 } = receipt
  // The log takes well-formed text only, and what a CBC writes must not keep its receipt out.
  const detail = (receipt.reason ?? '').toWellFormed()
  const isStaged = stage !== null && stage !== order.stage
  if (isStaged) {
    entries.push({ ...by, what: 'order-staged', stage, state, detail, batch, sha256 })
  }
  if (receipt.reports.length > 0 || receipt.unplanned > 0 || !isStaged) {
    entries.push({
      ...by,
      what: 'cells-reported',
      batch,
      sha256,
      cells: receipt.reports.reduce((sum, each) => sum + each.positions.length, 0),
      unplanned: receipt.unplanned,
      state,
      counts: cells.map(({ language, counts }) => ({ language, counts })),
    })
  }
  if (stage === 'rejected' && order.stage !== 'rejected') {
    entries.push({ ...by, what: 'alarm-raised', alarm: 'refused', detail })
  }
  return entries
}
