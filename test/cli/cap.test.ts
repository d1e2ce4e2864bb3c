import { expect, test } from 'vitest'
import { cap } from './cap-process.ts'

const NOWCAST = 'fixtures/cap/nowcast-shape.xml'

test('wrong use ends with 2', () => {
  expect(cap('check').status).toBe(2)
  expect(cap('check', '--now', 'yesterday', NOWCAST).status).toBe(2)
  expect(cap('verify', NOWCAST).status).toBe(2)
  expect(cap('sign', NOWCAST).status).toBe(2)
  expect(cap('--help').status).toBe(0)
})
