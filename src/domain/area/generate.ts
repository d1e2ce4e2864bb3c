import type { Rat } from '../cb/repetition.ts'
import { REGENCIES } from './figures.ts'
import {
  AIRS,
  buildInventory,
  createColumns,
  RATS,
  type Columns,
  type Inventory,
} from './inventory.ts'
import { SYNTHETIC_NETWORKS, SYNTHETIC_PLMN_SETS, type Network } from './networks.ts'
import { createPrng, type Prng } from './prng.ts'
import { placeSite, settle, type IsLand, type Settlement, type Site } from './towns.ts'
import { provinceOf } from './region.ts'

export interface GenerateOptions {
  readonly count: number
  readonly seed: number
  /** Every cell stands where this is true. */
  readonly isLand: IsLand
}

export interface Generated {
  readonly inventory: Inventory
  readonly sites: number
}

export const CELLS_MAX = 6_000_000

/**
 * A synthetic national inventory, the same for the same count and seed: cells follow people,
 * operators and RATs have the shares of the real networks, and numbers are unique as real ones are.
 * It describes no real mast.
 */
export function generateInventory({ count, seed, isLand }: GenerateOptions): Generated {
  if (!Number.isInteger(count) || count < 1 || count > CELLS_MAX) {
    throw new RangeError(
      `Cannot generate cells as there must be 1..${CELLS_MAX}: asked for ${count}`,
    )
  }
  const prng = createPrng(seed)
  const columns = createColumns(count)
  const settlements = new Map<string, Settlement>()
  const perNetwork = allot(
    count,
    SYNTHETIC_NETWORKS.map((each) => each.weight),
  )
  const people = REGENCIES.map((each) => each.population)
  let at = 0
  let sites = 0
  for (const [n, network] of SYNTHETIC_NETWORKS.entries()) {
    const numbering = new Numbering(network)
    for (const [region, cells] of allot(perNetwork[n]!, people).entries()) {
      const regency = REGENCIES[region]!
      if (cells === 0) continue
      const settlement = settlements.get(regency.code) ?? settle(regency, prng, isLand)
      settlements.set(regency.code, settlement)
      numbering.enter(provinceOf(regency.code), prng)
      for (const site of plannedSites({ settlement, network, prng, isLand }, cells)) {
        numbering.nextSite()
        sites++
        for (const cell of site.cells) {
          writeCell(columns, at++, { site, cell, region, numbering, prng })
        }
      }
    }
  }
  const tables = { plmnSets: SYNTHETIC_PLMN_SETS, regions: REGENCIES.map((each) => each.code) }
  return { inventory: buildInventory(columns, tables), sites }
}

interface PlannedCell {
  readonly rat: Rat
  readonly layer: number
}

interface PlannedSite extends Site {
  readonly isCity: boolean
  readonly gsmSet: number
  readonly lteSet: number
  readonly cells: readonly PlannedCell[]
}

interface SitePlan {
  readonly settlement: Settlement
  readonly network: Network
  readonly prng: Prng
  readonly isLand: IsLand
}

/** Sites of one network in one regency, west to east, so that area codes hold neighbours. */
function plannedSites(plan: SitePlan, cells: number): readonly PlannedSite[] {
  const { settlement, network, prng, isLand } = plan
  const sites: PlannedSite[] = []
  for (let left = cells; left > 0; left -= sites.at(-1)!.cells.length) {
    const site = placeSite(settlement, prng, isLand)
    const all = cellsOfSite(network, prng)
    // The last site is cut short: turned by chance, so that no RAT is favoured.
    const turn = prng.below(all.length)
    sites.push({
      ...site,
      isCity: settlement.isCity,
      gsmSet: network.gsmSet,
      lteSet: pickSet(network, prng),
      cells: [...all.slice(turn), ...all.slice(0, turn)].slice(0, left),
    })
  }
  return sites.sort((a, b) => a.lon - b.lon || a.lat - b.lat)
}

function cellsOfSite(network: Network, prng: Prng): readonly PlannedCell[] {
  const sectors = prng.next() < 0.9 ? 3 : 1 + prng.below(2)
  const [least, most] = network.lteLayers
  const layers: PlannedCell[] = []
  const lte = least + prng.below(most - least + 1)
  for (let layer = 0; layer < lte; layer++) layers.push({ rat: 'LTE', layer })
  if (prng.next() < network.gsmSites) layers.push({ rat: 'GSM', layer: 0 })
  if (prng.next() < network.nrSites) layers.push({ rat: 'NR', layer: 0 })
  return layers.flatMap((each) => Array.from({ length: sectors }, () => each))
}

function pickSet({ lteSets }: Network, prng: Prng): number {
  let pick = prng.next()
  for (const [set, share] of lteSets) {
    pick -= share
    if (pick < 0) return set
  }
  return lteSets[0]![0]
}

