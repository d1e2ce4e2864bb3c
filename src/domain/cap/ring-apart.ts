import type { GridRing } from './grid-ring.ts'

/** Pairs of boxes looked at for each edge: a ring that needs more is one for the sweep. */
const LOOKS_PER_EDGE = 32

/**
 * True when the edges of a ring are surely apart but for neighbours at their common point. False
 * says nothing: `sweepRing` has to look. The ring must not turn back on itself at a point. Boxes
 * about ever longer pieces of the ring rule out most pairs at once, which takes a tenth of the time
 * of a sweep.
 */
export function isApart(ring: GridRing): boolean {
  return ring.size >= 3 && !ring.winds && new Boxes(ring).isApart()
}

/** Room that is used again from ring to ring: to make it anew takes as long as all the rest. */
const KEPT = new Float64Array(8 * 512)

/** A binary tree of boxes: node 1 is the whole ring, node `leaves + edge` the edge. */
class Boxes {
  readonly #ring: GridRing
  readonly #leaves: number
  readonly #box: Float64Array
  #left: number

  constructor(ring: GridRing) {
    const { x, y, size } = ring
    this.#ring = ring
    this.#left = LOOKS_PER_EDGE * size
    this.#leaves = 1 << (32 - Math.clz32(size - 1))
    // An empty place has a box that meets none.
    const room = 8 * this.#leaves
    const box = room <= KEPT.length ? KEPT : new Float64Array(room)
    box.fill(Number.NaN, 0, room)
    this.#box = box
    for (let edge = 0; edge < size; edge++) {
      const next = this.#end(edge)
      const at = 4 * (this.#leaves + edge)
      box[at] = Math.min(x[edge]!, x[next]!)
      box[at + 1] = Math.max(x[edge]!, x[next]!)
      box[at + 2] = Math.min(y[edge]!, y[next]!)
      box[at + 3] = Math.max(y[edge]!, y[next]!)
    }
    for (let node = this.#leaves - 1; node > 0; node--) this.#surround(node)
  }

  isApart(): boolean {
    for (let node = this.#leaves - 1; node > 0; node--) {
      if (!this.#areApart(2 * node, 2 * node + 1)) return false
    }
    return true
  }

  #surround(node: number): void {
    const box = this.#box
    const [at, a, b] = [4 * node, 8 * node, 8 * node + 4]
    const isAlone = Number.isNaN(box[b]!)
    box[at] = isAlone ? box[a]! : Math.min(box[a]!, box[b]!)
    box[at + 1] = isAlone ? box[a + 1]! : Math.max(box[a + 1]!, box[b + 1]!)
    box[at + 2] = isAlone ? box[a + 2]! : Math.min(box[a + 2]!, box[b + 2]!)
    box[at + 3] = isAlone ? box[a + 3]! : Math.max(box[a + 3]!, box[b + 3]!)
  }

  /** Two nodes of one level, the first before the second. */
  #areApart(first: number, second: number): boolean {
    const box = this.#box
    const [a, b] = [4 * first, 4 * second]
    const isMeeting =
      box[a]! <= box[b + 1]! &&
      box[b]! <= box[a + 1]! &&
      box[a + 2]! <= box[b + 3]! &&
      box[b + 2]! <= box[a + 3]!
    if (!isMeeting) return true
    this.#left -= 1
    if (this.#left < 0) return false
    if (first >= this.#leaves)
      return this.#areEdgesApart(first - this.#leaves, second - this.#leaves)
    const [firstLow, secondLow] = [2 * first, 2 * second]
    return (
      this.#areApart(firstLow, secondLow) &&
      this.#areApart(firstLow, secondLow + 1) &&
      this.#areApart(firstLow + 1, secondLow) &&
      this.#areApart(firstLow + 1, secondLow + 1)
    )
  }

  #areEdgesApart(first: number, second: number): boolean {
    if (this.#end(first) === second || this.#end(second) === first) return true
    return this.#isBeside(first, second) || this.#isBeside(second, first)
  }

  /** True when both ends of the other edge lie on one side of the line through this one. */
  #isBeside(edge: number, other: number): boolean {
    const end = this.#end(edge)
    const side = this.#ring.side(edge, end, other)
    return side !== 0 && side === this.#ring.side(edge, end, this.#end(other))
  }

  #end(edge: number): number {
    return edge + 1 === this.#ring.size ? 0 : edge + 1
  }
}
