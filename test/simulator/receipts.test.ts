import { expect, test } from 'vitest'
import { ReceiptJson } from '../../src/formats/json/receipt.ts'
import type { HeldOrder } from '../../src/simulator/inbox.ts'
import { CELLS_PER_REPORT, receiptOfRefusal, receiptsOf } from '../../src/simulator/receipts.ts'
import { cellNames } from './documents.ts'

const COPY = { serial: 0x4010, dcs: 15, repetitionSeconds: 30, text: 't', pages: 1 }
const HELD: HeldOrder = {
  order: {
    identifier: 'KTN-ABCDEF-20260301-A1-M1-TSEL',
    sender: 's',
    msgType: 'Alert',
    sentMs: 0,
    expiresMs: 9e12,
    references: [],
    copies: [
      { ...COPY, language: 'id-ID', messageIdentifier: 4370 },
      { ...COPY, language: 'en', messageIdentifier: 4383 },
    ],
    source: { kind: 'whole-network' },
  },
  sha256: '',
  receivedAtMs: 1_000,
  acceptedAtMs: 2_000,
  rejection: null,
  cells: cellNames(CELLS_PER_REPORT * 2 + 1),
  rates: { failed: 0.01, silent: 0.01, seed: 'TSEL' },
  airedAtMs: 3_000,
  end: { atMs: 4_000, how: 'cancelled', by: 'x' },
}

function made(held: HeldOrder, ownSerials = false): ReceiptJson[] {
  return [...receiptsOf(held, ownSerials)].map(({ batch, make }) => {
    const receipt = ReceiptJson.parse(make())
    expect(receipt.batch).toBe(batch)
    return receipt
  })
}

const chunks = (prefix: string): string[] =>
  ['1-1', '1-2', '1-3', '2-1', '2-2', '2-3'].map((name) => prefix + name)

test('receiptsOf() says everything in order, in batches with names of their own', () => {
  const receipts = made(HELD)
  expect(receipts.map((each) => each.batch.slice(17))).toEqual([
    'received',
    'accepted',
    ...chunks(''),
    ...chunks('end-'),
  ])
  expect(made(HELD)).toEqual(receipts)
})

test('receiptsOf() keeps the names and content of earlier batches as the order goes on', () => {
  const whole = made(HELD)
  const early = made({ ...HELD, end: null })
  expect(whole.slice(0, early.length)).toEqual(early)
  const earlier = made({ ...HELD, end: null, airedAtMs: null })
  expect(whole.slice(0, 2)).toEqual(earlier)
})

test('receiptsOf() ends exactly the cells that were broadcasting', () => {
  const cellsOf = (state: string): string[] =>
    made(HELD)
      .flatMap((each) => each.cells ?? [])
      .filter((each) => each.state === state && each.language === 'en')
      .flatMap((each) => each.cells)
  expect(cellsOf('cancelled')).toEqual(cellsOf('broadcasting'))
  expect(cellsOf('completed')).toEqual([])
  const states = made({ ...HELD, end: { atMs: 4_000, how: 'expired', by: null } })
    .flatMap((each) => each.cells ?? [])
    .map((each) => each.state)
  expect(new Set(states)).toEqual(new Set(['broadcasting', 'failed', 'completed']))
})

test('receiptsOf() remarks what never went on air', () => {
  const unaired = made({ ...HELD, airedAtMs: null }).at(-1)
  expect(unaired).toMatchObject({ reason: 'Never aired: x' })
})

test('receiptsOf() reports a whole network without naming a cell', () => {
  const reports = made({ ...HELD, cells: [] }).slice(2)
  const told = reports.map(({ cells }) => cells?.map((each) => [each.state, each.cells.length]))
  const copies = HELD.order.copies.length
  expect(told).toEqual([
    Array.from({ length: copies }, () => ['broadcasting', 0]),
    Array.from({ length: copies }, () => ['cancelled', 0]),
  ])
  expect(reports[0]?.reason).toMatch(/whole network/)
})

test('receiptsOf() stops at a rejection, and gives serials where they are its own', () => {
  const rejection = { atMs: 5_000, reason: 'r'.repeat(900) }
  const stages = made({ ...HELD, acceptedAtMs: null, rejection }).map((each) => each.stage)
  expect(stages).toEqual(['received', 'rejected'])
  expect(made(HELD)[1]?.serials).toBeUndefined()
  expect(made(HELD, true)[1]?.serials).toHaveLength(2)
})

test('receiptOfRefusal() has another name for another document under one identifier', () => {
  const refused = { identifier: 'a', atMs: 1, reason: 'r' }
  const names = ['00', '11'].map(
    (octet) => receiptOfRefusal({ ...refused, sha256: octet.repeat(32) }).batch,
  )
  expect(new Set(names).size).toBe(2)
})
