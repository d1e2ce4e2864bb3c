import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { finding, type Finding } from '../domain/finding.ts'
import type { WordRow } from '../domain/words/row.ts'
import { XML_LIMITS } from '../formats/xml/limits.ts'

/**
 * A file's octets, or the finding that it cannot be read: one bad name must not stop the rest. No
 * more is read than a document may have, whatever the file says of its size. `-` is standard input.
 */
export async function readOctets(file: string): Promise<Uint8Array | Finding> {
  if (file === '-' || file === '/dev/stdin') return await readInput()
  let handle: FileHandle | null = null
  try {
    // A FIFO nobody writes to would keep open() waiting for ever.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
    const stat = await handle.stat()
    if (stat.isDirectory()) return unreadable('EISDIR')
    if (!stat.isFile()) return unreadable('ENOTSUP')
    if (stat.size > XML_LIMITS.octets) return tooLarge(stat.size)
    return await readAll(handle, stat.size)
  } catch (error) {
    return unreadable(error instanceof Error && 'code' in error ? String(error.code) : 'EIO')
  } finally {
    await handle?.close()
  }
}

async function readInput(): Promise<Uint8Array | Finding> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > XML_LIMITS.octets) return tooLarge(length)
  }
  return Buffer.concat(chunks)
}

// The size is a promise only: the file may grow while it is read, and in /proc it says 0.
async function readAll(handle: FileHandle, size: number): Promise<Uint8Array | Finding> {
  let octets = new Uint8Array(Math.min(size, XML_LIMITS.octets) + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await handle.read(octets, length, octets.length - length)
    if (bytesRead === 0) return octets.subarray(0, length)
    length += bytesRead
    if (length > XML_LIMITS.octets) return tooLarge(length)
    if (length === octets.length) {
      const larger = new Uint8Array(Math.min(length * 2 + 4096, XML_LIMITS.octets + 1))
      larger.set(octets)
      octets = larger
    }
  }
}

function tooLarge(found: number): Finding {
  const params = { line: 1, column: 1, max: XML_LIMITS.octets, found }
  return finding('error', 'X03-size', '/', params)
}

function unreadable(code: string): Finding {
  const { en: what, id: whatId } = CAUSES.get(code) ?? { en: code, id: code }
  return finding('error', 'X05-unreadable', '/', { line: 0, column: 0, what, whatId })
}

const CAUSES: ReadonlyMap<string, WordRow> = new Map([
  ['ENOENT', { id: 'tidak ada berkas dengan nama itu', en: 'there is no file of that name' }],
  ['EACCES', { id: 'tidak ada izin untuk membacanya', en: 'there is no permission to read it' }],
  ['EISDIR', { id: 'itu folder', en: 'it is a folder' }],
  [
    'ENOTSUP',
    {
      id: 'bukan berkas biasa, pakai - untuk masukan baku',
      en: 'no plain file, use - for standard input',
    },
  ],
])
