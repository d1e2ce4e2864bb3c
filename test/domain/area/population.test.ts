import { expect, test } from 'vitest'
import { populationOf, registeredIn } from '../../../src/domain/area/population.ts'
import { EMPTY_AREA } from '../../../src/domain/area/shape.ts'
import { syntheticInventory } from './cells.ts'

const COUNTRY = 284_973_643
const INVENTORY = syntheticInventory()

test('registeredIn() sums regencies', () => {
  expect(registeredIn('ID')).toBe(COUNTRY)
  expect(registeredIn('32.01.05')).toBe(registeredIn('32.01'))
})

test.for(['ID', '32', '32.01'])('populationOf(%s) brackets the register', (code) => {
  const [low, high] = populationOf({ ...EMPTY_AREA, regions: [code] }, null)
  expect(low).toBeLessThan(registeredIn(code))
  expect(high).toBeGreaterThan(registeredIn(code))
  expect(high / low).toBeLessThan(1.2)
})

test('populationOf() does not count a region twice', () => {
  const once = populationOf({ ...EMPTY_AREA, regions: ['32'] }, null)
  expect(populationOf({ ...EMPTY_AREA, regions: ['32.01', '32', '32'] }, null)).toEqual(once)
  const circles = [{ lat: -6.9, lon: 107.6, radiusKm: 5 }]
  const [low, high] = populationOf({ ...EMPTY_AREA, regions: ['32'], circles }, INVENTORY)
  expect([low, high]).toEqual(once)
})

test('populationOf() counts the regency of a district, as its cells are planned', () => {
  const district = populationOf({ ...EMPTY_AREA, regions: ['32.01.05'] }, null)
  expect(district).toEqual(populationOf({ ...EMPTY_AREA, regions: ['32.01'] }, null))
})

test('populationOf() widens what it does not know of a shape', () => {
  const spec = { ...EMPTY_AREA, circles: [{ lat: -6.2, lon: 106.8, radiusKm: 10 }] }
  const [low, high] = populationOf(spec, INVENTORY)
  const [least, most] = populationOf(spec, null)
  expect(low).toBeGreaterThan(0)
  expect(high).toBeGreaterThan(low)
  expect(least).toBe(0)
  expect(most).toBeGreaterThan(high)
  const sea = { ...EMPTY_AREA, circles: [{ lat: -11.2, lon: 96, radiusKm: 5 }] }
  expect(populationOf(sea, INVENTORY)).toEqual([0, 0])
})
