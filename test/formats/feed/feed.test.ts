import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FindingRule } from '../../../src/domain/finding.ts'
import { readPlacedCap } from '../../../src/formats/cap/read.ts'
import { readFeed } from '../../../src/formats/feed/feed.ts'
import { READ_LIMITS, type Feed } from '../../../src/formats/feed/model.ts'

const BASE = 'https://feed.example/cap/feed.xml'
const ATOM = 'http://www.w3.org/2005/Atom'
const CAP = 'urn:oasis:names:tc:emergency:cap:1.2'
const NOWCAST = readFileSync('fixtures/cap/nowcast-shape.xml', 'utf8')
const ALERT = NOWCAST.slice(NOWCAST.indexOf('<alert'))

const ATOM_HEAD = `<id>f</id><title>t</title><updated>2026-03-01T10:04:05Z</updated>
<author><name>n</name></author><link rel="self" href="${BASE}"/><link rel="hub" href="https://hub.example/"/>`
const LINK = '<link type="application/cap+xml" href="https://feed.example/a.xml"/>'
const UPDATED = '<updated>2026-03-01T10:04:05Z</updated>'
const ENTRY = `<entry><id>a</id><title>t</title>${UPDATED}${LINK}</entry>`

function atom(entries: string, head = ATOM_HEAD): string {
  return `<feed xmlns="${ATOM}" xmlns:cap="${CAP}">${head}${entries}</feed>`
}

const RSS_HEAD = `<title>t</title><link>https://feed.example/</link><description>d</description>
<pubDate>Sun, 01 Mar 2026 10:04:05 GMT</pubDate>
<atom:link xmlns:atom="${ATOM}" rel="self" href="${BASE}"/>
<atom:link xmlns:atom="${ATOM}" rel="hub" href="https://hub.example/"/>`
const ITEM = `<item><title>t</title><link>https://feed.example/a.xml</link>
<guid isPermaLink="false">a</guid><pubDate>Sun, 01 Mar 2026 10:04:05 GMT</pubDate></item>`

function rss(items: string, head = RSS_HEAD): string {
  return `<rss version="2.0"><channel>${head}${items}</channel></rss>`
}

const EMBEDDED = `<xmlContent><embeddedXMLContent>${ALERT}</embeddedXMLContent></xmlContent>`

function edxl(contents: string): string {
  return `<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0">
<distributionID>d</distributionID><dateTimeSent>2026-03-01T10:04:05+07:00</dateTimeSent>
${contents}</EDXLDistribution>`
}

function content(inside: string): string {
  return edxl(`<contentObject>${inside}</contentObject>`)
}

function read(text: string, limits = READ_LIMITS): Feed {
  return readFeed(Buffer.from(text), BASE, limits)
}

function rulesOf({ findings, entries }: Feed): FindingRule[] {
  return [...findings, ...entries.flatMap((each) => each.findings)].map(({ rule }) => rule)
}

