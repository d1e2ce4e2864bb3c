import { expect, test } from 'vitest'
import { cmasOf } from '../../../src/domain/cb/cmas.ts'

// 3GPP TS 23.041 §9.4.1.2.2, table of message identifiers (class, severity, urgency, certainty),
// numbered as Android's SmsCbCmasInfo numbers them.
test.for([
  [4370, 0, -1, -1, -1],
  [4371, 1, 0, 0, 0],
  [4372, 1, 0, 0, 1],
  [4373, 2, 0, 1, 0],
  [4374, 2, 0, 1, 1],
  [4375, 2, 1, 0, 0],
  [4376, 2, 1, 0, 1],
  [4377, 2, 1, 1, 0],
  [4378, 2, 1, 1, 1],
  [4379, 3, -1, -1, -1],
  [4380, 4, -1, -1, -1],
  [4381, 5, -1, -1, -1],
  [4382, 6, -1, -1, -1],
] as const)('cmasOf() of %i, and of its second language', ([identifier, ...values]) => {
  const [kind, severity, urgency, certainty] = values
  const wanted = { class: kind, severity, urgency, certainty }
  expect(cmasOf(identifier)).toEqual(wanted)
  expect(cmasOf(identifier + 13)).toEqual(wanted)
})

test('cmasOf() knows no class for 4396..4399, and nothing of other identifiers', () => {
  for (const identifier of [4396, 4397, 4398, 4399]) {
    const unknown = { class: -1, severity: -1, urgency: -1, certainty: -1 }
    expect(cmasOf(identifier)).toEqual(unknown)
  }
  for (const identifier of [0, 4352, 4369, 4400, 65_535, Number.NaN]) {
    expect(cmasOf(identifier)).toBeNull()
  }
})
