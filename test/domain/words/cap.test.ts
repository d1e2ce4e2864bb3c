import { expect, test } from 'vitest'
import { CAP_WORDS } from '../../../src/domain/words/cap.ts'

test('every family of the rule table has texts', () => {
  const families = new Set(Object.keys(CAP_WORDS).map((key) => key[0]))
  expect([...families].join('')).toBe('XAICRGPSF')
})
