import { Refusal } from '../../domain/error.ts'
import { distanceKm, type LatLon } from '../../domain/area/geometry.ts'

/**
 * Polygons out of a file: GeoJSON (RFC 7946; `Polygon`, `MultiPolygon`, `Feature`,
 * `FeatureCollection`, `GeometryCollection`; lon,lat), or CAP's own notation, one polygon a line
 * (`lat,lon lat,lon …`). Rings come back in CAP order and are checked by `checkArea`, not here.
 *
 * CAP polygons have no holes: a hole is tied to its outer ring by a bridge there and back, which
 * encloses the same points.
 *
 * @throws {Refusal} `INPUT_INVALID`, `TOO_LARGE`
 */
export function parsePolygonFile(text: string): readonly (readonly LatLon[])[] {
  const rings = text.trimStart().startsWith('{') ? parseGeoJson(text) : parseCapLines(text)
  if (rings.length === 0) throw refuse('there is no polygon in it')
  const points = rings.reduce((sum, ring) => sum + ring.length, 0)
  if (points > POINTS_MAX) {
    throw new Refusal('TOO_LARGE', { max: `${POINTS_MAX} points`, found: points })
  }
  return rings
}

const POINTS_MAX = 1_000_000
const DEPTH_MAX = 8

function parseCapLines(text: string): readonly (readonly LatLon[])[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/).map(parsePoint))
}

function parsePoint(text: string): LatLon {
  const match = /^([+-]?\d+(?:\.\d+)?),([+-]?\d+(?:\.\d+)?)$/.exec(text)
  if (match === null) throw refuse(`"${text.slice(0, 40)}" is not "lat,lon"`)
  return [Number(match[1]), Number(match[2])]
}

function parseGeoJson(text: string): readonly (readonly LatLon[])[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Refusal('INPUT_INVALID', { path: 'polygon', what: 'it is not JSON' }, { cause })
  }
  return [...polygonsIn(value, 0)].map(joinHoles)
}

/** Rings of one polygon: the outer one first. */
type Rings = readonly (readonly LatLon[])[]

function* polygonsIn(value: unknown, depth: number): Generator<Rings> {
  if (!isRecord(value) || depth > DEPTH_MAX) throw refuse('it is not GeoJSON')
  switch (value['type']) {
    case 'FeatureCollection':
      for (const each of listOf(value['features'])) yield* polygonsIn(each, depth + 1)
      return
    case 'GeometryCollection':
      for (const each of listOf(value['geometries'])) yield* polygonsIn(each, depth + 1)
      return
    case 'Feature':
      if (value['geometry'] !== null) yield* polygonsIn(value['geometry'], depth + 1)
      return
    case 'MultiPolygon':
      for (const each of listOf(value['coordinates'])) yield listOf(each).map(readRing)
      return
    case 'Polygon':
      yield listOf(value['coordinates']).map(readRing)
      return
    default:
      throw refuse(`"${String(value['type']).slice(0, 40)}" is no polygon`)
  }
}

function readRing(value: unknown): readonly LatLon[] {
  return listOf(value).map((point): LatLon => {
    const [lon, lat] = listOf(point)
    if (typeof lon !== 'number' || typeof lat !== 'number')
      throw refuse('a position has no numbers')
    return [lat, lon]
  })
}

function joinHoles([outer, ...holes]: Rings): readonly LatLon[] {
  return holes.reduce((ring, hole) => (hole.length < 4 ? ring : bridge(ring, hole)), outer ?? [])
}

/** Over the two nearest vertices, so that the bridge stays inside the polygon. */
function bridge(ring: readonly LatLon[], hole: readonly LatLon[]): readonly LatLon[] {
  let nearest = { km: Infinity, onRing: 0, onHole: 0 }
  for (const [onRing, a] of ring.entries()) {
    for (const [onHole, b] of hole.entries()) {
      const km = distanceKm(a, b)
      if (km < nearest.km) nearest = { km, onRing, onHole }
    }
  }
  const { onRing, onHole } = nearest
  const open = hole.slice(0, -1)
  const around = [...open.slice(onHole), ...open.slice(0, onHole)]
  return [...ring.slice(0, onRing + 1), ...around, around[0]!, ...ring.slice(onRing)]
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw refuse('a list is missing')
  return value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuse(what: string): Refusal {
  return new Refusal('INPUT_INVALID', { path: 'polygon', what })
}
