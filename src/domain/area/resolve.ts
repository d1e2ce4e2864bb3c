import { finding, type Finding } from '../finding.ts'
import { REGENCIES, type Box } from './figures.ts'
import { boxesMeet, boxOf, distanceKm, KM_PER_DEGREE, type LatLon } from './geometry.ts'
import { canAir, formatCell, isSiteless, setsOf, sliceOf, type Inventory } from './inventory.ts'
import type { RegionIndex } from './region-index.ts'
import { levelOf, regencyOf, widestRegions } from './region.ts'
import { containsPoint, indexRings, meetsDisc, type RingIndex } from './ring-index.ts'
import type { AreaSpec, Circle } from './shape.ts'

/**
 * When a cell is in a shape. `coverage`: its disc (position and range) meets the shape, so that
 * nobody in the area is missed. `mast`: its position lies in the shape.
 */
export const RESOLVE_BYS = ['coverage', 'mast'] as const
export type ResolveBy = (typeof RESOLVE_BYS)[number]

export interface AreaCells {
  /** Indexes of the cells in the area that can air warnings, ascending, each once. */
  readonly cells: Uint32Array
  /** Cells in the area that cannot air warnings: they stay out of every plan. */
  readonly leftOut: number
}

/**
 * The cells of some PLMNs that lie in an area. Regions go by the cells' region code, districts and
 * villages by their regency: see {@link checkRegions}. A cell without a place of its own is in a
 * shape as soon as the box of its regency meets it.
 *
 * The area must be without errors of `checkArea`.
 */
export function resolveArea(
  inventory: Inventory,
  spec: AreaSpec,
  options: { readonly by: ResolveBy; readonly plmns: readonly string[] },
): AreaCells {
  const hits = new Uint8Array(inventory.count)
  const sets = setsOf(inventory, options.plmns)
  for (const set of sets) {
    for (const code of widestRegions(spec.regions.map(regencyOf))) {
      hits.fill(1, ...sliceOf(inventory, set, code))
    }
  }
  const shapes = [
    ...spec.polygons.map((ring) => polygonShape(ring)),
    ...spec.circles.map((circle) => circleShape(circle)),
  ]
  for (const shape of shapes) {
    for (const set of sets) markShape({ inventory, hits, by: options.by }, shape, set)
  }
  return collect(inventory, hits)
}

/** What the approver should know of how regions are turned into cells, by their names. */
export function checkRegions(
  spec: AreaSpec,
  path: string,
  regions: Pick<RegionIndex, 'byCode'>,
): readonly Finding[] {
  const nameOf = (code: string): string => {
    const name = regions.byCode(code)?.name
    return name === undefined ? code : `${name} (${code})`
  }
  return spec.regions.flatMap((code, at) => {
    const level = levelOf(code)
    if (level === null || level === 'country') return []
    const here = `${path}/regions/${at}`
    if (level === 'province' || level === 'regency') {
      return [finding('info', 'area-region-by-code', here, { region: nameOf(code) })]
    }
    const params = { region: nameOf(code), regency: nameOf(regencyOf(code)) }
    return [finding('warning', 'area-region-widened', here, params)]
  })
}

interface Shape {
  readonly box: Box
  has(lat: number, lon: number): boolean
  meets(lat: number, lon: number, radiusKm: number): boolean
}

function polygonShape(ring: readonly LatLon[]): Shape {
  const index: RingIndex = indexRings([ring])
  return {
    box: index.box,
    has: (lat, lon) => containsPoint(index, lat, lon),
    meets: (lat, lon, radiusKm) => meetsDisc(index, [lat, lon], radiusKm),
  }
}

function circleShape({ lat, lon, radiusKm }: Circle): Shape {
  const centre: LatLon = [lat, lon]
  return {
    box: boxAround(centre, radiusKm),
    has: (atLat, atLon) => distanceKm(centre, [atLat, atLon]) <= radiusKm,
    meets: (atLat, atLon, reachKm) => distanceKm(centre, [atLat, atLon]) <= radiusKm + reachKm,
  }
}

interface Marking {
  readonly inventory: Inventory
  readonly hits: Uint8Array
  readonly by: ResolveBy
}

function markShape(marking: Marking, shape: Shape, set: number): void {
  const { inventory, hits, by } = marking
  const { lat, lon, rangeMetres, starts, regions } = inventory
  const from = starts[set * regions.length]!
  const to = starts[(set + 1) * regions.length]!
  const { minLat, minLon, maxLat, maxLon } = shape.box
  for (let i = from; i < to; i++) {
    if (hits[i] === 1) continue
    if (isSiteless(inventory, i)) {
      if (regionMeets(regions[inventory.region[i]!]!, shape.box)) hits[i] = 1
      continue
    }
    const radiusKm = by === 'coverage' ? rangeMetres[i]! / 1000 : 0
    // Wider than any longitude needs at Indonesia's latitudes: the shape itself decides.
    const margin = (radiusKm / KM_PER_DEGREE) * 1.05
    const y = lat[i]!
    const x = lon[i]!
    if (y < minLat - margin || y > maxLat + margin) continue
    if (x < minLon - margin || x > maxLon + margin) continue
    if (by === 'coverage' ? shape.meets(y, x, radiusKm) : shape.has(y, x)) hits[i] = 1
  }
}

const BOXES: ReadonlyMap<string, Box> = new Map(REGENCIES.map((each) => [each.code, each.box]))

function regionMeets(code: string, box: Box): boolean {
  const region = BOXES.get(code)
  return region === undefined || boxesMeet(region, box)
}

/** Box that holds every point of a disc, with a little to spare. */
export function boxAround([lat, lon]: LatLon, radiusKm: number): Box {
  const reach = (radiusKm / KM_PER_DEGREE) * 1.0001
  const furthest = Math.min(89, Math.abs(lat) + reach)
  // The widest longitude of a disc lies beyond that of its centre's parallel.
  const reachLon = reach / Math.cos((furthest * Math.PI) / 180)
  return boxOf([
    [lat - reach, lon - reachLon],
    [lat + reach, lon + reachLon],
  ])
}

function collect(inventory: Inventory, hits: Uint8Array): AreaCells {
  let count = 0
  let leftOut = 0
  for (let i = 0; i < hits.length; i++) {
    if (hits[i] === 0) continue
    if (canAir(inventory, i)) count++
    else leftOut++
  }
  const cells = new Uint32Array(count)
  for (let i = 0, at = 0; at < count; i++) {
    if (hits[i] === 1 && canAir(inventory, i)) cells[at++] = i
  }
  return { cells, leftOut }
}

/**
 * The cell list of one CBC as octets, for its digest and for the list that a document points to:
 * one cell a line as `formatCell` writes it, each line ended by U+000A, in the inventory's order.
 */
export function digestInput(
  inventory: Inventory,
  cells: Uint32Array,
  plmns: readonly string[],
): Uint8Array {
  // `NNN-NNN-NNNNNNNNNNN` and the line end: 7 + 1 + 5 + 1 + 11 + 1 octets at most.
  const octets = new Uint8Array(cells.length * 26)
  let at = 0
  for (const cell of cells) {
    const line = formatCell(inventory, cell, plmns)
    for (let i = 0; i < line.length; i++) octets[at++] = line.charCodeAt(i)
    octets[at++] = 0x0a
  }
  return octets.subarray(0, at)
}
