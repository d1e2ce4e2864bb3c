import { expect, test } from 'vitest'
import { provinceCodes } from '../../../src/domain/area/figures.ts'
import {
  distanceKm,
  ringOfBox,
  signedArea,
  type LatLon,
} from '../../../src/domain/area/geometry.ts'
import { canAir } from '../../../src/domain/area/inventory.ts'
import { outlineOf } from '../../../src/domain/area/outline.ts'
import { containsRegion } from '../../../src/domain/area/region.ts'
import { containsPoint, indexRings } from '../../../src/domain/area/ring-index.ts'
import { checkArea, EMPTY_AREA } from '../../../src/domain/area/shape.ts'
import { inventoryOf, syntheticInventory } from './cells.ts'

const INVENTORY = syntheticInventory()

test.for(['32.01', '32', '94', '31.01'])(
  'outlineOf(%s) holds the coverage of every cell of the region',
  (code) => {
    const [ring, ...more] = outlineOf({ ...EMPTY_AREA, regions: [code] }, INVENTORY)
    expect(more).toEqual([])
    const index = indexRings([ring!])
    for (let i = 0; i < INVENTORY.count; i++) {
      if (!containsRegion(code, INVENTORY.regions[INVENTORY.region[i]!]!)) continue
      if (!canAir(INVENTORY, i)) continue
      const at: LatLon = [INVENTORY.lat[i]!, INVENTORY.lon[i]!]
      for (let angle = 0; angle < 360; angle += 10) {
        const [lat, lon] = pointAt(at, INVENTORY.rangeMetres[i]! / 1000, angle)
        expect(containsPoint(index, lat, lon), `cell ${i} at ${angle}`).toBe(true)
      }
    }
  },
)

/** Some point at exactly that distance on the sphere, by halving. */
function pointAt([lat, lon]: LatLon, km: number, angle: number): LatLon {
  const [y, x] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)]
  let [low, high] = [0, 1]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (distanceKm([lat, lon], [lat + y * middle, lon + x * middle]) < km) low = middle
    else high = middle
  }
  return [lat + y * low, lon + x * low]
}

test('outlineOf() gives the country one short, sound ring a province', () => {
  const rings = outlineOf({ ...EMPTY_AREA, regions: ['ID', '32'] }, INVENTORY)
  expect(rings).toHaveLength(provinceCodes().length)
  for (const ring of rings) {
    expect(ring.length).toBeLessThanOrEqual(60)
    expect(signedArea(ring)).toBeGreaterThan(0)
    const errors = checkArea({ ...EMPTY_AREA, polygons: [ring] }, { path: '' })
    expect(errors.filter((each) => each.level === 'error')).toEqual([])
  }
})

test('outlineOf() falls back to the box of a region without cells', () => {
  const spec = { ...EMPTY_AREA, regions: ['51', '94.01.02'] }
  for (const inventory of [null, inventoryOf([{ cellId: 1, flags: 0 }])]) {
    const rings = outlineOf(spec, inventory)
    expect(rings.map((ring) => ring.length)).toEqual([5, 5])
    expect(containsPoint(indexRings([rings[0]!]), -8.65, 115.2)).toBe(true)
  }
})

test('outlineOf() keeps polygons as drawn and puts a ring around a circle', () => {
  const square = ringOfBox({ minLat: -7, minLon: 107, maxLat: -6, maxLon: 108 })
  const circle = { lat: -10, lon: 120, radiusKm: 200 }
  const [kept, around] = outlineOf({ regions: [], polygons: [square], circles: [circle] }, null)
  expect(kept).toEqual(square)
  const index = indexRings([around!])
  for (let angle = 0; angle < 360; angle++) {
    const [lat, lon] = pointAt([circle.lat, circle.lon], circle.radiusKm, angle)
    expect(containsPoint(index, lat, lon), `${angle}`).toBe(true)
  }
})
