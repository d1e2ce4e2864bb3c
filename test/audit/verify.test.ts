import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signCheckpoint } from '../../src/audit/checkpoint.ts'
import { commitmentInput, decodeLeaf, encodeLeaf } from '../../src/audit/leaf.ts'
import { Log, type EntryRow, type Head } from '../../src/audit/log.ts'
import { noteSigner, sha256 } from '../../src/audit/node.ts'
import { verifyLog, type Verification } from '../../src/audit/verify.ts'
import { ORIGIN, SIGNER, TRUST, saltOf, sampleLog, type SampleLog } from './sample-log.ts'

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')
const flip = (octets: Uint8Array, at = 0): Uint8Array =>
  new Uint8Array(octets).with(at, octets[at]! ^ 1)

const SIZE = 21
const LAST = SIZE - 1
const PLACES = [0, 1, 10, LAST - 1, LAST]

async function verify(log: SampleLog, change: Partial<SampleLog> = {}): Promise<Verification> {
  const { rows: entries, head, checkpoints } = { ...log, ...change }
  return await verifyLog({ entries, head, checkpoints, sha256, trust: TRUST })
}

function changed(
  rows: readonly EntryRow[],
  seq: number,
  change: (row: EntryRow) => Partial<EntryRow>,
): EntryRow[] {
  return rows.map((row) => (row.seq === seq ? { ...row, ...change(row) } : row))
}

/** The row as a forger makes it: another body or time, and a leaf that fits it. */
function forged(row: EntryRow, atMs = row.atMs): Partial<EntryRow> {
  const body = flip(row.body!, 5)
  const commitment = sha256(commitmentInput(row.salt!, body))
  const { seq, visibility } = row
  return { body, atMs, leaf: encodeLeaf({ seq, timeMs: atMs, visibility, commitment }) }
}

/** Everything from `seq` on made anew, links and head too: all that one can do without the key. */
function rewritten(
  log: SampleLog,
  seq: number,
  change: (row: EntryRow) => EntryRow | null,
): { rows: EntryRow[]; head: Head } {
  const anew = Log.open(sha256, null)
  const rows: EntryRow[] = []
  for (const row of log.rows) {
    const used = row.seq === seq ? change(row) : row
    if (used === null) continue
    const { atMs: nowMs, visibility, salt, body } = used
    rows.push(anew.append({ nowMs, visibility, salt: salt!, body: body! }))
  }
  return { rows, head: anew.head() }
}

const logs: readonly (readonly [string, SampleLog])[] = [
  ['no checkpoint', sampleLog(SIZE)],
  ['one checkpoint at the end', sampleLog(SIZE, [SIZE])],
  ['checkpoints at 0, 1, 7, 11 and 20', sampleLog(SIZE, [0, 1, 7, 11, 20])],
  [
    'a checkpoint at every size',
    sampleLog(
      SIZE,
      Array.from({ length: SIZE + 1 }, (_, at) => at),
    ),
  ],
]

test('verifyLog() takes logs of every size up to 40, with and without checkpoints', async () => {
  for (let size = 0; size <= 40; size++) {
    for (const sizes of [[], [size], [Math.floor(size / 2), size]]) {
      const log = sampleLog(size, sizes)
      const result = await verify(log)
      expect(result).toMatchObject({ size, erased: 0, verified: true, problem: null })
      expect(hex(result.root)).toBe(hex(Log.open(sha256, log.head).root()))
      expect(result.checkpoint?.size ?? null).toBe(sizes.at(-1) ?? null)
    }
  }
})

test('verifyLog() reads an asynchronous source and takes checkpoints in any order', async () => {
  const log = sampleLog(SIZE, [3, 9, 21])
  async function* entries(): AsyncGenerator<EntryRow> {
    yield* log.rows
  }
  const checkpoints = log.checkpoints.toReversed()
  const { head } = log
  const result = await verifyLog({ entries: entries(), head, checkpoints, sha256, trust: TRUST })
  expect(result).toMatchObject({ size: SIZE, verified: true, checkpoint: { size: 21 } })
})

