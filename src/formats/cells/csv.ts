import {
  AIRS,
  buildInventory,
  createColumns,
  ID_BITS,
  isPlmn,
  isSiteless,
  canAir,
  RATS,
  ratOf,
  SITELESS,
  type Columns,
  type Inventory,
} from '../../domain/area/inventory.ts'
import { REGENCIES, type RegencyFigures } from '../../domain/area/figures.ts'
import { levelOf, regencyOf } from '../../domain/area/region.ts'
import { Refusal } from '../../domain/error.ts'

/** Columns of our CSV, in this order; `schemas/cells.md` describes them. */
export const CSV_COLUMNS = [
  'plmns',
  'rat',
  'area_code',
  'cell_id',
  'lat',
  'lon',
  'range_m',
  'region',
  'airs',
] as const

/** The inventory as text, in pieces of some thousand lines: a national one is hundreds of MB. */
export function* formatCellsCsv(inventory: Inventory): Generator<string> {
  let lines = [CSV_COLUMNS.join(',')]
  for (let i = 0; i < inventory.count; i++) {
    lines.push(formatRow(inventory, i))
    if (lines.length < 4096) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`
}

function formatRow(inventory: Inventory, i: number): string {
  const placeless = isSiteless(inventory, i)
  return [
    inventory.plmnSets[inventory.plmnSet[i]!]!.join('+'),
    ratOf(inventory, i),
    inventory.areaCode[i]!,
    inventory.cellId[i]!,
    placeless ? '' : inventory.lat[i]!,
    placeless ? '' : inventory.lon[i]!,
    inventory.rangeMetres[i]!,
    inventory.regions[inventory.region[i]!]!,
    canAir(inventory, i) ? 1 : 0,
  ].join(',')
}

/** Why a row is refused: the first column that is wrong, or `duplicate`. */
export type RowFault = (typeof CSV_COLUMNS)[number] | 'columns' | 'duplicate'

export interface CellsCsv {
  /** The good rows; bad ones are left out. */
  readonly inventory: Inventory
  readonly read: number
  readonly refused: number
  readonly reasons: Readonly<Partial<Record<RowFault, number>>>
  /** The first refused rows; lines count from 1, the head is line 1. */
  readonly faults: readonly { readonly line: number; readonly fault: RowFault }[]
}

const FAULTS_MAX = 100
const PLMN_SETS_MAX = 256
const RANGE_METRES_MAX = 200_000

/**
 * Reads our CSV: bad rows are counted and named, good ones kept.
 *
 * @throws {Refusal} `INPUT_INVALID` when the head is not ours.
 */
export function parseCellsCsv(text: string): CellsCsv {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  if (lines[0] !== CSV_COLUMNS.join(',')) {
    throw new Refusal('INPUT_INVALID', {
      path: 'line 1',
      what: `the columns must be ${CSV_COLUMNS.join(',')}`,
    })
  }
  const reader = new RowReader(lines.length - 1)
  for (let at = 1; at < lines.length; at++) reader.read(lines[at]!, at + 1)
  return reader.finish()
}

const REGION_AT: ReadonlyMap<string, number> = new Map(REGENCIES.map((each, at) => [each.code, at]))

interface Row {
  readonly plmns: string
  readonly rat: number
  readonly areaCode: number
  readonly cellId: number
  /** Null where the operator gives no place. */
  readonly place: readonly [lat: number, lon: number] | null
  readonly rangeMetres: number
  readonly region: number
  readonly airs: boolean
}

class RowReader {
  readonly #columns: Columns
  readonly #sets = new Map<string, number>()
  readonly #seen = new Set<string>()
  readonly #reasons: Partial<Record<RowFault, number>> = {}
  readonly #faults: { line: number; fault: RowFault }[] = []
  #kept = 0
  #refused = 0

  constructor(rows: number) {
    this.#columns = createColumns(rows)
  }

  read(text: string, line: number): void {
    const row = parseRow(text.split(','))
    const fault = typeof row === 'string' ? row : this.#keep(row)
    if (fault === null) return
    this.#refused++
    this.#reasons[fault] = (this.#reasons[fault] ?? 0) + 1
    if (this.#faults.length < FAULTS_MAX) this.#faults.push({ line, fault })
  }

  finish(): CellsCsv {
    const kept = this.#kept
    const { count: _, ...all } = this.#columns
    const columns: Columns = {
      count: kept,
      plmnSet: all.plmnSet.subarray(0, kept),
      region: all.region.subarray(0, kept),
      rat: all.rat.subarray(0, kept),
      areaCode: all.areaCode.subarray(0, kept),
      cellId: all.cellId.subarray(0, kept),
      lat: all.lat.subarray(0, kept),
      lon: all.lon.subarray(0, kept),
      rangeMetres: all.rangeMetres.subarray(0, kept),
      flags: all.flags.subarray(0, kept),
    }
    const inventory = buildInventory(columns, {
      plmnSets: [...this.#sets.keys()].map((set) => set.split('+')),
      regions: REGENCIES.map((each) => each.code),
    })
    return {
      inventory,
      read: kept + this.#refused,
      refused: this.#refused,
      reasons: this.#reasons,
      faults: this.#faults,
    }
  }

  #keep(row: Row): RowFault | null {
    const key = `${row.plmns} ${row.rat} ${RATS[row.rat] === 'GSM' ? row.areaCode : ''} ${row.cellId}`
    if (this.#seen.has(key)) return 'duplicate'
    if (!this.#sets.has(row.plmns)) {
      if (this.#sets.size === PLMN_SETS_MAX) return 'plmns'
      this.#sets.set(row.plmns, this.#sets.size)
    }
    this.#seen.add(key)
    const i = this.#kept++
    const columns = this.#columns
    const regency: RegencyFigures = REGENCIES[row.region]!
    columns.plmnSet[i] = this.#sets.get(row.plmns)!
    columns.region[i] = row.region
    columns.rat[i] = row.rat
    columns.areaCode[i] = row.areaCode
    columns.cellId[i] = row.cellId
    columns.lat[i] = row.place?.[0] ?? regency.lat
    columns.lon[i] = row.place?.[1] ?? regency.lon
    columns.rangeMetres[i] = row.rangeMetres
    columns.flags[i] = (row.airs ? AIRS : 0) | (row.place === null ? SITELESS : 0)
    return null
  }
}

function parseRow(fields: readonly string[]): Row | RowFault {
  if (fields.length !== CSV_COLUMNS.length) return 'columns'
  const [plmns, ratName, area, cell, lat, lon, range, region, airs] = fields as [
    ...(readonly string[] & { length: 9 }),
  ]
  if (!arePlmns(plmns!)) return 'plmns'
  const rat = RATS.findIndex((each) => each === ratName)
  if (rat < 0) return 'rat'
  const bits = ID_BITS[RATS[rat]!]
  const areaCode = parseWhole(area!, 2 ** bits.area - 1)
  if (areaCode === null) return 'area_code'
  const cellId = parseWhole(cell!, 2 ** bits.cell - 1)
  if (cellId === null) return 'cell_id'
  const isPlaced = lat !== '' || lon !== ''
  const y = parseDegrees(lat!, 90)
  const x = parseDegrees(lon!, 180)
  if (isPlaced && y === null) return 'lat'
  if (isPlaced && x === null) return 'lon'
  const rangeMetres = parseWhole(range!, RANGE_METRES_MAX)
  if (rangeMetres === null) return 'range_m'
  const at = levelOf(region!) === null ? undefined : REGION_AT.get(regencyOf(region!))
  if (at === undefined) return 'region'
  if (airs !== '0' && airs !== '1') return 'airs'
  const place = y === null || x === null ? null : ([y, x] as const)
  return {
    plmns: plmns!,
    rat,
    areaCode,
    cellId,
    place,
    rangeMetres,
    region: at,
    airs: airs === '1',
  }
}

function arePlmns(text: string): boolean {
  const plmns = text.split('+')
  return plmns.every(isPlmn) && new Set(plmns).size === plmns.length
}

function parseWhole(text: string, max: number): number | null {
  if (!/^\d{1,11}$/.test(text)) return null
  const value = Number(text)
  return value <= max ? value : null
}

function parseDegrees(text: string, max: number): number | null {
  if (!/^-?\d{1,3}(?:\.\d{1,12})?$/.test(text)) return null
  const value = Number(text)
  return Math.abs(value) <= max ? value : null
}
