import { expect, test } from 'vitest'
import { NO_CELLS, type Attempt } from '../../src/domain/order.ts'
import type { CellStates, Write } from '../../src/domain/decision.ts'
import { commit, documentOf, drafted, messageOf, NOON_MS, openTemp, orderOf } from './rig.ts'

const inserted = (order: ReturnType<typeof orderOf>): Write => ({ table: 'order', insert: order })

const states = (orderId: string, language: string, octets: readonly number[]): CellStates => ({
  orderId,
  language,
  states: Uint8Array.from(octets),
  times: Uint32Array.from(octets, (each) => 1_790_000_000 + each),
  counts: { ...NO_CELLS, silent: 1, broadcasting: 2 },
})

test('loadOrder() gives back an order with its copies, however it is asked for', async () => {
  const { store } = await openTemp()
  const order = orderOf('1.1', 'TSEL', { stage: 'received' })
  const other = orderOf('1.1', 'IOH', { copies: [], inventoryVersion: null, cellsDigest: null })
  await commit(store, { writes: [...drafted(1), inserted(order), inserted(other)] })
  const kept = { ...order, version: 1 }
  expect(await store.loadOrder('1.1-TSEL')).toEqual(kept)
  expect(await store.loadOrderByIdentifier(order.identifier)).toEqual(kept)
  expect(await store.loadOrdersOfMessage('1.1')).toEqual([{ ...other, version: 1 }, kept])
  expect(await store.loadOrder('1.1-XL')).toBeNull()
  expect(await store.loadOrderByIdentifier('none')).toBeNull()

  const set = {
    state: 'on-air',
    stage: 'accepted',
    used: ['cap-push', 'cap-feed'],
    attempts: 3,
    dueMs: null,
    reason: 'late',
    unplanned: 4,
    acceptedAtMs: NOON_MS,
    onAirAtMs: NOON_MS + 1,
  } as const
  await commit(store, { writes: [{ table: 'order', id: order.id, set }] })
  expect(await store.loadOrder(order.id)).toEqual({ ...order, ...set, version: 2 })
})

test('loadOpenOrders() and loadDueOrders() find what dispatch must look at', async () => {
  const { store } = await openTemp()
  const order = (cbc: string, part: Parameters<typeof orderOf>[2]): Write =>
    inserted(orderOf('1.1', cbc, part))
  await commit(store, {
    writes: [
      ...drafted(1),
      order('A', { state: 'queued', dueMs: NOON_MS }),
      order('B', { state: 'offered', dueMs: NOON_MS + 1 }),
      order('C', { state: 'on-air', dueMs: null }),
      order('D', { state: 'ended', dueMs: null }),
      order('E', { state: 'refused', dueMs: null }),
      order('F', { state: 'failed', dueMs: NOON_MS - 1, sentMs: NOON_MS - 1 }),
    ],
  })
  const ids = (orders: readonly { cbc: string }[]): string => orders.map(({ cbc }) => cbc).join('')
  expect(ids(await store.loadOpenOrders())).toBe('ABC')
  expect(ids(await store.loadDueOrders(NOON_MS))).toBe('FA')
  // The clock was set back: nothing waits for it to come round again.
  expect(ids(await store.loadDueOrders(NOON_MS - 3_600_000))).toBe('FAB')
})

test('loadFeedOrders() gives a CBC its own, from being offered until they expire', async () => {
  const { store } = await openTemp()
  const used = ['cap-push', 'cap-feed'] as const
  const messages = [2, 3, 4, 5, 6].map(
    (n) => ({ table: 'message', insert: messageOf('1', { n }) }) as const,
  )
  await commit(store, {
    writes: [
      ...drafted(1),
      ...messages,
      inserted(orderOf('1.1', 'TSEL', { used, sentMs: NOON_MS + 9 })),
      inserted(orderOf('1.2', 'TSEL', { used, state: 'ended' })),
      inserted(orderOf('1.3', 'TSEL')),
      inserted(orderOf('1.4', 'TSEL', { used, expiresMs: NOON_MS })),
      inserted(orderOf('1.5', 'TSEL', { used, channel: 'sms' })),
      inserted(orderOf('1.6', 'IOH', { used })),
    ],
  })
  const feed = async (channels: readonly ('cell-broadcast' | 'sms' | 'network-name')[]) =>
    (await store.loadFeedOrders('TSEL', { channels, nowMs: NOON_MS })).map(({ id }) => id)
  expect(await feed(['cell-broadcast'])).toEqual(['1.2-TSEL', '1.1-TSEL'])
  expect(await feed(['sms', 'network-name'])).toEqual(['1.5-TSEL'])
})

test('attempts are added and settled, and move their order', async () => {
  const { store } = await openTemp()
  const attempt = (n: number): Attempt => ({
    orderId: '1.1-TSEL',
    n,
    link: 'cap-push',
    startedAtMs: NOON_MS + n,
    settledAtMs: null,
    outcome: null,
    detail: null,
  })
  await commit(store, {
    writes: [
      { table: 'attempt', insert: attempt(2) },
      { table: 'attempt', insert: attempt(1) },
      inserted(orderOf('1.1', 'TSEL')),
      ...drafted(1),
    ],
  })
  const set = { settledAtMs: NOON_MS + 50, outcome: 'unknown', detail: 'timed out' } as const
  await commit(store, { writes: [{ table: 'attempt', order: '1.1-TSEL', n: 1, set }] })
  expect(await store.loadAttempts('1.1-TSEL')).toEqual([{ ...attempt(1), ...set }, attempt(2)])
  expect(await store.loadVersion('order:1.1-TSEL')).toBe(2)
  const missing = { table: 'attempt', order: '1.1-TSEL', n: 3, set } as const
  await expect(commit(store, { writes: [missing] })).rejects.toThrow(RangeError)
})

