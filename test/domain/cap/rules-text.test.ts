import { expect, test } from 'vitest'
import { checkBlank, checkMarkup } from '../../../src/domain/cap/rules-text.ts'
import { english, parameter, resource, rulesOf, withArea, withInfo, type Case } from './cases.ts'
import { sampleAlert, sampleInfo } from './sample.ts'

const geocode = (valueName: string, value: string) => withArea({ geocodes: [{ valueName, value }] })
const eventCode = (valueName: string, value: string) =>
  withInfo({ eventCodes: [{ valueName, value }] })

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2, rule table.
const CASES: readonly Case[] = [
  ['I02-blank', withInfo({ event: '\u00a0\u200b' }), withInfo({ event: '\u00a0.' })],
  ['I02-blank', withArea({ areaDesc: '\n' }), withArea({ areaDesc: '-' })],
  ['I02-blank', parameter('\u2060', 'x'), parameter('x', '')],
  ['I02-blank', geocode(' ', '32'), geocode('ID-KEMENDAGRI', '32')],
  ['I02-blank', geocode('ID-KEMENDAGRI', ''), geocode('ID-KEMENDAGRI', '0')],
  ['I02-blank', eventCode('OET:v1.2', '\u3000'), eventCode('OET:v1.2', 'OET-194')],
  ['I02-empty', parameter('x', ''), parameter('x', '0')],
  ['I02-empty', withInfo({ headline: ' ' }), withInfo({ headline: null })],
  ['I02-empty', withInfo({ description: '' }), withInfo({ description: '.' })],
  ['I02-empty', withInfo({ instruction: '\ufeff' }), withInfo({ instruction: null })],
  ['I08-same-text', english(), english({ headline: 'Tsunami: leave the shore now' })],
  [
    'I08-twice',
    sampleAlert({ infos: [sampleInfo(), sampleInfo()] }),
    sampleAlert({ infos: [sampleInfo(), sampleInfo({ headline: 'x' })] }),
  ],
  [
    'I09-headline-long',
    withInfo({ headline: '😀'.repeat(161) }),
    withInfo({ headline: '😀'.repeat(160) }),
  ],
  [
    'I09-repeated',
    withInfo({ headline: 'Gempa  bumi', description: ' Gempa\nbumi ' }),
    withInfo({ headline: 'Gempa bumi', description: 'Gempa bumi.' }),
  ],
  [
    'I09-repeated',
    withInfo({ description: 'Menjauh', instruction: 'Menjauh' }),
    withInfo({ description: ' ', instruction: ' ' }),
  ],
  ['I12-html', withInfo({ description: 'a<br/>b' }), withInfo({ description: 'a < b > c' })],
  ['I12-html', withInfo({ headline: 'A &amp; B' }), withInfo({ headline: 'A & B; C' })],
  ['I12-html', withArea({ areaDesc: 'Bogor<BR>Depok' }), withArea({ areaDesc: 'Bogor<br Depok' })],
  [
    'I12-html',
    withInfo({ resources: [{ ...resource('x.png'), resourceDesc: '<i>Peta</i>' }] }),
    withInfo({ resources: [{ ...resource('x.png'), resourceDesc: '<Peta>' }] }),
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

test('checkBlank() takes a parameter without a value for no error', () => {
  expect([...checkBlank(parameter('alert_color', ''))]).toMatchObject([
    { level: 'warning', path: '/alert[1]/info[1]/parameter[1]/value[1]' },
  ])
  expect([...checkBlank(geocode('SAME', ''))]).toMatchObject([
    { level: 'error', path: '/alert[1]/info[1]/area[1]/geocode[1]/value[1]' },
  ])
})

test.for([
  ['Hujan<br>lebat', 'Hujan\nlebat'],
  ['<p>Hujan &amp; petir</p>', '\nHujan & petir\n'],
  ['5 &lt; 7 &#176;C &#xe9;', '5 < 7 °C é'],
  // What is left would be markup again, run in a browser, or be no character of XML.
  ['&lt;b&gt;', undefined],
  ['<script>x</script>', undefined],
  ['&#0;', undefined],
  ['&#xD800;', undefined],
  ['<br>', undefined],
] as const)('checkMarkup() proposes plain text for %j', ([description, mend]) => {
  const [found] = checkMarkup(withInfo({ description }))
  expect(found?.rule).toBe('I12-html')
  expect(found?.mend).toBe(mend)
})
