import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { packBits, readBits } from '../../../src/domain/cb/bits.ts'

test('packBits() writes each field from its highest bit, with no gaps', () => {
  // 0001 | 0000000011 | 00 | 11111111, worked by hand.
  const fields = [
    { value: 1, width: 4 },
    { value: 3, width: 10 },
    { value: 0, width: 2 },
    { value: 255, width: 8 },
  ]
  expect(packBits(fields)).toEqual(Uint8Array.of(0x10, 0x0c, 0xff))
})

test('packBits() fills the last octet with zeros', () => {
  expect(packBits([{ value: 0b101, width: 3 }])).toEqual(Uint8Array.of(0b1010_0000))
  expect(packBits([])).toEqual(new Uint8Array(0))
})

test('readBits() undoes packBits() for fields of any width', () => {
  const field = fc
    .integer({ min: 1, max: 30 })
    .chain((width) => fc.record({ value: fc.nat(2 ** width - 1), width: fc.constant(width) }))
  fc.assert(
    fc.property(fc.array(field, { maxLength: 20 }), (fields) => {
      const octets = packBits(fields)
      let at = 0
      for (const { value, width } of fields) {
        expect(readBits(octets, at, width)).toBe(value)
        at += width
      }
      expect(octets.length).toBe(Math.ceil(at / 8))
    }),
  )
})

test('readBits() reads zeros past the end', () => {
  expect(readBits(Uint8Array.of(0xff), 4, 8)).toBe(0xf0)
  expect(readBits(new Uint8Array(0), 0, 22)).toBe(0)
})
