import { expect, test } from 'vitest'
import { decodeError } from '../../../src/domain/cb/decode-error.ts'

test('decodeError() wraps rule, offset and message as decoders return them', () => {
  expect(decodeError('length', 3, 'Too short')).toEqual({
    error: { rule: 'length', offset: 3, message: 'Too short' },
  })
})
