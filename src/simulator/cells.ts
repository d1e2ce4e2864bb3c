import { createHash } from 'node:crypto'
import type { CellList } from '../domain/cap/profile.ts'

/** `510-10-LAC-CI`, `510-10-ECI` or `510-10-NCI`, decimal. */
const CELL = /^\d{3}-\d{2,3}(?:-\d{1,11}){1,2}$/

/**
 * The cells of a list that was fetched, each once, in its order. A list that is not the one the
 * signed document pins, octet for octet, gives a problem, and nothing of it is used.
 */
export function readCellList(
  octets: Uint8Array,
  pinned: CellList,
): { readonly cells: readonly string[] } | { readonly problem: string } {
  if (octets.length !== pinned.sizeOctets) {
    return { problem: `Cell list has ${octets.length} octets: ${pinned.sizeOctets} are signed` }
  }
  if (hash('sha1', octets) !== pinned.sha1.toLowerCase()) {
    return { problem: 'Cell list does not have the digest that is signed' }
  }
  if (hash('sha256', octets) !== pinned.sha256.toLowerCase()) {
    return { problem: 'Cell list does not have the SHA-256 that is signed' }
  }
  const cells = new Set<string>()
  for (const [index, line] of Buffer.from(octets).toString('latin1').split('\n').entries()) {
    const cell = line.trim()
    if (cell === '') continue
    if (!CELL.test(cell)) return { problem: `Line ${index + 1} of the cell list is no cell` }
    cells.add(cell)
  }
  return cells.size > 0 ? { cells: [...cells] } : { problem: 'Cell list names no cell' }
}

function hash(algorithm: 'sha1' | 'sha256', octets: Uint8Array): string {
  return createHash(algorithm).update(octets).digest('hex')
}
