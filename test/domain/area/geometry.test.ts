import { expect, test } from 'vitest'
import {
  boxesMeet,
  boxOf,
  distanceKm,
  isInBox,
  ringOfBox,
  signedArea,
} from '../../../src/domain/area/geometry.ts'

test('distanceKm() knows a quarter of a meridian and a degree of the equator', () => {
  // π/2 and π/180 of the mean radius 6371.0088 km.
  expect(distanceKm([0, 0], [90, 0])).toBeCloseTo(10_007.557, 2)
  expect(distanceKm([0, 106], [0, 107])).toBeCloseTo(111.195, 3)
  expect(distanceKm([-6.2, 106.8], [-6.2, 106.8])).toBe(0)
})

test('signedArea() is twice the square, positive anticlockwise', () => {
  const square = ringOfBox({ minLat: -1, minLon: 100, maxLat: 1, maxLon: 103 })
  expect(signedArea(square)).toBeCloseTo(12, 9)
  expect(signedArea(square.toReversed())).toBeCloseTo(-12, 9)
})

test('boxOf(), isInBox() and boxesMeet() count their edges in', () => {
  const box = boxOf([
    [-1, 100],
    [1, 103],
  ])
  expect(isInBox(box, 1, 103)).toBe(true)
  expect(isInBox(box, 1.01, 103)).toBe(false)
  expect(boxesMeet(box, { minLat: 1, minLon: 103, maxLat: 2, maxLon: 104 })).toBe(true)
  expect(boxesMeet(box, { minLat: 1.01, minLon: 100, maxLat: 2, maxLon: 104 })).toBe(false)
})
