import { REGENCIES, regenciesOf } from './figures.ts'
import { boxesMeet, boxOf } from './geometry.ts'
import type { Inventory } from './inventory.ts'
import { regencyOf, widestRegions } from './region.ts'
import { boxAround, resolveArea } from './resolve.ts'
import type { AreaSpec } from './shape.ts'

/**
 * Registered residents are not the people who are there: they move, work next door, are counted
 * late. Published counts of one region differ by about this much; our judgement, not a measurement.
 */
const REGISTER_ERROR = 0.05
/** Cells follow people only roughly: a share of a regency's cells stands for people within this. */
const SHARE_ERROR = 0.5

/**
 * People in an area as an honest range. Regencies count by the register; of a district its whole
 * regency does, as its cells are planned whole (`checkRegions` says so). Under polygons and circles the range comes from the share of a
 * regency's cells that have their mast there (low) or cover a part of it (high); without an
 * inventory it is from nobody to everyone in the regencies that the shape may touch.
 */
export function populationOf(
  spec: AreaSpec,
  inventory: Inventory | null,
): readonly [low: number, high: number] {
  const low = new Map<string, number>()
  const high = new Map<string, number>()
  for (const code of widestRegions(spec.regions.map(regencyOf))) {
    for (const each of regenciesOf(code)) {
      raise(high, each.code, each.population * (1 + REGISTER_ERROR))
      raise(low, each.code, each.population * (1 - REGISTER_ERROR))
    }
  }
  if (spec.polygons.length + spec.circles.length > 0) {
    if (inventory === null) widen(spec, high)
    else estimate(spec, inventory, { low, high })
  }
  return [Math.floor(sum(low)), Math.ceil(sum(high))]
}

/** Residents of a region by the register; for a district or a village those of its regency. */
export function registeredIn(code: string): number {
  return regenciesOf(code).reduce((total, each) => total + each.population, 0)
}

function widen(spec: AreaSpec, high: Map<string, number>): void {
  const boxes = [
    ...spec.polygons.map((ring) => boxOf(ring)),
    ...spec.circles.map(({ lat, lon, radiusKm }) => boxAround([lat, lon], radiusKm)),
  ]
  for (const { code, population, box } of REGENCIES) {
    if (!boxes.some((each) => boxesMeet(each, box))) continue
    raise(high, code, population * (1 + REGISTER_ERROR))
  }
}

function estimate(
  spec: AreaSpec,
  inventory: Inventory,
  range: { readonly low: Map<string, number>; readonly high: Map<string, number> },
): void {
  const shapes: AreaSpec = { ...spec, regions: [] }
  const plmns = inventory.plmnSets.flat()
  const all = new Uint32Array(inventory.regions.length)
  for (const region of inventory.region) all[region]!++
  const shareOf = (by: 'mast' | 'coverage'): Float64Array => {
    const shares = new Float64Array(inventory.regions.length)
    for (const i of resolveArea(inventory, shapes, { by, plmns }).cells) {
      shares[inventory.region[i]!]! += 1 / all[inventory.region[i]!]!
    }
    return shares
  }
  const inside = shareOf('mast')
  const reached = shareOf('coverage')
  for (const [at, code] of inventory.regions.entries()) {
    const residents = registeredIn(code)
    const most = residents * (1 + REGISTER_ERROR)
    raise(range.low, code, residents * inside[at]! * (1 - SHARE_ERROR))
    raise(range.high, code, Math.min(most, residents * reached[at]! * (1 + SHARE_ERROR)))
  }
}

function raise(counts: Map<string, number>, code: string, people: number): void {
  counts.set(code, Math.max(counts.get(code) ?? 0, people))
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, each) => total + each, 0)
}