test('verifyLog() takes erased entries as long as their leaves stand, and counts them', async () => {
  for (const [, log] of logs) {
    const rows = log.rows.map((row) =>
      row.seq % 4 === 0 ? { ...row, salt: null, body: null } : row,
    )
    expect(await verify(log, { rows })).toMatchObject({ erased: 6, verified: true, problem: null })
    const worse = changed(rows, 8, (row) => ({ leaf: flip(row.leaf, 30) }))
    expect((await verify(log, { rows: worse })).problem).toEqual({ seq: 8, what: 'leaf-changed' })
  }
})

test('verifyLog() takes leaves alone, as public tiles have them', async () => {
  const log = sampleLog(SIZE, [10, SIZE])
  const rows = log.rows.map((row) => ({ ...row, link: null, salt: null, body: null }))
  const reading = { head: null, checkpoints: log.checkpoints, sha256, trust: TRUST }
  expect(await verifyLog({ ...reading, entries: rows })).toMatchObject({ verified: true })
  const worse = changed(rows, 12, (row) => ({ leaf: flip(row.leaf, 30) }))
  expect((await verifyLog({ ...reading, entries: worse })).problem).toEqual({
    seq: 10,
    what: 'checkpoint-differs',
  })
})

describe.for(logs)('with %s', ([, log]) => {
  const singles: readonly (readonly [string, (row: EntryRow) => Partial<EntryRow>, RegExp])[] = [
    ['a changed body', (row) => ({ body: flip(row.body!, 3) }), /^entry-changed$/],
    ['a longer body', (row) => ({ body: Buffer.concat([row.body!, Buffer.of(32)]) }), /^entry-c/],
    ['a changed salt', (row) => ({ salt: flip(row.salt!) }), /^entry-changed$/],
    ['a cut salt', (row) => ({ salt: row.salt!.subarray(1) }), /^entry-changed$/],
    ['a changed time', (row) => ({ atMs: row.atMs + 1 }), /^time-changed$/],
    ['another visibility', (row) => ({ visibility: flipped(row) }), /^visibility-changed$/],
    ['no body', () => ({ body: null }), /^half-erased$/],
    ['no salt', () => ({ salt: null }), /^half-erased$/],
    ['a changed link', (row) => ({ link: flip(row.link!) }), /^link-changed$/],
    ['a cut link', (row) => ({ link: row.link!.subarray(1) }), /^link-changed$/],
    ['an empty leaf', () => ({ leaf: new Uint8Array(0) }), /^leaf-unreadable$/],
    ['a body forged with its leaf', (row) => forged(row), /^(leaf-changed|head-differs)$/],
    [
      'a later time forged with its leaf',
      (row) => forged(row, row.atMs + 5000),
      /^(leaf-changed|head-differs)$/,
    ],
    [
      'an earlier time forged with its leaf',
      (row) => forged(row, row.atMs - 5000),
      /^(leaf-changed|time-backwards)$/,
    ],
    [
      'a body changed and its link too',
      (row) => ({ body: flip(row.body!), link: flip(row.link!) }),
      /^entry-changed$/,
    ],
    [
      'a leaf and a link changed, but not the body',
      (row) => ({ leaf: flip(row.leaf, 30), link: flip(row.link!) }),
      /^entry-changed$/,
    ],
    [
      'a leaf of another time, and no body',
      (row) => ({ leaf: flip(row.leaf, 16), salt: null, body: null }),
      /^time-changed$/,
    ],
  ]
  for (const [name, change, what] of singles) {
    test.for(PLACES)(`verifyLog() names %i, which has ${name}`, async (seq) => {
      const result = await verify(log, { rows: changed(log.rows, seq, change) })
      expect(result.verified).toBe(false)
      expect(result.problem?.seq).toBe(seq)
      expect(result.problem?.what).toMatch(what)
    })
  }

  test.for(PLACES)('verifyLog() names %i when any octet of its leaf is changed', async (seq) => {
    for (let at = 0; at < 50; at++) {
      const rows = changed(log.rows, seq, (row) => ({ leaf: flip(row.leaf, at) }))
      expect((await verify(log, { rows })).problem?.seq).toBe(seq)
    }
  })

  test.for(PLACES)('verifyLog() names %i when its row is gone', async (seq) => {
    const rows = log.rows.filter((row) => row.seq !== seq)
    expect((await verify(log, { rows })).problem).toEqual({ seq, what: 'missing' })
  })

  test.for(PLACES)('verifyLog() names %i when the rows from it on are gone', async (seq) => {
    const rows = log.rows.slice(0, seq)
    expect((await verify(log, { rows })).problem).toEqual({ seq, what: 'missing' })
  })

  test.for(PLACES)('verifyLog() names %i when later rows were moved up over it', async (seq) => {
    if (seq === LAST) return
    const rows = log.rows.filter((row) => row.seq !== seq).map((row, at) => ({ ...row, seq: at }))
    expect((await verify(log, { rows })).problem).toEqual({ seq, what: 'moved' })
  })

  test.for([
    [0, 1],
    [0, LAST],
    [9, 10],
    [10, LAST],
    [LAST - 1, LAST],
  ] as const)('verifyLog() names the first of two rows swapped, %i and %i', async ([a, b]) => {
    const swapped = log.rows.with(a, log.rows[b]!).with(b, log.rows[a]!)
    const renumbered = swapped.map((row, seq) => ({ ...row, seq }))
    expect((await verify(log, { rows: renumbered })).problem).toEqual({ seq: a, what: 'moved' })
    // All columns but the leaf and the link, then all with the leaf made anew.
    const bodies = swapped.map((row, seq) => {
      const { leaf, link } = log.rows[seq]!
      return { ...row, seq, leaf, link }
    })
    expect((await verify(log, { rows: bodies })).problem?.seq).toBe(a)
    const anew = bodies.map((row, seq) => {
      const { commitment } = decodeLeaf(swapped[seq]!.leaf)!
      const { visibility } = row
      return { ...row, leaf: encodeLeaf({ seq, timeMs: row.atMs, visibility, commitment }) }
    })
    expect((await verify(log, { rows: anew })).problem?.seq).toBe(a)
    // As they stand, out of order.
    expect((await verify(log, { rows: swapped })).problem).toEqual({ seq: a, what: 'missing' })
  })

  test('verifyLog() names the earlier of two forged rows that touch', async () => {
    for (const seq of [0, 4, 10, LAST - 1]) {
      const rows = changed(changed(log.rows, seq, forged), seq + 1, forged)
      expect((await verify(log, { rows })).problem?.seq).toBe(seq)
    }
  })

  test('verifyLog() names a forged row before a plainly changed one that follows it', async () => {
    for (const seq of [0, 4, 10, LAST - 1]) {
      const rows = changed(changed(log.rows, seq, forged), seq + 1, (row) => ({
        body: flip(row.body!),
      }))
      expect((await verify(log, { rows })).problem).toEqual({ seq, what: 'leaf-changed' })
    }
  })

  test('verifyLog() names the first row beyond the head', async () => {
    const longer = Log.open(sha256, log.head)
    const more = [0, 1].map(() =>
      longer.append({ nowMs: 0, visibility: 'other', salt: saltOf(0), body: Buffer.from('{}') }),
    )
    const { problem } = await verify(log, { rows: [...log.rows, ...more] })
    expect(problem).toEqual({ seq: SIZE, what: 'beyond-head' })
  })

  test('verifyLog() tells a head that differs from the rows', async () => {
    const { head } = log
    const heads: readonly Partial<Head>[] = [
      { atMs: head.atMs + 1 },
      { size: SIZE - 1 },
      { size: SIZE + 1 },
      { frontier: new Uint8Array(3) },
      ...Array.from({ length: head.frontier.length }, (_, at) => ({
        frontier: flip(head.frontier, at),
      })),
    ]
    for (const change of heads) {
      const result = await verify(log, { head: { ...head, ...change } })
      expect(result.problem).toEqual({ seq: LAST, what: 'head-differs' })
    }
  })
})