// What trips the rule, and the nearest thing that does not.
const CASES: readonly (readonly [FindingRule, string, string])[] = [
  ['F01-feed-id', atom(ENTRY, ATOM_HEAD.replace('>f<', '> <')), atom(ENTRY)],
  ['F02-feed-title', atom(ENTRY, ATOM_HEAD.replace('>t<', '><')), atom(ENTRY)],
  ['F02-feed-title', rss(ITEM, RSS_HEAD.replace('>t<', '><')), rss(ITEM)],
  ['F03-feed-updated', atom(ENTRY, ATOM_HEAD.replace('05Z', '05')), atom(ENTRY)],
  ['F03-feed-updated', atom(ENTRY, ATOM_HEAD.replace(UPDATED, '')), atom(ENTRY)],
  ['F04-entry-id', atom(ENTRY.replace('<id>a</id>', '<id/>')), atom(ENTRY)],
  ['F05-entry-title', atom(ENTRY.replace('>t<', '> <')), atom(ENTRY)],
  ['F06-entry-updated', atom(ENTRY.replace('2026-03', '2026-13')), atom(ENTRY)],
  ['F06-entry-updated', rss(ITEM.replace(' Mar ', ' Xyz ')), rss(ITEM)],
  ['F07-entry-link', atom(ENTRY.replace(LINK, '')), atom(ENTRY)],
  [
    'F07-entry-link',
    atom(ENTRY.replace('application/cap+xml', 'text/html')),
    atom(ENTRY.replace('application/cap+xml', 'text/xml; charset=utf-8')),
  ],
  [
    'F07-entry-link',
    atom(ENTRY.replace('<link ', '<link rel="related" ')),
    atom(ENTRY.replace('<link ', '<link rel="enclosure" ')),
  ],
  [
    'F08-item-title',
    rss(ITEM.replace('>t<', '><')),
    rss(ITEM.replace('<title>t</title>', '<description>d</description>')),
  ],
  [
    'F09-item-link',
    rss(ITEM.replace(/<link>.*<\/link>/, '')),
    rss(
      ITEM.replace(/<link>.*<\/link>/, '').replace(
        /<guid.*<\/guid>/,
        '<guid>https://feed.example/a.xml</guid>',
      ),
    ),
  ],
  ['F10-content-object', edxl(''), content(EMBEDDED)],
  ['F11-content-cap', content('<xmlContent/>'), content(EMBEDDED)],
  [
    'F11-content-cap',
    content('<nonXMLContent><mimeType>image/png</mimeType><uri>https://x/</uri></nonXMLContent>'),
    content(
      '<nonXMLContent><mimeType>application/cap+xml</mimeType><uri>https://x/</uri></nonXMLContent>',
    ),
  ],
  [
    'F12-channel-date',
    rss(ITEM, RSS_HEAD.replace(/<pubDate>.*<\/pubDate>/, '')),
    rss(ITEM, RSS_HEAD.replaceAll('pubDate', 'lastBuildDate')),
  ],
  ['F13-item-guid', rss(ITEM.replace(/<guid.*<\/guid>/, '')), rss(ITEM)],
  [
    'F14-link-ambiguous',
    atom(ENTRY.replace(LINK, LINK + LINK.replace('a.xml', 'b.xml'))),
    atom(ENTRY.replace(LINK, `${LINK}${LINK}<link href="https://feed.example/"/>`)),
  ],
  ['F15-kind', '<html/>', '<alerts/>'],
  ['F15-kind', '<rss/>', rss('')],
  ['F15-namespace', atom(ENTRY).replace(` xmlns="${ATOM}"`, ''), atom(ENTRY)],
  ['F15-malformed', rss(ITEM.replace('>t<', '>Q & A<')), rss(ITEM.replace('>t<', '>Q &amp; A<'))],
  [
    'F15-author',
    atom(ENTRY, ATOM_HEAD.replace(/<author>.*<\/author>/, '')),
    atom(
      ENTRY.replace('<entry>', '<entry><author><name>n</name></author>'),
      ATOM_HEAD.replace(/<author>.*<\/author>/, ''),
    ),
  ],
  ['F15-channel', rss(ITEM, RSS_HEAD.replace('>d<', '><')), rss(ITEM)],
  ['F15-id-twice', atom(ENTRY + ENTRY), atom(ENTRY + ENTRY.replace('>a<', '>b<'))],
  ['F15-date-form', rss(ITEM.replace('Sun, 01 Mar', 'Min, 01 Mar')), rss(ITEM)],
  ['F15-date-form', atom(ENTRY.replace('05Z', '05')), atom(ENTRY.replace('05Z', '05.25Z'))],
  ['F15-link-relative', atom(ENTRY.replace('https://feed.example', '')), atom(ENTRY)],
  ['F16-scheme', atom(ENTRY.replace('https:', 'javascript:')), atom(ENTRY)],
  ['F17-self', atom(ENTRY, ATOM_HEAD.replace('"self"', '"via"')), atom(ENTRY)],
  ['F17-self', rss(ITEM, RSS_HEAD.replace('"self"', '"via"')), rss(ITEM)],
  ['F17-hub', atom(ENTRY, ATOM_HEAD.replace('"hub"', '"via"')), atom(ENTRY)],
  ['F17-empty', atom(''), atom(ENTRY)],
  ['F17-empty', rss(''), rss(ITEM)],
  ['F17-empty', '<alerts/>', `<alerts>${ALERT}</alerts>`],
  ['F18-entry', atom(ENTRY.replace('>a<', `>${'a'.repeat(8_193)}<`)), atom(ENTRY)],
  ['F18-entry', atom(ENTRY.replace('https://feed.example', 'https://[')), atom(ENTRY)],
  [
    'F18-inline',
    `<alerts>${ALERT.replace('</alert>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></alert>')}</alerts>`,
    `<alerts>${ALERT}</alerts>`,
  ],
  ['X01-doctype', `<!DOCTYPE feed>${atom(ENTRY)}`, `<!-- <!DOCTYPE feed> -->${atom(ENTRY)}`],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(read(trips))).toContain(rule)
  expect(rulesOf(read(passes))).not.toContain(rule)
})

