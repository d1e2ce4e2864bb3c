import { expect, test } from 'vitest'
import { isReason, REASONS } from '../../src/domain/reason.ts'
import { describeReason } from '../../src/domain/words/words.ts'

test('describeReason() words our own reasons and leaves those of others as they came', () => {
  for (const reason of REASONS) {
    expect(isReason(reason)).toBe(true)
    expect(describeReason(reason, 'id')).not.toBe(describeReason(reason, 'en'))
    expect(describeReason(reason, 'id')).not.toBe(reason)
  }
  expect(describeReason('kapasitas penuh', 'en')).toBe('kapasitas penuh')
  expect(describeReason('constructor', 'id')).toBe('constructor')
})
