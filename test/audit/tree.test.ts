import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/audit/node.ts'
import {
  Frontier,
  consistencyProof,
  emptyRoot,
  hashLeaf,
  hashNode,
  inclusionProof,
  readLeaves,
  rootOf,
  verifyConsistency,
  verifyInclusion,
  type Tree,
} from '../../src/audit/tree.ts'

const SIZES = 70

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')
const hexes = (list: readonly Uint8Array[]): string[] => list.map(hex)

const hashes = Array.from({ length: 300 }, (_, seq) => hashLeaf(sha256, Buffer.from(`leaf ${seq}`)))

function treeOf(size: number): Tree {
  return { sha256, size, read: readLeaves(sha256, (seq) => hashes[seq]!) }
}

// The recursive definitions of RFC 9162 §2.1, word for word, with no thought of speed.

function mth(d: readonly Uint8Array[]): Uint8Array {
  if (d.length === 0) return sha256(new Uint8Array(0))
  if (d.length === 1) return d[0]!
  const k = split(d.length)
  return sha256(Buffer.concat([Buffer.of(1), mth(d.slice(0, k)), mth(d.slice(k))]))
}

function path(m: number, d: readonly Uint8Array[]): Uint8Array[] {
  if (d.length === 1) return []
  const k = split(d.length)
  return m < k
    ? [...path(m, d.slice(0, k)), mth(d.slice(k))]
    : [...path(m - k, d.slice(k)), mth(d.slice(0, k))]
}

function subproof(m: number, d: readonly Uint8Array[], b: boolean): Uint8Array[] {
  if (m === d.length) return b ? [] : [mth(d)]
  const k = split(d.length)
  return m <= k
    ? [...subproof(m, d.slice(0, k), b), mth(d.slice(k))]
    : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))]
}

function split(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1))
}

// Roots of the trees of the first n of these leaves: the reference data of the Certificate
// Transparency project's Merkle tree tests, entered from memory and equal to the definition above.
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test('Frontier gives the known roots of the Certificate Transparency leaves', () => {
  const frontier = Frontier.empty(sha256)
  expect(hex(frontier.root())).toBe(ROOTS[0])
  for (const [at, input] of INPUTS.entries()) {
    frontier.append(hashLeaf(sha256, Buffer.from(input, 'hex')))
    expect(hex(frontier.root())).toBe(ROOTS[at + 1])
  }
})

// RFC 9162 §2.1.1: prefixes 0x00 and 0x01.
test('hashLeaf(), hashNode() and emptyRoot() keep their inputs apart', () => {
  expect(hex(emptyRoot(sha256))).toBe(ROOTS[0])
  expect(hex(hashLeaf(sha256, Buffer.of(5)))).toBe(hex(sha256(Buffer.of(0, 5))))
  const [left, right] = [hashes[0]!, hashes[1]!]
  expect(hex(hashNode(sha256, left, right))).toBe(
    hex(sha256(Buffer.concat([Buffer.of(1), left, right]))),
  )
})

test(`Frontier and rootOf() agree with the definition for all sizes up to ${SIZES}`, () => {
  const frontier = Frontier.empty(sha256)
  for (let size = 0; size <= SIZES; size++) {
    const wanted = hex(mth(hashes.slice(0, size)))
    expect(frontier.size).toBe(size)
    expect(hex(frontier.root())).toBe(wanted)
    expect(hex(rootOf(treeOf(size)))).toBe(wanted)
    frontier.append(hashes[size]!)
  }
})

test('Frontier goes on after being stored and read, at every size', () => {
  for (let size = 0; size <= SIZES; size++) {
    const frontier = Frontier.empty(sha256)
    for (const hash of hashes.slice(0, size)) frontier.append(hash)
    const back = Frontier.decode(sha256, frontier.encode())!
    expect(back.size).toBe(size)
    back.append(hashes[size]!)
    expect(hex(back.root())).toBe(hex(mth(hashes.slice(0, size + 1))))
  }
})

test('Frontier.encode() is the size, then the subtrees from the largest on', () => {
  const frontier = Frontier.empty(sha256)
  for (const hash of hashes.slice(0, 6)) frontier.append(hash)
  expect(hex(frontier.encode())).toBe(
    `0000000000000006${hex(mth(hashes.slice(0, 4)))}${hex(mth(hashes.slice(4, 6)))}`,
  )
  expect(hex(Frontier.empty(sha256).encode())).toBe('0000000000000000')
})

test('Frontier.decode() gives null for octets that are no frontier', () => {
  const frontier = Frontier.empty(sha256)
  for (const hash of hashes.slice(0, 3)) frontier.append(hash)
  const good = frontier.encode()
  for (let length = 0; length < good.length; length++) {
    expect(Frontier.decode(sha256, good.subarray(0, length))).toBeNull()
  }
  expect(Frontier.decode(sha256, Buffer.concat([good, Buffer.of(0)]))).toBeNull()
  expect(Frontier.decode(sha256, good.with(7, 4))).toBeNull()
  expect(Frontier.decode(sha256, good.with(0, 255))).toBeNull()
})

