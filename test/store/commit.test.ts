import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { StreamId } from '../../src/domain/decision.ts'
import type { EntryBody } from '../../src/domain/entry.ts'
import { Refusal } from '../../src/domain/error.ts'
import { Writer } from '../../src/store/commit.ts'
import { openEngine, openStore } from '../../src/store/open.ts'
import {
  accountOf,
  alertOf,
  claimOf,
  commit,
  content,
  countingSalt,
  decision,
  documentOf,
  drafted,
  messageOf,
  NOON_MS,
  openTemp,
  orderOf,
  started,
  tempFolder,
} from './rig.ts'

test('commit() applies a decision whole: rows, streams, claims, entries', async () => {
  const { store } = await openTemp()
  const entries = [started('1'), started('2')]
  const done = await commit(store, {
    expects: [{ stream: 'message:1.1', version: 0 }],
    claims: [claimOf('k', { untilMs: NOON_MS + 1 })],
    writes: [...drafted(1), { table: 'live-set' }],
    entries,
  })
  expect(done).toEqual({ seq: 0, atMs: NOON_MS })
  expect(await store.loadAlert('1')).toEqual({
    alert: alertOf(1),
    messages: [{ ...messageOf('1'), version: 1 }],
  })
  expect(await store.loadVersion('live-set')).toBe(1)
  expect(await store.loadClaim('request', 'k')).toEqual({
    untilMs: NOON_MS + 1,
    seq: 0,
    atMs: NOON_MS,
  })
  expect((await store.loadEntry(1))?.entry).toEqual(started('2'))
  expect(await commit(store, {})).toEqual({ seq: null, atMs: NOON_MS })
})

test('commit() leaves nothing of a refused decision, and all of the others', async () => {
  const { store } = await openTemp()
  await commit(store, { claims: [claimOf('taken')] })
  const refused = decision({
    // The first checks hold: only the last one fails.
    expects: [{ stream: 'message:2.1', version: 0 }],
    claims: [claimOf('free'), claimOf('taken', { params: { sender: 'BMKG' } })],
    writes: [...drafted(2), { table: 'live-set' }],
    entries: [started('refused')],
  })
  const results = await store.commit([
    decision({ writes: drafted(1), entries: [started('first')] }),
    refused,
    decision({ writes: drafted(3), entries: [started('third')] }),
  ])
  expect(results).toEqual([
    { seq: 0, atMs: NOON_MS },
    new Refusal('CAP_CHANGED', { sender: 'BMKG' }),
    { seq: 1, atMs: NOON_MS },
  ])
  expect(await store.loadAlert('2')).toBeNull()
  expect(await store.loadVersion('message:2.1')).toBe(0)
  expect(await store.loadVersion('live-set')).toBe(0)
  expect(await store.loadClaim('request', 'free')).toBeNull()
  expect((await store.loadHead())?.size).toBe(2)
  expect((await store.listAlerts({ limit: 10 })).alerts.map((each) => each.alert.id)).toEqual([
    '3',
    '1',
  ])
})

test('commit() refuses a decision made on a version that has moved, within a batch too', async () => {
  const { store } = await openTemp()
  await commit(store, { writes: drafted(1) })
  const change = decision({
    expects: [{ stream: 'message:1.1', version: 1 }],
    writes: [
      { table: 'message', id: '1.1', set: { note: 'a' } },
      { table: 'message', id: '1.1', set: { note: 'b', hands: ['P-B'] } },
    ],
  })
  const [first, second] = await store.commit([change, change])
  expect(first).toEqual({ seq: null, atMs: NOON_MS })
  expect(second).toMatchObject({
    code: 'STALE_VERSION',
    params: { stream: 'message:1.1', version: 1, current: 2 },
  })
  // One decision moves a stream by one, however often it writes there.
  expect(await store.loadMessage('1.1')).toMatchObject({ version: 2, note: 'b', hands: ['P-B'] })
})

