import { expect, test } from 'vitest'
import type { CapAlert } from '../../../src/domain/cap/model.ts'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { NOW_MS, rulesOf, withInfo, type Case } from './cases.ts'
import { sampleAlert, sampleInfo } from './sample.ts'

const sentAt = (sent: string) => sampleAlert({ sent })
const foreign = (sent: string) =>
  sampleAlert({ sent, sender: 'x@smg.gov.mo', infos: [sampleInfo({ language: 'pt' })] })

// The clock of the cases stands at 08:30 WIB: what trips, and the nearest that does not.
const CASES: readonly Case[] = [
  ['A07-ahead', sentAt('2026-11-25T08:35:01+07:00'), sentAt('2026-11-25T08:35:00+07:00')],
  ['A07-ahead', sentAt('2099-12-31T23:59:59+07:00'), sentAt('2100-01-01T00:00:00+07:00')],
  ['A08-year', sentAt('1999-12-31T23:59:59+07:00'), sentAt('2000-01-01T00:00:00+07:00')],
  ['A08-year', sentAt('2100-01-01T00:00:00+07:00'), sentAt('2099-12-31T23:59:59+07:00')],
  ['A08-year', sentAt('2643-01-01T00:00:00+07:00'), sentAt('2642-01-01T00:00:00+07:00')],
  ['A08-buddhist', sentAt('2543-01-01T00:00:00+07:00'), sentAt('2542-01-01T00:00:00+07:00')],
  [
    'A08-buddhist',
    withInfo({ expires: '2569-11-25T10:00:00+07:00' }),
    withInfo({ expires: '2026-11-25T10:00:00+07:00' }),
  ],
  [
    'A08-year',
    withInfo({ onset: '0026-11-25T10:00:00+07:00' }),
    withInfo({ onset: '2026-11-25T09:00:00+07:00' }),
  ],
  ['A09-offset', sentAt('2026-11-25T01:00:00+00:00'), sentAt('2026-11-25T09:00:00+08:00')],
  ['A09-offset', sentAt('2026-11-25T11:00:00+10:00'), sentAt('2026-11-25T10:00:00+09:00')],
  ['A09-offset', sentAt('2026-11-25T01:00:00+00:00'), foreign('2026-11-25T01:00:00+00:00')],
  [
    'A09-offset',
    withInfo({ expires: '2026-11-25T03:00:00-00:00' }),
    withInfo({ expires: '2026-11-25T12:00:00+09:00' }),
  ],
  ['A09-local', sentAt('2026-11-25T08:30:00-00:00'), sentAt('2026-11-25T01:30:00-00:00')],
  ['A09-local', sentAt('2026-11-25T08:30:00-00:00'), sentAt('2026-11-25T08:30:00+00:00')],
  ['A09-local', foreign('2026-11-25T02:15:00-00:00'), foreign('2026-11-25T02:14:59-00:00')],
  ['A09-local', foreign('2026-11-25T15:35:00-00:00'), foreign('2026-11-25T15:35:01-00:00')],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

function mendOf(rule: string, alert: CapAlert): string | undefined {
  const found = checkCap(alert, { nowMs: NOW_MS, live: false })
  return found.find((each) => each.rule === rule)?.mend
}

test('mend: the common era, the zone of the wall clock, the same instant in Indonesia', () => {
  const era = sentAt('2567-02-28T00:00:00+07:00')
  expect(mendOf('A08-buddhist', era)).toBe('2024-02-28T00:00:00+07:00')
  const local = (text: string) => mendOf('A09-local', sentAt(text))
  expect(local('2026-11-25T08:30:00-00:00')).toBe('2026-11-25T08:30:00+07:00')
  expect(local('2026-11-25T09:30:00-00:00')).toBe('2026-11-25T09:30:00+08:00')
  expect(local('2026-11-25T10:30:00-00:00')).toBe('2026-11-25T10:30:00+09:00')
  expect(local('2026-11-25T12:30:00-00:00')).toBeUndefined()
  expect(mendOf('A09-local', foreign('2026-11-25T09:30:00-00:00'))).toBeUndefined()
  const utc = sentAt('2026-11-25T01:00:00+00:00')
  expect(mendOf('A09-offset', utc)).toBe('2026-11-25T08:00:00+07:00')
})

test('one fault of a time is told once', () => {
  expect(rulesOf(sentAt('2569-11-25T08:00:00+07:00'))).not.toContain('A07-ahead')
  expect(rulesOf(sentAt('2026-11-25T08:30:00-00:00'))).not.toContain('A09-offset')
})

test('the ends of the calendar are found, not fallen over', () => {
  for (const sent of ['0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00']) {
    expect(rulesOf(sentAt(sent))).toEqual(expect.arrayContaining(['A08-year', 'A09-offset']))
  }
})
