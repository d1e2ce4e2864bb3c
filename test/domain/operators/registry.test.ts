import { expect, test } from 'vitest'
import {
  cbcOfPlmn,
  isValidAt,
  plmnsOfOperator,
  REGISTRY,
  REGISTRY_FROM_MS,
  registryAt,
} from '../../../src/domain/operators/registry.ts'

const DAY_MS = 86_400_000
const at = (time: string): number => Date.parse(time)
const TODAY = at('2026-06-01T12:00:00+07:00')

test('registryAt() has each PLMN at exactly one CBC on every day', () => {
  const plmns = [...new Set(REGISTRY.cbcs.flatMap((each) => each.plmns))]
  expect(plmns.sort()).toEqual([
    '510-01',
    '510-09',
    '510-10',
    '510-11',
    '510-21',
    '510-28',
    '510-89',
  ])
  let days = 0
  for (let ms = REGISTRY_FROM_MS; ms < at('2031-01-01T00:00:00+07:00'); ms += DAY_MS / 2) {
    const { cbcs, operators } = registryAt(ms)
    const owned = cbcs.flatMap((each) => each.plmns)
    expect(owned.toSorted()).toEqual(plmns)
    expect(new Set(cbcs.map((each) => each.id)).size).toBe(cbcs.length)
    // Every CBC has an operator of that day, and every operator a CBC.
    const owners = new Set(cbcs.map((each) => each.operator))
    expect([...owners].sort()).toEqual(operators.map((each) => each.id).sort())
    days++
  }
  expect(days).toBeGreaterThan(6000)
})

test('registryAt() has the four names of the campaigns of 2023 and 2024', () => {
  for (const day of ['2023-11-28', '2024-02-14', '2024-11-27', '2025-04-15']) {
    expect(registryAt(at(`${day}T23:59:59+07:00`)).operators.map((each) => each.name)).toEqual([
      'Telkomsel',
      'Indosat Ooredoo Hutchison',
      'XL Axiata',
      'Smartfren',
    ])
  }
})

test('registryAt() has XLSMART with two CBCs from 16 April 2025 in Jakarta', () => {
  const before = registryAt(at('2025-04-15T23:59:59.999+07:00'))
  const after = registryAt(at('2025-04-16T00:00:00+07:00'))
  expect(after.operators.map((each) => each.name)).toEqual([
    'Telkomsel',
    'Indosat Ooredoo Hutchison',
    'XLSMART',
  ])
  expect(after.cbcs.map((each) => `${each.id} ${each.operator}`)).toEqual([
    'TSEL telkomsel',
    'IOH ioh',
    'XL xlsmart',
    'SF xlsmart',
  ])
  expect(cbcOfPlmn(before, '510-28')?.operator).toBe('smartfren')
  expect(cbcOfPlmn(after, '510-28')).toMatchObject({ id: 'SF', operator: 'xlsmart' })
  expect(plmnsOfOperator(after, 'xlsmart')).toEqual(['510-09', '510-11', '510-28'])
})

test('REGISTRY says where merged operators went', () => {
  const ids = REGISTRY.operators.map((each) => each.id)
  const merged = REGISTRY.operators.filter((each) => each.mergedInto !== null)
  expect(merged.map((each) => `${each.id} ${each.mergedInto}`)).toEqual([
    'xl xlsmart',
    'smartfren xlsmart',
  ])
  for (const each of merged) {
    expect(ids).toContain(each.mergedInto)
    expect(isValidAt(each, TODAY)).toBe(false)
  }
})

test('CBC ids can stand in CAP identifiers', () => {
  for (const { id } of REGISTRY.cbcs) expect(id).toMatch(/^[A-Z0-9]{2,8}$/)
  expect(cbcOfPlmn(registryAt(TODAY), '510-00')).toBeNull()
})
