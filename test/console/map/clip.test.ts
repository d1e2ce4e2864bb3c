import { expect, test } from 'vitest'
import {
  clipLine,
  clipRing,
  roundLine,
  WINDOW,
  type LonLat,
} from '../../../src/console/map/clip.ts'

const square = (west: number, south: number, east: number, north: number): LonLat[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

test('clipRing() keeps what lies inside as it is', () => {
  const ring = square(106, -7, 108, -5)
  const [kept] = clipRing(ring)
  expect(new Set(kept?.map(String))).toEqual(new Set(ring.map(String)))
  expect(kept?.at(0)).toEqual(kept?.at(-1))
})

test('clipRing() cuts at the window and drops what lies outside', () => {
  const [kept] = clipRing(square(WINDOW.west - 10, -5, WINDOW.west + 2, 5))
  const lons = kept?.map(([lon]) => lon) ?? []
  expect([Math.min(...lons), Math.max(...lons)]).toEqual([WINDOW.west, WINDOW.west + 2])
  expect(clipRing(square(-10, 40, 10, 60))).toEqual([])
})

test('clipLine() gives each run inside the window', () => {
  const line: LonLat[] = [
    [100, 0],
    [101, 0],
    [80, 0],
    [102, 0],
    [103, 0],
  ]
  expect(clipLine(line).map((run) => run.length)).toEqual([2, 2])
})

test('roundLine() keeps points that fall together once', () => {
  const line: LonLat[] = [
    [100.00001, 0],
    [100.00002, 0],
    [100.1, 0],
  ]
  expect(roundLine(line)).toEqual([
    [100, 0],
    [100.1, 0],
  ])
})
