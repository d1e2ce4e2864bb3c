import { expect, test } from 'vitest'
import type { CapAlert } from '../../../src/domain/cap/model.ts'
import { checkCap, type CapCheck, type KnownCap } from '../../../src/domain/cap/rules.ts'
import { NOW_MS, reference, rulesOf, type Case } from './cases.ts'
import { known } from './known.ts'
import { sampleAlert, sampleInfo } from './sample.ts'

const named = (identifier: string) => sampleAlert({ identifier })
const sentBy = (sender: string, identifier = 'X-1') => sampleAlert({ sender, identifier })
const BMKG = 'cuaca.ekstrem@bmkg.go.id'

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2.1, rule table.
const CASES: readonly Case[] = [
  ['A01-name', named('a b'), named('a;b>')],
  ['A01-name', sentBy('a<b'), sentBy('a>b')],
  ['A02-path', named('a/b'), named('a:b')],
  ['A02-path', named('a\\b'), named('a|b')],
  ['A02-path', named('a..b'), named('a.b.')],
  ['A02-path', named('.'), named('.a')],
  ['A02-path', named('a%2fb'), named('a2fb')],
  ['A02-path', sentBy('http://x.id/../y'), sentBy('http://x.id/y')],
  ['A02-long', named('x'.repeat(257)), named('x'.repeat(256))],
  ['A02-long', sentBy(`${'x'.repeat(252)}@x.id`), sentBy(`${'x'.repeat(251)}@x.id`)],
  ['A02-key', named('__proto__'), named('__proto')],
  ['A02-key', named('constructor'), named('Constructor')],
  ['A02-key', sentBy('prototype'), sentBy('prototype.id')],
  ['A02-key', named('hasOwnProperty'), named('KTN-hasOwnProperty')],
  ['A03-arc', named('2.49.0.0.360.0.1'), named('2.49.0.1.360.0.1')],
  ['A03-arc', named('urn:oid:2.49.0.2.360.0.1'), named('2.49.1.2.360.0.1')],
  ['A03-country', sentBy(BMKG, '2.49.0.1.36.0.1'), sentBy(BMKG, '2.49.0.1.360.0.1')],
  ['A03-country', named('2.49.0.1.999.0.1'), named('urn:oid:2.49.0.1.84.0.1')],
  ['A03-country', named('2.49.0.1.ID.0.1'), named('2.49.1.1.ID.0.1')],
  ['A05-sender', sentBy('PAGASA-DOST'), sentBy('pagasa.dost')],
  ['A05-sender', sentBy('a@b@c'), sentBy('w-nws.webmaster@noaa.gov')],
  ['A05-sender', sentBy('C:x'), sentBy('urn:oid:2.49.0.0.360')],
  ['A05-sender', sentBy('2'), sentBy('2.49.0.0.398.0')],
  ['A05-sender', sentBy('http:'), sentBy('http://www.gov.taipei/')],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

function mendOf(rule: string, alert: CapAlert): string | undefined {
  const found = checkCap(alert, { nowMs: NOW_MS, live: false })
  return found.find((each) => each.rule === rule)?.mend
}

test('mend: the address in a mail header, the arc, the country', () => {
  expect(mendOf('A01-name', sentBy('Siaga <siaga@x.id>'))).toBe('siaga@x.id')
  expect(mendOf('A01-name', named('a b'))).toBeUndefined()
  expect(mendOf('A03-arc', named('urn:oid:2.49.0.0.690.0.1'))).toBe('urn:oid:2.49.0.1.690.0.1')
  expect(mendOf('A03-country', sentBy(BMKG, '2.49.0.1.36.0.1'))).toBe('2.49.0.1.360.0.1')
  expect(mendOf('A03-country', named('2.49.0.1.999.0.1'))).toBeUndefined()
})

const OWN = { sha256: '01', contentSha256: '02' }
function reuse(alert: CapAlert, other: Partial<KnownCap>, own: CapCheck['own'] = OWN): boolean {
  const earlier = known({ ...sampleAlert({ references: [] }), languages: ['id-ID'], ...other })
  const check = { nowMs: NOW_MS, live: false, known: [earlier], own }
  return checkCap(alert, check).some((each) => each.rule === 'A04-reused')
}

test('A04: one name for two messages', () => {
  expect(reuse(sampleAlert(), {})).toBe(true)
  expect(reuse(sampleAlert(), { sent: '2026-11-25T07:59:59+07:00' })).toBe(true)
  expect(reuse(sampleAlert(), { identifier: 'other' })).toBe(false)
  expect(reuse(sampleAlert(), { sender: 'lain@x.invalid' })).toBe(false)
})

test('A04 lets the same message come again, also signed anew', () => {
  expect(reuse(sampleAlert(), { sha256: '01' })).toBe(false)
  expect(reuse(sampleAlert(), { contentSha256: '02' })).toBe(false)
  expect(reuse(sampleAlert(), {}, { sha256: '01' })).toBe(true)
  const unhashed = { nowMs: NOW_MS, live: false, known: [known(sampleAlert())] }
  const rules = checkCap(sampleAlert(), unhashed).map((each) => each.rule)
  expect(rules).not.toContain('A04-reused')
})

test('A04 lets a message have a document for each language, as BMKG has', () => {
  const english = sampleAlert({ infos: [sampleInfo({ language: 'en' })] })
  expect(reuse(english, { languages: ['id'] })).toBe(false)
  expect(reuse(english, { languages: ['id', 'EN'] })).toBe(true)
  expect(reuse(english, { languages: ['id'], sent: '2026-11-25T07:00:00+07:00' })).toBe(true)
  const silent = sampleAlert({ infos: [sampleInfo({ language: null })] })
  expect(reuse(silent, { languages: ['en-US'] })).toBe(true)
})

test('A04 leaves an update under its old name to A12-reused', () => {
  const identifier = sampleAlert().identifier
  const before = '2026-11-25T07:00:00+07:00'
  const update = sampleAlert({ msgType: 'Update', references: [reference({ identifier })] })
  expect(reuse(update, { sent: before })).toBe(false)
  expect(reuse({ ...update, references: [reference()] }, { sent: before })).toBe(true)
})
