import { performance } from 'node:perf_hooks'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64 } from '../../../src/domain/cap/base64.ts'

// RFC 4648 §10.
test.for([
  ['', ''],
  ['Zg==', 'f'],
  ['Zm8=', 'fo'],
  ['Zm9v', 'foo'],
  ['Zm9vYg==', 'foob'],
  ['Zm9vYmE=', 'fooba'],
  ['Zm9vYmFy', 'foobar'],
  [' Zm9v\r\n\tYmE=\n', 'fooba'],
] as const)('decodeBase64() reads %j', ([text, octets]) => {
  expect(decodeBase64(text)).toEqual(new TextEncoder().encode(octets))
})

test.for(['Z', 'Zg', 'Zg=', 'Zg===', 'Zm9v=', '=', 'Zm=v', 'Zm9_', 'Zm-v', 'Zm9é', 'Zm\u00a09v'])(
  'decodeBase64() refuses %j',
  (text) => {
    expect(decodeBase64(text)).toBeNull()
  },
)

test('decodeBase64() reads whatever octets base64 has written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (octets) => {
      expect(decodeBase64(Buffer.from(octets).toString('base64'))).toEqual(octets)
    }),
  )
})

test('decodeBase64() takes time by the length of the text alone', () => {
  const text = 'QUJD'.repeat(500_000)
  const begun = performance.now()
  expect(decodeBase64(text)).toHaveLength(1_500_000)
  expect(performance.now() - begun).toBeLessThan(1_000)
})
