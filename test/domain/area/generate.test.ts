import { expect, test } from 'vitest'
import { REGENCIES } from '../../../src/domain/area/figures.ts'
import { allot, CELLS_MAX, generateInventory } from '../../../src/domain/area/generate.ts'
import { isInBox } from '../../../src/domain/area/geometry.ts'
import {
  canAir,
  formatCell,
  ID_BITS,
  ratOf,
  sliceOf,
  type Inventory,
} from '../../../src/domain/area/inventory.ts'
import { syntheticInventory } from './cells.ts'

const COUNT = 60_000
const INVENTORY = syntheticInventory(COUNT, 1)
const everyCell = Array.from({ length: COUNT }, (_, i) => i)

test('generateInventory() gives the same for the same seed, and another for another', () => {
  expect(syntheticInventory(3000, 5)).toEqual(syntheticInventory(3000, 5))
  expect(syntheticInventory(3000, 5)).not.toEqual(syntheticInventory(3000, 6))
})

test.for([1, 10, 1000])('generateInventory() gives exactly %i cells', (count) => {
  const { inventory, sites } = generateInventory({ count, seed: 1, isLand: () => true })
  expect(inventory.count).toBe(count)
  expect(inventory.starts.at(-1)).toBe(count)
  expect(sites).toBeGreaterThan(0)
})

test('generateInventory() names no cell twice, under none of its PLMNs', () => {
  const names = everyCell.flatMap((i) =>
    INVENTORY.plmnSets[INVENTORY.plmnSet[i]!]!.map(
      (plmn) => `${ratOf(INVENTORY, i)} ${formatCell(INVENTORY, i, [plmn])}`,
    ),
  )
  expect(new Set(names).size).toBe(names.length)
})

test('generateInventory() keeps to the bits of area codes and cell ids', () => {
  for (const i of everyCell) {
    const { area, cell } = ID_BITS[ratOf(INVENTORY, i)]
    // 0 and the last but one of LACs and TACs are reserved. 3GPP TS 23.003 §4.1.
    expect(INVENTORY.areaCode[i]).toBeGreaterThan(0)
    expect(INVENTORY.areaCode[i]).toBeLessThan(2 ** area - 2)
    expect(INVENTORY.cellId[i]).toBeLessThan(2 ** cell)
  }
})

test('generateInventory() has the shares of the real networks', () => {
  const share = (test: (i: number) => boolean): number => everyCell.filter(test).length / COUNT
  const has = (i: number, plmn: string): boolean =>
    INVENTORY.plmnSets[INVENTORY.plmnSet[i]!]!.includes(plmn)
  expect(share((i) => ratOf(INVENTORY, i) === 'GSM')).toBeCloseTo(0.15, 1)
  expect(share((i) => ratOf(INVENTORY, i) === 'LTE')).toBeCloseTo(0.82, 1)
  const nr = share((i) => ratOf(INVENTORY, i) === 'NR')
  expect(nr > 0.01 && nr < 0.06).toBe(true)
  expect(share((i) => has(i, '510-10'))).toBeCloseTo(0.375, 2)
  expect(
    share((i) => ratOf(INVENTORY, i) === 'GSM' && (has(i, '510-09') || has(i, '510-28'))),
  ).toBe(0)
  const silent = share((i) => !canAir(INVENTORY, i))
  expect(silent > 0.001 && silent < 0.01).toBe(true)
})

test('generateInventory() gives regencies cells by their people', () => {
  for (const [at, { code, population }] of REGENCIES.entries()) {
    const cells = cellsOf(INVENTORY, code)
    // Four networks round once each.
    expect(Math.abs(cells - (COUNT * population) / 284_973_643), `${at} ${code}`).toBeLessThan(4)
  }
})

function cellsOf(inventory: Inventory, code: string): number {
  return inventory.plmnSets.reduce((sum, _, set) => {
    const [from, to] = sliceOf(inventory, set, code)
    return sum + to - from
  }, 0)
}

test('generateInventory() puts cells in the box of their regency', () => {
  for (const i of everyCell) {
    const { box } = REGENCIES[INVENTORY.region[i]!]!
    expect(isInBox(box, INVENTORY.lat[i]!, INVENTORY.lon[i]!)).toBe(true)
  }
})

test('generateInventory() puts cells only where land is', () => {
  // Land in stripes of a tenth of a degree.
  const isLand = (lat: number): boolean => Math.floor(lat * 10) % 2 === 0
  const { inventory } = generateInventory({ count: 5000, seed: 1, isLand })
  for (const lat of inventory.lat) expect(isLand(lat)).toBe(true)
})

test('generateInventory() lets LACs and some TACs go on over regencies, within a province', () => {
  const regions = new Map<string, Set<number>>()
  for (const i of everyCell) {
    const set = INVENTORY.plmnSet[i]!
    const key = `${INVENTORY.plmnSets[set]!.join('+')} ${ratOf(INVENTORY, i)} ${INVENTORY.areaCode[i]}`
    regions.set(key, (regions.get(key) ?? new Set()).add(INVENTORY.region[i]!))
  }
  const several = [...regions].filter(([, each]) => each.size > 1).map(([key]) => key)
  expect(several.some((key) => key.includes('GSM'))).toBe(true)
  expect(several.some((key) => key.includes('LTE'))).toBe(true)
  for (const [key, each] of regions) {
    const provinces = new Set([...each].map((at) => REGENCIES[at]!.code.slice(0, 2)))
    expect(provinces.size, `area ${key}`).toBe(1)
  }
})

test.for([0, -1, 1.5, CELLS_MAX + 1])('generateInventory() refuses %s cells', (count) => {
  expect(() => generateInventory({ count, seed: 1, isLand: () => true })).toThrow(RangeError)
})

test('generateInventory() refuses a world without land', () => {
  expect(() => generateInventory({ count: 10, seed: 1, isLand: () => false })).toThrow(RangeError)
})

test('allot() splits a whole without losing any', () => {
  expect(allot(10, [1, 1, 1])).toEqual([4, 3, 3])
  expect(allot(0, [1, 2])).toEqual([0, 0])
  expect(allot(7, [0, 1])).toEqual([0, 7])
})
