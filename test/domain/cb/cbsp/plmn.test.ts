import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePlmn, encodePlmn } from '../../../../src/domain/cb/cbsp/plmn.ts'
import { formatHex, parseHex } from '../../../../src/domain/cb/octets.ts'
import { anyPlmn } from './arbitraries.ts'

// Worked by hand from the figure of 3GPP TS 24.008 §10.5.1.3, as peers quote it; the first three
// also stand in traces of osmo-bsc, the fourth in one of libosmocore.
const TABLE = [
  ['510-10', '15f001'],
  ['510-01', '15f010'],
  ['510-89', '15f098'],
  ['310-260', '130062'],
  ['001-01', '00f110'],
  ['901-70', '09f107'],
  ['123-456', '216354'],
  ['999-999', '999999'],
] as const

test.for(TABLE)('%s is %s, both ways', ([plmn, hex]) => {
  expect(formatHex(encodePlmn(plmn))).toBe(hex)
  expect(decodePlmn(parseHex(`ff${hex}`)!, 1)).toBe(plmn)
})

test('decodePlmn() undoes encodePlmn() for every PLMN', () => {
  fc.assert(
    fc.property(anyPlmn, (plmn) => {
      expect(decodePlmn(encodePlmn(plmn), 0)).toBe(plmn)
    }),
  )
})

test('decodePlmn() takes digits alone, at each of the six places', () => {
  for (const place of [0, 1, 2, 3, 4, 5]) {
    const hex = '999999'
    const bad = `${hex.slice(0, place)}a${hex.slice(place + 1)}`
    expect([bad, decodePlmn(parseHex(bad)!, 0)]).toEqual([bad, null])
  }
  // Fifteen stands for no digit at one place only: the third digit of the network.
  expect(decodePlmn(parseHex('99f999')!, 0)).toBe('999-99')
  expect(decodePlmn(parseHex('999ff9')!, 0)).toBeNull()
})

test.for(['', '510', '51010', '510-1', '510-1234', '5100-10', '51a-10', ' 510-10'])(
  'encodePlmn() refuses "%s"',
  (plmn) => {
    expect(() => encodePlmn(plmn)).toThrow(RangeError)
  },
)
