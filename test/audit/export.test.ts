import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  EXPORT_LINE_MAX,
  formatExport,
  formatExportEntry,
  formatExportHeader,
  openExport,
  parseExportEntry,
  parseExportHeader,
} from '../../src/audit/export.ts'
import { VISIBILITIES } from '../../src/audit/leaf.ts'
import { sha256 } from '../../src/audit/node.ts'
import { verifyLog, type Verification } from '../../src/audit/verify.ts'
import { Refusal } from '../../src/domain/error.ts'
import { ORIGIN, TRUST, sampleLog } from './sample-log.ts'

const LOG = sampleLog(9, [4, 9])
const HEADER = { origin: ORIGIN, head: LOG.head, checkpoints: LOG.checkpoints }

async function exported(): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const line of formatExport(HEADER, LOG.rows)) parts.push(Buffer.from(line))
  return Buffer.concat(parts)
}

async function verify(chunks: Iterable<Uint8Array>): Promise<Verification> {
  const { origin, entries, head, checkpoints } = await openExport(chunks)
  if (origin !== TRUST.origin) throw new Refusal('INPUT_INVALID', { path: 'line 1', what: origin })
  return await verifyLog({ entries, head, checkpoints, sha256, trust: TRUST })
}

test('formatExportEntry() writes a line as documented', () => {
  const row = {
    seq: 3,
    atMs: 5,
    visibility: 'other',
    leaf: Buffer.from('leaf'),
    link: Buffer.from('link'),
    salt: null,
    body: Buffer.from('{}'),
  } as const
  expect(formatExportEntry(row)).toBe(
    '{"seq":3,"atMs":5,"visibility":"other","leaf":"bGVhZg==","link":"bGluaw==",' +
      '"salt":null,"body":"e30="}',
  )
})

test('openExport() gives back what formatExport() wrote, however it is cut into chunks', async () => {
  const file = await exported()
  for (const step of [1, 7, 100, file.length]) {
    const chunks: Uint8Array[] = []
    for (let at = 0; at < file.length; at += step) chunks.push(file.subarray(at, at + step))
    expect(await verify(chunks)).toMatchObject({
      size: 9,
      verified: true,
      checkpoint: { size: 9 },
    })
  }
})

test('openExport() keeps a line when its source uses the chunk again', async () => {
  const file = await exported()
  function* reused(): Generator<Uint8Array> {
    const chunk = new Uint8Array(50)
    for (let at = 0; at < file.length; at += 50) {
      const part = file.subarray(at, at + 50)
      chunk.set(part)
      yield chunk.subarray(0, part.length)
    }
  }
  expect((await verify(reused())).verified).toBe(true)
})

test('a change of any character of an export is refused or found', async () => {
  const file = await exported()
  for (let at = 0; at < file.length; at += 3) {
    const worse = Buffer.from(file)
    worse[at] = worse[at]! ^ 1
    const outcome = await verify([worse]).then(
      (result) => result.verified,
      (error: unknown) => !(error instanceof Refusal),
    )
    expect(outcome, `octet ${at}`).toBe(false)
  }
})

test('an export that was cut off is refused or found, wherever it was cut', async () => {
  const file = await exported()
  for (let length = 0; length < file.length; length += 5) {
    const outcome = await verify([file.subarray(0, length)]).then(
      (result) => result.verified,
      (error: unknown) => !(error instanceof Refusal),
    )
    expect(outcome).toBe(false)
  }
})

test('parseExportEntry() undoes formatExportEntry()', () => {
  const octets = fc.uint8Array({ maxLength: 60 })
  const rows = fc.record({
    seq: fc.maxSafeNat(),
    atMs: fc.maxSafeNat(),
    visibility: fc.constantFrom(...VISIBILITIES),
    leaf: octets,
    link: fc.option(octets),
    salt: fc.option(octets),
    body: fc.option(octets),
  })
  fc.assert(
    fc.property(rows, (row) => {
      expect(parseExportEntry(formatExportEntry(row), 2)).toEqual(row)
    }),
  )
})

const GOOD = formatExportEntry(LOG.rows[1]!)

test.for([
  ['no JSON', 'x'],
  ['an array', '[]'],
  ['null', 'null'],
  ['nothing', ''],
  ['a carriage return', `${GOOD}\r`],
  ['white space', GOOD.replace('{', '{ ')],
  ['a member more', GOOD.replace('{', '{"more":1,')],
  ['a member twice', GOOD.replace('{', '{"seq":7,')],
  ['a member less', GOOD.replace(/,"salt":"[^"]+"/, '')],
  ['a prototype', GOOD.replace('{', '{"__proto__":{"seq":1},')],
  ['another order', GOOD.replace(/"seq":1,"atMs":(\d+)/, '"atMs":$1,"seq":1')],
  ['a seq below 0', GOOD.replace('"seq":1', '"seq":-1')],
  ['a seq with a fraction', GOOD.replace('"seq":1', '"seq":1.0')],
  ['a seq as text', GOOD.replace('"seq":1', '"seq":"1"')],
  ['an unknown visibility', GOOD.replace('"other"', '"secret"')],
  ['bad base64', GOOD.replace('"salt":"', '"salt":"*')],
  ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
] as const)('parseExportEntry() refuses %s', ([, line]) => {
  expect(() => parseExportEntry(line, 2)).toThrow(Refusal)
})

const HEAD_LINE = formatExportHeader(HEADER)

test.for([
  ['another form', HEAD_LINE.replace('log/1', 'log/2')],
  ['no origin', HEAD_LINE.replace(`"${ORIGIN}",`, 'null,')],
  ['a size that is none', HEAD_LINE.replace('"size":9', '"size":9.5')],
  ['a checkpoint that is no text', HEAD_LINE.replace('"checkpoints":[', '"checkpoints":[1,')],
  ['bad base64', HEAD_LINE.replace('"frontier":"', '"frontier":"*')],
  ['a member more', HEAD_LINE.replace('{', '{"more":1,')],
  ['an entry', GOOD],
] as const)('parseExportHeader() refuses a header with %s', ([, line]) => {
  expect(() => parseExportHeader(line)).toThrow(Refusal)
})

test('openExport() refuses octets that are no UTF-8, an empty file and a byte order mark', async () => {
  await expect(openExport([])).rejects.toThrow(Refusal)
  await expect(openExport([Buffer.from('ff0a', 'hex')])).rejects.toThrow(Refusal)
  await expect(openExport([Buffer.from(`\ufeff${HEAD_LINE}\n`)])).rejects.toThrow(Refusal)
})

test('openExport() refuses a line without end before it is held whole', async () => {
  let given = 0
  function* endless(): Generator<Uint8Array> {
    const chunk = new Uint8Array(1024 * 1024).fill(0x20)
    for (;;) {
      given += 1
      yield chunk
    }
  }
  await expect(openExport(endless())).rejects.toMatchObject({ code: 'TOO_LARGE' })
  expect(given).toBe(EXPORT_LINE_MAX / (1024 * 1024) + 1)
})
