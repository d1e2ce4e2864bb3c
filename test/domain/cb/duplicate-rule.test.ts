import { expect, test } from 'vitest'
import {
  ANDROID_DEFAULT,
  duplicateOf,
  type DuplicateRule,
  type Received,
} from '../../../src/domain/cb/duplicate-rule.ts'

// Worked out by hand from isDuplicate() and isSameLocation() of CellBroadcastHandler.java, mirror
// msft-mirror-aosp/platform.packages.modules.CellBroadcastService at b1ba2f93 and 1d9b32e5.
// That crossSim and the category are compared by default is from the reference, not from its file.
const DAY_MS = 86_400_000
const BEFORE: Received = {
  slot: 0,
  plmn: '510-10',
  areaCode: 7001,
  cell: 'a',
  messageIdentifier: 4370,
  serial: 0x4070, // plmn, code 7
  isPrimary: false,
  text: 'Naik',
  atMs: 0,
}
const of = (change: Partial<Received>, rule: Partial<DuplicateRule> = {}): unknown =>
  duplicateOf({ ...BEFORE, atMs: 1, ...change }, [BEFORE], { ...ANDROID_DEFAULT, ...rule })

test.for<[Partial<Received>, string | null]>([
  [{}, 'repeat'],
  [{ atMs: DAY_MS - 1 }, 'repeat'],
  [{ atMs: DAY_MS }, null],
  [{ text: 'Aman' }, 'repeat'],
  [{ serial: 0x4071 }, null],
  [{ serial: 0x4080 }, null],
  [{ messageIdentifier: 4383 }, null],
  [{ cell: 'b', areaCode: 7002 }, 'repeat'],
  [{ plmn: '510-01' }, null],
  [{ isPrimary: true }, 'repeat'], // not an ETWS identifier: there is no primary of it
])('duplicateOf() %j within one SIM: %s', ([change, wanted]) => {
  expect(of(change)).toBe(wanted)
})

test.for<[number, string, string | null]>([
  [0x0070, 'cell at once', null],
  [0x4070, 'plmn', 'repeat'],
  [0x8070, 'area', 'repeat'],
  [0xc070, 'cell', null],
])(
  'duplicateOf() of serial %i, scope %s, in another cell of the same area',
  ([serial, , wanted]) => {
    const before = { ...BEFORE, serial }
    const next = { ...before, atMs: 1, cell: 'b' }
    expect(duplicateOf(next, [before], ANDROID_DEFAULT)).toBe(wanted)
    expect(duplicateOf({ ...next, cell: 'a' }, [before], ANDROID_DEFAULT)).toBe('repeat')
    const elsewhere = serial === 0x4070 ? 'repeat' : null
    expect(duplicateOf({ ...next, areaCode: 7002 }, [before], ANDROID_DEFAULT)).toBe(elsewhere)
  },
)

test('duplicateOf() tells a primary of ETWS from the text that follows it', () => {
  const primary = { ...BEFORE, messageIdentifier: 4353, isPrimary: true }
  const secondary = { ...primary, isPrimary: false, atMs: 1 }
  expect(duplicateOf(secondary, [primary], ANDROID_DEFAULT)).toBeNull()
  expect(duplicateOf({ ...primary, atMs: 1 }, [primary], ANDROID_DEFAULT)).toBe('repeat')
})

test('duplicateOf() between SIMs compares the text, and nothing else', () => {
  const other = { slot: 1, plmn: '510-01', serial: 0x4990, messageIdentifier: 4371 }
  expect(of(other)).toBe('other-sim')
  expect(of({ ...other, text: 'Naik ' })).toBeNull()
  expect(of({ ...other, atMs: DAY_MS })).toBeNull()
  // The same serial at the same network does not make it one, when texts differ.
  expect(of({ slot: 1, text: 'Aman' })).toBeNull()
})

test('duplicateOf() without the comparison between SIMs takes them for one', () => {
  expect(of({ slot: 1 }, { crossSim: false })).toBe('repeat')
  expect(of({ slot: 1, plmn: '510-01' }, { crossSim: false })).toBeNull()
})

test('duplicateOf() that compares bodies shows another text under a used serial', () => {
  expect(of({ text: 'Aman' }, { compareBody: true })).toBeNull()
  expect(of({}, { compareBody: true })).toBe('repeat')
})

test('duplicateOf() of nothing recorded is null', () => {
  expect(duplicateOf(BEFORE, [], ANDROID_DEFAULT)).toBeNull()
})
