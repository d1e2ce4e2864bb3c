import { and, eq, sql } from 'drizzle-orm'
import Database from 'better-sqlite3'
import type { Claim, Decision, StreamId } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { type Engine, prepared } from './handle.ts'
import { LogEnd } from './log.ts'
import { DamagedRow } from './rows.ts'
import { account, claim, stream } from './schema.ts'
import { insertInto } from './statements.ts'
import { applyWrites, streamOf } from './writes.ts'

/** A decision that is durable: its transaction is committed and flushed to the disk. */
export interface Committed {
  /** Position of its first entry in the log; null when it has none. */
  readonly seq: number | null
  readonly atMs: number
}

/** Told after COMMIT, once a transaction, which streams it moved. */
export type CommitListener = (moved: ReadonlySet<StreamId>) => void

/**
 * The disk is full or failing, or the database is damaged: what the last transaction became is
 * known only after reopening it. Fatal (house style §1.3): from here on every commit is rejected.
 */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
}

interface Call {
  readonly batch: readonly Decision[]
  readonly resolve: (results: readonly (Committed | Refusal)[]) => void
  readonly reject: (error: unknown) => void
}

interface Outcome {
  /** Of as many calls as the transaction took, in their order. */
  readonly results: readonly (readonly (Committed | Refusal)[])[]
  readonly moved: ReadonlySet<StreamId>
}

/** Calls of one turn share a transaction, but one that lasts longer than this takes no more. */
const GROUP_MS = 20

const FATAL = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|NOMEM|PERM|PROTOCOL)/

const selectVersion = prepared((db) =>
  db
    .select({ version: stream.version })
    .from(stream)
    .where(eq(stream.id, sql.placeholder('id')))
    .prepare(),
)
const moveStream = prepared((db) =>
  db
    .insert(stream)
    .values({ id: sql.placeholder('id'), version: 1 })
    .onConflictDoUpdate({ target: stream.id, set: { version: sql`${stream.version} + 1` } })
    .prepare(),
)
const selectClaim = prepared((db) =>
  db
    .select({ untilMs: claim.untilMs })
    .from(claim)
    .where(and(eq(claim.space, sql.placeholder('space')), eq(claim.key, sql.placeholder('key'))))
    .prepare(),
)
const upsertClaim = insertInto(claim, { upsert: ['space', 'key'] })
const selectName = prepared((db) =>
  db
    .select({ id: account.id })
    .from(account)
    .where(eq(account.name, sql.placeholder('name')))
    .prepare(),
)

/** The one writer. It keeps nothing between transactions but the calls that wait. */
export class Writer {
  readonly #engine: Engine
  readonly #salt: () => Uint8Array
  readonly #listeners = new Set<CommitListener>()
  readonly #onFailure: (failure: StoreFailure) => void
  #waiting: Call[] = []
  #isScheduled = false
  #failure: StoreFailure | null = null

  constructor(
    engine: Engine,
    means: {
      readonly salt: () => Uint8Array
      readonly onFailure?: ((failure: StoreFailure) => void) | undefined
    },
  ) {
    this.#engine = engine
    this.#salt = means.salt
    this.#onFailure = means.onFailure ?? (() => {})
  }

