import { expect, test } from 'vitest'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { NOW_MS, reference, rulesOf, withArea, withInfo, type Case } from './cases.ts'
import { sampleAlert, sampleInfo } from './sample.ts'

test('checkCap() finds nothing in a plain warning, live or not', () => {
  expect(rulesOf(sampleAlert())).toEqual([])
  expect(rulesOf(sampleAlert(), true)).toEqual([])
})

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2, rule table.
const CASES: readonly Case[] = [
  ['A01-name', sampleAlert({ identifier: 'a b' }), sampleAlert({ identifier: 'a;b>' })],
  ['A01-name', sampleAlert({ sender: '' }), sampleAlert({ sender: 'x' })],
  [
    'A18-restriction-missing',
    sampleAlert({ scope: 'Restricted', restriction: ' ' }),
    sampleAlert({ scope: 'Restricted', restriction: 'Petugas' }),
  ],
  [
    'A18-restriction-idle',
    sampleAlert({ restriction: 'Petugas' }),
    sampleAlert({ restriction: '' }),
  ],
  [
    'A18-addresses-missing',
    sampleAlert({ scope: 'Private' }),
    sampleAlert({ scope: 'Private', addresses: 'a' }),
  ],
  ['A18-addresses-idle', sampleAlert({ addresses: 'a' }), sampleAlert({ addresses: '' })],
  [
    'I01-info-missing',
    sampleAlert({ infos: [] }),
    sampleAlert({ infos: [], msgType: 'Cancel', references: [reference()] }),
  ],
  [
    'G01-area-missing',
    withInfo({ areas: [] }),
    sampleAlert({
      msgType: 'Ack',
      references: [reference()],
      infos: [sampleInfo({ areas: [] })],
    }),
  ],
  [
    'G01-area-empty',
    withArea({ polygons: [] }),
    withArea({ polygons: [], geocodes: [{ valueName: 'ID-KEMENDAGRI', value: '32' }] }),
  ],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('A20 speaks only of a live channel', () => {
  for (const status of ['Test', 'Exercise', 'Draft', 'System'] as const) {
    const alert = sampleAlert({ status, note: 'Latihan' })
    expect(rulesOf(alert)).toEqual([])
    expect(rulesOf(alert, true)).toEqual(['A20-status'])
  }
  const restricted = sampleAlert({ scope: 'Restricted', restriction: 'Petugas' })
  expect(rulesOf(restricted, true)).toEqual(['A20-scope'])
  expect(rulesOf(restricted)).toEqual([])
})

test('checkCap() points at the element', () => {
  const [found] = checkCap(withArea({ polygons: [] }), { nowMs: NOW_MS, live: false })
  expect(found?.path).toBe('/alert[1]/info[1]/area[1]')
})
