import { expect, test } from 'vitest'
import type { CapAlert, CapPoint } from '../../../src/domain/cap/model.ts'
import { PROFILE_CODE } from '../../../src/domain/cap/profile.ts'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { NOW_MS, rulesOf, withArea, type Case } from './cases.ts'

/** A sender that publishes for the whole world, in a language of many countries. */
const gdacs = (alert: CapAlert): CapAlert => ({
  ...alert,
  sender: 'info@gdacs.org',
  infos: alert.infos.map((info) => ({ ...info, language: 'en-US' })),
})
const from = (sender: string, ...points: CapPoint[]): CapAlert => ({
  ...withArea({ polygons: [[...points, points[0]!]] }),
  sender,
})
const bmkg = (...points: CapPoint[]) => from('cuaca@bmkg.go.id', ...points)
const disc = (sender: string, centre: CapPoint): CapAlert => ({
  ...withArea({ polygons: [], circles: [{ centre, radiusKm: 20 }] }),
  sender,
})
const PARIS: readonly CapPoint[] = [
  [48.8, 2.3],
  [48.8, 2.5],
  [48.9, 2.5],
]
const JAKARTA: readonly CapPoint[] = [
  [-6.1, 106.7],
  [-6.1, 106.9],
  [-6.3, 106.9],
]
/** Within ±90°, so that only its place tells that it is swapped. */
const SWAPPED_TEXAS: readonly CapPoint[] = [
  [-89.9, 30],
  [-89.8, 30],
  [-89.8, 30.1],
]

// What trips the rule, and the nearest thing that does not. Rule table G04, G05.
const CASES: readonly Case[] = [
  ['G05-outside', bmkg(...PARIS), bmkg(...PARIS.with(1, [-6, 106]))],
  ['G05-outside', disc('cuaca@bmkg.go.id', [10.1, 100]), disc('cuaca@bmkg.go.id', [9.9, 100])],
  [
    'G05-outside',
    from('noreply@smhi.se', ...JAKARTA),
    from('noreply@smhi.se', [56, 18], [57, 18], [57, 19]),
  ],
  ['G05-outside', bmkg(...PARIS), gdacs(bmkg(...PARIS))],
  [
    'G04-swapped-abroad',
    from('w-nws.webmaster@noaa.gov', ...SWAPPED_TEXAS),
    from('w-nws.webmaster@noaa.gov', ...SWAPPED_TEXAS.with(0, [-60, -30])),
  ],
  [
    'G04-swapped-abroad',
    disc('forecasts@met.ie', [-8, 53]),
    gdacs(disc('forecasts@met.ie', [-8, 53])),
  ],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('a swapped ring is not also said to lie outside, and the right one is proposed', () => {
  const findings = checkCap(from('forecasts@met.ie', [-8, 53], [-8, 54], [-9, 54]), {
    nowMs: NOW_MS,
    live: false,
  })
  const found = findings.filter((each) => each.rule.startsWith('G'))
  expect(found).toMatchObject([
    { level: 'error', rule: 'G04-swapped-abroad', mend: '53,-8 54,-8 54,-9 53,-8' },
  ])
  expect(found[0]?.params).toEqual({ country: 'IE' })
})

test('a circle keeps its radius when its centre is put right', () => {
  const findings = checkCap(disc('forecasts@met.ie', [-8, 53]), { nowMs: NOW_MS, live: false })
  expect(findings.find((each) => each.rule === 'G04-swapped-abroad')?.mend).toBe('53,-8 20')
})

// Indonesian longitudes are beyond ±90: a swapped point is no latitude, unless it is read so.
test('an Indonesian ring that was read in the wrong order is named as such', () => {
  const swapped = JAKARTA.map(([lat, lon]): CapPoint => [lon, lat])
  expect(rulesOf(bmkg(...swapped))).toContain('G04-swapped')
})

test('what we broadcast, and our own profile, is for Indonesia whoever sent it', () => {
  const abroad = from('siaga@contoh.invalid', ...PARIS)
  const foreign = from('meteo@contoh.fr', ...PARIS)
  expect(rulesOf(foreign)).not.toContain('G05-outside')
  expect(rulesOf(foreign, true)).toContain('G05-outside')
  expect(rulesOf({ ...abroad, codes: [PROFILE_CODE] })).toContain('G05-outside')
})
