import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeEtwsPrimary,
  decodeWarningType,
  encodeEtwsPrimary,
  encodeWarningType,
  etwsOf,
  isEtwsIdentifier,
  isEtwsPrimary,
  type EtwsPrimary,
} from '../../../src/domain/cb/etws.ts'
import { formatHex } from '../../../src/domain/cb/octets.ts'

// Worked by hand for 3GPP TS 23.041 §9.3.24: type × 512, alert 256, popup 128. The values of types
// are those of the clause; that the flags are bits 8 and 7 is as Android's SmsCbHeader reads them,
// the figure of the clause was not at hand.
test.for([
  [0, false, false, 0x0000],
  [0, true, false, 0x0100],
  [1, true, true, 0x0380],
  [2, true, true, 0x0580],
  [3, false, true, 0x0680],
  [4, true, true, 0x0980],
  [127, true, true, 0xff80],
] as const)('encodeWarningType() of %i, %s, %s', ([warningType, alert, popup, bits]) => {
  expect(encodeWarningType({ warningType, alert, popup })).toBe(bits)
  expect(decodeWarningType(bits)).toEqual({ warningType, alert, popup })
})

test('decodeWarningType() reads all 16-bit values, and encodeWarningType() gives back the upper nine bits', () => {
  for (let bits = 0; bits <= 0xffff; bits++) {
    if (encodeWarningType(decodeWarningType(bits)) !== (bits & 0xff80)) expect.fail(String(bits))
  }
})

test('encodeWarningType() refuses a type that does not fit seven bits', () => {
  for (const warningType of [-1, 128, 0.5, Number.NaN]) {
    expect(() => encodeWarningType({ warningType, alert: true, popup: true })).toThrow(RangeError)
  }
})

test('isEtwsIdentifier() is true for 4352..4359 only', () => {
  const found = Array.from({ length: 0x10000 }, (_, id) => id).filter(isEtwsIdentifier)
  expect(found).toEqual([4352, 4353, 4354, 4355, 4356, 4357, 4358, 4359])
})

test.for([
  [4352, 0x4000, { warningType: 0, alert: false, popup: false }],
  [4353, 0x6000, { warningType: 1, alert: true, popup: false }],
  [4354, 0x5000, { warningType: 2, alert: false, popup: true }],
  [4356, 0x3fff, { warningType: 4, alert: true, popup: true }],
  [4370, 0x7000, null],
  [4351, 0x7000, null],
] as const)('etwsOf() of identifier %i, serial %i', ([identifier, serial, wanted]) => {
  expect(etwsOf(identifier, serial)).toEqual(wanted)
})

const anyPrimary: fc.Arbitrary<EtwsPrimary> = fc.record({
  messageIdentifier: fc.integer({ min: 4352, max: 4359 }),
  serial: fc.nat(0xffff),
  warning: fc.record({ warningType: fc.nat(127), alert: fc.boolean(), popup: fc.boolean() }),
  security: fc.option(fc.uint8Array({ minLength: 50, maxLength: 50 })),
})

test('decodeEtwsPrimary() undoes encodeEtwsPrimary()', () => {
  fc.assert(
    fc.property(anyPrimary, (primary) => {
      const octets = encodeEtwsPrimary(primary)
      expect(octets.length).toBe(primary.security === null ? 6 : 56)
      expect(isEtwsPrimary(octets)).toBe(true)
      expect(decodeEtwsPrimary(octets)).toEqual(primary)
    }),
  )
})

const TSUNAMI: EtwsPrimary = {
  messageIdentifier: 4353,
  serial: 0x7010,
  warning: { warningType: 1, alert: true, popup: true },
  security: null,
}

// 3GPP TS 23.041 §9.4.1.3: serial number, message identifier, warning type.
test('encodeEtwsPrimary() puts the serial number first', () => {
  expect(formatHex(encodeEtwsPrimary(TSUNAMI))).toBe('701011010380')
})

test.for<[string, Partial<EtwsPrimary>]>([
  ['an identifier of CMAS', { messageIdentifier: 4370 }],
  ['a serial number of 17 bits', { serial: 0x10000 }],
  ['a warning type of 8 bits', { warning: { ...TSUNAMI.warning, warningType: 128 } }],
  ['49 octets of security information', { security: new Uint8Array(49) }],
])('encodeEtwsPrimary() refuses %s', ([, change]) => {
  expect(() => encodeEtwsPrimary({ ...TSUNAMI, ...change })).toThrow(RangeError)
})

test.for([
  [5, 4353, 'length', 5],
  [57, 4353, 'length', 56],
  [56, 4360, 'etws-identifier', 2],
  [6, 4351, 'etws-identifier', 2],
] as const)(
  'decodeEtwsPrimary() refuses %i octets of identifier %i',
  ([length, id, rule, offset]) => {
    const pdu = new Uint8Array(length).fill(id >> 8, 2, 3).fill(id & 0xff, 3, 4)
    expect(isEtwsPrimary(pdu)).toBe(false)
    expect(decodeEtwsPrimary(pdu)).toMatchObject({ error: { rule, offset } })
  },
)

test('decodeEtwsPrimary() takes security information that is cut short', () => {
  const pdu = Uint8Array.of(...encodeEtwsPrimary(TSUNAMI), 1, 2, 3)
  expect(decodeEtwsPrimary(pdu)).toEqual({ ...TSUNAMI, security: Uint8Array.of(1, 2, 3) })
})

test('decodeEtwsPrimary() never throws, and reads exactly what isEtwsPrimary() takes', () => {
  const headed = fc.uint8Array({ maxLength: 60 }).map((rest) => Uint8Array.of(0, 0, 0x11, ...rest))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), headed), (octets) => {
      expect('error' in decodeEtwsPrimary(octets)).toBe(!isEtwsPrimary(octets))
    }),
  )
})
