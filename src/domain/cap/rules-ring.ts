import { finding, type Finding } from '../finding.ts'
import type { GridRing } from './grid-ring.ts'
import { formatPoint } from './lexical.ts'
import type { CapAlert, CapArea, CapPoint } from './model.ts'
import { ringFacts } from './ring-facts.ts'
import { findOverlap, OVERLAP_BUDGET, type OverlapBudget } from './ring-overlap.ts'
import { areasOf, infosOf, nameFew, ringsOf, type PlacedRing } from './walk.ts'

/** Points are said to 1e-5°, about a metre. */
const PLACES = 1e5

/** G06: edges that cross. Nobody can say what is inside; a CBC may refuse the whole order. */
export function checkCrossing(alert: CapAlert): Iterable<Finding> {
  return eachRing(alert, function* ({ ring, path }) {
    const { grid, contacts } = ringFacts(ring)
    if (contacts.crossing === null) return
    const [first, second] = contacts.crossing.edges
    const params = {
      first: grid.source[first]! + 1,
      second: grid.source[second]! + 1,
      at: formatPoint(crossingPoint(grid, [first, second])),
    }
    yield finding('error', 'G06-crossing', path, params)
  })
}

/**
 * G07: a ring with nothing inside. Publishers that round coordinates make such rings out of tiny
 * ones (BMKG, three decimals): beside others they harm nobody.
 */
export function checkFlat(alert: CapAlert): Iterable<Finding> {
  const enclosing = new Map<CapArea, boolean>()
  return eachRing(alert, function* ({ ring, path, area }) {
    if (!ringFacts(ring).flat) return
    let isEnclosing = enclosing.get(area)
    if (isEnclosing === undefined) enclosing.set(area, (isEnclosing = enclosesAnything(area)))
    yield finding(isEnclosing ? 'warning' : 'error', 'G07-flat', path)
  })
}

function enclosesAnything(area: CapArea): boolean {
  if (area.circles.some((circle) => circle.radiusKm > 0)) return true
  return ringsOf({ area, path: '' }).some(({ ring }) => !ringFacts(ring).flat)
}

/** G08: what readers of CAP take in different ways. */
export function* checkForm(alert: CapAlert): Generator<Finding> {
  yield* eachRing(alert, checkRingForm)
  const budget: OverlapBudget = { left: OVERLAP_BUDGET }
  for (const each of placedRings(alert)) yield* checkOverlap(each, budget)
}

function* checkRingForm({ ring, path }: PlacedRing): Generator<Finding> {
  const { grid, flat, spikes, firstSpike, contacts, cleaned } = ringFacts(ring)
  const mend = cleaned ?? undefined
  if (grid.winds) yield finding('warning', 'G08-pole', path, { at: grid.jump + 1 })
  else if (grid.jump >= 0) yield finding('warning', 'G08-antimeridian', path, { at: grid.jump + 1 })
  if (flat) return
  if (grid.duplicates > 0) {
    const params = { at: grid.firstDuplicate + 1, found: grid.duplicates }
    yield { ...finding('info', 'G08-duplicate', path, params), mend }
  }
  if (spikes > 0) {
    const params = { at: firstSpike + 1, found: spikes }
    yield { ...finding('warning', 'G08-spike', path, params), mend }
  } else if (contacts.crossing === null && contacts.touch >= 0) {
    const point = grid.source[contacts.touch]!
    const params = { at: point + 1, point: formatPoint(ring[point]!) }
    yield finding('warning', 'G08-touch', path, params)
  }
}

/** One pair is named for each info: polygons of one area are commonly drawn by one program. */
function* checkOverlap(placed: InfoRings, budget: OverlapBudget): Generator<Finding> {
  const rings = placed.rings.filter(isPlain)
  const overlap = findOverlap(
    rings.map((each) => each.ring),
    budget,
  )
  if (overlap === null) return
  const { percent } = overlap
  const [first, second] = [rings[overlap.first]!, rings[overlap.second]!]
  const params = { percent, other: first.path.slice(placed.path.length + 1) }
  yield finding('warning', 'G08-overlap', second.path, params)
}

function isPlain({ ring }: PlacedRing): boolean {
  const { grid, flat, contacts } = ringFacts(ring)
  return !flat && grid.jump < 0 && contacts.crossing === null
}

function* eachRing(
  alert: CapAlert,
  check: (placed: PlacedRing) => Iterable<Finding>,
): Generator<Finding> {
  for (const { path, rings } of placedRings(alert)) {
    const found: Finding[] = []
    for (const each of rings) for (const one of check(each)) found.push(one)
    yield* nameFew(path, found)
  }
}

interface InfoRings {
  /** XPath of the info. */
  readonly path: string
  readonly rings: readonly PlacedRing[]
}

const RINGS = new WeakMap<CapAlert, readonly InfoRings[]>()

/** Placed once for all rules of rings. */
function placedRings(alert: CapAlert): readonly InfoRings[] {
  let placed = RINGS.get(alert)
  if (placed === undefined) {
    placed = infosOf(alert).map((info) => ({
      path: info.path,
      rings: areasOf(info).flatMap(ringsOf),
    }))
    RINGS.set(alert, placed)
  }
  return placed
}

/** Where two edges cross, by double arithmetic: for reading, not for deciding. */
function crossingPoint({ x, y, size }: GridRing, [a, c]: readonly [number, number]): CapPoint {
  const [b, d] = [(a + 1) % size, (c + 1) % size]
  const [abX, abY] = [x[b]! - x[a]!, y[b]! - y[a]!]
  const [cdX, cdY] = [x[d]! - x[c]!, y[d]! - y[c]!]
  const along = ((x[c]! - x[a]!) * cdY - (y[c]! - y[a]!) * cdX) / (abX * cdY - abY * cdX)
  const degrees = (grid: number) => Math.round((grid / 1e12) * PLACES) / PLACES
  const lon = degrees(x[a]! + along * abX)
  return [degrees(y[a]! + along * abY), lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon]
}
