/**
 * Checkpoints: signed heads of the tree. C2SP tlog-checkpoint, over C2SP signed-note.
 *
 *     <origin>                 names the log
 *     <size>                   decimal, no leading zeros
 *     <base64 of the root>
 *                              (an empty line, then the signatures: note.ts)
 *
 * Whoever holds a checkpoint can tell whether the log they see later still begins with what it
 * says; that is why a log signs no two that disagree.
 */

import { formatBase64, parseBase64 } from './base64.ts'
import { HASH_OCTETS } from './leaf.ts'
import {
  openNote,
  parseNote,
  signNote,
  type NoteKey,
  type NoteSigner,
  type VerifySignature,
} from './note.ts'

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  /** RFC 9162 root of the tree of that size: 32 octets. */
  readonly root: Uint8Array
}

/** Whose checkpoints are believed, and of which log. */
export interface Trust {
  readonly origin: string
  readonly keys: readonly NoteKey[]
  readonly verifySignature: VerifySignature
}

/** @throws {RangeError} when a field does not fit a checkpoint. */
export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  const { origin, size, root } = checkpoint
  if (origin === '' || origin.includes('\n')) {
    throw new RangeError(`Cannot use origin "${origin}" as it must be one line`)
  }
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== HASH_OCTETS) {
    throw new RangeError(`Cannot sign a tree of size ${size} and a root of ${root.length} octets`)
  }
  return signNote(`${origin}\n${size}\n${formatBase64(root)}\n`, signer)
}

/**
 * What a checkpoint says, when a trusted key signed it for the trusted log; else null. The clause
 * lets extension lines stand; they are covered by the signature and ignored.
 */
export function openCheckpoint(note: string, trust: Trust): Checkpoint | null {
  const text = openNote(note, trust.keys, trust.verifySignature)
  const checkpoint = text === null ? null : parseText(text)
  return checkpoint?.origin === trust.origin ? checkpoint : null
}

/** What a checkpoint says, without believing it: signatures are not looked at. */
export function parseCheckpoint(note: string): Checkpoint | null {
  const parsed = parseNote(note)
  return parsed === null ? null : parseText(parsed.text)
}

function parseText(text: string): Checkpoint | null {
  const lines = text.slice(0, -1).split('\n')
  if (lines.length < 3 || lines.includes('')) return null
  const [origin, decimal, encoded] = lines as [string, string, string]
  const size = Number(decimal)
  if (!/^(0|[1-9][0-9]{0,15})$/.test(decimal) || !Number.isSafeInteger(size)) return null
  const root = parseBase64(encoded)
  return root?.length === HASH_OCTETS ? { origin, size, root } : null
}
