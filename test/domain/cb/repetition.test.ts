import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AnyRat,
  BROADCASTS_MAX,
  gsmPassSeconds,
  gsmPeriodSeconds,
  PERIOD_UNITS_MAX,
  type RepetitionFacts,
  repetitionFor,
} from '../../../src/domain/cb/repetition.ts'

const RATS: readonly AnyRat[] = ['GSM', 'UMTS', 'LTE', 'NR']
const MINUTE_MS = 60_000

/** Exact time on air of one unit of a period: 8 × 51 TDMA frames of 60/13 ms on GSM. */
const unitMs = (rat: AnyRat): number => (rat === 'GSM' ? (8 * 51 * 60) / 13 : 1_000)

function facts(part: Partial<RepetitionFacts> = {}): RepetitionFacts {
  return {
    nowMs: 0,
    expiresMs: 60 * MINUTE_MS,
    wantedSeconds: 60,
    cbc: 'TSEL',
    pages: 2,
    onAir: { pages: 0, messages: 0 },
    ...part,
  }
}

// Worked by hand. Ranges of the fields: CBSP after osmo-cbc, SABP as read in TS 25.419 §9.2.8 and
// §9.2.9 (Release 16), SBc-AP after the comments in its ASN.1, NGAP after its RepetitionPeriod. The
// text of TS 23.041 §9.3.8 and §9.3.9 is from memory, not checked; what a CBCH carries is as a
// maker's manual cites §6.5.4 of GSM 05.02, which became TS 45.002.
test.for([
  // 60 s are 31.86 slots: the 32nd, so 3,600 s hold 59.74 periods.
  ['GSM', 60, 3_600_000, { periodSeconds: 60, periodUnits: 32, count: 60 }],
  ['GSM', 2, 10_000, { periodSeconds: 4, periodUnits: 3, count: 2 }],
  ['UMTS', 60, 3_600_000, { periodSeconds: 60, periodUnits: 60, count: 60 }],
  ['LTE', 60, 3_600_001, { periodSeconds: 60, periodUnits: 60, count: 61 }],
  ['LTE', 4_095, 81_000_000, { periodSeconds: 4_095, periodUnits: 4_095, count: 20 }],
  ['LTE', 4_096, 81_000_000, { periodSeconds: 4_096, periodUnits: 4_096, count: 20 }],
  ['NR', 60, 60_000, { periodSeconds: 60, periodUnits: 60, count: 1 }],
  ['NR', 60, 60_001, { periodSeconds: 60, periodUnits: 60, count: 2 }],
  ['NR', 60, 1, { periodSeconds: 60, periodUnits: 60, count: 1 }],
  // 22 h 30 min at 1 s would be 81,000 broadcasts.
  ['LTE', 1, 81_000_000, { periodSeconds: 2, periodUnits: 2, count: 40_500 }],
  ['NR', 1, 65_535_000, { periodSeconds: 1, periodUnits: 1, count: 65_535 }],
  ['NR', 1, 65_535_001, { periodSeconds: 2, periodUnits: 2, count: 32_768 }],
  // 4,095 slots are 7,711.2 s.
  ['GSM', 7_711, 81_000_000, { periodSeconds: 7_711, periodUnits: 4_095, count: 11 }],
  ['GSM', 7_712, 81_000_000, { periodSeconds: 7_711, periodUnits: 4_095, count: 11 }],
  ['UMTS', 4_097, 81_000_000, { periodSeconds: 4_096, periodUnits: 4_096, count: 20 }],
] as const)(
  'repetitionFor() on %s every %i s for %i ms',
  ([rat, wantedSeconds, leftMs, wanted]) => {
    expect(repetitionFor(rat, facts({ wantedSeconds, expiresMs: leftMs }))).toMatchObject(wanted)
  },
)

test('repetitionFor() gives nothing to send for what is over', () => {
  for (const rat of RATS) {
    expect(repetitionFor(rat, facts({ nowMs: 1_000, expiresMs: 1_000 }))).toBeNull()
    expect(repetitionFor(rat, facts({ nowMs: 1_000, expiresMs: 999 }))).toBeNull()
    expect(repetitionFor(rat, facts({ nowMs: 999, expiresMs: 1_000 }))?.count).toBe(1)
  }
})

const rulesOf = (rat: AnyRat, part: Partial<RepetitionFacts>): string[] =>
  (repetitionFor(rat, facts(part))?.findings ?? []).map(({ level, rule }) => `${level} ${rule}`)

test('repetitionFor() says what does not fit, and not what just does', () => {
  // 15 pages take 28.25 s.
  expect(rulesOf('GSM', { pages: 15, wantedSeconds: 28 })).toEqual(['info repetition-too-fast'])
  expect(rulesOf('GSM', { pages: 15, wantedSeconds: 29 })).toEqual([])
  const onAir = { pages: 16, messages: 2 }
  expect(rulesOf('GSM', { pages: 15, wantedSeconds: 58, onAir })).toEqual([
    'warning repetition-shared',
  ])
  expect(rulesOf('GSM', { pages: 15, wantedSeconds: 59, onAir })).toEqual([])
  for (const rat of ['UMTS', 'LTE', 'NR'] as const) {
    expect(rulesOf(rat, { pages: 15, wantedSeconds: 2, onAir })).toEqual([])
  }
  const day = { expiresMs: 81_000_000 }
  expect(rulesOf('LTE', { ...day, wantedSeconds: 1 })).toEqual(['info repetition-too-many'])
  expect(rulesOf('LTE', { ...day, wantedSeconds: 2 })).toEqual([])
  expect(rulesOf('UMTS', { ...day, wantedSeconds: 4_097 })).toEqual(['info repetition-too-slow'])
  expect(rulesOf('UMTS', { ...day, wantedSeconds: 4_096 })).toEqual([])
  expect(rulesOf('NR', { expiresMs: 60_000 })).toEqual(['info repetition-once'])
  expect(rulesOf('NR', { expiresMs: 60_001 })).toEqual([])
})

