/**
 * The log as it is kept: a row an entry, and one head. This is the only place that makes either.
 *
 *     entry row   seq | at_ms | visibility | leaf [50] | link [32] | salt [32] or null | body or null
 *     head row    size | at_ms | frontier
 *
 *     link of row 0      32 zero octets
 *     link of row n + 1  SHA-256(link of row n ‖ leaf hash of row n)
 *     frontier           link of the row to come [32] ‖ frontier of the tree (tree.ts)
 *
 * A link binds all rows before its own, not its own. So whatever is changed in one row alone, the
 * next row's link (or the head's, after the last) still holds the truth and names that row; the
 * root alone would only say that some row is wrong. Links are kept by us and are no part of the
 * tree: they find the place, signed checkpoints prove the fact.
 *
 * `seq` runs from 0 without a gap and is the leaf's index in the tree.
 */

import { HASH_OCTETS, commitmentInput, encodeLeaf, type Sha256, type Visibility } from './leaf.ts'
import { Frontier, hashLeaf } from './tree.ts'

export interface EntryRow {
  /** Index of the leaf, from 0. */
  readonly seq: number
  readonly atMs: number
  readonly visibility: Visibility
  readonly leaf: Uint8Array
  /** Over all rows before this one. Null where only the public leaf is at hand. */
  readonly link: Uint8Array | null
  /** Null with the body: both erased, or not shown. */
  readonly salt: Uint8Array | null
  /** The canonical entry, octet for octet as it was hashed. */
  readonly body: Uint8Array | null
}

export interface Head {
  readonly size: number
  /** Time of the last entry; 0 before the first. */
  readonly atMs: number
  readonly frontier: Uint8Array
}

export interface NewEntry {
  readonly nowMs: number
  readonly visibility: Visibility
  /** 32 random octets, never used before. */
  readonly salt: Uint8Array
  /** From `encodeEntry`. */
  readonly body: Uint8Array
}

/** The log at its end: appends entries, in the transaction that writes their rows and the head. */
export class Log {
  readonly #sha256: Sha256
  readonly #tree: Frontier
  #link: Uint8Array
  #atMs: number

  private constructor(sha256: Sha256, chain: Chain, atMs: number) {
    this.#sha256 = sha256
    this.#tree = chain.tree
    this.#link = chain.link
    this.#atMs = atMs
  }

  /**
   * @param head null for a log with no entries yet.
   * @throws {RangeError} when the head is not one that {@link Log.head} gave: the store is damaged.
   */
  static open(sha256: Sha256, head: Head | null): Log {
    if (head === null) return new Log(sha256, emptyChain(sha256), 0)
    const chain = decodeChain(sha256, head.frontier)
    if (chain === null || chain.tree.size !== head.size) {
      throw new RangeError(`Cannot open the log as its head of size ${head.size} is damaged`)
    }
    return new Log(sha256, chain, head.atMs)
  }

  /** Time never runs backwards in the log: an entry takes that of the one before, or a later one. */
  append(entry: NewEntry): EntryRow {
    const seq = this.#tree.size
    const atMs = Math.max(entry.nowMs, this.#atMs)
    const { visibility, salt, body } = entry
    const commitment = this.#sha256(commitmentInput(salt, body))
    const leaf = encodeLeaf({ seq, timeMs: atMs, visibility, commitment })
    const row = { seq, atMs, visibility, leaf, link: this.#link, salt, body }
    const leafHash = hashLeaf(this.#sha256, leaf)
    this.#tree.append(leafHash)
    this.#link = nextLink(this.#sha256, this.#link, leafHash)
    this.#atMs = atMs
    return row
  }

  get size(): number {
    return this.#tree.size
  }

  /** RFC 9162 root of the tree as it stands: what the next checkpoint signs. */
  root(): Uint8Array {
    return this.#tree.root()
  }

  head(): Head {
    const frontier = encodeChain({ tree: this.#tree, link: this.#link })
    return { size: this.#tree.size, atMs: this.#atMs, frontier }
  }
}

/** The tree and the running link over the same leaves. */
export interface Chain {
  readonly tree: Frontier
  readonly link: Uint8Array
}

export function emptyChain(sha256: Sha256): Chain {
  return { tree: Frontier.empty(sha256), link: new Uint8Array(HASH_OCTETS) }
}

export function nextLink(sha256: Sha256, link: Uint8Array, leafHash: Uint8Array): Uint8Array {
  const octets = new Uint8Array(2 * HASH_OCTETS)
  octets.set(link, 0)
  octets.set(leafHash, HASH_OCTETS)
  return sha256(octets)
}

function encodeChain(chain: Chain): Uint8Array {
  const tree = chain.tree.encode()
  const octets = new Uint8Array(HASH_OCTETS + tree.length)
  octets.set(chain.link, 0)
  octets.set(tree, HASH_OCTETS)
  return octets
}

/** What a head's `frontier` holds; null when it is damaged. */
export function decodeChain(sha256: Sha256, octets: Uint8Array): Chain | null {
  const tree = Frontier.decode(sha256, octets.subarray(HASH_OCTETS))
  return tree === null ? null : { tree, link: new Uint8Array(octets.subarray(0, HASH_OCTETS)) }
}