describe('when all was rewritten from a row on, links and head too', () => {
  const log = sampleLog(SIZE, [0, 1, 7, 11, 20])
  // The last checkpoint that still agrees is the one at or below the row.
  test.for([
    [0, 0],
    [1, 1],
    [6, 1],
    [7, 7],
    [10, 7],
    [11, 11],
    [19, 11],
  ] as const)(
    'verifyLog() names for row %i the first that is in doubt, %i',
    async ([seq, from]) => {
      const forging = rewritten(log, seq, (row) => ({ ...row, body: flip(row.body!) }))
      const result = await verify(log, forging)
      expect(result.problem).toEqual({ seq: from, what: 'checkpoint-differs' })
      expect(result.checkpoint?.size).toBe(from)
      const shorter = rewritten(log, seq, () => null)
      expect((await verify(log, shorter)).problem).toEqual({
        seq: from,
        what: 'checkpoint-differs',
      })
    },
  )

  test('verifyLog() cannot know of row 20, which no checkpoint counts', async () => {
    const forging = rewritten(log, LAST, (row) => ({ ...row, body: flip(row.body!) }))
    expect((await verify(log, forging)).verified).toBe(true)
  })

  test('verifyLog() names the first row missing when a checkpoint counts more', async () => {
    const shorter = sampleLog(15)
    const { problem } = await verify(log, { rows: shorter.rows, head: shorter.head })
    expect(problem).toEqual({ seq: 15, what: 'missing' })
  })

  test('verifyLog() names the row itself when one link was left as it was', async () => {
    const { rows, head } = rewritten(log, 12, (row) => ({ ...row, body: flip(row.body!) }))
    const mixed = [...rows.slice(0, 13), ...log.rows.slice(13)]
    expect((await verify(log, { rows: mixed, head })).problem).toEqual({
      seq: 12,
      what: 'leaf-changed',
    })
  })
})

