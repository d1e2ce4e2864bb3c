import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import Database from 'better-sqlite3'
import type { TurnsBefore } from '../domain/cb/serials.ts'
import { Refusal } from '../domain/error.ts'
import { assertSound, flushFile, readBackupFiles } from './backup.ts'
import { flushFolder } from './files.ts'
import { keepRestored, renewInstance, restoredAt } from './meta.ts'
import { DATABASE_FILE, openEngine } from './open.ts'

/** A claim of a serial number, as a folder holds it. */
export interface SerialClaim {
  /** `<message identifier>:<code>` */
  readonly key: string
  readonly untilMs: number
}

/** What a folder knows of serial numbers. */
export interface SerialState {
  readonly claims: readonly SerialClaim[]
  readonly turns: TurnsBefore
}

/**
 * Makes a data folder of a backup: its files, and its database, brought to this release.
 *
 * @param folder is there, and holds nothing but what its owner has made in it.
 * @throws {Refusal} `INPUT_INVALID` when the file is no backup; `FOLDER_REFUSED` when its database
 *   is damaged, or of a newer release.
 */
export function unpackBackup(file: string, folder: string): void {
  const database = join(folder, DATABASE_FILE)
  copyFileSync(file, database)
  readBackupFiles(file, ({ path, octets }) => putFile(folder, path, octets))
  try {
    const { client } = openEngine(folder, () => 0)
    try {
      assertSound(client, folder)
      client.exec('DROP TABLE backup; DROP TABLE backup_file; VACUUM')
    } finally {
      client.close()
    }
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError)) throw cause
    throw new Refusal('INPUT_INVALID', { path: file, what: cause.message }, { cause })
  }
  flushFile(database)
}

function putFile(folder: string, path: string, octets: Uint8Array): void {
  const isInside = /^(?:inventories|keys)\/[\w.-]+$/.test(path) && normalize(path) === path
  if (!isInside) throw new Refusal('INPUT_INVALID', { path, what: 'no file of a data folder' })
  const to = join(folder, path)
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  const isPublic = path.endsWith('.public.pem') || path.endsWith('.json')
  writeFileSync(to, octets, { mode: isPublic ? 0o644 : 0o600, flush: true })
  flushFolder(dirname(to))
}

/**
 * What a folder says of serial numbers; null where it cannot be read, as after whatever made the
 * restore necessary. Nothing is written to it.
 */
export function readSerials(folder: string): SerialState | null {
  let client: Database.Database | null = null
  try {
    client = new Database(join(folder, DATABASE_FILE), { readonly: true, fileMustExist: true })
    const claims = client
      .prepare("SELECT key, until_ms AS untilMs FROM claim WHERE space = 'serial'")
      .all() as SerialClaim[]
    const next = client.prepare('SELECT next_turn FROM serial_cursor').pluck().all() as number[]
    const restored = restoredAt((key) => readMeta(client, key))
    return { claims, turns: { next, restores: restored === null ? [] : [restored] } }
  } catch {
    return null
  } finally {
    client?.close()
  }
}

function readMeta(client: Database.Database | null, key: string): string | undefined {
  const value = client?.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key)
  return typeof value === 'string' ? value : undefined
}

/**
 * Makes a restored folder another installation than the one that the backup was taken of: its own
 * letters, serial numbers from `turn` on, the claims that others hold, and nobody signed in.
 */
export function renewFolder(
  folder: string,
  of: {
    readonly turn: number
    readonly nowMs: number
    readonly claims: readonly SerialClaim[]
    readonly salt: () => Uint8Array
  },
): void {
  const engine = openEngine(folder, () => of.nowMs)
  try {
    engine.client.transaction(() => {
      renewInstance(engine, of.salt)
      keepRestored(engine, { turn: of.turn, atMs: of.nowMs })
      const claim = engine.client.prepare(`
        INSERT INTO claim (space, key, until_ms, at_ms) VALUES ('serial', @key, @untilMs, @nowMs)
        ON CONFLICT (space, key) DO UPDATE SET until_ms = max(until_ms, excluded.until_ms)`)
      for (const each of of.claims) claim.run({ ...each, nowMs: of.nowMs })
      // Who was signed out or locked out since the backup would be in again.
      engine.client.exec('DELETE FROM session; DELETE FROM invite')
    })()
  } finally {
    engine.client.close()
  }
}