test('commit() gives a claim anew once its time is over, and no sooner', async () => {
  const { store, clock } = await openTemp()
  const take = (untilMs: number | null): Promise<unknown> =>
    commit(store, { claims: [claimOf('4370:7', { space: 'serial', untilMs })] })
  await take(NOON_MS + 1_000)
  clock.nowMs = NOON_MS + 999
  await expect(take(NOON_MS + 9_000)).rejects.toMatchObject({ code: 'CAP_CHANGED' })
  expect((await store.loadSerialFacts(4370)).taken).toEqual(new Set([7]))
  clock.nowMs = NOON_MS + 1_000
  expect((await store.loadSerialFacts(4370)).taken).toEqual(new Set())
  await take(null)
  clock.nowMs = NOON_MS + 1e12
  await expect(take(null)).rejects.toMatchObject({ code: 'CAP_CHANGED' })
  expect((await store.loadSerialFacts(4370)).taken).toEqual(new Set([7]))
  expect((await store.loadSerialFacts(437)).taken).toEqual(new Set())
})

test('commit() refuses a second account of one name', async () => {
  const { store } = await openTemp()
  const results = await store.commit([
    decision({ writes: [{ table: 'account', insert: accountOf('P-A', 'siti') }] }),
    decision({ writes: [{ table: 'account', insert: accountOf('P-B', 'siti') }] }),
  ])
  expect(results[1]).toMatchObject({ code: 'ACCOUNT_EXISTS', params: { account: 'siti' } })
  expect(await store.countAccounts()).toBe(1)
})

test('commit() never lets the time of the log run backwards', async () => {
  const { store, clock } = await openTemp()
  await commit(store, { entries: [started()] })
  clock.nowMs = NOON_MS - 60_000
  expect(await commit(store, { entries: [started()] })).toEqual({ seq: 1, atMs: NOON_MS })
})

test('commit() does not mind the order of the writes', async () => {
  const { store } = await openTemp()
  const order = orderOf('1.1', 'tsel-1')
  await commit(store, {
    writes: [
      { table: 'document', insert: documentOf(order) },
      { table: 'order', insert: order },
      ...drafted(1).reverse(),
    ],
  })
  expect(await store.loadOrder(order.id)).toEqual({ ...order, version: 1 })
})

test('commit() rejects a bug whole, and only for the one who made it', async () => {
  const { store } = await openTemp()
  const noRow = decision({
    writes: [{ table: 'message', id: '9.1', set: { note: 'x' } }],
    entries: [started('bug')],
  })
  const [good, bug, late] = await Promise.allSettled([
    store.commit([decision({ writes: drafted(1), entries: [started('good')] })]),
    store.commit([decision({ writes: drafted(2), entries: [started('lost')] }), noRow]),
    store.commit([decision({ writes: drafted(3) })]),
  ])
  expect(good).toMatchObject({ status: 'fulfilled', value: [{ seq: 0 }] })
  expect(bug).toMatchObject({ status: 'rejected', reason: expect.any(RangeError) })
  expect(late.status).toBe('fulfilled')
  expect(await store.loadAlert('2')).toBeNull()
  expect(await store.loadAlert('3')).not.toBeNull()
  expect((await store.loadHead())?.size).toBe(1)

  const twice = store.commit([decision({ writes: drafted(1) })])
  await expect(twice).rejects.toThrow('UNIQUE')
  const odd = decision({ entries: [{ ...started(), unknown: Number.NaN } as EntryBody] })
  await expect(store.commit([odd])).rejects.toThrow(TypeError)
  expect(await commit(store, { entries: [started()] })).toMatchObject({ seq: 1 })
})

test('commit() puts the calls of one turn into one transaction, and tells listeners after it', async () => {
  const { store, folder } = await openTemp()
  const other = new Database(join(folder, 'kentongan.db'), { readonly: true })
  const count = other.prepare('SELECT count(*) FROM alert').pluck()
  const told: { moved: readonly StreamId[]; alerts: unknown }[] = []
  const stop = store.onCommit((moved) => told.push({ moved: [...moved], alerts: count.get() }))
  await Promise.all([
    store.commit([decision({ writes: drafted(1) })]),
    store.commit([decision({ writes: drafted(2) }), decision({ writes: [{ table: 'live-set' }] })]),
    store.commit([decision({ claims: [claimOf('a')] })]),
  ])
  expect(told).toEqual([{ moved: ['message:1.1', 'message:2.1', 'live-set'], alerts: 2 }])
  await commit(store, { claims: [claimOf('b')] }) // moves nothing
  stop()
  await commit(store, { writes: drafted(3) })
  expect(told.length).toBe(1)
  other.close()
})

