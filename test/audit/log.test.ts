import { expect, test } from 'vitest'
import { decodeLeaf } from '../../src/audit/leaf.ts'
import { Log, decodeChain } from '../../src/audit/log.ts'
import { sha256 } from '../../src/audit/node.ts'
import { Frontier, hashLeaf } from '../../src/audit/tree.ts'
import { saltOf, sampleLog } from './sample-log.ts'

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')

test('Log.append() gives rows whose leaves and links are as documented', () => {
  const { rows, head } = sampleLog(9)
  const tree = Frontier.empty(sha256)
  let link: Uint8Array = new Uint8Array(32)
  for (const [seq, row] of rows.entries()) {
    const leaf = decodeLeaf(row.leaf)!
    expect(leaf).toMatchObject({ seq, timeMs: row.atMs, visibility: row.visibility })
    expect(hex(leaf.commitment)).toBe(hex(sha256(Buffer.concat([row.salt!, row.body!]))))
    expect(hex(row.link!)).toBe(hex(link))
    const leafHash = hashLeaf(sha256, row.leaf)
    link = sha256(Buffer.concat([link, leafHash]))
    tree.append(leafHash)
  }
  expect(head.size).toBe(9)
  expect(head.atMs).toBe(rows.at(-1)!.atMs)
  expect(hex(head.frontier)).toBe(hex(link) + hex(tree.encode()))
})

test('Log.open() goes on from a stored head as if it had never stopped', () => {
  const entry = { visibility: 'other', salt: saltOf(0), body: Buffer.from('{}') } as const
  const whole = Log.open(sha256, null)
  let stored = Log.open(sha256, null).head()
  expect(stored).toMatchObject({ size: 0, atMs: 0 })
  for (let seq = 0; seq < 20; seq++) {
    const log = Log.open(sha256, stored)
    expect(log.append({ ...entry, nowMs: seq })).toEqual(whole.append({ ...entry, nowMs: seq }))
    stored = log.head()
    expect(hex(log.root())).toBe(hex(whole.root()))
  }
  expect(stored).toEqual(whole.head())
})

test('Log.append() never lets time run backwards', () => {
  const entry = { visibility: 'other', salt: saltOf(0), body: Buffer.from('{}') } as const
  const log = Log.open(sha256, null)
  expect(log.append({ ...entry, nowMs: 50 }).atMs).toBe(50)
  expect(log.append({ ...entry, nowMs: 40 }).atMs).toBe(50)
  expect(Log.open(sha256, log.head()).append({ ...entry, nowMs: 1 }).atMs).toBe(50)
})

test('Log.open() refuses a damaged head', () => {
  const { head } = sampleLog(5)
  expect(() => Log.open(sha256, { ...head, size: 4 })).toThrow(RangeError)
  expect(() => Log.open(sha256, { ...head, frontier: new Uint8Array(0) })).toThrow(RangeError)
  const short = head.frontier.subarray(0, head.frontier.length - 1)
  expect(() => Log.open(sha256, { ...head, frontier: short })).toThrow(RangeError)
  expect(decodeChain(sha256, head.frontier)?.tree.size).toBe(5)
})
