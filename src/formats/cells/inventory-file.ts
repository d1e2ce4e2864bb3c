import { createHash } from 'node:crypto'
import {
  countStarts,
  ID_BITS,
  isPlmn,
  RATS,
  type Columns,
  type Inventory,
} from '../../domain/area/inventory.ts'
import { Refusal } from '../../domain/error.ts'
import { levelOf } from '../../domain/area/region.ts'

/**
 * One inventory as a file; numbers are little-endian.
 *
 *     0   8 octets   "KTNCELL1"
 *     8   32         SHA-256 of everything from octet 40 on
 *     40  4          number of cells
 *     44  4          octets of the PLMN sets: a line a set, PLMNs joined by "+"
 *     48  4          octets of the regions: a line a regency code, ascending
 *     52  4          zero
 *     56  ...        PLMN sets, regions, zeros up to a multiple of 8
 *         8 a cell   cell id (IEEE 754 double)
 *         4 each     latitude, longitude (millionths of a degree, signed), area code, range (m)
 *         2          region
 *         1 each     PLMN set, RAT, flags
 *
 * Cells stand in the order of {@link Inventory}.
 */
const MAGIC = 'KTNCELL1'
const DIGEST_AT = 8
const BODY_AT = 40
const TABLES_AT = 56
const OCTETS_PER_CELL = 29
const VERSION_DIGITS = 16
const RANGE_METRES_MAX = 1_000_000
const TABLE_OCTETS_MAX = 1_000_000

/** The file of an inventory, and its version: the first 16 hex digits of the digest in it. */
export function encodeInventory(inventory: Inventory): {
  readonly octets: Uint8Array
  readonly version: string
} {
  const sets = Buffer.from(inventory.plmnSets.map((set) => `${set.join('+')}\n`).join(''))
  const regions = Buffer.from(inventory.regions.map((code) => `${code}\n`).join(''))
  const columnsAt = alignedTo8(TABLES_AT + sets.length + regions.length)
  const octets = new Uint8Array(columnsAt + inventory.count * OCTETS_PER_CELL)
  octets.set(Buffer.from(MAGIC))
  const view = new DataView(octets.buffer)
  view.setUint32(40, inventory.count, true)
  view.setUint32(44, sets.length, true)
  view.setUint32(48, regions.length, true)
  octets.set(sets, TABLES_AT)
  octets.set(regions, TABLES_AT + sets.length)
  let at = columnsAt
  for (const column of fileColumns(inventory)) {
    octets.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at)
    at += column.byteLength
  }
  octets.set(digestOf(octets), DIGEST_AT)
  return { octets, version: inventoryVersionOf(octets) }
}

/** Version of an encoded inventory, out of its head; its octets are not checked. */
export function inventoryVersionOf(octets: Uint8Array): string {
  return Buffer.from(octets.subarray(DIGEST_AT, BODY_AT)).toString('hex').slice(0, VERSION_DIGITS)
}

/**
 * Reads an inventory file that may come from anywhere: every size, index and number is checked.
 *
 * @throws {Refusal} `INPUT_INVALID`
 */
export function decodeInventory(octets: Uint8Array): Inventory {
  if (octets.length < TABLES_AT || latin1(octets, 0, 8) !== MAGIC) {
    throw refuse('it is not a cell inventory')
  }
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
  const count = view.getUint32(40, true)
  const setOctets = view.getUint32(44, true)
  const regionOctets = view.getUint32(48, true)
  if (setOctets > TABLE_OCTETS_MAX || regionOctets > TABLE_OCTETS_MAX) {
    throw refuse('its tables are too long')
  }
  const columnsAt = alignedTo8(TABLES_AT + setOctets + regionOctets)
  if (octets.length !== columnsAt + count * OCTETS_PER_CELL) throw refuse('its length is wrong')
  if (!digestOf(octets).equals(octets.subarray(DIGEST_AT, BODY_AT))) {
    throw refuse('its digest is wrong')
  }
  const plmnSets = linesOf(latin1(octets, TABLES_AT, setOctets)).map((line) => line.split('+'))
  const regions = linesOf(latin1(octets, TABLES_AT + setOctets, regionOctets))
  if (plmnSets.length > 256 || !plmnSets.flat().every(isPlmn)) throw refuse('its PLMN sets are odd')
  const isAscending = regions.every((code, at) => at === 0 || regions[at - 1]! < code)
  if (!isAscending || !regions.every((code) => levelOf(code) === 'regency')) {
    throw refuse('its regions are odd')
  }
  const columns = readColumns(octets, columnsAt, count)
  const tables = { plmnSets, regions }
  for (let i = 0; i < count; i++) {
    if (!isSound(columns, i, tables)) throw refuse(`cell ${i} is odd`)
  }
  return { ...columns, ...tables, starts: countStarts(columns, tables) }
}