test.for([
  ['atom', atom(ENTRY)],
  ['rss', rss(ITEM)],
  ['edxl', content(EMBEDDED)],
  ['alerts', `<alerts>${ALERT}${ALERT.replace('901<', '902<')}</alerts>`],
  ['cap', NOWCAST],
] as const)('readFeed() finds nothing in a good feed of kind %s', ([kind, text]) => {
  const feed = read(text)
  expect(feed.kind).toBe(kind)
  expect(rulesOf(feed)).toEqual([])
  expect(feed.entries.length).toBeGreaterThan(0)
})

test('readFeed() gives what Atom says', () => {
  const hint = '<cap:event>Gempa</cap:event><cap:event>x</cap:event><cap:geocode><v/></cap:geocode>'
  expect(read(atom(ENTRY.replace('</entry>', `${hint}</entry>`)))).toMatchObject({
    id: 'f',
    title: 't',
    self: BASE,
    hub: 'https://hub.example/',
    updatedMs: Date.parse('2026-03-01T10:04:05Z'),
    entries: [
      {
        entry: 1,
        line: 2,
        id: 'a',
        title: 't',
        updatedMs: Date.parse('2026-03-01T10:04:05Z'),
        href: 'https://feed.example/a.xml',
        inline: null,
        hints: new Map([['event', 'Gempa']]),
      },
    ],
  })
})

test('readFeed() takes the link whose type says CAP, in Atom and in RSS', () => {
  const links = `<link href="https://feed.example/"/><link type="text/xml" href="https://feed.example/x"/>
<link rel="enclosure" type="application/common-alerting-protocol+xml" href="https://feed.example/c"/>`
  expect(read(atom(ENTRY.replace(LINK, links))).entries[0]?.href).toBe('https://feed.example/c')
  const enclosure =
    '<enclosure url="https://feed.example/c" type="application/cap+xml" length="1"/></item>'
  const item = ITEM.replace('</item>', enclosure)
  expect(read(rss(item)).entries[0]?.href).toBe('https://feed.example/c')
})

test('readFeed() counts relative links from xml:base, or else from the feed', () => {
  const entry = ENTRY.replace('https://feed.example/a.xml', '../d/a.xml')
  expect(read(atom(entry)).entries[0]?.href).toBe('https://feed.example/d/a.xml')
  const based = entry.replace('<entry>', '<entry xml:base="https://other.example/x/y/">')
  expect(read(atom(based)).entries[0]?.href).toBe('https://other.example/x/d/a.xml')
})

test.for([
  [
    'Atom content',
    atom(ENTRY.replace(LINK, `<content type="application/cap+xml">${ALERT}</content>`)),
  ],
  ['escaped text', atom(ENTRY.replace(LINK, `<content><![CDATA[${NOWCAST}]]></content>`))],
  ['EDXL-DE', content(EMBEDDED)],
  ['a wrapper', `<alerts>${ALERT}</alerts>`],
  ['itself', NOWCAST],
] as const)('readFeed() gives the message inside %s as a document', ([, text]) => {
  const [item] = read(text).entries
  expect(item?.href).toBe(null)
  expect(item?.inline).not.toBe(null)
  const [inside, alone] = [item!.inline!, Buffer.from(NOWCAST)].map(readPlacedCap)
  expect(inside?.alert).not.toBe(null)
  expect(inside?.alert).toEqual(alone?.alert)
})

test('a namespace that the feed declares stands in the message that is taken out', () => {
  const prefixed = ALERT.replace(/<alert[^>]*>/, '<alert>').replace(/<(\/?)(?=\w)/g, '<$1c:')
  const [item] = read(`<alerts xmlns:c="${CAP}" xmlns="urn:x">${prefixed}</alerts>`).entries
  const { alert } = readPlacedCap(item!.inline!)
  expect(alert).toEqual(readPlacedCap(Buffer.from(NOWCAST)).alert)
})

