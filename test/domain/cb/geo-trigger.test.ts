import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeGeoTrigger,
  encodeGeoTrigger,
  type GeoTrigger,
} from '../../../src/domain/cb/geo-trigger.ts'
import { formatHex } from '../../../src/domain/cb/octets.ts'

// Worked by hand from the layout that Android's reader has, which cites ATIS-0700041 §4
// (GsmSmsCbMessage.createGeoFencingTriggerMessage); the document itself is not public and not read.
// Type 2, length 10: 0010 0001010 00000, then 4370 with 0x4010 and 4383 with 0x4011.
test('encodeGeoTrigger() writes type, length and alerts', () => {
  const ids = [
    [4370, 0x4010],
    [4383, 0x4011],
  ] as const
  const page = encodeGeoTrigger({ type: 2, ids })
  expect(page.useful).toBe(10)
  expect(formatHex(page.octets)).toBe(`214011124010111f4011${'00'.repeat(72)}`)
})

const any16 = fc.nat(0xffff)
const anyTrigger: fc.Arbitrary<GeoTrigger> = fc.record({
  type: fc.nat(15),
  ids: fc.array(fc.tuple(any16, any16), { maxLength: 20 }),
})

test('decodeGeoTrigger() undoes encodeGeoTrigger(), with and without the fill', () => {
  fc.assert(
    fc.property(anyTrigger, (trigger) => {
      const page = encodeGeoTrigger(trigger)
      expect(page.octets.length).toBe(82)
      expect(page.useful).toBe(2 + 4 * trigger.ids.length)
      expect(decodeGeoTrigger(page.octets)).toEqual(trigger)
      expect(decodeGeoTrigger(page.octets.subarray(0, page.useful))).toEqual(trigger)
    }),
  )
})

test('encodeGeoTrigger() fills a page with 20 alerts and refuses what does not fit', () => {
  const alert = [4370, 0x4010] as const
  const many = (count: number): GeoTrigger['ids'] => Array.from({ length: count }, () => alert)
  expect(encodeGeoTrigger({ type: 1, ids: many(20) }).useful).toBe(82)
  for (const trigger of [
    { type: 1, ids: many(21) },
    { type: 16, ids: [] },
    { type: -1, ids: [] },
    { type: 1, ids: [[0x10000, 0]] as const },
    { type: 1, ids: [[0, -1]] as const },
  ]) {
    expect(() => encodeGeoTrigger(trigger)).toThrow(RangeError)
  }
})

test.for([
  ['nothing', []],
  ['half a header', [0x10]],
  ['a length of 1', [0x10, 0x20]],
  ['a length of 5', [0x10, 0xa0, 0, 0, 0]],
  ['an alert cut short', [0x10, 0xc0, 0x11, 0x12, 0x04]],
] as const)('decodeGeoTrigger() refuses %s', ([, octets]) => {
  const error = { rule: 'trigger-length', offset: 0 }
  expect(decodeGeoTrigger(Uint8Array.from(octets))).toMatchObject({ error })
})

test('decodeGeoTrigger() never throws on random octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 90 }), (octets) => {
      const decoded = decodeGeoTrigger(octets)
      if ('error' in decoded) expect(decoded.error.message).not.toBe('')
      else expect(2 + 4 * decoded.ids.length).toBeLessThanOrEqual(octets.length)
    }),
    { numRuns: 1000 },
  )
})
