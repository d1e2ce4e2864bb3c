export type LatLon = [lat: number, lon: number]

export type PolygonReading =
  | { readonly ring: LatLon[] }
  | {
      readonly fault: 'few' | 'pair' | 'latitude' | 'longitude'
      readonly at: number
      readonly found: string
    }

/**
 * Reads a polygon as CAP writes it: pairs `lat,lon` with white space between them, CAP 1.2
 * §3.2.4. A ring whose last pair is not its first is closed here.
 */
export function parsePolygon(text: string): PolygonReading {
  const pairs = text.trim().split(/\s+/).filter(Boolean)
  const ring: LatLon[] = []
  for (const [index, found] of pairs.entries()) {
    const match = /^([+-]?\d+(?:\.\d+)?),([+-]?\d+(?:\.\d+)?)$/.exec(found)
    if (match === null) return { fault: 'pair', at: index + 1, found }
    const lat = Number(match[1])
    const lon = Number(match[2])
    if (Math.abs(lat) > 90) return { fault: 'latitude', at: index + 1, found }
    if (Math.abs(lon) > 180) return { fault: 'longitude', at: index + 1, found }
    ring.push([lat, lon])
  }
  const [first] = ring
  const last = ring.at(-1)
  if (first === undefined || last === undefined || ring.length < 3) {
    return { fault: 'few', at: ring.length, found: '' }
  }
  const closed = first[0] === last[0] && first[1] === last[1]
  if (closed && ring.length < 4) return { fault: 'few', at: ring.length, found: '' }
  return { ring: closed ? ring : [...ring, [first[0], first[1]]] }
}

/** A ring as CAP writes it. */
export function formatPolygon(ring: readonly (readonly [number, number])[]): string {
  return ring.map(([lat, lon]) => `${lat},${lon}`).join(' ')
}

/** South, west, north and east ends of rings; null for none. */
export function boundsOf(
  rings: readonly (readonly (readonly [number, number])[])[],
): readonly [south: number, west: number, north: number, east: number] | null {
  let bounds: [number, number, number, number] | null = null
  for (const [lat, lon] of rings.flat()) {
    bounds ??= [lat, lon, lat, lon]
    bounds = [
      Math.min(bounds[0], lat),
      Math.min(bounds[1], lon),
      Math.max(bounds[2], lat),
      Math.max(bounds[3], lon),
    ]
  }
  return bounds
}