/** NR that leans on LTE (non-standalone) and GSM without a CBCH: a few in a thousand of all. */
const NR_SILENT = 0.1
const GSM_SILENT = 0.01

interface Placed {
  readonly site: PlannedSite
  readonly cell: PlannedCell
  readonly region: number
  readonly numbering: Numbering
  readonly prng: Prng
}

function writeCell(columns: Columns, at: number, placed: Placed): void {
  const { site, cell, region, numbering, prng } = placed
  const { areaCode, cellId } = numbering.number(cell.rat)
  columns.plmnSet[at] = cell.rat === 'GSM' ? site.gsmSet : site.lteSet
  columns.region[at] = region
  columns.rat[at] = RATS.indexOf(cell.rat)
  columns.areaCode[at] = areaCode
  columns.cellId[at] = cellId
  columns.lat[at] = site.lat
  columns.lon[at] = site.lon
  columns.rangeMetres[at] = rangeOf(site, cell, prng)
  const silent = cell.rat === 'NR' ? NR_SILENT : cell.rat === 'GSM' ? GSM_SILENT : 0
  columns.flags[at] = prng.next() < silent ? 0 : AIRS
}

function rangeOf(site: PlannedSite, { rat, layer }: PlannedCell, prng: Prng): number {
  const [least, most] = site.isCity ? [450, 1200] : site.isTown ? [800, 2200] : [1500, 4500]
  const far = !site.isCity && prng.next() < 0.01 ? 3 : 1
  // The first LTE layer is the low band that reaches furthest.
  const band = rat === 'GSM' ? 1.5 : rat === 'NR' ? 0.6 : layer === 0 ? 1.3 : 0.9
  return Math.round(prng.between(least, most) * far * band)
}

const NR_SITES_FROM = 0x100000
const LAC_CELLS = 400
const TAC_CELLS = 300
const NR_TAC_CELLS = 1000
/** Most regencies begin a TAC of their own; the others go on with that of the one before. */
const NEW_TAC_SHARE = 0.875

/**
 * Hands out numbers as a network does. A LAC goes on over several regencies of a province, a TAC
 * mostly stays in one; both end when they are full, so that a big regency has several.
 */
class Numbering {
  #site: number
  #inSite = 0
  #province = ''
  #lac = { code: 0, cells: 0 }
  #tac = { code: 0, cells: 0 }
  #nrTac = { code: 0, cells: 0 }

  constructor(network: Network) {
    this.#site = network.firstSite - 1
    this.#lac.code = network.firstArea - 1
    this.#tac.code = network.firstArea - 1
    // Beyond 16 bits, as only NR has them.
    this.#nrTac.code = network.firstArea * 100 - 1
  }

  enter(province: string, prng: Prng): void {
    const isNew = province !== this.#province
    this.#province = province
    if (isNew) {
      this.#lac = { code: this.#lac.code + 1, cells: 0 }
      this.#nrTac = { code: this.#nrTac.code + 1, cells: 0 }
    }
    if (isNew || prng.next() < NEW_TAC_SHARE) this.#tac = { code: this.#tac.code + 1, cells: 0 }
  }

  /** Area codes change only between sites. */
  nextSite(): void {
    this.#site++
    this.#inSite = 0
    this.#lac = renewed(this.#lac, LAC_CELLS)
    this.#tac = renewed(this.#tac, TAC_CELLS)
    this.#nrTac = renewed(this.#nrTac, NR_TAC_CELLS)
  }

  number(rat: Rat): { readonly areaCode: number; readonly cellId: number } {
    this.#inSite++
    if (rat === 'GSM') return { areaCode: this.#lac.code, cellId: ++this.#lac.cells }
    if (rat === 'LTE') {
      this.#tac.cells++
      // ECI: 20 bits of eNB and 8 of cell. 3GPP TS 23.003 §19.6.
      return { areaCode: this.#tac.code, cellId: this.#site * 256 + this.#inSite }
    }
    this.#nrTac.cells++
    // NCI: here 24 bits of gNB and 12 of cell. 3GPP TS 38.300 §8.2. Above every ECI.
    const gnb = NR_SITES_FROM + this.#site
    return { areaCode: this.#nrTac.code, cellId: gnb * 4096 + this.#inSite }
  }
}

function renewed(
  area: { code: number; cells: number },
  most: number,
): { code: number; cells: number } {
  return area.cells < most ? area : { code: area.code + 1, cells: 0 }
}

/** Splits a whole into whole parts by weight; the largest remainders get what is left over. */
export function allot(whole: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, each) => sum + each, 0)
  const exact = weights.map((each) => (whole * each) / total)
  const parts = exact.map(Math.floor)
  const left = whole - parts.reduce((sum, each) => sum + each, 0)
  const byRemainder = exact
    .map((each, at) => ({ at, remainder: each - Math.floor(each) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (const { at } of byRemainder.slice(0, left)) parts[at]!++
  return parts
}
