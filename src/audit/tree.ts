/**
 * The Merkle tree of the log. RFC 9162 §2.1.
 *
 *     leaf hash   SHA-256(0x00 ‖ leaf)            node hash   SHA-256(0x01 ‖ left ‖ right)
 *     empty tree  SHA-256 of nothing              split       largest power of two below n
 *
 * A tree of n leaves is a row of complete subtrees, largest first: the ones in the binary form of
 * n. Their hashes are the frontier; it is all that appending needs. Stored as
 *
 *     u64 n, big-endian | hash [32] × (ones in n), largest subtree first
 */

import { HASH_OCTETS, type Sha256 } from './leaf.ts'

/** RFC 9162 §2.1.1. */
export function hashLeaf(sha256: Sha256, leaf: Uint8Array): Uint8Array {
  const octets = new Uint8Array(1 + leaf.length)
  octets[0] = 0 /* leaf */
  octets.set(leaf, 1)
  return sha256(octets)
}

/** RFC 9162 §2.1.1. */
export function hashNode(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const octets = new Uint8Array(1 + 2 * HASH_OCTETS)
  octets[0] = 1 /* node */
  octets.set(left, 1)
  octets.set(right, 1 + HASH_OCTETS)
  return sha256(octets)
}

/** RFC 9162 §2.1.1: the hash of the empty string. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0))
}

/** A tree that can only grow, kept as the hashes of its complete subtrees. */
export class Frontier {
  readonly #sha256: Sha256
  #size: number
  readonly #hashes: Uint8Array[]

  private constructor(sha256: Sha256, size: number, hashes: Uint8Array[]) {
    this.#sha256 = sha256
    this.#size = size
    this.#hashes = hashes
  }

  static empty(sha256: Sha256): Frontier {
    return new Frontier(sha256, 0, [])
  }

  /** Inverse of {@link Frontier.encode}; null when the octets are no frontier. */
  static decode(sha256: Sha256, octets: Uint8Array): Frontier | null {
    if (octets.length < 8) return null
    const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
    const size = Number(view.getBigUint64(0))
    if (!Number.isSafeInteger(size)) return null
    const hashes: Uint8Array[] = []
    for (let at = 8; at < octets.length; at += HASH_OCTETS) {
      hashes.push(new Uint8Array(octets.subarray(at, at + HASH_OCTETS)))
    }
    if (octets.length !== 8 + HASH_OCTETS * countOnes(size)) return null
    return new Frontier(sha256, size, hashes)
  }

  /** Number of leaves. */
  get size(): number {
    return this.#size
  }

  /** Adds one leaf by its hash: at most log2(size) + 1 node hashes, one on average. */
  append(leafHash: Uint8Array): void {
    let hash = leafHash
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      hash = hashNode(this.#sha256, this.#hashes.pop()!, hash)
    }
    this.#hashes.push(hash)
    this.#size += 1
  }

