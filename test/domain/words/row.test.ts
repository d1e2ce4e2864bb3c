import { expect, test } from 'vitest'
import { wordsOf } from '../../../src/domain/words/row.ts'

test('wordsOf() gives one language by the same keys', () => {
  const rows = { one: { id: 'satu', en: 'one' }, two: { id: 'dua', en: 'two' } }
  expect(wordsOf(rows, 'id')).toEqual({ one: 'satu', two: 'dua' })
  expect(wordsOf(rows, 'en')).toEqual({ one: 'one', two: 'two' })
})
