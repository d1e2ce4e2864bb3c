import { expect, test } from 'vitest'
import { fillRow, wordsOf } from '../../../src/domain/words/row.ts'

test('wordsOf() gives one language by the same keys', () => {
  const rows = { one: { id: 'satu', en: 'one' }, two: { id: 'dua', en: 'two' } }
  expect(wordsOf(rows, 'id')).toEqual({ one: 'satu', two: 'dua' })
  expect(wordsOf(rows, 'en')).toEqual({ one: 'one', two: 'two' })
})

test('fillRow() fills in what has a value, and leaves the rest to be seen', () => {
  const row = { id: '{n} dari {m}', en: '{n} of {m}' }
  expect(fillRow(row, 'id', { n: 0, m: 'x' })).toBe('0 dari x')
  expect(fillRow(row, 'en', { n: 1, m: null })).toBe('1 of {m}')
})
