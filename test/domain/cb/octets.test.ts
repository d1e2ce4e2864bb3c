import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  assertField,
  formatHex,
  parseHex,
  readUint16,
  writeUint16,
} from '../../../src/domain/cb/octets.ts'

test('parseHex() undoes formatHex() for any octets', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (octets) => {
      expect(parseHex(formatHex(octets))).toEqual(octets)
      expect(parseHex(formatHex(octets).toUpperCase())).toEqual(octets)
    }),
  )
})

test.for(['0', '0g', 'zz', '0x00', '00 11'])('parseHex() gives null for "%s"', (text) => {
  expect(parseHex(text)).toBeNull()
})

test('readUint16() undoes writeUint16() and reads zeros past the end', () => {
  const octets = new Uint8Array(3)
  writeUint16(octets, 1, 0xabcd)
  expect(formatHex(octets)).toBe('00abcd')
  expect(readUint16(octets, 1)).toBe(0xabcd)
  expect(readUint16(octets, 2)).toBe(0xcd00)
})

test('assertField() takes whole numbers 0..max', () => {
  for (const value of [0, 7, 15]) expect(() => assertField('total', value, 15)).not.toThrow()
  for (const value of [-1, 16, 0.5, Number.NaN]) {
    expect(() => assertField('total', value, 15)).toThrow(RangeError)
  }
})
