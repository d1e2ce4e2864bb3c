import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FEED_LIMITS, readAtom } from '../../../src/formats/feed/read.ts'

const BASE = 'https://peringatan.example/cbc/v1/feed'
const ATOM = 'http://www.w3.org/2005/Atom'

function entry(id: string, inside = '', link = `<link href="/d/${id}"/>`): string {
  const updated = '<updated>2026-03-01T10:04:05+07:00</updated>'
  return `<entry><id>${id}</id><title>t</title>${updated}${link}${inside}</entry>`
}

function read(entries: string, root = `feed xmlns="${ATOM}"`) {
  return readAtom(Buffer.from(`<${root}>${entries}</feed>`), BASE)
}

test('readAtom() keeps the order of the feed and the first category', () => {
  const both = entry('b', '<category term="Cancel"/><category term="x"/>') + entry('a')
  const { entries, problems } = read(both)
  expect(problems).toEqual([])
  expect(entries.map(({ identifier, msgType }) => [identifier, msgType])).toEqual([
    ['b', 'Cancel'],
    ['a', ''],
  ])
})

const BAD: readonly (readonly [string, string])[] = [
  ['no id', '<entry><title>t</title></entry>'],
  ['no time', '<entry><id>x</id><link href="/d"/></entry>'],
  ['a local time', entry('x').replace('+07:00', '')],
  ['no link', entry('x', '', '')],
  ['only an enclosure', entry('x', '', '<link rel="enclosure" href="/d"/>')],
  ['a link to another host', entry('x', '', '<link href="https://evil.example/d"/>')],
  ['a link to another port', entry('x', '', '<link href="https://peringatan.example:1/d"/>')],
  ['a link to another scheme', entry('x', '', '<link href="http://peringatan.example/d"/>')],
  ['a file link', entry('x', '', '<link href="file:///etc/passwd"/>')],
  ['a protocol-relative link', entry('x', '', '<link href="//evil.example/d"/>')],
  ['a link with an account', entry('x', '', '<link href="https://a:b@peringatan.example/d"/>')],
  ['an id seen before', entry('before')],
  ['an endless title', `<entry><id>x</id><title>${'t'.repeat(9_000)}</title></entry>`],
]

test.for(BAD)('readAtom() reports an entry with %s and reads the others', ([, bad]) => {
  const { isRead, entries, problems } = read(entry('before') + bad + entry('after'))
  expect(isRead).toBe(true)
  expect(entries.map((each) => each.identifier)).toEqual(['before', 'after'])
  expect(problems).toEqual([{ entry: 2, what: expect.any(String) }])
})

const WHOLE: readonly (readonly [string, string])[] = [
  ['a document type', `<!DOCTYPE feed [<!ENTITY a "b">]><feed xmlns="${ATOM}"/>`],
  ['a document type in small letters', `<!doctype feed><feed xmlns="${ATOM}"/>`],
  ['another root', `<rss xmlns="${ATOM}"/>`],
  ['no namespace', '<feed/>'],
  ['an open tag', `<feed xmlns="${ATOM}"><entry></feed>`],
  ['nothing', ''],
  ['two roots', `<feed xmlns="${ATOM}"/><feed xmlns="${ATOM}"/>`],
  ['depth', `<feed xmlns="${ATOM}">${'<a>'.repeat(40)}${'</a>'.repeat(40)}</feed>`],
]

test.for(WHOLE)('readAtom() refuses a feed with %s', ([, text]) => {
  const { isRead, entries, problems } = readAtom(Buffer.from(text), BASE)
  expect({ isRead, entries }).toEqual({ isRead: false, entries: [] })
  expect(problems).toHaveLength(1)
})

test('readAtom() reads a prefix, CDATA and each reference once', () => {
  const text = `<a:feed xmlns:a="${ATOM}"><a:entry><a:id>x</a:id>
    <a:title>1 &amp;lt; &#x41;&#66; &unknown; <![CDATA[&amp; <b>]]></a:title>
    <a:updated>2026-03-01T10:04:05Z</a:updated>
    <a:link type="application/cap+xml" href="/d?a=1&amp;b=2"/></a:entry></a:feed>`
  const { entries } = readAtom(Buffer.from(text), BASE)
  expect(entries[0]?.title).toBe('1 &lt; AB &unknown; &amp; <b>')
  expect(entries[0]?.href).toBe('https://peringatan.example/d?a=1&b=2')
})

test.for(['<__proto__ x="1"/>', '<constructor/>', '<a __proto__="1"/>', '<a prototype="1"/>'])(
  'readAtom() refuses a feed with %s and leaves prototypes alone',
  (hostile) => {
    expect(read(hostile + entry('a'))).toMatchObject({ isRead: false, entries: [] })
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  },
)

test('readAtom() holds its limits', () => {
  const limits = { ...FEED_LIMITS, entries: 1 }
  const text = `<feed xmlns="${ATOM}">${entry('a')}${entry('b')}</feed>`
  const { entries, problems } = readAtom(Buffer.from(text), BASE, limits)
  expect(entries).toHaveLength(1)
  expect(problems).toEqual([{ entry: null, what: 'More than 1 entries' }])
  expect(readAtom(Buffer.from(text), BASE, { ...limits, octets: 20 }).isRead).toBe(false)
})

test('readAtom() never throws', () => {
  const piece = fc.constantFrom('<', '>', '&', '"', '/', 'feed', 'entry', ATOM, ' xmlns="', ']]>')
  const noise = fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 40 })
  fc.assert(
    fc.property(noise, (parts) => {
      readAtom(Buffer.from(`<feed xmlns="${ATOM}">${parts.join('')}</feed>`), BASE)
      readAtom(Buffer.from(parts.join('')), BASE)
    }),
  )
})
