import { eq } from 'drizzle-orm'
import { encodeEntry } from '../audit/leaf.ts'
import { type Head, Log } from '../audit/log.ts'
import { sha256 } from '../audit/node.ts'
import { alertOf, cbcOf, type EntryBody, isPublished, messageOf, orderOf } from '../domain/entry.ts'
import { type Engine, prepared } from './handle.ts'
import { DamagedRow } from './rows.ts'
import { entry, head } from './schema.ts'
import { insertInto } from './statements.ts'

const HEAD_ID = 1

const selectHead = prepared((db) => db.select().from(head).where(eq(head.id, HEAD_ID)).prepare())
const upsertHead = insertInto(head, { upsert: ['id'] })
const insertEntry = insertInto(entry)

/** Null for a log with no entries yet. */
export async function loadHead(engine: Engine): Promise<Head | null> {
  return readHead(engine)
}

/**
 * The end of the log within one transaction: read once, appended to, written once. It holds
 * nothing beyond the transaction, so a rollback leaves nothing to undo.
 */
export class LogEnd {
  readonly #engine: Engine
  readonly #salt: () => Uint8Array
  readonly #log: Log
  readonly #sizeBefore: number
  /** Of every entry of the transaction: never before the entries that stand already. */
  readonly atMs: number

  constructor(engine: Engine, salt: () => Uint8Array, nowMs: number) {
    const before = readHead(engine)
    this.#engine = engine
    this.#salt = salt
    this.#log = openLog(before)
    this.#sizeBefore = this.#log.size
    this.atMs = Math.max(nowMs, before?.atMs ?? 0)
  }

  /** Position that the next entry gets. */
  get size(): number {
    return this.#log.size
  }

  append(body: EntryBody): void {
    const row = this.#log.append({
      nowMs: this.atMs,
      visibility: isPublished(body) ? 'published' : 'other',
      salt: this.#salt(),
      body: encodeEntry(body),
    })
    insertEntry(this.#engine).run({
      seq: row.seq,
      atMs: row.atMs,
      visibility: row.visibility,
      leaf: toBuffer(row.leaf),
      link: toBuffer(row.link!),
      salt: toBuffer(row.salt!),
      body: toBuffer(row.body!),
      what: body.what,
      actor: body.actor,
      alertId: alertOf(body),
      messageId: messageOf(body),
      orderId: orderOf(body),
      cbc: cbcOf(body),
    })
  }

  write(): void {
    if (this.#log.size === this.#sizeBefore) return
    const { size, atMs, frontier } = this.#log.head()
    upsertHead(this.#engine).run({ id: HEAD_ID, size, atMs, frontier: toBuffer(frontier) })
  }
}

function openLog(before: Head | null): Log {
  try {
    return Log.open(sha256, before)
  } catch (error) {
    throw new DamagedRow('head', String(HEAD_ID), { cause: error })
  }
}

export function readHead(engine: Engine): Head | null {
  const row = selectHead(engine).get()
  return row === undefined ? null : { size: row.size, atMs: row.atMs, frontier: row.frontier }
}

function toBuffer(octets: Uint8Array): Buffer {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
}
