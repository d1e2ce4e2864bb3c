import type { Rat } from '../cb/repetition.ts'
import { containsRegion } from './region.ts'

/** In the order of their numbers in an inventory. UMTS is off in Indonesia since 2022. */
export const RATS = ['GSM', 'LTE', 'NR'] as const satisfies readonly Rat[]

/**
 * All radio cells of the country as columns: entry `i` of every column is cell `i`. Cells are
 * sorted by (PLMN set, region, RAT, area code, cell id), so that a region of one PLMN set is one
 * slice. Columns are owned by the inventory: nobody writes to them.
 */
export interface Inventory {
  readonly count: number
  /** PLMNs (`510-10`) that a cell may serve together; a shared (MOCN) cell has a set of several. */
  readonly plmnSets: readonly (readonly string[])[]
  /** Regency codes, ascending. */
  readonly regions: readonly string[]
  readonly plmnSet: Uint8Array
  readonly region: Uint16Array
  /** Index into {@link RATS}. */
  readonly rat: Uint8Array
  /** LAC (GSM, 16 bits) or TAC (LTE 16, NR 24 bits). */
  readonly areaCode: Uint32Array
  /** CI (GSM, 16 bits), ECI (LTE, 28) or NCI (NR, 36). */
  readonly cellId: Float64Array
  /** Degrees, WGS 84, in whole millionths. Of the mast, or of the region where it has no place. */
  readonly lat: Float64Array
  readonly lon: Float64Array
  readonly rangeMetres: Uint32Array
  /** {@link AIRS}, {@link SITELESS}. */
  readonly flags: Uint8Array
  /** Cells of set `s` in region `r` run from `starts[s * regions.length + r]` to the next entry. */
  readonly starts: Uint32Array
}

export type Columns = Omit<Inventory, 'plmnSets' | 'regions' | 'starts'>

/** The cell can air warnings. NR non-standalone cells and GSM cells without a CBCH cannot. */
export const AIRS = 1
/** The operator gave no position: the cell is known by its region alone. */
export const SITELESS = 2

/** Bits of area code and cell id by RAT. 3GPP TS 23.003 §4.1, §4.3.1, §19.4.2.3, §19.6, §19.6A. */
export const ID_BITS: Readonly<Record<Rat, { readonly area: number; readonly cell: number }>> = {
  GSM: { area: 16, cell: 16 },
  LTE: { area: 16, cell: 28 },
  NR: { area: 24, cell: 36 },
}

/** Columns of zeros to be filled, then handed to {@link buildInventory}. */
export function createColumns(count: number): Columns {
  return {
    count,
    plmnSet: new Uint8Array(count),
    region: new Uint16Array(count),
    rat: new Uint8Array(count),
    areaCode: new Uint32Array(count),
    cellId: new Float64Array(count),
    lat: new Float64Array(count),
    lon: new Float64Array(count),
    rangeMetres: new Uint32Array(count),
    flags: new Uint8Array(count),
  }
}

/** The inventory of columns in any order; positions are rounded to millionths of a degree. */
export function buildInventory(
  columns: Columns,
  tables: Pick<Inventory, 'plmnSets' | 'regions'>,
): Inventory {
  const sorted = createColumns(columns.count)
  let to = 0
  for (const from of sortedOrder(columns)) {
    sorted.plmnSet[to] = columns.plmnSet[from]!
    sorted.region[to] = columns.region[from]!
    sorted.rat[to] = columns.rat[from]!
    sorted.areaCode[to] = columns.areaCode[from]!
    sorted.cellId[to] = columns.cellId[from]!
    sorted.lat[to] = roundDegrees(columns.lat[from]!)
    sorted.lon[to] = roundDegrees(columns.lon[from]!)
    sorted.rangeMetres[to] = columns.rangeMetres[from]!
    sorted.flags[to] = columns.flags[from]!
    to++
  }
  return { ...sorted, ...tables, starts: countStarts(sorted, tables) }
}

/** As the inventory file and CSV keep a position: a tenth of a metre. */
export function roundDegrees(degrees: number): number {
  // Never -0, which a text would not bring back.
  return Math.round(degrees * 1e6) / 1e6 + 0
}

function sortedOrder(columns: Columns): Uint32Array {
  const { count, plmnSet, region, rat, areaCode, cellId } = columns
  // One number a cell for all but its id: 8 + 16 + 2 + 24 bits fit a double exactly.
  const keys = new Float64Array(count)
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    keys[i] = ((plmnSet[i]! * 65536 + region[i]!) * 4 + rat[i]!) * 0x1000000 + areaCode[i]!
    order[i] = i
  }
  return order.sort((a, b) => keys[a]! - keys[b]! || cellId[a]! - cellId[b]! || a - b)
}

