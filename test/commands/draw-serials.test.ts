import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawSerials } from '../../src/commands/draw-serials.ts'
import {
  RESTORE_TURNS,
  SERIAL_REST_MS,
  type SerialFacts,
  TURN_MS,
  turnOf,
} from '../../src/domain/cb/serials.ts'
import { HOUR_MS, MINUTE_MS, NOON_MS, refusalOf } from '../make.ts'
import { type Bounds, type Event, type Played, playHistory } from './serial-history.ts'

const NOON_TURN = turnOf(NOON_MS)
const NOON_CODE = NOON_TURN % 1_024
const FREE = { nextTurn: null, taken: new Set<number>() }

test('drawSerials() claims a new code until 24 h after the end, and moves the turn on', () => {
  const draw = drawSerials(new Map([[4370, FREE]]), {
    nowMs: NOON_MS,
    expiresMs: NOON_MS + HOUR_MS,
  })
  expect(draw.serials.get(4370)).toEqual({
    scope: 'plmn',
    messageCode: NOON_CODE,
    updateNumber: 0,
  })
  expect(draw.claims).toEqual([
    {
      space: 'serial',
      key: `4370:${NOON_CODE}`,
      untilMs: NOON_MS + HOUR_MS + SERIAL_REST_MS,
      refusal: 'SERIAL_TAKEN',
      params: { identifier: 4370, serial: NOON_CODE },
    },
  ])
  expect(draw.writes).toEqual([
    { table: 'serial-cursor', messageIdentifier: 4370, nextTurn: NOON_TURN + 1 },
  ])
})

test('drawSerials() keeps the code of what an update replaces, and claims it for longer', () => {
  const newest = { scope: 'plmn', messageCode: NOON_CODE, updateNumber: 4 } as const
  const facts = new Map<number, SerialFacts>([
    [4370, { nextTurn: NOON_TURN + 1, taken: new Set([NOON_CODE]) }],
    [4383, FREE],
  ])
  const draw = drawSerials(facts, {
    nowMs: NOON_MS,
    expiresMs: NOON_MS + HOUR_MS,
    newest: (identifier) => (identifier === 4370 ? newest : null),
  })
  expect([...draw.serials.values()]).toEqual([
    { ...newest, updateNumber: 5 },
    { ...newest, updateNumber: 0 },
  ])
  expect(draw.claims).toMatchObject([
    { key: `4370:${NOON_CODE}`, renews: true },
    { key: `4383:${NOON_CODE}` },
  ])
  expect(draw.claims[1]).not.toHaveProperty('renews')
  expect(draw.writes).toMatchObject([{ messageIdentifier: 4383 }])
})

test('drawSerials() refuses when no code is free, and says of which identifier', () => {
  const taken = new Set(Array.from({ length: 1_024 }, (_, code) => code))
  const of = { nowMs: NOON_MS, expiresMs: NOON_MS + HOUR_MS }
  expect(refusalOf(() => drawSerials(new Map([[4371, { ...FREE, taken }]]), of))).toBe(
    'SERIALS_EXHAUSTED',
  )
})

const minutes = fc.oneof(
  fc.integer({ min: 5, max: 1_350 }),
  fc.constant(1_350), // the longest that an approval is good for
)
const thread = fc.nat(3)
const EVENTS = {
  wait: fc.oneof(
    fc.integer({ min: 0, max: 10 * MINUTE_MS }),
    fc.integer({ min: 0, max: 3 * HOUR_MS }),
    fc.integer({ min: 0, max: 30 * HOUR_MS }),
  ),
  releases: fc.array(
    fc.record({
      do: fc.constant('release' as const),
      identifier: fc.constantFrom(4370, 4371),
      minutes,
    }),
    { minLength: 1, maxLength: 60 },
  ),
}

/** A few weeks of anything, with bursts. */
function histories(of: { readonly clockMs: number }): fc.Arbitrary<Event[]> {
  const one = fc.oneof(
    { weight: 8, arbitrary: EVENTS.wait.map((ms): Event[] => [{ do: 'wait', ms }]) },
    { weight: 3, arbitrary: EVENTS.releases },
    {
      weight: 6,
      arbitrary: fc.array(fc.record({ do: fc.constant('update' as const), thread, minutes }), {
        minLength: 1,
        maxLength: 5,
      }),
    },
    { weight: 1, arbitrary: thread.map((n): Event[] => [{ do: 'cancel', thread: n }]) },
    { weight: 1, arbitrary: fc.constant<Event[]>([{ do: 'restart' }]) },
    { weight: 2, arbitrary: fc.constant<Event[]>([{ do: 'backup' }]) },
    {
      weight: 4,
      arbitrary: fc
        .record({ do: fc.constant('restore' as const), backup: fc.nat(2), replaces: fc.boolean() })
        .map((event): Event[] => [event]),
    },
    {
      weight: of.clockMs === 0 ? 0 : 1,
      arbitrary: fc
        .integer({ min: -of.clockMs, max: of.clockMs })
        .map((aheadMs): Event[] => [{ do: 'clock', aheadMs }]),
    },
  )
  return fc.array(one, { minLength: 20, maxLength: 150 }).map((lists) => lists.flat())
}

const RUNS = 300

