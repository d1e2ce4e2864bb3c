import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatHex, parseHex } from '../../../src/domain/cb/octets.ts'
import {
  decodeWac,
  encodeWac,
  isInsideWac,
  type Wac,
  type WacShape,
} from '../../../src/domain/cb/wac.ts'

// Worked by hand from the formulas of ATIS-0700041 §5.2.3 to §5.2.5 as Android's reader cites them
// (GsmSmsCbMessage.parseWarningAreaCoordinates); the document itself is not public and not read.
// Half of a range is the bit pattern 1000…, three quarters are 1100….
const BY_HAND: readonly (readonly [name: string, hex: string, wac: Wac])[] = [
  ['a wait of 30 s', '100c1e', { maxWaitSec: 30, geo: [] }],
  ['a wait as the phone likes', '100cff', { maxWaitSec: 255, geo: [] }],
  [
    '1 km around 0, 0',
    '30288000020000000040',
    { maxWaitSec: null, geo: [{ circle: [0, 0, 1000] }] },
  ],
  [
    'a triangle, four bits of padding',
    '204c0000000000080000200000c00003000000',
    {
      maxWaitSec: null,
      geo: [
        {
          polygon: [
            [-90, -180],
            [0, 0],
            [45, 90],
          ],
        },
      ],
    },
  ],
  [
    'a closed triangle, no padding, with a wait',
    '2060c00003000008000030000080000200000c0000300000100c00',
    {
      maxWaitSec: 0,
      geo: [
        {
          polygon: [
            [45, 90],
            [0, 90],
            [0, 0],
            [45, 90],
          ],
        },
      ],
    },
  ],
]

test.for(BY_HAND)('encodeWac() and decodeWac(): %s', ([, hex, wac]) => {
  expect(formatHex(encodeWac(wac))).toBe(hex)
  expect(decodeWac(parseHex(hex)!)).toEqual(wac)
})

const LAST = 2 ** 22 - 1
/** Every 61st of the 2^22 codes, and both ends. */
const CODES = [...Array.from({ length: Math.ceil(LAST / 61) }, (_, index) => 61 * index), LAST]

function circle(lat: number, lon: number, metres = 0): Wac {
  return { maxWaitSec: null, geo: [{ circle: [lat, lon, metres] }] }
}

/** What comes back of a circle. */
function back(wac: Wac): readonly [number, number, number] {
  const decoded = decodeWac(encodeWac(wac))
  if ('error' in decoded) throw new Error(decoded.error.message)
  const [shape] = decoded.geo
  if (shape === undefined || !('circle' in shape)) throw new Error('There is no circle')
  return shape.circle
}

test('encodeWac() keeps every step of latitude and longitude', () => {
  for (const code of CODES) {
    const lat = (code * 180) / 2 ** 22 - 90
    const lon = (code * 360) / 2 ** 22 - 180
    const [lat2, lon2] = back(circle(lat, lon))
    if (lat2 !== lat || lon2 !== lon) expect.fail(`step ${code} came back as ${lat2}, ${lon2}`)
  }
})

test('encodeWac() keeps every step of a radius', () => {
  for (let code = 0; code <= 2 ** 20 - 1; code += code % 2 === 0 ? 41 : 40) {
    if (back(circle(0, 0, code * 15.625))[2] !== code * 15.625) expect.fail(`step ${code}`)
  }
  expect(back(circle(0, 0, 16_383_984.375))[2]).toBe(16_383_984.375)
})

test('encodeWac() takes a coordinate down by less than a step, a radius to the nearest', () => {
  const anyLat = fc.double({ min: -90, max: 90, noNaN: true })
  const anyLon = fc.double({ min: -180, max: 180, noNaN: true })
  const anyRadius = fc.double({ min: 0, max: 16_383_984, noNaN: true })
  fc.assert(
    fc.property(anyLat, anyLon, anyRadius, (lat, lon, metres) => {
      const [lat2, lon2, metres2] = back(circle(lat, lon, metres))
      // The last step stands for the end of the range too: a whole step below it. A double may be
      // lifted onto a step by the rounding of its sum with 90 or 180.
      expect(lat - lat2).toBeGreaterThan(-1e-12)
      expect(lat - lat2).toBeLessThanOrEqual(180 / 2 ** 22)
      expect(lon - lon2).toBeGreaterThan(-1e-12)
      expect(lon - lon2).toBeLessThanOrEqual(360 / 2 ** 22)
      expect(Math.abs(metres - metres2)).toBeLessThanOrEqual(15.625 / 2)
    }),
    { numRuns: 1000 },
  )
})

test('encodeWac() keeps 90 and 180 degrees on their side of the world', () => {
  expect(back(circle(90, 180))).toEqual([90 - 180 / 2 ** 22, 180 - 360 / 2 ** 22, 0])
  expect(back(circle(-90, -180))).toEqual([-90, -180, 0])
})

const step = (whole: number): fc.Arbitrary<number> =>
  fc.nat(LAST).map((code) => (code * whole) / 2 ** 22 - whole / 2)
