import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GridRing } from '../../../src/domain/cap/grid-ring.ts'
import type { CapPoint } from '../../../src/domain/cap/model.ts'
import { sweepRing } from '../../../src/domain/cap/ring-sweep.ts'

/** Every pair of edges, in whole numbers of any length: slow and plain. */
function bruteForce({ x, y, size }: GridRing): { crosses: boolean; touches: boolean } {
  const side = (a: number, b: number, c: number): number => {
    const [ax, ay] = [BigInt(x[a]!), BigInt(y[a]!)]
    const [bx, by] = [BigInt(x[b]!) - ax, BigInt(y[b]!) - ay]
    const [cx, cy] = [BigInt(x[c]!) - ax, BigInt(y[c]!) - ay]
    const turn = bx * cy - by * cx
    return turn > 0n ? 1 : turn < 0n ? -1 : 0
  }
  const isSame = (a: number, b: number): boolean => x[a] === x[b] && y[a] === y[b]
  const isOn = (a: number, b: number, c: number): boolean =>
    side(a, b, c) === 0 &&
    Math.min(x[a]!, x[b]!) <= x[c]! &&
    x[c]! <= Math.max(x[a]!, x[b]!) &&
    Math.min(y[a]!, y[b]!) <= y[c]! &&
    y[c]! <= Math.max(y[a]!, y[b]!)
  const bridged = new Set<number>()
  const ends = Array.from({ length: size }, (_, a) => [a, (a + 1) % size] as const)
  const places = (point: number) => ends.map(([a]) => a).filter((each) => isSame(each, point))
  let [crosses, touches] = [false, false]
  for (const [i, [a, b]] of ends.entries()) {
    for (const [c, d] of ends.slice(i + 1)) {
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) crosses = true
      const isEqual = (isSame(a, c) && isSame(b, d)) || (isSame(a, d) && isSame(b, c))
      if (isEqual) for (const each of [a, b, c, d]) places(each).forEach((e) => bridged.add(e))
    }
  }
  for (const [a, b] of ends) {
    for (let point = 0; point < size; point++) {
      if (isSame(point, a) || isSame(point, b)) continue
      if (isOn(a, b, point)) touches = true
    }
    if (places(a).length > 1 && !bridged.has(a)) touches = true
  }
  return { crosses, touches }
}

function expectSame(open: readonly CapPoint[]): void {
  const ring = new GridRing([...open, open[0]!])
  const { crossing, touch } = sweepRing(ring)
  const wanted = size(ring) < 3 ? { crosses: false, touches: false } : bruteForce(ring)
  expect(crossing !== null).toBe(wanted.crosses)
  if (crossing === null) expect(touch >= 0).toBe(wanted.touches)
  else expect(bruteForceOf(ring, crossing.edges)).toBe(true)
}

const size = (ring: GridRing): number => ring.size

/** Whether just these two edges cross. */
function bruteForceOf(ring: GridRing, [a, c]: readonly [number, number]): boolean {
  const [b, d] = [(a + 1) % ring.size, (c + 1) % ring.size]
  const points = [a, b, c, d].map((each): CapPoint => [ring.y[each]! / 1e12, ring.x[each]! / 1e12])
  const two = new GridRing([...points, points[0]!])
  return two.side(0, 1, 2) * two.side(0, 1, 3) < 0 && two.side(2, 3, 0) * two.side(2, 3, 1) < 0
}

function whole(max: number): fc.Arbitrary<CapPoint[]> {
  const number = fc.integer({ min: 0, max })
  return fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 14 })
}

test.for([1, 2, 3, 5, 9, 40])('sweepRing() finds what brute force finds, grid of %i', (max) => {
  fc.assert(fc.property(whole(max), expectSame), { numRuns: 3_000 })
})

test('sweepRing() finds what brute force finds on near-collinear decimals', () => {
  const point = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -1, max: 1 }))
    .map(([at, off]): CapPoint => [-6 + at * 0.1 + off * 1e-12, 106 + at * 0.3 - off * 1e-12])
  fc.assert(fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), expectSame), {
    numRuns: 5_000,
  })
})

test('sweepRing() finds what brute force finds across the antimeridian', () => {
  const point = fc
    .tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }))
    .map(([lat, lon]): CapPoint => [lat, lon >= 0 ? lon - 180 : lon + 180])
  fc.assert(fc.property(fc.array(point, { minLength: 3, maxLength: 10 }), expectSame), {
    numRuns: 3_000,
  })
})

test('sweepRing() finds what brute force finds on paths with few crossings', () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -1, max: 1 }))
  const path = fc.array(step, { minLength: 3, maxLength: 30 }).map((steps) => {
    let [lat, lon] = [0, 0]
    return steps.map(([east, north]): CapPoint => [(lat += north), (lon += east)])
  })
  fc.assert(fc.property(path, expectSame), { numRuns: 3_000 })
})

const N = 100_000
const close = (open: CapPoint[]): CapPoint[] => [...open, open[0]!]
const list = (point: (i: number) => CapPoint): CapPoint[] =>
  close(Array.from({ length: N - 1 }, (_, i) => point(i)))
const decimals = (value: number): number => Math.round(value * 1e5) / 1e5

/** Out and back beside the way out: 250 turns, and nothing crosses. */
function spiral(): CapPoint[] {
  const arm = (offset: number): CapPoint[] =>
    Array.from({ length: N / 2 - 1 }, (_, i): CapPoint => {
      const angle = i / 200
      const radius = 1 + angle * 0.02 + offset
      return [radius * Math.sin(angle), 110 + radius * Math.cos(angle)]
    })
  return close([...arm(0), ...arm(0.05).toReversed()])
}

const HOSTILE: readonly (readonly [name: string, ring: CapPoint[], crosses: boolean])[] = [
  ['a spiral', spiral(), false],
  ['a comb', list((i) => [i % 2 === 0 ? -1 : 1, i * 1e-4]).with(N - 2, [-2, 20]), false],
  [
    'a comb on its side',
    list((i) => [i * 1e-4, i % 2 === 0 ? -1 : 1]).with(N - 2, [20, -2]),
    false,
  ],
  [
    'a star',
    list((i) => [i % 2 === 0 ? 0 : (i * 7919) % 80, i % 2 === 0 ? 0 : 1 + i * 1e-4]),
    false,
  ],
  ['a scrawl', list((i) => [decimals((i * 0.754877) % 1), decimals((i * 0.569841) % 1)]), true],
  ['one parallel', list((i) => [-6, decimals((i * 0.618034) % 1) + 106]), false],
  ['one meridian', list((i) => [decimals((i * 0.618034) % 1), 106]), false],
  ['one slope', list((i) => [((i * 61_803) % N) / 1e5, ((i * 61_803) % N) / 1e5]), false],
  ['two places', list((i) => (i % 2 === 0 ? [-6, 106] : [-7, 107])), false],
  ['stairs', list((i) => [(i >> 1) * 1e-5, ((i + 1) >> 1) * 1e-5]), false],
  [
    'a circle',
    list((i) => [Math.sin((i * 2 * Math.PI) / N), Math.cos((i * 2 * Math.PI) / N)]),
    false,
  ],
]

test.for(HOSTILE)('sweepRing() of %s takes no longer than any other', ([, ring, crosses]) => {
  const started = performance.now()
  const { crossing } = sweepRing(new GridRing(ring))
  const ms = performance.now() - started
  expect(ring.length).toBeGreaterThanOrEqual(N - 1)
  expect(crossing !== null).toBe(crosses)
  expect(ms).toBeLessThan(1_500)
})