test('one bad entry does not stop the others, and has its number and its line', () => {
  const bad = '<entry>\n<id>b</id>\n</entry>'
  const feed = read(atom(`\n${ENTRY}\n${bad}\n${ENTRY.replace('>a<', '>c<')}`))
  expect(feed.entries.map(({ id, href }) => [id, href !== null])).toEqual([
    ['a', true],
    ['b', false],
    ['c', true],
  ])
  expect(feed.entries[1]?.findings.find(({ rule }) => rule === 'F07-entry-link')).toMatchObject({
    level: 'error',
    path: '/feed[1]/entry[2]',
    params: { entry: 2, line: 4 },
  })
})

test('a feed that is not well-formed is read leniently, with the lines of its entries', () => {
  const first = ITEM.replace('>t<', '>Q & A<')
  const cdata = '<!-- <item> --><x><![CDATA[<item>]]></x>'
  const second = ITEM.replace('>a<', '>b<').replace('a.xml', 'b.xml?x=1&y=2')
  const feed = read(rss(`\n${cdata}${first}\n${second}`))
  expect(feed.kind).toBe('rss')
  expect(feed.entries.map(({ id, line, title, href }) => [id, line, title, href])).toEqual([
    ['a', 5, 'Q & A', 'https://feed.example/a.xml'],
    ['b', 7, 't', 'https://feed.example/b.xml?x=1&y=2'],
  ])
})

test('what is read leniently holds no message that is to be believed', () => {
  const [item] = read(`<alerts><x y=1/>${ALERT}</alerts>`).entries
  expect(item?.inline).toBe(null)
  expect(item?.findings.map(({ rule }) => rule)).toContain('F18-inline')
})

test.for([
  '',
  'nothing',
  '<a>',
  `<feed xmlns="${ATOM}"><a b=1><!DOCTYPE x></a></feed>`,
  `<feed xmlns="${ATOM}" x=1>${'<a>'.repeat(40)}${'</a>'.repeat(40)}</feed>`,
  atom('<a>'.repeat(40) + '</a>'.repeat(40)),
  `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`,
])('readFeed() does not read %j', (text) => {
  const { kind, entries, findings } = read(text)
  expect([kind, entries]).toEqual([null, []])
  expect(findings.map(({ level }) => level)).toContain('error')
})

test('readFeed() leaves prototypes alone', () => {
  const hostile = '<__proto__ x="1"/><constructor/><a __proto__="1" prototype="2"/>'
  expect(read(atom(hostile + ENTRY)).entries).toHaveLength(1)
  read(atom(`${hostile}<b c=1/>${ENTRY}`))
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
})

test('readFeed() holds its limits', () => {
  const text = atom(ENTRY + ENTRY.replace('>a<', '>b<'))
  const few = read(text, { ...READ_LIMITS, entries: 1 })
  expect(few.entries).toHaveLength(1)
  expect(rulesOf(few)).toContain('F18-entries')
  expect(rulesOf(read(text, { ...READ_LIMITS, entries: 2 }))).toEqual([])
  expect(read(text, { ...READ_LIMITS, octets: text.length - 1 }).kind).toBe(null)
  expect(read(text, { ...READ_LIMITS, octets: text.length }).kind).toBe('atom')
  expect(read(text, { ...READ_LIMITS, elements: 5 }).kind).toBe(null)
  const loose = text.replace('>t<', '>Q & A<')
  expect(read(loose, { ...READ_LIMITS, elements: 5 }).kind).toBe(null)
  expect(read(loose, { ...READ_LIMITS, elements: 100 }).kind).toBe('atom')
})

test('readFeed() does not take long over what never ends', () => {
  // 400 KB: what grows with the square of it takes minutes, and this test then its time limit.
  for (const piece of ['<!--', '<![CDATA[', '<?', '<a ', '&', '</a>', '<entry/>', '<a b="']) {
    read(atom(`<a b=1/>${piece.repeat(400_000 / piece.length)}`))
  }
})

test('readFeed() never throws', () => {
  const piece = fc.constantFrom('<', '>', '&', '"', '/', 'entry', 'item', ATOM, ' xmlns="', ']]>')
  const whole = fc.constantFrom(ENTRY, ITEM, ALERT, '<link href="', '<![CDATA[', '<!--')
  const noise = fc.array(fc.oneof(piece, whole, fc.string({ maxLength: 5 })), { maxLength: 30 })
  fc.assert(
    fc.property(noise, (parts) => {
      read(atom(parts.join('')))
      read(rss(parts.join('')))
      read(parts.join(''))
    }),
  )
})
