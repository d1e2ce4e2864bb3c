/**
 * Warning area coordinates: shapes by which a phone decides for itself whether it is meant.
 * ATIS-0700041 §5.2, carried as the parameter of 3GPP TS 23.041 §9.3.63. Only UMTS, LTE and NR
 * carry them. Elements follow one another:
 *
 *     type 4 bits | length 10 bits, in octets, these two included | spare 2 bits | value | padding
 *     1 maximum wait time: seconds 8 bits
 *     2 polygon: points of 44 bits
 *     3 circle: centre of 44 bits | radius 20 bits, in 1/64 km
 *
 * A point is latitude and longitude in 22 bits each, the whole of 180 or 360 degrees being 2^22.
 */
import { distanceKm, type LatLon } from '../area/geometry.ts'
import { packBits, readBits, type Field } from './bits.ts'
import { decodeError, type DecodeError } from './decode-error.ts'

export type WacShape =
  | { readonly circle: readonly [lat: number, lon: number, radiusMetres: number] }
  /** Whether the first point stands at the end again is the sender's choice. */
  | { readonly polygon: readonly LatLon[] }

export interface Wac {
  /**
   * How long a phone may look for its place, 0..255 s: 0 shows the message without looking, 255
   * leaves it to the phone, as does null.
   */
  readonly maxWaitSec: number | null
  readonly geo: readonly WacShape[]
}

/** Most octets that networks carry. 3GPP TS 36.413 and TS 38.413, Warning Area Coordinates. */
export const WAC_OCTETS_MAX = 1024

const WAIT_TIME = 1
const POLYGON = 2
const CIRCLE = 3
const HEADER_OCTETS = 2
const WAIT_TIME_OCTETS = 3
const CIRCLE_OCTETS = 10
const ELEMENT_OCTETS_MAX = 0x3ff
const POINT_BITS = 44
const POINTS_MIN = 3
/** As many as an element's length can tell of. */
const POINTS_MAX = Math.floor(((ELEMENT_OCTETS_MAX - HEADER_OCTETS) * 8) / POINT_BITS)

const STEPS = 2 ** 22
const RADIUS_MAX = 2 ** 20 - 1
const STEPS_PER_KM = 64

/**
 * Octets of an area: its shapes in order, then the maximum wait time. A coordinate becomes the
 * step at or below it, less than 4.8 m to the south and 9.6 m to the west; the last step stands
 * for 90 and for 180 degrees. A radius becomes the nearest 15.625 m.
 *
 * @throws {RangeError} when there is nothing to encode, a value is out of its range (latitude
 *   -90..90, longitude -180..180, radius 0..16383984.375 m, seconds 0..255), a polygon has not
 *   3..185 points, or the whole is longer than 1024 octets.
 */
export function encodeWac(wac: Wac): Uint8Array {
  const elements = wac.geo.map((shape) =>
    'circle' in shape ? encodeCircle(shape.circle) : encodePolygon(shape.polygon),
  )
  if (wac.maxWaitSec !== null) elements.push(encodeWaitTime(wac.maxWaitSec))
  const octets = elements.flatMap((element) => [...element])
  if (octets.length < 1 || octets.length > WAC_OCTETS_MAX) {
    throw new RangeError(
      `Cannot encode a warning area as it must take 1..1024 octets: it takes ${octets.length}`,
    )
  }
  return Uint8Array.from(octets)
}

/**
 * Reads an area as phones do, the last of several wait times being in force. What a phone throws
 * away as a whole, such as an unknown type, is an error, and so is a length that does not fit its
 * element. Offsets count from the first element. Never throws, whatever the octets.
 */
export function decodeWac(octets: Uint8Array): Wac | { readonly error: DecodeError } {
  if (octets.length === 0) return decodeError('empty', 0, 'There is nothing to decode')
  if (octets.length > WAC_OCTETS_MAX) {
    const message = `A warning area takes at most ${WAC_OCTETS_MAX} octets: found ${octets.length}`
    return decodeError('wac-length', WAC_OCTETS_MAX, message)
  }
  let maxWaitSec: number | null = null
  const geo: WacShape[] = []
  for (let at = 0; at < octets.length;) {
    const length = readBits(octets, 8 * at + 4, 10)
    const element = octets.subarray(at, at + length)
    const problem = problemOf(element, length)
    if (problem !== null) return decodeError(problem.rule, at, problem.message)
    if (typeOf(element) === WAIT_TIME) maxWaitSec = element[2] ?? 0
    else geo.push(typeOf(element) === CIRCLE ? decodeCircle(element) : decodePolygon(element))
    at += length
  }
  return { maxWaitSec, geo }
}

/**
 * True when the point is in any of the shapes or on an edge of one, as phones find it: a polygon
 * is taken as flat in degrees, across the 180th meridian where that is the shorter way, and
 * contains all that it winds around. False where there are no shapes.
 */
export function isInsideWac(point: LatLon, wac: Wac): boolean {
  return wac.geo.some((shape) => {
    if ('polygon' in shape) return isInPolygon(point, shape.polygon)
    const [lat, lon, radiusMetres] = shape.circle
    return distanceKm(point, [lat, lon]) * 1000 <= radiusMetres
  })
}

function encodeWaitTime(seconds: number): Uint8Array {
  if (!Number.isInteger(seconds)) throw rangeError('maximum wait time', '0..255 s', seconds)
  assertRange('maximum wait time', seconds, [0, 255])
  return encodeElement(WAIT_TIME, [{ value: seconds, width: 8 }])
}

