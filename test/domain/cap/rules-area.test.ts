import { expect, test } from 'vitest'
import { circle, ring, rulesOf, type Case } from './cases.ts'

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2, rule table.
const CASES: readonly Case[] = [
  [
    'G05-outside',
    ring([50, 8], [50, 9], [51, 9], [50, 8]),
    ring([50, 8], [50, 9], [0, 110], [50, 8]),
  ],
  [
    'G07-flat',
    ring([-6, 106], [-6.1, 106.1], [-6.2, 106.2], [-6, 106]),
    ring([-6, 106], [-6.1, 106.1], [-6.2, 106.2001], [-6, 106]),
  ],
  [
    'G07-flat',
    ring([-6, 106], [-6, 106], [-6, 106], [-6, 106]),
    ring([-6, 106], [-6.001, 106], [-6, 106.001], [-6, 106]),
  ],
  ['G09-negative', circle(-0.1), circle(0.1)],
  ['G09-zero', circle(0), circle(0.001)],
  ['G09-huge', circle(20_000.1), circle(20_000)],
  ['G09-wide', circle(500.1), circle(500)],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('a figure of eight has no net area and is not flat', () => {
  expect(rulesOf(ring([-6, 106], [-7, 107], [-7, 106], [-6, 107], [-6, 106]))).toEqual([])
})
