import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeSerialNumber,
  encodeSerialNumber,
  type SerialNumber,
} from '../../../src/domain/cb/serial-number.ts'

const { vectors }: { vectors: (SerialNumber & { bits: string })[] } = JSON.parse(
  readFileSync('fixtures/cb/serial-number.json', 'utf8'),
)

test.for(vectors)('encodeSerialNumber() gives $bits', ({ bits, ...serial }) => {
  expect(encodeSerialNumber(serial)).toBe(Number(bits))
  expect(decodeSerialNumber(Number(bits))).toEqual(serial)
})

test('decodeSerialNumber() undoes encodeSerialNumber() for every 16-bit value', () => {
  for (let bits = 0; bits <= 0xffff; bits++) {
    if (encodeSerialNumber(decodeSerialNumber(bits)) !== bits) {
      expect.fail(`0x${bits.toString(16)}`)
    }
  }
})

test('encodeSerialNumber() refuses what does not fit its field', () => {
  const outside = fc.oneof(fc.integer({ min: 1024 }), fc.integer({ max: -1 }), fc.constant(0.5))
  fc.assert(
    fc.property(outside, (value) => {
      const code = { scope: 'plmn', messageCode: value, updateNumber: 0 } as const
      const update = { scope: 'plmn', messageCode: 0, updateNumber: value } as const
      expect(() => encodeSerialNumber(code)).toThrow(RangeError)
      expect(() => encodeSerialNumber(update)).toThrow(RangeError)
    }),
  )
  expect(() => decodeSerialNumber(0x10000)).toThrow(RangeError)
})
