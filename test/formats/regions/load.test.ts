import { expect, test } from 'vitest'
import { REGENCIES } from '../../../src/domain/area/figures.ts'
import { loadRegions } from '../../../src/formats/regions/load.ts'

const REGIONS = await loadRegions()

test('loadRegions() has the regions of the version that the package pins', () => {
  expect(REGIONS.version).toBe('idn-area-data 4.0.1')
  // 38 provinces, 514 regencies, 7,285 districts, and the country.
  expect(REGIONS.size).toBe(38 + 514 + 7285 + 1)
})

test('loadRegions() and our figures have the same regencies', () => {
  const codes = REGIONS.childrenOf('ID').flatMap(({ code }) => REGIONS.childrenOf(code))
  expect(codes.map((each) => each.code)).toEqual(REGENCIES.map((each) => each.code))
  for (const { code, name } of codes) {
    expect(name.startsWith('Kota'), `regency ${code}`).toBe(code.slice(3) > '70')
  }
})

test.for([
  ['Kab. Bogor', '32.01'],
  ['DKI', '31'],
  ['Jawa Barat', '32'],
  ['NTT', '53'],
  ['Kab. Kep. Seribu', '31.01'],
  ['Papua', '91'],
])('resolveName(%s) is %s in the real list', ([text, code]) => {
  const found = REGIONS.resolveName(text!)
  expect(found.kind === 'one' ? found.region.code : found).toBe(code)
})

test('resolveName() never picks one of the districts that share a name', () => {
  const found = REGIONS.resolveName('Sawang')
  expect(found.kind === 'ambiguous' && found.choices.map((each) => each.within)).toEqual([
    'Kabupaten Aceh Selatan, Aceh',
    'Kabupaten Aceh Utara, Aceh',
  ])
})

test('loadRegions() loads villages when asked', async () => {
  const all = await loadRegions({ villages: true })
  expect(all.size).toBe(38 + 514 + 7285 + 83_762 + 1)
  expect(all.byCode('32.01.01.1001')?.level).toBe('village')
})
