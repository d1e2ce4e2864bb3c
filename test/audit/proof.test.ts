import { expect, test } from 'vitest'
import { signCheckpoint } from '../../src/audit/checkpoint.ts'
import { encodeLeaf } from '../../src/audit/leaf.ts'
import { sha256 } from '../../src/audit/node.ts'
import { formatProof, isCommittedTo, openProof, parseProof } from '../../src/audit/proof.ts'
import { hashLeaf, inclusionProof, readLeaves, rootOf } from '../../src/audit/tree.ts'
import { ORIGIN, SIGNER, TRUST, sampleLog } from './sample-log.ts'

const SIZE = 13
const { rows, checkpoints } = sampleLog(SIZE, [SIZE])
const read = readLeaves(sha256, (seq) => hashLeaf(sha256, rows[seq]!.leaf))

function proofOf(index: number): string {
  return formatProof({
    index,
    leaf: rows[index]!.leaf,
    hashes: inclusionProof({ sha256, size: SIZE, read }, index),
    checkpoint: checkpoints[0]!,
  })
}

test('formatProof() writes the lines of C2SP tlog-proof', () => {
  const lines = proofOf(12).split('\n')
  expect(lines[0]).toBe('c2sp.org/tlog-proof@v1')
  expect(lines[1]).toBe(`extra ${Buffer.from(rows[12]!.leaf).toString('base64')}`)
  expect(lines[2]).toBe('index 12')
  // Leaf 12 of 13 stands alone on the right: one sibling, the eight and the four together.
  expect(lines.slice(4, 8)).toEqual([expect.any(String), '', ORIGIN, '13'])
})

test('openProof() shows every leaf, and the entry that it commits to', () => {
  for (const [index, row] of rows.entries()) {
    const proven = openProof(sha256, proofOf(index), TRUST)!
    expect(proven.leaf).toMatchObject({ seq: index, timeMs: row.atMs })
    expect(proven.checkpoint.size).toBe(SIZE)
    const [salt, body] = [row.salt!, row.body!]
    expect(isCommittedTo(sha256, proven.leaf, { salt, body })).toBe(true)
    expect(isCommittedTo(sha256, proven.leaf, { salt, body: body.subarray(1) })).toBe(false)
    expect(isCommittedTo(sha256, proven.leaf, { salt: salt.subarray(1), body })).toBe(false)
  }
})

test('openProof() refuses a change of any character, and any cut', () => {
  const text = proofOf(6)
  for (let at = 0; at < text.length; at++) {
    const other = text[at] === 'A' ? 'B' : 'A'
    expect(openProof(sha256, `${text.slice(0, at)}${other}${text.slice(at + 1)}`, TRUST)).toBeNull()
    expect(openProof(sha256, text.slice(0, at), TRUST)).toBeNull()
  }
})

test('openProof() refuses a leaf that was made for another seq', () => {
  const leaf = encodeLeaf({
    seq: 5,
    timeMs: 0,
    visibility: 'other',
    commitment: new Uint8Array(32),
  })
  const lone = { sha256, size: 1, read: readLeaves(sha256, () => hashLeaf(sha256, leaf)) }
  const checkpoint = signCheckpoint({ origin: ORIGIN, size: 1, root: rootOf(lone) }, SIGNER)
  const text = formatProof({ index: 0, leaf, hashes: [], checkpoint })
  expect(parseProof(text)).not.toBeNull()
  expect(openProof(sha256, text, TRUST)).toBeNull()
})

test('parseProof() undoes formatProof(), and gives null for too many or too short hashes', () => {
  const text = proofOf(3)
  expect(formatProof(parseProof(text)!)).toBe(text)
  expect(parseProof(text.replace('index 3', 'index 03'))).toBeNull()
  expect(parseProof(text.replace('index 3\n', 'index 3\nAAAA\n'))).toBeNull()
  const hash = `${Buffer.alloc(32).toString('base64')}\n`
  expect(parseProof(text.replace('index 3\n', `index 3\n${hash.repeat(60)}`))).toBeNull()
  expect(parseProof('x'.repeat(200_000))).toBeNull()
  expect(parseProof('')).toBeNull()
})
