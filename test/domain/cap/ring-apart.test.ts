import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GridRing } from '../../../src/domain/cap/grid-ring.ts'
import type { CapPoint } from '../../../src/domain/cap/model.ts'
import { isApart } from '../../../src/domain/cap/ring-apart.ts'
import { ringFacts } from '../../../src/domain/cap/ring-facts.ts'
import { sweepRing } from '../../../src/domain/cap/ring-sweep.ts'

function gridOf(...open: CapPoint[]): GridRing {
  return new GridRing([...open, open[0]!])
}

/** Round a centre, in and out, as coasts are. */
function coast(points: number): CapPoint[] {
  return Array.from({ length: points }, (_, step): CapPoint => {
    const angle = (2 * Math.PI * step) / points
    const reach = 1 + 0.3 * Math.sin(7 * angle)
    return [reach * Math.sin(angle), 100 + reach * Math.cos(angle)]
  })
}

test('isApart() knows a triangle, a square and a coast', () => {
  expect(isApart(gridOf([0, 0], [0, 1], [1, 0]))).toBe(true)
  expect(isApart(gridOf([0, 0], [0, 1], [1, 1], [1, 0]))).toBe(true)
  for (const points of [5, 8, 9, 64, 65, 3_000]) {
    expect(isApart(gridOf(...coast(points)))).toBe(true)
  }
})

test('isApart() leaves a crossing and a touch to the sweep', () => {
  expect(isApart(gridOf([0, 0], [1, 1], [1, 0], [0, 1]))).toBe(false)
  expect(isApart(gridOf([0, 0], [0, 2], [1, 1], [2, 2], [2, 0], [1, 1]))).toBe(false)
  expect(isApart(gridOf([0, 0], [0, 4], [2, 4], [0, 2], [2, 0]))).toBe(false)
})

test('isApart() gives up on a ring that is all teeth', () => {
  const teeth = Array.from({ length: 2_000 }, (_, at): CapPoint => [
    at % 2 === 0 ? 0 : 9,
    at / 1e3 + (at % 2),
  ])
  expect(isApart(gridOf(...teeth, [20, 5], [20, -3]))).toBe(false)
})

test('isApart() never says so where the sweep finds contact', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
  let apart = 0
  fc.assert(
    fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), (open) => {
      const ring: CapPoint[] = [...open, open[0]!]
      const grid = new GridRing(ring)
      if (ringFacts(ring).spikes > 0 || !isApart(grid)) return
      apart += 1
      expect(sweepRing(grid)).toEqual({ crossing: null, touch: -1 })
    }),
    { numRuns: 3_000 },
  )
  expect(apart).toBeGreaterThan(100)
})
