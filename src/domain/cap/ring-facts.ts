import { GridRing } from './grid-ring.ts'
import { formatPolygon } from './lexical.ts'
import type { CapPoint } from './model.ts'
import { isApart } from './ring-apart.ts'
import { sweepRing, type Contacts } from './ring-sweep.ts'

/** A point counts as beside a line from a billionth of a degree on: a tenth of a millimetre. */
const BESIDE = 1e3
const MEND_MAX = 2_000
const NONE: Contacts = { crossing: null, touch: -1 }

/** What the rules know of one closed ring. */
export interface RingFacts {
  readonly grid: GridRing
  /** Nothing lies inside: the points are on one line, or the ring goes back the way it came. */
  readonly flat: boolean
  /** Points at which the ring turns back on itself: how many, and the index of the first. */
  readonly spikes: number
  readonly firstSpike: number
  readonly contacts: Contacts
  /** Without doubles and spikes, in CAP's notation; null when too long, or when nothing is left. */
  readonly cleaned: string | null
}

const FACTS = new WeakMap<readonly CapPoint[], RingFacts>()

/** The ring must be closed, with four points or more. Worked out once for all rules. */
export function ringFacts(ring: readonly CapPoint[]): RingFacts {
  const known = FACTS.get(ring)
  if (known !== undefined) return known
  const facts = findFacts(ring)
  FACTS.set(ring, facts)
  return facts
}

function findFacts(ring: readonly CapPoint[]): RingFacts {
  const grid = new GridRing(ring)
  const { spikes, firstSpike } = findSpikes(grid)
  const kept = grid.winds ? [...indexesOf(grid)] : withoutSpikes(grid)
  const flat = grid.winds
    ? ring.every(([lat]) => Math.abs(lat) === 90)
    : kept.length < 3 || isOnLine(grid)
  const isChanged = grid.duplicates + spikes > 0 && !grid.winds && !flat
  const open = isChanged ? kept.map((index) => ring[grid.source[index]!]!) : []
  const text = isChanged && open.length <= MEND_MAX / 4 ? formatPolygon([...open, open[0]!]) : ''
  return {
    grid,
    flat,
    spikes,
    firstSpike,
    contacts: spikes === 0 && isApart(grid) ? NONE : sweepRing(grid),
    cleaned: text === '' || text.length > MEND_MAX ? null : text,
  }
}

function* indexesOf({ size }: GridRing): Generator<number> {
  for (let index = 0; index < size; index++) yield index
}

function findSpikes(grid: GridRing): { readonly spikes: number; readonly firstSpike: number } {
  let [spikes, firstSpike] = [0, -1]
  if (grid.winds || grid.size < 3) return { spikes, firstSpike }
  for (let index = 0; index < grid.size; index++) {
    const before = index === 0 ? grid.size - 1 : index - 1
    const after = index + 1 === grid.size ? 0 : index + 1
    if (!turnsBack(grid, [before, index, after])) continue
    if (spikes === 0) firstSpike = grid.source[index]!
    spikes += 1
  }
  return { spikes, firstSpike }
}

/** True when the way from the first over the second to the third comes back on its own line. */
function turnsBack(grid: GridRing, [a, b, c]: readonly [number, number, number]): boolean {
  if (grid.side(a, b, c) !== 0) return false
  const { x, y } = grid
  return (x[a]! - x[b]!) * (x[c]! - x[b]!) + (y[a]! - y[b]!) * (y[c]! - y[b]!) > 0
}

/** Indexes of the points that stay when spikes are taken off until there are none. */
function withoutSpikes(grid: GridRing): number[] {
  const kept: number[] = []
  for (const index of indexesOf(grid)) {
    kept.push(index)
    while (shorten(grid, kept, kept.length - 1));
  }
  let start = 0
  for (let isLess = true; isLess && kept.length - start >= 2;) {
    const [last, first, second] = [kept.at(-1)!, kept[start]!, kept[start + 1]!]
    const beforeLast = kept.at(-2)!
    isLess = grid.compare(last, first) === 0 || turnsBack(grid, [beforeLast, last, first])
    if (isLess) kept.pop()
    else if (turnsBack(grid, [last, first, second])) {
      start += 1
      isLess = true
    }
  }
  return kept.slice(start)
}

/** Takes off what the last point makes superfluous; false when it makes nothing so. */
function shorten(grid: GridRing, kept: number[], last: number): boolean {
  if (last >= 1 && grid.compare(kept[last - 1]!, kept[last]!) === 0) {
    kept.pop()
    return true
  }
  if (last < 2 || !turnsBack(grid, [kept[last - 2]!, kept[last - 1]!, kept[last]!])) return false
  kept.splice(last - 1, 1)
  return true
}

/**
 * The area is no measure of it: a figure of eight has none, and a ring of a few metres has next to
 * none. The farthest point from the first gives the line.
 */
function isOnLine({ x, y, size }: GridRing): boolean {
  let [east, north, reach] = [0, 0, 0]
  for (let index = 1; index < size; index++) {
    const [dx, dy] = [x[index]! - x[0]!, y[index]! - y[0]!]
    const distance = Math.hypot(dx, dy)
    if (distance > reach) [east, north, reach] = [dx, dy, distance]
  }
  if (reach === 0) return true
  for (let index = 1; index < size; index++) {
    const beside = ((y[index]! - y[0]!) * east - (x[index]! - x[0]!) * north) / reach
    if (Math.abs(beside) >= BESIDE) return false
  }
  return true
}
