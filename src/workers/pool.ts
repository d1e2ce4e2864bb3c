import { readCap, type ReadCap } from '../formats/cap/read.ts'
import type { ResolvedArea, ResolveRequest } from './resolve-area.ts'
import { createThread } from './thread.ts'

/** Work that takes longer than a turn of the event loop may. */
export interface Pool {
  /** Rejects with `ThreadFailure` of code `ENOENT` when there is no such inventory. */
  resolveArea(request: ResolveRequest): Promise<ResolvedArea>
  /** Short documents are read at once, long ones in a thread. */
  readCap(octets: Uint8Array): Promise<ReadCap>
  close(): Promise<void>
}

/** Longer documents could hold up a serving thread for more than 10 ms. */
const CAP_INLINE_MAX = 64 * 1024

/** @param folder the data folder, for its inventories. */
export function createPool(folder: string): Pool {
  const resolving = createThread<ResolveRequest, ResolvedArea>(
    new URL('resolve-area.ts', import.meta.url),
    { folder },
  )
  const reading = createThread<Uint8Array, ReadCap>(new URL('read-cap.ts', import.meta.url), {})
  return {
    resolveArea: (request) => resolving.ask(request),
    readCap: async (octets) =>
      octets.length <= CAP_INLINE_MAX ? readCap(octets) : reading.ask(octets),
    close: async () => {
      await Promise.all([resolving.close(), reading.close()])
    },
  }
}
