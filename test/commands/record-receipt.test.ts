import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  applyReports,
  type CellReport,
  type Receipt,
  recordReceipt,
  silentCells,
} from '../../src/commands/record-receipt.ts'
import type { CellStates, Decision } from '../../src/domain/decision.ts'
import {
  NO_CELLS,
  type Order,
  ORDER_STATES,
  ORDER_STEPS,
  type Stage,
} from '../../src/domain/order.ts'
import { makeMeans, makeOrder, NOON_MS, sha256Hex } from '../make.ts'

const SECOND_MS = 1_000
const english = { ...makeOrder().copies[0]!, language: 'en-US', messageIdentifier: 4383 }
const twoCopies = { copies: [makeOrder().copies[0]!, english] }

function makeReceipt(part: Partial<Receipt> = {}): Receipt {
  const octets = new TextEncoder().encode(part.batch ?? 'b-1')
  return {
    batch: 'b-1',
    sha256: sha256Hex(octets),
    octets,
    stage: null,
    reason: null,
    serials: [],
    reports: [],
    unplanned: 0,
    ...part,
  }
}

function report(state: CellReport['state'], seconds: number, ...positions: number[]): CellReport {
  return {
    language: 'id-ID',
    state,
    atMs: NOON_MS + seconds * SECOND_MS,
    positions: Uint32Array.from(positions),
  }
}

interface Kept {
  readonly order: Order
  readonly cells: readonly CellStates[]
}

function keep(order: Order): Kept {
  const cells = order.copies.map((copy) => silentCells(order.id, copy.language, order.cells))
  return { order, cells }
}

/** What the store would have after the decision. */
function after(kept: Kept, { writes }: Decision): Kept {
  let { order } = kept
  const cells = [...kept.cells]
  for (const write of writes) {
    if (write.table === 'order' && 'set' in write) {
      order = { ...order, ...write.set, version: order.version + 1 }
    }
    if (write.table === 'cell-states') {
      cells[cells.findIndex(({ language }) => language === write.insert.language)] = write.insert
    }
  }
  return { order, cells }
}

function record(kept: Kept, part: Partial<Receipt>): Kept {
  return after(kept, recordReceipt(kept, makeReceipt(part), makeMeans()))
}

/** The alarms of one receipt. */
function alarmsOf(order: Order, part: Partial<Receipt>): string[] {
  const { entries } = recordReceipt(keep(order), makeReceipt(part), makeMeans())
  return entries.flatMap((body) => (body.what === 'alarm-raised' ? [body.alarm] : []))
}

test('recordReceipt() keeps the octets once, in the log with their digest, and moves the order', () => {
  const order = makeOrder({ version: 6 })
  const receipt = makeReceipt({ stage: 'accepted', reports: [report('broadcasting', 1, 0, 2)] })
  const decision = recordReceipt(keep(order), receipt, makeMeans())
  expect(decision.expects).toEqual([{ stream: 'order:1.1-TSEL', version: 6 }])
  expect(decision.claims).toMatchObject([
    { space: 'receipt-batch', key: '1.1-TSEL/b-1', untilMs: null, refusal: 'RECEIPT_CHANGED' },
  ])
  expect(decision.writes[0]).toMatchObject({
    table: 'receipt-batch',
    insert: { orderId: order.id, batch: 'b-1', sha256: receipt.sha256, octets: receipt.octets },
  })
  const counts = { ...NO_CELLS, silent: 1, broadcasting: 2 }
  expect(decision.entries).toEqual([
    {
      what: 'order-staged',
      actor: 'TSEL',
      order: order.id,
      stage: 'accepted',
      state: 'on-air',
      detail: '',
      batch: 'b-1',
      sha256: receipt.sha256,
    },
    {
      what: 'cells-reported',
      actor: 'TSEL',
      order: order.id,
      batch: 'b-1',
      sha256: receipt.sha256,
      cells: 2,
      unplanned: 0,
      state: 'on-air',
      counts: [{ language: 'id-ID', counts }],
    },
  ])
  expect(after(keep(order), decision).order).toMatchObject({
    state: 'on-air',
    stage: 'accepted',
    dueMs: null,
    acceptedAtMs: NOON_MS,
    onAirAtMs: NOON_MS,
  })
})

test('recordReceipt() puts every batch in the log, also one that says nothing new', () => {
  const receipt = makeReceipt({ stage: 'received' })
  const { entries } = recordReceipt(keep(makeOrder({ stage: 'accepted' })), receipt, makeMeans())
  expect(entries).toMatchObject([
    { what: 'cells-reported', batch: 'b-1', sha256: receipt.sha256, cells: 0 },
  ])
})

