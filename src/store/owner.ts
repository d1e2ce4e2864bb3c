import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Refusal } from '../domain/error.ts'

/** The right to write a data folder; one process at a time has it. */
export interface Ownership {
  readonly folder: string
  release(): void
}

/**
 * Takes the data folder for this process, making it where it is missing. The lock is SQLite's on
 * `owner.db`, so the kernel frees it however the process ends; nothing is left to clean up.
 * Readers do not need it.
 *
 * @throws {Refusal} `FOLDER_OWNED` when another process has it.
 */
export function takeOwnership(folder: string): Ownership {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const client = new Database(join(folder, 'owner.db'), { timeout: 0 })
  try {
    // Not WAL, where an exclusive transaction would let others read but still begin.
    client.pragma('journal_mode = DELETE')
    client.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    client.close()
    if (isBusy(error)) throw new Refusal('FOLDER_OWNED', { folder }, { cause: error })
    throw error
  }
  return {
    folder,
    release() {
      if (client.open) client.close()
    },
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