test('cells are kept as a snapshot, with the batches that came after it', async () => {
  const { store } = await openTemp()
  const order = orderOf('1.1', 'TSEL')
  await commit(store, { writes: [...drafted(1), inserted(order)] })
  expect(await store.loadCellStates(order.id)).toEqual([])

  const batch = (name: string): Write => ({
    table: 'receipt-batch',
    insert: {
      orderId: order.id,
      batch: name,
      sha256: 'cd'.repeat(32),
      receivedAtMs: NOON_MS,
      octets: Buffer.from(`{"batch":"${name}"}`),
    },
  })
  const [en, id] = [states(order.id, 'en', [0, 2, 2]), states(order.id, 'id-ID', [2, 2, 0])]
  // The snapshot comes first in the list, and still has the batch of its decision in it.
  await commit(store, {
    writes: [
      { table: 'cell-states', insert: en },
      { table: 'cell-states', insert: id },
      batch('a'),
    ],
  })
  const { silent, ...counts } = { ...id.counts, silent: 0, broadcasting: 3 }
  await commit(store, {
    writes: [
      batch('b'),
      { table: 'cell-counts', order: order.id, language: 'id-ID', counts: { ...counts, silent } },
    ],
  })
  const kept = await store.loadCellStates(order.id)
  expect(kept).toEqual([
    { ...id, counts: { ...counts, silent }, batches: 1 },
    { ...en, batches: 1 },
  ])
  // A slice must be a copy, as that of a Buffer is not.
  expect(Object.getPrototypeOf(kept[0]!.states)).toBe(Uint8Array.prototype)
  const since = await store.loadReceiptBatches(order.id, kept[0]!.batches)
  expect(since.map(({ n, batch: name }) => [n, name])).toEqual([[2, 'b']])
  expect(await store.loadReceiptBatch(order.id, 'b')).toEqual(since[0])
  expect(Buffer.from(since[0]!.octets).toString()).toBe('{"batch":"b"}')
  expect(await store.loadReceiptBatch(order.id, 'c')).toBeNull()
  expect(await store.loadOrder(order.id)).toMatchObject({
    version: 3,
    copies: [{ language: 'id-ID', counts: { broadcasting: 3 } }, { counts: en.counts }],
  })

  await commit(store, { writes: [{ table: 'cell-states', insert: id }] })
  expect((await store.loadCellStates(order.id))[0]).toEqual({ ...id, batches: 2 })
})

test('a list of cells is kept once, and apart for each inventory', async () => {
  const { store } = await openTemp()
  const list = (inventoryVersion: string): Write => ({
    table: 'cell-list',
    insert: {
      digest: 'd',
      inventoryVersion,
      count: 2,
      octets: Uint8Array.of(1, 0, 0, 0, 7, 0, 0, 0),
    },
  })
  await commit(store, { writes: [list('v1'), list('v1'), list('v2')] })
  expect(await store.loadCellList('d', 'v2')).toEqual({
    digest: 'd',
    inventoryVersion: 'v2',
    count: 2,
    octets: Uint8Array.of(1, 0, 0, 0, 7, 0, 0, 0),
  })
  expect(await store.loadCellList('d', 'v3')).toBeNull()
})

test('documents are found by identifier, by message, by thread, and by the public', async () => {
  const { store } = await openTemp()
  const offered = orderOf('1.1', 'TSEL')
  const failed = orderOf('1.1', 'XL', { state: 'failed', used: [] })
  const pub = documentOf(offered, { identifier: 'PUB-1', orderId: null, audience: 'PUB' })
  const over = { ...pub, identifier: 'PUB-0', expiresMs: NOON_MS }
  const documents = [documentOf(offered), documentOf(failed, { sentMs: NOON_MS + 1 }), pub, over]
  await commit(store, {
    writes: [
      ...documents.map((insert) => ({ table: 'document', insert }) as const),
      ...drafted(1),
      inserted(offered),
      inserted(failed),
    ],
  })
  expect(await store.loadDocument(offered.identifier)).toEqual(documents[0])
  expect(await store.loadDocument('none')).toBeNull()
  expect((await store.loadDocumentsOfMessage('1.1')).length).toBe(4)
  const { identifier, messageId, sentMs, expiresMs } = pub
  const heads = [{ identifier, messageId, sentMs, expiresMs }]
  expect(await store.loadPublicDocuments({ nowMs: NOON_MS, limit: 9 })).toEqual(heads)
  expect(await store.loadPublicDocuments({ nowMs: NOON_MS, limit: 0 })).toEqual([])
  const thread = await store.loadThreadDocuments('1')
  const short = thread.map((each) => [each.identifier, each.orderState, each.isOffered])
  expect(short).toEqual([
    [offered.identifier, 'sending', true],
    ['PUB-0', null, true],
    ['PUB-1', null, true],
    [failed.identifier, 'failed', false],
  ])
})
