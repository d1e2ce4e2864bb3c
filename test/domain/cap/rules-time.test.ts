import { expect, test } from 'vitest'
import { PROFILE_CODE } from '../../../src/domain/cap/profile.ts'
import { checkExpires, checkValidity } from '../../../src/domain/cap/rules-time.ts'
import { NOW_MS, reference, rulesOf, withInfo, type Case } from './cases.ts'
import { sampleAlert, sampleInfo } from './sample.ts'

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2.2, rule table.
const CASES: readonly Case[] = [
  ['I03-expires-missing', withInfo({ expires: null }), sampleAlert()],
  [
    'I03-expires-missing',
    withInfo({ expires: null }),
    sampleAlert({
      msgType: 'Cancel',
      references: [reference()],
      infos: [sampleInfo({ expires: null })],
    }),
  ],
  [
    'I03-expires-order',
    withInfo({ onset: '2026-11-25T11:00:00+08:00' }),
    withInfo({ onset: '2026-11-25T10:59:59+08:00' }),
  ],
  [
    'I03-expires-order',
    withInfo({ effective: '2026-11-25T10:00:00+07:00' }),
    withInfo({ effective: '2026-11-25T09:59:59+07:00' }),
  ],
  [
    'I03-expires-order',
    withInfo({ expires: '2026-11-25T02:00:00+01:00' }),
    withInfo({ expires: '2026-11-25T02:00:01+01:00' }),
  ],
  [
    'I04-expired',
    withInfo({ expires: '2026-11-25T08:30:00+07:00' }),
    withInfo({ expires: '2026-11-25T08:30:01+07:00' }),
  ],
  [
    'I05-long',
    withInfo({ expires: '2026-11-26T08:00:01+07:00' }),
    withInfo({ expires: '2026-11-26T08:00:00+07:00' }),
  ],
  [
    'I05-long',
    withInfo({ expires: '2026-11-26T12:00:00+07:00' }),
    withInfo({
      expires: '2026-11-26T12:00:00+07:00',
      effective: '2026-11-25T12:00:00+07:00',
    }),
  ],
  [
    'I05-short',
    withInfo({ expires: '2026-11-25T08:34:59+07:00' }),
    withInfo({ expires: '2026-11-25T08:35:00+07:00' }),
  ],
  [
    'I05-short',
    withInfo({ effective: '2026-11-25T09:55:01+07:00' }),
    withInfo({ effective: '2026-11-25T09:55:00+07:00' }),
  ],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('checkExpires() keeps a message without an end from a live channel only', () => {
  const alert = withInfo({ expires: null })
  const levelOf = (live: boolean) =>
    [...checkExpires(alert, { nowMs: NOW_MS, live })].map(({ level }) => level)
  expect(levelOf(false)).toEqual(['warning'])
  expect(levelOf(true)).toEqual(['policy'])
})

test('checkValidity() advises on a long one, and warns where cells are to air it', () => {
  const infos = [sampleInfo({ expires: '2026-11-27T08:00:00+07:00' })]
  const levelOf = (codes: string[], live: boolean) =>
    [...checkValidity(sampleAlert({ infos, codes }), { nowMs: NOW_MS, live })].map(
      ({ level }) => level,
    )
  expect(levelOf([], false)).toEqual(['info'])
  expect(levelOf([], true)).toEqual(['warning'])
  expect(levelOf([PROFILE_CODE], false)).toEqual(['warning'])
})

test('a message that has ended is past, and not short as well', () => {
  expect(rulesOf(withInfo({ expires: '2026-11-25T08:30:00+07:00' }))).not.toContain('I05-short')
})
