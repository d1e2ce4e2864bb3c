import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { pino, type Logger } from 'pino'
import { monotonicMs, nowMs, random, randomLetters, randomOctets } from './clock.ts'
import { asDemo, assertLoopback, type Config, senderOf } from './config.ts'
import { ensureFirstAdmin } from './desk/accounts.ts'
import { loadCountry } from './desk/country.ts'
import type { Desk, DeskSettings } from './desk/desk.ts'
import { loadKeys } from './desk/keys.ts'
import { startTimers } from './desk/timers.ts'
import { startCheckpoints } from './desk/verify-log.ts'
import type { Boundary } from './domain/boundary.ts'
import { startDispatch } from './dispatch/dispatcher.ts'
import { cbcOfStream } from './domain/entry.ts'
import { openAdminSocket } from './http/admin-socket.ts'
import { startEdge } from './http/edge-thread.ts'
import { buildStaffApp } from './http/staff-app.ts'
import { createLinkTable } from './operators/links.ts'
import { openStore } from './store/open.ts'
import { takeOwnership } from './store/owner.ts'
import { createPool } from './workers/pool.ts'

export const RELEASE = '0.1.0'
/** Longer than an order that is on its way takes to settle. */
const FATAL_MS = 15_000
/** Built by `npm ci`. */
const CONSOLE = fileURLToPath(new URL('console/dist', import.meta.url))

export interface Service {
  readonly staffUrl: string
  readonly edgeUrl: string
  /** The one-time link of the first administrator, where there is no account yet. */
  readonly firstAdmin: string | null
  stop(): Promise<void>
}

export interface ServiceOptions {
  readonly folder: string
  readonly config: Config
  readonly demo: boolean
  /** Told at each boundary; only a drill does anything there. */
  readonly reached: (boundary: Boundary, id: string) => void
}

/**
 * Puts the whole service together: one owner of the folder, the store, both listeners, dispatch
 * and timers.
 *
 * @throws {Refusal} `FOLDER_OWNED`, `FOLDER_REFUSED`, `KEY_REFUSED`, `INPUT_INVALID`
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { folder, demo, reached } = options
  const config = demo ? asDemo(options.config) : options.config
  const log = pino({ level: config.logLevel }, pino.destination(2))
  const ownership = takeOwnership(folder)
  const store = await openStore(folder, {
    nowMs,
    salt: () => randomOctets(32),
    onFailure: (error) => endFatally(log, error),
  })
  const keys = loadKeys(folder, { demo })
  const bound = { edgeUrl: config.edgeUrl ?? '', staffUrl: config.staffUrl ?? '' }
  const settings: DeskSettings = {
    sender: senderOf(config, demo),
    senderName: config.senderName,
    civicIdentifier: config.civicIdentifier,
    demo,
    // Port 0 is known only once it is bound.
    get edgeUrl() {
      return bound.edgeUrl
    },
    get staffUrl() {
      return bound.staffUrl
    },
  }
  const desk: Desk = {
    store,
    country: await loadCountry(),
    pool: createPool(folder),
    settings,
    keys,
    means: () => ({ nowMs: nowMs(), sha256Hex }),
    random,
    randomOctets,
    randomLetters,
    reached,
  }
  const { edgeHost: host, edgePort: port } = config
  const edge = await startEdge({ desk, folder, host, port, log })
  bound.edgeUrl = config.edgeUrl ?? edge.url
  const app = buildStaffApp({ desk, log, consoleFolder: CONSOLE })
  const listening = await app.listen({ host: config.staffHost, port: config.staffPort })
  bound.staffUrl = config.staffUrl ?? listening
  const admin = await openAdminSocket({ desk, folder, log })
  const cbcs = await store.loadCbcs()
  if (demo) assertLoopback(cbcs)
  const links = createLinkTable(cbcs)
  const trouble = (error: unknown, id: string): void => log.error({ err: error, id }, 'trouble')
  const dispatch = await startDispatch(
    {
      store,
      means: () => desk.means(),
      random,
      linkOf: links.of,
      reached,
      trouble,
    },
    RELEASE,
  )
  const [newest] = await store.loadInventories()
  void desk.pool
    .warm({ inventoryVersion: newest?.version ?? null, key: keys.cap })
    .catch((error: unknown) => trouble(error, 'warm'))
  const timers = startTimers(desk, trouble)
  const checkpoints = startCheckpoints(desk, trouble)
  const quiet = store.onCommit((moved) => {
    dispatch.wake()
    if (moved.has('live-set') || [...moved].some((id) => id.startsWith('message:'))) timers.wake()
    edge.notify([...moved].flatMap((id) => cbcOfStream(id) ?? []))
  })
  log.info({ staff: bound.staffUrl, edge: bound.edgeUrl, tookMs: monotonicMs() }, 'service is up')
  return {
    staffUrl: bound.staffUrl,
    edgeUrl: bound.edgeUrl,
    firstAdmin: await ensureFirstAdmin(desk),
    stop: async () => {
      quiet()
      await timers.stop()
      await admin.close()
      await app.close()
      await edge.stop()
      await dispatch.stop()
      await links.close()
      await checkpoints.stop()
      await desk.pool.close()
      await store.close()
      ownership.release()
    },
  }
}

/** A store that can no longer write must not go on answering: the next start recovers. */
function endFatally(log: Logger, error: unknown): void {
  log.fatal({ err: error }, 'the data folder cannot be written any more')
  process.exitCode = 1
  process.kill(process.pid, 'SIGTERM')
  // Whatever hangs on the way out: who watches over us can only start what has ended.
  setTimeout(() => process.exit(1), FATAL_MS).unref()
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
