import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  decodeInventory,
  encodeInventory,
  inventoryVersionOf,
} from '../../../src/formats/cells/inventory-file.ts'
import { inventoryOf, syntheticInventory } from '../../domain/area/cells.ts'

const INVENTORY = syntheticInventory(4000)
const { octets: OCTETS, version: VERSION } = encodeInventory(INVENTORY)

test('decodeInventory() undoes encodeInventory() exactly', () => {
  expect(decodeInventory(OCTETS)).toEqual(INVENTORY)
  expect(encodeInventory(decodeInventory(OCTETS)).octets).toEqual(OCTETS)
})

test('decodeInventory() reads from any offset and from shared memory', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(OCTETS.length + 3)).subarray(3)
  shared.set(OCTETS)
  expect(decodeInventory(shared)).toEqual(INVENTORY)
})

test('encodeInventory() gives the same octets and version for the same cells', () => {
  const again = encodeInventory(syntheticInventory(4000))
  expect(again.version).toBe(VERSION)
  expect(again.octets).toEqual(OCTETS)
  expect(VERSION).toMatch(/^[0-9a-f]{16}$/)
  expect(inventoryVersionOf(OCTETS)).toBe(VERSION)
  expect(encodeInventory(syntheticInventory(4000, 8)).version).not.toBe(VERSION)
})

test('encodeInventory() keeps an inventory without cells', () => {
  const empty = inventoryOf([])
  expect(decodeInventory(encodeInventory(empty).octets)).toEqual(empty)
})

const refusal = (octets: Uint8Array): string => {
  try {
    decodeInventory(octets)
  } catch (error) {
    return String(error)
  }
  return 'taken'
}

test('decodeInventory() refuses files that are cut, longer or changed anywhere', () => {
  for (const length of [0, 8, 55, 56, 1000, OCTETS.length - 1]) {
    expect(refusal(OCTETS.subarray(0, length)), `${length}`).toContain('INPUT_INVALID')
  }
  expect(refusal(Uint8Array.of(...OCTETS.subarray(0, 200), ...OCTETS))).toContain('INPUT_INVALID')
  for (let at = 0; at < OCTETS.length; at += 997) {
    const changed = OCTETS.slice()
    changed[at]! ^= 0x10
    expect(refusal(changed), `octet ${at}`).toContain('INPUT_INVALID')
  }
})

/** Changes an octet as somebody would who can make the digest fit. */
function forge(change: (view: DataView, columnsAt: number) => void): Uint8Array {
  const forged = OCTETS.slice()
  const view = new DataView(forged.buffer)
  const columnsAt = Math.ceil((56 + view.getUint32(44, true) + view.getUint32(48, true)) / 8) * 8
  change(view, columnsAt)
  forged.set(createHash('sha256').update(forged.subarray(40)).digest(), 8)
  return forged
}

const N = INVENTORY.count
test.for<[string, (view: DataView, columnsAt: number) => void]>([
  ['more cells than octets', (view) => view.setUint32(40, 0xffffffff, true)],
  ['tables beyond the file', (view) => view.setUint32(44, 0xffffffff, true)],
  ['a cell id that is no number', (view, at) => view.setFloat64(at, Number.NaN, true)],
  ['a broken cell id', (view, at) => view.setFloat64(at, 1.5, true)],
  ['a latitude beyond the pole', (view, at) => view.setInt32(at + 8 * N, 90_000_001, true)],
  ['a range across the country', (view, at) => view.setUint32(at + 20 * N, 5_000_000, true)],
  ['a region that is not in the table', (view, at) => view.setUint16(at + 24 * N, 9999, true)],
  ['a set that is not in the table', (view, at) => view.setUint8(at + 26 * N, 200)],
  ['a RAT that is none', (view, at) => view.setUint8(at + 27 * N, 3)],
  ['flags that are none', (view, at) => view.setUint8(at + 28 * N, 4)],
  ['cells out of order', (view, at) => view.setUint16(at + 24 * N, 513, true)],
  ['regions that are none', (view) => view.setUint8(56 + view.getUint32(44, true), 0x41)],
  ['PLMNs that are none', (view) => view.setUint8(56, 0x41)],
])('decodeInventory() refuses %s even when the digest fits', ([, change]) => {
  expect(refusal(forge(change))).toContain('INPUT_INVALID')
})

test('decodeInventory() takes what forge() leaves alone', () => {
  expect(refusal(forge(() => {}))).toBe('taken')
})
