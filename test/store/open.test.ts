import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openEngine, openStore } from '../../src/store/open.ts'
import { takeOwnership } from '../../src/store/owner.ts'
import { commit, countingSalt, openTemp, started, tempFolder } from './rig.ts'

const nowMs = (): number => 0

test('openEngine() writes to the disk at every commit, at every open', () => {
  const folder = tempFolder()
  for (let open = 1; open <= 3; open++) {
    const { client } = openEngine(folder, nowMs)
    expect(client.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(client.pragma('synchronous', { simple: true }), `open ${open}`).toBe(2 /* FULL */)
    expect(client.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(client.pragma('trusted_schema', { simple: true })).toBe(0)
    client.close()
  }
  // The trap that the pragma is there for: the library by itself opens the same file with NORMAL.
  const bare = new Database(join(folder, 'kentongan.db'))
  expect(bare.pragma('synchronous', { simple: true })).toBe(1 /* NORMAL */)
  bare.close()
})

test('openStore() draws six letters once, and renewInstance() others', async () => {
  const { store, folder } = await openTemp()
  const { letters, createdAtMs } = await store.loadInstance()
  expect(letters).toMatch(/^[A-Z]{6}$/)
  await store.close()

  let drawn = 0
  const salt = (): Uint8Array => new Uint8Array(32).fill(255 - 25 * drawn++)
  const again = await openStore(folder, { salt, nowMs })
  expect(await again.loadInstance()).toEqual({ letters, createdAtMs })
  await again.renewInstance()
  // 255 is drawn again, as it would favour some letters; 230 is W.
  expect(await again.loadInstance()).toEqual({ letters: 'WWWWWW', createdAtMs })
  await again.close()
})

test('openStore() reads beside the owner, and sees what it commits', async () => {
  const { store, folder } = await openTemp()
  const reader = await openStore(folder, { readonly: true, nowMs })
  expect(await reader.loadEntry(0)).toBeNull()
  await commit(store, { entries: [started()] })
  expect((await reader.loadEntry(0))?.entry).toEqual(started())
  expect(reader).not.toHaveProperty('commit')
  await reader.close()
})

test('openStore() refuses a newer, an older, a foreign and a missing database', async () => {
  const { store, folder } = await openTemp()
  await store.close()
  const path = join(folder, 'kentongan.db')
  const write = { salt: countingSalt(), nowMs }
  const read = { readonly: true, nowMs } as const
  const refused = { code: 'FOLDER_REFUSED', params: { folder } }

  alter(path, 'PRAGMA user_version = 99')
  await expect(openStore(folder, write)).rejects.toMatchObject(refused)
  await expect(openStore(folder, read)).rejects.toMatchObject(refused)
  alter(path, 'PRAGMA user_version = 0')
  await expect(openStore(folder, read)).rejects.toMatchObject(refused)
  alter(path, 'PRAGMA application_id = 7')
  await expect(openStore(folder, write)).rejects.toMatchObject(refused)

  const other = tempFolder()
  await expect(openStore(other, read)).rejects.toMatchObject({ code: 'FOLDER_REFUSED' })
  writeFileSync(join(other, 'kentongan.db'), 'This is no database, and longer than its header is.')
  await expect(openStore(other, write)).rejects.toMatchObject({ code: 'FOLDER_REFUSED' })
})

test('takeOwnership() gives a folder to one process, until it ends however it ends', async () => {
  const folder = join(tempFolder(), 'new')
  const child = spawn(process.execPath, [join(import.meta.dirname, 'owner-child.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  expect(() => takeOwnership(folder)).toThrow(
    expect.objectContaining({ code: 'FOLDER_OWNED', params: { folder } }),
  )
  const { pid } = child
  process.kill(pid!, 'SIGKILL')
  await once(child, 'exit')

  const own = takeOwnership(folder)
  expect(() => takeOwnership(folder)).toThrow(expect.objectContaining({ code: 'FOLDER_OWNED' }))
  own.release()
  own.release()
  takeOwnership(folder).release()
})

function alter(path: string, sql: string): void {
  const client = new Database(path)
  client.exec(sql)
  client.close()
}
