import { expect, test } from 'vitest'
import { CAP_FINDING_RULES } from '../../../src/domain/cap/rule-ids.ts'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'

test('every id has one row, and every row says something', () => {
  const ids = CAP_RULES.map((rule) => rule.id)
  expect(new Set(ids).size).toBe(ids.length)
  const said = new Set(CAP_FINDING_RULES.map((rule) => rule.slice(0, 3)))
  expect([...said].toSorted()).toEqual(ids.toSorted())
  for (const { levels, source } of CAP_RULES) {
    expect(levels.length).toBeGreaterThan(0)
    expect(source).not.toBe('')
  }
})