test('repetitionFor() names the numbers a person needs to mend it', () => {
  const onAir = { pages: 16, messages: 2 }
  const [found] =
    repetitionFor('GSM', facts({ pages: 15, wantedSeconds: 30, onAir }))?.findings ?? []
  expect(found?.params).toEqual({
    wanted: 30,
    needed: 59,
    pages: 15,
    pass: 28.2,
    cbc: 'TSEL',
    onAir: 16,
    messages: 2,
  })
})

test('repetitionFor() holds every field, and ends within a period of the expiry', () => {
  const input = fc.record({
    rat: fc.constantFrom(...RATS),
    nowMs: fc.integer({ min: 0, max: 2e12 }),
    leftMs: fc.oneof(
      fc.integer({ min: 1, max: 31 * 86_400_000 }),
      fc.integer({ min: 1, max: 70_000 }).map((seconds) => seconds * 1_000),
    ),
    wantedSeconds: fc.oneof(fc.integer({ min: 1, max: 131_071 }), fc.integer({ min: 1, max: 120 })),
    pages: fc.integer({ min: 1, max: 30 }),
    onAirPages: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 100_000 })),
  })
  fc.assert(
    fc.property(input, ({ rat, nowMs, leftMs, wantedSeconds, pages, onAirPages }) => {
      const expiresMs = nowMs + leftMs
      const onAir = { pages: onAirPages, messages: 1 }
      const found = repetitionFor(rat, facts({ nowMs, expiresMs, wantedSeconds, pages, onAir }))!
      const { count, periodSeconds, periodUnits, lastAtMs, endsAtMs } = found
      expect(count).toBeGreaterThanOrEqual(1)
      expect(count).toBeLessThanOrEqual(BROADCASTS_MAX)
      expect(periodUnits).toBeGreaterThanOrEqual(1)
      expect(periodUnits).toBeLessThanOrEqual(PERIOD_UNITS_MAX[rat])
      const periodMs = periodUnits * unitMs(rat)
      // What the document says in seconds is what the radio does, to the next slot.
      expect(periodMs).toBeGreaterThanOrEqual(periodSeconds * 1_000)
      expect(periodMs - periodSeconds * 1_000).toBeLessThan(unitMs(rat))
      expect(lastAtMs).toBeGreaterThanOrEqual(nowMs)
      expect(lastAtMs).toBeLessThan(expiresMs)
      expect(endsAtMs).toBeGreaterThanOrEqual(expiresMs)
      expect(endsAtMs - expiresMs).toBeLessThan(periodMs + 1)
      // A GSM cell gets through all its pages, as far as the field can say so.
      if (rat !== 'GSM' || periodUnits === PERIOD_UNITS_MAX.GSM) return
      expect(periodUnits).toBeGreaterThanOrEqual(pages + onAirPages)
      expect(periodSeconds).toBeGreaterThanOrEqual(1.883 * (pages + onAirPages))
    }),
    { numRuns: 2_000 },
  )
})

test('repetitionFor() keeps the wanted period of every whole second that fits', () => {
  for (const rat of RATS) {
    const longest = rat === 'GSM' ? 7_711 : PERIOD_UNITS_MAX[rat]
    const expiresMs = 2 * longest * 1_000
    for (let wantedSeconds = 5; wantedSeconds <= longest; wantedSeconds++) {
      const found = repetitionFor(rat, facts({ wantedSeconds, expiresMs }))
      if (found?.periodSeconds !== wantedSeconds) expect.fail(`${rat} ${wantedSeconds}`)
    }
  }
})

test('repetitionFor() asked again later never lets a message outlast its expiry', () => {
  const first = facts({ expiresMs: 90 * MINUTE_MS, wantedSeconds: 300 })
  const counts = [0, 30, 60, 85, 86, 89].map((minute) => {
    const found = repetitionFor('LTE', { ...first, nowMs: minute * MINUTE_MS })
    expect(found?.lastAtMs).toBeLessThan(first.expiresMs)
    return found?.count
  })
  expect(counts).toEqual([18, 12, 6, 1, 1, 1])
})

test('repetitionFor() refuses numbers out of range', () => {
  for (const part of [
    { wantedSeconds: 0 },
    { wantedSeconds: 1.5 },
    { wantedSeconds: 131_072 },
    { wantedSeconds: Number.NaN },
    { pages: 0 },
    { pages: 1.5 },
    { onAir: { pages: -1, messages: 0 } },
    { expiresMs: Number.POSITIVE_INFINITY },
    { nowMs: Number.NaN },
  ]) {
    expect(() => repetitionFor('GSM', facts(part)), JSON.stringify(part)).toThrow(RangeError)
  }
})

// 51 frames × 8 × 60/13 ms = 1,883.08 ms, worked by hand.
test.for([
  [1, 2, 1.9],
  [15, 29, 28.2],
  [30, 57, 56.5],
  [93, 176, 175.1],
] as const)('gsmPeriodSeconds(%i) is %i s, gsmPassSeconds() %f s', ([pages, period, pass]) => {
  expect(gsmPeriodSeconds(pages)).toBe(period)
  expect(gsmPassSeconds(pages)).toBe(pass)
})
