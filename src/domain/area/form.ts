import type { FormKind } from '../plan.ts'
import { canAir, RATS, setsOf, type Inventory } from './inventory.ts'
import type { Rat } from '../cb/repetition.ts'

/** One LAC (GSM) or TAC (LTE, NR) of one PLMN. */
export interface AreaCode {
  readonly plmn: string
  readonly rat: Rat
  readonly code: number
}

/**
 * How a CBC is told the area. `extra` counts the airing cells beyond the area that the form
 * reaches.
 */
export type AreaForm =
  | { readonly kind: 'plmn'; readonly plmns: readonly string[]; readonly extra: number }
  | {
      readonly kind: 'tac'
      readonly areas: readonly AreaCode[]
      /** Cells of the area in none of `areas`; empty where the link takes no cells. */
      readonly cells: Uint32Array
      readonly extra: number
    }
  | { readonly kind: 'cell'; readonly cells: Uint32Array; readonly extra: number }
  | { readonly kind: 'polygon'; readonly extra: number }

export interface FormOptions {
  /** The PLMNs of one CBC. */
  readonly plmns: readonly string[]
  /** What the link can carry; left out, everything. */
  readonly kinds?: readonly FormKind[]
}

const EVERY_KIND: readonly FormKind[] = ['plmn', 'tac', 'cell', 'polygon']

/**
 * The form for one CBC: first what misses nobody, second what overspills least, third what is
 * shortest to say. `cells` are those of `resolveArea` for the same PLMNs. Null when the link can
 * carry none of the forms.
 *
 * The whole PLMN when every airing cell of the CBC is in; else the area codes that lie wholly
 * inside and the left-over cells; else cells alone. A link without cells gets every area code that
 * it touches, or the whole PLMN, and `extra` tells the price.
 */
export function formOf(
  inventory: Inventory,
  cells: Uint32Array,
  options: FormOptions,
): AreaForm | null {
  const { plmns, kinds = EVERY_KIND } = options
  const total = countAiring(inventory, plmns)
  const whole: AreaForm = { kind: 'plmn', plmns, extra: total - cells.length }
  if (kinds.includes('plmn') && whole.extra === 0 && total > 0) return whole
  if (kinds.includes('cell')) {
    const form = kinds.includes('tac') ? wholeAreas(inventory, cells, plmns) : null
    return form ?? { kind: 'cell', cells, extra: 0 }
  }
  if (kinds.includes('polygon')) return { kind: 'polygon', extra: 0 }
  if (kinds.includes('tac')) return touchedAreas(inventory, cells, plmns)
  return kinds.includes('plmn') ? whole : null
}

/** Airing cells of a CBC in the whole country. */
export function countAiring(inventory: Inventory, plmns: readonly string[]): number {
  let count = 0
  for (const i of cellsOf(inventory, plmns)) if (canAir(inventory, i)) count++
  return count
}

function wholeAreas(
  inventory: Inventory,
  cells: Uint32Array,
  plmns: readonly string[],
): AreaForm | null {
  const keys = areaKeys(inventory, plmns)
  const missing = new Map<number, number>()
  for (const i of cells) for (const key of keys(i)) missing.set(key, 0)
  for (const i of cellsOf(inventory, plmns)) {
    if (canAir(inventory, i)) bump(missing, keys(i), 1)
  }
  for (const i of cells) bump(missing, keys(i), -1)
  const left = cells.filter((i) => !keys(i).some((key) => missing.get(key) === 0))
  const areas = [...missing].filter(([, count]) => count === 0).map(([key]) => key)
  if (areas.length === 0) return null
  return { kind: 'tac', areas: areasOfKeys(areas, plmns), cells: left, extra: 0 }
}

function touchedAreas(
  inventory: Inventory,
  cells: Uint32Array,
  plmns: readonly string[],
): AreaForm {
  const keys = areaKeys(inventory, plmns)
  // One code of a cell is enough to reach it: the first, so that shared cells cost no second one.
  const touched = new Set<number>()
  for (const i of cells) touched.add(keys(i)[0]!)
  let reached = 0
  for (const i of cellsOf(inventory, plmns)) {
    if (canAir(inventory, i) && keys(i).some((key) => touched.has(key))) reached++
  }
  const areas = areasOfKeys([...touched], plmns)
  return { kind: 'tac', areas, cells: new Uint32Array(), extra: reached - cells.length }
}

function bump(counts: Map<number, number>, keys: readonly number[], by: number): void {
  for (const key of keys) {
    const count = counts.get(key)
    if (count !== undefined) counts.set(key, count + by)
  }
}

/**
 * Keys of the area codes that a cell belongs to: one for each of its PLMNs that the CBC owns, since
 * a shared cell announces its area under each. A key holds PLMN, RAT and 24 bits of code.
 */
function areaKeys(
  inventory: Inventory,
  plmns: readonly string[],
): (cell: number) => readonly number[] {
  const owned = inventory.plmnSets.map((set) =>
    set.flatMap((each) => (plmns.includes(each) ? [plmns.indexOf(each)] : [])),
  )
  return (cell) =>
    owned[inventory.plmnSet[cell]!]!.map(
      (plmn) => (plmn * 4 + inventory.rat[cell]!) * 0x1000000 + inventory.areaCode[cell]!,
    )
}

function areasOfKeys(keys: readonly number[], plmns: readonly string[]): readonly AreaCode[] {
  return keys
    .toSorted((a, b) => a - b)
    .map((key) => {
      const head = Math.floor(key / 0x1000000)
      return { plmn: plmns[head >> 2]!, rat: RATS[head & 3]!, code: key % 0x1000000 }
    })
}

function* cellsOf(inventory: Inventory, plmns: readonly string[]): Generator<number> {
  const { starts, regions } = inventory
  for (const set of setsOf(inventory, plmns)) {
    const to = starts[(set + 1) * regions.length]!
    for (let i = starts[set * regions.length]!; i < to; i++) yield i
  }
}
