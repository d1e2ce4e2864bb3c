import { expect, test } from 'vitest'
import { CAP_FINDING_RULES } from '../../../src/domain/cap/rule-ids.ts'
import { CAP_FINDINGS_EN } from '../../../src/domain/words/cap-en.ts'
import { CAP_FINDINGS_ID } from '../../../src/domain/words/cap-id.ts'

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

test.for(CAP_FINDING_RULES)('%s says the same facts in both languages', (rule) => {
  expect(placeholders(CAP_FINDINGS_ID[rule])).toEqual(placeholders(CAP_FINDINGS_EN[rule]))
  expect(rule).toMatch(/^[AXICGPS]\d\d-[a-z-]+$/)
  expect(CAP_FINDINGS_ID[rule]).not.toBe(CAP_FINDINGS_EN[rule])
})
