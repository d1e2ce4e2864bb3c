import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePolygon } from '../../../src/domain/cap/lexical.ts'
import type { CapAlert, CapPoint } from '../../../src/domain/cap/model.ts'
import { checkCrossing, checkFlat, checkForm } from '../../../src/domain/cap/rules-ring.ts'
import { ring, rulesOf, withArea, type Case } from './cases.ts'

const square = (lat: number, lon: number, size = 1): CapPoint[] => [
  [lat, lon],
  [lat, lon + size],
  [lat + size, lon + size],
  [lat + size, lon],
  [lat, lon],
]
const polygons = (...rings: CapPoint[][]) => withArea({ polygons: rings })
const flat: CapPoint[] = [
  [-6, 106],
  [-6, 107],
  [-6, 106.5],
  [-6, 106],
]
/** A hole, tied to its outer ring by a bridge there and back. */
const bridged: [number, number][] = [
  [-6, 106],
  [-6, 109],
  [-3, 109],
  [-3, 106],
  [-6, 106],
  [-5, 107],
  [-4, 107],
  [-4, 108],
  [-5, 107],
  [-6, 106],
]
/** About a pole; the sender of the sample is of no country. */
const polar: CapPoint[] = [
  [80, 0],
  [80, 90],
  [80, 180],
  [80, -90],
  [80, 0],
]

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2.4, rule table.
const CASES: readonly Case[] = [
  [
    'G06-crossing',
    ring([-6, 106], [-7, 107], [-7, 106], [-6, 107], [-6, 106]),
    ring([-6, 106], [-7, 106], [-7, 107], [-6, 107], [-6, 106]),
  ],
  [
    'G06-crossing',
    ring([-6, 106], [-6, 108], [-5, 108], [-6.000000000001, 107], [-5, 106], [-6, 106]),
    ring([-6, 106], [-6, 108], [-5, 108], [-6, 107], [-5, 106], [-6, 106]),
  ],
  [
    'G07-flat',
    ring([-6, 106], [-6.1, 106.1], [-6.2, 106.2], [-6, 106]),
    ring([-6, 106], [-6.1, 106.1], [-6.2, 106.2001], [-6, 106]),
  ],
  [
    'G07-flat',
    ring([-6, 106], [-6, 106], [-6, 106], [-6, 106]),
    ring([-6, 106], [-6.001, 106], [-6, 106.001], [-6, 106]),
  ],
  [
    'G07-flat',
    ring([-6, 106], [-6, 107], [-7, 107], [-6, 107], [-6, 106]),
    ring([-6, 106], [-6, 107], [-7, 107], [-6.1, 107], [-6, 106]),
  ],
  ['G07-flat', polygons(polar.map(([, lon]) => [90, lon])), polygons(polar)],
  [
    'G08-spike',
    ring([-6, 106], [-6, 107], [-5, 107], [-4, 107], [-5, 107], [-5, 106], [-6, 106]),
    ring([-6, 106], [-6, 107], [-5, 107], [-4, 107], [-5, 106.9], [-5, 106], [-6, 106]),
  ],
  [
    'G08-duplicate',
    ring([-6, 106], [-6, 107], [-6, 107], [-5, 107], [-6, 106]),
    ring([-6, 106], [-6, 107], [-6, 107.00000001], [-5, 107], [-6, 106]),
  ],
  [
    'G08-touch',
    ring([-6, 106], [-6, 108], [-5, 108], [-6, 107], [-5, 106], [-6, 106]),
    ring([-6, 106], [-6, 108], [-5, 108], [-5.9, 107], [-5, 106], [-6, 106]),
  ],
  [
    'G08-touch',
    ring([-6, 106], [-5, 107], [-4, 106], [-4, 108], [-5, 107], [-6, 108], [-6, 106]),
    ring(...bridged),
  ],
  [
    'G08-antimeridian',
    ring([-17, 179], [-17, -179], [-16, -179], [-17, 179]),
    ring([-17, 0], [-17, 180], [-16, 180], [-17, 0]),
  ],
  ['G08-pole', polygons(polar), polygons(polar.with(2, [80, 100]).with(3, [70, 50]))],
  [
    'G08-overlap',
    polygons(square(-6, 106), square(-5.1, 106)),
    polygons(square(-6, 106), square(-5, 106)),
  ],
  [
    'I16-more',
    polygons(...Array.from({ length: 11 }, () => flat)),
    polygons(...Array.from({ length: 10 }, () => flat)),
  ],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

const findingsOf = (alert: CapAlert) =>
  [checkCrossing, checkFlat, checkForm].flatMap((check) => [...check(alert)])
const found = (points: CapPoint[]) => findingsOf(polygons(points))

test('a crossing is named by its edges and its place', () => {
  const [crossing] = found([
    [-6, 106],
    [-6, 106],
    [-7, 107],
    [-7, 106],
    [-6, 107],
    [-6, 106],
  ])
  expect(crossing).toMatchObject({
    rule: 'G06-crossing',
    path: '/alert[1]/info[1]/area[1]/polygon[1]',
    params: { first: 2, second: 4, at: '-6.5,106.5' },
  })
})

test('a crossing beyond the antimeridian is named where it is', () => {
  const ringOver: CapPoint[] = [
    [-17, 179],
    [-16, -178],
    [-16, 179],
    [-17, -178],
    [-17, 179],
  ]
  const params = found(ringOver).map((each) => each.params)
  expect(params).toContainEqual({ first: 1, second: 3, at: '-16.5,-179.5' })
})

test('a flat ring is an error alone, and a warning beside one that encloses something', () => {
  const levels = (...rings: CapPoint[][]) =>
    findingsOf(polygons(...rings)).map((each) => each.level)
  expect(levels(flat)).toEqual(['error'])
  expect(levels(flat, flat)).toEqual(['error', 'error'])
  expect(levels(flat, square(-6, 106))).toEqual(['warning'])
  const zero = withArea({ polygons: [flat], circles: [{ centre: [-6, 106], radiusKm: 0 }] })
  expect(findingsOf(zero)[0]?.level).toBe('error')
  const disc = withArea({ polygons: [flat], circles: [{ centre: [-6, 106], radiusKm: 1 }] })
  expect(findingsOf(disc).find((each) => each.rule === 'G07-flat')?.level).toBe('warning')
})

test('what is proposed for a spike and for points written twice has neither', () => {
  const number = fc.integer({ min: 0, max: 3 })
  const points = fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 12 })
  let proposals = 0
  fc.assert(
    fc.property(points, (open) => {
      for (const { mend } of found([...open, open[0]!])) {
        if (mend === undefined) continue
        const { value, faults } = parsePolygon(mend)
        expect(faults).toEqual([])
        const rules = found(value).map((each) => each.rule)
        expect(rules).not.toContain('G07-flat')
        expect(rules).not.toContain('G08-spike')
        expect(rules).not.toContain('G08-duplicate')
        proposals += 1
      }
    }),
    { numRuns: 2_000 },
  )
  expect(proposals).toBeGreaterThan(500)
})

test('what is proposed is not longer than a person reads', () => {
  const long = Array.from({ length: 200 }, (_, i): CapPoint => {
    const angle = (i * Math.PI) / 100
    return [-6 + Math.sin(angle), 106 + Math.cos(angle)]
  })
  const [first] = found([...long, long.at(-1)!, long[0]!])
  expect(first?.rule).toBe('G08-duplicate')
  expect(first?.mend).toBe(undefined)
})

test('a ring over the antimeridian is not said to overlap the other side of the earth', () => {
  const over: CapPoint[] = [
    [-17, 179],
    [-17, -179],
    [-16, -179],
    [-16, 179],
    [-17, 179],
  ]
  const rules = findingsOf(polygons(over, square(-17, 0))).map((each) => each.rule)
  expect(rules).toEqual(['G08-antimeridian'])
})

test('an overlap names the other polygon and how much of it', () => {
  const [overlap] = findingsOf(polygons(square(-6, 106), square(-5.25, 106)))
  expect(overlap).toMatchObject({
    rule: 'G08-overlap',
    path: '/alert[1]/info[1]/area[1]/polygon[2]',
    params: { percent: 25, other: 'area[1]/polygon[1]' },
  })
})
