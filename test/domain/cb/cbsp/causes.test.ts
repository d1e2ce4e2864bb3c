import { expect, test } from 'vitest'
import { causeOf, CAUSES } from '../../../../src/domain/cb/cbsp/causes.ts'

// 3GPP TS 48.049 §8.2.13, as libosmocore and Wireshark have it; both agree.
test('causeOf() names codes 0..15 and no other', () => {
  expect(CAUSES.length).toBe(16)
  expect(causeOf(0)).toBe('parameter-not-recognised')
  expect(causeOf(9)).toBe('cell-broadcast-not-supported')
  expect(causeOf(13)).toBe('message-reference-already-used')
  expect(causeOf(15)).toBe('lai-or-lac-not-valid')
  expect([causeOf(16), causeOf(255)]).toEqual([null, null])
})
