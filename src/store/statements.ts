import { getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Engine, prepared } from './handle.ts'

/** A statement that takes one row, every column of it named. */
export interface RowStatement<T extends SQLiteTable> {
  run(row: T['$inferSelect']): { changes: number }
}

interface PartStatement {
  run(row: Record<string, unknown>): { changes: number }
}

/** `upsert` replaces the row of the same key, `keep` leaves it as it stands. */
export type OnConflict = 'fail' | 'keep' | { readonly upsert: readonly string[] }

/** Prepares `INSERT` of whole rows; the columns are the table's own. */
export function insertInto<T extends SQLiteTable>(
  table: T,
  onConflict: OnConflict = 'fail',
): (engine: Engine) => RowStatement<T> {
  const columns = getTableColumns(table)
  const keys = Object.keys(columns)
  return prepared((db) => {
    const insert = db.insert(table).values(placeholders(keys))
    if (onConflict === 'fail') return insert.prepare()
    if (onConflict === 'keep') return insert.onConflictDoNothing().prepare()
    const target = onConflict.upsert.map((key) => columns[key]!)
    const rest = keys.filter((key) => !onConflict.upsert.includes(key))
    const set = Object.fromEntries(
      rest.map((key) => [key, sql.raw(`excluded.${columns[key]!.name}`)]),
    )
    return insert.onConflictDoUpdate({ target, set: set as never }).prepare()
  })
}

/**
 * Changes the columns that a row in part names, and no others. One statement is prepared for each
 * set of columns met; they are few, as they are the steps of the program.
 */
export class Updates<T extends SQLiteTable> {
  readonly #table: T
  readonly #where: SQL
  readonly #known = new Map<string, (engine: Engine) => PartStatement>()

  /** `where` speaks of placeholders that no column is called by. */
  constructor(table: T, where: SQL) {
    this.#table = table
    this.#where = where
  }

  /** @throws {RangeError} when there is no such row. */
  run(engine: Engine, key: Readonly<Record<string, string | number>>, change: object): void {
    const keys = Object.keys(change)
    if (keys.length === 0) return
    const { changes } = this.#statement(keys)(engine).run({ ...change, ...key })
    if (changes === 1) return
    throw new RangeError(`Cannot change a row as there is none of ${JSON.stringify(key)}`)
  }

  #statement(keys: string[]): (engine: Engine) => PartStatement {
    const name = keys.sort().join()
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const statement = prepared((db): PartStatement => {
      const update = db.update<SQLiteTable>(this.#table).set(placeholders(keys))
      return update.where(this.#where).prepare()
    })
    this.#known.set(name, statement)
    return statement
  }
}

// Drizzle takes a placeholder for any column, but its types only know of values.
function placeholders(keys: readonly string[]): never {
  return Object.fromEntries(keys.map((key) => [key, sql.placeholder(key)])) as never
}
