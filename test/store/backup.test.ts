import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { readBackup, readBackupFiles, writeBackup } from '../../src/store/backup.ts'
import { writeInventoryFile } from '../../src/store/files.ts'
import { openStore } from '../../src/store/open.ts'
import { readSerials, renewFolder, unpackBackup } from '../../src/store/restore.ts'
import { checkInvariants } from '../invariants.ts'
import {
  claimOf,
  commit,
  countingSalt,
  drafted,
  NOON_MS,
  openTemp,
  started,
  tempFolder,
} from './rig.ts'

const OF = { files: [], nowMs: NOON_MS }
const nowMs = (): number => NOON_MS

test('writeBackup() takes one instant of a database that is being written', async () => {
  const { store, folder } = await openTemp()
  // Large enough for many pages, so that a copy page by page would see several instants.
  for (let n = 1; n <= 40; n++) {
    const message = `${n}.1`
    const body = {
      actor: 'system',
      message,
      what: 'review-needed',
      why: 'x'.repeat(9_000),
    } as const
    await commit(store, { writes: drafted(n), entries: [body] })
  }
  const before = (await store.loadHead())!.size
  let isOver = false
  const writing = (async () => {
    while (!isOver) await commit(store, { entries: [started()] })
  })()
  const file = join(tempFolder(), 'one.backup')
  const made = await writeBackup(folder, file, OF)
  isOver = true
  await writing
  expect(made.entries).toBeGreaterThanOrEqual(before)
  expect((await store.loadHead())!.size).toBeGreaterThan(made.entries)
  const copy = tempFolder()
  unpackBackup(file, copy)
  const kept = await openStore(copy, { readonly: true, nowMs })
  const { head, to } = await kept.loadExtent()
  expect([head?.size, to]).toEqual([made.entries, made.entries])
  for (const seq of [0, made.entries - 1]) {
    expect(await kept.loadEntry(seq)).toEqual(await store.loadEntry(seq))
  }
  await kept.close()
})

