import { and, eq, gt, like, or, sql } from 'drizzle-orm'
import type { SerialFacts } from '../domain/cb/serials.ts'
import type { Claim, StreamId } from '../domain/decision.ts'
import { type Engine, prepared, snapshot } from './handle.ts'
import { loadRestored } from './meta.ts'
import { DamagedRow } from './rows.ts'
import { claim, serialCursor, stream } from './schema.ts'

/** A claim in force. */
export interface HeldClaim {
  readonly untilMs: number | null
  /** First entry of the decision that took it: where a repeated request finds its answer. */
  readonly seq: number | null
  readonly atMs: number
}

const inForce = or(sql`${claim.untilMs} IS NULL`, gt(claim.untilMs, sql.placeholder('now')))

const selectClaim = prepared((db) =>
  db
    .select({ untilMs: claim.untilMs, seq: claim.seq, atMs: claim.atMs })
    .from(claim)
    .where(
      and(
        eq(claim.space, sql.placeholder('space')),
        eq(claim.key, sql.placeholder('key')),
        inForce,
      ),
    )
    .prepare(),
)
const selectSerials = prepared((db) =>
  db
    .select({ key: claim.key })
    .from(claim)
    .where(and(eq(claim.space, 'serial'), like(claim.key, sql.placeholder('prefix')), inForce))
    .prepare(),
)
const selectCursor = prepared((db) =>
  db
    .select({ nextTurn: serialCursor.nextTurn })
    .from(serialCursor)
    .where(eq(serialCursor.messageIdentifier, sql.placeholder('identifier')))
    .prepare(),
)
const selectVersion = prepared((db) =>
  db
    .select({ version: stream.version })
    .from(stream)
    .where(eq(stream.id, sql.placeholder('id')))
    .prepare(),
)

/** The claim, or null when nobody has it or its time is over. */
export async function loadClaim(
  engine: Engine,
  space: Claim['space'],
  key: string,
): Promise<HeldClaim | null> {
  return selectClaim(engine).get({ space, key, now: engine.nowMs() }) ?? null
}

/** Serial numbers are claimed as `<message identifier>:<code>`. */
export async function loadSerialFacts(
  engine: Engine,
  messageIdentifier: number,
): Promise<SerialFacts> {
  return snapshot(engine, () => {
    const prefix = `${messageIdentifier}:`
    const held = selectSerials(engine).all({ prefix: `${prefix}%`, now: engine.nowMs() })
    const taken = held.map(({ key }) => {
      const code = Number(key.slice(prefix.length))
      if (!Number.isSafeInteger(code)) throw new DamagedRow('claim', `serial ${key}`)
      return code
    })
    const cursor = selectCursor(engine).get({ identifier: messageIdentifier })
    const turns = [cursor?.nextTurn, loadRestored(engine)?.turn].filter(
      (turn) => turn !== undefined,
    )
    return { nextTurn: turns.length === 0 ? null : Math.max(...turns), taken: new Set(taken) }
  })
}

/** Version of a stream: 0 before it exists. */
export async function loadVersion(engine: Engine, id: StreamId): Promise<number> {
  return selectVersion(engine).get({ id })?.version ?? 0
}
