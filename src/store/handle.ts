import type Database from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

/** An open database, as this room knows it; nobody outside does. */
export interface Engine {
  readonly client: Database.Database
  readonly db: BetterSQLite3Database
  /** Instant that claims, sessions and invitations are measured by. */
  readonly nowMs: () => number
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
