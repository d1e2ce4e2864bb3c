import { expect, test } from 'vitest'
import {
  containsRegion,
  levelOf,
  parentOf,
  parseRegionCode,
  regencyOf,
  widestRegions,
} from '../../../src/domain/area/region.ts'

test.for([
  ['ID', 'country'],
  ['32', 'province'],
  ['32.01', 'regency'],
  ['32.01.05', 'district'],
  ['32.01.05.2003', 'village'],
  ['3201', null],
  ['32.1', null],
  ['32.01.05.203', null],
  ['', null],
  ['32.01.', null],
] as const)('levelOf(%s) is %s', ([code, level]) => {
  expect(levelOf(code)).toBe(level)
})

test('parseRegionCode() takes dots left out and small letters, and nothing else', () => {
  expect(parseRegionCode(' id ')).toBe('ID')
  expect(parseRegionCode('3201')).toBe('32.01')
  expect(parseRegionCode('320105')).toBe('32.01.05')
  expect(parseRegionCode('3201052003')).toBe('32.01.05.2003')
  expect(parseRegionCode('32010')).toBeNull()
  expect(parseRegionCode('bogor')).toBeNull()
})

test('containsRegion() goes by levels and not by letters', () => {
  expect(containsRegion('32', '32.01')).toBe(true)
  expect(containsRegion('32.01', '32.01')).toBe(true)
  expect(containsRegion('ID', '94.01')).toBe(true)
  expect(containsRegion('32.01', '32')).toBe(false)
  expect(containsRegion('3', '32')).toBe(false)
})

test('parentOf() climbs to the country', () => {
  expect(['32.01.05.2003', '32.01.05', '32.01', '32', 'ID'].map(parentOf)).toEqual([
    '32.01.05',
    '32.01',
    '32',
    'ID',
    null,
  ])
})

test('regencyOf() keeps what is wider than a regency', () => {
  expect(['32.01.05.2003', '32.01', '32', 'ID'].map(regencyOf)).toEqual([
    '32.01',
    '32.01',
    '32',
    'ID',
  ])
})

test('widestRegions() drops doubles and what another region contains', () => {
  expect(widestRegions(['32.01', '33', '32', '32', '33.01.01'])).toEqual(['32', '33'])
  expect(widestRegions(['32', 'ID'])).toEqual(['ID'])
})