const STAGES_SAID = [
  { before: 'sending', stage: 'fetched', gives: 'offered fetched' },
  { before: 'sending', stage: 'received', gives: 'offered received' },
  { before: 'unknown', stage: 'received', gives: 'offered received' },
  { before: 'offered', stage: 'accepted', gives: 'accepted accepted' },
  { before: 'queued', stage: 'accepted', gives: 'accepted accepted' },
  { before: 'offered', stage: 'rejected', gives: 'refused rejected' },
  { before: 'sending', stage: null, gives: 'sending -' },
  { before: 'on-air', stage: 'received', gives: 'on-air received' },
  { before: 'on-air', stage: 'rejected', gives: 'on-air rejected' },
  { before: 'ended', stage: 'accepted', gives: 'ended accepted' },
  { before: 'failed', stage: 'accepted', gives: 'failed accepted' },
] as const

test.for(STAGES_SAID)('recordReceipt() of $stage while $before: $gives', (row) => {
  const { order } = record(keep(makeOrder({ state: row.before })), { stage: row.stage })
  expect(`${order.state} ${order.stage ?? '-'}`).toBe(row.gives)
})

test('recordReceipt() never moves a stage back', () => {
  let kept = keep(makeOrder())
  const said: (Stage | null)[] = []
  for (const stage of [
    'received',
    'fetched',
    'accepted',
    'received',
    'rejected',
    'fetched',
  ] as const) {
    kept = record(kept, { stage })
    said.push(kept.order.stage)
  }
  expect(said).toEqual(['received', 'received', 'accepted', 'accepted', 'accepted', 'accepted'])
  expect(kept.order.state).toBe('accepted')
})

test('recordReceipt() takes reports after the end, and what is over stays over', () => {
  for (const state of ['ended', 'refused', 'failed'] as const) {
    const kept = record(keep(makeOrder({ state })), { reports: [report('completed', 1, 0, 1, 2)] })
    expect(kept.order.state).toBe(state)
    expect(kept.cells[0]!.counts).toEqual({ ...NO_CELLS, completed: 3 })
    // A cancel must know that phones have shown it.
    expect(kept.order.onAirAtMs).toBe(NOON_MS)
  }
})

test('recordReceipt() ends the search for another link as soon as a cell airs', () => {
  const waiting = makeOrder({ state: 'unknown', dueMs: NOON_MS })
  const airs = record(keep(waiting), { reports: [report('broadcasting', 1, 0)] })
  expect(airs.order).toMatchObject({ state: 'on-air', stage: null, dueMs: null })
  const fails = record(keep(waiting), { reports: [report('failed', 1, 0)] })
  expect(fails.order).toMatchObject({ state: 'unknown', dueMs: NOON_MS })
})

test('recordReceipt() keeps the reason of a refusal, and raises the alarm once', () => {
  const order = makeOrder()
  const rejects = { stage: 'rejected', reason: 'no such cell \ud800' } as const
  expect(alarmsOf(order, rejects)).toEqual(['refused'])
  const kept = record(keep(order), rejects)
  expect(kept.order).toMatchObject({ state: 'refused', reason: rejects.reason })
  expect(alarmsOf(kept.order, { ...rejects, batch: 'b-2' })).toEqual([])
  const again = record(kept, { ...rejects, batch: 'b-2', reason: 'again' })
  expect(again.order.reason).toBe(rejects.reason)
})

test('recordReceipt() raises an alarm for a pair that is not the one ordered', () => {
  const pair = { language: 'id-ID', messageIdentifier: 4370, serial: 0x4000 }
  const order = makeOrder(twoCopies)
  expect(
    alarmsOf(order, { serials: [pair, { ...pair, language: 'en-US', messageIdentifier: 4383 }] }),
  ).toEqual([])
  expect(alarmsOf(order, { serials: [{ ...pair, serial: 0x4010 }] })).toEqual(['serial-differs'])
  expect(alarmsOf(order, { serials: [{ ...pair, messageIdentifier: 4371 }] })).toEqual([
    'serial-differs',
  ])
  expect(alarmsOf(order, { serials: [{ ...pair, language: 'jv' }] })).toEqual(['serial-differs'])
})

test('applyReports() lets the later network time win, and at one second what is further along', () => {
  const cells = silentCells('1.1-TSEL', 'id-ID', 3)
  const late = applyReports(cells, [report('completed', 60, 0), report('broadcasting', 30, 0, 1)])
  expect([...late.states]).toEqual([3, 2, 0])
  const same = applyReports(late, [report('failed', 30, 1), report('cancelled', 30, 1)])
  expect([...same.states]).toEqual([3, 4, 0])
  expect(same.times[1]).toBe((NOON_MS + 30_000) / SECOND_MS)
  expect(cells.counts, 'what was handed in is as it was').toEqual({ ...NO_CELLS, silent: 3 })
})

