import { REGENCIES } from '../../../src/domain/area/figures.ts'
import { generateInventory } from '../../../src/domain/area/generate.ts'
import {
  AIRS,
  buildInventory,
  createColumns,
  RATS,
  type Inventory,
} from '../../../src/domain/area/inventory.ts'
import type { Rat } from '../../../src/domain/cb/repetition.ts'

/** One cell as a test writes it; what is left out is ordinary. */
export interface TestCell {
  readonly plmns?: readonly string[]
  readonly rat?: Rat
  readonly region?: string
  readonly areaCode?: number
  readonly cellId: number
  readonly lat?: number
  readonly lon?: number
  readonly rangeMetres?: number
  readonly flags?: number
}

export function inventoryOf(cells: readonly TestCell[]): Inventory {
  const columns = createColumns(cells.length)
  const regions = REGENCIES.map((each) => each.code)
  const sets = [...new Set(cells.map((each) => (each.plmns ?? ['510-10']).join('+')))]
  for (const [i, cell] of cells.entries()) {
    columns.plmnSet[i] = sets.indexOf((cell.plmns ?? ['510-10']).join('+'))
    columns.region[i] = regions.indexOf(cell.region ?? '32.01')
    columns.rat[i] = RATS.indexOf(cell.rat ?? 'LTE')
    columns.areaCode[i] = cell.areaCode ?? 1
    columns.cellId[i] = cell.cellId
    columns.lat[i] = cell.lat ?? -6.6
    columns.lon[i] = cell.lon ?? 106.8
    columns.rangeMetres[i] = cell.rangeMetres ?? 1000
    columns.flags[i] = cell.flags ?? AIRS
  }
  return buildInventory(columns, { plmnSets: sets.map((set) => set.split('+')), regions })
}

/** A national inventory of a test's size: everywhere is land, so that nothing need be loaded. */
export function syntheticInventory(count = 20_000, seed = 7): Inventory {
  return generateInventory({ count, seed, isLand: () => true }).inventory
}
