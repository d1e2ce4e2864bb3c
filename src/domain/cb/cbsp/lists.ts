/**
 * The lists of cells that CBSP messages carry; each has two octets of length before it.
 * 3GPP TS 48.049 §8.2.6, §8.2.10, §8.2.11, §8.2.12.
 *
 *     cells       discriminator 1 | cell …
 *     completed   discriminator 1 | (cell, broadcasts 2, information 1) …
 *     loads       discriminator 1 | (cell, load 1, load 1) …
 *     failures    (discriminator 1, cell, cause 1) …
 */
import { decodeError, type DecodeError } from '../decode-error.ts'
import { assertField, readUint16 } from '../octets.ts'
import {
  cellKindOf,
  cellOctets,
  CELLS_MAX,
  decodeCell,
  discriminatorOf,
  encodeCell,
  type CellId,
  type CellKind,
  type CellList,
} from './cells.ts'

/** How often a message has been on air in one cell. */
export interface CompletedCell {
  readonly cell: CellId
  readonly broadcasts: number
  /** 0: the count is good. 1: it has overflowed. 2: it is unknown. Others are reserved. */
  readonly information: number
}

/** How full the CBCH of one cell is, in percent; what tells the two loads apart is not checked. */
export interface LoadedCell {
  readonly cell: CellId
  readonly load1: number
  readonly load2: number
}

export interface FailedCell {
  readonly cell: CellId
  /** 0..255; `causeOf` names it. */
  readonly cause: number
}

export interface CompletedList {
  readonly by: CellKind
  readonly cells: readonly CompletedCell[]
}

export interface LoadList {
  readonly by: CellKind
  readonly cells: readonly LoadedCell[]
}

export type Read<T> = { readonly value: T } | { readonly error: DecodeError }

/** Most octets of a list: its length has 16 bits. */
const LIST_OCTETS_MAX = 0xffff

/**
 * Cells that a message of ours is for.
 *
 * @throws {RangeError} when there is none, or more than {@link CELLS_MAX}, when the whole BSS has
 *   entries, or when a cell is not named as the list says.
 */
export function encodeCells({ by, cells }: CellList): Uint8Array {
  if (by === 'bss' ? cells.length > 0 : cells.length === 0) {
    throw new RangeError(`Cannot name ${cells.length} cells by ${by}`)
  }
  if (cells.length > CELLS_MAX) {
    throw new RangeError(
      `Cannot name cells as ${CELLS_MAX} is the most of a message: there are ${cells.length}`,
    )
  }
  return encodeEntries(by, cells, (cell) => encodeOf(by, cell))
}

export function decodeCells(octets: Uint8Array): Read<CellList> {
  return decodeEntries(octets, 0, (cell) => cell)
}

/** @throws {RangeError} when a cell or a number is none, or the list grows too long. */
export function encodeCompleted({ by, cells }: CompletedList): Uint8Array {
  return encodeEntries(by, cells, ({ cell, broadcasts, information }) => {
    assertField('broadcasts', broadcasts, 0xffff)
    assertField('information', information, 0xff)
    return [...encodeOf(by, cell), broadcasts >> 8, broadcasts & 0xff, information]
  })
}

export function decodeCompleted(octets: Uint8Array): Read<CompletedList> {
  return decodeEntries(octets, 3, (cell, at) => ({
    cell,
    broadcasts: readUint16(octets, at),
    information: octets[at + 2] ?? 0,
  }))
}

/** @throws {RangeError} when a cell or a load is none, or the list grows too long. */
export function encodeLoads({ by, cells }: LoadList): Uint8Array {
  return encodeEntries(by, cells, ({ cell, load1, load2 }) => {
    assertField('load', load1, 0xff)
    assertField('load', load2, 0xff)
    return [...encodeOf(by, cell), load1, load2]
  })
}

export function decodeLoads(octets: Uint8Array): Read<LoadList> {
  return decodeEntries(octets, 2, (cell, at) => ({
    cell,
    load1: octets[at] ?? 0,
    load2: octets[at + 1] ?? 0,
  }))
}

/** @throws {RangeError} when a cell or a cause is none, or the list grows too long. */
export function encodeFailures(failures: readonly FailedCell[]): Uint8Array {
  const entries = failures.map(({ cell, cause }) => {
    assertField('cause', cause, 0xff)
    return [discriminatorOf(cell.by), ...encodeCell(cell), cause]
  })
  return assertList(entries.flat())
}

/** Each entry has a discriminator of its own, so that one list names cells in several ways. */
export function decodeFailures(octets: Uint8Array): Read<readonly FailedCell[]> {
  const failures: FailedCell[] = []
  for (let at = 0; at < octets.length;) {
    const by = cellKindOf(octets[at] ?? 0)
    if (by === null) return reserved(octets, at)
    const end = at + 1 + cellOctets(by)
    if (end >= octets.length) return cut(at)
    const read = decodeCell(by, octets, at + 1)
    if ('error' in read) return read
    failures.push({ cell: read.cell, cause: octets[end] ?? 0 })
    at = end + 1
  }
  return { value: failures }
}

function encodeEntries<T>(
  by: CellKind,
  entries: readonly T[],
  encode: (entry: T) => Iterable<number>,
): Uint8Array {
  return assertList([discriminatorOf(by), ...entries.flatMap((entry) => [...encode(entry)])])
}

function encodeOf(by: CellKind, cell: CellId): Uint8Array {
  if (cell.by === by) return encodeCell(cell)
  throw new RangeError(`Cannot put a cell named by ${cell.by} into a list by ${by}`)
}

/** Entries of a cell and `extra` octets more; `decode` gets the offset of those. */
function decodeEntries<T>(
  octets: Uint8Array,
  extra: number,
  decode: (cell: CellId, at: number) => T,
): Read<{ readonly by: CellKind; readonly cells: readonly T[] }> {
  if (octets.length === 0) return cut(0)
  const by = cellKindOf(octets[0] ?? 0)
  if (by === null) return reserved(octets, 0)
  const cellSize = cellOctets(by)
  const cells: T[] = []
  let at = 1
  while (at < octets.length) {
    // An entry of no octets would never end.
    if (cellSize + extra === 0 || at + cellSize + extra > octets.length) return cut(at)
    const read = decodeCell(by, octets, at)
    if ('error' in read) return read
    cells.push(decode(read.cell, at + cellSize))
    at += cellSize + extra
  }
  return { value: { by, cells } }
}

function reserved(octets: Uint8Array, at: number): { readonly error: DecodeError } {
  const code = (octets[at] ?? 0) & 0xf
  return decodeError('discriminator', at, `Cells are named by 0, 1, 2, 4, 5 or 6: found ${code}`)
}

function cut(at: number): { readonly error: DecodeError } {
  return decodeError('length', at, 'A list ends within an entry')
}

function assertList(octets: readonly number[]): Uint8Array {
  if (octets.length <= LIST_OCTETS_MAX) return Uint8Array.from(octets)
  throw new RangeError(
    `Cannot encode a list as 65535 octets are the most: there are ${octets.length}`,
  )
}
