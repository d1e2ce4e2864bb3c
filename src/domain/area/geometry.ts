import type { Box } from './figures.ts'

/** [latitude, longitude] in degrees, WGS 84: CAP's order, not GeoJSON's. */
export type LatLon = readonly [lat: number, lon: number]

/** Mean radius of the earth, IUGG. */
export const EARTH_RADIUS_KM = 6371.0088
const RADIANS = Math.PI / 180
/** One degree along a meridian. */
export const KM_PER_DEGREE = EARTH_RADIUS_KM * RADIANS

/** Great-circle distance by the haversine formula, in km. */
export function distanceKm(a: LatLon, b: LatLon): number {
  const dLat = (b[0] - a[0]) * RADIANS
  const dLon = (b[1] - a[1]) * RADIANS
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a[0] * RADIANS) * Math.cos(b[0] * RADIANS) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Length of one degree along the parallel of a latitude, in km. */
export function kmPerDegreeOfLongitude(lat: number): number {
  return KM_PER_DEGREE * Math.cos(lat * RADIANS)
}

/**
 * Twice the area that a closed ring encloses, in square degrees; positive when it runs
 * anticlockwise on a map with north up.
 */
export function signedArea(ring: readonly LatLon[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [lat0, lon0] = ring[i - 1]!
    const [lat1, lon1] = ring[i]!
    sum += lon0 * lat1 - lon1 * lat0
  }
  return sum
}

export function boxOf(points: readonly LatLon[]): Box {
  let [minLat, minLon, maxLat, maxLon] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lat, lon] of points) {
    minLat = Math.min(minLat, lat)
    minLon = Math.min(minLon, lon)
    maxLat = Math.max(maxLat, lat)
    maxLon = Math.max(maxLon, lon)
  }
  return { minLat, minLon, maxLat, maxLon }
}

export function isInBox(box: Box, lat: number, lon: number): boolean {
  return lat >= box.minLat && lat <= box.maxLat && lon >= box.minLon && lon <= box.maxLon
}

/** True when the two boxes share at least a point. */
export function boxesMeet(a: Box, b: Box): boolean {
  return (
    a.minLat <= b.maxLat && b.minLat <= a.maxLat && a.minLon <= b.maxLon && b.minLon <= a.maxLon
  )
}

/** Corners of a box as a closed ring. */
export function ringOfBox(box: Box): readonly LatLon[] {
  const { minLat, minLon, maxLat, maxLon } = box
  return [
    [minLat, minLon],
    [minLat, maxLon],
    [maxLat, maxLon],
    [maxLat, minLon],
    [minLat, minLon],
  ]
}
