import { expect, test } from 'vitest'
import { ringOfBox, type LatLon } from '../../../src/domain/area/geometry.ts'
import {
  checkArea,
  CIRCLE_RADIUS_KM_MAX,
  EMPTY_AREA,
  type AreaSpec,
} from '../../../src/domain/area/shape.ts'

const SQUARE = ringOfBox({ minLat: -7, minLon: 107, maxLat: -6, maxLon: 108 })

function rules(spec: Partial<AreaSpec>): string[] {
  return checkArea({ ...EMPTY_AREA, ...spec }, { path: '/area' }).map(
    ({ level, rule, path }) => `${level} ${rule} ${path}`,
  )
}

test('checkArea() finds nothing in a sound area', () => {
  const circles = [{ lat: -6.2, lon: 106.8, radiusKm: CIRCLE_RADIUS_KM_MAX }]
  expect(rules({ regions: ['ID', '32.01'], polygons: [SQUARE], circles })).toEqual([])
})

test('checkArea() wants something, and regions that exist', () => {
  expect(rules({})).toEqual(['error area-empty /area'])
  expect(rules({ regions: ['32', '3201'] })).toEqual(['error area-region-unknown /area/regions/1'])
  const isRegion = (code: string): boolean => code === '32'
  const spec = { ...EMPTY_AREA, regions: ['32', '99'] }
  expect(checkArea(spec, { path: '/area', isRegion }).map((each) => each.params)).toEqual([
    { code: '99' },
  ])
})

const FLAT: LatLon[] = [
  [-6, 107],
  [-6, 108],
  [-6, 107.5],
  [-6, 107],
]

test.for<[string, readonly LatLon[], string[]]>([
  ['open', SQUARE.slice(0, 4), ['error area-polygon-open']],
  ['of three points', [SQUARE[0]!, SQUARE[1]!, SQUARE[0]!], ['error area-polygon-points']],
  ['flat', FLAT, ['error area-polygon-flat']],
  ['swapped', SQUARE.map(([lat, lon]): LatLon => [lon, lat]), ['error area-swapped']],
  [
    'abroad',
    ringOfBox({ minLat: 35, minLon: 139, maxLat: 36, maxLon: 140 }),
    ['error area-outside-country'],
  ],
  [
    'partly abroad',
    ringOfBox({ minLat: 5, minLon: 95, maxLat: 7, maxLon: 97 }),
    ['warning area-outside-country'],
  ],
])('checkArea() finds a polygon that is %s', ([, ring, expected]) => {
  expect(rules({ polygons: [ring] })).toEqual(expected.map((each) => `${each} /area/polygons/0`))
})

test('checkArea() finds numbers that are none', () => {
  const ring: LatLon[] = [SQUARE[0]!, [Number.NaN, 107], SQUARE[2]!, SQUARE[0]!]
  expect(rules({ polygons: [ring] })).toEqual(['error area-number /area/polygons/0/1'])
  expect(rules({ circles: [{ lat: Infinity, lon: 107, radiusKm: 1 }] })).toEqual([
    'error area-number /area/circles/0',
  ])
})

test.for([0, -1, Number.NaN, CIRCLE_RADIUS_KM_MAX + 1])(
  'checkArea() refuses a radius of %s km',
  (radiusKm) => {
    expect(rules({ circles: [{ lat: -6, lon: 107, radiusKm }] })).toEqual([
      'error area-circle-radius /area/circles/0/radiusKm',
    ])
  },
)

test('checkArea() tells a swapped circle from one abroad', () => {
  expect(rules({ circles: [{ lat: 107, lon: -6, radiusKm: 1 }] })).toEqual([
    'error area-swapped /area/circles/0',
  ])
  expect(rules({ circles: [{ lat: 40, lon: 107, radiusKm: 1 }] })).toEqual([
    'error area-outside-country /area/circles/0',
  ])
})
