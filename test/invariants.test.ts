import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type Receipt, recordReceipt, silentCells } from '../src/commands/record-receipt.ts'
import { checkInvariants } from './invariants.ts'
import {
  approveAlert,
  commitAll,
  makeCbc,
  makeMeans,
  NOON_MS,
  openTempStore,
  publishAlert,
  sha256Hex,
  type TempStore,
} from './make.ts'

/** A folder with something of everything: two live alerts, an approved one, a receipt. */
async function fullFolder(): Promise<TempStore> {
  const temp = await openTempStore()
  const { orders } = await publishAlert(temp, { cbcs: [makeCbc('TSEL'), makeCbc('IOH')] })
  const order = orders.find(({ cbc }) => cbc === 'TSEL')!
  const octets = new TextEncoder().encode('{}')
  const report = {
    language: 'id-ID',
    state: 'broadcasting',
    atMs: NOON_MS,
    positions: Uint32Array.of(1),
  } as const
  const receipt: Receipt = {
    batch: 'b-1',
    sha256: sha256Hex(octets),
    octets,
    stage: 'accepted',
    reason: null,
    serials: [],
    reports: [report],
    unplanned: 0,
  }
  const cells = [silentCells(order.id, 'id-ID', order.cells)]
  await commitAll(temp.store, recordReceipt({ order, cells }, receipt, makeMeans()))
  await publishAlert(temp, { cbcs: [makeCbc('TSEL')] })
  await approveAlert(temp)
  return temp
}

test('checkInvariants() passes a sound folder, and says how much it has looked at', async () => {
  const temp = await fullFolder()
  const checked = await checkInvariants(temp.store)
  expect(checked).toMatchObject({ messages: 3, orders: 3, attempts: 3 })
  expect(checked.entries).toBeGreaterThan(12)
})

const ALTERED: readonly [what: string, sql: string, found: string][] = [
  [
    'a state',
    "UPDATE orders SET state = 'ended' WHERE id = '1.1-IOH'",
    '1.1-IOH: state is "ended"',
  ],
  ['a stage', "UPDATE orders SET stage = NULL WHERE id = '1.1-TSEL'", '1.1-TSEL: stage is null'],
  ['an approver', "UPDATE message SET approvers = '[]' WHERE id = '1.1'", '1.1: approvers is []'],
  ['a hand', `UPDATE message SET hands = '["P-X"]' WHERE id = '3.1'`, '3.1: hands is ["P-X"]'],
  [
    'a text',
    "UPDATE message SET content = replace(content, 'pantai', 'rumah') WHERE id = '1.1'",
    '1.1: content is',
  ],
  [
    'a serial',
    "UPDATE order_copy SET serial = 16400 WHERE order_id = '1.1-IOH'",
    'different serial',
  ],
  ['a count', "UPDATE order_copy SET silent = 9 WHERE order_id = '1.1-TSEL'", 'counts 10 cells'],
  ['an identity', "UPDATE orders SET identifier = 'X' WHERE id = '2.1-TSEL'", 'not one document'],
  ['a document', "UPDATE document SET xml = xml || ' '", 'document was changed'],
  ['a second document', "UPDATE document SET order_id = '1.1-IOH'", 'not one document'],
  ['a lost document', "DELETE FROM document WHERE audience = 'PUB'", '2 documents, not 3'],
  ['a claim', 'DELETE FROM claim', 'is not claimed'],
  [
    'a double attempt',
    `INSERT INTO attempt (order_id, n, link, started_at_ms) VALUES ('1.1-IOH', 2, 'cap-push', 1)`,
    '2 attempts are open at once',
  ],
  [
    'a settled attempt',
    "UPDATE attempt SET outcome = 'unknown', settled_at_ms = 1 WHERE order_id = '1.1-IOH'",
    'sending, and every attempt is settled',
  ],
  ['a batch', "UPDATE receipt_batch SET octets = x'00'", 'batch b-1 was changed'],
  ['a batch by another name', "UPDATE receipt_batch SET batch = 'b-2'", 'b-2 is not in the log'],
  ['cells', "UPDATE cell_states SET states = x'020202'", 'its cells 0,0,3,0,0'],
  [
    'an entry',
    "UPDATE entry SET body = CAST(replace(body, 'P-', 'Q-') AS BLOB) WHERE seq = 3",
    'entry-changed at 3',
  ],
  ['the head', 'UPDATE head SET size = size + 1', 'log:'],
]

interface Guard {
  readonly name: string
  readonly sql: string
}

test.for(ALTERED)('checkInvariants() finds %s that was altered', async ([, sql, found]) => {
  const temp = await fullFolder()
  await temp.store.close()
  const database = new Database(join(temp.folder, 'kentongan.db'))
  database.pragma('foreign_keys = OFF')
  const guards = database
    .prepare<[], Guard>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all()
  // Who alters a log by hand lifts what guards it, and puts it back.
  for (const { name } of guards) database.exec(`DROP TRIGGER ${name}`)
  expect(database.prepare(sql).run().changes, 'something was altered').toBeGreaterThan(0)
  for (const guard of guards) database.exec(guard.sql)
  database.close()
  const again = await openTempStore(temp.folder, temp.clock)
  await expect(checkInvariants(again.store)).rejects.toThrow(found)
})

test('checkInvariants() finds an order that the log alone knows, and the other way round', async () => {
  const temp = await fullFolder()
  await temp.store.close()
  const database = new Database(join(temp.folder, 'kentongan.db'))
  database.pragma('foreign_keys = OFF')
  for (const table of ['orders', 'order_copy', 'attempt']) {
    const key = table === 'orders' ? 'id' : 'order_id'
    database.prepare(`UPDATE ${table} SET ${key} = '9.9-TSEL' WHERE ${key} = '2.1-TSEL'`).run()
  }
  database.prepare("INSERT INTO stream (id, version) VALUES ('order:9.9-TSEL', 1)").run()
  database.close()
  const again = await openTempStore(temp.folder, temp.clock)
  const found = checkInvariants(again.store)
  await expect(found).rejects.toThrow('9.9-TSEL: not in the log')
  await expect(found).rejects.toThrow('2.1-TSEL: only in the log')
})
