import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatBase64, parseBase64 } from '../../src/audit/base64.ts'

// RFC 4648 §10, test vectors.
test.for([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
] as const)('formatBase64() gives %s as %s', ([text, encoded]) => {
  expect(formatBase64(Buffer.from(text))).toBe(encoded)
  expect(Buffer.from(parseBase64(encoded)!).toString()).toBe(text)
})

test('formatBase64() agrees with Node, and parseBase64() undoes it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
      const text = formatBase64(octets)
      expect(text).toBe(Buffer.from(octets).toString('base64'))
      expect(parseBase64(text)).toEqual(octets)
    }),
  )
})

test.for([
  'Z',
  'Zg',
  'Zg=',
  'Zh==',
  'Zm9=',
  'Zg==Zg==',
  'Z===',
  '====',
  'Zm 9',
  'Zm-_',
  'Zmé9',
  ' Zg==',
])('parseBase64() gives null for "%s"', (text) => {
  expect(parseBase64(text)).toBeNull()
})
