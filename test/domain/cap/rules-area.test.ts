import { expect, test } from 'vitest'
import type { Finding } from '../../../src/domain/finding.ts'
import type { CapAlert, CapArea, CapPoint } from '../../../src/domain/cap/model.ts'
import { PROFILE_CODE } from '../../../src/domain/cap/profile.ts'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { AREA_RULES } from '../../../src/domain/cap/rules-area.ts'
import { circle, NOW_MS, reference, rulesOf, withArea, withInfo, type Case } from './cases.ts'
import { sampleAlert, sampleArea, sampleInfo } from './sample.ts'

const square = (lat: number, lon: number): CapPoint[] => [
  [lat, lon],
  [lat, lon + 0.1],
  [lat + 0.1, lon + 0.1],
  [lat + 0.1, lon],
  [lat, lon],
]
const squares = (count: number) =>
  withArea({ polygons: Array.from({ length: count }, (_, i) => square(-6, 106 + i * 0.2)) })
const round = (points: number): CapPoint[] => {
  const open = Array.from({ length: points - 1 }, (_, i): CapPoint => {
    const angle = (i * 2 * Math.PI) / (points - 1)
    return [-6 + Math.sin(angle), 106 + Math.cos(angle)]
  })
  return [...open, open[0]!]
}

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2, rule table.
const CASES: readonly Case[] = [
  [
    'G01-area-missing',
    withInfo({ areas: [] }),
    sampleAlert({
      msgType: 'Cancel',
      references: [reference()],
      infos: [sampleInfo({ areas: [] })],
    }),
  ],
  [
    'G01-area-empty',
    withArea({ polygons: [] }),
    withArea({ polygons: [], geocodes: [{ valueName: 'ID-KEMENDAGRI', value: '32' }] }),
  ],
  [
    'G01-area-empty',
    withInfo({ areas: [sampleArea(), sampleArea({ polygons: [] })] }),
    withArea({ polygons: [], circles: [{ centre: [-6, 106], radiusKm: 1 }] }),
  ],
  ['G09-negative', circle(-0.1), circle(0.1)],
  ['G09-zero', circle(0), circle(0.001)],
  ['G09-huge', circle(20_000.1), circle(20_000)],
  ['G09-wide', circle(500.1), circle(500)],
  [
    'G10-altitude-missing',
    withArea({ altitude: null, ceiling: 0 }),
    withArea({ altitude: 0, ceiling: 0 }),
  ],
  [
    'G10-ceiling-below',
    withArea({ altitude: 1000, ceiling: 999.9 }),
    withArea({ altitude: 1000, ceiling: 1000 }),
  ],
  ['G12-simplified', squares(13), squares(12)],
  ['G12-simplified', withArea({ polygons: [round(251)] }), withArea({ polygons: [round(250)] })],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(checkAreaRules(trips).map((each) => each.rule)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

const levelsOf = (alert: CapAlert, live: boolean) =>
  checkCap(alert, { nowMs: NOW_MS, live })
    .filter(({ rule }) => rule.startsWith('G') || rule === 'I16-more')
    .map(({ level, rule }) => `${level} ${rule}`)

test('an area that says only its name is legal CAP, and reaches nobody', () => {
  const named = withArea({ polygons: [] })
  expect(levelsOf(named, false)).toEqual(['warning G01-area-empty'])
  expect(levelsOf(named, true)).toEqual(['policy G01-area-empty'])
  expect(levelsOf(withInfo({ areas: [] }), false)).toEqual(['error G01-area-missing'])
})

test('that a CBC will simplify the area is advice, and a warning where it is to be broadcast', () => {
  const ours = { ...squares(13), codes: [PROFILE_CODE] }
  expect(levelsOf(squares(13), false)).toEqual(['info G12-simplified'])
  expect(levelsOf(squares(13), true)).toEqual(['warning G12-simplified'])
  expect(levelsOf(ours, false)).toContain('warning G12-simplified')
})

/** Rules G alone, each finding held against the levels of its row. */
function checkAreaRules(alert: CapAlert): Finding[] {
  const found = AREA_RULES.flatMap(({ check }) =>
    typeof check === 'string' ? [] : [...check(alert, { nowMs: NOW_MS, live: true })],
  )
  for (const { rule, level } of found) {
    const row = AREA_RULES.find(({ id }) => id === rule.slice(0, 3))
    if (rule !== 'I16-more') expect(row?.levels, rule).toContain(level)
  }
  return found
}

const bowTie = (lat: number, lon: number): CapPoint[] => [
  [lat, lon],
  [lat + 0.1, lon + 0.1],
  [lat + 0.1, lon],
  [lat, lon + 0.1],
  [lat, lon],
]
const areas = (count: number, area: (index: number) => Partial<CapArea>) =>
  withInfo({ areas: Array.from({ length: count }, (_, i) => sampleArea(area(i))) })

const HOSTILE: readonly (readonly [name: string, alert: () => CapAlert])[] = [
  ['5,000 small polygons', () => squares(5_000)],
  ['5,000 times one polygon', () => withArea({ polygons: Array(5_000).fill(square(-6, 106)) })],
  [
    '5,000 polygons that cross themselves',
    () => withArea({ polygons: Array.from({ length: 5_000 }, (_, i) => bowTie(-6, 95 + i / 200)) }),
  ],
  [
    '5,000 flat polygons',
    () =>
      withArea({
        polygons: Array.from({ length: 5_000 }, () =>
          Array.from({ length: 4 }, () => [-6, 106] as const),
        ),
      }),
  ],
  [
    '5,000 tall polygons side by side',
    () =>
      withArea({
        polygons: Array.from({ length: 5_000 }, (_, i): CapPoint[] => {
          const lon = 95 + i * 0.009
          return [
            [-9, lon],
            [5, lon + 0.05],
            [5, lon + 0.051],
            [-9, lon],
          ]
        }),
      }),
  ],
  [
    '3,000 slivers in boxes that all meet',
    () =>
      withArea({
        polygons: Array.from({ length: 3_000 }, (_, i): CapPoint[] => {
          const lat = -6 + i * 0.003
          return [
            [lat, 95],
            [lat + 0.001, 95],
            [lat + 1, 96],
            [lat, 95],
          ]
        }),
      }),
  ],
  ['2,000 areas without a shape', () => areas(2_000, () => ({ polygons: [] }))],
  [
    '2,000 areas with ten codes each',
    () =>
      areas(2_000, (i) => ({
        geocodes: Array.from({ length: 10 }, (_, k) => ({
          valueName: 'ID-KEMENDAGRI',
          value: `${(i + k) % 100}.${10 + k}`,
        })),
      })),
  ],
  ['a ring of 100,000 points', () => withArea({ polygons: [round(100_000)] })],
  [
    'two rings of 100,000 points over each other',
    () => withArea({ polygons: [round(100_000), round(100_000)] }),
  ],
  [
    'a ring of 100,000 times two points',
    () => withArea({ polygons: [Array.from({ length: 100_001 }, (_, i) => [-6, 106 + (i % 2)])] }),
  ],
]

test.for(HOSTILE)('%s take a moment, and few words', ([, hostile]) => {
  const alert = hostile()
  const started = performance.now()
  const found = checkAreaRules(alert)
  expect(performance.now() - started).toBeLessThan(3_000)
  expect(found.length).toBeLessThan(40)
})
