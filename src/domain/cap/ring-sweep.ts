import type { GridRing } from './grid-ring.ts'
import { SweepOrder } from './sweep-order.ts'

/** Two edges that cross between their ends; an edge has the index of the point it starts from. */
export interface Crossing {
  readonly edges: readonly [number, number]
}

export interface Contacts {
  /** A crossing, the westernmost where several are told apart; null when no edges cross. */
  readonly crossing: Crossing | null
  /**
   * Index of the westernmost point that lies on another part of the ring without a crossing, or
   * -1. Two equal edges there and back, as a bridge to a hole is, are none. Not complete where
   * there is a crossing.
   */
  readonly touch: number
}

/**
 * Where a ring meets itself, by a sweep from west to east in O(n log n), exact at whatever
 * degeneracy. M. Shamos, D. Hoey: Geometric intersection problems, 1976.
 *
 * Theirs ends at the first contact. To go on beyond touches, an edge that has a point on it counts
 * from there on as a new one, and of edges that overlap the one that reaches farthest stands for
 * all: so those in order meet at ends only, until two of them cross.
 */
export function sweepRing(ring: GridRing): Contacts {
  if (ring.size < 3 || ring.winds) return { crossing: null, touch: -1 }
  return new Sweep(ring).run()
}

class Sweep {
  readonly #ring: GridRing
  readonly #order: SweepOrder
  /** Western and eastern end of each edge. */
  readonly #west: Uint32Array
  readonly #east: Uint32Array
  /** 1 for a point at either end of two equal edges. */
  readonly #bridged: Uint8Array
  readonly #meetings: number[] = []
  #crossing: Crossing | null = null
  #touch = -1

  constructor(ring: GridRing) {
    this.#ring = ring
    this.#west = new Uint32Array(ring.size)
    this.#east = new Uint32Array(ring.size)
    this.#bridged = new Uint8Array(ring.size)
    for (let edge = 0; edge < ring.size; edge++) {
      const next = edge + 1 === ring.size ? 0 : edge + 1
      const isEastward = ring.compare(edge, next) < 0
      this.#west[edge] = isEastward ? edge : next
      this.#east[edge] = isEastward ? next : edge
    }
    this.#order = new SweepOrder(ring.size)
  }

  run(): Contacts {
    const ring = this.#ring
    const points = Uint32Array.from({ length: ring.size }, (_, point) => point)
    points.sort((a, b) => ring.compare(a, b))
    for (let from = 0; from < points.length && this.#crossing === null;) {
      let to = from + 1
      while (to < points.length && ring.compare(points[from]!, points[to]!) === 0) to++
      this.#visit(points.subarray(from, to))
      from = to
    }
    const meeting = this.#meetings.find((point) => this.#bridged[point] === 0) ?? -1
    const isFirst = meeting >= 0 && (this.#touch < 0 || ring.compare(meeting, this.#touch) < 0)
    return { crossing: this.#crossing, touch: isFirst ? meeting : this.#touch }
  }

  /** All points of the ring at one place. */
  #visit(points: Uint32Array): void {
    for (const point of points) {
      this.#close(point, this.#before(point))
      this.#close(point, point)
    }
    this.#findPassing(points[0]!)
    for (const point of points) {
      this.#open(point, this.#before(point))
      this.#open(point, point)
    }
    if (points.length > 1) this.#addMeeting(points)
  }

  /** The ring comes to this place several times; bridges are told only when all are known. */
  #addMeeting(points: Uint32Array): void {
    this.#meetings.push(points[0]!)
    if (points.some((point) => this.#bridged[point] === 1)) this.#bridged[points[0]!] = 1
  }

  #before(point: number): number {
    return point === 0 ? this.#ring.size - 1 : point - 1
  }

  #close(point: number, edge: number): void {
    if (this.#east[edge] !== point || !this.#order.has(edge)) return
    const [below, above] = [this.#order.below(edge), this.#order.above(edge)]
    this.#order.remove(edge)
    this.#tryCross(below, above)
  }

  /** An edge that passes through the point is touched there; two would have crossed before. */
  #findPassing(point: number): void {
    const isPassed = this.#order.find((edge) => this.#sideOf(edge, point)) >= 0
    if (isPassed && this.#touch < 0) this.#touch = point
  }

  #open(point: number, edge: number): void {
    if (this.#west[edge] !== point) return
    const end = this.#east[edge]!
    const place = this.#order.insert(edge, (other) => {
      const side = this.#sideOf(other, point)
      return side === 0 ? this.#ring.side(point, this.#east[other]!, end) : side
    })
    const stands = place < 0 ? edge : this.#overlap(edge, place)
    this.#tryCross(this.#order.below(stands), stands)
    this.#tryCross(stands, this.#order.above(stands))
  }

  /** The one of two edges in the same direction that stands for both: it is in order. */
  #overlap(edge: number, other: number): number {
    const ahead = this.#ring.compare(this.#east[edge]!, this.#east[other]!)
    const isEqual = ahead === 0 && this.#ring.compare(this.#west[edge]!, this.#west[other]!) === 0
    if (isEqual) {
      for (const each of [edge, other]) {
        this.#bridged[this.#west[each]!] = 1
        this.#bridged[this.#east[each]!] = 1
      }
    } else if (this.#touch < 0) this.#touch = this.#west[edge]!
    if (ahead <= 0) return other
    this.#order.replace(other, edge)
    return edge
  }

  #sideOf(edge: number, point: number): -1 | 0 | 1 {
    return this.#ring.side(this.#west[edge]!, this.#east[edge]!, point)
  }

  #tryCross(a: number, b: number): void {
    if (this.#crossing !== null || a < 0 || b < 0) return
    const [aWest, aEast, bWest, bEast] = [
      this.#west[a]!,
      this.#east[a]!,
      this.#west[b]!,
      this.#east[b]!,
    ]
    const straddlesA = this.#sideOf(a, bWest) * this.#sideOf(a, bEast) < 0
    if (!straddlesA || this.#sideOf(b, aWest) * this.#sideOf(b, aEast) >= 0) return
    this.#crossing = { edges: a < b ? [a, b] : [b, a] }
  }
}
