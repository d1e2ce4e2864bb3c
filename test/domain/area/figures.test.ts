import { expect, test } from 'vitest'
import {
  COUNTRY_BOX,
  iso3166Of,
  provinceCodes,
  REGENCIES,
  regenciesOf,
  timeZoneOf,
} from '../../../src/domain/area/figures.ts'
import { isInBox } from '../../../src/domain/area/geometry.ts'
import { levelOf } from '../../../src/domain/area/region.ts'

test('REGENCIES has every regency once, in code order, with the published population', () => {
  expect(REGENCIES).toHaveLength(514)
  const codes = REGENCIES.map((each) => each.code)
  expect(codes.every((code) => levelOf(code) === 'regency')).toBe(true)
  expect(codes).toEqual([...new Set(codes)].sort())
  // Dukcapil, December 2024: the total that goes with the regencies' figures.
  expect(REGENCIES.reduce((sum, each) => sum + each.population, 0)).toBe(284_973_643)
})

test('REGENCIES puts every label in its box and every box in the country', () => {
  for (const { code, box, lat, lon, areaKm2 } of REGENCIES) {
    expect(isInBox(box, lat, lon), `regency ${code}`).toBe(true)
    expect(isInBox(COUNTRY_BOX, box.minLat, box.minLon), `regency ${code}`).toBe(true)
    expect(isInBox(COUNTRY_BOX, box.maxLat, box.maxLon), `regency ${code}`).toBe(true)
    expect(areaKm2, `regency ${code}`).toBeGreaterThan(0)
  }
})

test('regenciesOf() gives those within a region, for a district its regency', () => {
  expect(regenciesOf('ID')).toHaveLength(514)
  expect(regenciesOf('32')).toHaveLength(27)
  expect(regenciesOf('32.01.05').map((each) => each.code)).toEqual(['32.01'])
  expect(regenciesOf('97')).toEqual([])
})

test('iso3166Of() knows all 38 provinces and nothing else', () => {
  const codes = provinceCodes().map(iso3166Of)
  expect(new Set(codes).size).toBe(38)
  expect(codes).not.toContain(null)
  expect([iso3166Of('31'), iso3166Of('92'), iso3166Of('96')]).toEqual(['ID-JK', 'ID-PB', 'ID-PD'])
  expect(iso3166Of('32.01')).toBeNull()
})

test('timeZoneOf() goes by province', () => {
  expect(timeZoneOf('32.01')).toEqual({ zone: 'Asia/Jakarta', name: 'WIB', offsetMinutes: 420 })
  expect(timeZoneOf('62').name).toBe('WIB')
  expect(timeZoneOf('63').name).toBe('WITA')
  expect(timeZoneOf('51.03.01').name).toBe('WITA')
  expect(timeZoneOf('82').zone).toBe('Asia/Jayapura')
  expect(timeZoneOf('96').name).toBe('WIT')
  expect(timeZoneOf('ID').name).toBe('WIB')
})
