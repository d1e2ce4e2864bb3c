import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatDecimal,
  parseAddresses,
  parseCircle,
  parsePolygon,
  parseReferences,
} from '../../../src/domain/cap/lexical.ts'

const faultsOf = (text: string) => parsePolygon(text).faults.map((fault) => fault.what)

test('parsePolygon() takes any XML whitespace between pairs', () => {
  expect(parsePolygon('\n-6,105\t-6,106\r\n -7,106  -6,105 ')).toEqual({
    value: [
      [-6, 105],
      [-6, 106],
      [-7, 106],
      [-6, 105],
    ],
    faults: [],
  })
})

test.for([
  ['', ['few']],
  ['1,1 2,2 1,1', ['few']],
  ['1,1 1,2 2,2 2,1', ['open']],
  ['1, 1 1,2 2,2 1,1', ['pair', 'pair']],
  ['1,1,0 1,2 2,2 1,1', ['pair']],
  ['1;1 1,2 2,2 1;1', ['pair', 'pair']],
  ['1e1,1 1,2 2,2 1e1,1', ['number', 'number']],
  ['NaN,1 1,2 2,2 1,1', ['number']],
  ['91,1 1,2 2,2 91,1', ['range', 'range']],
  ['1,181 1,2 2,2 1,181', ['range', 'range']],
  ['1,1\u00a01,2 2,2 1,1', ['pair']],
] as const)('parsePolygon() finds what is wrong with "%s"', ([text, faults]) => {
  expect(faultsOf(text)).toEqual(faults)
})

test.for(['90,180 -90,-180 0,0 90,180', '+.5,1. 1,2 2,2 .5,1', '0,0 1,1 2,2 0,0'])(
  'parsePolygon() takes "%s"',
  (text) => {
    expect(faultsOf(text)).toEqual([])
  },
)

test('parseCircle() takes a centre and a radius, and nothing else', () => {
  expect(parseCircle('-6.2,106.8 12.5').value).toEqual({ centre: [-6.2, 106.8], radiusKm: 12.5 })
  for (const text of ['', '-6.2,106.8', '-6.2 106.8 1', '1,1 1e3', '1,1 5 km', '91,0 5']) {
    expect(parseCircle(text).value).toBeNull()
    expect(parseCircle(text).faults).not.toEqual([])
  }
})

test('parseReferences() keeps good triples and names bad ones by place', () => {
  const good = 'a@b.invalid,ID-1,2026-11-25T08:00:00+07:00'
  const parsed = parseReferences(`${good}\n a,b ${good},x  a,b,2026-11-25T08:00:00Z`)
  expect(parsed.value).toEqual([
    { sender: 'a@b.invalid', identifier: 'ID-1', sent: '2026-11-25T08:00:00+07:00' },
  ])
  expect(parsed.faults.map((fault) => fault.at)).toEqual([2, 3, 4])
})

test('parseAddresses() takes names with spaces in quotes', () => {
  expect(parseAddresses('a@b.invalid "Posko Satu"  c')).toEqual(['a@b.invalid', 'Posko Satu', 'c'])
})

test('formatDecimal() writes every finite number without exponent and back', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = formatDecimal(value)
      expect(text).toMatch(/^-?\d+(\.\d+)?$/)
      expect(Number(text) + 0).toBe(value + 0)
    }),
  )
  expect(formatDecimal(1e-7)).toBe('0.0000001')
  expect(formatDecimal(-1.25e-7)).toBe('-0.000000125')
  expect(formatDecimal(1.5e21)).toBe('1500000000000000000000')
  expect(() => formatDecimal(Infinity)).toThrow(RangeError)
})
