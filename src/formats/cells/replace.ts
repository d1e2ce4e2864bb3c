import type { Inventory } from '../../domain/area/inventory.ts'
import { CSV_COLUMNS, formatCellsCsv, parseCellsCsv } from './csv.ts'

/**
 * The inventory with the cells of some PLMNs replaced: what only they own goes and `fresh` comes.
 * A cell that they share with somebody else stays, as the other one still airs from it, unless
 * `fresh` says it anew.
 */
export function replaceCells(
  before: Inventory,
  fresh: Inventory,
  plmns: readonly string[],
): Inventory {
  const isTheirs = (set: readonly string[]): boolean => set.every((each) => plmns.includes(each))
  // The first of two rows of one cell is the one that is kept.
  const rows = [rowsOf(fresh, () => true), rowsOf(before, (set) => !isTheirs(set))].flat()
  return inventoryOfRows(rows)
}

/** The inventory without the cells that none of these PLMNs airs from. */
export function onlyCellsOf(inventory: Inventory, plmns: readonly string[]): Inventory {
  const isOwned = (set: readonly string[]): boolean => set.some((each) => plmns.includes(each))
  return inventoryOfRows(rowsOf(inventory, isOwned))
}

function inventoryOfRows(rows: readonly string[]): Inventory {
  return parseCellsCsv(`${CSV_COLUMNS.join(',')}\n${rows.join('\n')}`).inventory
}

function rowsOf(inventory: Inventory, isKept: (set: readonly string[]) => boolean): string[] {
  const rows: string[] = []
  let isHead = true
  for (const piece of formatCellsCsv(inventory)) {
    for (const row of piece.split('\n')) {
      if (row !== '' && !isHead && isKept(row.slice(0, row.indexOf(',')).split('+'))) rows.push(row)
      isHead = false
    }
  }
  return rows
}
