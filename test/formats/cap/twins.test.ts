import { expect, test } from 'vitest'
import { checkCapOctets } from '../../../src/formats/cap/check.ts'
import { CLEAN, FAULTS, spoil } from './twins.ts'

const CHECK = { nowMs: Date.parse('2026-11-25T08:30:00+07:00'), live: true }

function rulesOf(xml: string): string[] {
  return checkCapOctets(Buffer.from(xml), CHECK).findings.map((each) => each.rule)
}

test('the clean document may be broadcast', () => {
  const report = checkCapOctets(Buffer.from(CLEAN), CHECK)
  expect(report).toMatchObject({ valid: true, broadcastable: true })
  // It carries its resource along, so that R03 has something to find.
  expect(report.findings.map((each) => each.rule)).toEqual(['R04-attached'])
})

test.for(FAULTS)('%s finds %s → %s', (fault) => {
  const found = rulesOf(spoil(fault))
  expect(
    found.some((rule) => rule.startsWith(`${fault[0]}-`)),
    found.join(' '),
  ).toBe(true)
})
