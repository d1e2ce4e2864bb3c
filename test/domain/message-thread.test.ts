import { expect, test } from 'vitest'
import type { Message } from '../../src/domain/message.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import {
  expectBase,
  follows,
  isOut,
  lastOut,
  lastSentOf,
  nextN,
  updateInHand,
} from '../../src/domain/message-thread.ts'
import { makeMessage, makeMessageIn, MINUTE_MS, NOON_MS, refusalOf } from '../make.ts'

const LIVE = makeMessageIn('live')
const UPDATE = makeMessage({ n: 2, msgType: 'Update' })
const CANCEL = makeMessageIn('live', { n: 3, msgType: 'Cancel', sentMs: NOON_MS + MINUTE_MS })

function ended(endReason: Message['endReason']): Message {
  return makeMessageIn('ended', { endReason })
}

test('isOut() is true of what was sent to be aired, over or not', () => {
  expect([LIVE, ended('expired'), UPDATE, CANCEL].map(isOut)).toEqual([true, true, false, false])
})

test('lastOut() is the newest message that was sent and is no Cancel', () => {
  expect(lastOut([UPDATE])).toBeNull()
  expect(lastOut([LIVE, UPDATE, CANCEL])?.id).toBe('1.1')
  const second = makeMessageIn('live', { n: 2, msgType: 'Update' })
  expect(lastOut([ended('replaced'), second])?.id).toBe('1.2')
})

test('lastSentOf() and nextN() look at every message, a Cancel too', () => {
  expect(lastSentOf([UPDATE])).toBeNull()
  expect(lastSentOf([LIVE, UPDATE, CANCEL])).toBe(NOON_MS + MINUTE_MS)
  expect(nextN([LIVE, UPDATE, CANCEL])).toBe(4)
  expect(nextN([])).toBe(1)
})

test('follows() is true of an Update while nothing but the clock ends what it updates', () => {
  expect(follows(UPDATE, [LIVE, UPDATE])).toBe(true)
  expect(follows(UPDATE, [ended('expired'), UPDATE])).toBe(true)
  expect(follows(UPDATE, [ended('cancelled'), UPDATE, CANCEL])).toBe(false)
  const correction = makeMessageIn('live', { n: 3, msgType: 'Update' })
  expect(follows(UPDATE, [ended('replaced'), UPDATE, correction])).toBe(false)
  expect(follows(UPDATE, [UPDATE])).toBe(false)
})

test('updateInHand() is the Update that is not out yet and may still go out', () => {
  for (const state of MESSAGE_STATES) {
    const found = updateInHand([LIVE, { ...UPDATE, state }])
    const isInHand = state === 'draft' || state === 'submitted' || state === 'approved'
    expect([state, found?.id]).toEqual([state, isInHand ? '1.2' : undefined])
  }
  expect(updateInHand([LIVE])).toBeNull()
  expect(updateInHand([ended('cancelled'), UPDATE, CANCEL])).toBeNull()
})

test('expectBase() rests an Update on what it updates, and anything else on nothing', () => {
  expect(expectBase(UPDATE, [{ ...LIVE, version: 7 }, UPDATE])).toEqual([
    { stream: 'message:1.1', version: 7 },
  ])
  expect(expectBase(LIVE, [LIVE])).toEqual([])
  const overtaken = [ended('cancelled'), UPDATE, CANCEL]
  expect(refusalOf(() => expectBase(UPDATE, overtaken))).toBe('UPDATE_OVERTAKEN')
})
