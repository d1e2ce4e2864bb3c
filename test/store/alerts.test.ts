import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Plan } from '../../src/domain/plan.ts'
import { alertOf, commit, content, drafted, messageOf, NOON_MS, openTemp } from './rig.ts'

const PLAN: Plan = {
  madeAtMs: NOON_MS,
  regionVersion: 'r1',
  policyVersion: 'p1',
  copies: [],
  orders: [],
  population: [10, 20],
  outline: [
    [
      [5, 95],
      [5, 96],
      [6, 96],
      [5, 95],
    ],
  ],
  findings: [],
}

test('loadMessage() gives back what every step wrote', async () => {
  const { store } = await openTemp()
  expect(await store.loadMessage('1.1')).toBeNull()
  await commit(store, { writes: drafted(1) })
  const change = {
    state: 'submitted',
    content: content({ startMs: NOON_MS + 5, areaName: 'Aceh dan “Nias”' }),
    plan: PLAN,
    contentHash: 'ab'.repeat(32),
    hands: ['P-A', 'P-B'],
    approvers: ['P-C'],
    note: 'baik',
    submittedAtMs: NOON_MS + 1,
    approvedAtMs: NOON_MS + 2,
    sentMs: NOON_MS + 3,
    expiresMs: NOON_MS + 4,
    endedAtMs: NOON_MS + 6,
    endReason: 'expired',
  } as const
  await commit(store, { writes: [{ table: 'message', id: '1.1', set: change }] })
  const expected = { ...messageOf('1'), ...change, version: 2 }
  expect(await store.loadMessage('1.1')).toEqual(expected)
  await commit(store, {
    writes: [{ table: 'message', id: '1.1', set: { plan: null, note: null } }],
  })
  expect(await store.loadMessage('1.1')).toEqual({
    ...expected,
    plan: null,
    note: null,
    version: 3,
  })
})

test('loadAlert() gives the thread, oldest message first', async () => {
  const { store } = await openTemp()
  const alert = {
    ...alertOf(12),
    origin: {
      from: 'cap',
      sender: 'bmkg',
      identifier: 'i',
      sent: 's',
      language: 'id',
      sha256: 'h',
    },
  } as const
  const messages = [1, 2, 10].map((n) => messageOf('12', { n, msgType: 'Update' }))
  await commit(store, {
    writes: [
      { table: 'alert', insert: alert },
      ...messages.toReversed().map((insert) => ({ table: 'message', insert }) as const),
    ],
  })
  expect(await store.loadAlert('12')).toEqual({
    alert,
    messages: messages.map((each) => ({ ...each, version: 1 })),
  })
  expect(await store.nextAlertNumber()).toBe(13)
})

test('listAlerts() pages from the newest, with the newest message of each', async () => {
  const { store } = await openTemp()
  expect(await store.listAlerts({ limit: 2 })).toEqual({ alerts: [], next: null })
  for (let number = 1; number <= 11; number++) await commit(store, { writes: drafted(number) })
  // 11 is live with an Update in hand, 10 is over, 9 was replaced by a live Update.
  const state = (id: string, to: 'live' | 'ended' | 'submitted') =>
    ({ table: 'message', id, set: { state: to } }) as const
  await commit(store, {
    writes: [
      state('11.1', 'live'),
      { table: 'message', insert: messageOf('11', { n: 2, state: 'submitted' }) },
      state('10.1', 'ended'),
      state('9.1', 'ended'),
      { table: 'message', insert: messageOf('9', { n: 2, state: 'live' }) },
    ],
  })
  const first = await store.listAlerts({ limit: 3 })
  expect(first.alerts.map((each) => [each.newest.id, each.isLive])).toEqual([
    ['11.2', true],
    ['10.1', false],
    ['9.2', true],
  ])
  expect(first.next).toBe('9')
  const ids = async (query: Parameters<typeof store.listAlerts>[0]): Promise<string[]> =>
    (await store.listAlerts(query)).alerts.map(({ alert }) => alert.id)
  expect(await ids({ limit: 3, before: '9' })).toEqual(['8', '7', '6'])
  const rest = await store.listAlerts({ limit: 8, before: '9' })
  expect(rest).toMatchObject({ next: null, alerts: { length: 8 } })
  expect(await ids({ limit: 9, state: 'live' })).toEqual(['11', '9'])
  expect(await ids({ limit: 9, state: 'submitted' })).toEqual(['11'])
  expect(await ids({ limit: 9, state: 'ended' })).toEqual(['10'])
  expect(await ids({ limit: 2, state: 'draft', before: '8' })).toEqual(['7', '6'])
})

test('loadDueMessages() finds what must start and what must end', async () => {
  const { store } = await openTemp()
  const startsAt = (startMs: number | null) => ({
    state: 'approved' as const,
    content: content({ startMs }),
  })
  await commit(store, {
    writes: [
      ...drafted(1, startsAt(null)),
      ...drafted(2, startsAt(NOON_MS)),
      ...drafted(3, startsAt(NOON_MS + 1)),
      ...drafted(4, { state: 'live', expiresMs: NOON_MS }),
      ...drafted(5, { state: 'live', expiresMs: NOON_MS + 1 }),
      ...drafted(6, { state: 'ended', expiresMs: NOON_MS }),
      ...drafted(7, { ...startsAt(NOON_MS), state: 'submitted' }),
    ],
  })
  const due = await store.loadDueMessages(NOON_MS)
  expect(due.map(({ id }) => id).toSorted()).toEqual(['1.1', '2.1', '4.1'])
})

test('a damaged row is named by table and id', async () => {
  const { store, folder } = await openTemp()
  await commit(store, { writes: drafted(1) })
  const client = new Database(join(folder, 'kentongan.db'))
  for (const damage of [`content = '{'`, `state = 'gone'`, `hands = '7'`]) {
    client.exec(`UPDATE message SET ${damage}`)
    await expect(store.loadMessage('1.1')).rejects.toMatchObject({
      name: 'DamagedRow',
      table: 'message',
      id: '1.1',
    })
    client.exec(`UPDATE message SET content = '{}', state = 'draft', hands = '[]'`)
  }
  client.close()
})

test('alerts are numbered from 1', async () => {
  const { store } = await openTemp()
  expect(await store.nextAlertNumber()).toBe(1)
  for (const id of ['0', '01', 'a', '1.5', '-1']) {
    const insert = { ...alertOf(1), id }
    await expect(commit(store, { writes: [{ table: 'alert', insert }] })).rejects.toThrow(
      RangeError,
    )
  }
})
