import { expect, test } from 'vitest'
import type { CapAlert, CapArea, CapInfo, CapReference } from '../../../src/domain/cap/model.ts'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { sampleAlert, sampleArea, sampleInfo } from './sample.ts'

const NOW_MS = Date.UTC(2026, 10, 25, 1, 30)

function rulesOf(alert: CapAlert, live = false): string[] {
  return checkCap(alert, { nowMs: NOW_MS, live }).map((each) => each.rule)
}
const withInfo = (change: Partial<CapInfo>) => sampleAlert({ infos: [sampleInfo(change)] })
const withArea = (change: Partial<CapArea>) => withInfo({ areas: [sampleArea(change)] })
const reference = (change: Partial<CapReference> = {}): CapReference => ({
  sender: 'siaga@contoh.invalid',
  identifier: 'KTN-ABCDEF-20261125-7-0-TSEL',
  sent: '2026-11-25T07:00:00+07:00',
  ...change,
})
const circle = (radiusKm: number) => withArea({ circles: [{ centre: [-6, 106], radiusKm }] })
const parameter = (valueName: string, value: string) =>
  withInfo({ parameters: [{ valueName, value }] })
const english = (change: Partial<CapInfo> = {}) =>
  sampleAlert({ infos: [sampleInfo(), sampleInfo({ language: 'en-US', ...change })] })
const ring = (...points: [number, number][]) => withArea({ polygons: [points] })

test('checkCap() finds nothing in a plain warning, live or not', () => {
  expect(rulesOf(sampleAlert())).toEqual([])
  expect(rulesOf(sampleAlert(), true)).toEqual([])
})

// Each row: what trips the rule, and the nearest thing that does not. CAP 1.2 §3.2, rule table.
const CASES: [rule: string, trips: CapAlert, passes: CapAlert][] = [
  ['A01-name', sampleAlert({ identifier: 'a b' }), sampleAlert({ identifier: 'a;b>' })],
  ['A01-name', sampleAlert({ sender: '' }), sampleAlert({ sender: 'x' })],
  [
    'A10-references-missing',
    sampleAlert({ msgType: 'Update' }),
    sampleAlert({ msgType: 'Update', references: [reference()] }),
  ],
  [
    'A12-self',
    sampleAlert({ references: [reference({ identifier: sampleAlert().identifier })] }),
    sampleAlert({
      references: [reference({ identifier: sampleAlert().identifier, sender: 'lain@x.invalid' })],
    }),
  ],
  [
    'A13-later',
    sampleAlert({ references: [reference({ sent: '2026-11-25T08:00:01+07:00' })] }),
    sampleAlert({ references: [reference({ sent: '2026-11-25T09:00:00+08:00' })] }),
  ],
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
  ['I02-blank', withInfo({ event: '\u00a0\u200b' }), withInfo({ event: '\u00a0.' })],
  ['I02-blank', withArea({ areaDesc: '\n' }), withArea({ areaDesc: '-' })],
  ['I02-blank', parameter('x', ''), parameter('x', '0')],
  [
    'I02-blank',
    withArea({ geocodes: [{ valueName: ' ', value: '32' }] }),
    withArea({ geocodes: [{ valueName: 'ID-KEMENDAGRI', value: '32' }] }),
  ],
  ['I03-expires-missing', withInfo({ expires: null }), sampleAlert()],
  [
    'I03-expires-order',
    withInfo({ onset: '2026-11-25T11:00:00+08:00' }),
    withInfo({ onset: '2026-11-25T10:59:59+08:00' }),
  ],
  [
    'I03-expires-order',
    withInfo({ effective: '2026-11-25T10:00:00+07:00' }),
    withInfo({ effective: '2026-11-25T09:59:59+07:00' }),
  ],
  [
    'I04-expired',
    withInfo({ expires: '2026-11-25T08:30:00+07:00' }),
    withInfo({ expires: '2026-11-25T08:30:01+07:00' }),
  ],
  ['I08-same-text', english(), english({ headline: 'Tsunami: leave the shore now' })],
  [
    'I08-twice',
    sampleAlert({ infos: [sampleInfo(), sampleInfo()] }),
    sampleAlert({ infos: [sampleInfo(), sampleInfo({ headline: 'x' })] }),
  ],
  ['I12-html', withInfo({ description: 'a<br/>b' }), withInfo({ description: 'a < b > c' })],
  ['I12-html', withInfo({ headline: 'A &amp; B' }), withInfo({ headline: 'A & B; C' })],
  ['I14-uri', withInfo({ web: 'javascript:alert(1)' }), withInfo({ web: 'HTTP://x.invalid' })],
  ['I14-uri', withInfo({ web: 'www.x.invalid' }), withInfo({ web: null })],
  [
    'I14-uri',
    withInfo({ resources: [resource('java\tscript:x')] }),
    withInfo({ resources: [resource('gambar.jpg')] }),
  ],
  ['C01-text-long', parameter('CMAMtext', 'a'.repeat(91)), parameter('CMAMtext', 'a'.repeat(90))],
  [
    'C01-text-long',
    parameter('CMAMlongtext', 'a'.repeat(361)),
    parameter('CMAMlongtext', 'a'.repeat(360)),
  ],
  ['C01-wea-handling', parameter('WEAHandling', 'Amber'), parameter('WEAHandling', 'WEA Test')],
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
  [
    'G05-outside',
    ring([50, 8], [50, 9], [51, 9], [50, 8]),
    ring([50, 8], [50, 9], [0, 110], [50, 8]),
  ],
  [
    'G07-flat',
    ring([-6, 106], [-6.1, 106.1], [-6.2, 106.2], [-6, 106]),
    ring([-6, 106], [-6.1, 106.1], [-6.2, 106.2001], [-6, 106]),
  ],
  [
    'G07-flat',
    ring([-6, 106], [-6, 106], [-6, 106], [-6, 106]),
    ring([-6, 106], [-6.001, 106], [-6, 106.001], [-6, 106]),
  ],
  ['G09-negative', circle(-0.1), circle(0.1)],
  ['G09-zero', circle(0), circle(0.001)],
  ['G09-huge', circle(20_000.1), circle(20_000)],
  ['G09-wide', circle(500.1), circle(500)],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('A20 speaks only of a live channel', () => {
  for (const status of ['Test', 'Exercise', 'Draft', 'System'] as const) {
    expect(rulesOf(sampleAlert({ status }))).toEqual([])
    expect(rulesOf(sampleAlert({ status }), true)).toEqual(['A20-status'])
  }
  const restricted = sampleAlert({ scope: 'Restricted', restriction: 'Petugas' })
  expect(rulesOf(restricted, true)).toEqual(['A20-scope'])
  expect(rulesOf(restricted)).toEqual([])
})

test('a figure of eight has no net area and is not flat', () => {
  expect(rulesOf(ring([-6, 106], [-7, 107], [-7, 106], [-6, 107], [-6, 106]))).toEqual([])
})

test('checkCap() points at the element', () => {
  const [found] = checkCap(withArea({ polygons: [] }), { nowMs: NOW_MS, live: false })
  expect(found?.path).toBe('/alert[1]/info[1]/area[1]')
})

function resource(uri: string): CapInfo['resources'][number] {
  return {
    resourceDesc: 'Peta',
    mimeType: 'image/png',
    size: null,
    uri,
    derefUri: null,
    digest: null,
  }
}
