import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { pino, type Logger } from 'pino'
import { monotonicMs, nowMs, random, randomLetters, randomOctets } from './clock.ts'
import type { Config } from './config.ts'
import { ensureFirstAdmin } from './desk/accounts.ts'
import { loadCountry } from './desk/country.ts'
import type { Desk, DeskSettings } from './desk/desk.ts'
import { loadKeys } from './desk/keys.ts'
import { startTimers } from './desk/timers.ts'
import { startCheckpoints } from './desk/verify-log.ts'
import type { Boundary } from './domain/boundary.ts'
import { startDispatch } from './dispatch/dispatcher.ts'
import { cbcOf } from './domain/entry.ts'
import { Refusal } from './domain/error.ts'
import { startEdge } from './http/edge-thread.ts'
import { buildStaffApp } from './http/staff-app.ts'
import { createLinkTable } from './operators/links.ts'
import { openStore } from './store/open.ts'
import { takeOwnership } from './store/owner.ts'
import { createPool } from './workers/pool.ts'

export const RELEASE = '0.1.0'
/** Built by `npm ci`. */
const CONSOLE = fileURLToPath(new URL('console/dist', import.meta.url))
const DEMO_SENDER = 'demo@kentongan.invalid'

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
  /** The kill test's way in: the process ends itself, as by `kill -9`, at this boundary. */
  readonly dieAt: Boundary | null
}

/**
 * Puts the whole service together: one owner of the folder, the store, both listeners, dispatch
 * and timers.
 *
 * @throws {Refusal} `FOLDER_OWNED`, `FOLDER_REFUSED`, `KEY_REFUSED`, `INPUT_INVALID`
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { folder, config, demo } = options
  const log = pino({ level: config.logLevel }, pino.destination(2))
  const sender = demo ? DEMO_SENDER : senderOf(config)
  const ownership = takeOwnership(folder)
  const store = await openStore(folder, {
    nowMs,
    salt: () => randomOctets(32),
    onFailure: (error) => endFatally(log, error),
  })
  const keys = loadKeys(folder, { demo })
  const bound = { edgeUrl: config.edgeUrl ?? '', staffUrl: config.staffUrl ?? '' }
  const reached = deathAt(options.dieAt)
  const settings: DeskSettings = {
    sender,
    senderName: demo ? 'Demo Kentongan' : config.senderName,
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
  const [newest] = await store.loadInventories()
  await desk.pool.warm({ inventoryVersion: newest?.version ?? null, key: keys.cap })
  const edge = await startEdge({
    desk,
    folder,
    host: config.edgeHost,
    port: config.edgePort,
    log,
  })
  bound.edgeUrl = config.edgeUrl ?? edge.url
  const app = buildStaffApp({ desk, log, consoleFolder: CONSOLE })
  bound.staffUrl ||= await app.listen({ host: config.staffHost, port: config.staffPort })
  const links = createLinkTable(await store.loadCbcs())
  const trouble = (error: unknown, id: string): void => log.error({ err: error, id }, 'trouble')
  const dispatch = await startDispatch(
    {
      store,
      means: desk.means,
      random,
      linkOf: links.of,
      reached,
      trouble,
    },
    RELEASE,
  )
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
}

function senderOf({ sender }: Config): string {
  if (sender !== null && !sender.endsWith('.invalid')) return sender
  throw new Refusal('INPUT_INVALID', {
    path: 'KENTONGAN_SENDER',
    what: `set the CAP sender, such as siaga@komdigi.go.id: found "${sender ?? ''}"`,
  })
}

function deathAt(boundary: Boundary | null): (at: Boundary) => void {
  // SIGKILL to oneself: nothing is flushed, closed or said, as in a power cut of the process.
  return (at) => {
    if (at === boundary) process.kill(process.pid, 'SIGKILL')
  }
}

/** The CBC of stream `order:<message>-<CBC>`. */
function cbcOfStream(stream: string): string | null {
  if (!stream.startsWith('order:')) return null
  return cbcOf({
    what: 'order-ended',
    actor: '',
    order: stream.slice(6),
    state: 'ended',
    detail: '',
  })
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
