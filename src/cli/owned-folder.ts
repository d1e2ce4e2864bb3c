import { createHash } from 'node:crypto'
import { nowMs, randomOctets } from '../clock.ts'
import type { Actor } from '../domain/account.ts'
import type { Means } from '../domain/decision.ts'
import { openStore, type Store } from '../store/open.ts'
import { takeOwnership } from '../store/owner.ts'

/** Whoever may write the data folder may administer it: the log names the system for that. */
export const FOLDER_ADMIN: Actor = { id: 'system', roles: ['admin'] }

/** What `--help` of a command that writes the folder says of a running service. */
export const STOP_FIRST =
  '\nIt writes the data folder itself: stop the service first, or it is refused (FOLDER_OWNED).'

export function meansNow(): Means {
  return {
    nowMs: nowMs(),
    sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
  }
}

/**
 * Works on the data folder as its one owner.
 *
 * @throws {Refusal} `FOLDER_OWNED` while a service runs on it, `FOLDER_REFUSED`
 */
export async function withOwnedStore<T>(
  folder: string,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const ownership = takeOwnership(folder)
  try {
    const store = await openStore(folder, { nowMs, salt: () => randomOctets(32) })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  } finally {
    ownership.release()
  }
}
