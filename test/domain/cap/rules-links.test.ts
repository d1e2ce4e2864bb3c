import { expect, test } from 'vitest'
import { checkAddresses, checkLinks } from '../../../src/domain/cap/rules-links.ts'
import { resource, rulesOf, withInfo, type Case } from './cases.ts'
import { sampleAlert } from './sample.ts'

const web = (address: string | null) => withInfo({ web: address })
const uri = (address: string) => withInfo({ resources: [resource(address)] })
const said = (description: string) => withInfo({ description })

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2.2 web, rule table.
const CASES: readonly Case[] = [
  ['I14-uri', web('javascript:alert(1)'), web('HTTP://x.invalid')],
  ['I14-uri', web('file:///etc/passwd'), web('https://x.invalid/file:///etc')],
  ['I14-uri', web('cuaca'), web(null)],
  ['I14-uri', web('cuaca.html'), web('cuaca.go.id')],
  ['I14-uri', web('/cuaca.html'), web(' https://x.invalid\n')],
  ['I14-uri', web('https:///x'), web('https://x')],
  ['I14-uri', web('mailto:a@x.invalid'), web('https://x.invalid/a')],
  ['I14-uri', uri('java\tscript:x'), uri('gambar.jpg')],
  ['I14-uri', uri('data:text/html,x'), uri('https://x.invalid/a.png')],
  ['I14-empty', web(' '), web(null)],
  ['I14-no-scheme', web('www.x.invalid'), web('https://www.x.invalid')],
  ['I14-no-scheme', web('x.invalid:80/a'), web('a b.invalid')],
  ['I14-no-scheme', web('//x.invalid'), web('///x.invalid')],
  ['I14-scheme', said('Buka javascript:alert(1)'), said('Bukan javascript: itu bahasa')],
  ['I14-scheme', withInfo({ contact: 'data:text/html;x' }), withInfo({ contact: 'Data: 25-11' })],
  ['I14-scheme', withInfo({ instruction: 'VBScript:x' }), withInfo({ instruction: 'Script:x' })],
  ['I14-scheme', said('lihat file://server/x'), said('profile://server/x')],
  ['I15-user', said('https://contoh.invalid@x.org/'), said('https://contoh.invalid/@x.org')],
  ['I15-user', web('https://contoh.invalid@x.org/'), web('https://contoh.invalid/?a@x.org')],
  ['I15-number', said('Buka http://10.0.0.1/x'), said('Versi 10.0.0.1')],
  ['I15-number', uri('http://[::1]/a.png'), uri('http://x.invalid/10.0.0.1')],
  ['I15-shortener', said('Daftar di bit.ly/banjir'), said('Daftar di orbit.ly/banjir')],
  ['I15-lookalike', said('https://соntoh.invalid'), said('https://contoh.invalid')],
  ['I15-lookalike', said('https://xn--ntoh-2na.com'), said('https://contoh.invalid/xn--a.com')],
  ['I15-other-domain', said('https://bantuan.example/x'), said('https://x.contoh.invalid/x')],
  [
    'I15-other-domain',
    withInfo({ instruction: 'www.bantuan.example', web: 'https://lain.example' }),
    withInfo({ instruction: 'www.bantuan.example', web: 'https://siaga.bantuan.example' }),
  ],
  [
    'I15-other-domain',
    { ...withInfo({ web: null, description: 'https://bantuan.example' }), sender: 'BMKG' },
    { ...withInfo({ web: null, description: 'bantuan' }), sender: 'BMKG' },
  ],
  [
    'I15-premium-number',
    withInfo({ contact: '0809 1 234 567' }),
    withInfo({ contact: '0819 123' }),
  ],
  ['I15-premium-number', said('+62 809 1234567'), said('+62 819 1234567')],
  ['I15-premium-number', said('Call 1-900-555-0100'), said('Call 1-800-555-0100')],
  [
    'I15-premium-number',
    withInfo({ contact: '0809 1234 5678' }),
    withInfo({ language: 'ja', contact: '0809 1234 5678' }),
  ],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test.for([
  ['www.meteo.dz', 'warning', 'https://www.meteo.dz'],
  ['//meteo.dz/x', 'warning', 'https://meteo.dz/x'],
  ['', 'warning', undefined],
  ['vbscript:x', 'error', undefined],
] as const)('checkAddresses() takes web %j for %s', ([address, level, mend]) => {
  const [found] = checkAddresses(web(address))
  expect(found?.level).toBe(level)
  expect(found?.mend).toBe(mend)
})

test('checkLinks() names each foreign host once, five at most', () => {
  const text = ['a', 'b', 'a', 'c', 'd', 'e', 'f'].map((each) => `https://${each}.example`)
  const [found, ...more] = checkLinks(said(text.join(' ')))
  expect(found).toMatchObject({
    level: 'info',
    params: { found: 'a.example, b.example, c.example, d.example, e.example' },
  })
  expect(more).toEqual([])
})

test('checkLinks() says of a hidden address that it hides, once, and no more', () => {
  const found = checkLinks(said('bit.ly/a lalu http://10.0.0.1/b lalu bit.ly/c'))
  expect([...found].map(({ rule }) => rule)).toEqual(['I15-shortener'])
})

test('checkLinks() finds nothing in a warning with its own address and an emergency number', () => {
  const description = 'Hubungi 112 atau 06221 196, lihat https://siaga.contoh.invalid/7.'
  expect([...checkLinks(said(description))]).toEqual([])
  expect([...checkLinks(sampleAlert())]).toEqual([])
})
