import { finding, type Finding } from '../finding.ts'
import type { CapAlert, CapArea, CapInfo, CapPoint } from './model.ts'

export interface PlacedArea {
  readonly area: CapArea
  /** XPath of the area. */
  readonly path: string
}

export interface PlacedRing {
  readonly ring: readonly CapPoint[]
  /** XPath of the polygon. */
  readonly path: string
  readonly area: CapArea
}

export interface PlacedInfo {
  readonly info: CapInfo
  /** XPath of the info. */
  readonly path: string
}

export function infosOf(alert: CapAlert): PlacedInfo[] {
  return alert.infos.map((info, index) => ({ info, path: `/alert[1]/info[${index + 1}]` }))
}

export function areasOf({ info, path }: PlacedInfo): PlacedArea[] {
  return info.areas.map((area, index) => ({ area, path: `${path}/area[${index + 1}]` }))
}

/**
 * The polygons that are rings: four points or more, closed. What is no ring was said where it was
 * read.
 */
export function ringsOf({ area, path }: PlacedArea): PlacedRing[] {
  return area.polygons
    .map((ring, index) => ({ ring, path: `${path}/polygon[${index + 1}]`, area }))
    .filter(({ ring }) => isRing(ring))
}

function isRing(ring: readonly CapPoint[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)]
  if (ring.length < 4 || first === undefined || last === undefined) return false
  return first[0] === last[0] && first[1] === last[1]
}

/** Findings of each slug that are named in an info; the rest are counted in one more. */
const NAMED_MAX = 10

/** Lets the first few of each slug through: an alert with a thousand faults has one cause. */
export function* nameFew(path: string, findings: Iterable<Finding>): Generator<Finding> {
  const counts = new Map<Finding['rule'], number>()
  for (const each of findings) {
    const count = (counts.get(each.rule) ?? 0) + 1
    counts.set(each.rule, count)
    if (count <= NAMED_MAX) yield each
  }
  for (const [rule, found] of counts) {
    if (found <= NAMED_MAX) continue
    yield finding('info', 'I16-more', path, { rule, shown: NAMED_MAX, found })
  }
}
