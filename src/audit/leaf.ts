/**
 * The leaf: what the public tree holds of an entry. It says that something happened, when, and
 * whether everyone may read it, and binds the rest without showing it (design §8).
 *
 *      0        1            9               17           18                50
 *      | u8 = 1 | u64 seq    | u64 time_ms   | visibility | commitment [32] |
 *
 *     version     1
 *     seq         position in the tree, from 0; big-endian, at most 2^53 - 1
 *     time_ms     ms since 1970-01-01T00:00:00Z; big-endian, at most 2^53 - 1
 *     visibility  0 other, 1 published
 *     commitment  SHA-256(salt [32] ‖ canonical entry)
 *
 * The canonical entry is the UTF-8 of the RFC 8785 JSON of the entry's body alone: seq and time
 * stand in the leaf, so an entry cannot be moved to another place or time. The salt is 32 random
 * octets; without it nobody can test a guess of an entry against its leaf, and once salt and body
 * are erased the leaf says nothing of them. Being 32 octets always, it cannot be confused with
 * what follows.
 *
 * These octets never change: a new form takes a new version.
 */

import { canonicalJson } from '../domain/canonical-json.ts'

/** One-shot SHA-256. It must neither keep nor change the octets, which the caller uses again. */
export type Sha256 = (octets: Uint8Array) => Uint8Array

export const HASH_OCTETS = 32
export const SALT_OCTETS = 32
export const LEAF_OCTETS = 50

const VERSION = 1
const COMMITMENT_AT = 18

/** Wire order: the index is the octet. `published` entries may be read by everyone. */
export const VISIBILITIES = ['other', 'published'] as const
export type Visibility = (typeof VISIBILITIES)[number]

export interface Leaf {
  /** Index in the tree, from 0. */
  readonly seq: number
  readonly timeMs: number
  readonly visibility: Visibility
  /** SHA-256 of {@link commitmentInput}: 32 octets. */
  readonly commitment: Uint8Array
}

/**
 * The octets of an entry that its leaf commits to, and that are kept as they were hashed.
 *
 * @throws {TypeError} when the body is not JSON (see {@link canonicalJson}).
 */
export function encodeEntry(body: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(body))
}

/**
 * What is hashed into the commitment: salt, then the canonical entry.
 *
 * @throws {RangeError} when the salt is not 32 octets.
 */
export function commitmentInput(salt: Uint8Array, canonicalEntry: Uint8Array): Uint8Array {
  assertLength('salt', salt, SALT_OCTETS)
  const octets = new Uint8Array(SALT_OCTETS + canonicalEntry.length)
  octets.set(salt, 0)
  octets.set(canonicalEntry, SALT_OCTETS)
  return octets
}

/** @throws {RangeError} when a field does not fit its place. */
export function encodeLeaf(leaf: Leaf): Uint8Array {
  assertCount('seq', leaf.seq)
  assertCount('time', leaf.timeMs)
  assertLength('commitment', leaf.commitment, HASH_OCTETS)
  const octets = new Uint8Array(LEAF_OCTETS)
  const view = new DataView(octets.buffer)
  octets[0] = VERSION
  writeCount(view, 1, leaf.seq)
  writeCount(view, 9, leaf.timeMs)
  octets[17] = VISIBILITIES.indexOf(leaf.visibility)
  octets.set(leaf.commitment, COMMITMENT_AT)
  return octets
}

/** Inverse of {@link encodeLeaf}; null when the octets are no leaf of this version. */
export function decodeLeaf(octets: Uint8Array): Leaf | null {
  if (octets.length !== LEAF_OCTETS || octets[0] !== VERSION) return null
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
  const seq = readCount(view, 1)
  const timeMs = readCount(view, 9)
  const visibility = VISIBILITIES[octets[17]!]
  if (visibility === undefined) return null
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(timeMs)) return null
  return { seq, timeMs, visibility, commitment: new Uint8Array(octets.subarray(COMMITMENT_AT)) }
}

// In two halves: bigints cost as much as hashing the leaf. What passes 2^53 - 1 reads as unsafe.
function readCount(view: DataView, at: number): number {
  return view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4)
}

function writeCount(view: DataView, at: number, value: number): void {
  view.setUint32(at, Math.floor(value / 2 ** 32))
  view.setUint32(at + 4, value % 2 ** 32)
}

function assertCount(field: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return
  throw new RangeError(`Cannot use ${field} as it must be 0..2^53-1: current value is ${value}`)
}

function assertLength(field: string, octets: Uint8Array, length: number): void {
  if (octets.length === length) return
  throw new RangeError(
    `Cannot use ${field} as it must be ${length} octets: current length is ${octets.length}`,
  )
}
