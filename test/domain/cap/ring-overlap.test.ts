import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CapPoint } from '../../../src/domain/cap/model.ts'
import { findOverlap, OVERLAP_BUDGET } from '../../../src/domain/cap/ring-overlap.ts'

const box = (lat: number, lon: number, size: number): CapPoint[] => [
  [lat, lon],
  [lat, lon + size],
  [lat + size, lon + size],
  [lat + size, lon],
  [lat, lon],
]
const overlapOf = (...rings: CapPoint[][]) => findOverlap(rings, { left: OVERLAP_BUDGET })

test('findOverlap() measures the part of the smaller one', () => {
  expect(overlapOf(box(0, 0, 4), box(1, 1, 1))).toEqual({ first: 0, second: 1, percent: 100 })
  expect(overlapOf(box(0, 0, 1), box(0, 0.5, 1))).toEqual({ first: 0, second: 1, percent: 50 })
  expect(overlapOf(box(9, 9, 1), box(0.75, 0, 1), box(0, 0, 1))?.percent).toBe(25)
  expect(overlapOf(box(9, 9, 1), box(0.75, 0, 1), box(0, 0, 1))).toMatchObject({
    first: 1,
    second: 2,
  })
})

test('findOverlap() passes over borders drawn twice and boxes that alone meet', () => {
  expect(overlapOf(box(0, 0, 1), box(0.96, 0, 1))).toBe(null)
  expect(overlapOf(box(0, 0, 1), box(1, 0, 1))).toBe(null)
  const lower: CapPoint[] = [
    [0, 0],
    [0, 1],
    [1, 0],
    [0, 0],
  ]
  const upper: CapPoint[] = [
    [1, 1],
    [0.1, 1],
    [1, 0.1],
    [1, 1],
  ]
  expect(overlapOf(lower, upper)).toBe(null)
})

test('findOverlap() of boxes is near what arithmetic says', () => {
  const number = fc.integer({ min: 0, max: 40 }).map((n) => n / 10)
  const size = fc.integer({ min: 1, max: 30 }).map((n) => n / 10)
  fc.assert(
    fc.property(number, number, size, size, (lat, lon, a, b) => {
      const shared = (at: number) => Math.max(0, Math.min(a, at + b) - Math.max(0, at))
      const percent = (100 * shared(lat) * shared(lon)) / Math.min(a, b) ** 2
      const found = overlapOf(box(0, 0, a), box(lat, lon, b))
      if (percent < 4.9) expect(found).toBe(null)
      if (percent > 5.1) expect(Math.abs(found!.percent - percent)).toBeLessThan(1)
    }),
    { numRuns: 1_000 },
  )
})

test('findOverlap() takes a shape by its parts, whichever comes first', () => {
  const prongs = (lat: number): CapPoint[] => [
    [lat, 0],
    [lat, 3],
    [lat + 2, 3],
    [lat + 2, 2],
    [lat + 1, 2],
    [lat + 1, 1],
    [lat + 2, 1],
    [lat + 2, 0],
    [lat, 0],
  ]
  // Upon the second prong alone; then between both, where nothing is.
  expect(overlapOf(prongs(0), box(1, 2, 1))?.percent).toBe(100)
  expect(overlapOf(box(-1, 2, 3), prongs(0))?.percent).toBe(40)
  expect(overlapOf(prongs(0), box(1, 1, 1))).toBe(null)
})

test('findOverlap() meets a vertex once', () => {
  const diamond: CapPoint[] = [
    [0, 12],
    [12.5, 0],
    [24, 12],
    [12.5, 24],
    [0, 12],
  ]
  expect(overlapOf(box(0, 0, 24), diamond)?.percent).toBe(100)
})

test('findOverlap() stops when its budget is spent', () => {
  const budget = { left: 5 }
  expect(findOverlap([box(0, 0, 1), box(0, 0, 1)], budget)).not.toBe(null)
  expect(budget.left).toBeLessThan(0)
  expect(findOverlap([box(0, 0, 1), box(0, 0, 1)], budget)).toBe(null)
})
