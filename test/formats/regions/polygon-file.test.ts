import { expect, test } from 'vitest'
import { containsPoint, indexRings } from '../../../src/domain/area/ring-index.ts'
import { parsePolygonFile } from '../../../src/formats/regions/polygon-file.ts'

const OUTER = [
  [107, -7],
  [108, -7],
  [108, -6],
  [107, -6],
  [107, -7],
]
const HOLE = [
  [107.4, -6.6],
  [107.4, -6.4],
  [107.6, -6.4],
  [107.6, -6.6],
  [107.4, -6.6],
]
const polygon = (...coordinates: unknown[]): unknown => ({ type: 'Polygon', coordinates })
const parse = (value: unknown): ReturnType<typeof parsePolygonFile> =>
  parsePolygonFile(JSON.stringify(value))

test('parsePolygonFile() turns GeoJSON round to CAP order, whatever it is wrapped in', () => {
  const ring = OUTER.map(([lon, lat]) => [lat, lon])
  expect(parse(polygon(OUTER))).toEqual([ring])
  expect(parse({ type: 'Feature', geometry: polygon(OUTER), properties: null })).toEqual([ring])
  expect(parse({ type: 'MultiPolygon', coordinates: [[OUTER], [OUTER]] })).toEqual([ring, ring])
  const feature = { type: 'Feature', geometry: polygon(OUTER) }
  expect(parse({ type: 'FeatureCollection', features: [feature, feature] })).toHaveLength(2)
  expect(parse({ type: 'GeometryCollection', geometries: [polygon(OUTER)] })).toEqual([ring])
})

test('parsePolygonFile() ties a hole to its ring, so that it stays out', () => {
  const [ring, ...more] = parse(polygon(OUTER, HOLE))
  expect(more).toEqual([])
  expect(ring!.at(0)).toEqual(ring!.at(-1))
  const index = indexRings([ring!])
  expect(containsPoint(index, -6.5, 107.5)).toBe(false)
  for (const [lat, lon] of [
    [-6.5, 107.2],
    [-6.9, 107.5],
    [-6.1, 107.5],
    [-6.5, 107.8],
  ]) {
    expect(containsPoint(index, lat!, lon!)).toBe(true)
  }
})

test('parsePolygonFile() reads CAP polygons, one a line', () => {
  expect(
    parsePolygonFile('-7,107 -7,108 -6,108 -7,107\n\n-1.5,100 +2,101 0,102 -1.5,100\r\n'),
  ).toEqual([
    [
      [-7, 107],
      [-7, 108],
      [-6, 108],
      [-7, 107],
    ],
    [
      [-1.5, 100],
      [2, 101],
      [0, 102],
      [-1.5, 100],
    ],
  ])
})

test.for([
  '',
  '{',
  '{}',
  '{"type":"Point","coordinates":[1,2]}',
  '{"type":"Polygon","coordinates":[[["a",1]]]}',
  '{"type":"Polygon"}',
  '{"type":"FeatureCollection","features":[]}',
  '-7;107 -7;108',
])('parsePolygonFile() refuses %j', (text) => {
  expect(() => parsePolygonFile(text)).toThrow('INPUT_INVALID')
})

test('parsePolygonFile() refuses nesting without end', () => {
  let value: unknown = polygon(OUTER)
  for (let i = 0; i < 20; i++) value = { type: 'GeometryCollection', geometries: [value] }
  expect(() => parse(value)).toThrow('INPUT_INVALID')
})
