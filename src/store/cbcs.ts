import { asc, desc, eq, sql } from 'drizzle-orm'
import type { CbcSettings, InventoryRow } from '../domain/decision.ts'
import { type Engine, prepared } from './handle.ts'
import { rowToCbc } from './rows.ts'
import { cbc, inventory, stream } from './schema.ts'

/** Settings of a CBC with the version of its stream. */
export interface KeptCbc extends CbcSettings {
  readonly version: number
}

const key = sql.placeholder('key')
const fields = { row: cbc, version: stream.version }
const versionOfCbc = eq(stream.id, sql`'cbc:' || ${cbc.cbc}`)

const selectAll = prepared((db) =>
  db.select(fields).from(cbc).innerJoin(stream, versionOfCbc).orderBy(asc(cbc.cbc)).prepare(),
)
const selectById = prepared((db) =>
  db.select(fields).from(cbc).innerJoin(stream, versionOfCbc).where(eq(cbc.cbc, key)).prepare(),
)
const selectByToken = prepared((db) =>
  db
    .select(fields)
    .from(cbc)
    .innerJoin(stream, versionOfCbc)
    .where(eq(cbc.tokenSha256, key))
    .prepare(),
)
const selectInventories = prepared((db) =>
  db
    .select()
    .from(inventory)
    .orderBy(desc(inventory.importedAtMs), desc(sql`rowid`))
    .prepare(),
)

/** By id. */
export async function loadCbcs(engine: Engine): Promise<readonly KeptCbc[]> {
  return selectAll(engine)
    .all()
    .flatMap((found) => kept(found) ?? [])
}

export async function loadCbc(engine: Engine, id: string): Promise<KeptCbc | null> {
  return kept(selectById(engine).get({ key: id }))
}

/** The CBC that a bearer token belongs to. */
export async function loadCbcByToken(engine: Engine, tokenSha256: string): Promise<KeptCbc | null> {
  return kept(selectByToken(engine).get({ key: tokenSha256 }))
}

/** Newest first: the first one is in force. Each names its file (`readInventoryFile`). */
export async function loadInventories(engine: Engine): Promise<readonly InventoryRow[]> {
  return selectInventories(engine).all()
}

function kept(
  found: { row: typeof cbc.$inferSelect; version: number } | undefined,
): KeptCbc | null {
  return found === undefined ? null : { ...rowToCbc(found.row), version: found.version }
}
