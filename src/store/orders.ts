import { and, asc, eq, gt, lte, or, sql } from 'drizzle-orm'
import type { CellList, CellStates, ReceiptBatch } from '../domain/decision.ts'
import type { Channel } from '../domain/message.ts'
import type { Attempt, Order, UsedPair } from '../domain/order.ts'
import { type Engine, prepared, snapshot } from './handle.ts'
import { DamagedRow, octetsToTimes, type OrderRow, rowToAttempt, rowToOrder } from './rows.ts'
import { attempt, cellList, cellStates, orderCopy, orders, receiptBatch, stream } from './schema.ts'

/** Cells of a copy as last written, and the batches that came since. */
export interface CellSnapshot extends CellStates {
  /** `n` of the last receipt batch that is in it. */
  readonly batches: number
}

export interface KeptBatch extends ReceiptBatch {
  /** Ascending in the order of their commits. */
  readonly n: number
}

interface Found {
  readonly row: OrderRow
  readonly version: number
}

const versionOfOrder = eq(stream.id, sql`'order:' || ${orders.id}`)
const key = sql.placeholder('key')
const now = sql.placeholder('now')

/** Every way of finding orders: the same rows by another condition. */
const selectById = selectOrders(() => eq(orders.id, key))
const selectByIdentifier = selectOrders(() => eq(orders.identifier, key))
const selectOfMessage = selectOrders(() => eq(orders.messageId, key))
// In the words of the partial index, or SQLite does not use it.
const selectOpen = selectOrders(() => sql`orders.state NOT IN ('ended', 'refused', 'failed')`)
const selectOverdue = selectOrders(
  () =>
    sql`orders.state NOT IN ('ended', 'refused', 'failed') AND ${orders.expiresMs} <= ${now}
      AND EXISTS (SELECT 1 FROM message WHERE message.id = ${orders.messageId}
        AND message.state = 'ended')`,
)
const selectDue = selectOrders(() =>
  and(
    sql`orders.due_ms IS NOT NULL`,
    or(lte(orders.dueMs, now), gt(orders.dueMs, sql.placeholder('beyond'))),
  )!,
)
const selectUsing = selectOrders(() => {
  const [identifier, serial] = [sql.placeholder('identifier'), sql.placeholder('serial')]
  return and(
    eq(orders.cbc, key),
    gt(orders.expiresMs, now),
    sql`${orders.id} <> ${sql.placeholder('but')}`,
    sql`EXISTS (SELECT 1 FROM order_copy WHERE order_copy.order_id = ${orders.id}
      AND order_copy.used_identifier = ${identifier} AND order_copy.used_serial = ${serial})`,
  )!
})
const selectOfCbc = selectOrders(() => and(eq(orders.cbc, key), gt(orders.expiresMs, now))!)

function selectOrders(where: () => ReturnType<typeof eq>) {
  return prepared((db) =>
    db
      .select({ row: orders, version: stream.version })
      .from(orders)
      .innerJoin(stream, versionOfOrder)
      .where(where())
      .orderBy(asc(orders.sentMs), asc(orders.id))
      .prepare(),
  )
}

const selectCopies = prepared((db) =>
  db.select().from(orderCopy).where(eq(orderCopy.orderId, key)).orderBy(orderCopy.n).prepare(),
)
const selectAttempts = prepared((db) =>
  db.select().from(attempt).where(eq(attempt.orderId, key)).orderBy(attempt.n).prepare(),
)
const selectStates = prepared((db) =>
  db
    .select({ row: cellStates, copy: orderCopy })
    .from(cellStates)
    .innerJoin(
      orderCopy,
      and(eq(orderCopy.orderId, cellStates.orderId), eq(orderCopy.language, cellStates.language)),
    )
    .where(eq(cellStates.orderId, key))
    .orderBy(orderCopy.n)
    .prepare(),
)
const selectBatch = prepared((db) =>
  db
    .select()
    .from(receiptBatch)
    .where(and(eq(receiptBatch.orderId, key), eq(receiptBatch.batch, sql.placeholder('batch'))))
    .prepare(),
)
const selectBatches = prepared((db) =>
  db
    .select()
    .from(receiptBatch)
    .where(and(eq(receiptBatch.orderId, key), gt(receiptBatch.n, sql.placeholder('after'))))
    .orderBy(receiptBatch.n)
    .prepare(),
)
const selectCellList = prepared((db) =>
  db
    .select()
    .from(cellList)
    .where(and(eq(cellList.digest, key), eq(cellList.inventoryVersion, sql.placeholder('version'))))
    .prepare(),
)

export async function loadOrder(engine: Engine, id: string): Promise<Order | null> {
  return first(engine, () => selectById(engine).all({ key: id }))
}

