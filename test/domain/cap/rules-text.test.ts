import { expect, test } from 'vitest'
import { english, parameter, resource, rulesOf, withArea, withInfo, type Case } from './cases.ts'
import { sampleAlert, sampleInfo } from './sample.ts'

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2, rule table.
const CASES: readonly Case[] = [
  ['I02-blank', withInfo({ event: '\u00a0\u200b' }), withInfo({ event: '\u00a0.' })],
  ['I02-blank', withArea({ areaDesc: '\n' }), withArea({ areaDesc: '-' })],
  ['I02-blank', parameter('x', ''), parameter('x', '0')],
  [
    'I02-blank',
    withArea({ geocodes: [{ valueName: ' ', value: '32' }] }),
    withArea({ geocodes: [{ valueName: 'ID-KEMENDAGRI', value: '32' }] }),
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
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})