const anyPoint = fc.tuple(step(180), step(360))
const anyShape: fc.Arbitrary<WacShape> = fc.oneof(
  fc
    .tuple(anyPoint, fc.nat(2 ** 20 - 1))
    .map(([[lat, lon], radius]) => ({ circle: [lat, lon, radius * 15.625] as const })),
  fc.array(anyPoint, { minLength: 3, maxLength: 40 }).map((polygon) => ({ polygon })),
)
const anyWac: fc.Arbitrary<Wac> = fc
  .record({
    maxWaitSec: fc.option(fc.nat(255)),
    geo: fc.array(anyShape, { maxLength: 4 }),
  })
  .filter(({ maxWaitSec, geo }) => maxWaitSec !== null || geo.length > 0)

test('decodeWac() undoes encodeWac() for any shapes', () => {
  fc.assert(
    fc.property(anyWac, (wac) => {
      expect(decodeWac(encodeWac(wac))).toEqual(wac)
    }),
  )
})

/** A polygon of as many points, on steps. */
function polygonOf(count: number): WacShape {
  return { polygon: Array.from({ length: count }, (_, index) => [0, index * 0.703125] as const) }
}

test('encodeWac() fills an element up to 185 points and an area up to 1024 octets', () => {
  // 2 + ⌈185 × 44 / 8⌉ = 1020 octets.
  const longest: Wac = { maxWaitSec: 9, geo: [polygonOf(185)] }
  expect(encodeWac(longest).length).toBe(1023)
  expect(decodeWac(encodeWac(longest))).toEqual(longest)
  // 102 circles of 10 octets are 1020, and one more is too much.
  const circles = (count: number): Wac => ({
    maxWaitSec: null,
    geo: Array.from({ length: count }, () => ({ circle: [0, 0, 0] as const })),
  })
  expect(encodeWac(circles(102)).length).toBe(1020)
  expect(() => encodeWac(circles(103))).toThrow(RangeError)
  // 90 points are 497 octets, 93 are 514: 1024 with a circle and a wait.
  const whole = [polygonOf(90), polygonOf(93), { circle: [0, 0, 0] as const }]
  expect(encodeWac({ maxWaitSec: 1, geo: whole }).length).toBe(1024)
  expect(decodeWac(encodeWac({ maxWaitSec: 1, geo: whole }))).toEqual({ maxWaitSec: 1, geo: whole })
})

test.for<[string, Wac]>([
  ['nothing', { maxWaitSec: null, geo: [] }],
  ['latitude above 90', circle(90.000001, 0)],
  ['latitude below -90', circle(-90.000001, 0)],
  ['longitude above 180', circle(0, 180.000001)],
  ['longitude below -180', circle(0, -180.000001)],
  ['no number', circle(Number.NaN, 0)],
  ['a radius below zero', circle(0, 0, -1)],
  ['a radius beyond 20 bits', circle(0, 0, 16_383_984.4)],
  ['a wait of 256 s', { maxWaitSec: 256, geo: [] }],
  ['a wait of half a second', { maxWaitSec: 0.5, geo: [] }],
  ['two points', { maxWaitSec: null, geo: [polygonOf(2)] }],
  ['186 points', { maxWaitSec: null, geo: [polygonOf(186)] }],
])('encodeWac() refuses %s', ([, wac]) => {
  expect(() => encodeWac(wac)).toThrow(RangeError)
})

test.for([
  ['nothing', '', 'empty', 0],
  ['an unknown type', '400cff', 'wac-type', 0],
  ['an unknown type after a good one', '100c1e000800', 'wac-type', 3],
  ['half a header', '100c1e10', 'wac-length', 3],
  ['a length of zero', '1000ff', 'wac-length', 0],
  ['a length past the end', '1010ff', 'wac-length', 0],
  ['a wait of two octets', '1010ffff', 'wac-length', 0],
  ['a circle an octet too short', '302480000200000000', 'wac-length', 0],
  ['a polygon with an octet too many', `2050${'00'.repeat(18)}`, 'wac-length', 0],
  ['a polygon of two points', `2034${'00'.repeat(11)}`, 'wac-polygon', 0],
  ['1025 octets', `${'100c1e'.repeat(341)}0000`, 'wac-length', 1024],
] as const)('decodeWac() refuses %s', ([, hex, rule, offset]) => {
  expect(decodeWac(parseHex(hex)!)).toMatchObject({ error: { rule, offset } })
})

test('decodeWac() takes the last of several waits, and any padding', () => {
  expect(decodeWac(parseHex('100c05100c1e')!)).toEqual({ maxWaitSec: 30, geo: [] })
  const padded = parseHex(`204c${'00'.repeat(16)}0f`)!
  expect(decodeWac(padded)).toMatchObject({ geo: [{ polygon: { length: 3 } }] })
})

