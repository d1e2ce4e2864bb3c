import { sha256 } from '../../src/audit/node.ts'
import { type Verification, verifyLog } from '../../src/audit/verify.ts'
import { openStore } from '../../src/store/open.ts'

const TRUST = { origin: 'none', keys: [], verifySignature: () => false }

/** Verifies the log of a folder as a reader finds it. */
export async function verifyFolder(folder: string): Promise<Verification> {
  const reader = await openStore(folder, { readonly: true, nowMs: () => 0 })
  const { head, to } = await reader.loadExtent()
  const entries = reader.iterateEntries({ from: 0, to })
  try {
    return await verifyLog({ entries, head, checkpoints: [], sha256, trust: TRUST })
  } finally {
    await reader.close()
  }
}
