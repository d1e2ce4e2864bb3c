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
  const [newest] = await store.loadInventories()
  // The newest is in force: one that comes later is newer, whatever the clock says by now.
  const importedAtMs = Math.max(nowMs, (newest?.importedAtMs ?? 0) + 1)
  writeInventoryFile(store.folder, version, octets)
  const decision: Decision = {
    expects: [],
    claims: [],
    writes: [{ table: 'inventory', insert: { version, cells, importedAtMs } }],
    entries: [{ what: 'inventory-imported', actor, version, cells }],
  }
  await commitOne(store, decision)
}
