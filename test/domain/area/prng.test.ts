import { expect, test } from 'vitest'
import { createPrng } from '../../../src/domain/area/prng.ts'

const take = (seed: number, count: number): number[] => {
  const prng = createPrng(seed)
  return Array.from({ length: count }, () => prng.next())
}

test('createPrng() gives the same for the same seed and another for the next', () => {
  expect(take(1, 100)).toEqual(take(1, 100))
  const both = new Set([...take(1, 1000), ...take(2, 1000), ...take(2 ** 32, 1000)])
  expect(both.size).toBeGreaterThan(2990)
})

test('createPrng() spreads evenly', () => {
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const value of take(42, 100_000)) tenths[Math.floor(value * 10)]!++
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500)
})

test('normal() has mean 0 and deviation 1', () => {
  const prng = createPrng(3)
  const values = Array.from({ length: 50_000 }, () => prng.normal())
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length
  const square = values.reduce((sum, each) => sum + each * each, 0) / values.length
  expect(Math.abs(mean)).toBeLessThan(0.02)
  expect(Math.abs(square - 1)).toBeLessThan(0.03)
  expect(Math.max(...values.map(Math.abs))).toBeLessThan(4)
})

test.for([-1, 0.5, Number.NaN, 2 ** 53])('createPrng() refuses seed %s', (seed) => {
  expect(() => createPrng(seed)).toThrow(RangeError)
})
