import { expect, test } from 'vitest'
import { capIdentifier, sentAfter } from '../../src/domain/identity.ts'

const of = { instance: 'ABCDEF', message: { alertId: '7', n: 2 }, audience: 'TSEL' }

test('capIdentifier() names instance, day, alert, message and audience', () => {
  const sentMs = Date.parse('2026-11-25T12:00:00+07:00')
  expect(capIdentifier({ ...of, sentMs })).toBe('KTN-ABCDEF-20261125-7-2-TSEL')
})

test('capIdentifier() takes the day of Jakarta, also where it is still yesterday elsewhere', () => {
  const lastSecond = Date.parse('2026-11-25T23:59:59+07:00')
  expect(capIdentifier({ ...of, sentMs: lastSecond })).toContain('-20261125-')
  expect(capIdentifier({ ...of, sentMs: lastSecond + 1_000 })).toContain('-20261126-')
})

test('sentAfter() gives whole seconds, never one that the thread has had', () => {
  expect(sentAfter(null, 5_999)).toBe(5_000)
  expect(sentAfter(4_000, 5_999)).toBe(5_000)
  expect(sentAfter(5_000, 5_999)).toBe(6_000)
  // The clock was set back: time in the thread still goes forward.
  expect(sentAfter(60_000, 5_999)).toBe(61_000)
})
