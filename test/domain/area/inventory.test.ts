import { expect, test } from 'vitest'
import {
  formatCell,
  geocodeOf,
  parseCell,
  plmnsOf,
  ratOf,
  roundDegrees,
  setsOf,
  sliceOf,
} from '../../../src/domain/area/inventory.ts'
import { containsRegion } from '../../../src/domain/area/region.ts'
import { inventoryOf, syntheticInventory } from './cells.ts'

test('buildInventory() sorts by set, region, RAT, area code and cell id', () => {
  const inventory = inventoryOf([
    { cellId: 9, region: '33.01' },
    { cellId: 7, region: '32.01', areaCode: 2 },
    { cellId: 8, region: '32.01', areaCode: 1 },
    { cellId: 5, region: '11.01', plmns: ['510-01'] },
    { cellId: 6, region: '32.01', areaCode: 9, rat: 'GSM' },
  ])
  expect([...inventory.cellId]).toEqual([6, 8, 7, 9, 5])
  expect(inventory.plmnSets).toEqual([['510-10'], ['510-01']])
})

test('sliceOf() holds exactly the cells of a region', () => {
  const inventory = syntheticInventory()
  for (const code of ['ID', '32', '32.01', '96.71', '31', '99']) {
    const inSlices = inventory.plmnSets.flatMap((_, set) => {
      const [from, to] = sliceOf(inventory, set, code)
      return Array.from({ length: to - from }, (_unused, at) => from + at)
    })
    const expected = Array.from({ length: inventory.count }, (_, i) => i).filter((i) =>
      containsRegion(code, inventory.regions[inventory.region[i]!]!),
    )
    expect(
      inSlices.sort((a, b) => a - b),
      `regency ${code}`,
    ).toEqual(expected)
  }
})

test('formatCell() and geocodeOf() name a cell by its RAT and by the PLMN asked for', () => {
  const inventory = inventoryOf([
    { cellId: 7, areaCode: 300, rat: 'GSM' },
    { cellId: 2_560_001, areaCode: 300, plmns: ['510-11', '510-09'] },
    { cellId: 2 ** 36 - 1, areaCode: 2 ** 24 - 1, rat: 'NR', plmns: ['510-01'] },
  ])
  expect([0, 1, 2].map((i) => formatCell(inventory, i))).toEqual([
    '510-10-300-7',
    '510-11-2560001',
    '510-01-68719476735',
  ])
  expect(formatCell(inventory, 1, ['510-09', '510-28'])).toBe('510-09-2560001')
  expect(geocodeOf(inventory, 2)).toEqual({ valueName: 'NCGI', value: '510-01-68719476735' })
  expect(geocodeOf(inventory, 0).valueName).toBe('CGI')
})

test('parseCell() undoes formatCell() for every cell of an inventory', () => {
  const inventory = syntheticInventory(5000)
  for (let i = 0; i < inventory.count; i++) {
    const rat = ratOf(inventory, i)
    expect(parseCell(formatCell(inventory, i))).toEqual({
      plmn: inventory.plmnSets[inventory.plmnSet[i]!]![0],
      rat,
      areaCode: rat === 'GSM' ? inventory.areaCode[i] : null,
      cellId: inventory.cellId[i],
    })
  }
})

test.for([
  '510-10',
  '510-10-65536-1',
  '510-10-1-65536',
  '510-10-68719476736',
  '51010-1-2',
  '510-1-2-3-4',
  'a-b-c',
])('parseCell() refuses %s', (text) => {
  expect(parseCell(text)).toBeNull()
})

test('parseCell() goes by the RAT it is told', () => {
  expect(parseCell('510-10-77', 'NR')?.rat).toBe('NR')
  expect(parseCell('510-10-268435456', 'LTE')).toBeNull()
  expect(parseCell('510-10-77', 'GSM')).toBeNull()
})

test('setsOf() and plmnsOf() see shared cells', () => {
  const inventory = inventoryOf([
    { cellId: 1, plmns: ['510-11'] },
    { cellId: 2, plmns: ['510-11', '510-09'] },
    { cellId: 3, plmns: ['510-09'] },
  ])
  expect(setsOf(inventory, ['510-09', '510-28'])).toEqual([1, 2])
  expect(plmnsOf(inventory)).toEqual(['510-09', '510-11'])
})

test('roundDegrees() keeps millionths and knows no negative zero', () => {
  expect(roundDegrees(-6.12345649)).toBe(-6.123456)
  expect(Object.is(roundDegrees(-1e-9), 0)).toBe(true)
})
