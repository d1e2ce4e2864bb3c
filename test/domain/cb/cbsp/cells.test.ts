import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  cellKindOf,
  cellOctets,
  decodeCell,
  discriminatorOf,
  encodeCell,
  splitCells,
  type CellId,
} from '../../../../src/domain/cb/cbsp/cells.ts'
import { formatHex, parseHex } from '../../../../src/domain/cb/octets.ts'
import { anyCell, anyCells, CELL_KINDS } from './arbitraries.ts'

// 3GPP TS 48.049 §8.2.6, as osmo-bsc, libosmocore and Wireshark read it; all three agree.
const TABLE: readonly (readonly [code: number, hex: string, cell: CellId])[] = [
  [0, '15f00112345678', { by: 'cgi', plmn: '510-10', lac: 0x1234, ci: 0x5678 }],
  [1, '12345678', { by: 'lac-ci', lac: 0x1234, ci: 0x5678 }],
  [2, '5678', { by: 'ci', ci: 0x5678 }],
  [4, '15f0011234', { by: 'lai', plmn: '510-10', lac: 0x1234 }],
  [5, '1234', { by: 'lac', lac: 0x1234 }],
  [6, '', { by: 'bss' }],
]

test.for(TABLE)('discriminator %i takes the octets "%s"', ([code, hex, cell]) => {
  expect(discriminatorOf(cell.by)).toBe(code)
  expect(cellKindOf(code)).toBe(cell.by)
  expect(cellOctets(cell.by)).toBe(hex.length / 2)
  expect(formatHex(encodeCell(cell))).toBe(hex)
  expect(decodeCell(cell.by, parseHex(hex)!, 0)).toEqual({ cell })
})

test('cellKindOf() knows six of the sixteen codes, and passes over the spare bits', () => {
  const known = Array.from({ length: 256 }, (_, octet) => octet).filter(
    (octet) => cellKindOf(octet) !== null,
  )
  expect(known.filter((octet) => octet < 16)).toEqual([0, 1, 2, 4, 5, 6])
  expect(known.length).toBe(6 * 16)
  expect(CELL_KINDS.length).toBe(6)
})

test('decodeCell() undoes encodeCell(), wherever it stands', () => {
  fc.assert(
    fc.property(anyCell, fc.uint8Array({ maxLength: 5 }), (cell, before) => {
      const octets = Uint8Array.of(...before, ...encodeCell(cell))
      expect(decodeCell(cell.by, octets, before.length)).toEqual({ cell })
    }),
  )
})

test('decodeCell() says where a PLMN is none', () => {
  expect(decodeCell('lai', parseHex('ff1af0011234')!, 1)).toMatchObject({
    error: { rule: 'plmn', offset: 1 },
  })
})

test.for([
  { by: 'lac', lac: -1 },
  { by: 'lac', lac: 65_536 },
  { by: 'ci', ci: 1.5 },
  { by: 'lac-ci', lac: 1, ci: Number.NaN },
  { by: 'cgi', plmn: '51010', lac: 1, ci: 1 },
] as const)('encodeCell() refuses %j', (cell) => {
  expect(() => encodeCell(cell)).toThrow(RangeError)
})

test('splitCells() keeps every cell once and in order, in parts that fit', () => {
  fc.assert(
    fc.property(anyCells, fc.integer({ min: 1, max: 5 }), (list, max) => {
      const parts = splitCells(list, max)
      expect(parts.flatMap(({ cells }) => cells)).toEqual(list.cells)
      expect(parts.every(({ by }) => by === list.by)).toBe(true)
      expect(parts.every(({ cells }) => cells.length <= max)).toBe(true)
      expect(parts.length).toBe(list.by === 'bss' ? 1 : Math.ceil(list.cells.length / max))
    }),
  )
})

test('splitCells() makes two messages of 1,001 cells, one of 1,000', () => {
  const cells = Array.from({ length: 1_001 }, (_, ci): CellId => ({ by: 'ci', ci }))
  expect(splitCells({ by: 'ci', cells }).map((part) => part.cells.length)).toEqual([1_000, 1])
  expect(splitCells({ by: 'ci', cells: cells.slice(1) }).length).toBe(1)
  expect(() => splitCells({ by: 'ci', cells }, 0)).toThrow(RangeError)
})
