import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countBroadcasts,
  GSM_PAGE_SECONDS,
  gsmPeriodSeconds,
  planRepetition,
} from '../../../src/domain/cb/repetition.ts'

// 1.883 s a page: 3GPP TS 23.041 §9.3.8, clause number from memory.
test.for([
  [3_600_000, 60, 60],
  [3_600_001, 60, 61],
  [1, 60, 1],
  [0, 60, 1],
  [-5000, 60, 1],
] as const)('countBroadcasts(): %i ms left at %i s', ([expiresMs, periodSeconds, count]) => {
  expect(countBroadcasts({ nowMs: 0, expiresMs, periodSeconds })).toBe(count)
})

test('planRepetition() raises the period on GSM to what the pages take, elsewhere not', () => {
  const wanted = { nowMs: 0, expiresMs: 600_000, wantedSeconds: 10, pagesOnAir: 15 }
  // 15 pages take 28.245 s.
  expect(planRepetition({ ...wanted, rat: 'GSM' })).toEqual({
    periodSeconds: 29,
    count: 21,
    raised: true,
  })
  for (const rat of ['LTE', 'NR'] as const) {
    expect(planRepetition({ ...wanted, rat })).toEqual({
      periodSeconds: 10,
      count: 60,
      raised: false,
    })
  }
  expect(planRepetition({ ...wanted, wantedSeconds: 29, rat: 'GSM' }).raised).toBe(false)
})

test('planRepetition() never gives 0 broadcasts and always lasts to the end', () => {
  const input = fc.record({
    nowMs: fc.integer({ min: 0, max: 2e12 }),
    expiresMs: fc.integer({ min: 0, max: 2e12 }),
    wantedSeconds: fc.integer({ min: 1, max: 4096 }),
    rat: fc.constantFrom('GSM', 'LTE', 'NR'),
    pagesOnAir: fc.integer({ min: 1, max: 200 }),
  })
  fc.assert(
    fc.property(input, (each) => {
      const { count, periodSeconds } = planRepetition(each)
      expect(count).toBeGreaterThanOrEqual(1)
      expect(count * periodSeconds * 1000).toBeGreaterThanOrEqual(each.expiresMs - each.nowMs)
      if (each.rat !== 'GSM') return
      expect(periodSeconds).toBeGreaterThanOrEqual(GSM_PAGE_SECONDS * each.pagesOnAir)
      expect(gsmPeriodSeconds(each.pagesOnAir)).toBeLessThanOrEqual(periodSeconds)
    }),
  )
})

test('planRepetition() refuses a period of 0 and no pages', () => {
  const input = { nowMs: 0, expiresMs: 1, wantedSeconds: 1, rat: 'GSM', pagesOnAir: 1 } as const
  for (const change of [
    { wantedSeconds: 0 },
    { wantedSeconds: Number.NaN },
    { pagesOnAir: 0 },
    { pagesOnAir: 1.5 },
  ]) {
    expect(() => planRepetition({ ...input, ...change })).toThrow(RangeError)
  }
})
