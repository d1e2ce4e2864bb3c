/**
 * Cells of CBSP: in which of six ways a list names them, and their octets. 3GPP TS 48.049 §8.2.6.
 *
 *     0 cgi      PLMN 3, LAC 2, CI 2      4 lai   PLMN 3, LAC 2
 *     1 lac-ci   LAC 2, CI 2              5 lac   LAC 2
 *     2 ci       CI 2                     6 bss   nothing: every cell of the BSC
 *
 * All other discriminators are reserved, 3 among them.
 */
import { decodeError, type DecodeError } from '../decode-error.ts'
import { assertField, readUint16, writeUint16 } from '../octets.ts'
import { decodePlmn, encodePlmn, PLMN_OCTETS } from './plmn.ts'

/** One cell, or an area of cells, as a BSC knows it. */
export type CellId =
  | { readonly by: 'cgi'; readonly plmn: string; readonly lac: number; readonly ci: number }
  | { readonly by: 'lac-ci'; readonly lac: number; readonly ci: number }
  | { readonly by: 'ci'; readonly ci: number }
  | { readonly by: 'lai'; readonly plmn: string; readonly lac: number }
  | { readonly by: 'lac'; readonly lac: number }
  | { readonly by: 'bss' }

export type CellKind = CellId['by']

/** What a list holds: cells named all in one way. The whole BSS has no entries. */
export interface CellList {
  readonly by: CellKind
  readonly cells: readonly CellId[]
}

interface Layout {
  readonly by: CellKind
  /** In wire order. */
  readonly fields: readonly ('plmn' | 'lac' | 'ci')[]
}

/** Index = discriminator. */
const LAYOUTS: readonly (Layout | null)[] = [
  { by: 'cgi', fields: ['plmn', 'lac', 'ci'] },
  { by: 'lac-ci', fields: ['lac', 'ci'] },
  { by: 'ci', fields: ['ci'] },
  null,
  { by: 'lai', fields: ['plmn', 'lac'] },
  { by: 'lac', fields: ['lac'] },
  { by: 'bss', fields: [] },
]

/**
 * Most cells that a message of ours may name: what a BSC answers to it must fit a list of 65,535
 * octets, and osmo-bsc dies of a message of about 65 kB.
 */
export const CELLS_MAX = 1_000

/** The four bits that say how cells are named. */
export function discriminatorOf(by: CellKind): number {
  return LAYOUTS.findIndex((layout) => layout?.by === by)
}

/** Inverse of {@link discriminatorOf}; the upper four bits are spare. Null when it is reserved. */
export function cellKindOf(octet: number): CellKind | null {
  return LAYOUTS[octet & 0xf]?.by ?? null
}

/** Octets of one cell, without its discriminator. */
export function cellOctets(by: CellKind): number {
  return fieldsOf(by).reduce((sum, field) => sum + (field === 'plmn' ? PLMN_OCTETS : 2), 0)
}

/**
 * One cell, without its discriminator.
 *
 * @throws {RangeError} when a PLMN, LAC or CI is none.
 */
export function encodeCell(cell: CellId): Uint8Array {
  const octets = new Uint8Array(cellOctets(cell.by))
  let at = 0
  if ('plmn' in cell) {
    octets.set(encodePlmn(cell.plmn), at)
    at += PLMN_OCTETS
  }
  if ('lac' in cell) {
    assertField('LAC', cell.lac, 0xffff)
    writeUint16(octets, at, cell.lac)
    at += 2
  }
  if ('ci' in cell) {
    assertField('CI', cell.ci, 0xffff)
    writeUint16(octets, at, cell.ci)
  }
  return octets
}

/** Reads the cell at `offset`, whose octets the caller knows to be there. */
export function decodeCell(
  by: CellKind,
  octets: Uint8Array,
  offset: number,
): { readonly cell: CellId } | { readonly error: DecodeError } {
  const cell: { by: CellKind; plmn?: string; lac?: number; ci?: number } = { by }
  let at = offset
  for (const field of fieldsOf(by)) {
    if (field === 'plmn') {
      const plmn = decodePlmn(octets, at)
      if (plmn === null) return decodeError('plmn', at, 'A PLMN is of decimal digits')
      cell.plmn = plmn
      at += PLMN_OCTETS
    } else {
      cell[field] = readUint16(octets, at)
      at += 2
    }
  }
  // The layout of `by` names exactly the fields of that case of the union.
  return { cell: cell as CellId }
}

/** A list in parts of at most `max` cells, in order; the whole BSS is one part. */
export function splitCells(list: CellList, max: number = CELLS_MAX): CellList[] {
  if (!Number.isInteger(max) || max < 1) {
    throw new RangeError(
      `Cannot split cells as a part must hold 1 or more: current value is ${max}`,
    )
  }
  if (list.by === 'bss') return [list]
  const parts = Math.ceil(list.cells.length / max)
  return Array.from({ length: parts }, (_, index) => ({
    by: list.by,
    cells: list.cells.slice(index * max, (index + 1) * max),
  }))
}

function fieldsOf(by: CellKind): Layout['fields'] {
  return LAYOUTS[discriminatorOf(by)]!.fields
}
