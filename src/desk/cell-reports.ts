import { CELL_STATES, type CellState, type Order } from '../domain/order.ts'
import { type CellReader, cellLines } from './cell-lists.ts'

/** One planned cell of one copy, and what its CBC last said of it. */
export interface CellReport {
  readonly cell: string
  readonly language: string
  readonly state: CellState
  /** Network time, epoch ms; null for a cell that has said nothing. */
  readonly atMs: number | null
}

/** The cells of an order that are in one of the states, by name, in the order of its list. */
export async function cellsIn(
  reader: CellReader,
  order: Order,
  states: readonly CellState[],
): Promise<CellReport[]> {
  const [lines, kept] = await Promise.all([
    cellLines(reader, order),
    reader.store.loadCellStates(order.id),
  ])
  return order.copies.flatMap(({ language }) => {
    const own = kept.find((each) => each.language === language)
    return lines.flatMap((cell, position): CellReport[] => {
      const state = CELL_STATES[own?.states[position] ?? 0] ?? 'silent'
      if (!states.includes(state)) return []
      const seconds = own?.times[position] ?? 0
      return [{ cell, language, state, atMs: seconds === 0 ? null : seconds * 1_000 }]
    })
  })
}
