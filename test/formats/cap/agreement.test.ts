import { expect, test } from 'vitest'
import { disagreements } from './agreement.ts'

test('readCap() and libxml2 with our schema give the same verdict on changed documents', () => {
  const { found, valid } = disagreements(1, 3_000)
  // Documents that all break would not show what is refused for nothing.
  expect(valid).toBeGreaterThan(300)
  expect(found.slice(0, 5)).toEqual([])
}, 60_000)