test('writeBackup() makes one file for its owner alone, which needs no other', async () => {
  const { store, folder } = await openTemp()
  await commit(store, { entries: [started()] })
  const file = join(tempFolder(), 'one.backup')
  const made = await writeBackup(folder, file, OF)
  expect(readdirSync(dirname(file))).toEqual(['one.backup'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(made).toMatchObject({ octets: statSync(file).size, entries: 1, missing: [] })
  const { letters } = await store.loadInstance()
  expect(readBackup(file)).toEqual({
    madeAtMs: NOON_MS,
    instance: letters,
    entries: 1,
    lastEntryAtMs: NOON_MS,
  })
  expect(readdirSync(dirname(file)), 'reading it leaves nothing beside it').toEqual(['one.backup'])
})

test('writeBackup() never writes over a file, and takes what an interrupted one left', async () => {
  const { folder } = await openTemp()
  const file = join(tempFolder(), 'one.backup')
  writeFileSync(`${file}.new`, 'cut off')
  await writeBackup(folder, file, OF)
  const octets = readFileSync(file)
  await expect(writeBackup(folder, file, OF)).rejects.toThrow('INPUT_INVALID')
  expect(readFileSync(file).equals(octets)).toBe(true)
  const nowhere = join(folder, 'no', 'such', 'folder')
  await expect(writeBackup(folder, nowhere, OF)).rejects.toThrow('ENOENT')
  await expect(writeBackup(tempFolder(), join(tempFolder(), 'b'), OF)).rejects.toThrow(
    'FOLDER_REFUSED',
  )
})

test('writeBackup() takes inventories and files along, and names those that are not there', async () => {
  const { store, folder } = await openTemp()
  const row = { cells: 1, importedAtMs: NOON_MS }
  for (const version of ['aaaa', 'bbbb']) {
    await commit(store, { writes: [{ table: 'inventory', insert: { ...row, version } }] })
  }
  writeInventoryFile(folder, 'aaaa', Uint8Array.of(1, 2, 3))
  const file = join(tempFolder(), 'one.backup')
  const files = [{ path: 'keys/trust-list.json', octets: Uint8Array.of(7) }]
  const { missing } = await writeBackup(folder, file, { files, nowMs: NOON_MS })
  expect(missing).toEqual(['bbbb'])
  const paths: string[] = []
  readBackupFiles(file, ({ path }) => paths.push(path))
  expect(paths).toEqual(['inventories/aaaa.cells', 'keys/trust-list.json'])
  const copy = tempFolder()
  unpackBackup(file, copy)
  expect([...readFileSync(join(copy, 'inventories', 'aaaa.cells'))]).toEqual([1, 2, 3])
  expect([...readFileSync(join(copy, 'keys', 'trust-list.json'))]).toEqual([7])
})

test('unpackBackup() writes nowhere but into the folder, whatever the backup says', async () => {
  const { folder } = await openTemp()
  for (const path of ['../evil.pem', 'keys/../../evil.pem', '/evil.pem', 'kentongan.db']) {
    const file = join(tempFolder(), 'one.backup')
    await writeBackup(folder, file, { files: [{ path, octets: Uint8Array.of(1) }], nowMs: 0 })
    expect(() => unpackBackup(file, tempFolder()), path).toThrow('INPUT_INVALID')
  }
})

test('unpackBackup() gives a database as the service has it', async () => {
  const { store, folder } = await openTemp()
  await commit(store, { entries: [started()] })
  const file = join(tempFolder(), 'one.backup')
  await writeBackup(folder, file, OF)
  const copy = tempFolder()
  unpackBackup(file, copy)
  const client = new Database(join(copy, 'kentongan.db'))
  expect(client.pragma('journal_mode', { simple: true })).toBe('wal')
  const tables = client.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'backup%'").all()
  expect(tables).toEqual([])
  client.close()
  const kept = await openStore(copy, { salt: countingSalt(), nowMs })
  await commit(kept, { entries: [started()] })
  expect(await checkInvariants(kept)).toMatchObject({ entries: 2 })
  await kept.close()
})

test('renewFolder() gives new letters, and claims that end no earlier than before', async () => {
  const { store, folder } = await openTemp()
  const serial = (key: string, untilMs: number) =>
    claimOf(key, { space: 'serial', untilMs, refusal: 'SERIAL_TAKEN' })
  await commit(store, { claims: [serial('4370:1', NOON_MS + 10), serial('4370:2', NOON_MS + 20)] })
  const { letters } = await store.loadInstance()
  await store.close()
  const claims = [
    { key: '4370:1', untilMs: NOON_MS + 15 },
    { key: '4370:2', untilMs: NOON_MS + 15 },
    { key: '4370:3', untilMs: NOON_MS + 15 },
  ]
  renewFolder(folder, {
    turn: 5_000_000,
    nowMs: NOON_MS,
    claims,
    salt: () => new Uint8Array(32).fill(7),
  })
  expect(readSerials(folder)).toEqual({
    claims: [
      { key: '4370:1', untilMs: NOON_MS + 15 },
      { key: '4370:2', untilMs: NOON_MS + 20 },
      { key: '4370:3', untilMs: NOON_MS + 15 },
    ],
    turns: { next: [], restores: [{ turn: 5_000_000, atMs: NOON_MS }] },
  })
  const again = await openStore(folder, { salt: countingSalt(), nowMs })
  expect((await again.loadInstance()).letters).not.toBe(letters)
  // Also for identifiers that the backup has never used.
  expect(await again.loadSerialFacts(4371)).toEqual({ nextTurn: 5_000_000, taken: new Set() })
  const cursor = { table: 'serial-cursor', messageIdentifier: 4371, nextTurn: 5_000_001 } as const
  await commit(again, { writes: [cursor] })
  expect((await again.loadSerialFacts(4371)).nextTurn).toBe(5_000_001)
  expect(readSerials(folder)?.turns.next).toEqual([5_000_001])
  await again.close()
})

test('readSerials() gives null for what is no folder of ours any more', () => {
  const folder = tempFolder()
  expect(readSerials(folder)).toBeNull()
  writeFileSync(join(folder, 'kentongan.db'), 'no database')
  expect(readSerials(folder)).toBeNull()
  rmSync(join(folder, 'kentongan.db'))
  mkdirSync(join(folder, 'kentongan.db'))
  expect(readSerials(folder)).toBeNull()
})
