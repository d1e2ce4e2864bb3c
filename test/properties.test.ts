import * as fc from 'fast-check'
import { expect, test } from 'vitest'

test('fast-check goes up to the length that a property names', () => {
  const lengths = fc.sample(fc.uint8Array({ maxLength: 300 }), 200).map(({ length }) => length)
  expect(Math.max(...lengths)).toBeGreaterThan(200)
})
