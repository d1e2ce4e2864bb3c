import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { capTimeMs, formatCapTime, parseCapTime } from '../../../src/domain/cap/date-time.ts'

// Instants worked by hand from CAP 1.2 §3.3.2 and XML Schema Part 2 §3.2.7.
test.for([
  ['2026-11-25T08:00:00+07:00', Date.UTC(2026, 10, 25, 1)],
  ['2026-11-25T08:00:00-00:00', Date.UTC(2026, 10, 25, 8)],
  ['2024-02-29T23:59:59+14:00', Date.UTC(2024, 1, 29, 9, 59, 59)],
  ['2023-12-31T24:00:00+00:00', Date.UTC(2024, 0, 1)],
  ['0099-01-01T00:00:00+00:00', new Date(0).setUTCFullYear(99, 0, 1)],
] as const)('capTimeMs() reads %s', ([text, ms]) => {
  expect(capTimeMs(text)).toBe(ms)
})

test.for([
  '2026-11-25T08:00:00Z',
  '2026-11-25T08:00:00.5+07:00',
  '2026-11-25T08:00:00',
  '2026-11-25T08:00:00+0700',
  '2026-11-25t08:00:00+07:00',
  '2026-02-29T08:00:00+07:00',
  '1900-02-29T08:00:00+07:00',
  '2026-13-01T08:00:00+07:00',
  '2026-04-31T08:00:00+07:00',
  '2026-11-25T24:00:01+07:00',
  '2026-11-25T08:60:00+07:00',
  '2026-11-25T08:00:60+07:00',
  '2026-11-25T08:00:00+14:01',
  '2026-11-25T08:00:00+07:60',
  '0000-01-01T08:00:00+07:00',
  ' 2026-11-25T08:00:00+07:00',
  '２026-11-25T08:00:00+07:00',
  '',
])('parseCapTime() refuses "%s"', (text) => {
  expect(parseCapTime(text)).toBeNull()
})

test('parseCapTime() tells an unknown zone and the end of a day', () => {
  expect(parseCapTime('2026-11-25T08:00:00-00:00')?.zoneUnknown).toBe(true)
  expect(parseCapTime('2026-11-25T08:00:00+00:00')?.zoneUnknown).toBe(false)
  expect(parseCapTime('2026-11-25T24:00:00+07:00')?.endOfDay).toBe(true)
  expect(parseCapTime('2026-11-25T08:00:00-03:30')?.offsetMinutes).toBe(-210)
})

test('formatCapTime() is undone by capTimeMs() for every whole second and offset', () => {
  const second = fc.integer({ min: -62_000_000_000, max: 253_000_000_000 })
  fc.assert(
    fc.property(second, fc.integer({ min: -840, max: 840 }), (seconds, offset) => {
      expect(capTimeMs(formatCapTime(seconds * 1000, offset))).toBe(seconds * 1000)
    }),
  )
})

test('formatCapTime() writes Jakarta time and drops what is below a second', () => {
  expect(formatCapTime(Date.UTC(2026, 10, 25, 20, 0, 0, 999))).toBe('2026-11-26T03:00:00+07:00')
})

test('formatCapTime() refuses an offset or a year that CAP cannot write', () => {
  expect(() => formatCapTime(0, 841)).toThrow(RangeError)
  expect(() => formatCapTime(0, 0.5)).toThrow(RangeError)
  expect(() => formatCapTime(Number.NaN)).toThrow(RangeError)
  expect(() => formatCapTime(Date.UTC(10_000, 1))).toThrow(RangeError)
})
