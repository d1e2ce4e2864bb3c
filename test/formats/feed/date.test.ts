import { expect, test } from 'vitest'
import { parseFeedDate } from '../../../src/formats/feed/date.ts'

// The first column by hand; RFC 3339 §5.8, RFC 5322 §3.3 and §4.3.
const READ: readonly (readonly [string, string, boolean])[] = [
  ['2026-03-01T10:04:05Z', '2026-03-01T10:04:05Z', true],
  ['2026-03-01T10:04:05+07:00', '2026-03-01T03:04:05Z', true],
  ['2026-03-01T10:04:05.5-09:30', '2026-03-01T19:34:05Z', true],
  ['2026-03-01T10:04:05', '2026-03-01T10:04:05Z', false],
  ['2026-03-01 10:04:05+0700', '2026-03-01T03:04:05Z', false],
  ['2026-03-01T10:04+07:00', '2026-03-01T03:04:00Z', false],
  ['Sun, 01 Mar 2026 10:04:05 +0700', '2026-03-01T03:04:05Z', true],
  ['1 Mar 2026 10:04 GMT', '2026-03-01T10:04:00Z', true],
  ['Sun, 01 Mar 2026 10:04:05 EST', '2026-03-01T15:04:05Z', true],
  ['Sun, 01 Mar 2026 10:04:05 PDT', '2026-03-01T17:04:05Z', true],
  ['Sun, 01 Mar 2026 10:04:05 A', '2026-03-01T10:04:05Z', true],
  ['Sun, 01 Mar 2026 10:04:05 WITA', '2026-03-01T02:04:05Z', true],
  ['Sun, 01 Mar 2026 10:04:05 GMT (UTC)', '2026-03-01T10:04:05Z', true],
  ['Sun, 01 Mar 2026 10:04:05', '2026-03-01T10:04:05Z', false],
  ['01 Mar 26 10:04:05 GMT', '2026-03-01T10:04:05Z', false],
  ['01 Mar 99 10:04:05 GMT', '1999-03-01T10:04:05Z', false],
  ['Min, 01 Mei 2026 10:04:05 GMT', '2026-05-01T10:04:05Z', false],
  ['Rabu, 01 Agustus 2026 10:04:05 WIB', '2026-08-01T03:04:05Z', false],
  ['dim., 01 Mar 2026 10:04:05 GMT', '2026-03-01T10:04:05Z', false],
  ['Sat, 31 Dec 2016 23:59:60 GMT', '2016-12-31T23:59:59Z', true],
]

test.for(READ)('parseFeedDate(%j) is %s, exact %s', ([text, at, exact]) => {
  expect(parseFeedDate(text)).toEqual({ ms: Date.parse(at.replace('.5', '')), exact })
})

test.for([
  '',
  'yesterday',
  '2026-02-30T10:04:05Z',
  '2026-03-01',
  '2026-03-01T25:00:00Z',
  '2026-03-01T10:04:05+15:00',
  'Sun, 32 Mar 2026 10:04:05 GMT',
  'Sun, 01 Xyz 2026 10:04:05 GMT',
  'Sun, 01 Mar 2026 10:04:05 J',
  'Sun, 01 Mar 2026 10:04:05 NOWHERE',
  `1 Mar 2026 10:04${' '.repeat(100)}GMT`,
])('parseFeedDate(%j) is nothing', (text) => {
  expect(parseFeedDate(text)).toBe(null)
})
