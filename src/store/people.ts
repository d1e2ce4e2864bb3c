import { asc, eq, sql } from 'drizzle-orm'
import type { Account } from '../domain/account.ts'
import type { Invite, Session } from '../domain/decision.ts'
import { type Engine, prepared } from './handle.ts'
import { rowToAccount } from './rows.ts'
import { account, invite, session, stream } from './schema.ts'

/** An account with the version of its stream. */
export interface KeptAccount extends Account {
  readonly version: number
}

const key = sql.placeholder('key')
const fields = { row: account, version: stream.version }
const versionOfAccount = eq(stream.id, sql`'account:' || ${account.id}`)

const selectById = prepared((db) =>
  db
    .select(fields)
    .from(account)
    .innerJoin(stream, versionOfAccount)
    .where(eq(account.id, key))
    .prepare(),
)
const selectByName = prepared((db) =>
  db
    .select(fields)
    .from(account)
    .innerJoin(stream, versionOfAccount)
    .where(eq(account.name, key))
    .prepare(),
)
const selectAll = prepared((db) =>
  db
    .select(fields)
    .from(account)
    .innerJoin(stream, versionOfAccount)
    .orderBy(asc(account.name))
    .prepare(),
)
const selectCount = prepared((db) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(account)
    .prepare(),
)
const selectSession = prepared((db) =>
  db
    .select({ session, ...fields })
    .from(session)
    .innerJoin(account, eq(account.id, session.accountId))
    .innerJoin(stream, versionOfAccount)
    .where(eq(session.tokenSha256, key))
    .prepare(),
)
const selectInvite = prepared((db) =>
  db.select().from(invite).where(eq(invite.tokenSha256, key)).prepare(),
)

export async function loadAccount(engine: Engine, id: string): Promise<KeptAccount | null> {
  return kept(selectById(engine).get({ key: id }))
}

/** By sign-in name. */
export async function loadAccountByName(engine: Engine, name: string): Promise<KeptAccount | null> {
  return kept(selectByName(engine).get({ key: name }))
}

/** By name. */
export async function listAccounts(engine: Engine): Promise<readonly KeptAccount[]> {
  return selectAll(engine)
    .all()
    .flatMap((found) => kept(found) ?? [])
}

export async function countAccounts(engine: Engine): Promise<number> {
  return selectCount(engine).get()?.count ?? 0
}

/** The session of a token with whose it is; null when there is none or it is over. */
export async function loadSession(
  engine: Engine,
  tokenSha256: string,
): Promise<{ readonly session: Session; readonly account: KeptAccount } | null> {
  const found = selectSession(engine).get({ key: tokenSha256 })
  if (found === undefined || found.session.expiresMs <= engine.nowMs()) return null
  const owner = kept(found)
  return owner === null ? null : { session: found.session, account: owner }
}

/** The invitation of a token; null when there is none or it has expired. */
export async function loadInvite(engine: Engine, tokenSha256: string): Promise<Invite | null> {
  const found = selectInvite(engine).get({ key: tokenSha256 })
  return found === undefined || found.expiresMs <= engine.nowMs() ? null : found
}

function kept(
  found: { row: typeof account.$inferSelect; version: number } | undefined,
): KeptAccount | null {
  return found === undefined ? null : { ...rowToAccount(found.row), version: found.version }
}
