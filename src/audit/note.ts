/**
 * Signed notes: a text and the signatures of it. C2SP signed-note.
 *
 *     text, ending in a newline
 *                                                    (an empty line)
 *     — <name> <base64(key id [4] ‖ signature)>      (one line a signature)
 *
 *     key id = first 4 octets of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ Ed25519 public key [32])
 *     vkey   = <name>+<key id, 8 hex digits>+<base64(0x01 ‖ public key)>
 *
 * What is signed is the UTF-8 of the text with its last newline, without the empty line.
 */

import { formatBase64, parseBase64 } from './base64.ts'
import type { Sha256 } from './leaf.ts'

const ED25519 = 1 /* signature type */
const KEY_OCTETS = 32
const SIGNATURE_OCTETS = 64

/** A note must be allowed 16 signatures; ours has one, and one a witness. */
const SIGNATURES_MAX = 64
const NOTE_CHARACTERS_MAX = 65_536

/** An Ed25519 key that signs notes under a name. */
export interface NoteKey {
  readonly name: string
  /** The four octets of the key id as an unsigned number. */
  readonly id: number
  /** 32 octets, RFC 8032 §5.1.5. */
  readonly publicKey: Uint8Array
}

export interface NoteSigner {
  readonly key: NoteKey
  /** Pure Ed25519 (RFC 8032 §5.1.6) by the key's private half: 64 octets. */
  readonly sign: (octets: Uint8Array) => Uint8Array
}

/** Pure Ed25519 verification, RFC 8032 §5.1.7. False, not a throw, for whatever is malformed. */
export type VerifySignature = (
  publicKey: Uint8Array,
  octets: Uint8Array,
  signature: Uint8Array,
) => boolean

export interface Note {
  /** With its last newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

interface NoteSignature {
  readonly name: string
  readonly id: number
  readonly signature: Uint8Array
}

/**
 * @throws {RangeError} when the name is empty, has a space or a plus, or the key is not 32 octets.
 */
export function noteKey(sha256: Sha256, name: string, publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name)) throw new RangeError(`Cannot name a key "${name}"`)
  if (publicKey.length !== KEY_OCTETS) {
    throw new RangeError(`Cannot use a key of ${publicKey.length} octets as it must be 32`)
  }
  const hashed = sha256(concat([utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey]))
  return { name, id: readId(hashed), publicKey }
}

/** The verifier key line by which others are told of the key. */
export function formatVkey(key: NoteKey): string {
  const octets = concat([Uint8Array.of(ED25519), key.publicKey])
  return `${key.name}+${key.id.toString(16).padStart(8, '0')}+${formatBase64(octets)}`
}

/** Inverse of {@link formatVkey}; null when it is no Ed25519 vkey or its id is not its own. */
export function parseVkey(sha256: Sha256, text: string): NoteKey | null {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text)
  if (match === null) return null
  const [, name, id, encoded] = match as unknown as [string, string, string, string]
  const octets = parseBase64(encoded)
  if (octets === null || octets.length !== 1 + KEY_OCTETS || octets[0] !== ED25519) return null
  if (!isKeyName(name)) return null
  const key = noteKey(sha256, name, octets.slice(1))
  return key.id === Number.parseInt(id, 16) ? key : null
}

/**
 * A text with one signature.
 *
 * @throws {RangeError} when the text is not fit for a note.
 */
export function signNote(text: string, signer: NoteSigner): string {
  if (!isNoteText(text) || !text.endsWith('\n')) {
    throw new RangeError('Cannot sign the text as it must be lines without control characters')
  }
  const { key } = signer
  const octets = concat([writeId(key.id), signer.sign(utf8(text))])
  return `${text}\n— ${key.name} ${formatBase64(octets)}\n`
}

/** Takes a note apart without believing it; null when it is none. */
export function parseNote(note: string): Note | null {
  if (note.length > NOTE_CHARACTERS_MAX || !isNoteText(note) || !note.endsWith('\n')) return null
  const split = note.lastIndexOf('\n\n')
  if (split === -1) return null
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > SIGNATURES_MAX) return null
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const signature = parseSignature(line)
    if (signature === null) return null
    signatures.push(signature)
  }
  return { text: note.slice(0, split + 1), signatures }
}

/**
 * The text of a note, when at least one known key signed it and no signature of a known key is
 * wrong; else null. Signatures of unknown keys are ignored: they are how keys are changed and
 * witnesses added. C2SP signed-note, "Signatures".
 */
export function openNote(
  note: string,
  keys: readonly NoteKey[],
  verifySignature: VerifySignature,
): string | null {
  const parsed = parseNote(note)
  if (parsed === null) return null
  let verified = 0
  for (const { name, id, signature } of parsed.signatures) {
    const key = keys.find((each) => each.name === name && each.id === id)
    if (key === undefined) continue
    if (signature.length !== SIGNATURE_OCTETS) return null
    if (!verifySignature(key.publicKey, utf8(parsed.text), signature)) return null
    verified += 1
  }
  return verified > 0 ? parsed.text : null
}

function parseSignature(line: string): NoteSignature | null {
  const match = /^— (\S+) (\S+)$/u.exec(line)
  if (match === null) return null
  const [, name, encoded] = match as unknown as [string, string, string]
  const octets = parseBase64(encoded)
  if (!isKeyName(name) || octets === null || octets.length < 5) return null
  return { name, id: readId(octets), signature: octets.slice(4) }
}

// U+0085 is a Unicode space that \s does not hold.
function isKeyName(name: string): boolean {
  return /^[^\s\u0085+]+$/u.test(name) && isNoteText(name)
}

function isNoteText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/u.test(text)
}

function readId(octets: Uint8Array): number {
  return new DataView(octets.buffer, octets.byteOffset, octets.byteLength).getUint32(0)
}

function writeId(id: number): Uint8Array {
  const octets = new Uint8Array(4)
  new DataView(octets.buffer).setUint32(0, id)
  return octets
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const octets = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    octets.set(part, at)
    at += part.length
  }
  return octets
}
