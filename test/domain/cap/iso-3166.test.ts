import { expect, test } from 'vitest'
import { ALPHA_2_BY_NUMBER, isAlpha2 } from '../../../src/domain/cap/iso-3166.ts'

test('every country once, all 249 of ISO 3166-1', () => {
  expect(ALPHA_2_BY_NUMBER.size).toBe(249)
  expect(new Set(ALPHA_2_BY_NUMBER.values()).size).toBe(249)
  for (const code of ALPHA_2_BY_NUMBER.values()) expect(code).toMatch(/^[A-Z]{2}$/)
})

test('every code is a region that the platform can name', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  for (const code of ALPHA_2_BY_NUMBER.values()) expect(names.of(code), code).toBeTruthy()
})

test.for([
  [360, 'ID'],
  [4, 'AF'],
  [84, 'BZ'],
  [626, 'TL'],
  [398, 'KZ'],
  [276, 'DE'],
  [643, 'RU'],
  [688, 'RS'],
  [499, 'ME'],
  [728, 'SS'],
  [729, 'SD'],
  [894, 'ZM'],
  [158, 'TW'],
] as const)('%i is %s', ([number, code]) => {
  expect(ALPHA_2_BY_NUMBER.get(number)).toBe(code)
})

test('isAlpha2() knows no name that is none, nor lower case', () => {
  expect(['ID', 'US', 'ZW'].every(isAlpha2)).toBe(true)
  expect(['id', 'EU', 'UK', 'XX', '', 'IDN'].some(isAlpha2)).toBe(false)
})
