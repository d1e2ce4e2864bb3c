/**
 * What shares the GSM channel with a message that is still to be planned. A cell airs all its
 * messages over one CBCH, so the busiest cell of the area decides (design §6).
 */
import type { OnAir } from './repetition.ts'

/** A message that is, or will be, on air at a CBC. */
export interface Airing {
  /** All its copies together. */
  readonly pages: number
  /** Inclusive. */
  readonly fromMs: number
  /** Exclusive. */
  readonly untilMs: number
  /**
   * Indexes of its cells, ascending, into the inventory of the message that is planned; null where
   * they are not known: then it may be on air in any cell of the CBC.
   */
  readonly cells: Uint32Array | null
}

/** Where and when a message will be on air. */
export interface Slot {
  readonly fromMs: number
  readonly untilMs: number
  /** Indexes of its GSM cells, ascending; null: all cells of the CBC. */
  readonly gsmCells: Uint32Array | null
}

export const NOTHING_ON_AIR: OnAir = { pages: 0, messages: 0 }

/**
 * The pages and messages of others in the busiest GSM cell of a slot, at the busiest instant of
 * it; nothing where the slot has no GSM cell.
 */
export function onAirIn(slot: Slot, others: readonly Airing[]): OnAir {
  if (slot.gsmCells?.length === 0) return NOTHING_ON_AIR
  const near = others.filter(
    (each) => each.fromMs < slot.untilMs && each.untilMs > slot.fromMs && each.pages > 0,
  )
  // More is on air only from an instant at which something begins.
  const instants = new Set(near.map(({ fromMs }) => Math.max(fromMs, slot.fromMs)))
  return [...instants]
    .map((atMs) => near.filter((each) => each.fromMs <= atMs && each.untilMs > atMs))
    .map((airing) => busiest(slot.gsmCells, airing))
    .reduce((most, each) => (each.pages > most.pages ? each : most), NOTHING_ON_AIR)
}

function busiest(gsmCells: Uint32Array | null, airing: readonly Airing[]): OnAir {
  // Without cells of our own, or of theirs, each of them may meet us in the same cell.
  const everywhere = airing.filter((each) => gsmCells === null || each.cells === null)
  const base = {
    pages: everywhere.reduce((sum, each) => sum + each.pages, 0),
    messages: everywhere.length,
  }
  if (gsmCells === null) return base
  const pages = new Uint32Array(gsmCells.length)
  const messages = new Uint32Array(gsmCells.length)
  for (const each of airing) {
    if (each.cells !== null) countShared(gsmCells, each, { pages, messages })
  }
  let at = 0
  for (let cell = 1; cell < pages.length; cell++) if (pages[cell]! > pages[at]!) at = cell
  return { pages: base.pages + pages[at]!, messages: base.messages + messages[at]! }
}

/** Both lists ascend: one walk over the two. */
function countShared(
  gsmCells: Uint32Array,
  other: Airing,
  into: { readonly pages: Uint32Array; readonly messages: Uint32Array },
): void {
  const cells = other.cells ?? new Uint32Array()
  let theirs = 0
  for (let ours = 0; ours < gsmCells.length; ours++) {
    const cell = gsmCells[ours]!
    while (theirs < cells.length && cells[theirs]! < cell) theirs++
    if (cells[theirs] !== cell) continue
    into.pages[ours]! += other.pages
    into.messages[ours]! += 1
  }
}
