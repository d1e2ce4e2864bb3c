import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Airing, NOTHING_ON_AIR, onAirIn, type Slot } from '../../../src/domain/cb/on-air.ts'

const SLOT: Slot = { fromMs: 100, untilMs: 200, gsmCells: Uint32Array.of(2, 5, 9) }

function airing(cells: readonly number[] | null, part: Partial<Airing> = {}): Airing {
  const kept = cells === null ? null : Uint32Array.from(cells)
  return { pages: 3, fromMs: 0, untilMs: 1_000, cells: kept, ...part }
}

test.for<[name: string, others: readonly Airing[], pages: number, messages: number]>([
  ['nothing', [], 0, 0],
  ['a message next door', [airing([1, 3, 10])], 0, 0],
  ['a message in one cell', [airing([9])], 3, 1],
  ['two in the same cell', [airing([0, 5]), airing([5, 7], { pages: 4 })], 7, 2],
  ['two in cells of their own', [airing([2]), airing([9], { pages: 4 })], 4, 1],
  ['one that may be anywhere', [airing([2]), airing(null, { pages: 4 })], 7, 2],
  ['one that is just over', [airing([5], { untilMs: 100 })], 0, 0],
  ['one that is not quite over', [airing([5], { untilMs: 101 })], 3, 1],
  ['one that begins at the end', [airing([5], { fromMs: 200 })], 0, 0],
  ['one that begins before the end', [airing([5], { fromMs: 199 })], 3, 1],
  [
    'one after the other',
    [airing([5], { untilMs: 150 }), airing([5], { fromMs: 150, pages: 4 })],
    4,
    1,
  ],
  [
    'one beside the other for a moment',
    [airing([5], { untilMs: 151 }), airing([5], { fromMs: 150, pages: 4 })],
    7,
    2,
  ],
])('onAirIn() counts %s', ([, others, pages, messages]) => {
  expect(onAirIn(SLOT, others)).toEqual({ pages, messages })
})

test('onAirIn() takes whole networks to meet everything there', () => {
  const others = [airing([1]), airing([2], { pages: 4 })]
  expect(onAirIn({ ...SLOT, gsmCells: null }, others)).toEqual({ pages: 7, messages: 2 })
})

test('onAirIn() finds nothing where there is no GSM cell', () => {
  expect(onAirIn({ ...SLOT, gsmCells: new Uint32Array() }, [airing(null)])).toEqual(NOTHING_ON_AIR)
})

test('onAirIn() gives what a count of every cell at every instant gives', () => {
  const cells = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 8 })
  const ascending = cells.map((each) => Uint32Array.from(each.toSorted((a, b) => a - b)))
  const other = fc.record({
    pages: fc.integer({ min: 0, max: 30 }),
    fromMs: fc.integer({ min: 0, max: 12 }),
    untilMs: fc.integer({ min: 1, max: 14 }),
    cells: fc.option(ascending),
  })
  const input = fc.record({ gsmCells: ascending, others: fc.array(other, { maxLength: 6 }) })
  fc.assert(
    fc.property(input, ({ gsmCells, others }) => {
      let most = 0
      for (let atMs = 3; atMs < 10; atMs++) {
        for (const cell of gsmCells) {
          const here = others
            .filter((each) => each.fromMs <= atMs && atMs < each.untilMs)
            .filter((each) => each.cells?.includes(cell) ?? true)
          most = Math.max(
            most,
            here.reduce((sum, each) => sum + each.pages, 0),
          )
        }
      }
      expect(onAirIn({ fromMs: 3, untilMs: 10, gsmCells }, others).pages).toBe(most)
    }),
    { numRuns: 5_000 },
  )
})
