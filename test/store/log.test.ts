import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { encodeEntry, commitmentInput, encodeLeaf, SALT_OCTETS } from '../../src/audit/leaf.ts'
import { Log } from '../../src/audit/log.ts'
import { sha256 } from '../../src/audit/node.ts'
import { parseSearch } from '../../src/audit/search.ts'
import { hashLeaf } from '../../src/audit/tree.ts'
import { type Verification, verifyLog } from '../../src/audit/verify.ts'
import type { EntryBody } from '../../src/domain/entry.ts'
import { openEngine, openStore, type ReadStore, type Store } from '../../src/store/open.ts'
import { commit, decision, NOON_MS, openTemp, started, tempFolder } from './rig.ts'
import { verifyFolder } from './verify-folder.ts'

const settled = (order: string, attempt: number): EntryBody => ({
  what: 'attempt-settled',
  actor: 'system',
  order,
  attempt,
  link: 'cap-push',
  outcome: 'accepted',
  detail: 'taken',
  state: 'accepted',
})

/** A log of `size` entries, a second apart. */
async function filled(size: number): Promise<{ store: Store; folder: string }> {
  const { store, folder, clock } = await openTemp()
  for (let seq = 0; seq < size; seq++) {
    clock.nowMs = NOON_MS + 1_000 * seq
    const entries = seq % 2 === 0 ? [started(String(seq))] : [settled(`7.1-${cbcOf(seq)}`, seq)]
    await commit(store, { entries })
  }
  return { store, folder }
}

const cbcOf = (seq: number): string => (seq % 4 === 1 ? 'TSEL' : 'XL')

test('a log that was only ever written here verifies, and is what Log makes', async () => {
  const { store, folder } = await openTemp()
  const bodies = Array.from({ length: 1_500 }, (_, at) => settled('1.1-TSEL', at))
  await store.commit([decision({ entries: bodies }), decision({ entries: [started()] })])
  expect(await verifyFolder(folder)).toMatchObject({ size: 1_501, verified: true, problem: null })

  const { head, to } = await store.loadExtent()
  expect(to).toBe(1_501)
  const log = Log.open(sha256, null)
  for await (const row of store.iterateEntries({ from: 0, to })) {
    const { visibility, salt, body } = row
    const made = log.append({ nowMs: row.atMs, visibility, salt: salt!, body: body! })
    expect(row.seq).toBe(made.seq)
    expect(Buffer.compare(row.leaf, made.leaf)).toBe(0)
  }
  expect(Buffer.from(log.head().frontier)).toEqual(head?.frontier)
  expect((await store.loadEntry(3))?.entry).toEqual(bodies[3])
  expect(await store.loadEntry(1_501)).toBeNull()
})

test('an entry is never changed, deleted or put in between, only erased', async () => {
  const { folder } = await filled(4)
  const { client } = openEngine(folder, () => 0)
  const columns = (client.pragma('table_info(entry)') as { name: string }[]).map(({ name }) => name)
  expect(columns.length).toBeGreaterThan(10)
  for (const column of columns) {
    // Every column, to another value of its type, in the same statement that erases.
    const value = ['leaf', 'link', 'salt', 'body'].includes(column) ? `x'00'` : `'9'`
    const erasure = ['salt', 'body'].includes(column) ? '' : 'salt = NULL, body = NULL, '
    const change = `UPDATE entry SET ${erasure}${column} = ${value} WHERE seq = 1`
    expect(() => client.exec(change)).toThrow('never changed')
  }
  expect(() => client.exec('DELETE FROM entry WHERE seq = 3')).toThrow('never deleted')
  const copy = (seq: string): string =>
    `INSERT INTO entry SELECT ${columns.map((each) => (each === 'seq' ? seq : each)).join()}
     FROM entry WHERE seq = 1`
  expect(() => client.exec(copy('2'))).toThrow()
  expect(() => client.exec(`INSERT OR REPLACE ${copy('3').slice(7)}`)).toThrow()
  expect(await verifyFolder(folder)).toMatchObject({ verified: true, erased: 0 })

  client.exec('UPDATE entry SET salt = NULL, body = NULL WHERE seq = 1')
  client.close()
  expect(await verifyFolder(folder)).toMatchObject({ verified: true, erased: 1 })
})

/** Each hand in the database, and the entry that must be named for it. */
const HANDS: readonly {
  name: string
  seq: number
  change: (client: Database.Database) => void
}[] = [
  {
    name: 'one octet of a body',
    seq: 5,
    change: (client) =>
      client.exec(`UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'taken', 'token') AS BLOB)
                   WHERE seq = 5`),
  },
  {
    name: 'a time',
    seq: 2,
    change: (client) => client.exec('UPDATE entry SET at_ms = at_ms + 1 WHERE seq = 2'),
  },
  {
    name: 'a visibility',
    seq: 2,
    change: (client) => client.exec(`UPDATE entry SET visibility = 'published' WHERE seq = 2`),
  },
  {
    name: 'a deleted row',
    seq: 4,
    change: (client) => client.exec('DELETE FROM entry WHERE seq = 4'),
  },
  {
    name: 'a deleted first row',
    seq: 0,
    change: (client) => client.exec('DELETE FROM entry WHERE seq = 0'),
  },
  {
    name: 'a deleted last row',
    seq: 9,
    change: (client) => client.exec('DELETE FROM entry WHERE seq = 9'),
  },
  {
    name: 'a row added at the end',
    seq: 10,
    change: (client) =>
      client.exec(`INSERT INTO entry SELECT 10, at_ms, leaf, link, salt, body, visibility, what,
                   actor, alert_id, message_id, order_id, cbc FROM entry WHERE seq = 9`),
  },
  {
    name: 'two rows that changed places',
    seq: 3,
    change: (client) =>
      client.exec(`UPDATE entry SET seq = 1000 WHERE seq = 3;
                   UPDATE entry SET seq = 3 WHERE seq = 6;
                   UPDATE entry SET seq = 6 WHERE seq = 1000`),
  },
  { name: 'a row made anew, leaf and all', seq: 5, change: (client) => remake(client, 5) },
  { name: 'the last row made anew', seq: 9, change: (client) => remake(client, 9) },
  {
    name: 'the head',
    seq: 9,
    change: (client) => client.exec('UPDATE head SET at_ms = at_ms + 1'),
  },
]

