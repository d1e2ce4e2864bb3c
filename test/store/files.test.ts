import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readInventoryFile, writeInventoryFile } from '../../src/store/files.ts'
import { commit, NOON_MS, openTemp, tempFolder } from './rig.ts'

test('writeInventoryFile() puts a file there whole, once', () => {
  const folder = tempFolder()
  const octets = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251)
  writeInventoryFile(folder, 'ab12', octets)
  const { ino } = statSync(join(folder, 'inventories', 'ab12.cells'))
  writeInventoryFile(folder, 'ab12', octets)
  expect(statSync(join(folder, 'inventories', 'ab12.cells')).ino).toBe(ino)
  const read = readInventoryFile(folder, 'ab12')
  expect(read.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(Buffer.compare(Buffer.from(read), octets)).toBe(0)
  expect(readdirSync(join(folder, 'inventories'))).toEqual(['ab12.cells'])
})

test('writeInventoryFile() writes over what a crash left half done', () => {
  const folder = tempFolder()
  writeInventoryFile(folder, 'a', Uint8Array.of(1))
  writeFileSync(join(folder, 'inventories', 'b.cells.new'), 'half of it, and longer than the whole')
  writeInventoryFile(folder, 'b', Uint8Array.of(2))
  expect([...readInventoryFile(folder, 'b')]).toEqual([2])
})

test('an inventory version is a plain name, and its file must be there', () => {
  const folder = tempFolder()
  for (const version of ['', '../x', 'a/b', 'a.b', 'x'.repeat(81)]) {
    expect(() => writeInventoryFile(folder, version, Uint8Array.of(1))).toThrow(RangeError)
    expect(() => readInventoryFile(folder, version)).toThrow(RangeError)
  }
  expect(() => readInventoryFile(folder, 'none')).toThrow('ENOENT')
})

test('the inventory that was imported last comes first', async () => {
  const { store } = await openTemp()
  expect(await store.loadInventories()).toEqual([])
  const row = (version: string, importedAtMs: number) => ({ version, cells: 7, importedAtMs })
  for (const insert of [row('a', NOON_MS), row('b', NOON_MS), row('a', NOON_MS + 1)]) {
    await commit(store, { writes: [{ table: 'inventory', insert }] })
  }
  expect(await store.loadInventories()).toEqual([row('a', NOON_MS + 1), row('b', NOON_MS)])
})
