import { expect, test } from 'vitest'
import { groupHash, pagesOf } from '../../../src/console/alert/coded.ts'
import { bodyOfStep, isStepOpen, needsReason, pathOfStep } from '../../../src/console/alert/step.ts'
import {
  changesBetween,
  isAccepted,
  reachOf,
  retrySeconds,
  totalReach,
} from '../../../src/console/alert/watching.ts'
import type { AlertJson, MessageJson, OrderJson } from '../../../src/formats/json/views.ts'

type Counts = OrderJson['copies'][number]['counts']
const NONE: Counts = { silent: 0, failed: 0, broadcasting: 0, completed: 0, cancelled: 0 }

function orderOf(change: Partial<OrderJson>, ...counts: Partial<Counts>[]): OrderJson {
  return {
    id: '1.1-TSEL',
    cbc: 'TSEL',
    operator: 'Telkomsel',
    channel: 'cell-broadcast',
    msgType: 'Alert',
    state: 'sending',
    stage: null,
    identifier: 'KTN-ABCDEF-20261125-1-1-TSEL',
    links: ['cap-push'],
    used: [],
    attempts: 0,
    reason: null,
    cells: 100,
    unplanned: 0,
    serialBy: 'ours',
    sent: '2026-11-25T09:41:00+07:00',
    expires: '2026-11-25T10:41:00+07:00',
    acceptedAt: null,
    onAirAt: null,
    alarms: [],
    copies: counts.map((each, index) => ({
      language: index === 0 ? 'id-ID' : 'en-US',
      messageIdentifier: 4370,
      serial: 0x4010,
      replaces: null,
      used: null,
      dcs: 0x0f,
      pages: 1,
      counts: { ...NONE, ...each },
    })),
    ...change,
  }
}

function alertOf(state: MessageJson['state'], orders: OrderJson[]): AlertJson {
  const message = { id: '1.1', n: 1, state, orders } as unknown as MessageJson
  return { id: '1', messages: [message] } as unknown as AlertJson
}

test('retrySeconds() doubles, and stops at half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map(retrySeconds)).toEqual([1, 2, 4, 8, 16, 30, 30])
})

test('reachOf() counts the worse of two copies in each figure', () => {
  const order = orderOf(
    {},
    { broadcasting: 90, completed: 5, failed: 1, silent: 4 },
    { broadcasting: 80, cancelled: 2, failed: 3, silent: 15 },
  )
  expect(reachOf(order)).toEqual({
    cells: 100,
    broadcasting: 80,
    answered: 82,
    failed: 3,
    silent: 15,
    percent: 82,
  })
})

test('reachOf() says 100 per cent only when every cell has answered', () => {
  expect(reachOf(orderOf({ cells: 1_000 }, { broadcasting: 999 })).percent).toBe(99)
  expect(reachOf(orderOf({ cells: 0 })).percent).toBe(0)
})

test('totalReach() adds orders up', () => {
  const orders = [
    orderOf({}, { broadcasting: 50, silent: 50 }),
    orderOf({ cells: 300 }, { completed: 300 }),
  ]
  expect(totalReach(orders)).toMatchObject({ cells: 400, answered: 350, silent: 50, percent: 87 })
})

test('changesBetween() tells what moved, and nothing of the first sight', () => {
  const before = alertOf('approved', [])
  const sending = alertOf('live', [orderOf({})])
  const onAir = alertOf('live', [orderOf({ state: 'on-air' })])
  expect(changesBetween(null, before)).toEqual([])
  expect(changesBetween(before, sending)).toEqual([{ of: 'message', n: 1, state: 'live' }])
  expect(changesBetween(sending, onAir)).toEqual([{ of: 'order', cbc: 'TSEL', state: 'on-air' }])
  expect(changesBetween(onAir, onAir)).toEqual([])
})

test('isAccepted() goes by what the CBC has said', () => {
  expect(isAccepted(orderOf({}))).toBe(false)
  expect(isAccepted(orderOf({ state: 'on-air' }))).toBe(true)
  expect(isAccepted(orderOf({ state: 'ended', acceptedAt: '2026-11-25T09:41:02+07:00' }))).toBe(
    true,
  )
})

test('bodyOfStep() sends what was seen, and a reason where one is needed', () => {
  const message = { id: '1.1', version: 7, contentHash: 'ab'.repeat(32) } as unknown as MessageJson
  const none = { reason: '', text: '' }
  expect(bodyOfStep('approve', message, none)).toEqual({ version: 7, contentHash: 'ab'.repeat(32) })
  expect(bodyOfStep('reject', message, { ...none, reason: ' salah area ' })).toEqual({
    version: 7,
    reason: 'salah area',
  })
  expect(bodyOfStep('submit', message, { ...none, reason: 'x' })).toEqual({ version: 7 })
  expect(bodyOfStep('update', message, none)).toEqual({ version: 7 })
  const correction = bodyOfStep('correct', message, { ...none, text: 'false-alarm' })
  expect(correction).toEqual({ version: 7, text: 'false-alarm' })
  expect(pathOfStep('correct', message)).toBe('/api/v1/messages/1.1/corrections')
  expect(pathOfStep('update', message)).toBe('/api/v1/messages/1.1/updates')
  expect(pathOfStep('approve', message)).toBe('/api/v1/messages/1.1/approve')
  expect(needsReason('discard')).toBe(false)
})

test('isStepOpen() heeds only steps that people take', () => {
  const may = (...steps: MessageJson['may']) => ({ may: steps }) as unknown as MessageJson
  expect(isStepOpen(may('change'))).toBe(true)
  expect(isStepOpen(may('expire', 'start'))).toBe(false)
})

test('pagesOf() reads hex, and groupHash() cuts a hash for reading aloud', () => {
  const copy = { pages: [{ useful: 2, hex: 'c8340d' }] } as unknown as Parameters<typeof pagesOf>[0]
  expect(pagesOf(copy)).toEqual([{ useful: 2, octets: Uint8Array.of(0xc8, 0x34, 0x0d) }])
  expect(groupHash('0123456789abcdef')).toBe('01234567 89abcdef')
})
