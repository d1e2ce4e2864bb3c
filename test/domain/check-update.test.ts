import { expect, test } from 'vitest'
import { checkUpdate, isSameCopy } from '../../src/domain/check-update.ts'
import type { Content } from '../../src/domain/message.ts'
import type { Order } from '../../src/domain/order.ts'
import { makeContent, makeMessageIn, makeOrder, makePlan } from '../make.ts'

const BASE = makeMessageIn('live')
const [FIRST] = makeContent().texts
const CHANGED = makeContent({ texts: [{ ...FIRST!, body: 'Gelombang kedua datang.' }] })

function rulesOf(
  content: Content,
  of: {
    cbcs?: string[]
    orders?: Partial<Order>[]
    instance?: string
    narrowed?: Map<string, number>
  } = {},
): unknown {
  const { cbcs = ['TSEL'], orders = [{}] } = of
  const made = orders.map((part) => makeOrder(part))
  const { instance = 'ABCDEF', narrowed = new Map() } = of
  const plan = makePlan(content, { cbcs })
  const found = [...checkUpdate(plan, { base: BASE, orders: made, instance, narrowed })]
  return found.map(({ rule, params }) => [rule, params['cbc']].filter(Boolean).join(' '))
}

test('checkUpdate() says when no phone sounds again: the text and its identifier stay', () => {
  expect(rulesOf(makeContent({ minutes: 90, areaName: 'Aceh dan Sumut' }))).toEqual([
    'update-silent',
  ])
  expect(rulesOf(CHANGED)).toEqual([])
  const lower = makeContent({ severity: 'Severe', level: 'siaga', urgency: 'Expected' })
  expect(rulesOf(lower), 'another identifier').toEqual([])
  const english = { ...FIRST!, language: 'en-US', body: 'Leave the coast.' }
  expect(rulesOf(makeContent({ texts: [FIRST!, english] })), 'a copy is new').toEqual([])
  // An SMS has no copies, and no phone sounds for it.
  expect(rulesOf({ ...makeContent(), channel: 'sms' })).toEqual([])
})

test('checkUpdate() says that a text that stays sounds once more after a restore', () => {
  const restored = { instance: 'GHIJKL' }
  expect(rulesOf(makeContent({ minutes: 90 }), restored)).toEqual(['update-restored'])
  expect(rulesOf(CHANGED, restored)).toEqual([])
  const english = { ...FIRST!, language: 'en-US', body: 'Leave the coast.' }
  const both = makeContent({ texts: [FIRST!, english] })
  expect(rulesOf(both, restored), 'one of two copies').toEqual(['update-restored'])
  // What was released after the restore has a serial number that may stay.
  const orders = [{ identifier: 'KTN-GHIJKL-20261125-1-1-TSEL' }]
  expect(rulesOf(makeContent({ minutes: 90 }), { ...restored, orders })).toEqual(['update-silent'])
})

test('checkUpdate() names the CBCs where it stops what is on air', () => {
  const orders = [{ cbc: 'XL' }, { cbc: 'IOH' }, { cbc: 'TSEL' }]
  expect(rulesOf(CHANGED, { orders })).toEqual(['update-stops IOH, XL'])
  expect(rulesOf(CHANGED, { orders, cbcs: ['TSEL', 'IOH', 'XL'] })).toEqual([])
  const refused = [{ cbc: 'IOH', state: 'refused' } as const]
  expect(rulesOf(CHANGED, { orders: refused })).toEqual([])
})

test('checkUpdate() warns of each CBC where cells fall out of the area', () => {
  const narrowed = new Map([['TSEL', 7]])
  expect(rulesOf(CHANGED, { narrowed })).toEqual(['update-narrows TSEL'])
})

test('isSameCopy() wants identifier, text and octets to be the same', () => {
  const [copy] = makePlan().copies
  expect(isSameCopy(copy!, { ...copy! })).toBe(true)
  expect(isSameCopy(copy!, { ...copy!, messageIdentifier: 4371 })).toBe(false)
  expect(isSameCopy(copy!, { ...copy!, dcs: 0x48 })).toBe(false)
  expect(isSameCopy(copy!, { ...copy!, pages: [] })).toBe(false)
  expect(isSameCopy(copy!, { ...copy!, text: 'x' })).toBe(false)
})