test('decodeWac() never throws, on octets at random, cut short or altered', () => {
  const cut = fc.tuple(anyWac, fc.nat()).map(([wac, at]) => {
    const octets = encodeWac(wac)
    return octets.subarray(0, at % octets.length)
  })
  const altered = fc.tuple(anyWac, fc.nat(), fc.nat(255)).map(([wac, at, value]) => {
    const octets = encodeWac(wac)
    return octets.fill(value, at % octets.length, (at % octets.length) + 1)
  })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 1100 }), cut, altered), (octets) => {
      const decoded = decodeWac(octets)
      if ('error' in decoded) {
        expect(decoded.error.message).not.toBe('')
        expect(decoded.error.offset).toBeLessThanOrEqual(octets.length)
      } else {
        for (const shape of decoded.geo)
          expect(() => encodeWac({ ...decoded, geo: [shape] })).not.toThrow()
      }
    }),
    { numRuns: 1000 },
  )
})

const SQUARE: WacShape = {
  polygon: [
    [-7, 106],
    [-7, 108],
    [-6, 108],
    [-6, 106],
  ],
}

test.for<[string, readonly [number, number], boolean]>([
  ['the middle', [-6.5, 107], true],
  ['north of it', [-5.9, 107], false],
  ['west of it', [-6.5, 105.9], false],
  ['on an edge', [-6, 107], true],
  ['on a corner', [-7, 106], true],
  ['in line with an edge', [-6, 109], false],
])('isInsideWac() in a square: %s', ([, point, inside]) => {
  const clockwise: WacShape = { polygon: SQUARE.polygon.toReversed() }
  const closed: WacShape = { polygon: [...SQUARE.polygon, SQUARE.polygon[0]!] }
  for (const shape of [SQUARE, clockwise, closed]) {
    expect(isInsideWac(point, { maxWaitSec: null, geo: [shape] })).toBe(inside)
  }
})

test('isInsideWac() counts what a ring winds around twice, and leaves out a bay', () => {
  // A star of five points: its middle is wound around twice.
  const star = [0, 2, 4, 1, 3].map((corner) => {
    const angle = (corner * 2 * Math.PI) / 5
    return [Math.cos(angle), Math.sin(angle)] as const
  })
  expect(isInsideWac([0, 0], { maxWaitSec: null, geo: [{ polygon: star }] })).toBe(true)
  const bay = [
    [0, 0],
    [0, 4],
    [4, 4],
    [1, 2],
    [4, 0],
  ] as const
  expect(isInsideWac([3, 2], { maxWaitSec: null, geo: [{ polygon: bay }] })).toBe(false)
  expect(isInsideWac([3, 0.5], { maxWaitSec: null, geo: [{ polygon: bay }] })).toBe(true)
})

test('isInsideWac() goes across the 180th meridian where that is the shorter way', () => {
  const fiji = [
    [-19, 177],
    [-19, -179],
    [-15, -179],
    [-15, 177],
  ] as const
  const wac: Wac = { maxWaitSec: null, geo: [{ polygon: fiji }] }
  expect(isInsideWac([-17, 179], wac)).toBe(true)
  expect(isInsideWac([-17, -179.5], wac)).toBe(true)
  expect(isInsideWac([-17, 176], wac)).toBe(false)
  expect(isInsideWac([-17, 0], wac)).toBe(false)
})

test('isInsideWac() measures a circle on the sphere, and takes any of the shapes', () => {
  // A degree of the equator is 111.195 km.
  const wac: Wac = { maxWaitSec: null, geo: [SQUARE, { circle: [0, 110, 111_200] }] }
  expect(isInsideWac([0, 111], wac)).toBe(true)
  expect(isInsideWac([0, 111.001], wac)).toBe(false)
  expect(isInsideWac([-6.5, 107], wac)).toBe(true)
  expect(isInsideWac([0, 0], { maxWaitSec: 1, geo: [] })).toBe(false)
})

test('isInsideWac() crosses a corner at the height of the point once', () => {
  const diamond = [
    [0, 0],
    [1, 1],
    [0, 2],
    [-1, 1],
  ] as const
  for (const polygon of [diamond, diamond.toReversed()]) {
    const wac: Wac = { maxWaitSec: null, geo: [{ polygon }] }
    expect(isInsideWac([0, 1], wac)).toBe(true)
    expect(isInsideWac([0, -1], wac)).toBe(false)
    expect(isInsideWac([0, 3], wac)).toBe(false)
    expect(isInsideWac([1, 0], wac)).toBe(false)
  }
})

test('isInsideWac() takes -180 for 180', () => {
  const polygon = [
    [-1, 170],
    [-1, 180],
    [1, 180],
    [1, 170],
  ] as const
  const wac: Wac = { maxWaitSec: null, geo: [{ polygon }] }
  expect(isInsideWac([0, -180], wac)).toBe(true)
  expect(isInsideWac([0, -179], wac)).toBe(false)
})

test.for([
  [179.5, true],
  [180.5, false],
] as const)(
  'isInsideWac() of a ring %s degrees wide: Greenwich is inside: %s',
  ([width, inside]) => {
    const east = width - 90
    const polygon = [
      [-10, -90],
      [10, -90],
      [10, east],
      [-10, east],
    ] as const
    const area: Wac = { maxWaitSec: null, geo: [{ polygon }] }
    expect(isInsideWac([0, 0], area)).toBe(inside)
    expect(isInsideWac([0, 180], area)).toBe(!inside)
  },
)
