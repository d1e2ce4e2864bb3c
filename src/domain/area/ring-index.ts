import type { Box } from './figures.ts'
import { boxOf, isInBox, KM_PER_DEGREE, kmPerDegreeOfLongitude, type LatLon } from './geometry.ts'

/**
 * Edges of one shape, sorted into bands of latitude, so that a point is tested against the few
 * edges at its height. Edges are straight in latitude and longitude, as in CAP and GeoJSON.
 * Rings count by even and odd: a ring inside another is a hole.
 */
export interface RingIndex {
  readonly box: Box
  /** Four numbers an edge: lat, lon, lat, lon. */
  readonly edges: Float64Array
  /** Edges of band `b` stand in `bandEdges` from `bandStarts[b]` to `bandStarts[b + 1]`. */
  readonly bandStarts: Uint32Array
  readonly bandEdges: Uint32Array
  readonly bandsPerDegree: number
}

const BANDS_MAX = 4096
/** Degrees: a tenth of a millimetre. */
const FLAT = 1e-9
/** Long edges stand in many bands: with more entries than this an edge, there are fewer bands. */
const ENTRIES_PER_EDGE_MAX = 12

/** Rings must be closed and finite: check the area first. */
export function indexRings(rings: readonly (readonly LatLon[])[]): RingIndex {
  const edges = edgesOf(rings)
  const count = edges.length / 4
  const box = boxOf(rings.flat())
  const height = count === 0 ? 0 : box.maxLat - box.minLat
  // A shape of almost no height has no room for bands, and dividing by it would overflow.
  let bands = height < FLAT ? 1 : Math.max(1, Math.min(BANDS_MAX, Math.ceil(count / 2)))
  let starts = countBands(edges, { box, bands, height })
  while (bands > 1 && starts[bands]! > count * ENTRIES_PER_EDGE_MAX) {
    bands = Math.ceil(bands / 2)
    starts = countBands(edges, { box, bands, height })
  }
  const bandsPerDegree = bands > 1 ? bands / height : 0
  const bandEdges = new Uint32Array(starts[bands]!)
  const next = starts.slice()
  for (let edge = 0; edge < count; edge++) {
    const [from, to] = bandsOf(edges, edge, { box, bands, height })
    for (let band = from; band <= to; band++) bandEdges[next[band]!++] = edge
  }
  return { box, edges, bandStarts: starts, bandEdges, bandsPerDegree }
}

/**
 * True when the point lies inside the shape or on its boundary: a point that double arithmetic
 * finds on an edge or a vertex is inside, so that an area misses nobody who stands on its line.
 */
export function containsPoint(index: RingIndex, lat: number, lon: number): boolean {
  if (!isInBox(index.box, lat, lon)) return false
  const { edges, bandStarts, bandEdges } = index
  const band = bandAt(index, lat)
  let inside = false
  for (let at = bandStarts[band]!; at < bandStarts[band + 1]!; at++) {
    const edge = bandEdges[at]! * 4
    const lat1 = edges[edge]!
    const lon1 = edges[edge + 1]!
    const lat2 = edges[edge + 2]!
    const lon2 = edges[edge + 3]!
    if ((lat1 < lat && lat2 < lat) || (lat1 > lat && lat2 > lat)) continue
    const side = (lon2 - lon1) * (lat - lat1) - (lat2 - lat1) * (lon - lon1)
    if (side === 0 && lon >= Math.min(lon1, lon2) && lon <= Math.max(lon1, lon2)) return true
    // Half-open, so that a vertex between two edges is crossed once and not twice.
    if (lat1 > lat !== lat2 > lat && side > 0 === lat2 > lat1) inside = !inside
  }
  return inside
}

/**
 * True when a disc meets the shape: its centre is inside, or an edge comes as near as its radius.
 * Distances to edges are measured on a plane laid at the centre; against the sphere they are wrong
 * by less than 0.1 % within 50 km at Indonesia's latitudes.
 */
export function meetsDisc(index: RingIndex, [lat, lon]: LatLon, radiusKm: number): boolean {
  const kx = kmPerDegreeOfLongitude(lat)
  const reachLat = radiusKm / KM_PER_DEGREE
  const reachLon = radiusKm / kx
  const { box, edges, bandStarts, bandEdges } = index
  if (lat + reachLat < box.minLat || lat - reachLat > box.maxLat) return false
  if (lon + reachLon < box.minLon || lon - reachLon > box.maxLon) return false
  if (containsPoint(index, lat, lon)) return true
  const last = bandAt(index, lat + reachLat)
  for (let at = bandStarts[bandAt(index, lat - reachLat)]!; at < bandStarts[last + 1]!; at++) {
    const edge = bandEdges[at]! * 4
    const ay = (edges[edge]! - lat) * KM_PER_DEGREE
    const ax = (edges[edge + 1]! - lon) * kx
    const by = (edges[edge + 2]! - lat) * KM_PER_DEGREE
    const bx = (edges[edge + 3]! - lon) * kx
    if (squaredDistanceToOrigin({ ax, ay, bx, by }) <= radiusKm * radiusKm) return true
  }
  return false
}

function squaredDistanceToOrigin(segment: {
  readonly ax: number
  readonly ay: number
  readonly bx: number
  readonly by: number
}): number {
  const { ax, ay, bx, by } = segment
  const dx = bx - ax
  const dy = by - ay
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length))
  const x = ax + along * dx
  const y = ay + along * dy
  return x * x + y * y
}

function bandAt(index: RingIndex, lat: number): number {
  const last = index.bandStarts.length - 2
  const band = Math.floor((lat - index.box.minLat) * index.bandsPerDegree)
  return Math.max(0, Math.min(last, band))
}

interface Bands {
  readonly box: Box
  readonly bands: number
  readonly height: number
}

function bandsOf(
  edges: Float64Array,
  edge: number,
  { box, bands, height }: Bands,
): readonly [number, number] {
  if (bands === 1) return [0, 0]
  const low = Math.min(edges[edge * 4]!, edges[edge * 4 + 2]!) - box.minLat
  const high = Math.max(edges[edge * 4]!, edges[edge * 4 + 2]!) - box.minLat
  const scale = bands / height
  return [
    Math.min(bands - 1, Math.floor(low * scale)),
    Math.min(bands - 1, Math.floor(high * scale)),
  ]
}

/** `starts[b]` is the number of entries in the bands before `b`. */
function countBands(edges: Float64Array, bands: Bands): Uint32Array {
  const starts = new Uint32Array(bands.bands + 1)
  for (let edge = 0; edge < edges.length / 4; edge++) {
    const [from, to] = bandsOf(edges, edge, bands)
    for (let band = from; band <= to; band++) starts[band + 1]!++
  }
  for (let band = 0; band < bands.bands; band++) starts[band + 1]! += starts[band]!
  return starts
}

function edgesOf(rings: readonly (readonly LatLon[])[]): Float64Array {
  const count = rings.reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0)
  const edges = new Float64Array(count * 4)
  let at = 0
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      edges[at++] = ring[i - 1]![0]
      edges[at++] = ring[i - 1]![1]
      edges[at++] = ring[i]![0]
      edges[at++] = ring[i]![1]
    }
  }
  return edges
}
