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
  const { gsmCells } = slot
  if (gsmCells?.length === 0) return NOTHING_ON_AIR
  const near = others.filter(
    ({ pages, fromMs, untilMs }) =>
      pages > 0 && fromMs < Math.min(untilMs, slot.untilMs) && untilMs > slot.fromMs,
  )
  const starts = near.toSorted((a, b) => a.fromMs - b.fromMs)
  const ends = near.toSorted((a, b) => a.untilMs - b.untilMs)
  const channel = new Channel(gsmCells)
  let most = NOTHING_ON_AIR
  let ended = 0
  for (const [at, each] of starts.entries()) {
    const startMs = Math.max(each.fromMs, slot.fromMs)
    while (ended < ends.length && ends[ended]!.untilMs <= startMs) channel.add(ends[ended++]!, -1)
    channel.add(each, 1)
    // Until the next one ends more and more is on air: only the last instant before it counts.
    const next = starts[at + 1]
    if (next !== undefined && next.fromMs < ends[ended]!.untilMs) continue
    const busiest = channel.busiest()
    if (busiest.pages > most.pages) most = busiest
  }
  return most
}

/** What is on air at one instant, cell by cell. */
class Channel {
  readonly #gsmCells: Uint32Array
  readonly #pages: Uint32Array
  readonly #messages: Uint32Array
  /** Without cells of our own, or of theirs, each of them may meet us in the same cell. */
  #everywhere = NOTHING_ON_AIR

  constructor(gsmCells: Uint32Array | null) {
    this.#gsmCells = gsmCells ?? new Uint32Array()
    this.#pages = new Uint32Array(this.#gsmCells.length)
    this.#messages = new Uint32Array(this.#gsmCells.length)
  }

  add({ pages, cells }: Airing, sign: 1 | -1): void {
    if (cells === null || this.#gsmCells.length === 0) {
      this.#everywhere = {
        pages: this.#everywhere.pages + sign * pages,
        messages: this.#everywhere.messages + sign,
      }
      return
    }
    // Both lists ascend: one walk over the two.
    let theirs = 0
    for (let ours = 0; ours < this.#gsmCells.length; ours++) {
      const cell = this.#gsmCells[ours]!
      while (theirs < cells.length && cells[theirs]! < cell) theirs++
      if (cells[theirs] !== cell) continue
      this.#pages[ours]! += sign * pages
      this.#messages[ours]! += sign
    }
  }

  busiest(): OnAir {
    let at = 0
    for (let cell = 1; cell < this.#pages.length; cell++) {
      if (this.#pages[cell]! > this.#pages[at]!) at = cell
    }
    const { pages, messages } = this.#everywhere
    return {
      pages: pages + (this.#pages[at] ?? 0),
      messages: messages + (this.#messages[at] ?? 0),
    }
  }
}