/** `starts` of sorted columns: see {@link Inventory.starts}. */
export function countStarts(
  columns: Columns,
  tables: Pick<Inventory, 'plmnSets' | 'regions'>,
): Uint32Array {
  const width = tables.regions.length
  const starts = new Uint32Array(tables.plmnSets.length * width + 1)
  for (let i = 0; i < columns.count; i++) {
    starts[columns.plmnSet[i]! * width + columns.region[i]! + 1]!++
  }
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!
  return starts
}

/** From and to (exclusive) of the cells of one PLMN set in a region, wide or narrow. */
export function sliceOf(
  inventory: Inventory,
  set: number,
  code: string,
): readonly [from: number, to: number] {
  const { regions, starts } = inventory
  const first = regions.findIndex((each) => containsRegion(code, each))
  if (first < 0) return [0, 0]
  // Codes ascend, so the regencies of one region stand together.
  const last = regions.findLastIndex((each) => containsRegion(code, each))
  const row = set * regions.length
  return [starts[row + first]!, starts[row + last + 1]!]
}

/** Indexes of the sets that hold at least one of the PLMNs, ascending. */
export function setsOf(inventory: Inventory, plmns: readonly string[]): readonly number[] {
  return inventory.plmnSets.flatMap((set, at) =>
    set.some((each) => plmns.includes(each)) ? [at] : [],
  )
}

/** All PLMNs of the inventory, ascending. */
export function plmnsOf(inventory: Inventory): readonly string[] {
  return [...new Set(inventory.plmnSets.flat())].sort()
}

export function canAir(inventory: Inventory, cell: number): boolean {
  return (inventory.flags[cell]! & AIRS) !== 0
}

export function isSiteless(inventory: Inventory, cell: number): boolean {
  return (inventory.flags[cell]! & SITELESS) !== 0
}

export function ratOf(inventory: Inventory, cell: number): Rat {
  return RATS[inventory.rat[cell]!]!
}

/** One cell by name: what `formatCell` writes and `parseCell` reads. */
export interface CellName {
  readonly plmn: string
  readonly rat: Rat
  /** LAC for GSM; null for LTE and NR, whose cell id stands alone. */
  readonly areaCode: number | null
  readonly cellId: number
}

/**
 * `510-10-LAC-CI` (CGI), `510-10-ECI` (ECGI) or `510-10-NCI` (NCGI), numbers in decimal. A shared
 * cell is named by the first of its PLMNs that is among `plmns`.
 */
export function formatCell(
  inventory: Inventory,
  cell: number,
  plmns: readonly string[] = [],
): string {
  const set = inventory.plmnSets[inventory.plmnSet[cell]!]!
  const plmn = set.find((each) => plmns.includes(each)) ?? set[0]!
  const id = inventory.cellId[cell]!
  return ratOf(inventory, cell) === 'GSM'
    ? `${plmn}-${inventory.areaCode[cell]!}-${id}`
    : `${plmn}-${id}`
}

/** CAP `geocode` of a cell: valueName and value, after the profile (design §5). */
export function geocodeOf(
  inventory: Inventory,
  cell: number,
  plmns: readonly string[] = [],
): { readonly valueName: 'CGI' | 'ECGI' | 'NCGI'; readonly value: string } {
  const valueName = GEOCODE_NAMES[ratOf(inventory, cell)]
  return { valueName, value: formatCell(inventory, cell, plmns) }
}

const GEOCODE_NAMES = { GSM: 'CGI', LTE: 'ECGI', NR: 'NCGI' } as const
const PLMN = /^\d{3}-\d{2,3}$/
const CELL = /^(\d{3}-\d{2,3})(?:-(\d{1,5}))?-(\d{1,11})$/

export function isPlmn(text: string): boolean {
  return PLMN.test(text)
}

/**
 * Reads what {@link formatCell} writes; null when it is no cell. Four parts are GSM. With three an
 * NCI can look like an ECI: below 2^28 the cell is taken as LTE, unless `rat` says otherwise.
 */
export function parseCell(text: string, rat?: Rat): CellName | null {
  const match = CELL.exec(text)
  if (match === null) return null
  const plmn = match[1]!
  const cellId = Number(match[3])
  if (match[2] !== undefined) {
    const areaCode = Number(match[2])
    if ((rat ?? 'GSM') !== 'GSM' || areaCode > 0xffff || cellId > 0xffff) return null
    return { plmn, rat: 'GSM', areaCode, cellId }
  }
  const named = rat ?? (cellId < 2 ** ID_BITS.LTE.cell ? 'LTE' : 'NR')
  if (named === 'GSM' || cellId >= 2 ** ID_BITS[named].cell) return null
  return { plmn, rat: named, areaCode: null, cellId }
}
