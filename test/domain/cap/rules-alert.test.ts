import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CapAlert } from '../../../src/domain/cap/model.ts'
import { CAP_RULES, checkCap } from '../../../src/domain/cap/rules.ts'
import { ALERT_RULES } from '../../../src/domain/cap/rules-alert.ts'
import { REFERENCE_RULES } from '../../../src/domain/cap/rules-references.ts'
import { capAlerts } from '../../formats/cap/alerts.ts'
import { NOW_MS, reference, rulesOf, type Case } from './cases.ts'
import { known } from './known.ts'
import { sampleAlert } from './sample.ts'

const CASES: readonly Case[] = [
  [
    'A19-note',
    sampleAlert({ status: 'Exercise', note: ' ' }),
    sampleAlert({ status: 'Exercise', note: 'Latihan' }),
  ],
  ['A19-note', sampleAlert({ status: 'Exercise' }), sampleAlert({ status: 'Test' })],
  [
    'A19-note',
    sampleAlert({ msgType: 'Error', references: [reference()] }),
    sampleAlert({ msgType: 'Ack', references: [reference()] }),
  ],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('its rows stand in the table', () => {
  for (const row of ALERT_RULES) expect(CAP_RULES).toContain(row)
})

test('every rule A of the table has its row, with what it finds at a level of the row', () => {
  const rows = [...ALERT_RULES, ...REFERENCE_RULES]
  const ids = rows.map(({ id }) => id).toSorted()
  expect(ids).toEqual(Array.from({ length: 21 }, (_, at) => `A${String(at + 1).padStart(2, '0')}`))
})

function runs(alert: CapAlert, earlier: readonly CapAlert[]): void {
  const before = earlier.map((each) =>
    known({ ...each, languages: each.infos.map((info) => info.language) }),
  )
  const check = { nowMs: NOW_MS, live: true, known: before, own: { sha256: '00' } }
  const levels = new Map(CAP_RULES.map((rule) => [rule.id, rule.levels]))
  for (const { rule, level } of checkCap(alert, check).filter((each) =>
    each.rule.startsWith('A'),
  )) {
    expect(levels.get(rule.slice(0, 3)), rule).toContain(level)
  }
}

test('no rule throws on any alert that CAP can carry, known to each other or not', () => {
  fc.assert(
    fc.property(capAlerts, fc.array(capAlerts, { maxLength: 4 }), (alert, earlier) => {
      runs(alert, earlier)
      const thread = earlier.map(({ identifier, sent }) => ({ ...alert, identifier, sent }))
      runs({ ...alert, references: thread }, thread)
    }),
    { numRuns: 150 },
  )
})
