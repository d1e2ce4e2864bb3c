import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePlainRing } from '../../../src/domain/cap/plain-ring.ts'

test('parsePlainRing() reads pairs and any whitespace between them', () => {
  expect(parsePlainRing('\n-6.2,106.75\t-0.5,5.\r\n .5,-180 ')).toEqual([
    [-6.2, 106.75],
    [-0.5, 5],
    [0.5, -180],
  ])
  expect(parsePlainRing('')).toEqual([])
})

test.for([
  '+1,1',
  '1,1,1',
  '1, 1',
  '1 1',
  '1',
  '1,',
  ',1',
  '1,1;2,2',
  '1e1,1',
  '1,.',
  '1,-',
  '1,1.1.1',
  '90.1,1',
  '1,-180.1',
  '1,1\u00a02,2',
  '1,0.1234567890123456',
])('parsePlainRing() leaves "%s" to who can name what is unusual', (text) => {
  expect(parsePlainRing(text)).toBeNull()
})

test('parsePlainRing() reads every number as Number does, to the last bit', () => {
  const digits = fc.stringMatching(/^-?\d{1,2}(\.\d{0,13})?$/)
  fc.assert(
    fc.property(digits, digits, (lat, lon) => {
      if (Math.abs(Number(lat)) > 90) return
      expect(parsePlainRing(`${lat},${lon}`)).toEqual([[Number(lat), Number(lon)]])
    }),
    { numRuns: 2_000 },
  )
})
