import { expect, test } from 'vitest'
import type { CbcSettings } from '../../src/domain/decision.ts'
import { accountOf, commit, NOON_MS, openTemp } from './rig.ts'

test('accounts are found by id and name, and changed', async () => {
  const { store } = await openTemp()
  const [siti, budi] = [accountOf('P-A', 'siti'), accountOf('P-B', 'budi')]
  await commit(store, {
    writes: [siti, budi].map((insert) => ({ table: 'account', insert }) as const),
  })
  expect(await store.loadAccount('P-A')).toEqual({ ...siti, version: 1 })
  expect(await store.loadAccountByName('budi')).toEqual({ ...budi, version: 1 })
  expect(await store.loadAccount('P-C')).toBeNull()
  expect(await store.loadAccountByName('P-A')).toBeNull()
  expect(await store.countAccounts()).toBe(2)

  const set = { passwordHash: '$argon2id$', roles: ['admin'], disabled: true } as const
  await commit(store, { writes: [{ table: 'account', id: 'P-A', set }] })
  expect(await store.listAccounts()).toEqual([
    { ...budi, version: 1 },
    { ...siti, ...set, version: 2 },
  ])
})

test('sessions and invitations last until their time, or until they are deleted', async () => {
  const { store, clock } = await openTemp()
  const account = accountOf('P-A', 'siti')
  const session = {
    tokenSha256: 's1',
    accountId: 'P-A',
    csrf: 'c',
    createdAtMs: NOON_MS,
    expiresMs: NOON_MS + 10,
  }
  const invite = { tokenSha256: 'i1', accountId: 'P-A', expiresMs: NOON_MS + 20 }
  await commit(store, {
    writes: [
      { table: 'session', insert: session },
      { table: 'invite', insert: invite },
      { table: 'account', insert: account },
    ],
  })
  const kept = { session, account: { ...account, version: 1 } }
  expect(await store.loadSession('s1')).toEqual(kept)
  expect(await store.loadInvite('i1')).toEqual(invite)
  expect(await store.loadSession('i1')).toBeNull()
  clock.nowMs = NOON_MS + 9
  expect(await store.loadSession('s1')).toEqual(kept)
  clock.nowMs = NOON_MS + 10
  expect(await store.loadSession('s1')).toBeNull()
  clock.nowMs = NOON_MS + 20
  expect(await store.loadInvite('i1')).toBeNull()

  clock.nowMs = NOON_MS
  const gone = [
    { table: 'session', delete: 's1' },
    { table: 'invite', delete: 'i1' },
  ] as const
  await commit(store, { writes: gone })
  expect(await store.loadSession('s1')).toBeNull()
  expect(await store.loadInvite('i1')).toBeNull()
  await commit(store, { writes: gone }) // to sign out twice is no bug
})

test('CBCs are set, set again, and known by their token', async () => {
  const { store } = await openTemp()
  const settings = (cbc: string, tokenSha256: string): CbcSettings => ({
    cbc,
    links: [
      { link: 'cap-push', url: 'https://cbc.example/cap', pushToken: 't' },
      { link: 'cap-feed' },
    ],
    tokenSha256,
    loopback: true,
    coding: 'prefix',
    serial: 'theirs',
  })
  const put = (upsert: CbcSettings) => commit(store, { writes: [{ table: 'cbc', upsert }] })
  await put(settings('XL', 'x'))
  await put(settings('TSEL', 't1'))
  await put({ ...settings('TSEL', 't2'), links: [], loopback: false })
  const tsel = { ...settings('TSEL', 't2'), links: [], loopback: false, version: 2 }
  expect(await store.loadCbcs()).toEqual([tsel, { ...settings('XL', 'x'), version: 1 }])
  expect(await store.loadCbc('TSEL')).toEqual(tsel)
  expect(await store.loadCbcByToken('t2')).toEqual(tsel)
  expect(await store.loadCbcByToken('t1')).toBeNull()
  expect(await store.loadCbc('IOH')).toBeNull()
})

test('serial numbers go on from the cursor of their identifier', async () => {
  const { store } = await openTemp()
  expect(await store.loadSerialFacts(4370)).toEqual({ nextTurn: null, taken: new Set() })
  for (const nextTurn of [5, 6]) {
    await commit(store, { writes: [{ table: 'serial-cursor', messageIdentifier: 4370, nextTurn }] })
  }
  expect((await store.loadSerialFacts(4370)).nextTurn).toBe(6)
  expect((await store.loadSerialFacts(4371)).nextTurn).toBe(null)
})
