import { expect, test } from 'vitest'
import { formatCapTime } from '../../../src/domain/cap/date-time.ts'
import {
  AGE_MAX_MS,
  AHEAD_MAX_MS,
  checkFreshness,
  type FreshnessCheck,
} from '../../../src/domain/cap/freshness.ts'
import type { CapAlert, CapReference } from '../../../src/domain/cap/model.ts'
import { formatDelivery, PROFILE_CODE } from '../../../src/domain/cap/profile.ts'
import { sampleAlert, sampleInfo } from './sample.ts'

const NOW_MS = Date.UTC(2026, 10, 25, 2)
const at = (ms: number): string => formatCapTime(NOW_MS + ms)
const SECOND = 1_000

function ruleOf(change: Partial<CapAlert>, check: Partial<FreshnessCheck> = {}): string | null {
  const alert = sampleAlert({ sent: at(-60 * SECOND), ...change })
  const context = { nowMs: NOW_MS, cbc: null, purpose: null, isSeen: () => false, ...check }
  return checkFreshness(alert, context)?.rule ?? null
}
const ending = (...ends: (number | null)[]) => ({
  infos: ends.map((end) => sampleInfo({ expires: end === null ? null : at(end) })),
})
const forCbc = (cbc: string) => ({
  infos: [sampleInfo({ parameters: formatDelivery({ channel: 'cell-broadcast', cbc }) })],
})
const CANCEL = { msgType: 'Cancel', infos: [], codes: [PROFILE_CODE] } as const
const OLD = { sent: at(-AGE_MAX_MS - SECOND) }

test('checkFreshness() lets a warning pass that is sent and not over', () => {
  expect(ruleOf({})).toBe(null)
  expect(ruleOf(forCbc('TSEL'), { cbc: 'TSEL', purpose: 'live' })).toBe(null)
})

const EXPIRY: [string | null, string, Partial<CapAlert>][] = [
  [null, 'one that ends in a second', ending(SECOND)],
  ['S03-expired', 'one that ends now', ending(0)],
  [null, 'one of which an info goes on', ending(-SECOND, SECOND)],
  ['S03-expired', 'one of which every info is over', ending(-2 * SECOND, -SECOND)],
  [null, 'one of a day without an end', { ...ending(null), sent: at(-AGE_MAX_MS) }],
  ['S03-old', 'one of more than a day without an end', { ...ending(null), ...OLD }],
  ['S03-old', 'one whose other info is over', { ...ending(null, -SECOND), ...OLD }],
  [null, 'one that says it goes on for longer than a day', { ...ending(SECOND), ...OLD }],
  ['S03-old', 'an old one without an info', { infos: [], ...OLD }],
  // It names what it stops: played again it stops nothing else.
  [null, 'an old Cancel', { ...CANCEL, ...OLD }],
  [null, 'one sent five minutes ahead', { sent: at(AHEAD_MAX_MS) }],
  ['S03-future', 'one sent further ahead', { sent: at(AHEAD_MAX_MS + SECOND) }],
  ['S03-future', 'one whose time cannot be read', { sent: 'now' }],
  ['S03-future', 'a Cancel sent further ahead', { ...CANCEL, sent: at(AHEAD_MAX_MS + SECOND) }],
]

test.for(EXPIRY)('checkFreshness() says %s of %s', ([rule, , change]) => {
  expect(ruleOf(change)).toBe(rule)
})

test('checkFreshness() keeps the documents of CBCs apart', () => {
  expect(ruleOf(forCbc('XL'), { cbc: 'TSEL' })).toBe('S03-other-cbc')
  expect(ruleOf(forCbc('XL'))).toBe(null)
  expect(ruleOf({}, { cbc: 'TSEL' })).toBe(null)
  const cancel = { ...CANCEL, identifier: 'KTN-ABCDEF-20261125-7-2-TSEL' }
  expect(ruleOf(cancel, { cbc: 'TSEL' })).toBe(null)
  expect(ruleOf(cancel, { cbc: 'SEL' })).toBe('S03-other-cbc')
  // A stranger's identifier says nothing of CBCs.
  expect(ruleOf({ ...cancel, codes: [] }, { cbc: 'XL' })).toBe(null)
})

test('checkFreshness() asks whether this very triple was seen', () => {
  const seen: string[] = []
  const isSeen = ({ sender, identifier, sent }: CapReference): boolean => {
    seen.push(`${sender},${identifier},${sent}`)
    return true
  }
  expect(ruleOf({}, { isSeen })).toBe('S03-seen')
  expect(seen).toEqual([`siaga@contoh.invalid,KTN-ABCDEF-20261125-7-1-TSEL,${at(-60 * SECOND)}`])
})

test('a key for exercises signs no actual warning; a live key may sign a drill', () => {
  expect(ruleOf({ status: 'Actual' }, { purpose: 'exercise' })).toBe('S03-purpose')
  expect(ruleOf({ status: 'Exercise' }, { purpose: 'exercise' })).toBe(null)
  expect(ruleOf({ status: 'Test' }, { purpose: 'live' })).toBe(null)
})
