import { expect, test } from 'vitest'
import { ERROR_CODES, Refusal } from '../../src/domain/error.ts'

test('ERROR_CODES has each code once, in capitals', () => {
  expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length)
  expect(ERROR_CODES.filter((code) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([])
})

test('Refusal carries its code, parameters and cause', () => {
  const cause = new Error('why')
  const refusal = new Refusal('ORDER_NOT_FOUND', { order: '1.1-TSEL' }, { cause })
  expect(refusal).toMatchObject({
    name: 'Refusal',
    code: 'ORDER_NOT_FOUND',
    params: { order: '1.1-TSEL' },
    message: 'ORDER_NOT_FOUND {"order":"1.1-TSEL"}',
    cause,
  })
  expect(new Refusal('SELF_APPROVAL').params).toEqual({})
})
