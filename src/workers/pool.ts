import type { CapCheckRequest, CapReport } from '../formats/cap/check.ts'
import { readCap, type ReadCap } from '../formats/cap/read.ts'
import { EMPTY_AREA } from '../domain/area/shape.ts'
import type { CapAlert } from '../domain/cap/model.ts'
import type { VerifyJson } from '../formats/json/views.ts'
import type { SigningKey } from '../formats/signature/keys.ts'
import type { CheckCapRequest } from './check-cap.ts'
import type { ResolvedArea, ResolveRequest } from './resolve-area.ts'
import type { SignRequest } from './sign-documents.ts'
import { sampleAlert } from './sample-alert.ts'
import { createThread } from './thread.ts'
import type { VerifyRequest } from './verify-log.ts'

/** Work that takes longer than a turn of the event loop may. */
export interface Pool {
  /** Rejects with `ThreadFailure` of code `ENOENT` when there is no such inventory. */
  resolveArea(request: ResolveRequest): Promise<ResolvedArea>
  /** For documents of our own: short ones are read at once, long ones in a thread. */
  readCap(octets: Uint8Array): Promise<ReadCap>
  /** Reads and checks a document by every rule, always in a thread: see the limit of `readCap`. */
  checkCap(octets: Uint8Array, check: CapCheckRequest): Promise<CapReport>
  /** Writes and signs CAP documents, in their order. */
  signDocuments(alerts: readonly CapAlert[], key: SigningKey): Promise<readonly string[]>
  /** Reads the whole log of the folder and verifies it. */
  verifyLog(request: VerifyRequest): Promise<VerifyJson>
  /** Starts the threads that an alert waits for and reads the cells, so that the first one is no slower. */
  warm(of: { readonly inventoryVersion: string | null; readonly key: SigningKey }): Promise<void>
  close(): Promise<void>
}

/** Longer documents could hold up a serving thread for more than 10 ms. */
const CAP_INLINE_MAX = 32 * 1024

/** Signatures after which the thread is as fast as it gets. */
const WARM_UPS = 12

/** @param folder the data folder, for its inventories. */
export function createPool(folder: string): Pool {
  const resolving = createThread<ResolveRequest, ResolvedArea>(
    new URL('resolve-area.ts', import.meta.url),
    { folder },
  )
  const reading = createThread<Uint8Array, ReadCap>(new URL('read-cap.ts', import.meta.url), {})
  const checking = createThread<CheckCapRequest, CapReport>(
    new URL('check-cap.ts', import.meta.url),
    {},
  )
  const signing = createThread<SignRequest, readonly string[]>(
    new URL('sign-documents.ts', import.meta.url),
    {},
  )
  const verifying = createThread<VerifyRequest, VerifyJson>(
    new URL('verify-log.ts', import.meta.url),
    { folder },
  )
  return {
    verifyLog: (request) => verifying.ask(request),
    signDocuments: (alerts, key) => signing.ask({ alerts, key }),
    warm: async ({ inventoryVersion, key }) => {
      await signing.ask({ alerts: Array.from({ length: WARM_UPS }, sampleAlert), key })
      if (inventoryVersion === null) return
      await resolving.ask({
        inventoryVersion,
        area: EMPTY_AREA,
        cbcs: [],
        slot: { fromMs: 0, untilMs: 0 },
        airing: [],
      })
    },
    resolveArea: (request) => resolving.ask(request),
    readCap: async (octets) =>
      octets.length <= CAP_INLINE_MAX ? readCap(octets) : reading.ask(octets),
    // Four kilobytes of small polygons took the rules 10 ms: there is no length that is short.
    checkCap: (octets, check) => checking.ask({ octets, check }),
    close: async () => {
      const threads = [resolving, reading, checking, signing, verifying]
      await Promise.all(threads.map((thread) => thread.close()))
    },
  }
}
