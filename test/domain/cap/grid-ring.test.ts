import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GridRing } from '../../../src/domain/cap/grid-ring.ts'
import type { CapPoint } from '../../../src/domain/cap/model.ts'

const gridRing = (...open: CapPoint[]) => new GridRing([...open, open[0]!])

test('GridRing.side() is exact for any points of the globe', () => {
  const point = fc.tuple(
    fc.integer({ min: -90e12, max: 90e12 }).map((n) => n / 1e12),
    fc.integer({ min: 0, max: 180e12 }).map((n) => n / 1e12),
  )
  fc.assert(
    fc.property(point, point, fc.integer({ min: 0, max: 8 }), fc.nat(2), (a, b, eighths, off) => {
      const along = eighths / 8
      const c: CapPoint = [a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along + off * 1e-12]
      const ring = new GridRing([a, b, c, a])
      const [ax, ay, bx, by, cx, cy] = [a, b, c].flatMap(([lat, lon]) =>
        [lon, lat].map((n) => BigInt(Math.round(n * 1e12))),
      ) as [bigint, bigint, bigint, bigint, bigint, bigint]
      const turn = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
      if (ring.size === 3) expect(ring.side(0, 1, 2)).toBe(turn > 0n ? 1 : turn < 0n ? -1 : 0)
    }),
    { numRuns: 3_000 },
  )
})

test('decimals on a line are on the line, though their doubles are not', () => {
  expect(0.1 * 3 === 0.3).toBe(false)
  expect(gridRing([0, 0], [0.1, 0.1], [0.3, 0.3]).side(0, 1, 2)).toBe(0)
  expect(gridRing([0, 0], [0.1, 0.1], [0.3, 0.300000000001]).side(0, 1, 2)).toBe(-1)
  expect(gridRing([0, 0], [0.1, 0.1], [0.300000000001, 0.3]).side(0, 1, 2)).toBe(1)
})

test('GridRing.side() tells products apart that are the same double', () => {
  // (8e13 + 1)(8e13 - 1) is one less than (8e13)², of 28 digits.
  const [far, near]: CapPoint[] = [
    [80, 80.000000000001],
    [79.999999999999, 80],
  ]
  expect((8e13 + 1) * (8e13 - 1) === 8e13 * 8e13).toBe(true)
  expect(gridRing([0, 0], far!, near!).side(0, 1, 2)).toBe(-1)
  expect(gridRing([0, 0], near!, far!).side(0, 1, 2)).toBe(1)
})

test('GridRing leaves out points that repeat the one before, and knows where they stood', () => {
  const ring = gridRing([0, 0], [0, 0], [0, 1], [1, 1], [1, 1], [1, 1])
  expect(ring).toMatchObject({ size: 3, duplicates: 3, firstDuplicate: 1 })
  expect(ring.source.slice(0, 3)).toEqual([1, 2, 5])
  expect(gridRing([0, 0], [0, 1], [1, 1])).toMatchObject({ size: 3, duplicates: 0 })
  expect(gridRing([0, 0], [0, 0], [0, 0])).toMatchObject({ size: 1, duplicates: 3 })
})

test('GridRing runs on over the antimeridian, and tells a ring about a pole', () => {
  const over = gridRing([-17, 179], [-17, -179], [-16, -179], [-16, 179])
  expect(over).toMatchObject({ size: 4, jump: 0, winds: false })
  expect(over.x.slice(0, 4).map((x) => x / 1e12)).toEqual([179, 181, 181, 179])
  const pole = gridRing([80, 0], [80, 100], [80, -160], [80, -80])
  expect(pole).toMatchObject({ jump: 1, winds: true })
  expect(gridRing([0, 0], [0, 180], [1, 180])).toMatchObject({ jump: -1, winds: false })
  const world = gridRing([-90, -180], [-90, 180], [90, 180], [90, -180])
  expect(world).toMatchObject({ size: 4, jump: 0, winds: false })
})