test('verifyLog() names a row forged with its link when a checkpoint proves the one before', async () => {
  const log = sampleLog(SIZE, [10, 20])
  for (const seq of [10, LAST]) {
    const rows = changed(log.rows, seq, (row) => ({ ...forged(row), link: flip(row.link!) }))
    expect((await verify(log, { rows })).problem).toEqual({ seq, what: 'link-changed' })
  }
})

test('verifyLog() tells a checkpoint that no trusted key signed', async () => {
  const log = sampleLog(SIZE, [7, 20])
  const stranger = noteSigner(ORIGIN, new Uint8Array(32).fill(2))
  const said = { origin: ORIGIN, size: 12, root: sha256(new Uint8Array(1)) }
  const foreign = signCheckpoint(said, stranger)
  const refused = { seq: 11, what: 'checkpoint-refused' }
  const checkpoints = [...log.checkpoints, foreign]
  expect((await verify(log, { checkpoints })).problem).toEqual(refused)
  expect((await verify(log, { checkpoints: ['nonsense'] })).problem).toEqual({
    ...refused,
    seq: LAST,
  })
  const elsewhere = signCheckpoint({ ...said, origin: 'log.example/other' }, SIGNER)
  expect((await verify(log, { checkpoints: [elsewhere] })).problem).toEqual(refused)
  // What the rows say of themselves comes first.
  const rows = changed(log.rows, 15, (row) => ({ body: flip(row.body!) }))
  expect((await verify(log, { rows, checkpoints })).problem?.seq).toBe(15)
})

test('verifyLog() names any single row in which any one column is changed', async () => {
  const columns = fc.constantFrom('leaf', 'link', 'salt', 'body')
  const sizes = fc.integer({ min: 1, max: 40 })
  await fc.assert(
    fc.asyncProperty(sizes, columns, fc.nat(), fc.nat(), async (size, column, pick, octet) => {
      const log = sampleLog(size, [Math.floor(size / 2)])
      const seq = pick % size
      const rows = changed(log.rows, seq, (row) => {
        const octets = row[column]!
        return { [column]: flip(octets, octet % octets.length) }
      })
      expect((await verify(log, { rows })).problem?.seq).toBe(seq)
    }),
  )
})

function flipped(row: EntryRow): 'published' | 'other' {
  return row.visibility === 'other' ? 'published' : 'other'
}
