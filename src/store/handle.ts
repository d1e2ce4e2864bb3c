import type Database from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

/**
 * An open data folder that can be read. Which engine stands behind it is known to this room
 * alone: everyone else hands it to the `load…` functions.
 */
export interface ReadStore {
  readonly folder: string
  /** Instant that claims, sessions and invites are measured by. */
  readonly nowMs: () => number
  close(): Promise<void>
}

export interface Engine {
  readonly client: Database.Database
  readonly db: BetterSQLite3Database
}

const engines = new WeakMap<ReadStore, Engine>()

export function bind(store: ReadStore, engine: Engine): void {
  engines.set(store, engine)
}

/** @throws {TypeError} when the store was not opened by `openStore`. */
export function engineOf(store: ReadStore): Engine {
  const engine = engines.get(store)
  if (engine === undefined) throw new TypeError('Cannot use a store that openStore did not open')
  return engine
}

/**
 * A statement that is prepared once per database: drizzle takes longer to build one than SQLite
 * takes to run it.
 */
export function prepared<T>(build: (db: BetterSQLite3Database) => T): (engine: Engine) => T {
  const statements = new WeakMap<Engine, T>()
  return (engine) => {
    const known = statements.get(engine)
    if (known !== undefined) return known
    const statement = build(engine.db)
    statements.set(engine, statement)
    return statement
  }
}

/** Several reads that see one and the same state, also beside a writer in another thread. */
export function snapshot<T>(engine: Engine, read: () => T): T {
  return engine.client.inTransaction ? read() : engine.client.transaction(read)()
}
