import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { RATS } from '../../../src/domain/area/inventory.ts'
import { formatRepetition, parseRepetition } from '../../../src/domain/cap/profile-repetition.ts'

test('parseRepetition() undoes formatRepetition() over the whole range', () => {
  const input = fc.record({
    rat: fc.constantFrom(...RATS),
    seconds: fc.integer({ min: 1, max: 131_071 }),
    broadcasts: fc.integer({ min: 1, max: 65_535 }),
  })
  fc.assert(
    fc.property(input, (each) => {
      expect(parseRepetition(formatRepetition(each))).toEqual(each)
    }),
  )
  expect(formatRepetition({ rat: 'GSM', seconds: 57, broadcasts: 64 })).toBe('GSM:57:64')
})

test.for([
  '',
  'GSM',
  'GSM:57',
  'GSM:0:64',
  'GSM:57:0',
  'GSM:57:65536',
  'NR:131072:1',
  'UMTS:57:64',
  'gsm:57:64',
  ' GSM:57:64',
  'GSM:57:64:1',
  'GSM:5.7:64',
  'GSM:-1:64',
])('parseRepetition() does not read "%s"', (value) => {
  expect(parseRepetition(value)).toBeNull()
})

test('formatRepetition() refuses what would never end', () => {
  for (const [seconds, broadcasts] of [
    [60, 0],
    [0, 1],
    [131_072, 1],
    [60, 65_536],
    [1.5, 1],
  ] as const) {
    expect(() => formatRepetition({ rat: 'LTE', seconds, broadcasts })).toThrow(RangeError)
  }
})
