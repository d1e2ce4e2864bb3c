import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { capTimeMs, parseCapTime } from '../../../src/domain/cap/date-time.ts'
import { parseCircle, parsePolygon, parseReferences } from '../../../src/domain/cap/lexical.ts'
import {
  areSwapped,
  MEND_MAX,
  mendCircle,
  mendNumber,
  mendPolygon,
  mendReferences,
  mendTime,
} from '../../../src/domain/cap/mend.ts'

test.for([
  ['2026-11-25T08:00:00Z', '2026-11-25T08:00:00-00:00'],
  ['2026-11-25T08:00:00.123+07:00', '2026-11-25T08:00:00+07:00'],
  ['2026-11-25 08:00:00+07:00', '2026-11-25T08:00:00+07:00'],
  ['2026-11-25T08:00:00', '2026-11-25T08:00:00+07:00'],
  ['2026-11-25T08:00:00+0700', '2026-11-25T08:00:00+07:00'],
  ['2026-11-25T08:00:00+07', '2026-11-25T08:00:00+07:00'],
  ['2026-11-25T08:00:00-3:30', '2026-11-25T08:00:00-03:30'],
  ['2026-11-25T08:00+07:00', '2026-11-25T08:00:00+07:00'],
  ['2026-11-25 8.00 WITA', '2026-11-25T08:00:00+08:00'],
  ['2026/11/25 08:00:00 WIT', '2026-11-25T08:00:00+09:00'],
  ['2569-11-25T08:00:00+07:00', '2026-11-25T08:00:00+07:00'],
  ['2026-11-24T24:00:00+07:00', '2026-11-25T00:00:00+07:00'],
  [' 2026-11-25T08:00:00+07:00\n', '2026-11-25T08:00:00+07:00'],
  ['2026-11-31T08:00:00Z', null],
  ['2026-11-25T25:00:00Z', null],
  ['2026-11-25T08:00:00 EST', null],
  ['25-11-2026 08:00', null],
  ['segera', null],
] as const)('mendTime() turns "%s" into %s', ([text, mend]) => {
  expect(mendTime(text)).toBe(mend)
})

test.for([
  ['1,5', '1.5'],
  ['1.234,5', '1234.5'],
  ['12,345', '12345'],
  ['1 000', '1000'],
  ['\u00a05', '5'],
  ['5 ft', null],
  ['1e3', null],
  ['', null],
] as const)('mendNumber() turns "%s" into %s', ([text, mend]) => {
  expect(mendNumber(text)).toBe(mend)
})

const TRIPLE = 'a@b.invalid,ID-1,2026-11-25T07:00:00+07:00'

test.for([
  [TRIPLE.replaceAll(',', ', '), TRIPLE],
  [TRIPLE.replaceAll(',', ';'), TRIPLE],
  [`${TRIPLE},${TRIPLE}`, `${TRIPLE} ${TRIPLE}`],
  [`${TRIPLE}; ${TRIPLE}`, `${TRIPLE} ${TRIPLE}`],
  [TRIPLE.replace('+07:00', 'Z'), TRIPLE.replace('+07:00', '-00:00')],
  ['a@b.invalid,ID-1', null],
  ['ID-1', null],
  ['', null],
] as const)('mendReferences() turns "%s" into %s', ([text, mend]) => {
  expect(mendReferences(text)).toBe(mend)
})

const RING = '-6,105 -6,106 -7,106 -6,105'

test.for([
  ['-6,105 -6,106 -7,106', RING],
  ['-6, 105 -6, 106 -7, 106 -6, 105', RING],
  ['-6,105; -6,106; -7,106; -6,105;', RING],
  ['-6,105 -6,106 -7,106 -6,105,', RING],
  ['-6,105,-6,106,-7,106,-6,105', RING],
  ['(-6 105) (-6 106) (-7 106)', RING],
  ['-6,105,0 -6,106,0 -7,106,0 -6,105,0', RING],
  ['105,-6 106,-6 106,-7 105,-6', RING],
  ['-6,5;105,5 -6,5;106,5 -7,5;106,5', '-6.5,105.5 -6.5,106.5 -7.5,106.5 -6.5,105.5'],
  ['-6,5,105,5 -6,5,106,5 -7,5,106,5', '-6.5,105.5 -6.5,106.5 -7.5,106.5 -6.5,105.5'],
  ['-6,105\u00a0-6,106 -7,106 -6,105', RING],
  ['-6,105 -6,106', null],
  ['-6,1O5 -6,106 -7,106 -6,105', null],
  ['-6,105 -6,106 -7,106 -6', null],
  ['-6,205 -6,106 -7,106 -6,205', null],
  ['', null],
] as const)('mendPolygon() turns "%s" into %s', ([text, mend]) => {
  expect(mendPolygon(text)).toBe(mend)
})

test.for([
  ['-6,105', null],
  ['-6,105,5', '-6,105 5'],
  ['-6 105 5', '-6,105 5'],
  ['-6, 105 5', '-6,105 5'],
  ['-6,105 5km', '-6,105 5'],
  ['-6,105 5 km', '-6,105 5'],
  ['-6,105 5000 m', '-6,105 5'],
  ['105,-6 5', '-6,105 5'],
  ['-6,505 5', null],
] as const)('mendCircle() turns "%s" into %s', ([text, mend]) => {
  expect(mendCircle(text)).toBe(mend)
})

test('areSwapped() holds only where exchange is the one explanation', () => {
  expect(areSwapped([['106.8', '-6.2']])).toBe(true)
  expect(areSwapped([['-6.2', '106.8']])).toBe(false)
  expect(areSwapped([['106.8', '-36']])).toBe(false)
  expect(areSwapped([['150', '-6']])).toBe(false)
  expect(
    areSwapped([
      ['106.8', '-6.2'],
      ['-6.2', '106.8'],
    ]),
  ).toBe(false)
  expect(areSwapped([])).toBe(false)
})

test('a mend fits the notation that it is for, whatever it was made from', () => {
  const characters = fc.string({
    unit: fc.constantFrom(...'0123456789,.;:+-TZ ()'.split('')),
    maxLength: 40,
  })
  fc.assert(
    fc.property(characters, (text) => {
      const [time, ring, circle] = [mendTime(text), mendPolygon(text), mendCircle(text)]
      if (time !== null) expect(capTimeMs(time)).not.toBeNull()
      if (time !== null) expect(parseCapTime(time)?.endOfDay).toBe(false)
      if (ring !== null) expect(parsePolygon(ring).faults).toEqual([])
      if (circle !== null) expect(parseCircle(circle).faults).toEqual([])
      const references = mendReferences(text)
      if (references !== null) expect(parseReferences(references).faults).toEqual([])
    }),
  )
})

test('there is no mend longer than somebody would read', () => {
  const ring = (points: number) => `0,100 ${'1,101 '.repeat(points)}2,100`
  expect(mendPolygon(ring(300))).not.toBeNull()
  expect(mendPolygon(ring(MEND_MAX / 6))).toBeNull()
  expect(mendReferences(`${TRIPLE};`.repeat(MEND_MAX / 40))).toBeNull()
})
