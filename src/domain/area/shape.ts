import { finding, type Finding } from '../finding.ts'
import { COUNTRY_BOX } from './figures.ts'
import { isInBox, signedArea, type LatLon } from './geometry.ts'
import { levelOf } from './region.ts'

export interface Circle {
  readonly lat: number
  readonly lon: number
  readonly radiusKm: number
}

/**
 * An area as staff draw it: everything that lies in any of its parts. Content of an alert, and so
 * part of its content hash.
 */
export interface AreaSpec {
  /** Kemendagri codes, or `ID`. */
  readonly regions: readonly string[]
  /** Closed rings in CAP order; each is a polygon of its own, overlaps count once. */
  readonly polygons: readonly (readonly LatLon[])[]
  readonly circles: readonly Circle[]
}

export const EMPTY_AREA: AreaSpec = { regions: [], polygons: [], circles: [] }

/** Half the length of the country: no circle needs more. */
export const CIRCLE_RADIUS_KM_MAX = 2700
/** In square degrees, twice the area: about a square metre. */
const FLAT_AREA = 2e-10

export interface AreaCheck {
  /** JSON Pointer to the area. */
  readonly path: string
  /** Whether there is a region of this code; left out, only the form of a code is checked. */
  readonly isRegion?: (code: string) => boolean
}

/** Everything wrong with an area as drawn; the cells in it are another question. */
export function checkArea(spec: AreaSpec, check: AreaCheck): readonly Finding[] {
  const { path, isRegion = (code) => levelOf(code) !== null } = check
  const { regions, polygons, circles } = spec
  const findings: Finding[] = []
  if (regions.length + polygons.length + circles.length === 0) {
    findings.push(finding('error', 'area-empty', path))
  }
  for (const [at, code] of regions.entries()) {
    if (isRegion(code)) continue
    findings.push(finding('error', 'area-region-unknown', `${path}/regions/${at}`, { code }))
  }
  for (const [at, ring] of polygons.entries()) {
    findings.push(...checkRing(ring, `${path}/polygons/${at}`))
  }
  for (const [at, circle] of circles.entries()) {
    findings.push(...checkCircle(circle, `${path}/circles/${at}`))
  }
  return findings
}

/** CAP 1.2 §3.2.4: at least four points, the last the same as the first. */
function* checkRing(ring: readonly LatLon[], path: string): Generator<Finding> {
  const odd = ring.findIndex((point) => !point.every(Number.isFinite))
  if (odd >= 0) {
    yield finding('error', 'area-number', `${path}/${odd}`)
    return
  }
  if (ring.length < 4) {
    yield finding('error', 'area-polygon-points', path, { points: ring.length })
  }
  const [first, last] = [ring.at(0), ring.at(-1)]
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    yield finding('error', 'area-polygon-open', path)
  } else if (ring.length >= 4 && Math.abs(signedArea(ring)) < FLAT_AREA) {
    yield finding('error', 'area-polygon-flat', path)
  }
  yield* checkPlace(ring, path)
}

function* checkCircle({ lat, lon, radiusKm }: Circle, path: string): Generator<Finding> {
  if (!Number.isFinite(lat) || !Number.isFinite(lon)) yield finding('error', 'area-number', path)
  else yield* checkPlace([[lat, lon]], path)
  if (!(radiusKm > 0 && radiusKm <= CIRCLE_RADIUS_KM_MAX)) {
    yield finding('error', 'area-circle-radius', `${path}/radiusKm`, {
      radiusKm,
      max: CIRCLE_RADIUS_KM_MAX,
    })
  }
}

function* checkPlace(points: readonly LatLon[], path: string): Generator<Finding> {
  const outside = points.filter(([lat, lon]) => !isInBox(COUNTRY_BOX, lat, lon))
  if (outside.length === 0) return
  // Indonesia's latitudes and longitudes share no number, so a swap is never a guess.
  if (points.every(([lat, lon]) => isInBox(COUNTRY_BOX, lon, lat))) {
    yield finding('error', 'area-swapped', path)
    return
  }
  // A shape may reach out over the sea, but not lie wholly beyond it.
  const level = outside.length === points.length ? 'error' : 'warning'
  yield finding(level, 'area-outside-country', path)
}
