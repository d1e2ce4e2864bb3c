import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CAP_FINDING_RULES } from '../../../src/domain/cap/rule-ids.ts'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'

// Every row of the table that the rules were taken from.
const TABLE = { X: 7, A: 21, I: 15, C: 4, R: 4, G: 12, S: 4, F: 18 }

// The tests of the scanner name what is malformed by the last part of the slug, in a table.
const MALFORMED = /^X05-malformed-(.+)$/

test('every rule of the table is there, with something that it finds', () => {
  const ids = new Set(CAP_RULES.map(({ id }) => id))
  expect(ids.size).toBe(CAP_RULES.length)
  for (const [family, count] of Object.entries(TABLE)) {
    for (let n = 1; n <= count; n += 1) {
      expect(ids).toContain(`${family}${String(n).padStart(2, '0')}`)
    }
  }
  for (const id of ids) {
    expect(CAP_FINDING_RULES.filter((rule) => rule.startsWith(`${id}-`))).not.toEqual([])
  }
  for (const rule of CAP_FINDING_RULES) expect(ids).toContain(rule.slice(0, 3))
})

test('everything that a rule may find has a case in a test', () => {
  const files = globSync('test/**/*.test.ts', { exclude: ['test/domain/words/**'] })
  expect(files.length).toBeGreaterThan(100)
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  const scanner = readFileSync('test/formats/xml/scan.test.ts', 'utf8')
  const without = CAP_FINDING_RULES.filter((rule) => {
    const slug = MALFORMED.exec(rule)?.[1]
    return !text.includes(rule) && !(slug !== undefined && scanner.includes(`'${slug}'`))
  })
  expect(without).toEqual([])
})
