/** Longitude first, as GeoJSON has it. */
export type LonLat = [lon: number, lat: number]

/** What the map needs of the world: Indonesia and its neighbours. */
export const WINDOW = { west: 88, south: -16, east: 150, north: 14 } as const

type Edge = keyof typeof WINDOW
const EDGES: readonly Edge[] = ['west', 'south', 'east', 'north']

/** The part of a closed ring inside the window (Sutherland–Hodgman), or nothing. */
export function clipRing(ring: readonly LonLat[]): LonLat[][] {
  let points: LonLat[] = ring.slice(0, -1)
  for (const edge of EDGES) points = clipAgainst(points, edge)
  if (points.length < 3) return []
  return [[...points, points[0]!]]
}

/** The runs of a line that lie inside the window; a run ends at the last point within. */
export function clipLine(line: readonly LonLat[]): LonLat[][] {
  const runs: LonLat[][] = []
  let run: LonLat[] = []
  for (const point of line) {
    if (EDGES.every((edge) => isInside(point, edge))) {
      run.push(point)
      continue
    }
    if (run.length > 1) runs.push(run)
    run = []
  }
  if (run.length > 1) runs.push(run)
  return runs
}

/** Three decimals, about 100 m; points that fall together are kept once. */
export function roundLine(line: readonly LonLat[]): LonLat[] {
  const rounded = line.map(([lon, lat]): LonLat => [thousandth(lon), thousandth(lat)])
  return rounded.filter((point, index) => {
    const before = rounded[index - 1]
    return before === undefined || before[0] !== point[0] || before[1] !== point[1]
  })
}

function thousandth(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

function clipAgainst(points: readonly LonLat[], edge: Edge): LonLat[] {
  return points.flatMap((point, index) => {
    const before = points.at(index - 1)!
    const inside = isInside(point, edge)
    const crossing = inside === isInside(before, edge) ? [] : [crossingOf(before, point, edge)]
    return inside ? [...crossing, point] : crossing
  })
}

function isInside([lon, lat]: LonLat, edge: Edge): boolean {
  switch (edge) {
    case 'west':
      return lon >= WINDOW.west
    case 'east':
      return lon <= WINDOW.east
    case 'south':
      return lat >= WINDOW.south
    case 'north':
    default:
      return lat <= WINDOW.north
  }
}

function crossingOf(a: LonLat, b: LonLat, edge: Edge): LonLat {
  const at = WINDOW[edge]
  if (edge === 'west' || edge === 'east') {
    return [at, a[1] + ((b[1] - a[1]) * (at - a[0])) / (b[0] - a[0])]
  }
  return [a[0] + ((b[0] - a[0]) * (at - a[1])) / (b[1] - a[1]), at]
}
