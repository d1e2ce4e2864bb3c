import { expect, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import type { CapAlert } from '../../src/domain/cap/model.ts'
import { checkOrder, copiesOfProfile, type CheckContext } from '../../src/simulator/verify-order.ts'
import { CBC, makeAlert, makeCancel, referTo, TEXT_EN, TEXT_ID } from './documents.ts'

const IDENTIFIER = 'KTN-ABCDEF-20260301-A1-M1-TSEL'
const ALERT = makeAlert({ identifier: IDENTIFIER })
const CONTEXT: CheckContext = {
  cbc: CBC,
  nowMs: nowMs(),
  purpose: 'live',
  copiesOf: copiesOfProfile,
  needsProfile: true,
}

function reasonOf(alert: CapAlert, context: Partial<CheckContext> = {}): string {
  const verdict = checkOrder(alert, { ...CONTEXT, ...context })
  return verdict.kind === 'rejected' ? verdict.reason : 'checked'
}

test('checkOrder() gives the copies as phones read them, and the cells', () => {
  const verdict = checkOrder(ALERT, CONTEXT)
  if (verdict.kind === 'rejected') throw new Error(verdict.reason)
  const { copies, source, references } = verdict.order
  expect(copies.map((each) => [each.language, each.messageIdentifier, each.text])).toEqual([
    ['id-ID', 4370, TEXT_ID],
    ['en', 4383, TEXT_EN],
  ])
  expect(source).toEqual({ kind: 'named', cells: ['510-10-1001', '510-10-1002', '510-10-1003'] })
  expect(references).toEqual([])
  // What the inbox keeps has to come back as it was.
  expect(JSON.parse(JSON.stringify(verdict.order))).toEqual(verdict.order)
})

function change(change: Partial<CapAlert>): CapAlert {
  return { ...ALERT, ...change }
}

function changeInfo(at: number, more: Partial<CapAlert['infos'][number]>): CapAlert {
  return change({
    infos: ALERT.infos.map((info, index) => (index === at ? { ...info, ...more } : info)),
  })
}

/** The second copy with everything of the first but its language. */
const TWINS = changeInfo(1, { parameters: ALERT.infos[0]!.parameters })

const CASES: readonly (readonly [string, CapAlert, RegExp])[] = [
  ['an Ack', change({ msgType: 'Ack' }), /type Ack/],
  ['a private one', change({ scope: 'Private' }), /Private/],
  ['a system message', change({ status: 'System' }), /System/],
  ['no profile', change({ codes: [] }), /profile:ID-CB:1.0/],
  ['no info', change({ infos: [] }), /no info/],
  ['no delivery', changeInfo(1, { parameters: [] }), /whom/],
  ['no expiry', changeInfo(1, { expires: null }), /expiry/],
  ['an Update without references', change({ msgType: 'Update' }), /no earlier/],
  ['itself', change({ msgType: 'Update', references: [referTo(ALERT)] }), /itself/],
  [
    'another sender',
    change({
      msgType: 'Update',
      references: [{ ...referTo(ALERT), sender: 'x', identifier: 'y' }],
    }),
    /message of x/,
  ],
  ['two copies with one pair', TWINS, /share/],
  ['two copies in one language', changeInfo(1, { language: 'id-ID' }), /language id-ID/],
  [
    'other cells for another copy',
    changeInfo(1, { areas: [{ ...ALERT.infos[1]!.areas[0]!, geocodes: [] }] }),
    /different cells/,
  ],
  ['a Cancel with an info', change({ msgType: 'Cancel', references: [ref('x')] }), /info/],
  ['a Cancel for another', makeCancel('KTN-ABCDEF-20260301-A1-M1-XL', [ALERT]), /not for TSEL/],
]

function ref(identifier: string) {
  return { ...referTo(ALERT), identifier }
}

test.for(CASES)('checkOrder() rejects %s', ([, alert, reason]) => {
  expect(reasonOf(alert)).toMatch(reason)
})

test('checkOrder() reads a GSM page to its end: nothing hides behind the useful octets', () => {
  const alert = makeAlert({
    identifier: IDENTIFIER,
    changeCopy: (copy) => {
      const { octets, useful } = copy.pages[0]!
      const changed = octets.map((octet, index) => (index >= useful ? 0x41 : octet))
      return { ...copy, pages: [{ octets: changed, useful }] }
    },
  })
  expect(reasonOf(alert)).toMatch(/do not say/)
})

test('checkOrder() takes a clock that differs by five minutes, and no more', () => {
  const sentMs = Date.parse(ALERT.sent)
  expect(reasonOf(ALERT, { nowMs: sentMs - 5 * 60_000 })).toBe('checked')
  expect(reasonOf(ALERT, { nowMs: sentMs - 5 * 60_000 - 1 })).toMatch(/future/)
})

test('checkOrder() takes an order until the instant it expires', () => {
  const expiresMs = Date.parse(ALERT.infos[0]!.expires!)
  expect(reasonOf(ALERT, { nowMs: expiresMs - 1 })).toBe('checked')
  expect(reasonOf(ALERT, { nowMs: expiresMs })).toMatch(/expired/)
})

test('checkOrder() lets a key sign what it is for', () => {
  const drill = makeAlert({ identifier: IDENTIFIER, status: 'Test', messageIdentifier: 4380 })
  expect(reasonOf(ALERT, { purpose: 'exercise' })).toMatch(/key for exercises/)
  expect(reasonOf(drill, { purpose: 'exercise' })).toBe('checked')
  expect(reasonOf(drill, { purpose: 'live' })).toBe('checked')
})
