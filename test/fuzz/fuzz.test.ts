import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkCapOctets } from '../../src/formats/cap/check.ts'
import { judge } from './judge.ts'
import { documentOf } from './mutate.ts'

const KEPT = JSON.parse(readFileSync('test/fuzz/seeds.json', 'utf8')) as number[]
const FRESH = Array.from({ length: 4_000 }, (_, seed) => seed)

test('no mutated document crashes, hangs, or is read otherwise than by our schema', () => {
  const troubles = [...KEPT, ...FRESH].flatMap((seed) => {
    const trouble = judge(documentOf(seed))
    return trouble === null ? [] : [{ seed, ...trouble }]
  })
  expect(troubles).toEqual([])
})

test('mutation leaves some documents valid, and spoils most', () => {
  const check = { nowMs: Date.parse('2026-11-25T08:30:00+07:00'), live: false }
  const valid = FRESH.filter((seed) => checkCapOctets(documentOf(seed), check).valid)
  expect(valid.length).toBeGreaterThan(FRESH.length / 50)
  expect(valid.length).toBeLessThan(FRESH.length / 2)
})

test('a seed gives the same document always', () => {
  expect(documentOf(7).equals(documentOf(7))).toBe(true)
  expect(documentOf(7).equals(documentOf(8))).toBe(false)
})