describe('no pair comes back within 24 h of being on air', () => {
  const LISTED: Bounds = {
    everyMs: 2 * TURN_MS,
    burst: RESTORE_TURNS,
    keepsList: true,
    restoresApartMs: 0,
    restoresInARow: 3,
  }

  /** Plays many histories. @returns how much was played, so that a test says that it was not idle. */
  function playAll(
    events: fc.Arbitrary<Event[]>,
    bounds: Bounds,
  ): { aired: number; restores: number } {
    const sum = { aired: 0, restores: 0 }
    fc.assert(
      fc.property(events, fc.nat(90 * HOUR_MS), (each, laterMs) => {
        const played = playHistory(each, bounds, NOON_MS + laterMs)
        expect(played.broken).toEqual([])
        if (bounds.restoresInARow === 3) expect(played.unclear).toBe(0)
        sum.aired += played.aired.length
        sum.restores += played.restores
      }),
      { numRuns: RUNS },
    )
    return sum
  }

  test('over restores of any backup, several of one too, in a row', () => {
    const { aired, restores } = playAll(histories({ clockMs: 0 }), LISTED)
    expect(aired).toBeGreaterThan(20 * RUNS)
    expect(restores).toBeGreaterThan(RUNS)
  })

  test('over restores that know nothing of each other, 16 h 40 min apart', () => {
    const apart = { ...LISTED, keepsList: false, restoresApartMs: 2 * RESTORE_TURNS * TURN_MS }
    const { restores } = playAll(histories({ clockMs: 0 }), apart)
    expect(restores).toBeGreaterThan(RUNS)
  })

  test('where the clock is moved by hours, back and forth', () => {
    // A clock that is set back takes turns from those that restores may leave out.
    const bounds = { ...LISTED, restoresInARow: 2 }
    const { restores } = playAll(histories({ clockMs: 2 * HOUR_MS }), bounds)
    expect(restores).toBeGreaterThan(RUNS)
  })

  test('without a restore however many are released, and however wrong the clock was', () => {
    const alone = {
      ...LISTED,
      everyMs: 1,
      burst: 1_000_000,
      restoresInARow: 1,
      restoresApartMs: Infinity,
    }
    const events = histories({ clockMs: 0 }).map((each) => each.filter((e) => e.do !== 'restore'))
    let refused = 0
    fc.assert(
      fc.property(events, fc.integer({ min: 0, max: 400 * HOUR_MS }), (each, wrongMs) => {
        // Set back, far: turns taken lie ahead of the clock, and what was claimed stays so for longer.
        const at = Math.floor(each.length / 3)
        const wrong: Event[] = [{ do: 'clock', aheadMs: 0 }, ...each.slice(0, at)]
        const back: Event[] = [{ do: 'clock', aheadMs: -wrongMs }, ...each.slice(at)]
        let played: Played | null = null
        const code = refusalOf(() => {
          played = playHistory([...wrong, ...back], alone, NOON_MS + 400 * HOUR_MS)
        })
        // So many in so little time that all codes rest: refused, and none given twice.
        if (code !== null) refused++
        expect([null, 'SERIALS_EXHAUSTED']).toContain(code)
        expect(played === null ? [] : (played as Played).broken).toEqual([])
      }),
      { numRuns: RUNS },
    )
    expect(refused).toBeLessThan(RUNS / 2)
  })
})

describe('the judge sees what the rules are for', () => {
  const bounds: Bounds = {
    everyMs: 2 * TURN_MS,
    burst: RESTORE_TURNS,
    keepsList: true,
    restoresApartMs: 0,
    restoresInARow: 3,
  }
  const times = (count: number, event: Event): Event[] => Array.from({ length: count }, () => event)
  const release: Event = { do: 'release', identifier: 4370, minutes: 60 }
  const restore: Event = { do: 'restore', backup: 0, replaces: false }

  test('a burst larger than the bound, forgotten by a restore', () => {
    const burst = (count: number): readonly string[] => {
      const events: Event[] = [{ do: 'backup' }, ...times(count, release), restore]
      return playHistory([...events, release], { ...bounds, burst: 500 }, NOON_MS).broken
    }
    expect(burst(RESTORE_TURNS)).toEqual([])
    expect(burst(RESTORE_TURNS + 1)).toHaveLength(1)
  })

  test('restores of one backup in a row that know nothing of each other', () => {
    const events = [restore, release, restore, release]
    expect(playHistory(events, bounds, NOON_MS).broken).toEqual([])
    expect(playHistory(events, { ...bounds, keepsList: false }, NOON_MS).broken).toHaveLength(1)
  })

  test('updates that go on for days, forgotten, when the turn of their code comes again', () => {
    const update: Event = { do: 'update', thread: 0, minutes: 1_350 }
    const wait = (hours: number): Event => ({ do: 'wait', ms: hours * HOUR_MS })
    const days = [wait(20), update, wait(20), update, wait(20), update]
    const forgotten: Event[] = [{ do: 'backup' }, { ...release, minutes: 1_350 }, ...days]
    const again = [restore, wait((1_024 * TURN_MS) / HOUR_MS - 60), release, update, update, update]
    const { aired, broken } = playHistory([...forgotten, ...again], bounds, NOON_MS)
    const codes = aired.map(({ serial }) => (serial >> 4) & 0x3ff)
    expect(codes.at(-1), 'the code of the first release').toBe(codes[0])
    expect(broken).toEqual([])
    expect(new Set(codes.slice(0, 4)).size, 'no update keeps it for so long').toBe(4)
  })

  test('a fourth restore in a row', () => {
    const events = times(4, restore)
    expect(playHistory(events, bounds, NOON_MS)).toMatchObject({ restores: 3, unclear: 0 })
    const more = playHistory(events, { ...bounds, restoresInARow: 4 }, NOON_MS)
    expect(more).toMatchObject({ restores: 4, unclear: 1 })
  })
})
