import { expect, test } from 'vitest'
import { decodeError, shiftError } from '../../../src/domain/cb/decode-error.ts'

test('decodeError() wraps rule, offset and message as decoders return them', () => {
  expect(decodeError('length', 3, 'Too short')).toEqual({
    error: { rule: 'length', offset: 3, message: 'Too short' },
  })
})

test('shiftError() counts the offset from the start of the whole', () => {
  const { error } = decodeError('length', 3, 'Too short')
  expect(shiftError(error, 6)).toEqual(decodeError('length', 9, 'Too short'))
})
