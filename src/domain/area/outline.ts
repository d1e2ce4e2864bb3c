import { provinceCodes, regenciesOf, type Box } from './figures.ts'
import { boxOf, KM_PER_DEGREE, ringOfBox, type LatLon } from './geometry.ts'
import { canAir, isSiteless, sliceOf, type Inventory } from './inventory.ts'
import { COUNTRY, regencyOf, widestRegions } from './region.ts'
import type { AreaSpec } from './shape.ts'

/** Sides of an outline that we compute; one more point closes the ring. */
const SIDES = 36
/** Coordinates are written with 4 decimals: this much more keeps rounding outside, in degrees. */
const ROUNDING = 0.0002

/**
 * The area as every document carries it: closed rings in CAP order that hold the whole area, so
 * that a CBC can map by itself. Polygons stay as drawn. A circle becomes a polygon around it. A
 * region, as no boundary is known, becomes the outline of the coverage footprint of its cells (of
 * every operator), the country one outline a province; a region without cells becomes the box of
 * its regencies. At most 37 points a computed ring.
 */
export function outlineOf(
  spec: AreaSpec,
  inventory: Inventory | null,
): readonly (readonly LatLon[])[] {
  const regions = widestRegions(spec.regions.map(regencyOf)).flatMap((code) =>
    code === COUNTRY ? provinceCodes() : [code],
  )
  return [
    ...regions.map((code) => footprintOf(code, inventory)),
    ...spec.polygons,
    ...spec.circles.map((circle) =>
      enclose([{ lat: circle.lat, lon: circle.lon, radiusKm: circle.radiusKm }]),
    ),
  ].filter((ring) => ring.length > 0)
}

interface Disc {
  readonly lat: number
  readonly lon: number
  readonly radiusKm: number
}

function footprintOf(code: string, inventory: Inventory | null): readonly LatLon[] {
  const discs = inventory === null ? [] : discsOf(inventory, code)
  if (discs.length > 0) return enclose(discs)
  const boxes = regenciesOf(code).map((each) => each.box)
  return boxes.length === 0 ? [] : ringOfBox(boxAroundAll(boxes))
}

function discsOf(inventory: Inventory, code: string): readonly Disc[] {
  const discs: Disc[] = []
  for (let set = 0; set < inventory.plmnSets.length; set++) {
    const [from, to] = sliceOf(inventory, set, code)
    for (let i = from; i < to; i++) {
      if (!canAir(inventory, i) || isSiteless(inventory, i)) continue
      const radiusKm = inventory.rangeMetres[i]! / 1000
      const lat = inventory.lat[i]!
      const lon = inventory.lon[i]!
      const last = discs.at(-1)
      // Cells of one mast mostly stand together: the widest of them is enough.
      if (last?.lat !== lat || last.lon !== lon) discs.push({ lat, lon, radiusKm })
      else if (last.radiusKm < radiusKm) discs[discs.length - 1] = { lat, lon, radiusKm }
    }
  }
  return discs
}

function boxAroundAll(boxes: readonly Box[]): Box {
  return boxOf(
    boxes.flatMap((box): readonly LatLon[] => [
      [box.minLat, box.minLon],
      [box.maxLat, box.maxLon],
    ]),
  )
}

/**
 * The convex polygon with {@link SIDES} sides in fixed directions that touches the discs on every
 * side: it holds their convex hull, and so all of them. The plane is narrowed to the latitude
 * furthest from the equator, where a disc is widest in degrees, so that no disc is cut.
 */
function enclose(discs: readonly Disc[]): readonly LatLon[] {
  let furthest = 0
  for (const { lat, radiusKm } of discs) {
    furthest = Math.max(furthest, Math.abs(lat) + radiusKm / KM_PER_DEGREE)
  }
  const narrow = Math.cos((Math.min(furthest, 80) * Math.PI) / 180)
  const supports = DIRECTIONS.map(([x, y]) => {
    let support = -Infinity
    for (const { lat, lon, radiusKm } of discs) {
      const reach = (radiusKm / KM_PER_DEGREE) * 1.001 + ROUNDING
      support = Math.max(support, x * lon * narrow + y * lat + reach)
    }
    return support
  })
  const ring = supports.map((_, side) => corner(side, supports, narrow))
  return [...ring, ring[0]!]
}

const DIRECTIONS = Array.from({ length: SIDES }, (_, side): readonly [x: number, y: number] => {
  const angle = (side * 2 * Math.PI) / SIDES
  return [Math.cos(angle), Math.sin(angle)]
})

/** Where the line of one side meets that of the next. */
function corner(side: number, supports: readonly number[], narrow: number): LatLon {
  const [x1, y1] = DIRECTIONS[side]!
  const [x2, y2] = DIRECTIONS[(side + 1) % SIDES]!
  const here = supports[side]!
  const next = supports[(side + 1) % SIDES]!
  const turn = x1 * y2 - x2 * y1
  const x = (here * y2 - next * y1) / turn / narrow
  const y = (x1 * next - x2 * here) / turn
  return [round(y), round(x)]
}

function round(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4
}
