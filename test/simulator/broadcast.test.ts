import { expect, test } from 'vitest'
import {
  cellOutcome,
  countOutcomes,
  groupOutcomes,
  nextAirStep,
  type AirStep,
} from '../../src/simulator/broadcast.ts'
import type { HeldOrder } from '../../src/simulator/inbox.ts'
import { cellNames } from './documents.ts'

const RATES = { failed: 0.02, silent: 0.01, seed: 'TSEL' }

test('countOutcomes() gives close to the shares asked for, the same ones each time', () => {
  const cells = cellNames(50_000)
  const counts = countOutcomes(cells, RATES)
  expect(counts.failed / 50_000).toBeCloseTo(0.02, 2)
  expect(counts.silent / 50_000).toBeCloseTo(0.01, 2)
  expect(countOutcomes(cells, RATES)).toEqual(counts)
  expect(countOutcomes(cells, { ...RATES, failed: 0, silent: 0 })).toEqual({
    broadcasting: 50_000,
    failed: 0,
    silent: 0,
  })
  expect(countOutcomes(cells, { ...RATES, failed: 1, silent: 0 }).failed).toBe(50_000)
})

test('cellOutcome() differs between seeds', () => {
  const failed = (seed: string): string[] =>
    cellNames(5_000).filter((cell) => cellOutcome(cell, { ...RATES, seed }).state === 'failed')
  expect(failed('TSEL')).not.toEqual(failed('XL'))
})

test('groupOutcomes() has every cell that speaks once, each failure with its cause', () => {
  const cells = cellNames(5_000)
  const groups = groupOutcomes(cells, RATES)
  expect(groups[0]?.state).toBe('broadcasting')
  for (const { state, cause } of groups) expect(cause === null).toBe(state === 'broadcasting')
  const spoken = groups.flatMap((each) => each.cells)
  expect(new Set(spoken).size).toBe(spoken.length)
  expect(spoken.length).toBe(5_000 - countOutcomes(cells, RATES).silent)
})

const EXPIRES = 100_000

function order(msgType: 'Alert' | 'Update' | 'Cancel', change: Partial<HeldOrder> = {}): HeldOrder {
  return {
    order: {
      identifier: msgType,
      sender: 's',
      msgType,
      sentMs: 0,
      expiresMs: msgType === 'Cancel' ? null : EXPIRES,
      references: [],
      copies: [],
      source: { kind: 'whole-network' },
    },
    sha256: '',
    receivedAtMs: 0,
    acceptedAtMs: null,
    rejection: null,
    cells: [],
    rates: RATES,
    airedAtMs: null,
    end: null,
    ...change,
  }
}

const ACCEPTED = { acceptedAtMs: 1_000 }
const AIRED = { ...ACCEPTED, airedAtMs: 1_500 }
const STEPS: readonly (readonly [string, HeldOrder, HeldOrder | null, number, AirStep])[] = [
  ['received: waits', order('Alert'), null, 2_000, { do: 'wait', untilMs: EXPIRES }],
  [
    'accepted: waits its delay',
    order('Alert', ACCEPTED),
    null,
    1_499,
    { do: 'wait', untilMs: 1_500 },
  ],
  ['accepted: airs', order('Alert', ACCEPTED), null, 1_500, { do: 'air' }],
  [
    'on air: waits for its end',
    order('Alert', AIRED),
    null,
    2_000,
    { do: 'wait', untilMs: EXPIRES },
  ],
  [
    'on air: expires',
    order('Alert', AIRED),
    null,
    EXPIRES,
    { do: 'end', how: 'expired', by: null },
  ],
  [
    'accepted too late: expires unaired',
    order('Alert', ACCEPTED),
    null,
    EXPIRES,
    { do: 'end', how: 'expired', by: null },
  ],
  [
    'received, with a Cancel: ends',
    order('Alert'),
    order('Cancel'),
    0,
    { do: 'end', how: 'cancelled', by: 'Cancel' },
  ],
  [
    'on air, with a Cancel: ends',
    order('Alert', AIRED),
    order('Cancel'),
    2_000,
    { do: 'end', how: 'cancelled', by: 'Cancel' },
  ],
  [
    'accepted, with an Update still to be planned: waits',
    order('Alert', ACCEPTED),
    order('Update'),
    2_000,
    { do: 'wait', untilMs: EXPIRES },
  ],
  [
    'accepted, with an accepted Update: ends unaired',
    order('Alert', ACCEPTED),
    order('Update', ACCEPTED),
    2_000,
    { do: 'end', how: 'replaced', by: 'Update' },
  ],
  [
    'on air, with an Update not on air: stays',
    order('Alert', AIRED),
    order('Update', ACCEPTED),
    2_000,
    { do: 'wait', untilMs: EXPIRES },
  ],
  [
    'on air, with an Update on air: ends',
    order('Alert', AIRED),
    order('Update', AIRED),
    2_000,
    { do: 'end', how: 'replaced', by: 'Update' },
  ],
  ['a Cancel: nothing', order('Cancel', ACCEPTED), null, 9e9, { do: 'wait', untilMs: null }],
  [
    'rejected: nothing',
    order('Alert', { rejection: { atMs: 0, reason: '' } }),
    null,
    9e9,
    { do: 'wait', untilMs: null },
  ],
  [
    'ended: nothing',
    order('Alert', { ...AIRED, end: { atMs: 0, how: 'cancelled', by: null } }),
    order('Cancel'),
    9e9,
    { do: 'wait', untilMs: null },
  ],
]

test.for(STEPS)('nextAirStep() of an order %s', ([, held, stopper, nowMs, step]) => {
  expect(nextAirStep(held, stopper, { nowMs, delayMs: 500 })).toEqual(step)
})
