import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/audit/node.ts'
import {
  TILE_WIDTH,
  decodeBundle,
  edgeTiles,
  encodeBundle,
  encodeTile,
  formatTilePath,
  hasTile,
  parseTilePath,
  readTiles,
  tileWidth,
  type Tile,
} from '../../src/audit/tiles.ts'
import {
  Frontier,
  consistencyProof,
  hashLeaf,
  inclusionProof,
  readLeaves,
  rootOf,
} from '../../src/audit/tree.ts'

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')

// Index 1234067 is the example of C2SP tlog-tiles; the others follow its rule.
test.for([
  [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
  [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
  [{ level: 63, index: 1000, width: 255 }, 'tile/63/x001/000.p/255'],
  [{ level: 'entries', index: 999, width: 1 }, 'tile/entries/999.p/1'],
] as const)('formatTilePath() and parseTilePath() agree on %o', ([tile, path]) => {
  expect(formatTilePath(tile)).toBe(path)
  expect(parseTilePath(path)).toEqual(tile)
})

test('parseTilePath() undoes formatTilePath()', () => {
  const tiles = fc.record({
    level: fc.oneof(fc.nat({ max: 63 }), fc.constant('entries' as const)),
    index: fc.maxSafeNat(),
    width: fc.integer({ min: 1, max: 256 }),
  })
  fc.assert(
    fc.property(tiles, (tile) => {
      expect(parseTilePath(formatTilePath(tile))).toEqual(tile)
    }),
  )
})

test.for([
  'tile/64/000',
  'tile/00/000',
  'tile/-1/000',
  'tile/0/0',
  'tile/0/0000',
  'tile/0/x000/001',
  'tile/0/001/002',
  'tile/0/x001',
  'tile/0/000.p/0',
  'tile/0/000.p/256',
  'tile/0/000.p/01',
  'tile/0/000.p/',
  'tile/0/000/',
  '/tile/0/000',
  'tile/data/000',
  'tile/0/../000',
  'tile/0/x009/x999/x999/x999/x999/999',
])('parseTilePath() gives null for "%s"', (path) => {
  expect(parseTilePath(path)).toBeNull()
})

// C2SP tlog-tiles, "Partial Tiles": the tree of 70,000 entries, and of 256.
test('edgeTiles() and tileWidth() give the tiles of the examples of the clause', () => {
  expect(edgeTiles(70_000)).toEqual([
    { level: 'entries', index: 273, width: 112 },
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ])
  expect(tileWidth(70_000, { level: 0, index: 272 })).toBe(TILE_WIDTH)
  expect(tileWidth(70_000, { level: 1, index: 0 })).toBe(TILE_WIDTH)
  expect(edgeTiles(256)).toEqual([
    { level: 'entries', index: 0, width: 256 },
    { level: 0, index: 0, width: 256 },
    { level: 1, index: 0, width: 1 },
  ])
  expect(edgeTiles(0)).toEqual([])
})

test('hasTile() is true of every tile within the tree and of no other', () => {
  expect(hasTile(300, { level: 0, index: 1, width: 44 })).toBe(true)
  expect(hasTile(300, { level: 0, index: 1, width: 43 })).toBe(true)
  expect(hasTile(300, { level: 0, index: 1, width: 45 })).toBe(false)
  expect(hasTile(300, { level: 'entries', index: 0, width: 256 })).toBe(true)
  expect(hasTile(300, { level: 1, index: 0, width: 1 })).toBe(true)
  expect(hasTile(300, { level: 1, index: 0, width: 2 })).toBe(false)
  expect(hasTile(300, { level: 2, index: 0, width: 1 })).toBe(false)
  expect(hasTile(0, { level: 0, index: 0, width: 1 })).toBe(false)
})

const hashes = Array.from({ length: 1500 }, (_, seq) => hashLeaf(sha256, Buffer.from(`${seq}`)))
const leaves = readLeaves(sha256, (seq) => hashes[seq]!)

test('encodeTile() holds leaf hashes at level 0 and roots of full tiles at level 1', () => {
  const bottom = encodeTile(leaves, { level: 0, index: 1, width: 3 })
  expect(hex(bottom)).toBe([256, 257, 258].map((seq) => hex(hashes[seq]!)).join(''))
  const above = encodeTile(leaves, { level: 1, index: 0, width: 2 })
  const roots = [0, 256].map((start) => {
    const frontier = Frontier.empty(sha256)
    for (const hash of hashes.slice(start, start + 256)) frontier.append(hash)
    return hex(frontier.root())
  })
  expect(hex(above)).toBe(roots.join(''))
})

test('readTiles() gives the same root and proofs as the leaves do', () => {
  const cache = new Map<string, Uint8Array>()
  const octetsOf = (tile: Tile & { level: number }): Uint8Array => {
    const path = formatTilePath(tile)
    const octets = cache.get(path) ?? encodeTile(leaves, tile)
    cache.set(path, octets)
    return octets
  }
  for (const size of [1, 2, 255, 256, 257, 512, 1000, 1500]) {
    const byTiles = { sha256, size, read: readTiles(sha256, size, octetsOf) }
    const byLeaves = { sha256, size, read: leaves }
    expect(hex(rootOf(byTiles))).toBe(hex(rootOf(byLeaves)))
    for (const at of [0, 1, Math.floor(size / 2), size - 1].filter((each) => each < size)) {
      const wanted = inclusionProof(byLeaves, at).map(hex)
      expect(inclusionProof(byTiles, at).map(hex)).toEqual(wanted)
      expect(consistencyProof(byTiles, at).map(hex)).toEqual(
        consistencyProof(byLeaves, at).map(hex),
      )
    }
  }
})

test('readTiles() refuses a tile that is cut short', () => {
  const read = readTiles(sha256, 3, () => new Uint8Array(64))
  expect(() => read(0, 0)).toThrow(RangeError)
})

test('encodeBundle() puts the length before each leaf, and decodeBundle() undoes it', () => {
  expect(hex(encodeBundle([Buffer.of(7), Buffer.of(8, 9)]))).toBe('00010700020809')
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 20 }), (list) => {
      expect(decodeBundle(encodeBundle(list))?.map(hex)).toEqual(list.map(hex))
    }),
  )
  expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError)
})

test('decodeBundle() gives null when the octets end inside a leaf', () => {
  const octets = encodeBundle([Buffer.of(7, 8)])
  expect(decodeBundle(octets.subarray(0, 3))).toBeNull()
  expect(decodeBundle(octets.subarray(0, 1))).toBeNull()
  expect(decodeBundle(new Uint8Array(0))).toEqual([])
})
