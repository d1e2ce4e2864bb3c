import { eq, sql } from 'drizzle-orm'
import { commitmentInput, encodeEntry, encodeLeaf } from '../audit/leaf.ts'
import { sha256 } from '../audit/node.ts'
import { Frontier, hashLeaf } from '../audit/tree.ts'
import { alertOf, cbcOf, type EntryBody, isPublished, messageOf, orderOf } from '../domain/entry.ts'
import { type Engine, prepared } from './handle.ts'
import { DamagedRow } from './rows.ts'
import { entry, head } from './schema.ts'
import { insertInto, Updates } from './statements.ts'

const selectHead = prepared((db) => db.select().from(head).where(eq(head.id, 1)).prepare())
const headUpdates = new Updates(head, eq(head.id, sql.placeholder('key')))
const insertEntry = insertInto(entry)

const keepHead = insertInto(head, 'keep')

/** An empty log, where there is none yet. */
export function createLog(engine: Engine): void {
  const frontier = Buffer.from(Frontier.empty(sha256).encode())
  keepHead(engine).run({ id: 1, size: 0, frontier, atMs: 0 })
}

/**
 * The end of the log within one transaction: read once, appended to, written once. It holds
 * nothing beyond the transaction, so a rollback leaves nothing to undo.
 */
export class LogEnd {
  readonly #engine: Engine
  readonly #salt: () => Uint8Array
  readonly #frontier: Frontier
  /** Of every entry of the transaction: never before the entries that stand already. */
  readonly atMs: number
  #isMoved = false

  constructor(engine: Engine, salt: () => Uint8Array, nowMs: number) {
    const row = selectHead(engine).get()
    const frontier = row === undefined ? null : Frontier.decode(sha256, row.frontier)
    if (row === undefined || frontier === null || frontier.size !== row.size) {
      throw new DamagedRow('head', '1')
    }
    this.#engine = engine
    this.#salt = salt
    this.#frontier = frontier
    this.atMs = Math.max(nowMs, row.atMs)
  }

  /** Position that the next entry gets. */
  get size(): number {
    return this.#frontier.size
  }

  append(body: EntryBody): void {
    const seq = this.#frontier.size
    const visibility = isPublished(body) ? 'published' : 'other'
    const salt = this.#salt()
    const octets = encodeEntry(body)
    const commitment = sha256(commitmentInput(salt, octets))
    const leaf = encodeLeaf({ seq, timeMs: this.atMs, visibility, commitment })
    insertEntry(this.#engine).run({
      seq,
      atMs: this.atMs,
      leaf: Buffer.from(leaf),
      salt: Buffer.from(salt),
      body: Buffer.from(octets),
      visibility,
      what: body.what,
      actor: body.actor,
      alertId: alertOf(body),
      messageId: messageOf(body),
      orderId: orderOf(body),
      cbc: cbcOf(body),
    })
    this.#frontier.append(hashLeaf(sha256, leaf))
    this.#isMoved = true
  }

  write(): void {
    if (!this.#isMoved) return
    const frontier = Buffer.from(this.#frontier.encode())
    const change = { size: this.#frontier.size, frontier, atMs: this.atMs }
    headUpdates.run(this.#engine, { key: 1 }, change)
  }
}
