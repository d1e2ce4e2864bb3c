import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeCbData,
  decodeUmtsPdu,
  encodeCbData,
  encodeUmtsPdu,
} from '../../../src/domain/cb/cb-data.ts'

// 3GPP TS 23.041 §9.4.2.2 and §9.4.2.2.5, clause numbers from memory.
const anyPage = fc.record({
  octets: fc.uint8Array({ minLength: 82, maxLength: 82 }),
  useful: fc.integer({ min: 0, max: 82 }),
})
const anyPages = fc.array(anyPage, { minLength: 1, maxLength: 15 })

test('decodeCbData() undoes encodeCbData(), in 1 + 83n octets', () => {
  fc.assert(
    fc.property(anyPages, (pages) => {
      const octets = encodeCbData(pages)
      expect(octets.length).toBe(1 + 83 * pages.length)
      expect(decodeCbData(octets)).toEqual({ pages })
    }),
  )
})

test('encodeCbData() refuses no page and 16 pages', () => {
  const page = { octets: new Uint8Array(82), useful: 0 }
  expect(() => encodeCbData([])).toThrow(RangeError)
  expect(() => encodeCbData(Array.from({ length: 16 }, () => page))).toThrow(RangeError)
})

const whole = encodeUmtsPdu({
  messageIdentifier: 4370,
  serial: 0x4010,
  dcs: 15,
  pages: [{ octets: new Uint8Array(82), useful: 5 }],
})

test('decodeUmtsPdu() gives the warning area coordinates that follow, if whole', () => {
  expect(decodeUmtsPdu(whole)).toMatchObject({ messageIdentifier: 4370, wac: null })
  const withWac = Uint8Array.of(...whole, 3, 0, 0x10, 0x0c, 0xff)
  expect(decodeUmtsPdu(withWac)).toMatchObject({ wac: Uint8Array.of(0x10, 0x0c, 0xff) })
  expect(decodeUmtsPdu(withWac.subarray(0, -1))).toMatchObject({ wac: null })
})

test.for([
  ['another type', (octets: Uint8Array) => octets.fill(2, 0, 1), 'form', 0],
  ['only a header', (octets: Uint8Array) => octets.subarray(0, 6), 'length', 6],
  ['no pages', (octets: Uint8Array) => octets.fill(0, 6, 7), 'page-count', 6],
  ['16 pages', (octets: Uint8Array) => octets.fill(16, 6, 7), 'page-count', 6],
  ['an octet too few', (octets: Uint8Array) => octets.subarray(0, -1), 'length', 89],
  ['83 useful octets', (octets: Uint8Array) => octets.fill(83, 89), 'page-length', 89],
] as const)('decodeUmtsPdu() refuses %s', ([, spoil, rule, offset]) => {
  expect(decodeUmtsPdu(spoil(whole.slice()))).toMatchObject({ error: { rule, offset } })
})
