import { expect, test } from 'vitest'
import { parseCircle } from '../../../src/console/editor/circle.ts'
import { nextOption } from '../../../src/console/editor/option.ts'

test('parseCircle() takes a comma for the decimal point', () => {
  expect(parseCircle({ lat: '-7,25', lon: ' 107.9 ', km: '5' })).toEqual({
    lat: -7.25,
    lon: 107.9,
    radiusKm: 5,
  })
})

test.for([
  { lat: '', lon: '107', km: '5' },
  { lat: '91', lon: '107', km: '5' },
  { lat: '-7', lon: '181', km: '5' },
  { lat: '-7', lon: '107', km: '0' },
  { lat: '-7', lon: '107', km: '20001' },
  { lat: '7 LS', lon: '107', km: '5' },
])('parseCircle() refuses $lat $lon $km', (text) => {
  expect(parseCircle(text)).toBe(null)
})

test.for([
  ['ArrowDown', -1, 3, 0],
  ['ArrowDown', 2, 3, 0],
  ['ArrowUp', -1, 3, 2],
  ['ArrowUp', 0, 3, 2],
  ['ArrowUp', 2, 3, 1],
  ['End', 0, 3, 2],
  ['Home', 2, 3, 0],
  ['Home', -1, 3, null],
  ['ArrowDown', -1, 0, null],
  ['a', 1, 3, null],
] as const)('nextOption() moves on %s from %i of %i to %s', ([key, active, count, next]) => {
  expect(nextOption(key, active, count)).toBe(next)
})
