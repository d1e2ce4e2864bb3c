import { expect, test } from 'vitest'
import { REGENCIES } from '../../../src/domain/area/figures.ts'
import type { CapAlert, CapPoint } from '../../../src/domain/cap/model.ts'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { NOW_MS, rulesOf, withArea, type Case } from './cases.ts'

const BANTEN: readonly CapPoint[] = [
  [-6, 105],
  [-6, 106],
  [-7, 106],
  [-6, 105],
]
const code = (valueName: string, value: string, polygons = [BANTEN]): CapAlert => ({
  ...withArea({ geocodes: [{ valueName, value }], polygons }),
  sender: 'siaga@bpbd.go.id',
})
const region = (value: string) => code('ID-KEMENDAGRI', value, [])
const foreign = (alert: CapAlert): CapAlert => ({ ...alert, sender: 'cap@dwd.de' })

// What trips the rule, and the nearest thing that does not. Rule table G11.
const CASES: readonly Case[] = [
  ['G11-scheme', code('WARNCELLID', '1'), foreign(code('WARNCELLID', '1'))],
  ['G11-scheme', code('kemendagri', '32'), code('ID-KEMENDAGRI', '36')],
  ['G11-scheme', code('CGI-2', '1'), code('CGI', '510-10-1-1')],
  ['G11-scheme-own', foreign(code('daerah', '7')), foreign(code('WARNCELLID', '7'))],
  ['G11-scheme-own', foreign(code('nuts4', '7')), foreign(code('NUTS3', 'DE212'))],
  ['G11-scheme-own', foreign(code('zona', '7')), foreign(code('layer:contoh:1.0:zona', '7'))],
  ['G11-scheme-own', foreign(code('zona', '7')), code('zona', '7')],
  ['G11-region-form', region('3201'), region('32.01')],
  ['G11-region-form', region('32.1'), region('32')],
  ['G11-region-form', region('Jawa Barat'), region('ID')],
  ['G11-region-unknown', region('39'), region('36')],
  ['G11-region-unknown', region('32.70'), region('32.71')],
  ['G11-region-unknown', region('97.01.01'), region('96.01.01')],
  ['G11-region-unknown', code('ID-BPS', '93'), code('ID-BPS', '97')],
  ['G11-region-unknown', code('ID-BPS', '320'), code('ID-BPS', '3201')],
  ['G11-region-unknown', code('ID-BPS', '36.01'), code('ID-BPS', '3601010001')],
  ['G11-apart', code('ID-KEMENDAGRI', '94'), code('ID-KEMENDAGRI', '36')],
  ['G11-apart', code('ID-KEMENDAGRI', '36.71.01'), code('ID-KEMENDAGRI', '36.01.01')],
  ['G11-apart', code('ID-KEMENDAGRI', '94'), code('ID-KEMENDAGRI', '94', [])],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('every regency, its province and the country meet the box of the regency', () => {
  expect(REGENCIES).toHaveLength(514)
  for (const { code: regency, box } of REGENCIES) {
    const { minLat, minLon, maxLat, maxLon } = box
    const shape: CapPoint[] = [
      [minLat, minLon],
      [minLat, maxLon],
      [maxLat, maxLon],
      [minLat, minLon],
    ]
    for (const value of [regency, regency.slice(0, 2), 'ID', `${regency}.01`]) {
      const rules = rulesOf(code('ID-KEMENDAGRI', value, [shape]))
      expect(rules.filter((each) => each.startsWith('G11'))).toEqual([])
    }
  }
})

test('a code without its dots is proposed with them', () => {
  const findings = checkCap(region('320101'), { nowMs: NOW_MS, live: false })
  expect(findings.find((each) => each.rule === 'G11-region-form')).toMatchObject({
    path: '/alert[1]/info[1]/area[1]/geocode[1]/value[1]',
    mend: '32.01.01',
  })
})

test('districts are looked up where names are known, and villages by their district', () => {
  const known = new Set(['32.01.01'])
  const asked: string[] = []
  const regionName = (each: string) => {
    asked.push(each)
    return known.has(each) ? 'Cibinong' : null
  }
  const unknown = (value: string) =>
    checkCap(region(value), { nowMs: NOW_MS, live: false, regionName }).some(
      (each) => each.rule === 'G11-region-unknown',
    )
  expect(['32.01.01', '32.01.99', '32.01.01.2001', '32.01.99.2001'].map(unknown)).toEqual([
    false,
    true,
    false,
    true,
  ])
  expect(['32', '32.01', '32.70'].map(unknown)).toEqual([false, false, true])
  expect(asked).toEqual(['32.01.01', '32.01.99', '32.01.01', '32.01.99'])
})
