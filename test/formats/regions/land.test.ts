import { expect, test } from 'vitest'
import { generateInventory } from '../../../src/domain/area/generate.ts'
import { loadLand } from '../../../src/formats/regions/land.ts'

const isLand = await loadLand()

test.for([
  ['Bandung', -6.91, 107.61, true],
  ['Wamena', -4.09, 138.95, true],
  ['the middle of the Java Sea', -5, 110.5, false],
  ['Singapore', 1.35, 103.82, false],
  ['Kuching in Malaysia', 1.55, 110.35, false],
  ['Dili in Timor-Leste', -8.56, 125.57, false],
  ['Jakarta Bay', -6, 106.85, false],
] as const)('loadLand() knows %s', ([, lat, lon, expected]) => {
  expect(isLand(lat, lon)).toBe(expected)
})

test('generateInventory() stands on real land', () => {
  const { inventory } = generateInventory({ count: 30_000, seed: 1, isLand })
  for (let i = 0; i < inventory.count; i++) {
    expect(isLand(inventory.lat[i]!, inventory.lon[i]!)).toBe(true)
  }
})
