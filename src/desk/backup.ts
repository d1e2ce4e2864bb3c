import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Backup, type FolderFile, writeBackup } from '../store/backup.ts'

const KEYS = 'keys'

export interface BackupMade extends Backup {
  /** SHA-256 of the file, hex. */
  readonly sha256: string
  /** Whether the private keys are in it. */
  readonly hasKeys: boolean
}

/**
 * Backs a data folder up into one file, beside the running service. Private keys stay out of it
 * unless they are asked for: who holds them can sign alerts that CBCs believe.
 *
 * @throws {Refusal} `FOLDER_REFUSED`, `INPUT_INVALID`
 */
export async function backupUse(
  folder: string,
  file: string,
  of: { readonly withKeys: boolean; readonly nowMs: number },
): Promise<BackupMade> {
  const files = keyFiles(folder).filter(({ path }) => of.withKeys || !isPrivateKey(path))
  const made = await writeBackup(folder, file, { files, nowMs: of.nowMs })
  const hasKeys = files.some(({ path }) => isPrivateKey(path))
  return { ...made, sha256: await digestOf(file), hasKeys }
}

/** What the key folder holds, by path in the data folder; nothing where there is none. */
export function keyFiles(folder: string): readonly FolderFile[] {
  const keys = join(folder, KEYS)
  if (!existsSync(keys)) return []
  const names = readdirSync(keys).filter((name) => /\.(?:pem|json)$/.test(name))
  return names.map((name) => ({ path: `${KEYS}/${name}`, octets: readFileSync(join(keys, name)) }))
}

export function isPrivateKey(path: string): boolean {
  return path.endsWith('.pem') && !path.endsWith('.public.pem')
}

/** SHA-256 of a file, hex. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const octets of createReadStream(file)) hash.update(octets as Uint8Array)
  return hash.digest('hex')
}