test('applyReports() leaves out positions beyond the list and copies of another language', () => {
  const cells = silentCells('1.1-TSEL', 'id-ID', 2)
  const beyond = applyReports(cells, [report('failed', 1, 1, 2, 0xffff_ffff)])
  expect(beyond.counts).toEqual({ ...NO_CELLS, silent: 1, failed: 1 })
  const other = { ...report('failed', 1, 0), language: 'en-US' }
  expect(applyReports(cells, [other])).toBe(cells)
  // No cell of the plan has aired: the order has not either.
  const kept = record(keep(makeOrder()), { reports: [report('broadcasting', 1, 3, 4)] })
  expect(kept.order).toMatchObject({ state: 'sending', onAirAtMs: null })
})

/** Receipts of one CBC that does not contradict itself: it accepts, or it refuses and airs nothing. */
const receipts = fc.constantFrom('accepted', 'rejected').chain((last) => {
  const states =
    last === 'accepted' ? ['failed', 'broadcasting', 'completed', 'cancelled'] : ['failed']
  const reports = fc.array(
    fc.record({
      language: fc.constantFrom('id-ID', 'en-US'),
      state: fc.constantFrom(...(states as CellReport['state'][])),
      atMs: fc.integer({ min: 0, max: 5 }).map((each) => NOON_MS + each * 700),
      positions: fc
        .uniqueArray(fc.integer({ min: 0, max: 7 }))
        .map((each) => Uint32Array.from(each)),
    }),
    { maxLength: 3 },
  )
  return fc.array(
    fc.record({
      stage: fc.constantFrom(null, 'fetched', 'received', last as Stage),
      reports,
      unplanned: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 2, maxLength: 6 },
  )
})

test('recordReceipt() makes the same of the same batches, in whatever order they come', () => {
  const seen = new Set<string>()
  const inAnyOrder = receipts.chain((batches) =>
    fc.record({
      batches: fc.constant(batches),
      shuffled: fc.shuffledSubarray([...batches.keys()], { minLength: batches.length }),
    }),
  )
  fc.assert(
    fc.property(inAnyOrder, ({ batches, shuffled }) => {
      const run = (order: readonly number[]): unknown => {
        const start = keep(makeOrder({ ...twoCopies, cells: 6 }))
        const { order: end, cells } = order.reduce(
          (kept, at) => record(kept, { ...batches[at]!, batch: `b-${at}` }),
          start,
        )
        const { state, stage, unplanned, acceptedAtMs, onAirAtMs } = end
        seen.add(state)
        return { state, stage, unplanned, acceptedAtMs, onAirAtMs, cells }
      }
      expect(run(shuffled)).toEqual(run([...batches.keys()]))
    }),
    { numRuns: 500 },
  )
  expect([...seen].sort()).toEqual(['accepted', 'offered', 'on-air', 'refused', 'sending'])
})

test('recordReceipt() takes only steps that an order has', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ORDER_STATES), receipts, (state, batches) => {
      let kept = keep(makeOrder({ state, ...twoCopies, cells: 6 }))
      for (const [at, part] of batches.entries()) {
        const before = kept.order.state
        kept = record(kept, { ...part, batch: `b-${at}` })
        const now = kept.order.state
        if (now !== before) expect(ORDER_STEPS[before], `${before} → ${now}`).toContain(now)
        const counted = kept.cells.map(({ counts }) =>
          Object.values(counts).reduce((sum, each) => sum + each, 0),
        )
        expect(counted).toEqual([6, 6])
      }
    }),
  )
})

test('recordReceipt() believes that a whole network is on air, whichever cells it names', () => {
  const order = makeOrder({ cells: 0, cellsDigest: null, inventoryVersion: null })
  const accepted = record(keep(order), { batch: 'a', stage: 'accepted' })
  expect(accepted.order).toMatchObject({ state: 'accepted', onAirAtMs: null })
  const failed = record(accepted, { batch: 'f', reports: [report('failed', 1)], unplanned: 3 })
  expect(failed.order).toMatchObject({ state: 'accepted', onAirAtMs: null })
  const aired = record(failed, { batch: 'b', reports: [report('broadcasting', 1)] })
  expect(aired.order).toMatchObject({ state: 'on-air', onAirAtMs: NOON_MS })
  // A Cancel names what was refused only where it knows that it has been on air.
  const refused = record(keep(order), { batch: 'r', stage: 'rejected', reason: 'no' })
  const both = record(refused, { batch: 'b', reports: [report('broadcasting', 1)], unplanned: 9 })
  expect(both.order).toMatchObject({ state: 'refused', onAirAtMs: NOON_MS, unplanned: 9 })
})