test('commit() leaves calls that do not fit in one transaction to the next', async () => {
  const folder = tempFolder()
  let nowMs = NOON_MS
  const salts = countingSalt()
  // Each entry takes 30 ms of this clock: a transaction is over after its first call.
  const salt = (): Uint8Array => ((nowMs += 30), salts())
  const store = await openStore(folder, { salt, nowMs: () => nowMs })
  let transactions = 0
  store.onCommit(() => transactions++)
  const calls = [1, 2, 3].map((number) =>
    store.commit([decision({ writes: drafted(number), entries: [started()] })]),
  )
  const results = await Promise.all(calls)
  expect(results.map(([result]) => result)).toMatchObject([{ seq: 0 }, { seq: 1 }, { seq: 2 }])
  expect(transactions).toBe(3)
  await store.close()
})

test('close() commits what still waits', async () => {
  const { store, folder } = await openTemp()
  const waiting = store.commit([decision({ writes: drafted(1) })])
  await store.close()
  await waiting
  const again = await openStore(folder, { readonly: true, nowMs: () => 0 })
  expect(await again.loadAlert('1')).not.toBeNull()
  await again.close()
})

test('commit() stops for good when the database can take no more, and keeps what it had', async () => {
  const folder = tempFolder()
  const engine = openEngine(folder, () => NOON_MS)
  const told: Error[] = []
  const onFailure = (failure: Error): void => void told.push(failure)
  const writer = new Writer(engine, { salt: countingSalt(), onFailure })
  await writer.commit([decision({ entries: [started('kept')] })])
  engine.client.pragma('max_page_count = 1') // no page more than there are: a full disk
  const long = content({ areaName: 'x'.repeat(1 << 20) })
  const big = decision({ writes: drafted(1, { content: long }), entries: [started('lost')] })
  const calls = await Promise.allSettled([writer.commit([big]), writer.commit([decision()])])
  const failed = { status: 'rejected', reason: expect.objectContaining({ name: 'StoreFailure' }) }
  expect(calls).toEqual([failed, failed])
  await expect(writer.commit([decision()])).rejects.toMatchObject({ name: 'StoreFailure' })
  expect(told).toMatchObject([{ name: 'StoreFailure', cause: { code: 'SQLITE_FULL' } }])
  engine.client.close()

  const { store } = await openTemp(folder)
  expect((await store.loadHead())?.size).toBe(1)
  expect(await store.loadAlert('1')).toBeNull()
  expect(await commit(store, { entries: [started('next')] })).toMatchObject({ seq: 1 })
})

test('commit() renews a claim that is held, and never ends it earlier than before', async () => {
  const { store } = await openTemp()
  const of = { space: 'serial', key: '4370:7' } as const
  const take = (untilMs: number | null, renews?: true): Promise<unknown> => {
    const claim = claimOf(of.key, { space: of.space, untilMs })
    return commit(store, { claims: [renews === undefined ? claim : { ...claim, renews }] })
  }
  const untilMs = async (): Promise<number | null | undefined> =>
    (await store.loadClaim(of.space, of.key))?.untilMs
  await take(NOON_MS + 5_000)
  await expect(take(NOON_MS + 9_000)).rejects.toMatchObject({ code: 'CAP_CHANGED' })
  await take(NOON_MS + 9_000, true)
  expect(await untilMs()).toBe(NOON_MS + 9_000)
  await take(NOON_MS + 6_000, true)
  expect(await untilMs()).toBe(NOON_MS + 9_000)
  await take(null, true)
  await take(NOON_MS + 6_000, true)
  expect(await untilMs(), 'a claim for ever stays one').toBeNull()
})