function encodePolygon(points: readonly LatLon[]): Uint8Array {
  if (points.length < POINTS_MIN || points.length > POINTS_MAX) {
    throw rangeError('a polygon', `${POINTS_MIN}..${POINTS_MAX} points`, points.length)
  }
  return encodeElement(POLYGON, points.flatMap(encodePoint))
}

function encodeCircle([lat, lon, metres]: readonly [number, number, number]): Uint8Array {
  assertRange('radius', metres, [0, (RADIUS_MAX / STEPS_PER_KM) * 1000])
  const radius = { value: Math.round((metres / 1000) * STEPS_PER_KM), width: 20 }
  return encodeElement(CIRCLE, [...encodePoint([lat, lon]), radius])
}

function encodePoint([lat, lon]: LatLon): Field[] {
  assertRange('latitude', lat, [-90, 90])
  assertRange('longitude', lon, [-180, 180])
  // 180 degrees must not become -180: a polygon there would turn inside out.
  return [(lat + 90) / 180, (lon + 180) / 360].map((share) => ({
    value: Math.min(Math.floor(share * STEPS), STEPS - 1),
    width: 22,
  }))
}

function encodeElement(type: number, fields: readonly Field[]): Uint8Array {
  const bits = fields.reduce((sum, field) => sum + field.width, 0)
  const length = HEADER_OCTETS + Math.ceil(bits / 8)
  return packBits([
    { value: type, width: 4 },
    { value: length, width: 10 },
    { value: 0, width: 2 },
    ...fields,
  ])
}

function typeOf(element: Uint8Array): number {
  return (element[0] ?? 0) >> 4
}

/** Why an element cannot be read; null when it can. `length` is what it says of itself. */
function problemOf(
  element: Uint8Array,
  length: number,
): { readonly rule: DecodeError['rule']; readonly message: string } | null {
  if (length < HEADER_OCTETS || element.length < length) {
    const message = `An element says that it has ${length} octets: ${element.length} are there`
    return { rule: 'wac-length', message }
  }
  const wanted = octetsWanted(typeOf(element), length)
  if (wanted === null) {
    return { rule: 'wac-type', message: `There is no element of type ${typeOf(element)}` }
  }
  if (wanted !== length) {
    const message = `An element of type ${typeOf(element)} has ${wanted} octets: found ${length}`
    return { rule: 'wac-length', message }
  }
  const count = countPoints(length)
  if (typeOf(element) !== POLYGON || count >= POINTS_MIN) return null
  return { rule: 'wac-polygon', message: `A polygon has ${POINTS_MIN} points: found ${count}` }
}

/** How long an element of the type is; null for a type that is not known. */
function octetsWanted(type: number, length: number): number | null {
  if (type === WAIT_TIME) return WAIT_TIME_OCTETS
  if (type === CIRCLE) return CIRCLE_OCTETS
  if (type !== POLYGON) return null
  return HEADER_OCTETS + Math.ceil((countPoints(length) * POINT_BITS) / 8)
}

function countPoints(length: number): number {
  return Math.floor(((length - HEADER_OCTETS) * 8) / POINT_BITS)
}

function decodeCircle(element: Uint8Array): WacShape {
  const [lat, lon] = decodePoint(element, 0)
  const radius = readBits(element, 8 * HEADER_OCTETS + POINT_BITS, 20)
  return { circle: [lat, lon, (radius / STEPS_PER_KM) * 1000] }
}

function decodePolygon(element: Uint8Array): WacShape {
  const count = countPoints(element.length)
  return { polygon: Array.from({ length: count }, (_, index) => decodePoint(element, index)) }
}

function decodePoint(element: Uint8Array, index: number): LatLon {
  const from = 8 * HEADER_OCTETS + POINT_BITS * index
  const lat = readBits(element, from, 22)
  const lon = readBits(element, from + 22, 22)
  return [(lat * 180) / STEPS - 90, (lon * 360) / STEPS - 180]
}

function isInPolygon(point: LatLon, ring: readonly LatLon[]): boolean {
  const west = Math.min(...ring.map(([, lon]) => lon))
  const [lat, lon] = unroll(point, west)
  const points = ring.map((each) => unroll(each, west))
  let windings = 0
  for (const [index, [lat1, lon1]] of points.entries()) {
    const [lat2, lon2] = points[(index + 1) % points.length]!
    const side = (lon2 - lon1) * (lat - lat1) - (lat2 - lat1) * (lon - lon1)
    const isBetween =
      lat >= Math.min(lat1, lat2) &&
      lat <= Math.max(lat1, lat2) &&
      lon >= Math.min(lon1, lon2) &&
      lon <= Math.max(lon1, lon2)
    if (side === 0 && isBetween) return true
    // Half-open, so that a vertex between two edges is crossed once and not twice.
    if (lat1 <= lat && lat2 > lat && side > 0) windings++
    if (lat1 > lat && lat2 <= lat && side < 0) windings--
  }
  return windings !== 0
}

/** A point whose way from `west` is shorter across the 180th meridian, moved beyond that. */
function unroll([lat, lon]: LatLon, west: number): LatLon {
  if (lon - west > 180) return [lat, lon - 360]
  return west - lon > 180 ? [lat, lon + 360] : [lat, lon]
}

function assertRange(what: string, value: number, [min, max]: readonly [number, number]): void {
  if (!(value >= min && value <= max)) throw rangeError(what, `${min}..${max}`, value)
}

function rangeError(what: string, wanted: string, value: number): RangeError {
  return new RangeError(`Cannot use ${what} as it must be ${wanted}: current value is ${value}`)
}
