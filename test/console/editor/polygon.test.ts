import { expect, test } from 'vitest'
import { boundsOf, formatPolygon, parsePolygon } from '../../../src/console/editor/polygon.ts'

test('parsePolygon() reads what formatPolygon() writes', () => {
  const ring: [number, number][] = [
    [-7.2, 107.8],
    [-7.2, 108],
    [-7.4, 107.9],
    [-7.2, 107.8],
  ]
  expect(parsePolygon(formatPolygon(ring))).toEqual({ ring })
})

test('parsePolygon() closes a ring that is open', () => {
  const read = parsePolygon(' -7,107\n-7,108  -8,108 ')
  expect('ring' in read && read.ring.at(-1)).toEqual([-7, 107])
})

test.for([
  ['', 'few', 0],
  ['-7,107 -7,108', 'few', 2],
  ['-7,107 -7,108 -7,107', 'few', 3],
  ['-7,107 -7;108 -8,108', 'pair', 2],
  ['-7, 107 -7,108 -8,108', 'pair', 1],
  ['-7,107 108,-7 -8,108', 'latitude', 2],
  ['-7,107 -7,181 -8,108', 'longitude', 2],
] as const)('parsePolygon() finds what is wrong in "%s"', ([text, fault, at]) => {
  expect(parsePolygon(text)).toMatchObject({ fault, at })
})

test('boundsOf() spans all rings', () => {
  expect(boundsOf([[[-7, 107]], [[2, 98]]])).toEqual([-7, 98, 2, 107])
  expect(boundsOf([])).toBe(null)
})