  /** RFC 9162 §2.1.1: the Merkle Tree Hash of all leaves so far. */
  root(): Uint8Array {
    let root = this.#hashes.at(-1)
    if (root === undefined) return emptyRoot(this.#sha256)
    for (let at = this.#hashes.length - 2; at >= 0; at--) {
      root = hashNode(this.#sha256, this.#hashes[at]!, root)
    }
    return root
  }

  encode(): Uint8Array {
    const octets = new Uint8Array(8 + HASH_OCTETS * this.#hashes.length)
    new DataView(octets.buffer).setBigUint64(0, BigInt(this.#size))
    for (const [at, hash] of this.#hashes.entries()) octets.set(hash, 8 + HASH_OCTETS * at)
    return octets
  }
}

/**
 * Reads the hash of a complete subtree: that of the 2^level leaves from index × 2^level on.
 * Level 0 are leaf hashes.
 */
export type SubtreeReader = (level: number, index: number) => Uint8Array

/** Makes every subtree from leaf hashes alone: 2^level reads for one hash. */
export function readLeaves(sha256: Sha256, leafHash: (seq: number) => Uint8Array): SubtreeReader {
  return function read(level: number, index: number): Uint8Array {
    if (level === 0) return leafHash(index)
    return hashNode(sha256, read(level - 1, 2 * index), read(level - 1, 2 * index + 1))
  }
}

/** A tree that can be read: as many leaves as `size`, or more. */
export interface Tree {
  readonly sha256: Sha256
  readonly size: number
  readonly read: SubtreeReader
}

/** RFC 9162 §2.1.1. */
export function rootOf(tree: Tree): Uint8Array {
  return tree.size === 0 ? emptyRoot(tree.sha256) : hashRange(tree, 0, tree.size)
}

/**
 * Merkle inclusion proof of leaf `index` in the tree, sibling of the leaf first.
 * RFC 9162 §2.1.3.1.
 *
 * @throws {RangeError} when the tree has no such leaf.
 */
export function inclusionProof(tree: Tree, index: number): Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= tree.size) {
    throw new RangeError(`Cannot prove leaf ${index} as the tree has ${tree.size} leaves`)
  }
  const proof: Uint8Array[] = []
  let [start, end] = [0, tree.size]
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      proof.push(hashRange(tree, middle, end))
      end = middle
    } else {
      proof.push(hashRange(tree, start, middle))
      start = middle
    }
  }
  return proof.reverse()
}

export interface Inclusion {
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Whether the proof shows the leaf in the tree of that size and root. RFC 9162 §2.1.3.2. */
export function verifyInclusion(sha256: Sha256, claim: Inclusion): boolean {
  const { index, size, proof } = claim
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (!proof.every(isHash) || !isHash(claim.leafHash)) return false
  let [fn, sn, hash] = [index, size - 1, claim.leafHash]
  for (const step of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = hashNode(sha256, step, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, half(sn)]
    } else {
      hash = hashNode(sha256, hash, step)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameOctets(hash, claim.root)
}

/**
 * Proof that the tree of `first` leaves is the beginning of this one; empty when `first` is 0 or
 * the whole. RFC 9162 §2.1.4.1.
 *
 * @throws {RangeError} when the tree has fewer than `first` leaves.
 */
export function consistencyProof(tree: Tree, first: number): Uint8Array[] {
  if (!isCount(first) || first > tree.size) {
    throw new RangeError(`Cannot prove ${first} leaves as the tree has ${tree.size} leaves`)
  }
  const proof: Uint8Array[] = []
  if (first === 0 || first === tree.size) return proof
  let [start, end, known] = [0, tree.size, true]
  while (first !== end) {
    const middle = start + splitOf(end - start)
    if (first <= middle) {
      proof.push(hashRange(tree, middle, end))
      end = middle
    } else {
      proof.push(hashRange(tree, start, middle))
      ;[start, known] = [middle, false]
    }
  }
  // The verifier holds this subtree's hash only when it is the whole first tree.
  if (!known) proof.push(hashRange(tree, start, end))
  return proof.reverse()
}

export interface Consistency {
  readonly first: number
  readonly second: number
  readonly firstRoot: Uint8Array
  readonly secondRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Whether the second tree begins with all of the first. RFC 9162 §2.1.4.2. */
export function verifyConsistency(sha256: Sha256, claim: Consistency): boolean {
  const { first, second, firstRoot, secondRoot } = claim
  if (!isCount(first) || !isCount(second) || first > second) return false
  if (!claim.proof.every(isHash)) return false
  if (first === second) return claim.proof.length === 0 && sameOctets(firstRoot, secondRoot)
  // RFC 9162 leaves the empty tree out: it is the beginning of every tree and needs no proof.
  if (first === 0) return claim.proof.length === 0 && sameOctets(firstRoot, emptyRoot(sha256))
  if (claim.proof.length === 0) return false

  const path = isPowerOfTwo(first) ? [firstRoot, ...claim.proof] : claim.proof
  let [fn, sn] = [first - 1, second - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [fr, sr] = [path[0]!, path[0]!]
  for (const step of path.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = hashNode(sha256, step, fr)
      sr = hashNode(sha256, step, sr)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, half(sn)]
    } else {
      sr = hashNode(sha256, sr, step)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameOctets(fr, firstRoot) && sameOctets(sr, secondRoot)
}

/** Equality of two strings of octets. Hashes here are public: constant time is not needed. */
export function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}

/** MTH of leaves start..end-1, where start is a multiple of the largest power of two in it. */
function hashRange(tree: Tree, start: number, end: number): Uint8Array {
  const count = end - start
  if (isPowerOfTwo(count)) return tree.read(levelOf(count), start / count)
  const middle = start + splitOf(count)
  const left = hashRange(tree, start, middle)
  return hashNode(tree.sha256, left, hashRange(tree, middle, end))
}

/** The largest power of two smaller than `count`, which is at least 2. RFC 9162 §2.1.1. */
function splitOf(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

function levelOf(powerOfTwo: number): number {
  let level = 0
  for (let power = powerOfTwo; power > 1; power /= 2) level += 1
  return level
}

// Sizes may pass 2^32, where the bit operators of the language wrap: plain arithmetic instead.
function half(value: number): number {
  return Math.floor(value / 2)
}

function isPowerOfTwo(count: number): boolean {
  return countOnes(count) === 1
}

function countOnes(value: number): number {
  let ones = 0
  for (let rest = value; rest > 0; rest = half(rest)) ones += rest % 2
  return ones
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isHash(octets: Uint8Array): boolean {
  return octets.length === HASH_OCTETS
}
