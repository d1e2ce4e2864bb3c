import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { distanceKm, ringOfBox, type LatLon } from '../../../src/domain/area/geometry.ts'
import { containsPoint, indexRings, meetsDisc } from '../../../src/domain/area/ring-index.ts'

const SQUARE = ringOfBox({ minLat: -7, minLon: 107, maxLat: -6, maxLon: 108 })

test('containsPoint() counts edges and vertices as inside', () => {
  const index = indexRings([SQUARE])
  const inside: LatLon[] = [
    [-6.5, 107.5],
    [-6, 107.5],
    [-7, 107.5],
    [-6.5, 107],
    [-6.5, 108],
    [-6, 107],
    [-7, 108],
  ]
  for (const [lat, lon] of inside)
    expect(containsPoint(index, lat, lon), `${lat},${lon}`).toBe(true)
  expect(containsPoint(index, -5.999999, 107.5)).toBe(false)
  expect(containsPoint(index, -6.5, 108.000001)).toBe(false)
})

test('containsPoint() leaves out the inside of a hole but not its edge', () => {
  const hole = ringOfBox({ minLat: -6.6, minLon: 107.4, maxLat: -6.4, maxLon: 107.6 })
  const index = indexRings([SQUARE, hole])
  expect(containsPoint(index, -6.5, 107.5)).toBe(false)
  expect(containsPoint(index, -6.6, 107.5)).toBe(true)
  expect(containsPoint(index, -6.7, 107.5)).toBe(true)
})

/** Any closed ring, crossing itself as it likes. */
const ring = fc
  .array(fc.tuple(fc.integer({ min: -90, max: -50 }), fc.integer({ min: 1060, max: 1100 })), {
    minLength: 3,
    maxLength: 80,
  })
  .map((points): LatLon[] => [...points, points[0]!].map(([lat, lon]) => [lat / 10, lon / 10]))

test('containsPoint() agrees with a count of all crossings', () => {
  const point = fc.tuple(
    fc.double({ min: -9.1, max: -4.9, noNaN: true }),
    fc.double({ min: 105.9, max: 110.1, noNaN: true }),
  )
  fc.assert(
    fc.property(ring, point, (points, [lat, lon]) => {
      expect(containsPoint(indexRings([points]), lat, lon)).toBe(crossings(points, lat, lon))
    }),
    { numRuns: 2000 },
  )
})

function crossings(points: readonly LatLon[], lat: number, lon: number): boolean {
  let count = 0
  for (let i = 1; i < points.length; i++) {
    const [lat1, lon1] = points[i - 1]!
    const [lat2, lon2] = points[i]!
    if (lat1 > lat === lat2 > lat) continue
    if (lon < lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1)) count++
  }
  return count % 2 === 1
}

test('meetsDisc() agrees with distances on the sphere, but for a tenth of a percent', () => {
  const centre = fc.tuple(
    fc.double({ min: -11, max: 6, noNaN: true }),
    fc.double({ min: 100, max: 110, noNaN: true }),
  )
  const nearby = fc.tuple(
    fc.double({ min: -0.3, max: 0.3, noNaN: true }),
    fc.double({ min: -0.3, max: 0.3, noNaN: true }),
  )
  fc.assert(
    fc.property(
      centre,
      nearby,
      nearby,
      fc.double({ min: 1, max: 50, noNaN: true }),
      (at, a, b, km) => {
        const from: LatLon = [at[0] + a[0], at[1] + a[1]]
        const to: LatLon = [at[0] + b[0], at[1] + b[1]]
        const nearest = nearestOnSegment(at, from, to)
        fc.pre(Math.abs(nearest - km) > 0.001 * km + 1e-6)
        // A ring there and back encloses nothing: only the edge counts.
        expect(meetsDisc(indexRings([[from, to, from]]), at, km)).toBe(nearest < km)
      },
    ),
    { numRuns: 2000 },
  )
})

function nearestOnSegment(at: LatLon, from: LatLon, to: LatLon): number {
  const on = (part: number): number =>
    distanceKm(at, [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])])
  let [low, high] = [0, 1]
  for (let i = 0; i < 80; i++) {
    const third = (high - low) / 3
    if (on(low + third) < on(high - third)) high -= third
    else low += third
  }
  return Math.min(on(low), on(0), on(1))
}

test('meetsDisc() is true inside without an edge in reach', () => {
  expect(meetsDisc(indexRings([SQUARE]), [-6.5, 107.5], 0.1)).toBe(true)
  expect(meetsDisc(indexRings([SQUARE]), [-5.9, 107.5], 11)).toBe(false)
  expect(meetsDisc(indexRings([SQUARE]), [-5.9, 107.5], 11.2)).toBe(true)
})

test('indexRings() keeps a zigzag of long edges small', () => {
  const zigzag = Array.from({ length: 5000 }, (_, at): LatLon => [at % 2, 100 + at / 1000])
  const index = indexRings([[...zigzag, zigzag[0]!]])
  expect(index.bandEdges.length).toBeLessThanOrEqual(5000 * 12)
})
