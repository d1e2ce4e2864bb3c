import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inTempFolder } from '../formats/xmllint.ts'
import { startPeer, type Peer } from '../intake/peer.ts'
import { cap } from './cap-process.ts'
import { kentongan } from './kentongan.ts'

const NOWCAST = readFileSync('fixtures/cap/nowcast-shape.xml', 'utf8')
const IDENTIFIER = /<identifier>(.*?)<\/identifier>/.exec(NOWCAST)![1]!
const NOW = ['--now', '2026-11-25T09:00:00+07:00', '--lang', 'en']

let peer: Peer
beforeEach(async () => {
  peer = await startPeer()
})
afterEach(() => peer.close())

function item(id: string, link: string): string {
  return `<item><title>t</title><guid isPermaLink="false">${id}</guid>
<link>${link}</link><pubDate>Wed, 25 Nov 2026 01:00:00 GMT</pubDate></item>`
}

function rss(...items: readonly string[]): string {
  return `<rss version="2.0"><channel><title>t</title><link>https://a.example/</link>
<description>d</description><pubDate>Wed, 25 Nov 2026 01:00:00 GMT</pubDate>
<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="${peer.origin}/feed"/>
${items.join('\n')}</channel></rss>`
}

test('cap feed reads a file without fetching: a line an entry, and one of the feed', () => {
  inTempFolder((folder) => {
    const file = join(folder, 'feed.xml')
    writeFileSync(file, rss(item('a', `${peer.origin}/a`), item('b', '')))
    const { status, lines } = cap('feed', file, '--json', ...NOW)
    expect(status).toBe(0)
    expect(lines).toEqual([
      {
        entry: 1,
        id: 'a',
        title: 't',
        updated: '2026-11-25T01:00:00.000Z',
        href: `${peer.origin}/a`,
        valid: null,
        broadcastable: null,
        findings: [],
      },
      expect.objectContaining({
        entry: 2,
        href: null,
        findings: [
          {
            level: 'error',
            rule: 'F09-item-link',
            path: '/rss[1]/channel[1]/item[2]',
            line: 6,
            message: 'Give item 2 a link to its CAP document',
          },
        ],
      }),
      {
        kind: 'rss',
        entries: 2,
        read: 0,
        refused: 1,
        findings: [expect.objectContaining({ level: 'info', rule: 'F17-hub' })],
      },
    ])
    expect(peer.requests).toEqual([])
  })
})

test('cap feed fetches a feed and its documents, from allowed hosts only', async () => {
  peer.respond.by = (request, response) => {
    response.setHeader('content-type', 'application/xml')
    response.setHeader('etag', '"1"')
    const links = [item(IDENTIFIER, `${peer.origin}/a`), item('b', 'https://b.example/b')]
    response.end(request.url === '/a' ? NOWCAST : rss(...links))
  }
  const url = `${peer.origin}/feed`
  const { code, out } = await kentongan([
    'cap',
    'feed',
    url,
    '--json',
    ...NOW,
    '--insecure-loopback',
  ])
  expect(code).toBe(0)
  const lines = out
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(lines).toMatchObject([
    { entry: 1, id: IDENTIFIER, valid: true, broadcastable: true },
    { entry: 2, valid: null, findings: [{ rule: 'F16-host' }] },
    { kind: 'rss', entries: 2, read: 1, refused: 1 },
  ])
  const closed = await kentongan(['cap', 'feed', url, '--json', ...NOW])
  expect(closed.code).toBe(1)
  expect(JSON.parse(closed.out)).toMatchObject({ kind: null, findings: [{ rule: 'F16-scheme' }] })
})

test('cap feed ends with 1 for what is no feed, and with 0 for one without warnings', () => {
  inTempFolder((folder) => {
    const file = join(folder, 'feed.xml')
    writeFileSync(file, rss())
    const empty = cap('feed', file, ...NOW)
    expect([empty.status, empty.stdout]).toEqual([0, expect.stringContaining('No warnings')])
    writeFileSync(file, '<html/>')
    expect(cap('feed', file, '--json').lines).toMatchObject([
      { kind: null, findings: [{ rule: 'F15-kind' }] },
    ])
    expect(cap('feed', file).status).toBe(1)
    expect(cap('feed', join(folder, 'none.xml'), '--json')).toMatchObject({
      status: 1,
      lines: [{ kind: null, findings: [{ rule: 'X05-unreadable' }] }],
    })
  })
})