test(`inclusionProof() agrees with the definition and verifies, sizes up to ${SIZES}`, () => {
  for (let size = 1; size <= SIZES; size++) {
    const d = hashes.slice(0, size)
    const root = mth(d)
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(treeOf(size), index)
      expect(hexes(proof)).toEqual(hexes(path(index, d)))
      expect(verifyInclusion(sha256, { index, size, leafHash: d[index]!, proof, root })).toBe(true)
    }
  }
})

test(`consistencyProof() agrees with the definition and verifies, sizes up to ${SIZES}`, () => {
  for (let second = 1; second <= SIZES; second++) {
    const d = hashes.slice(0, second)
    const secondRoot = mth(d)
    for (let first = 1; first <= second; first++) {
      const proof = consistencyProof(treeOf(second), first)
      expect(hexes(proof)).toEqual(hexes(subproof(first, d, true)))
      const firstRoot = mth(d.slice(0, first))
      const claim = { first, second, firstRoot, secondRoot, proof }
      expect(verifyConsistency(sha256, claim)).toBe(true)
    }
  }
})

const flip = (octets: Uint8Array): Uint8Array => octets.with(3, octets[3]! ^ 1)

test('verifyInclusion() refuses anything changed, left out or added', () => {
  const indexes = fc
    .integer({ min: 1, max: hashes.length })
    .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })))
  fc.assert(
    fc.property(indexes, fc.nat(), ([size, index], pick) => {
      const root = rootOf(treeOf(size))
      const proof = inclusionProof(treeOf(size), index)
      const claim = { index, size, leafHash: hashes[index]!, proof, root }
      const holds = (change: Partial<typeof claim>): boolean =>
        verifyInclusion(sha256, { ...claim, ...change })
      expect(holds({})).toBe(true)
      expect(holds({ leafHash: flip(claim.leafHash) })).toBe(false)
      expect(holds({ root: flip(root) })).toBe(false)
      expect(holds({ proof: [...proof, root] })).toBe(false)
      expect(holds({ index: size })).toBe(false)
      expect(holds({ index: -1 })).toBe(false)
      if (proof.length === 0) return
      const at = pick % proof.length
      expect(holds({ proof: proof.with(at, flip(proof[at]!)) })).toBe(false)
      expect(holds({ proof: proof.with(at, proof[at]!.subarray(1)) })).toBe(false)
      expect(holds({ proof: proof.toSpliced(at, 1) })).toBe(false)
      expect(holds({ index: (index + 1) % size })).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('verifyConsistency() refuses anything changed, left out or added', () => {
  const sizes = fc
    .integer({ min: 2, max: hashes.length })
    .chain((second) => fc.tuple(fc.constant(second), fc.integer({ min: 1, max: second - 1 })))
  fc.assert(
    fc.property(sizes, fc.nat(), ([second, first], pick) => {
      const [firstRoot, secondRoot] = [rootOf(treeOf(first)), rootOf(treeOf(second))]
      const proof = consistencyProof(treeOf(second), first)
      const claim = { first, second, firstRoot, secondRoot, proof }
      const holds = (change: Partial<typeof claim>): boolean =>
        verifyConsistency(sha256, { ...claim, ...change })
      expect(holds({})).toBe(true)
      expect(holds({ firstRoot: flip(firstRoot) })).toBe(false)
      expect(holds({ secondRoot: flip(secondRoot) })).toBe(false)
      expect(holds({ proof: [...proof, firstRoot] })).toBe(false)
      expect(holds({ proof: [] })).toBe(false)
      expect(holds({ first: second, second: first })).toBe(false)
      const at = pick % proof.length
      expect(holds({ proof: proof.with(at, flip(proof[at]!)) })).toBe(false)
      expect(holds({ proof: proof.toSpliced(at, 1) })).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('verifyConsistency() takes the empty tree and the same tree with no proof', () => {
  const root = rootOf(treeOf(5))
  const empty = emptyRoot(sha256)
  const claim = { first: 0, second: 5, firstRoot: empty, secondRoot: root, proof: [] }
  expect(consistencyProof(treeOf(5), 0)).toEqual([])
  expect(verifyConsistency(sha256, claim)).toBe(true)
  expect(verifyConsistency(sha256, { ...claim, firstRoot: root })).toBe(false)
  expect(verifyConsistency(sha256, { ...claim, first: 5, firstRoot: root })).toBe(true)
  expect(verifyConsistency(sha256, { ...claim, first: 5, firstRoot: empty })).toBe(false)
})

test('inclusionProof() and consistencyProof() refuse what the tree does not have', () => {
  expect(() => inclusionProof(treeOf(3), 3)).toThrow(RangeError)
  expect(() => inclusionProof(treeOf(0), 0)).toThrow(RangeError)
  expect(() => inclusionProof(treeOf(3), 0.5)).toThrow(RangeError)
  expect(() => consistencyProof(treeOf(3), 4)).toThrow(RangeError)
})
