import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Decision } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { type CommitListener, type Committed, type StoreFailure, Writer } from './commit.ts'
import { flushFolder } from './files.ts'
import type { Engine } from './handle.ts'
import { saveCheckpoint } from './entries.ts'
import { createMeta, renewInstance } from './meta.ts'
import { assertCurrent, migrate } from './migrations.ts'
import { type Readers, readersOf } from './readers.ts'

export type { Committed } from './commit.ts'

export const DATABASE_FILE = 'kentongan.db'

export interface ReadOptions {
  readonly readonly: true
  readonly nowMs: () => number
}

export interface WriteOptions {
  readonly readonly?: false
  /** 32 octets from a cryptographic source, new at each call. */
  readonly salt: () => Uint8Array
  readonly nowMs: () => number
  /** Told once, when the database can no longer be written: the service must stop. */
  readonly onFailure?: (failure: StoreFailure) => void
}

/** An open data folder that can be read. Which engine stands behind it is known to this room alone. */
export interface ReadStore extends Readers {
  readonly folder: string
  close(): Promise<void>
}

/** An open data folder that can be read and written. Its process owns the folder. */
export interface Store extends ReadStore {
  /**
   * Applies decisions in their order, in one transaction with whatever else is committed in this
   * turn of the event loop. One that is refused leaves nothing behind and costs the others
   * nothing; later ones see what earlier ones moved. Settles once all of it is on the disk.
   *
   * Rejects, and applies nothing of the batch, with a `RangeError` or `TypeError` for a bug in a
   * decision, and with a `StoreFailure` when the database can no longer be written.
   */
  commit(batch: readonly Decision[]): Promise<readonly (Committed | Refusal)[]>
  /** @returns the way to stop listening. */
  onCommit(listener: CommitListener): () => void
  /** Keeps a signed tree head beside the log; no decision has part in it. */
  saveCheckpoint(size: number, text: string): Promise<void>
  /**
   * Draws the instance letters anew, as a restored backup must: identifiers made since the backup
   * was taken are out in the world and may never come again.
   */
  renewInstance(): Promise<void>
}

const BUSY_MS = 5_000

/**
 * Opens a data folder, making it where it is missing. Who writes takes the folder first
 * (`takeOwnership`) and keeps it until `close`; readers may come and go beside the owner.
 *
 * @throws {Refusal} `FOLDER_REFUSED` when the database is of another release, or not ours.
 */
export function openStore(folder: string, options: ReadOptions): Promise<ReadStore>
export function openStore(folder: string, options: WriteOptions): Promise<Store>
export async function openStore(
  folder: string,
  options: ReadOptions | WriteOptions,
): Promise<ReadStore | Store> {
  return options.readonly === true ? openForReading(folder, options) : openForAll(folder, options)
}

function openForReading(folder: string, { nowMs }: ReadOptions): ReadStore {
  const client = openFile(
    folder,
    () =>
      new Database(join(folder, DATABASE_FILE), {
        readonly: true,
        fileMustExist: true,
        timeout: BUSY_MS,
      }),
  )
  return guarded(folder, client, () => {
    client.pragma('trusted_schema = OFF')
    assertCurrent(client, folder)
    const engine: Engine = { client, db: drizzle({ client }), nowMs }
    return {
      ...readersOf(engine),
      folder,
      async close() {
        client.close()
      },
    }
  })
}

function openForAll(folder: string, options: WriteOptions): Store {
  const engine = openEngine(folder, options.nowMs)
  return guarded(folder, engine.client, () => {
    engine.client.transaction(() => createMeta(engine, options.salt))()
    const writer = new Writer(engine, options)
    return {
      ...readersOf(engine),
      folder,
      commit: (batch) => writer.commit(batch),
      onCommit: (listener) => writer.onCommit(listener),
      saveCheckpoint: async (size, text) => saveCheckpoint(engine, size, text),
      renewInstance: async () => renewInstance(engine, options.salt),
      async close() {
        writer.flush()
        engine.client.close()
      },
    }
  })
}

/** The database of a folder, of this release and durable at every commit; this room's own way in. */
export function openEngine(folder: string, nowMs: () => number): Engine {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, DATABASE_FILE)
  const client = openFile(folder, () => new Database(path, { timeout: BUSY_MS }))
  return guarded(folder, client, () => {
    setPragmas(client, folder)
    migrate(client, folder)
    // A file that was just made is on the disk only when its folder is.
    flushFolder(folder)
    return { client, db: drizzle({ client }), nowMs }
  })
}

function setPragmas(client: Database.Database, folder: string): void {
  // WAL stays in the file; the rest is forgotten with the connection.
  client.pragma('journal_mode = WAL')
  // better-sqlite3 reopens a WAL database with NORMAL, where a power cut takes the last commits
  // with it, an approved alert among them.
  client.pragma('synchronous = FULL')
  client.pragma('foreign_keys = ON')
  client.pragma('trusted_schema = OFF')
  const found = [
    client.pragma('journal_mode', { simple: true }),
    client.pragma('synchronous', { simple: true }),
    client.pragma('foreign_keys', { simple: true }),
  ]
  if (found.join() === 'wal,2,1') return
  const reason = `its database opens with settings ${found.join()} where it must be wal,2,1`
  throw new Refusal('FOLDER_REFUSED', { folder, reason })
}

function openFile(folder: string, open: () => Database.Database): Database.Database {
  try {
    return open()
  } catch (error) {
    throw asRefusal(folder, error)
  }
}

function asRefusal(folder: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error
  const reason = `its database cannot be opened: ${error.message}`
  return new Refusal('FOLDER_REFUSED', { folder, reason }, { cause: error })
}

/** What opens and then fails is closed again. */
function guarded<T>(folder: string, client: Database.Database, use: () => T): T {
  try {
    return use()
  } catch (error) {
    client.close()
    throw error instanceof Database.SqliteError ? asRefusal(folder, error) : error
  }
}
