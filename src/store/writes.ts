import { and, eq, sql } from 'drizzle-orm'
import type { CellStates, StreamId, Write } from '../domain/decision.ts'
import type { CellCounts } from '../domain/order.ts'
import { type Engine, prepared } from './handle.ts'
import {
  accountToRow,
  alertToRow,
  copyToRow,
  messageToRow,
  orderToRow,
  timesToOctets,
  usedToRow,
} from './rows.ts'
import * as tables from './schema.ts'
import { insertInto, Updates } from './statements.ts'

/**
 * Order in which the writes of one decision are applied, so that a decision need not know what
 * refers to what: a row comes after those it names, and a snapshot of cells after the batches
 * that it has in it. Writes of one table keep their order.
 */
const RANKS: Readonly<Record<Write['table'], number>> = {
  account: 0,
  invite: 1,
  session: 1,
  alert: 2,
  message: 3,
  order: 4,
  attempt: 5,
  document: 5,
  'cell-list': 5,
  'receipt-batch': 5,
  'cell-counts': 5,
  'used-pair': 5,
  'cell-states': 6,
  'live-set': 7,
  'serial-cursor': 7,
  cbc: 7,
  inventory: 7,
}

const key = sql.placeholder('key')
const insertAlert = insertInto(tables.alert)
const insertMessage = insertInto(tables.message)
const messageUpdates = new Updates(tables.message, eq(tables.message.id, key))
const insertOrder = insertInto(tables.orders)
const orderUpdates = new Updates(tables.orders, eq(tables.orders.id, key))
const insertCopy = insertInto(tables.orderCopy)
const copyUpdates = new Updates(
  tables.orderCopy,
  and(eq(tables.orderCopy.orderId, key), eq(tables.orderCopy.language, sql.placeholder('copy')))!,
)
const insertAttempt = insertInto(tables.attempt)
const attemptUpdates = new Updates(
  tables.attempt,
  and(eq(tables.attempt.orderId, key), eq(tables.attempt.n, sql.placeholder('try')))!,
)
const insertDocument = insertInto(tables.document)
const insertCellList = insertInto(tables.cellList, 'keep')
const upsertCellStates = insertInto(tables.cellStates, { upsert: ['orderId', 'language'] })
const insertReceiptBatch = insertInto(tables.receiptBatch)
const upsertSerialCursor = insertInto(tables.serialCursor, { upsert: ['messageIdentifier'] })
const insertAccount = insertInto(tables.account)
const accountUpdates = new Updates(tables.account, eq(tables.account.id, key))
const insertInvite = insertInto(tables.invite)
const insertSession = insertInto(tables.session)
const upsertCbc = insertInto(tables.cbc, { upsert: ['cbc'] })
const insertInventory = insertInto(tables.inventory, { upsert: ['version'] })

const deleteInvite = prepared((db) =>
  db.delete(tables.invite).where(eq(tables.invite.tokenSha256, key)).prepare(),
)
const deleteInvitesOf = prepared((db) =>
  db.delete(tables.invite).where(eq(tables.invite.accountId, key)).prepare(),
)
const deleteSession = prepared((db) =>
  db.delete(tables.session).where(eq(tables.session.tokenSha256, key)).prepare(),
)
const selectLastBatch = prepared((db) =>
  db
    .select({ n: sql<number>`coalesce(max(${tables.receiptBatch.n}), 0)` })
    .from(tables.receiptBatch)
    .where(eq(tables.receiptBatch.orderId, key))
    .prepare(),
)

type Apply = {
  readonly [T in Write['table']]: (engine: Engine, write: Extract<Write, { table: T }>) => void
}

