import { expect, test } from 'vitest'
import { CAP_FINDING_RULES } from '../../src/domain/cap/rule-ids.ts'
import { CAP_RULES } from '../../src/domain/cap/rules.ts'
import { CAP_WORDS } from '../../src/domain/words/cap.ts'
import { cap } from './cap-process.ts'

interface Row {
  readonly id: string
  readonly findings: readonly { readonly rule: string; readonly text: string }[]
}

test('cap rules --json prints every rule, and every text once', () => {
  const { status, lines } = cap('rules', '--json', '--lang', 'en')
  expect(status).toBe(0)
  const rows = lines as readonly Row[]
  expect(rows.map(({ id }) => id)).toEqual(CAP_RULES.map(({ id }) => id))
  const rules = rows.flatMap(({ findings }) => findings.map(({ rule }) => rule))
  expect(rules.toSorted()).toEqual([...CAP_FINDING_RULES].toSorted())
  expect(lines).toContainEqual({
    id: 'A17',
    levels: ['info'],
    source: 'CAP 1.2 §3.2.1 msgType Alert',
    by: 'alert',
    findings: [{ rule: 'A17-alert', text: CAP_WORDS['A17-alert'].en }],
  })
  expect(lines).toContainEqual(expect.objectContaining({ id: 'A06', by: 'reader' }))
})

test('cap rules speaks Indonesian to people', () => {
  const { stdout } = cap('rules')
  expect(stdout).toContain('\nA13 error (')
  expect(stdout).toContain(`    A13-later: ${CAP_WORDS['A13-later'].id}`)
})
