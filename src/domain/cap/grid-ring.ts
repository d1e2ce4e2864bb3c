import type { CapPoint } from './model.ts'

/** Coordinates are compared on a grid of 1e-12°, a tenth of a micrometre. */
const PER_DEGREE = 1e12
const TURN = 360 * PER_DEGREE
/** Differences of a ring that winds more often would no longer be exact. */
const TURNS_MAX = 8
/** Splits a double into two halves of 26 bits. */
const SPLITTER = 2 ** 27 + 1

/**
 * A closed ring as whole numbers, so that on which side a point lies is decided exactly. Decimals
 * of up to twelve places are on the grid as written. Points that repeat the one before and the
 * closing point are left out; a ring that crosses the antimeridian runs on beyond ±180°.
 */
export class GridRing {
  /** Longitudes and latitudes; the ring closes from the last to the first. */
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly size: number
  /** Index in the ring as written; of several same points the last. */
  readonly source: readonly number[]
  /** How many points repeat the one before, and the index of the first of them. */
  readonly duplicates: number
  readonly firstDuplicate: number
  /** Index of the point from which an edge goes more than half round the earth, or -1. */
  readonly jump: number
  /** True for a ring that goes round the earth, about a pole: on the plane it does not close. */
  readonly winds: boolean

  /** The ring must be closed and finite. */
  constructor(ring: readonly CapPoint[]) {
    // Most rings are small: typed arrays would take longer to make than to fill.
    const x: number[] = []
    const y: number[] = []
    const source: number[] = []
    let [size, duplicates, firstDuplicate, jump] = [0, 0, -1, -1]
    let [turns, turnsMost, lastLon] = [0, 0, ring[0]?.[1] ?? 0]
    for (let index = 0; index < ring.length; index++) {
      const [lat, lon] = ring[index]!
      const step = lon - lastLon
      if (Math.abs(step) > 180) {
        if (jump < 0) jump = index - 1
        // From -180 to 180 is a whole turn: the box of the world, and no crossing.
        if (Math.abs(step) < 360) turns -= Math.sign(step)
        turnsMost = Math.max(turnsMost, Math.abs(turns))
      }
      lastLon = lon
      const gridX = Math.round(lon * PER_DEGREE) + turns * TURN
      const gridY = Math.round(lat * PER_DEGREE)
      const isSame = size > 0 && x[size - 1] === gridX && y[size - 1] === gridY
      if (isSame && duplicates === 0) firstDuplicate = index
      if (isSame) duplicates += 1
      else size += 1
      x[size - 1] = gridX
      y[size - 1] = gridY
      source[size - 1] = index
    }
    this.winds = turns !== 0 || turnsMost > TURNS_MAX
    this.size = this.winds ? size : Math.max(size - 1, Math.min(size, 1))
    this.source = source
    this.x = x
    this.y = y
    this.duplicates = duplicates
    this.firstDuplicate = firstDuplicate
    this.jump = jump
  }

  /** Where c lies, seen on the way from a to b: 1 left, -1 right, 0 exactly on the line. */
  side(a: number, b: number, c: number): -1 | 0 | 1 {
    const { x, y } = this
    const [ax, ay] = [x[a]!, y[a]!]
    const [bx, by] = [x[b]! - ax, y[b]! - ay]
    const [cx, cy] = [x[c]! - ax, y[c]! - ay]
    const left = bx * cy
    const right = by * cx
    // Rounding keeps the order, so that only equal products need their lost digits.
    if (left > right) return 1
    if (left < right) return -1
    const lost = lostDigits(bx, cy, left) - lostDigits(by, cx, right)
    return lost > 0 ? 1 : lost < 0 ? -1 : 0
  }

  /** Order of the sweep: by longitude, then by latitude. */
  compare(a: number, b: number): number {
    return this.x[a]! - this.x[b]! || this.y[a]! - this.y[b]!
  }
}

/** What a product of two doubles loses by rounding, exactly. T. J. Dekker, 1971. */
function lostDigits(a: number, b: number, product: number): number {
  const aTimes = SPLITTER * a
  const aHigh = aTimes - (aTimes - a)
  const aLow = a - aHigh
  const bTimes = SPLITTER * b
  const bHigh = bTimes - (bTimes - b)
  const bLow = b - bHigh
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}
