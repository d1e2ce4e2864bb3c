import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseLineEnds } from '../../../src/formats/xml/line-ends.ts'

test('normaliseLineEnds() makes one LF of CR LF and of CR', () => {
  expect(normaliseLineEnds('a\r\nb\rc\nd\r\r\n\r')).toBe('a\nb\nc\nd\n\n\n')
})

test('normaliseLineEnds() says what the pattern of the clause says, in any text', () => {
  const texts = fc.array(fc.constantFrom('\r', '\n', '\r\n', 'a', 'é', '😀', '\u2028'))
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('')
      expect(normaliseLineEnds(text)).toBe(text.replaceAll(/\r\n?/g, '\n'))
    }),
  )
})

test('normaliseLineEnds() takes millions of line ends', () => {
  expect(normaliseLineEnds('\r\n'.repeat(2_000_000)).length).toBe(2_000_000)
})
