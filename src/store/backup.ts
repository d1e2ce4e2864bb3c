import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { Refusal } from '../domain/error.ts'
import { StoreFailure } from './commit.ts'
import { flushFolder, readInventoryFile } from './files.ts'
import { assertCurrent, isOurs } from './migrations.ts'
import { DATABASE_FILE } from './open.ts'

/**
 * A backup is one file: the database as it was at one instant, with every other file of the folder
 * in a table of it. It is no folder of a service: its journal is rolled back, and it lacks nothing.
 */

/** A file of the data folder, by its path in it. */
export interface FolderFile {
  readonly path: string
  readonly octets: Uint8Array
}

/** What a backup says of itself. */
export interface BackupFacts {
  readonly madeAtMs: number
  /** Letters of the installation. */
  readonly instance: string
  /** Size of the log. */
  readonly entries: number
  /** Instant of the newest entry; 0 before the first. */
  readonly lastEntryAtMs: number
}

export interface Backup extends BackupFacts {
  readonly octets: number
  /** Inventories that the database names and whose file is not there, or cannot be read. */
  readonly missing: readonly string[]
}

const TABLES = `
CREATE TABLE backup (made_at_ms INTEGER NOT NULL) STRICT;
CREATE TABLE backup_file (path TEXT PRIMARY KEY, octets BLOB NOT NULL) STRICT;
`
/** All pages in one step: one snapshot, which a service that goes on writing does not disturb. */
const WHOLE = 0x7fffffff

/**
 * Writes a backup of a data folder, also beside the service that runs on it; it is there whole or
 * not at all, and survives a power cut once this returns.
 *
 * @param of.files what the folder holds besides the database and its inventories.
 * @throws {Refusal} `FOLDER_REFUSED` when the database is of another release, not ours, or damaged,
 *   and when the disk is full; `INPUT_INVALID` when the file is there already.
 */
export async function writeBackup(
  folder: string,
  file: string,
  of: { readonly files: readonly FolderFile[]; readonly nowMs: number },
): Promise<Backup> {
  const draft = `${file}.new`
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) {
    throw new Refusal('INPUT_INVALID', { path: file, what: 'it is there already' })
  }
  rmSync(draft, { force: true })
  // It holds digests of passwords and tokens, and keys where they are asked for.
  closeSync(openSync(draft, 'wx', 0o600))
  try {
    await copyDatabase(folder, draft)
    const made = fillBackup(folder, draft, of)
    flushFile(draft)
    renameSync(draft, file)
    flushFolder(dirname(file))
    return { ...made, octets: statSync(file).size }
  } catch (error) {
    throw asRefusal(folder, error)
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${draft}${end}`, { force: true })
  }
}

async function copyDatabase(folder: string, draft: string): Promise<void> {
  const client = openFile(join(folder, DATABASE_FILE), folder)
  try {
    assertCurrent(client, folder)
    await client.backup(draft, { progress: () => WHOLE })
  } finally {
    client.close()
  }
}

function fillBackup(
  folder: string,
  draft: string,
  of: { readonly files: readonly FolderFile[]; readonly nowMs: number },
): Omit<Backup, 'octets'> {
  const client = new Database(draft)
  try {
    // No -wal and -shm beside it: one file, which a medium that cannot be written holds too.
    client.pragma('journal_mode = DELETE')
    client.pragma('synchronous = FULL')
    assertSound(client, folder)
    const missing: string[] = []
    client.transaction(() => {
      client.exec(TABLES)
      client.prepare('INSERT INTO backup (made_at_ms) VALUES (?)').run(of.nowMs)
      const insert = client.prepare('INSERT INTO backup_file (path, octets) VALUES (?, ?)')
      const versions = client.prepare('SELECT version FROM inventory').pluck().all() as string[]
      for (const version of versions) {
        const octets = inventoryOf(folder, version)
        if (octets === null) missing.push(version)
        else insert.run(`inventories/${version}.cells`, Buffer.from(octets))
      }
      for (const { path, octets } of of.files) insert.run(path, Buffer.from(octets))
    })()
    return { ...factsOf(client), missing }
  } finally {
    client.close()
  }
}

/** An alert can do without its inventory, and a backup too: it says so. */
function inventoryOf(folder: string, version: string): Uint8Array | null {
  try {
    return readInventoryFile(folder, version)
  } catch {
    return null
  }
}

/**
 * What a file is a backup of.
 *
 * @throws {Refusal} `INPUT_INVALID` when it is none, or is damaged.
 */
export function readBackup(file: string): BackupFacts {
  return fromBackup(file, factsOf)
}

/**
 * Reads the files that a backup holds besides the database, one after the other: together they may
 * be more than memory has.
 *
 * @throws {Refusal} `INPUT_INVALID` when it is none, or is damaged; what `take` throws.
 */
export function readBackupFiles(file: string, take: (each: FolderFile) => void): void {
  fromBackup(file, (client) => {
    const rows = client.prepare('SELECT path, octets FROM backup_file ORDER BY path').iterate()
    for (const row of rows) take(row as FolderFile)
  })
}

function fromBackup<T>(file: string, read: (client: Database.Database) => T): T {
  let client: Database.Database | null = null
  try {
    client = new Database(file, { readonly: true, fileMustExist: true })
    const tables = "SELECT count(*) FROM sqlite_schema WHERE name IN ('backup', 'backup_file')"
    if (isOurs(client) && client.prepare(tables).pluck().get() === 2) return read(client)
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError) && client !== null) throw cause
    const what = cause instanceof Error ? cause.message : ''
    throw new Refusal('INPUT_INVALID', { path: file, what }, { cause })
  } finally {
    client?.close()
  }
  throw new Refusal('INPUT_INVALID', { path: file, what: 'it is no backup of this program' })
}

function factsOf(client: Database.Database): BackupFacts {
  const instance = client.prepare("SELECT value FROM meta WHERE key = 'instance'").pluck().get()
  const madeAtMs = client.prepare('SELECT made_at_ms FROM backup').pluck().get()
  const head = client.prepare('SELECT size, at_ms FROM head WHERE id = 1').get() as
    | { readonly size: number; readonly at_ms: number }
    | undefined
  return {
    madeAtMs: Number(madeAtMs),
    instance: String(instance),
    entries: head?.size ?? 0,
    lastEntryAtMs: head?.at_ms ?? 0,
  }
}

/** What SQLite could not do, as a refusal: a full disk and a damaged one are an administrator's to mend. */
export function asRefusal(folder: string, error: unknown): unknown {
  const cause = error instanceof StoreFailure ? error.cause : error
  if (!(cause instanceof Database.SqliteError)) return error
  const reason = `${cause.message} (${cause.code})`
  return new Refusal('FOLDER_REFUSED', { folder, reason }, { cause: error })
}

/** @throws {Refusal} `FOLDER_REFUSED` when SQLite finds the database damaged. */
export function assertSound(client: Database.Database, folder: string): void {
  const found = client.pragma('integrity_check(1)', { simple: true })
  if (found === 'ok') return
  const reason = `its database is damaged: ${String(found)}`
  throw new Refusal('FOLDER_REFUSED', { folder, reason })
}

function openFile(path: string, folder: string): Database.Database {
  try {
    return new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 })
  } catch (cause) {
    const reason = `its database cannot be opened: ${cause instanceof Error ? cause.message : ''}`
    throw new Refusal('FOLDER_REFUSED', { folder, reason }, { cause })
  }
}

/** Makes what was written to a file last. */
export function flushFile(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
