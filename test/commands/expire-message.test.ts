import { expect, test } from 'vitest'
import { expireMessage } from '../../src/commands/expire-message.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import { isOrderOpen, type Order, ORDER_STATES } from '../../src/domain/order.ts'
import { HOUR_MS, makeMeans, makeMessageIn, makeOrder, NOON_MS, refusalOf } from '../make.ts'

const END = makeMeans(NOON_MS + HOUR_MS)

function endOf(part: Partial<Order>): unknown {
  const { entries } = expireMessage(makeMessageIn('live'), [makeOrder(part)], END)
  const ended = entries.find(({ what }) => what === 'order-ended')
  return ended === undefined || !('state' in ended) ? null : ended.state
}

test('expireMessage() ends the message by the clock', () => {
  const { writes, entries } = expireMessage(makeMessageIn('live'), [], END)
  expect(writes).toEqual([
    { table: 'live-set' },
    {
      table: 'message',
      id: '1.1',
      set: { state: 'ended', endedAtMs: END.nowMs, endReason: 'expired' },
    },
  ])
  expect(entries).toEqual([
    { what: 'message-ended', actor: 'system', message: '1.1', reason: 'expired', note: null },
  ])
})

test('expireMessage() ends what a CBC took, and fails what nobody did', () => {
  expect(endOf({ state: 'accepted', acceptedAtMs: NOON_MS })).toBe('ended')
  expect(endOf({ state: 'offered', stage: 'received' })).toBe('ended')
  // Cells on air prove more than any stage.
  expect(endOf({ state: 'on-air', stage: null, onAirAtMs: NOON_MS })).toBe('ended')
  for (const state of ['queued', 'sending', 'unknown', 'offered'] as const) {
    expect(endOf({ state }), state).toBe('failed')
  }
})

test('expireMessage() raises an alarm for each order that nobody took', () => {
  const orders = [
    makeOrder({ state: 'unknown' }),
    makeOrder({ cbc: 'IOH', state: 'accepted', acceptedAtMs: NOON_MS }),
  ]
  const alarms = expireMessage(makeMessageIn('live'), orders, END).entries.filter(
    ({ what }) => what === 'alarm-raised',
  )
  expect(alarms).toMatchObject([{ order: '1.1-TSEL', alarm: 'failed' }])
})

test('expireMessage() leaves orders that are over as they are', () => {
  for (const state of ORDER_STATES) expect(endOf({ state }) === null).toBe(!isOrderOpen(state))
})

test('expireMessage() expects the open orders: a receipt that comes first decides', () => {
  const orders = [makeOrder({ version: 3 }), makeOrder({ cbc: 'IOH', state: 'refused' })]
  expect(expireMessage(makeMessageIn('live'), orders, END).expects).toEqual([
    { stream: 'message:1.1', version: 1 },
    { stream: 'order:1.1-TSEL', version: 3 },
  ])
})

test('expireMessage() takes live and approved messages alone', () => {
  for (const state of MESSAGE_STATES) {
    const run = (): unknown => expireMessage(makeMessageIn('live', { state }), [], END)
    const may = state === 'live' || state === 'approved'
    expect(refusalOf(run), state).toBe(may ? null : 'STEP_REFUSED')
  }
})
