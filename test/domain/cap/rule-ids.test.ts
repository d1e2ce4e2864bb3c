import { expect, test } from 'vitest'
import { CAP_FINDING_RULES } from '../../../src/domain/cap/rule-ids.ts'

test('every id begins with its rule, and stands once', () => {
  expect(CAP_FINDING_RULES.length).toBeGreaterThan(60)
  expect(new Set(CAP_FINDING_RULES).size).toBe(CAP_FINDING_RULES.length)
  for (const rule of CAP_FINDING_RULES) expect(rule).toMatch(/^[AXICRGPSF]\d\d-[a-z\d-]+$/)
})