function fileColumns(inventory: Inventory): readonly ArrayBufferView[] {
  const { cellId, lat, lon, areaCode, rangeMetres, region, plmnSet, rat, flags } = inventory
  const millionths = (degrees: Float64Array): Int32Array =>
    Int32Array.from(degrees, (each) => Math.round(each * 1e6))
  return [
    cellId,
    millionths(lat),
    millionths(lon),
    areaCode,
    rangeMetres,
    region,
    plmnSet,
    rat,
    flags,
  ]
}

function readColumns(octets: Uint8Array, columnsAt: number, count: number): Columns {
  let at = columnsAt
  // Copies: the file may stand at any offset, and in memory that others share.
  const take = (width: number): ArrayBuffer => {
    const copy = new Uint8Array(count * width)
    copy.set(octets.subarray(at, (at += count * width)))
    return copy.buffer
  }
  const degrees = (): Float64Array =>
    Float64Array.from(new Int32Array(take(4)), (each) => each / 1e6)
  return {
    count,
    cellId: new Float64Array(take(8)),
    lat: degrees(),
    lon: degrees(),
    areaCode: new Uint32Array(take(4)),
    rangeMetres: new Uint32Array(take(4)),
    region: new Uint16Array(take(2)),
    plmnSet: new Uint8Array(take(1)),
    rat: new Uint8Array(take(1)),
    flags: new Uint8Array(take(1)),
  }
}

function isSound(
  columns: Columns,
  i: number,
  tables: Pick<Inventory, 'plmnSets' | 'regions'>,
): boolean {
  const rat = RATS[columns.rat[i]!]
  if (rat === undefined || columns.flags[i]! > 3) return false
  if (columns.plmnSet[i]! >= tables.plmnSets.length) return false
  if (columns.region[i]! >= tables.regions.length) return false
  const cellId = columns.cellId[i]!
  const { area, cell } = ID_BITS[rat]
  if (!Number.isInteger(cellId) || cellId < 0 || cellId >= 2 ** cell) return false
  if (columns.areaCode[i]! >= 2 ** area || columns.rangeMetres[i]! > RANGE_METRES_MAX) return false
  if (Math.abs(columns.lat[i]!) > 90 || Math.abs(columns.lon[i]!) > 180) return false
  return i === 0 || isAfter(columns, i)
}

/** Strictly after the cell before it: the order that slices rest on, and no cell twice. */
function isAfter(columns: Columns, i: number): boolean {
  for (const column of [columns.plmnSet, columns.region, columns.rat, columns.areaCode]) {
    if (column[i]! !== column[i - 1]!) return column[i]! > column[i - 1]!
  }
  return columns.cellId[i]! > columns.cellId[i - 1]!
}

function linesOf(table: string): readonly string[] {
  return table === '' ? [] : table.slice(0, -1).split('\n')
}

function latin1(octets: Uint8Array, at: number, length: number): string {
  return Buffer.from(octets.subarray(at, at + length)).toString('latin1')
}

function digestOf(octets: Uint8Array): Buffer {
  return createHash('sha256').update(octets.subarray(BODY_AT)).digest()
}

function alignedTo8(octets: number): number {
  return Math.ceil(octets / 8) * 8
}

function refuse(what: string): Refusal {
  return new Refusal('INPUT_INVALID', { path: 'inventory', what })
}