test.for(HANDS)('verification names the entry: $name', async ({ seq, change }) => {
  const { store, folder } = await filled(10)
  await store.close()
  const copy = tempFolder()
  copyFileSync(join(folder, 'kentongan.db'), join(copy, 'kentongan.db'))
  const client = new Database(join(copy, 'kentongan.db'))
  client.exec(
    'DROP TRIGGER entry_is_kept; DROP TRIGGER entry_is_final; DROP TRIGGER entry_is_appended',
  )
  change(client)
  client.close()
  expect(await verifyFolder(copy)).toMatchObject({ verified: false, problem: { seq } })
})

/** What somebody would do who knows how a leaf is made: a new body with a leaf that fits it. */
function remake(client: Database.Database, seq: number): void {
  const body = encodeEntry({ ...settled('7.1-TSEL', seq), detail: 'refused' })
  const salt = new Uint8Array(SALT_OCTETS).fill(7)
  const commitment = sha256(commitmentInput(salt, body))
  const timeMs = NOON_MS + 1_000 * seq
  const leaf = encodeLeaf({ seq, timeMs, visibility: 'other', commitment })
  expect(hashLeaf(sha256, leaf).length).toBe(32)
  const update = 'UPDATE entry SET salt = ?, body = ?, leaf = ? WHERE seq = ?'
  client.prepare(update).run(salt, body, leaf, seq)
}

test('verification sees one state of the log while its owner appends', async () => {
  const { store, folder } = await filled(10)
  const reader = await openStore(folder, { readonly: true, nowMs: () => 0 })
  const { head, to } = await reader.loadExtent()
  await commit(store, { entries: [started('later')] })
  expect(await verify(reader, { head, to })).toMatchObject({ size: 10, verified: true })
  await reader.close()
})

function verify(
  reader: ReadStore,
  { head, to }: Awaited<ReturnType<ReadStore['loadExtent']>>,
): Promise<Verification> {
  const entries = reader.iterateEntries({ from: 0, to })
  const trust = { origin: 'none', keys: [], verifySignature: () => false }
  return verifyLog({ entries, head, checkpoints: [], sha256, trust })
}

test('searchEntries() finds by every filter, newest first, page by page', async () => {
  const { store } = await filled(12)
  const search = async (params: Record<string, string>): Promise<readonly number[]> => {
    const found = await store.searchEntries(parseSearch(params))
    return found.map(({ seq }) => seq)
  }
  const at = (seq: number): string => new Date(NOON_MS + 1_000 * seq).toISOString()
  expect(await search({ limit: '3' })).toEqual([11, 10, 9])
  expect(await search({ limit: '3', before: '9' })).toEqual([8, 7, 6])
  expect(await search({ alert: '7' })).toEqual([11, 9, 7, 5, 3, 1])
  expect(await search({ alert: '8' })).toEqual([])
  expect(await search({ order: '7.1-XL' })).toEqual([11, 7, 3])
  expect(await search({ cbc: 'TSEL', before: '9' })).toEqual([5, 1])
  expect(await search({ what: 'service-started', limit: '2' })).toEqual([10, 8])
  expect(await search({ actor: 'system', what: 'attempt-settled', cbc: 'XL' })).toEqual([11, 7, 3])
  expect(await search({ from: at(4), to: at(7) })).toEqual([6, 5, 4])
  expect(await search({ from: at(20) })).toEqual([])
  expect(await search({ to: at(0) })).toEqual([])
  expect(await search({ operator: 'telkomsel' })).toEqual([9, 5, 1])
  expect(await search({ operator: 'telkomsel', cbc: 'XL' })).toEqual([])
  expect(await search({ operator: 'nobody' })).toEqual([])
})

test('searchEntries() reads a run of one index, whatever the filters', async () => {
  const { client } = openEngine(tempFolder(), () => 0)
  const filters = ['order_id', 'alert_id', 'cbc', 'actor', 'what']
  for (const filter of filters) {
    const plan = client
      .prepare(
        `EXPLAIN QUERY PLAN SELECT body FROM entry WHERE seq >= ? AND seq < ? AND ${filter} = ?
         ORDER BY seq DESC LIMIT ?`,
      )
      .all(0, 9, 'x', 3) as { detail: string }[]
    const details = plan.map(({ detail }) => detail).join()
    expect(details).toContain(`${filter}=? AND rowid>? AND rowid<?`)
    expect(details).not.toContain('B-TREE')
  }
  client.close()
})

test('saveCheckpoint() keeps signed tree heads by size', async () => {
  const { store } = await openTemp()
  expect(await store.loadCheckpoint()).toBeNull()
  for (const size of [2, 10, 9]) await store.saveCheckpoint(size, `of ${size}`)
  await store.saveCheckpoint(9, 'of 9, with a witness')
  expect(await store.loadCheckpoint()).toBe('of 10')
  expect(await store.loadCheckpoints()).toEqual(['of 2', 'of 9, with a witness', 'of 10'])
})
