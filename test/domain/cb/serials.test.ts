import { describe, expect, test } from 'vitest'
import type { SerialNumber } from '../../../src/domain/cb/serial-number.ts'
import { encodeSerialNumber } from '../../../src/domain/cb/serial-number.ts'
import {
  LEAD_TURNS,
  MESSAGE_CODES,
  newestPair,
  nextSerial,
  nextUpdate,
  RESTORE_TURNS,
  type RestoredTurn,
  SERIAL_REST_MS,
  type SerialFacts,
  TURN_MS,
  turnAfterRestore,
  turnOf,
  type TurnsBefore,
} from '../../../src/domain/cb/serials.ts'

const HOUR_MS = 3_600_000
/** The turn of this instant has code 0. */
const NOW_MS = 5_000 * MESSAGE_CODES * TURN_MS
const NOW_TURN = turnOf(NOW_MS)
const FREE: SerialFacts = { nextTurn: null, taken: new Set() }

const codeAt = (facts: SerialFacts, nowMs = NOW_MS): number =>
  nextSerial(4370, facts, nowMs).serial.messageCode

test('nextSerial() takes every code once before one comes back', () => {
  const taken = new Set<number>()
  let nextTurn: number | null = null
  for (let n = 0; n < MESSAGE_CODES; n++) {
    const drawn = nextSerial(4370, { nextTurn, taken }, NOW_MS)
    expect(drawn.serial).toMatchObject({ scope: 'plmn', updateNumber: 0 })
    taken.add(drawn.serial.messageCode)
    nextTurn = drawn.nextTurn
  }
  expect(taken.size).toBe(MESSAGE_CODES)
  expect(() => nextSerial(4370, { nextTurn, taken }, NOW_MS)).toThrow('SERIALS_EXHAUSTED')
})

test('nextSerial() moves on with the clock, a code every five minutes', () => {
  expect(codeAt(FREE)).toBe(0)
  expect(codeAt(FREE, NOW_MS + TURN_MS - 1)).toBe(0)
  expect(codeAt(FREE, NOW_MS + TURN_MS)).toBe(1)
  expect(codeAt(FREE, NOW_MS - 1)).toBe(MESSAGE_CODES - 1)
  expect(codeAt({ ...FREE, nextTurn: NOW_TURN + 1 }, NOW_MS + 12 * HOUR_MS)).toBe(144)
})

test('nextSerial() goes on from the turn before, also where the clock was set back', () => {
  expect(codeAt({ ...FREE, nextTurn: NOW_TURN + 3 })).toBe(3)
  expect(codeAt({ ...FREE, nextTurn: NOW_TURN + 3 }, NOW_MS - 24 * HOUR_MS)).toBe(3)
  expect(codeAt({ nextTurn: NOW_TURN + 3, taken: new Set([3, 4]) })).toBe(5)
})

test('nextSerial() believes no turn of a clock that was wrong, and skips what is taken all the same', () => {
  expect(codeAt({ ...FREE, nextTurn: NOW_TURN + LEAD_TURNS })).toBe(LEAD_TURNS)
  expect(codeAt({ ...FREE, nextTurn: NOW_TURN + LEAD_TURNS + 1 })).toBe(0)
  expect(codeAt({ nextTurn: NOW_TURN + LEAD_TURNS + 1, taken: new Set([0, 1]) })).toBe(2)
})

test('nextUpdate() counts to 15, then takes a new code', () => {
  const of = { identifier: 4370, nowMs: NOW_MS, expiresMs: NOW_MS + HOUR_MS }
  let before: SerialNumber = { scope: 'plmn', messageCode: 0, updateNumber: 0 }
  for (let updateNumber = 1; updateNumber <= 15; updateNumber++) {
    const drawn = nextUpdate(before, FREE, of)
    expect(drawn).toEqual({ serial: { ...before, updateNumber }, nextTurn: null })
    before = drawn.serial
  }
  const facts = { nextTurn: NOW_TURN + 8, taken: new Set([0]) }
  expect(nextUpdate(before, facts, of)).toEqual({
    serial: { scope: 'plmn', messageCode: 8, updateNumber: 0 },
    nextTurn: NOW_TURN + 9,
  })
  expect(nextUpdate(null, facts, of)).toEqual(nextSerial(4370, facts, NOW_MS))
})

test('nextUpdate() gives up a code that would still be remembered when its turn comes again', () => {
  const before = { scope: 'plmn', messageCode: 0, updateNumber: 3 } as const
  const lastMs = NOW_MS + (MESSAGE_CODES - LEAD_TURNS) * TURN_MS - SERIAL_REST_MS
  expect(lastMs - NOW_MS).toBe(28 * HOUR_MS)
  const codeUntil = (expiresMs: number): number =>
    nextUpdate(
      before,
      { ...FREE, taken: new Set([0]) },
      { identifier: 4370, nowMs: NOW_MS, expiresMs },
    ).serial.messageCode
  expect(codeUntil(lastMs)).toBe(0)
  expect(codeUntil(lastMs + 1)).toBe(1)
  // An approval is good for 22 h 30 min: whatever was just released can be updated for that long.
  for (const ahead of [0, 1, 50, LEAD_TURNS]) {
    const messageCode = (NOW_TURN + ahead) % MESSAGE_CODES
    const of = { identifier: 4370, nowMs: NOW_MS, expiresMs: NOW_MS + 22.5 * HOUR_MS }
    expect(nextUpdate({ ...before, messageCode }, FREE, of).serial.messageCode).toBe(messageCode)
  }
})

