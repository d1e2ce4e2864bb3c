import { expect, test } from 'vitest'
import { RegionIndex } from '../../../src/domain/area/region-index.ts'

const REGIONS = new RegionIndex('a test', [
  { code: '31', name: 'Daerah Khusus Ibukota Jakarta' },
  { code: '31.74', name: 'Kota Administrasi Jakarta Selatan' },
  { code: '32', name: 'Jawa Barat' },
  { code: '32.01', name: 'Kabupaten Bogor' },
  { code: '32.01.02', name: 'Gunung Putri' },
  { code: '32.71', name: 'Kota Bogor' },
  { code: '32.71.03', name: 'Bogor Tengah' },
  { code: '34', name: 'Daerah Istimewa Yogyakarta' },
  { code: '34.71', name: 'Kota Yogyakarta' },
  { code: '12.04.29', name: "Ma'u" },
  { code: '75', name: 'Gorontalo' },
  { code: '75.71', name: 'Kota Gorontalo' },
  { code: '75.71.01', name: 'Kota Barat' },
  { code: '32.03', name: 'Kabupaten Cianjur' },
  { code: '32.03.01', name: 'Cianjur' },
])

test.for([
  ['Kab. Bogor', '32.01'],
  ['kabupaten  BOGOR', '32.01'],
  ['kota bogor', '32.71'],
  ['DKI', '31'],
  ['Jakarta', '31'],
  ['Jaksel', null],
  ['Jakarta Selatan', '31.74'],
  ['Kota Adm. Jakarta Selatan', '31.74'],
  ['Jawa Barat', '32'],
  ['Prov. Jabar', '32'],
  ['DIY', '34'],
  ['Mau', '12.04.29'],
  ['kecamatan bogor tengah', '32.71.03'],
  ['Kota Barat', '75.71.01'],
  ['Cianjur', '32.03'],
  ['Kec. Cianjur', '32.03.01'],
  ['32.01', '32.01'],
  ['3201', '32.01'],
  ['indonesia', 'ID'],
  ['id', 'ID'],
] as const)('resolveName(%s) is %s', ([text, code]) => {
  const found = REGIONS.resolveName(text)
  expect(found.kind === 'one' ? found.region.code : null).toBe(code)
})

test.for([
  ['bogor', ['32.01', '32.71']],
  ['Gorontalo', ['75', '75.71']],
  ['Yogyakarta', ['34', '34.71']],
  // Part of a name is no name.
  ['gunung', ['32.01.02']],
] as const)('resolveName(%s) leaves the choice to a person', ([text, codes]) => {
  const found = REGIONS.resolveName(text)
  expect(found.kind).toBe('ambiguous')
  if (found.kind === 'ambiguous') {
    expect(found.choices.map((each) => each.code).sort()).toEqual([...codes])
  }
})

test.for(['', '  ', '99', 'Atlantis', '32.99'])('resolveName(%s) finds none', (text) => {
  expect(REGIONS.resolveName(text)).toEqual({ kind: 'none' })
})

test('search() puts exact names and wider regions first, and keeps to its limit', () => {
  expect(REGIONS.search('bogor').map((each) => each.code)).toEqual(['32.01', '32.71', '32.71.03'])
  expect(REGIONS.search('bogor', 1)).toHaveLength(1)
  expect(REGIONS.search('cianjur').map((each) => each.code)).toEqual(['32.03', '32.03.01'])
  expect(REGIONS.search('teng bog').map((each) => each.code)).toEqual(['32.71.03'])
})

test('byCode() and childrenOf() know what lies in what', () => {
  expect(REGIONS.byCode('32.71.03')).toEqual({
    code: '32.71.03',
    name: 'Bogor Tengah',
    level: 'district',
    within: 'Kota Bogor, Jawa Barat',
  })
  expect(REGIONS.byCode('ID')?.within).toBe('')
  expect(REGIONS.byCode('97')).toBeNull()
  expect(REGIONS.childrenOf('32').map((each) => each.code)).toEqual(['32.01', '32.03', '32.71'])
  expect(REGIONS.childrenOf('ID').map((each) => each.code)).toEqual(['31', '32', '34', '75'])
  expect(REGIONS.size).toBe(16)
})
