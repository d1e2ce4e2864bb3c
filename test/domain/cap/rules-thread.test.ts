import { expect, test } from 'vitest'
import type { CapAlert } from '../../../src/domain/cap/model.ts'
import { checkCap, type KnownCap } from '../../../src/domain/cap/rules.ts'
import { NOW_MS, reference } from './cases.ts'
import { known } from './known.ts'
import { sampleAlert } from './sample.ts'

const [A, B] = [reference({ identifier: 'A' }), reference({ identifier: 'B' })]
const SENT_MS = Date.UTC(2026, 10, 25, 1)
const update = (...references: CapAlert['references']) =>
  sampleAlert({ msgType: 'Update', references })
const found = (alert: CapAlert, earlier?: readonly KnownCap[]) =>
  checkCap(alert, { nowMs: NOW_MS, live: false, known: earlier }).filter(({ rule }) =>
    rule.startsWith('A16'),
  )
const rules = (alert: CapAlert, earlier?: readonly KnownCap[]) =>
  found(alert, earlier).map(({ rule }) => rule)

test('A16-unknown only where something is known', () => {
  expect(rules(update(A))).toEqual([])
  expect(rules(update(A), [])).toEqual(['A16-unknown'])
  expect(rules(update(A), [known(B)])).toEqual(['A16-unknown'])
  expect(rules(update(A), [known({ ...A, sender: 'lain@x.invalid' })])).toEqual(['A16-unknown'])
  expect(rules(update(A), [known(A)])).toEqual([])
})

test('A16-sent: the same message under another time of sending, with the right one', () => {
  const earlier = [known({ ...A, sent: '2026-11-25T00:00:00+00:00' })]
  const [one, ...more] = found(update(B, A), [known(B), ...earlier])
  expect(more).toEqual([])
  expect(one).toMatchObject({
    rule: 'A16-sent',
    mend: `${B.sender},B,${B.sent} ${A.sender},A,2026-11-25T00:00:00+00:00`,
  })
})

test('A16-expired: at the time of sending, and only for what replaces', () => {
  const ended = [known({ ...A, expiresMs: SENT_MS })]
  expect(rules(update(A), ended)).toEqual(['A16-expired'])
  expect(rules(update(A), [known({ ...A, expiresMs: SENT_MS + 1 })])).toEqual([])
  expect(rules(update(A), [known({ ...A, expiresMs: null })])).toEqual([])
  expect(rules({ ...update(A), msgType: 'Ack' }, ended)).toEqual([])
})

test('A16-left-out: an update names all in force of the thread, before and after', () => {
  const thread = [known(A), known({ ...B, msgType: 'Update', references: [A] })]
  for (const only of [A, B]) expect(rules(update(only), thread)).toEqual(['A16-left-out'])
  expect(rules(update(A, B), thread)).toEqual([])
  expect(found(update(B), thread)[0]).toMatchObject({
    params: { found: 1, identifier: 'A' },
    mend: `${B.sender},B,${B.sent} ${A.sender},A,${A.sent}`,
  })
})

test('A16-left-out leaves aside what is over, answered, cancelled, later or in another thread', () => {
  const later = { ...B, msgType: 'Update' as const, references: [A] }
  const rest: readonly Partial<KnownCap>[] = [
    { ...later, expiresMs: SENT_MS },
    { ...later, msgType: 'Ack' },
    { ...later, msgType: 'Cancel', expiresMs: null },
    { ...later, sent: '2026-11-25T08:00:01+07:00' },
    { ...later, references: [] },
    { ...later, sender: 'lain@x.invalid' },
  ]
  for (const each of rest) expect(rules(update(A), [known(A), known(each)])).toEqual([])
  expect(rules(update(A), [known(A), known(later)])).toEqual(['A16-left-out'])
  const C = reference({ identifier: 'C' })
  const cancel = known({ ...C, msgType: 'Cancel', expiresMs: null, references: [B] })
  expect(rules(update(A), [known(A), known(later), cancel])).toEqual([])
})
