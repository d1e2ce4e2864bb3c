import { expect, test } from 'vitest'
import {
  MESSAGE_CODES,
  nextSerial,
  nextUpdate,
  type SerialFacts,
} from '../../../src/domain/cb/serials.ts'

const HOUR_MS = 3_600_000
const FACTS: SerialFacts = {
  messageIdentifier: 4370,
  nextCode: null,
  taken: new Set(),
  nowMs: 20_000 * 24 * HOUR_MS,
}

test('nextSerial() takes every code once before one comes back', () => {
  const codes = new Set<number>()
  let nextCode: number | null = null
  for (let n = 0; n < MESSAGE_CODES; n++) {
    const { messageCode, updateNumber } = nextSerial({ ...FACTS, nextCode, taken: codes })
    codes.add(messageCode)
    nextCode = (messageCode + 1) % MESSAGE_CODES
    expect(updateNumber).toBe(0)
  }
  expect(codes.size).toBe(MESSAGE_CODES)
  expect(() => nextSerial({ ...FACTS, nextCode, taken: codes })).toThrow('SERIALS_EXHAUSTED')
})

test('nextSerial() moves on with the clock, so that a restored database meets no code of today', () => {
  const backup = { ...FACTS, nextCode: nextSerial(FACTS).messageCode + 1 }
  const restored = nextSerial({ ...backup, nowMs: FACTS.nowMs + 12 * HOUR_MS })
  expect(restored.messageCode).toBe(MESSAGE_CODES / 4)
})

test('nextUpdate() counts to 15, then takes a new code', () => {
  const before = { scope: 'plmn', messageCode: 7, updateNumber: 14 } as const
  expect(nextUpdate(before, FACTS)).toEqual({ ...before, updateNumber: 15 })
  const after = nextUpdate({ ...before, updateNumber: 15 }, { ...FACTS, nextCode: 8 })
  expect(after).toEqual({ scope: 'plmn', messageCode: 8, updateNumber: 0 })
  expect(nextUpdate(null, FACTS)).toEqual(nextSerial(FACTS))
})
