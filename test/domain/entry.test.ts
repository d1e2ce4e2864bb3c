import { expect, test } from 'vitest'
import { SYSTEM } from '../../src/domain/account.ts'
import {
  alertOf,
  cbcOf,
  type EntryBody,
  isPublished,
  messageOf,
  orderOf,
} from '../../src/domain/entry.ts'

const ofOrder: EntryBody = {
  what: 'order-ended',
  actor: SYSTEM.id,
  order: '12.3-TSEL',
  state: 'ended',
  detail: 'expired',
}
const ofMessage: EntryBody = { what: 'message-discarded', actor: 'P-A', message: '12.3' }
const ofCbc: EntryBody = { what: 'cbc-changed', actor: 'P-A', cbc: 'IOH', change: 'links cap-feed' }
const ofNone: EntryBody = { what: 'service-started', actor: SYSTEM.id, release: '1', unknown: 0 }

test('an entry of an order tells its alert, its message and its CBC', () => {
  expect([alertOf, messageOf, orderOf, cbcOf].map((read) => read(ofOrder))).toEqual([
    '12',
    '12.3',
    '12.3-TSEL',
    'TSEL',
  ])
})

test('an entry of a message tells its alert, and no order', () => {
  expect([alertOf, messageOf, orderOf, cbcOf].map((read) => read(ofMessage))).toEqual([
    '12',
    '12.3',
    null,
    null,
  ])
})

test('an entry of neither tells the CBC at most', () => {
  expect([alertOf, messageOf, orderOf, cbcOf].map((read) => read(ofCbc))).toEqual([
    null,
    null,
    null,
    'IOH',
  ])
  expect([alertOf, messageOf, orderOf, cbcOf].map((read) => read(ofNone))).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test('isPublished() opens releases and stages, and nothing that people said to each other', () => {
  const released: EntryBody = {
    what: 'message-released',
    actor: SYSTEM.id,
    message: '12.3',
    msgType: 'Alert',
    sentMs: 0,
    expiresMs: 0,
    orders: [],
    publicIdentifier: 'KTN',
  }
  const staged: EntryBody = {
    what: 'order-staged',
    actor: 'TSEL',
    order: '12.3-TSEL',
    stage: 'accepted',
    state: 'accepted',
    detail: '',
  }
  const returned: EntryBody = { what: 'message-returned', actor: 'P-A', message: '1.1', note: 'x' }
  const ended: EntryBody = {
    what: 'message-ended',
    actor: 'P-A',
    message: '1.1',
    reason: 'cancelled',
    note: 'x',
  }
  expect([released, staged].map(isPublished)).toEqual([true, true])
  const kept = [ofOrder, ofMessage, ofCbc, ofNone, returned, ended]
  expect(kept.map(isPublished)).toEqual(kept.map(() => false))
})