const APPLY: Apply = {
  alert(engine, write) {
    insertAlert(engine).run(alertToRow(write.insert))
  },
  message(engine, write) {
    if ('insert' in write) insertMessage(engine).run(messageToRow(write.insert) as MessageRow)
    else messageUpdates.run(engine, { key: write.id }, messageToRow(write.set))
  },
  order(engine, write) {
    if ('insert' in write) putOrder(engine, write.insert)
    else orderUpdates.run(engine, { key: write.id }, orderToRow(write.set))
  },
  attempt(engine, write) {
    if ('insert' in write) insertAttempt(engine).run(write.insert)
    else attemptUpdates.run(engine, { key: write.order, try: write.n }, write.set)
  },
  document(engine, write) {
    insertDocument(engine).run(write.insert)
  },
  'cell-list'(engine, write) {
    insertCellList(engine).run({ ...write.insert, octets: toBuffer(write.insert.octets) })
  },
  'cell-states'(engine, write) {
    putCellStates(engine, write.insert)
  },
  'cell-counts'(engine, write) {
    putCounts(engine, write)
  },
  'used-pair'(engine, { order, language, used }) {
    copyUpdates.run(engine, { key: order, copy: language }, usedToRow(used))
  },
  'receipt-batch'(engine, write) {
    const n = null as never // SQLite numbers it
    insertReceiptBatch(engine).run({ ...write.insert, n, octets: toBuffer(write.insert.octets) })
  },
  'live-set'() {
    // Its stream is all there is of it.
  },
  'serial-cursor'(engine, write) {
    upsertSerialCursor(engine).run(write)
  },
  account(engine, write) {
    if ('insert' in write) insertAccount(engine).run(accountToRow(write.insert) as AccountRow)
    else accountUpdates.run(engine, { key: write.id }, accountToRow(write.set))
  },
  invite(engine, write) {
    if ('insert' in write) {
      // A link that was lost, or went to the wrong person, is worth nothing once there is another.
      deleteInvitesOf(engine).run({ key: write.insert.accountId })
      insertInvite(engine).run(write.insert)
    } else deleteInvite(engine).run({ key: write.delete })
  },
  session(engine, write) {
    if ('insert' in write) insertSession(engine).run(write.insert)
    else deleteSession(engine).run({ key: write.delete })
  },
  cbc(engine, write) {
    upsertCbc(engine).run({ ...write.upsert, links: JSON.stringify(write.upsert.links) })
  },
  inventory(engine, write) {
    insertInventory(engine).run(write.insert)
  },
}

/** @throws {RangeError} when a write changes a row that is not there. */
export function applyWrites(engine: Engine, writes: readonly Write[]): void {
  const ranked = [...writes].sort((a, b) => RANKS[a.table] - RANKS[b.table])
  for (const write of ranked) APPLY[write.table](engine, write as never)
}

/** The stream that a write moves, or null: what has no stream is only ever added. */
export function streamOf(write: Write): StreamId | null {
  switch (write.table) {
    case 'message':
    case 'order':
    case 'account':
      return `${write.table}:${'insert' in write ? write.insert.id : write.id}`
    case 'attempt':
      return `order:${'insert' in write ? write.insert.orderId : write.order}`
    case 'cell-states':
      return `order:${write.insert.orderId}`
    case 'cell-counts':
    case 'used-pair':
      return `order:${write.order}`
    case 'cbc':
      return `cbc:${write.upsert.cbc}`
    case 'live-set':
      return 'live-set'
    case 'alert':
    case 'document':
    case 'cell-list':
    case 'receipt-batch':
    case 'serial-cursor':
    case 'invite':
    case 'session':
    case 'inventory':
    default:
      return null
  }
}

type MessageRow = typeof tables.message.$inferSelect
type AccountRow = typeof tables.account.$inferSelect
type OrderRow = typeof tables.orders.$inferSelect
type OrderInsert = Extract<Write, { table: 'order'; insert: unknown }>['insert']

function putOrder(engine: Engine, order: OrderInsert): void {
  insertOrder(engine).run(orderToRow(order) as OrderRow)
  for (const [n, copy] of order.copies.entries()) {
    insertCopy(engine).run(copyToRow(order.id, n, copy))
  }
}

function putCellStates(engine: Engine, snapshot: CellStates): void {
  const { orderId, language, states, times, counts } = snapshot
  const [last] = selectLastBatch(engine).all({ key: orderId })
  upsertCellStates(engine).run({
    orderId,
    language,
    states: toBuffer(states),
    times: timesToOctets(times),
    batches: last?.n ?? 0,
  })
  putCounts(engine, { order: orderId, language, counts })
}

function putCounts(
  engine: Engine,
  write: { readonly order: string; readonly language: string; readonly counts: CellCounts },
): void {
  copyUpdates.run(engine, { key: write.order, copy: write.language }, write.counts)
}

function toBuffer(octets: Uint8Array): Buffer {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
}
