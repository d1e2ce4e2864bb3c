import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CellId } from '../../../../src/domain/cb/cbsp/cells.ts'
import {
  decodeCells,
  decodeCompleted,
  decodeFailures,
  decodeLoads,
  encodeCells,
  encodeCompleted,
  encodeFailures,
  encodeLoads,
} from '../../../../src/domain/cb/cbsp/lists.ts'
import { formatHex, parseHex } from '../../../../src/domain/cb/octets.ts'
import { anyCell, CELL_KINDS } from './arbitraries.ts'

const CGI: CellId = { by: 'cgi', plmn: '901-70', lac: 24, ci: 48 }
const LAC_CI: CellId = { by: 'lac-ci', lac: 10_001, ci: 50_001 }

// The failure list of a test of libosmocore: two discriminators in one list.
test('failures name each cell in its own way', () => {
  const failures = [
    { cell: CGI, cause: 3 },
    { cell: LAC_CI, cause: 15 },
  ]
  const hex = '0009f1070018003003012711c3510f'
  expect(formatHex(encodeFailures(failures))).toBe(hex)
  expect(decodeFailures(parseHex(hex)!)).toEqual({ value: failures })
})

// From a trace of osmo-bsc: one broadcast in cell 510-10-1-6969, then none in the whole BSS.
test('completed lists hold a count and an information octet a cell', () => {
  const cell: CellId = { by: 'cgi', plmn: '510-10', lac: 1, ci: 6969 }
  const list = { by: 'cgi', cells: [{ cell, broadcasts: 1, information: 0 }] } as const
  expect(formatHex(encodeCompleted(list))).toBe('0015f00100011b39000100')
  expect(decodeCompleted(parseHex('0015f00100011b39000100')!)).toEqual({ value: list })
  expect(decodeCompleted(parseHex('06')!)).toEqual({ value: { by: 'bss', cells: [] } })
})

test('loads hold two octets a cell', () => {
  const list = { by: 'lac-ci', cells: [{ cell: LAC_CI, load1: 100, load2: 7 }] } as const
  expect(formatHex(encodeLoads(list))).toBe('012711c3516407')
  expect(decodeLoads(parseHex('012711c3516407')!)).toEqual({ value: list })
})

test('the whole BSS is a discriminator alone; an entry of no octets does not loop', () => {
  expect(formatHex(encodeCells({ by: 'bss', cells: [] }))).toBe('06')
  expect(decodeCells(Uint8Array.of(6))).toEqual({ value: { by: 'bss', cells: [] } })
  expect(decodeCells(Uint8Array.of(6, 6))).toMatchObject({ error: { rule: 'length', offset: 1 } })
  const cause = { cell: { by: 'bss' }, cause: 8 }
  expect(decodeFailures(Uint8Array.of(6, 8))).toEqual({ value: [cause] })
})

test.for([
  ['cells', decodeCells, 4],
  ['completed', decodeCompleted, 7],
  ['loads', decodeLoads, 6],
] as const)('a list of %s ends at an entry, not within it', ([, decode, size]) => {
  for (let length = 0; length < 3 * size; length++) {
    const octets = new Uint8Array(length + 1)
    octets[0] = 1
    const whole = Math.floor(length / size)
    const read = decode(octets)
    if (length % size === 0) expect(read).toMatchObject({ value: { by: 'lac-ci' } })
    else expect(read).toMatchObject({ error: { rule: 'length', offset: 1 + whole * size } })
  }
  expect(decode(new Uint8Array())).toMatchObject({ error: { rule: 'length', offset: 0 } })
})

test('a failure list ends at an entry, not within it', () => {
  const octets = encodeFailures([
    { cell: CGI, cause: 1 },
    { cell: LAC_CI, cause: 2 },
  ])
  for (let length = 0; length <= octets.length; length++) {
    const read = decodeFailures(octets.subarray(0, length))
    if ([0, 9, 15].includes(length)) expect(read).toMatchObject({ value: {} })
    else expect(read).toMatchObject({ error: { rule: 'length', offset: length < 9 ? 0 : 9 } })
  }
})

test('reserved discriminators are refused where they stand', () => {
  for (const code of [3, 7, 8, 15, 0x13]) {
    const error = { rule: 'discriminator', offset: 0 }
    for (const decode of [decodeCells, decodeCompleted, decodeLoads, decodeFailures]) {
      expect(decode(Uint8Array.of(code, 0, 0, 0))).toMatchObject({ error })
    }
  }
  expect(decodeFailures(Uint8Array.of(5, 0, 1, 9, 3, 0, 1, 9))).toMatchObject({
    error: { rule: 'discriminator', offset: 4 },
  })
})

test('encodeCells() refuses what is no list for a message of ours', () => {
  const many = (length: number): CellId[] => Array.from({ length }, (_, ci) => ({ by: 'ci', ci }))
  expect(encodeCells({ by: 'ci', cells: many(1_000) }).length).toBe(2_001)
  expect(() => encodeCells({ by: 'ci', cells: many(1_001) })).toThrow(RangeError)
  expect(() => encodeCells({ by: 'bss', cells: [{ by: 'bss' }] })).toThrow(RangeError)
  for (const by of CELL_KINDS.filter((each) => each !== 'bss')) {
    expect(() => encodeCells({ by, cells: [] })).toThrow(RangeError)
    const other: CellId = by === 'ci' ? { by: 'lac', lac: 1 } : { by: 'ci', ci: 1 }
    expect(() => encodeCells({ by, cells: [other] })).toThrow(RangeError)
  }
})

test('encodeFailures() takes 65,535 octets and no more', () => {
  const failures = (count: number) => Array.from({ length: count }, () => ({ cell: CGI, cause: 9 }))
  expect(encodeFailures(failures(7_281)).length).toBe(65_529)
  expect(() => encodeFailures(failures(7_282))).toThrow(RangeError)
})

test('numbers that do not fit their octets are refused', () => {
  const wrong = fc.oneof(fc.integer({ max: -1 }), fc.integer({ min: 65_536 }), fc.constant(0.5))
  fc.assert(
    fc.property(anyCell, wrong, (cell, number) => {
      const { by } = cell
      const count = { cell, broadcasts: number, information: 0 }
      const information = { cell, broadcasts: 0, information: number }
      expect(() => encodeCompleted({ by, cells: [count] })).toThrow(RangeError)
      expect(() => encodeCompleted({ by, cells: [information] })).toThrow(RangeError)
      expect(() => encodeLoads({ by, cells: [{ cell, load1: number, load2: 0 }] })).toThrow()
      expect(() => encodeLoads({ by, cells: [{ cell, load1: 0, load2: number }] })).toThrow()
      expect(() => encodeFailures([{ cell, cause: number }])).toThrow(RangeError)
    }),
  )
})
