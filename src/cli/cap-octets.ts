import { readFile } from 'node:fs/promises'
import { finding, type Finding } from '../domain/finding.ts'

/** A file's octets, or the finding that it cannot be read: one bad name must not stop the rest. */
export async function readOctets(file: string): Promise<Uint8Array | Finding> {
  try {
    return await readFile(file)
  } catch (error) {
    const what = error instanceof Error && 'code' in error ? String(error.code) : 'EIO'
    return finding('error', 'X05-unreadable', '/', { line: 0, column: 0, what })
  }
}
