import { finding, type Finding } from '../finding.ts'
import {
  needsInfo,
  type CapAlert,
  type CapArea,
  type CapCircle,
  type CapInfo,
  type CapPoint,
} from './model.ts'
import type { CapRule } from './rule.ts'

/** G: where. What is wrong with the notation itself is found where it is read. */
export const AREA_RULES: readonly CapRule[] = [
  { id: 'G01', levels: ['error'], source: 'CAP 1.2 §3.2.4', check: checkAreas },
  { id: 'G02', levels: ['error'], source: 'CAP 1.2 §3.2.4 polygon', check: 'reader' },
  { id: 'G03', levels: ['error'], source: 'CAP 1.2 §3.2.4 polygon', check: 'reader' },
  { id: 'G05', levels: ['warning'], source: 'the country and its seas', check: checkRings },
  { id: 'G07', levels: ['error'], source: 'CAP 1.2 §3.2.4 polygon', check: () => [] },
  { id: 'G09', levels: ['error', 'warning'], source: 'CAP 1.2 §3.2.4 circle', check: () => [] },
]

/**
 * Indonesia and its seas, generously: 6° N of Miangas to south of Rote, 94° E of Weh to 142° E of
 * Merauke, with the exclusive economic zone. [south, west, north, east] in degrees.
 */
const COUNTRY = [-15, 91, 10, 145] as const

/** Half of the earth's circumference: a larger radius reaches every point twice. */
const RADIUS_MAX_KM = 20_000
const RADIUS_USUAL_KM = 500

/** G05, G07, G09: the shapes of every area, as drawn. CAP 1.2 §3.2.4. */
function* checkRings(alert: CapAlert): Generator<Finding> {
  for (const [i, info] of alert.infos.entries()) {
    for (const [j, area] of info.areas.entries()) {
      yield* checkArea(area, `/alert[1]/info[${i + 1}]/area[${j + 1}]`)
    }
  }
}

function* checkArea(area: CapArea, path: string): Generator<Finding> {
  for (const [index, ring] of area.polygons.entries()) {
    const at = `${path}/polygon[${index + 1}]`
    if (ring.length > 0 && ring.every(isOutside)) yield finding('warning', 'G05-outside', at)
    if (ring.length >= 4 && isFlat(ring)) yield finding('error', 'G07-flat', at)
  }
  for (const [index, circle] of area.circles.entries()) {
    yield* checkCircle(circle, `${path}/circle[${index + 1}]`)
  }
}

function* checkCircle({ centre, radiusKm }: CapCircle, path: string): Generator<Finding> {
  const found = radiusKm
  if (isOutside(centre)) yield finding('warning', 'G05-outside', path)
  if (radiusKm < 0) yield finding('error', 'G09-negative', path, { found })
  else if (radiusKm === 0) yield finding('warning', 'G09-zero', path)
  else if (radiusKm > RADIUS_MAX_KM) {
    yield finding('error', 'G09-huge', path, { max: RADIUS_MAX_KM, found })
  } else if (radiusKm > RADIUS_USUAL_KM) {
    yield finding('warning', 'G09-wide', path, { max: RADIUS_USUAL_KM, found })
  }
}

function isOutside([lat, lon]: CapPoint): boolean {
  const [south, west, north, east] = COUNTRY
  return lat < south || lat > north || lon < west || lon > east
}

/**
 * True when all points lie on one line. The area is no measure of it: a figure of eight has none,
 * and a ring of a few metres has next to none. The farthest point from the first gives the line;
 * a point counts as beside it from a billionth of a degree on, far below what a map can say.
 */
function isFlat(ring: readonly CapPoint[]): boolean {
  const [lat, lon] = ring[0]!
  let [north, east, reach] = [0, 0, 0]
  for (const point of ring) {
    const [dLat, dLon] = [point[0] - lat, point[1] - lon]
    const distance = Math.hypot(dLat, dLon)
    if (distance > reach) [north, east, reach] = [dLat, dLon, distance]
  }
  if (reach === 0) return true
  return ring.every((point) => {
    const cross = (point[0] - lat) * east - (point[1] - lon) * north
    return Math.abs(cross) / reach < 1e-9
  })
}

function* checkAreas(alert: CapAlert): Generator<Finding> {
  for (const [index, info] of alert.infos.entries()) {
    const path = `/alert[1]/info[${index + 1}]`
    if (info.areas.length === 0 && needsInfo(alert.msgType)) {
      yield finding('error', 'G01-area-missing', path)
    }
    yield* checkShapes(info, path)
  }
}

function* checkShapes(info: CapInfo, path: string): Generator<Finding> {
  for (const [index, area] of info.areas.entries()) {
    if (area.polygons.length + area.circles.length + area.geocodes.length > 0) continue
    yield finding('error', 'G01-area-empty', `${path}/area[${index + 1}]`)
  }
}
