import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatTime,
  hoursOf,
  instantOfLocal,
  localOfInstant,
  ZONES,
  zoneOfRegions,
} from '../../src/console/time.ts'

const AT = '2026-11-25T09:41:07+07:00'

test.for([
  ['WIB', 'id', '25 Nov 2026 09.41 WIB'],
  ['WITA', 'id', '25 Nov 2026 10.41 WITA'],
  ['WIT', 'en', '25 Nov 2026 11:41 WIT'],
] as const)('formatTime() shows %s in language %s', ([zone, language, text]) => {
  expect(formatTime(AT, { zone, language })).toBe(text)
})

test('formatTime() names months in Indonesian and adds seconds when asked', () => {
  const style = { zone: 'WIB', language: 'id', seconds: true } as const
  expect(formatTime('2026-08-01T00:00:05+07:00', style)).toBe('1 Agu 2026 00.00.05 WIB')
})

test('formatTime() gives back what is no instant', () => {
  expect(formatTime('besok', { zone: 'WIB', language: 'id' })).toBe('besok')
})

test('instantOfLocal() writes the offset of the zone', () => {
  const local = { date: '2026-11-25', time: '23:30' }
  expect(instantOfLocal(local, 'WIT')).toBe('2026-11-25T23:30:00+09:00')
})

test.for([
  { date: '', time: '10:00' },
  { date: '2026-11-25', time: '' },
  { date: '2026-02-30', time: '10:00' },
  { date: '2026-11-25', time: '25:00' },
])('instantOfLocal() gives nothing for $date $time', (local) => {
  expect(instantOfLocal(local, 'WIB')).toBe(null)
})

test('instantOfLocal() undoes localOfInstant() to the minute in every zone', () => {
  const minutes = fc.integer({ min: 0, max: 60_000_000 })
  fc.assert(
    fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
      const instant = instantOfLocal(localOfInstant(minute * 60_000, zone), zone)
      expect(Date.parse(instant ?? '')).toBe(minute * 60_000)
    }),
  )
})

test('zoneOfRegions() takes the zone that all share, else WIB', () => {
  expect(zoneOfRegions([{ timeZone: 'WIT' }, { timeZone: 'WIT' }])).toBe('WIT')
  expect(zoneOfRegions([{ timeZone: 'WIT' }, { timeZone: 'WITA' }])).toBe('WIB')
  expect(zoneOfRegions([{ timeZone: null }])).toBe('WIB')
  expect(zoneOfRegions([])).toBe('WIB')
})

test('hoursOf() splits minutes', () => {
  expect(hoursOf(1_350)).toEqual({ hours: 22, minutes: 30 })
})
