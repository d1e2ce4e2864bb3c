import { expect, test } from 'vitest'
import { createPhone, type Broadcast } from '../../../src/domain/cb/phone.ts'
import { encodeSerialNumber, type Scope } from '../../../src/domain/cb/serial-number.ts'

const DAY_MS = 86_400_000
const serialOf = (scope: Scope, updateNumber = 0): number =>
  encodeSerialNumber({ scope, messageCode: 7, updateNumber })

const ALERT: Broadcast = {
  plmn: '510-10',
  areaCode: 7001,
  cell: 'a',
  messageIdentifier: 4370,
  serial: serialOf('plmn'),
  text: 'Naik ke tempat tinggi',
  atMs: 0,
}
const one = { sims: [{ plmn: '510-10' }] }

test.for<[string, Partial<Broadcast>, boolean]>([
  ['a repeat', { atMs: 60_000 }, false],
  ['a repeat just within 24 h', { atMs: DAY_MS - 1 }, false],
  ['the same after 24 h', { atMs: DAY_MS }, true],
  ['an update', { serial: serialOf('plmn', 1) }, true],
  ['the copy in English', { messageIdentifier: 4383 }, true],
  ['the same from another cell', { cell: 'b' }, false],
  ['the same from another area', { areaCode: 7002, cell: 'c' }, false],
  ['another text with a used serial', { text: 'Sudah aman' }, false],
])('a phone that has shown an alert: %s', ([, change, shown]) => {
  const phone = createPhone(one)
  expect(phone.receive(ALERT)).toEqual({ shown: true })
  const next = phone.receive({ ...ALERT, ...change })
  expect(next).toEqual(shown ? { shown: true } : { shown: false, reason: 'repeat' })
  expect(phone.shown.length).toBe(shown ? 2 : 1)
})

test.for<[Scope, boolean, boolean]>([
  ['plmn', false, false],
  ['tracking-area', false, true],
  ['cell', true, true],
  ['cell-immediate', true, true],
])('scope %s: sounds again in another cell %s, in another area %s', ([scope, cell, area]) => {
  const alert = { ...ALERT, serial: serialOf(scope) }
  const phone = createPhone(one)
  phone.receive(alert)
  expect(phone.receive({ ...alert, cell: 'b' }).shown).toBe(cell)
  expect(phone.receive({ ...alert, areaCode: 7002, cell: 'z' }).shown).toBe(area)
})

test('a second SIM drops an identical text and shows a different one', () => {
  const phone = createPhone({ sims: [{ plmn: '510-10' }, { plmn: '510-01' }] })
  phone.receive(ALERT)
  const other = { ...ALERT, plmn: '510-01', serial: serialOf('plmn', 3), atMs: 1000 }
  expect(phone.receive(other)).toEqual({ shown: false, reason: 'other-sim' })
  expect(phone.receive({ ...other, text: 'Naik ke tempat tinggi ' })).toEqual({ shown: true })
  expect(phone.receive({ ...other, atMs: DAY_MS + 1000 })).toEqual({ shown: true })
})

test('two SIMs of one network are one camp: the same alert sounds once', () => {
  const phone = createPhone({ sims: [{ plmn: '510-10' }, { plmn: '510-10' }] })
  phone.receive(ALERT)
  expect(phone.receive(ALERT)).toEqual({ shown: false, reason: 'repeat' })
})

test('a phone hears only the cells it camps on, of networks it has a SIM of', () => {
  const phone = createPhone(one)
  expect(phone.receive({ ...ALERT, plmn: '510-99' })).toMatchObject({ reason: 'other-network' })
  phone.moveTo({ plmn: '510-10', areaCode: 7002, cell: 'b' })
  expect(phone.receive(ALERT)).toMatchObject({ reason: 'out-of-range' })
  phone.moveTo(ALERT)
  expect(phone.receive(ALERT)).toEqual({ shown: true })
})

test('a phone shows no test until its user turns tests on, and never an empty text', () => {
  const drill = { ...ALERT, messageIdentifier: 4381 }
  expect(createPhone(one).receive(drill)).toMatchObject({ reason: 'not-listened-to' })
  expect(createPhone({ ...one, testAlerts: true }).receive(drill)).toEqual({ shown: true })
  const civic = { ...ALERT, messageIdentifier: 50 }
  expect(createPhone({ ...one, testAlerts: true }).receive(civic).shown).toBe(false)
  expect(createPhone(one).receive({ ...ALERT, text: '' })).toMatchObject({ reason: 'empty' })
})
