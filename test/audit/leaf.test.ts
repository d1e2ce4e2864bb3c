import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  LEAF_OCTETS,
  VISIBILITIES,
  commitmentInput,
  decodeLeaf,
  encodeEntry,
  encodeLeaf,
} from '../../src/audit/leaf.ts'
import { sha256 } from '../../src/audit/node.ts'

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')

// Worked by hand from the layout at the top of leaf.ts. 2026-07-01T00:00:00+07:00 is
// 1782838800000 ms, 0x19f19792e80; 2^53 - 1 fills the seq.
test('encodeLeaf() lays the fields out as documented', () => {
  const commitment = new Uint8Array(32).fill(0xab)
  expect(
    hex(encodeLeaf({ seq: 258, timeMs: 1782838800000, visibility: 'published', commitment })),
  ).toBe(['01', '0000000000000102', '0000019f19792e80', '01', 'ab'.repeat(32)].join(''))
  expect(
    hex(encodeLeaf({ seq: Number.MAX_SAFE_INTEGER, timeMs: 0, visibility: 'other', commitment })),
  ).toBe(['01', '001fffffffffffff', '0000000000000000', '00', 'ab'.repeat(32)].join(''))
})

test('decodeLeaf() undoes encodeLeaf()', () => {
  const leaves = fc.record({
    seq: fc.maxSafeNat(),
    timeMs: fc.maxSafeNat(),
    visibility: fc.constantFrom(...VISIBILITIES),
    commitment: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  })
  fc.assert(
    fc.property(leaves, (leaf) => {
      const octets = encodeLeaf(leaf)
      expect(octets).toHaveLength(LEAF_OCTETS)
      expect(decodeLeaf(octets)).toEqual(leaf)
      expect(decodeLeaf(Buffer.concat([Buffer.of(9), octets]).subarray(1))).toEqual(leaf)
    }),
  )
})

test('decodeLeaf() gives null for octets that are no leaf of this version', () => {
  const good = encodeLeaf({
    seq: 1,
    timeMs: 2,
    visibility: 'other',
    commitment: new Uint8Array(32),
  })
  expect(decodeLeaf(good)).not.toBeNull()
  expect(decodeLeaf(new Uint8Array(0))).toBeNull()
  expect(decodeLeaf(good.subarray(1))).toBeNull()
  expect(decodeLeaf(Buffer.concat([good, Buffer.of(0)]))).toBeNull()
  expect(decodeLeaf(good.with(0, 2))).toBeNull() // version
  expect(decodeLeaf(good.with(17, 2))).toBeNull() // visibility
  expect(decodeLeaf(good.with(2, 0x20))).toBeNull() // seq 2^53
  expect(decodeLeaf(good.with(9, 1))).toBeNull() // time 2^56
})

test('encodeLeaf() refuses a field that does not fit', () => {
  const leaf = { seq: 0, timeMs: 0, visibility: 'other', commitment: new Uint8Array(32) } as const
  expect(() => encodeLeaf({ ...leaf, seq: -1 })).toThrow(RangeError)
  expect(() => encodeLeaf({ ...leaf, seq: 2 ** 53 })).toThrow(RangeError)
  expect(() => encodeLeaf({ ...leaf, timeMs: 0.5 })).toThrow(RangeError)
  expect(() => encodeLeaf({ ...leaf, commitment: new Uint8Array(31) })).toThrow(RangeError)
})

test('encodeEntry() gives the UTF-8 of the canonical JSON of the body', () => {
  expect(Buffer.from(encodeEntry({ what: 'é', actor: 'system' })).toString('utf8')).toBe(
    '{"actor":"system","what":"é"}',
  )
})

test('commitmentInput() is the salt, then the entry', () => {
  const salt = new Uint8Array(32).fill(7)
  expect(hex(commitmentInput(salt, Buffer.from('{}')))).toBe(`${'07'.repeat(32)}7b7d`)
  expect(() => commitmentInput(salt.subarray(1), Buffer.from('{}'))).toThrow(RangeError)
  expect(sha256(commitmentInput(salt, Buffer.from('{}')))).toHaveLength(32)
})
