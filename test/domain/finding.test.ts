import { expect, test } from 'vitest'
import { finding, FINDING_RULES, isClear } from '../../src/domain/finding.ts'

test('finding() fills in parameters only where there are any', () => {
  expect(finding('error', 'text-empty', '/texts/0/body')).toEqual({
    level: 'error',
    rule: 'text-empty',
    path: '/texts/0/body',
    params: {},
  })
})

test('isClear() lets warnings and advice pass, and stops at errors and policy', () => {
  expect(isClear([])).toBe(true)
  expect(isClear([finding('warning', 'link-none', '/'), finding('info', 'text-ucs2', '/')])).toBe(
    true,
  )
  expect(isClear([finding('error', 'text-empty', '/')])).toBe(false)
  expect(isClear([finding('policy', 'policy-legal-basis', '/')])).toBe(false)
})

test('FINDING_RULES has each rule once', () => {
  expect(new Set(FINDING_RULES).size).toBe(FINDING_RULES.length)
})
