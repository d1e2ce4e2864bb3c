import { expect, test } from 'vitest'
import { loadRegions } from '../../../src/formats/regions/load.ts'
import { regionName } from '../../../src/formats/regions/names.ts'

test('regionName() says what the index of regions says, down to districts', async () => {
  const index = await loadRegions()
  const provinces = index.childrenOf('ID')
  const regencies = provinces.flatMap((each) => index.childrenOf(each.code))
  // Sumenep has a district with a quotation mark in its name.
  const districts = ['11.01', '35.29'].flatMap((code) => index.childrenOf(code))
  expect([provinces.length, regencies.length, districts.length]).toEqual([38, 514, 18 + 27])
  for (const { code, name } of [...provinces, ...regencies, ...districts]) {
    expect(regionName(code)).toBe(name)
  }
})

test('regionName() knows no region that is not there, and none of its own', () => {
  expect(regionName('11.01.01')).toBe('Bakongan')
  for (const code of ['ID', '39', '32.70', '32.01.99', '11.01.01.2001', 'code', '']) {
    expect(regionName(code)).toBe(null)
  }
})
