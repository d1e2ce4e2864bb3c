import { expect, test } from 'vitest'
import type { CapPoint } from '../../../src/domain/cap/model.ts'
import { ringFacts } from '../../../src/domain/cap/ring-facts.ts'

const closed = (...open: CapPoint[]): CapPoint[] => [...open, open[0]!]

test('ringFacts() takes spikes off one after another', () => {
  const twig = closed([0, 0], [0, 2], [0, 4], [2, 4], [0, 4], [0, 2], [2, 0])
  expect(ringFacts(twig)).toMatchObject({
    flat: false,
    spikes: 1,
    firstSpike: 3,
    cleaned: '0,0 0,2 2,0 0,0',
  })
})

test('ringFacts() takes a spike off that the ring begins with', () => {
  const tip = closed([0, 9], [0, 2], [0, 0], [2, 0], [2, 2], [0, 2])
  expect(ringFacts(tip)).toMatchObject({ spikes: 1, cleaned: '0,2 0,0 2,0 2,2 0,2' })
})

test('ringFacts() knows a ring that goes back the way it came, whatever its shape', () => {
  expect(ringFacts(closed([0, 0], [0, 2], [2, 2], [0, 2])).flat).toBe(true)
  expect(ringFacts(closed([0, 0], [0, 2], [2, 2], [3, 3], [2, 2], [0, 2])).flat).toBe(true)
  expect(ringFacts(closed([0, 0], [0, 2], [2, 2], [0, 1])).flat).toBe(false)
})

test('ringFacts() calls flat what is nowhere a tenth of a millimetre wide', () => {
  const sliver = (width: number) => closed([0, 0], [0, 2], [width, 1])
  expect(ringFacts(sliver(9e-10)).flat).toBe(true)
  expect(ringFacts(sliver(1.1e-9)).flat).toBe(false)
  const tiny = closed([0, 0], [0, 1e-8], [1e-8, 0])
  expect(ringFacts(tiny).flat).toBe(false)
})

test('ringFacts() is worked out once for a ring', () => {
  const ring = closed([0, 0], [0, 2], [2, 2])
  expect(ringFacts(ring)).toBe(ringFacts(ring))
  expect(ringFacts([...ring])).not.toBe(ringFacts(ring))
})
