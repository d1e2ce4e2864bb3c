import type { Decision } from '../domain/decision.ts'
import { writeInventoryFile } from '../store/files.ts'
import type { Store } from '../store/open.ts'
import { commitOne } from './commit.ts'

/**
 * Puts an inventory in force: its file first, then the row that names it. A crash in between
 * leaves a file that nobody reads.
 */
export async function importInventory(
  store: Store,
  of: {
    readonly version: string
    readonly cells: number
    readonly octets: Uint8Array
    readonly nowMs: number
    readonly actor: string
  },
): Promise<void> {
  const { version, cells, octets, nowMs, actor } = of
  writeInventoryFile(store.folder, version, octets)
  const decision: Decision = {
    expects: [],
    claims: [],
    writes: [{ table: 'inventory', insert: { version, cells, importedAtMs: nowMs } }],
    entries: [{ what: 'inventory-imported', actor, version, cells }],
  }
  await commitOne(store, decision)
}
