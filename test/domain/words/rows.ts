import { expect, test } from 'vitest'
import type { WordRow } from '../../../src/domain/words/row.ts'

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

/** Both languages of every row say the same facts, under a key of the family's form. */
export function testRows(rows: Readonly<Record<string, WordRow>>, key: RegExp): void {
  test.for(Object.entries(rows))('%s says the same facts in both languages', ([name, row]) => {
    expect(name).toMatch(key)
    expect(placeholders(row.id)).toEqual(placeholders(row.en))
    expect(row.id).not.toBe(row.en)
    expect(`${row.id}${row.en}`).not.toMatch(/\.$/)
  })
  test('there are rows', () => {
    expect(Object.keys(rows).length).toBeGreaterThan(0)
  })
}