test('there are codes enough for the rules: on air, rest and lead fit into one round', () => {
  const restTurns = (22.5 * HOUR_MS + SERIAL_REST_MS) / TURN_MS
  expect(restTurns + LEAD_TURNS).toBeLessThan(MESSAGE_CODES)
  // Three restores in a row, and a burst on top of the last one.
  expect(3 * RESTORE_TURNS + RESTORE_TURNS).toBe(LEAD_TURNS)
})

describe('turnAfterRestore()', () => {
  const after = (before: Partial<TurnsBefore>): RestoredTurn => {
    const { nextTurn, isClear } = turnAfterRestore(NOW_MS, { restores: [], next: [], ...before })
    return { nextTurn: nextTurn - NOW_TURN, isClear }
  }
  const restoreAt = (ahead: number, turnsAgo = 0): Partial<TurnsBefore> => ({
    restores: [{ turn: NOW_TURN + ahead, atMs: NOW_MS - turnsAgo * TURN_MS }],
  })

  test('leaves out turns for what the backup knows nothing of', () => {
    expect(after({})).toEqual({ nextTurn: RESTORE_TURNS, isClear: true })
  })

  test('leaves out as many more for each restore before it, fewer as time goes by', () => {
    expect(after(restoreAt(100))).toEqual({ nextTurn: 200, isClear: true })
    expect(after(restoreAt(100, 10))).toEqual({ nextTurn: 205, isClear: true })
    expect(after(restoreAt(100 - 199, 199))).toEqual({ nextTurn: 100, isClear: true })
    expect(after(restoreAt(100 - 198, 198)), 'half as fast as the clock').toMatchObject({
      nextTurn: 101,
    })
  })

  test('says so when too many came in a row', () => {
    expect(after(restoreAt(200))).toEqual({ nextTurn: 300, isClear: true })
    expect(after(restoreAt(201))).toEqual({ nextTurn: 300, isClear: false })
  })

  test('goes on from a folder that can be read', () => {
    expect(after({ next: [NOW_TURN + 99] })).toEqual({ nextTurn: 100, isClear: true })
    expect(after({ next: [NOW_TURN + 180, 5] })).toEqual({ nextTurn: 180, isClear: true })
    expect(after({ next: [NOW_TURN + 301] })).toEqual({ nextTurn: 300, isClear: false })
  })

  test('believes nothing of a clock that was wrong', () => {
    const far = NOW_TURN + LEAD_TURNS + 1
    expect(after({ next: [far], restores: [{ turn: far, atMs: NOW_MS }] })).toEqual({
      nextTurn: RESTORE_TURNS,
      isClear: true,
    })
  })
})

test('newestPair() is the last one of the thread at the identifier, unless a restore lies between', () => {
  const serial = (updateNumber: number): number =>
    encodeSerialNumber({ scope: 'plmn', messageCode: 7, updateNumber })
  const order = (instance: string, sentMs: number, copies: readonly [number, number][]) => ({
    identifier: `KTN-${instance}-20261125-1-${sentMs}-TSEL`,
    sentMs,
    copies: copies.map(([messageIdentifier, updateNumber]) => ({
      language: 'id-ID',
      messageIdentifier,
      serial: serial(updateNumber),
      replaces: null,
      dcs: 15,
      pages: 1,
      counts: { silent: 0, failed: 0, broadcasting: 0, completed: 0, cancelled: 0 },
    })),
  })
  const orders = [
    order('ABCDEF', 2, [[4370, 1]]),
    order('ABCDEF', 1, [
      [4370, 0],
      [4383, 5],
    ]),
    order('ABCDEF', 3, []),
  ]
  const newest = (instance: string, messageIdentifier: number, all = orders): number | undefined =>
    newestPair(all, { instance, messageIdentifier })?.updateNumber
  expect(newest('ABCDEF', 4370)).toBe(1)
  expect(newest('ABCDEF', 4383)).toBe(5)
  expect(newest('ABCDEF', 4371)).toBe(undefined)
  expect(newest('GHIJKL', 4370), 'its next number may be out already').toBe(undefined)
  const after = [...orders, order('GHIJKL', 4, [[4370, 0]])]
  expect(newest('GHIJKL', 4370, after)).toBe(0)
  expect(newest('GHIJKL', 4383, after)).toBe(undefined)
})
