import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { type AreaForm, formOf } from '../domain/area/form.ts'
import { geocodeOf, type Inventory, RATS, ratOf } from '../domain/area/inventory.ts'
import { outlineOf } from '../domain/area/outline.ts'
import { populationOf } from '../domain/area/population.ts'
import { digestInput, resolveArea } from '../domain/area/resolve.ts'
import type { AreaSpec } from '../domain/area/shape.ts'
import type { LatLon } from '../domain/area/geometry.ts'
import { type Airing, onAirIn, type Slot } from '../domain/cb/on-air.ts'
import type { OnAir, Rat } from '../domain/cb/repetition.ts'
import { GEOCODE_CELLS_MAX } from '../domain/cap/profile.ts'
import type { CellGeocode, FormKind } from '../domain/plan.ts'
import { decodeInventory } from '../formats/cells/inventory-file.ts'
import { readInventoryFile, stampOfInventoryFile } from '../store/files.ts'
import { answerRequests } from './answer.ts'

/** The cells of an area, CBC by CBC. */
export interface ResolveRequest {
  readonly inventoryVersion: string
  readonly area: AreaSpec
  readonly cbcs: readonly { readonly cbc: string; readonly plmns: readonly string[] }[]
  /** When the message will be on air, and what else is, with cells of the same inventory. */
  readonly slot: Omit<Slot, 'gsmCells'>
  readonly airing: readonly CbcAiring[]
}

export interface CbcAiring extends Airing {
  readonly cbc: string
}

export interface ResolvedArea {
  readonly cbcs: readonly ResolvedCbc[]
  /** Closed rings, latitude first. */
  readonly outline: readonly (readonly LatLon[])[]
  readonly population: readonly [low: number, high: number]
}

export interface ResolvedCbc {
  readonly cbc: string
  /** Cells that can air warnings, as indexes into the inventory, ascending. */
  readonly cells: Uint32Array
  readonly leftOut: number
  /** RATs of these cells, in the order of `RATS`. */
  readonly rats: readonly Rat[]
  /** What shares the channel of the busiest of its GSM cells. */
  readonly onAir: OnAir
  /** Digests of the list as its CBC fetches it, hex, and its octets. */
  readonly sha256: string
  readonly sha1: string
  readonly octets: number
  readonly geocodes: readonly CellGeocode[]
  readonly form: {
    readonly kind: FormKind
    readonly areaCodes: number
    readonly cells: number
    readonly extra: number
  }
}

/** An inventory is some tens of MB: the newest and the one before it. */
const INVENTORIES_KEPT = 2

export function resolve(inventory: Inventory, request: ResolveRequest): ResolvedArea {
  const { area, cbcs, slot, airing } = request
  return {
    outline: outlineOf(area, inventory),
    population: populationOf(area, inventory),
    cbcs: cbcs.map(({ cbc, plmns }) => {
      const { cells, leftOut } = resolveArea(inventory, area, { by: 'coverage', plmns })
      const list = digestInput(inventory, cells, plmns)
      return {
        cbc,
        cells,
        leftOut,
        rats: RATS.filter((rat) => cells.some((cell) => ratOf(inventory, cell) === rat)),
        onAir: onAirIn(
          { ...slot, gsmCells: cells.filter((cell) => ratOf(inventory, cell) === 'GSM') },
          airing.filter((each) => each.cbc === cbc),
        ),
        sha256: createHash('sha256').update(list).digest('hex'),
        sha1: createHash('sha1').update(list).digest('hex'),
        octets: list.length,
        geocodes:
          cells.length > GEOCODE_CELLS_MAX
            ? []
            : Array.from(cells, (cell) => geocodeOf(inventory, cell, plmns)),
        form: countForm(formOf(inventory, cells, { plmns }), cells.length),
      }
    }),
  }
}

function countForm(form: AreaForm | null, cells: number): ResolvedCbc['form'] {
  switch (form?.kind) {
    case 'plmn':
      return { kind: 'plmn', areaCodes: 0, cells: 0, extra: form.extra }
    case 'tac':
      return {
        kind: 'tac',
        areaCodes: form.areas.length,
        cells: form.cells.length,
        extra: form.extra,
      }
    case 'polygon':
      return { kind: 'polygon', areaCodes: 0, cells: 0, extra: form.extra }
    case 'cell':
    case undefined:
      return { kind: 'cell', areaCodes: 0, cells, extra: 0 }
  }
}

/** Runs the requests of this thread; imported as a module it only offers {@link resolve}. */
function serve(folder: string): void {
  const inventories = new Map<string, { readonly inventory: Inventory; readonly stamp: string }>()
  const load = (version: string): Inventory => {
    // Of a file that is no longer there CBCs could not be served their cells: they would wait.
    const stamp = stampOfInventoryFile(folder, version)
    const known = inventories.get(version)
    if (known?.stamp === stamp) return known.inventory
    const inventory = decodeInventory(readInventoryFile(folder, version))
    inventories.delete(version)
    inventories.set(version, { inventory, stamp })
    const [oldest] = inventories.keys()
    if (inventories.size > INVENTORIES_KEPT && oldest !== undefined) inventories.delete(oldest)
    return inventory
  }
  answerRequests((request: ResolveRequest) => resolve(load(request.inventoryVersion), request))
}

const started: unknown = workerData
if (parentPort !== null && typeof started === 'object' && started !== null && 'folder' in started) {
  serve(String(started.folder))
}
