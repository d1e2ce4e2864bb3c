import { expect, test } from 'vitest'
import { describeFinding } from '../../../src/domain/words/words.ts'
import { plainLine, plainText } from '../../../src/domain/words/plain-line.ts'

test('plainLine() leaves no control over the terminal or the line', () => {
  expect(plainLine('a\r\n\tb\u2028c')).toBe('a b c')
  expect(plainLine('\u001b[2J\u009b31m\u202e')).toBe('\\u001b[2J\\u009b31m\\u202e')
  expect(plainLine('Awas  gempa: é 😀')).toBe('Awas  gempa: é 😀')
})

test('plainText() keeps lines', () => {
  expect(plainText('a\r\n\tb\u0085\u202e')).toBe('a\r\n\tb\\u0085\\u202e')
})

test('plainText() lets nothing cover the line before it', () => {
  expect(plainText('Awas tsunami\rAman      ')).toBe('Awas tsunami\\u000dAman      ')
  expect(plainText('a\r\r\nb\r')).toBe('a\\u000d\r\nb\\u000d')
})

test('a finding is one line, whatever a document says', () => {
  const params = { element: 'identifier', found: 'x\nfile.xml: CAP 1.2, sah\u009b2J' }
  const found = { level: 'error', rule: 'A01-name', path: '/', params } as const
  expect(describeFinding(found, 'id')).toContain('ditemukan "x file.xml: CAP 1.2, sah\\u009b2J"')
})