/** By CAP identifier. */
export async function loadOrderByIdentifier(
  engine: Engine,
  identifier: string,
): Promise<Order | null> {
  return first(engine, () => selectByIdentifier(engine).all({ key: identifier }))
}

export async function loadOrdersOfMessage(
  engine: Engine,
  messageId: string,
): Promise<readonly Order[]> {
  return all(engine, () => selectOfMessage(engine).all({ key: messageId }))
}

/** Orders that may still reach, or be on, the air. */
export async function loadOpenOrders(engine: Engine): Promise<readonly Order[]> {
  return all(engine, () => selectOpen(engine).all())
}

/** Open orders that have outlived their message, and whose own time is over by now. */
export async function loadOverdueOrders(engine: Engine, nowMs: number): Promise<readonly Order[]> {
  return all(engine, () => selectOverdue(engine).all({ now: nowMs }))
}

/** Dispatch never waits as long: what is due later was written before the clock was set back. */
const WAIT_MAX_MS = 60_000

/** Orders that dispatch has to look at by now, the oldest first. */
export async function loadDueOrders(engine: Engine, nowMs: number): Promise<readonly Order[]> {
  return all(engine, () => selectDue(engine).all({ now: nowMs, beyond: nowMs + WAIT_MAX_MS }))
}

/**
 * What stands in the feed of a CBC, oldest first: orders offered there, over or not, until they
 * expire; a CBC that was down learns of an order and of its end together.
 */
export async function loadFeedOrders(
  engine: Engine,
  cbc: string,
  of: { readonly channels: readonly Channel[]; readonly nowMs: number },
): Promise<readonly Order[]> {
  const found = await all(engine, () => selectOfCbc(engine).all({ key: cbc, now: of.nowMs }))
  return found.filter(
    (order) => order.used.includes('cap-feed') && of.channels.includes(order.channel),
  )
}

/**
 * Orders of a CBC, but one, for which it has said that it uses a pair, and whose end lies after an
 * instant: phones there may remember the pair.
 */
export async function loadOrdersUsing(
  engine: Engine,
  cbc: string,
  of: UsedPair & { readonly but: string; readonly endAfterMs: number },
): Promise<readonly Order[]> {
  const { but, endAfterMs: now, messageIdentifier: identifier, serial } = of
  return all(engine, () => selectUsing(engine).all({ key: cbc, but, now, identifier, serial }))
}

/** Oldest first. */
export async function loadAttempts(engine: Engine, orderId: string): Promise<readonly Attempt[]> {
  return selectAttempts(engine).all({ key: orderId }).map(rowToAttempt)
}

/** Snapshots of the copies that have any, in the order of the copies. */
export async function loadCellStates(
  engine: Engine,
  orderId: string,
): Promise<readonly CellSnapshot[]> {
  const found = selectStates(engine).all({ key: orderId })
  return found.map(({ row, copy }) => {
    if (row.times.length !== 4 * row.states.length) {
      throw new DamagedRow('cell_states', `${orderId} ${row.language}`)
    }
    const { silent, failed, broadcasting, completed, cancelled } = copy
    return {
      orderId,
      language: row.language,
      states: new Uint8Array(row.states),
      times: octetsToTimes(row.times),
      counts: { silent, failed, broadcasting, completed, cancelled },
      batches: row.batches,
    }
  })
}

export async function loadReceiptBatch(
  engine: Engine,
  orderId: string,
  batch: string,
): Promise<KeptBatch | null> {
  const row = selectBatch(engine).get({ key: orderId, batch })
  return row === undefined ? null : { ...row, octets: new Uint8Array(row.octets) }
}

/** Batches after number `after`: what is replayed over a snapshot. */
export async function loadReceiptBatches(
  engine: Engine,
  orderId: string,
  after: number,
): Promise<readonly KeptBatch[]> {
  const rows = selectBatches(engine).all({ key: orderId, after })
  return rows.map((row) => ({ ...row, octets: new Uint8Array(row.octets) }))
}

export async function loadCellList(
  engine: Engine,
  digest: string,
  inventoryVersion: string,
): Promise<CellList | null> {
  const row = selectCellList(engine).get({ key: digest, version: inventoryVersion })
  return row === undefined ? null : { ...row, octets: new Uint8Array(row.octets) }
}

async function first(engine: Engine, select: () => readonly Found[]): Promise<Order | null> {
  return (await all(engine, select))[0] ?? null
}

async function all(engine: Engine, select: () => readonly Found[]): Promise<readonly Order[]> {
  return snapshot(engine, () =>
    select().map(({ row, version }) =>
      rowToOrder(row, version, selectCopies(engine).all({ key: row.id })),
    ),
  )
}
