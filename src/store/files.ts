import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/**
 * Cell inventories: one immutable file each, called by its version, which is a digest of what is
 * in it. A file is there for nobody until the row in `inventory` names it, so that importing one
 * is: write the file, then commit.
 */

const FOLDER = 'inventories'

/**
 * Puts the file on the disk, whole or not at all, and returns once it would survive a power cut.
 * Writing the same version again changes nothing, but mends a file that was damaged.
 *
 * @throws {RangeError} when the version is no name of a file.
 */
export function writeInventoryFile(folder: string, version: string, octets: Uint8Array): void {
  const path = pathOf(folder, version)
  if (isThere(folder, version, octets)) return
  if (mkdirSync(join(folder, FOLDER), { recursive: true, mode: 0o700 }) !== undefined) {
    flushFolder(folder)
  }
  const draft = `${path}.new`
  const file = openSync(draft, 'w', 0o600)
  try {
    for (let at = 0; at < octets.length;) at += writeSync(file, octets, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
  flushFolder(join(folder, FOLDER))
}

/**
 * The octets of an inventory, in memory that threads can share.
 *
 * @throws {RangeError} when the version is no name of a file.
 * @throws {Error} `ENOENT` when there is no such file.
 */
export function readInventoryFile(folder: string, version: string): Uint8Array<SharedArrayBuffer> {
  const file = openSync(pathOf(folder, version), 'r')
  try {
    const { size } = fstatSync(file)
    const octets = new Uint8Array(new SharedArrayBuffer(size))
    for (let at = 0; at < size;) {
      const read = readSync(file, octets, at, size - at, at)
      if (read === 0) throw new RangeError(`Cannot read inventory ${version} as it ends at ${at}`)
      at += read
    }
    return octets
  } finally {
    closeSync(file)
  }
}

/**
 * Another text as soon as the file is not the one that was read: it was replaced, cut or written
 * over.
 *
 * @throws {Error} `ENOENT` when there is no such file.
 */
export function stampOfInventoryFile(folder: string, version: string): string {
  const { ino, size, mtimeMs, ctimeMs } = statSync(pathOf(folder, version))
  return [ino, size, mtimeMs, ctimeMs].join()
}

function isThere(folder: string, version: string, octets: Uint8Array): boolean {
  try {
    return Buffer.from(readInventoryFile(folder, version)).equals(octets)
  } catch {
    return false
  }
}

/** Makes what was created or renamed in a folder last: a file is on the disk when its name is. */
export function flushFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function pathOf(folder: string, version: string): string {
  if (!/^[0-9A-Za-z-]{1,80}$/.test(version)) {
    throw new RangeError(`Cannot use inventory version "${version}" as the name of a file`)
  }
  return join(folder, FOLDER, `${version}.cells`)
}
