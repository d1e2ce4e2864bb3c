import { formatCell, type Inventory } from '../domain/area/inventory.ts'
import type { CellList } from '../domain/decision.ts'
import { registryAt } from '../domain/operators/registry.ts'
import type { Order } from '../domain/order.ts'
import { decodeInventory } from '../formats/cells/inventory-file.ts'
import { readInventoryFile } from '../store/files.ts'
import type { ReadStore } from '../store/open.ts'

/** What reads cells: a store and the inventories it has read so far, newest last. */
export interface CellReader {
  readonly store: ReadStore
  readonly inventories: Map<string, Inventory>
}

/** An older inventory is read again when a late receipt needs it. */
const INVENTORIES_KEPT = 2

export function createCellReader(store: ReadStore): CellReader {
  return { store, inventories: new Map() }
}

/** @throws {Error} `ENOENT` when the file is gone: kept plans name it, so nobody may delete it. */
export async function inventoryOf(reader: CellReader, version: string): Promise<Inventory> {
  const known = reader.inventories.get(version)
  if (known !== undefined) return known
  const inventory = decodeInventory(readInventoryFile(reader.store.folder, version))
  reader.inventories.set(version, inventory)
  const [oldest] = reader.inventories.keys()
  if (reader.inventories.size > INVENTORIES_KEPT && oldest !== undefined) {
    reader.inventories.delete(oldest)
  }
  return inventory
}

/** The cells of an order in the order of its list, as its CBC fetches and reports them. */
export async function cellLines(reader: CellReader, order: Order): Promise<string[]> {
  const { cellsDigest, inventoryVersion } = order
  if (cellsDigest === null || inventoryVersion === null) return []
  const list = await reader.store.loadCellList(cellsDigest, inventoryVersion)
  if (list === null) return []
  const inventory = await inventoryOf(reader, inventoryVersion)
  const plmns = plmnsOf(order)
  return Array.from(indexesOf(list), (index) => formatCell(inventory, index, plmns))
}

/** The PLMNs of the order's CBC on the day it was sent: a shared cell goes by its own CBC's. */
function plmnsOf(order: Order): readonly string[] {
  return registryAt(order.sentMs).cbcs.find((each) => each.id === order.cbc)?.plmns ?? []
}

/** The text whose digest the document carries: one cell a line. */
export function cellListText(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** The indexes of a cell list; the octets are little-endian whatever the machine. */
export function indexesOf(list: CellList): Uint32Array {
  const view = new DataView(list.octets.buffer, list.octets.byteOffset, list.octets.byteLength)
  const indexes = new Uint32Array(list.count)
  // A loop: `from` with a function takes 15 ms for a whole country, on the main thread.
  for (let at = 0; at < list.count; at++) indexes[at] = view.getUint32(at * 4, true)
  return indexes
}

export function octetsOfIndexes(indexes: Uint32Array): Uint8Array {
  const octets = new Uint8Array(indexes.length * 4)
  const view = new DataView(octets.buffer)
  indexes.forEach((index, at) => view.setUint32(at * 4, index, true))
  return octets
}
