/**
 * The public form of the log: immutable files of 256 hashes, and of 256 leaves. C2SP tlog-tiles.
 *
 *     tile/<L>/<N>[.p/<W>]         hash tile: W or 256 hashes [32], one after the other
 *     tile/entries/<N>[.p/<W>]     entry bundle: W or 256 of (u16 length, big-endian | leaf)
 *
 * Hash i of tile (L, N) is that of the complete subtree of 256^L leaves at index N × 256 + i. N is
 * written in groups of three digits, all but the last led by `x`: 1234067 is `x001/x234/067`.
 *
 * The bundle holds the leaves as they are hashed (50 octets each now; the length stays, as the
 * clause has it and a later version of the leaf may differ). Entries and salts are not in it:
 * published ones are served apart, beside their alert.
 */

import { HASH_OCTETS, type Sha256 } from './leaf.ts'
import { hashNode, type SubtreeReader } from './tree.ts'

export const TILE_WIDTH = 256
const LEVEL_MAX = 63

export interface Tile {
  /** 0..63 of a hash tile; `entries` for a bundle, which is level 0 in every other respect. */
  readonly level: number | 'entries'
  readonly index: number
  /** 1..256 hashes or leaves; less than 256 is a partial tile. */
  readonly width: number
}

export function formatTilePath(tile: Tile): string {
  const digits = String(tile.index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  const partial = tile.width === TILE_WIDTH ? '' : `.p/${tile.width}`
  return `tile/${tile.level}/${path}${partial}`
}

/** Inverse of {@link formatTilePath}; null for any path that it does not give. */
export function parseTilePath(path: string): Tile | null {
  const match =
    /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path)
  if (match === null) return null
  const [, level, groups, width] = match as unknown as [string, string, string, string | undefined]
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  if (tile.level !== 'entries' && tile.level > LEVEL_MAX) return null
  if (tile.width < 1 || !Number.isSafeInteger(tile.index)) return null
  // One path for one tile: no leading zeros, and no `.p/256`.
  return formatTilePath(tile) === path ? tile : null
}

/** How many hashes (or leaves) the tile at that place has in a tree of `size` leaves: 0..256. */
export function tileWidth(size: number, at: Omit<Tile, 'width'>): number {
  const level = at.level === 'entries' ? 0 : at.level
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return Math.max(0, Math.min(TILE_WIDTH, hashes - at.index * TILE_WIDTH))
}

/** Whether a tree of `size` leaves has the tile, so that it may be served. */
export function hasTile(size: number, tile: Tile): boolean {
  return tile.width >= 1 && tile.width <= tileWidth(size, tile)
}

/** The right-most tile of each level, and the right-most bundle, of a tree of `size` leaves. */
export function edgeTiles(size: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; size >= TILE_WIDTH ** level; level++) {
    const index = Math.floor((Math.floor(size / TILE_WIDTH ** level) - 1) / TILE_WIDTH)
    tiles.push({ level, index, width: tileWidth(size, { level, index }) })
  }
  const [first] = tiles
  return first === undefined ? [] : [{ ...first, level: 'entries' }, ...tiles]
}

/** The octets of a hash tile. */
export function encodeTile(read: SubtreeReader, tile: Tile & { level: number }): Uint8Array {
  const octets = new Uint8Array(tile.width * HASH_OCTETS)
  for (let at = 0; at < tile.width; at++) {
    octets.set(read(8 * tile.level, tile.index * TILE_WIDTH + at), at * HASH_OCTETS)
  }
  return octets
}

/**
 * Reads subtrees from hash tiles of a tree of `size` leaves: one tile for any hash. The tiles
 * are not checked here; what is made of them must be held against a signed root.
 *
 * @throws {RangeError} when a tile that is read has not the octets its width asks for.
 */
export function readTiles(
  sha256: Sha256,
  size: number,
  octetsOf: (tile: Tile & { level: number }) => Uint8Array,
): SubtreeReader {
  return (level, index) => {
    const tileLevel = Math.floor(level / 8)
    const count = 2 ** (level % 8)
    const place = { level: tileLevel, index: Math.floor((index * count) / TILE_WIDTH) }
    const width = tileWidth(size, place)
    const octets = octetsOf({ ...place, width })
    const start = (index * count) % TILE_WIDTH
    if (octets.length !== width * HASH_OCTETS || start + count > width) {
      throw new RangeError(
        `Cannot read subtree ${level}/${index}: tile has ${octets.length} octets`,
      )
    }
    let hashes = Array.from({ length: count }, (_, at) => {
      const from = (start + at) * HASH_OCTETS
      return octets.subarray(from, from + HASH_OCTETS)
    })
    while (hashes.length > 1) hashes = pair(sha256, hashes)
    return hashes[0]!
  }
}

/** @throws {RangeError} when a leaf is longer than 65,535 octets. */
export function encodeBundle(leaves: readonly Uint8Array[]): Uint8Array {
  const octets = new Uint8Array(leaves.reduce((sum, leaf) => sum + 2 + leaf.length, 0))
  const view = new DataView(octets.buffer)
  let at = 0
  for (const leaf of leaves) {
    if (leaf.length > 0xffff) throw new RangeError(`Cannot bundle a leaf of ${leaf.length} octets`)
    view.setUint16(at, leaf.length)
    octets.set(leaf, at + 2)
    at += 2 + leaf.length
  }
  return octets
}

/** Inverse of {@link encodeBundle}; null when the octets do not end where a leaf ends. */
export function decodeBundle(octets: Uint8Array): Uint8Array[] | null {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
  const leaves: Uint8Array[] = []
  let at = 0
  while (at < octets.length) {
    if (at + 2 > octets.length) return null
    const end = at + 2 + view.getUint16(at)
    if (end > octets.length) return null
    leaves.push(octets.subarray(at + 2, end))
    at = end
  }
  return leaves
}

function pair(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array[] {
  return Array.from({ length: hashes.length / 2 }, (_, at) =>
    hashNode(sha256, hashes[2 * at]!, hashes[2 * at + 1]!),
  )
}