  onCommit(listener: CommitListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  commit(batch: readonly Decision[]): Promise<readonly (Committed | Refusal)[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly (Committed | Refusal)[]>()
    this.#waiting.push({ batch, resolve, reject })
    this.#schedule()
    return promise
  }

  /** Commits what waits, now. */
  flush(): void {
    while (this.#waiting.length > 0) this.#settle()
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      this.#settle()
      if (this.#waiting.length > 0) this.#schedule()
    })
  }

  #settle(): void {
    const calls = this.#waiting
    this.#waiting = []
    if (calls.length === 0) return
    try {
      this.#answer(calls, this.#transact(calls))
    } catch (error) {
      if (this.#isOver(error)) this.#fail(calls, error)
      else if (calls.length === 1) calls[0]!.reject(error)
      // A bug in one call's decisions must not cost the others theirs: each by itself.
      else for (const call of calls) this.#settleAlone(call)
    }
  }

  #settleAlone(call: Call): void {
    try {
      this.#answer([call], this.#transact([call]))
    } catch (error) {
      if (this.#isOver(error)) this.#fail([call], error)
      else call.reject(error)
    }
  }

  /** As many of the calls as fit in the time; the rest wait for the next turn. */
  #transact(calls: readonly Call[]): Outcome {
    if (this.#failure !== null) throw this.#failure
    const moved = new Set<StreamId>()
    const startedAtMs = this.#engine.nowMs()
    const transaction = this.#engine.client.transaction(() => {
      const log = new LogEnd(this.#engine, this.#salt, startedAtMs)
      const done: (readonly (Committed | Refusal)[])[] = []
      for (const { batch } of calls) {
        if (done.length > 0 && this.#engine.nowMs() - startedAtMs > GROUP_MS) break
        done.push(batch.map((decision) => this.#decide(decision, log, moved)))
      }
      log.write()
      return done
    })
    return { results: transaction.immediate(), moved }
  }

  #answer(calls: readonly Call[], { results, moved }: Outcome): void {
    this.#waiting.unshift(...calls.slice(results.length))
    for (const [at, result] of results.entries()) calls[at]!.resolve(result)
    if (moved.size === 0) return
    for (const listener of this.#listeners) queueMicrotask(() => listener(moved))
  }

  #decide(decision: Decision, log: LogEnd, moved: Set<StreamId>): Committed | Refusal {
    const refusal = this.#refusalOf(decision, log.atMs)
    if (refusal !== null) return refusal
    const seq = decision.entries.length === 0 ? null : log.size
    for (const claim of decision.claims) {
      const { space, key } = claim
      const untilMs = this.#endOf(claim)
      upsertClaim(this.#engine).run({ space, key, untilMs, seq, atMs: log.atMs })
    }
    applyWrites(this.#engine, decision.writes)
    const streams = new Set(decision.writes.map(streamOf))
    for (const id of streams) {
      if (id === null) continue
      moveStream(this.#engine).run({ id })
      moved.add(id)
    }
    for (const body of decision.entries) log.append(body)
    return { seq, atMs: log.atMs }
  }

  /** Every check of a decision. None of it has been written when one of them fails. */
  #refusalOf(decision: Decision, nowMs: number): Refusal | null {
    for (const expected of decision.expects) {
      const version = selectVersion(this.#engine).get({ id: expected.stream })?.version ?? 0
      if (version !== expected.version) {
        return new Refusal('STALE_VERSION', { ...expected, current: version })
      }
    }
    const own = new Set<string>()
    for (const { space, key, refusal, params, renews } of decision.claims) {
      const held = selectClaim(this.#engine).get({ space, key })
      const isFree =
        renews === true || held === undefined || (held.untilMs !== null && held.untilMs <= nowMs)
      if (!isFree || own.has(`${space} ${key}`)) return new Refusal(refusal, params)
      own.add(`${space} ${key}`)
    }
    for (const write of decision.writes) {
      if (write.table !== 'account' || !('insert' in write)) continue
      const { name } = write.insert
      const isTaken = selectName(this.#engine).get({ name }) !== undefined
      if (isTaken) return new Refusal('ACCOUNT_EXISTS', { account: name })
    }
    return null
  }

  /** A claim that is renewed ends no earlier than it would have. */
  #endOf({ space, key, untilMs, renews }: Claim): number | null {
    const held = renews === true ? selectClaim(this.#engine).get({ space, key }) : undefined
    if (held === undefined || untilMs === null) return untilMs
    return held.untilMs === null ? null : Math.max(held.untilMs, untilMs)
  }

  /** Nothing of the transaction is in memory, so there is nothing to repair: only to say so. */
  #fail(calls: readonly Call[], error: unknown): void {
    if (this.#failure === null) {
      const text = 'Cannot go on writing as the database failed'
      this.#failure = new StoreFailure(text, { cause: error })
      this.#onFailure(this.#failure)
    }
    for (const call of [...calls, ...this.#waiting]) call.reject(this.#failure)
    this.#waiting = []
  }

  #isOver(error: unknown): boolean {
    if (this.#failure !== null || error instanceof DamagedRow) return true
    return error instanceof Database.SqliteError && FATAL.test(error.code)
  }
}
