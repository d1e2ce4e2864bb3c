import type { Box } from '../area/figures.ts'
import { boxesMeet, boxOf, signedArea } from '../area/geometry.ts'
import type { CapPoint } from './model.ts'

export interface Overlap {
  /** Indexes of two rings, the first below the second. */
  readonly first: number
  readonly second: number
  /** How much of the smaller one lies in the other, 1..100. */
  readonly percent: number
}

/** Work that may be spent: so many points looked at. Shared by all infos of an alert. */
export interface OverlapBudget {
  left: number
}

export const OVERLAP_BUDGET = 2_000_000

/** Neighbours that share a border overlap by slivers, from rounding: those are not meant. */
const SHARE_MIN = 0.05
const SCAN_LINES = 24
/** What a pair costs beside its points. */
const PAIR_COST = 200

interface Shape {
  readonly ring: readonly CapPoint[]
  readonly box: Box
  readonly area: number
  readonly at: number
}

/**
 * Two closed rings of which one covers a good part of the other, or null: the first that is found,
 * and none when the budget is spent. Rings must not cross themselves or the antimeridian.
 */
export function findOverlap(
  rings: readonly (readonly CapPoint[])[],
  budget: OverlapBudget,
): Overlap | null {
  const shapes = rings
    .map((ring, at) => ({ ring, at, box: boxOf(ring), area: Math.abs(signedArea(ring)) / 2 }))
    .filter((each) => each.area > 0)
    .sort((a, b) => a.box.minLat - b.box.minLat)
  let open: Shape[] = []
  for (const shape of shapes) {
    open = open.filter((each) => each.box.maxLat > shape.box.minLat)
    budget.left -= open.length
    for (const other of open) {
      if (budget.left < 0) return null
      if (!boxesMeet(shape.box, other.box)) continue
      budget.left -= PAIR_COST + shape.ring.length + other.ring.length
      const share = shareOf(shape, other)
      if (share < SHARE_MIN) continue
      const [first = 0, second = 0] = [shape.at, other.at].toSorted((a, b) => a - b)
      return { first, second, percent: Math.min(100, Math.round(share * 100)) }
    }
    open.push(shape)
  }
  return null
}

/** The part of the smaller shape that the other covers, by parallels laid through both. */
function shareOf(a: Shape, b: Shape): number {
  const south = Math.max(a.box.minLat, b.box.minLat)
  const height = (Math.min(a.box.maxLat, b.box.maxLat) - south) / SCAN_LINES
  const width = Math.min(a.box.maxLon, b.box.maxLon) - Math.max(a.box.minLon, b.box.minLon)
  const smaller = Math.min(a.area, b.area)
  if (height * SCAN_LINES * width < smaller * SHARE_MIN) return 0
  const lines = { south: south + height / 2, height }
  scan(a.ring, lines, IN_A)
  scan(b.ring, lines, IN_B)
  let length = 0
  for (let line = 0; line < SCAN_LINES; line++) length += sharedLength(IN_A[line]!, IN_B[line]!)
  return (length * height) / smaller
}

// Filled anew for each pair: to make lists takes longer than to fill them.
const IN_A = Array.from({ length: SCAN_LINES }, (): number[] => [])
const IN_B = Array.from({ length: SCAN_LINES }, (): number[] => [])

/** Longitudes, ascending, at which the ring meets each parallel: in, out, in, out. */
function scan(
  ring: readonly CapPoint[],
  { south, height }: { readonly south: number; readonly height: number },
  lines: readonly number[][],
): void {
  for (const line of lines) while (line.length > 0) line.pop()
  for (let i = 1; i < ring.length; i++) {
    const [lat0, lon0] = ring[i - 1]!
    const [lat1, lon1] = ring[i]!
    const [low, high] = lat0 < lat1 ? [lat0, lat1] : [lat1, lat0]
    const from = Math.max(0, Math.ceil((low - south) / height))
    for (let line = from; line < SCAN_LINES; line++) {
      const lat = south + line * height
      // Half-open, so that a vertex between two edges is met once.
      if (lat >= high) break
      lines[line]!.push(lon0 + ((lat - lat0) / (lat1 - lat0)) * (lon1 - lon0))
    }
  }
  for (const line of lines) sortUp(line)
}

/** A ring meets most parallels twice. */
function sortUp(line: number[]): void {
  if (line.length !== 2) line.sort((a, b) => a - b)
  else if (line[0]! > line[1]!) line.reverse()
}

function sharedLength(a: readonly number[], b: readonly number[]): number {
  let [sum, i, j] = [0, 0, 0]
  while (i + 1 < a.length && j + 1 < b.length) {
    const [aEnd, bEnd] = [a[i + 1]!, b[j + 1]!]
    sum += Math.max(0, Math.min(aEnd, bEnd) - Math.max(a[i]!, b[j]!))
    if (aEnd < bEnd) i += 2
    else j += 2
  }
  return sum
}
