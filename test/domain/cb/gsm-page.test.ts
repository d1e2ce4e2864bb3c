import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeGsmPage, encodeGsmPage, type GsmPage } from '../../../src/domain/cb/gsm-page.ts'

const page = { octets: new Uint8Array(82).fill(0x5a), useful: 82 }

test('decodeGsmPage() undoes encodeGsmPage() for any header and content', () => {
  const header = fc.record({
    messageIdentifier: fc.integer({ min: 0, max: 0xffff }),
    serial: fc.integer({ min: 0, max: 0xffff }),
    dcs: fc.integer({ min: 0, max: 0xff }),
    total: fc.integer({ min: 1, max: 15 }),
  })
  const anyContent = fc.uint8Array({ minLength: 82, maxLength: 82 })
  fc.assert(
    fc.property(header, fc.integer({ min: 1, max: 15 }), anyContent, (rest, wanted, content) => {
      const gsm = {
        ...rest,
        number: Math.min(wanted, rest.total),
        page: { octets: content, useful: 82 },
      }
      const octets = encodeGsmPage(gsm)
      expect(octets.length).toBe(88)
      expect(decodeGsmPage(octets)).toEqual({ ...gsm, isNumbered: true })
    }),
  )
})

test('encodeGsmPage() refuses a page number that does not fit', () => {
  const gsm = { messageIdentifier: 4370, serial: 0x4000, dcs: 15, page }
  for (const [number, total] of [
    [0, 1],
    [2, 1],
    [1, 16],
    [1, 0],
    [1.5, 2],
  ] as const) {
    expect(() => encodeGsmPage({ ...gsm, number, total })).toThrow(RangeError)
  }
})

test.for<[string, Partial<GsmPage>]>([
  ['an identifier of 17 bits', { messageIdentifier: 0x10000 }],
  ['a serial number of half a step', { serial: 0.5 }],
  ['a DCS of 9 bits', { dcs: 256 }],
  ['83 octets', { page: { octets: new Uint8Array(83), useful: 82 } }],
  ['more useful octets than there are', { page: { octets: new Uint8Array(82), useful: 83 } }],
])('encodeGsmPage() refuses %s', ([, change]) => {
  const gsm = { messageIdentifier: 4370, serial: 0x4000, dcs: 15, number: 1, total: 1, page }
  expect(() => encodeGsmPage({ ...gsm, ...change })).toThrow(RangeError)
})

test('decodeGsmPage() fills up what a modem has cut off', () => {
  const pdu = Uint8Array.of(0x40, 0, 0x11, 0x12, 0x0f, 0x11, 0x41, 0x42)
  const octets = new Uint8Array(82).fill(0x41, 0, 1).fill(0x42, 1, 2)
  expect(decodeGsmPage(pdu)).toMatchObject({ page: { octets, useful: 2 } })
  expect(decodeGsmPage(pdu.subarray(0, 6))).toMatchObject({ page: { useful: 0 } })
})

test('decodeGsmPage() never throws, and reads 6 to 88 octets of any content', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
      const decoded = decodeGsmPage(octets)
      if (octets.length < 6 || octets.length > 88) {
        expect(decoded).toMatchObject({ error: { rule: 'length' } })
        return
      }
      if ('error' in decoded) expect.fail(decoded.error.message)
      expect(decoded.page.octets.length).toBe(82)
      expect(decoded.page.useful).toBe(octets.length - 6)
      expect(decoded.number).toBeLessThanOrEqual(decoded.total)
    }),
    { numRuns: 1000 },
  )
})

// 3GPP TS 23.041 §9.4.1.2.4, as read: with 0000 in either half a mobile takes the message exactly
// as if the parameter were 0001 0001. A number above the total (0x21, 0x32, 0xfe) is not in the
// clause; SmsCbHeader of Android reads all of them as page 1 of 1.
test('decodeGsmPage() reads every page parameter as Android does', () => {
  for (let parameter = 0; parameter <= 0xff; parameter++) {
    const pdu = Uint8Array.of(0x40, 0, 0x11, 0x12, 0x0f, parameter, 0x41)
    const [number, total] = [parameter >> 4, parameter & 0xf]
    const isNumbered = number !== 0 && total !== 0 && number <= total
    const wanted = isNumbered ? { number, total } : { number: 1, total: 1 }
    expect([parameter, decodeGsmPage(pdu)]).toMatchObject([parameter, { ...wanted, isNumbered }])
  }
})

test.for([
  [5, 'length', 5],
  [89, 'length', 88],
] as const)('decodeGsmPage() refuses %i octets', ([length, rule, offset]) => {
  expect(decodeGsmPage(new Uint8Array(length))).toMatchObject({ error: { rule, offset } })
})
