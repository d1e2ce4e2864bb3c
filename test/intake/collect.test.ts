import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FindingRule } from '../../src/domain/finding.ts'
import {
  LOOK_LIMITS,
  lookAtFeed,
  lookAtFile,
  NO_MEMORY,
  type FeedMemory,
  type Look,
  type LookMeans,
} from '../../src/intake/collect.ts'
import { fetchUrl, resolveBySystem } from '../../src/intake/fetch.ts'
import { FETCH_POLICY } from '../../src/intake/policy.ts'
import { startPeer, type Peer } from './peer.ts'

const NOWCAST = readFileSync('fixtures/cap/nowcast-shape.xml', 'utf8')
const IDENTIFIER = /<identifier>(.*?)<\/identifier>/.exec(NOWCAST)![1]!
const CHECK = { nowMs: Date.parse('2026-11-25T09:00:00+07:00'), live: false }

let peer: Peer
/** Path → body; what is not here is answered 404. */
let pages: Map<string, string>
let headers: Record<string, string>

beforeEach(async () => {
  peer = await startPeer()
  pages = new Map()
  headers = { etag: '"1"', 'content-type': 'application/xml' }
  peer.respond.by = (request, response) => {
    const body = pages.get(request.url ?? '')
    if (request.url === '/feed' && request.headers['if-none-match'] === headers['etag']) {
      response.writeHead(304).end()
    } else if (body === undefined) response.writeHead(404).end()
    else response.writeHead(200, headers).end(body)
  }
})
afterEach(() => peer.close())

interface Written {
  readonly id: string
  readonly path: string
  readonly updated?: string
}

function feed(entries: readonly Written[], updated = '2026-11-25T08:00:00+07:00'): string {
  const written = entries.map(
    ({ id, path, updated: at = '2026-11-25T08:00:00+07:00' }) =>
      `<entry><id>${id}</id><title>t</title><updated>${at}</updated>
<link type="application/cap+xml" href="${path.startsWith('/') ? peer.origin : ''}${path}"/></entry>`,
  )
  return `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>t</title>
<updated>${updated}</updated><author><name>n</name></author>
<link rel="self" href="${peer.origin}/feed"/><link rel="hub" href="${peer.origin}/hub"/>
${written.join('\n')}</feed>`
}

async function look(memory: FeedMemory = NO_MEMORY, more: Partial<LookMeans> = {}): Promise<Look> {
  const policy = { ...FETCH_POLICY, allow: [peer.host], insecureLoopback: true }
  return await lookAtFeed(`${peer.origin}/feed`, memory, {
    fetch: (request) => fetchUrl(request, { policy, resolve: resolveBySystem }),
    check: CHECK,
    ...LOOK_LIMITS,
    ...more,
  })
}

function rulesOf({ findings, entries }: Look): FindingRule[] {
  return [...findings, ...entries.flatMap((each) => each.findings)].map(({ rule }) => rule)
}

test('lookAtFeed() fetches and checks what the feed links to', async () => {
  pages.set('/feed', feed([{ id: `urn:x:${IDENTIFIER}`, path: '/a' }])).set('/a', NOWCAST)
  const found = await look()
  expect(rulesOf(found)).toEqual([])
  expect(found.entries).toMatchObject([
    { state: 'read', report: { valid: true, broadcastable: true } },
  ])
  expect(found.entries[0]?.document?.octets).toEqual(Buffer.from(NOWCAST))
})

test('one entry that cannot be had stops no other, and each says why', async () => {
  const links = [
    { id: 'gone', path: '/gone' },
    { id: 'elsewhere', path: 'http://127.0.0.1:1/a' },
    { id: 'metadata', path: 'http://169.254.169.254/' },
    { id: 'junk', path: '/junk' },
    { id: IDENTIFIER, path: '/a' },
  ]
  pages.set('/feed', feed(links)).set('/a', NOWCAST).set('/junk', 'not XML')
  const { entries, memory } = await look()
  expect(entries.map(({ state, report }) => [state, report?.valid ?? null])).toEqual([
    ['refused', null],
    ['refused', null],
    ['refused', null],
    ['read', false],
    ['read', true],
  ])
  expect(entries.slice(0, 3).map(({ findings }) => findings)).toMatchObject([
    [{ rule: 'F18-fetch', params: { entry: 1, what: 'HTTP 404' } }],
    [{ rule: 'F16-host', params: { entry: 2 } }],
    [{ rule: 'F16-host', params: { entry: 3 } }],
  ])
  // What failed is tried again: it is not known, and the feed is asked for as if it were new.
  expect(memory.known.map(({ id }) => id)).toEqual(['junk', IDENTIFIER])
  expect(memory.etag).toBe(null)
})

test('a second look fetches only what is new, or new under its old id', async () => {
  const entry = { id: IDENTIFIER, path: '/a' }
  pages.set('/feed', feed([entry])).set('/a', NOWCAST)
  const first = await look()
  expect(first.memory.etag).toBe('"1"')
  const asked = peer.requests.length
  const same = await look(first.memory)
  expect(same).toMatchObject({ fetched: { kind: 'unchanged' }, findings: [], feed: null })
  expect(same.memory).toBe(first.memory)
  headers = { ...headers, etag: '"2"' }
  const again = await look(first.memory)
  expect(again.entries.map(({ state }) => state)).toEqual(['known'])
  expect(peer.requests.length - asked).toBe(2)
  pages.set('/feed', feed([{ ...entry, updated: '2026-11-25T08:01:00+07:00' }]))
  headers = { ...headers, etag: '"3"' }
  expect((await look(again.memory)).entries.map(({ state }) => state)).toEqual(['read'])
})

test('what vanishes from a feed is reported, and not cancelled', async () => {
  pages.set('/feed', feed([{ id: IDENTIFIER, path: '/a' }])).set('/a', NOWCAST)
  const { memory } = await look()
  pages.set('/feed', feed([]))
  headers = { ...headers, etag: '"2"' }
  const found = await look(memory)
  expect(found.vanished).toEqual([IDENTIFIER])
  expect(rulesOf(found).toSorted()).toEqual(['F17-empty', 'F17-vanished'])
  expect(found.findings.every(({ level }) => level !== 'error')).toBe(true)
})

test('a feed that cannot be read makes nothing vanish', async () => {
  pages.set('/feed', feed([{ id: IDENTIFIER, path: '/a' }])).set('/a', NOWCAST)
  const { memory } = await look()
  headers = { ...headers, etag: '"2"' }
  pages.set('/feed', 'Service Unavailable')
  const broken = await look(memory)
  expect([broken.vanished, broken.memory]).toEqual([[], memory])
  pages.delete('/feed')
  const gone = await look(memory)
  expect([gone.vanished, gone.memory, rulesOf(gone)]).toEqual([[], memory, ['F18-fetch']])
})

test('two languages of one message are two documents, the same octets are one', async () => {
  const english = NOWCAST.replace(/<language>.*?</, '<language>en<')
  pages.set('/feed', feed(['/id', '/en', '/twin'].map((path) => ({ id: IDENTIFIER + path, path }))))
  pages.set('/id', NOWCAST).set('/en', english).set('/twin', NOWCAST)
  const [first, second, twin] = (await look()).entries.map(({ document }) => document?.key)
  expect(first).not.toBe(second)
  expect(first).toBe(twin)
})

test('F17 looks back: at the time of the feed, at validators, at ids', async () => {
  const entry = { id: IDENTIFIER, path: '/a' }
  pages.set('/feed', feed([entry])).set('/a', NOWCAST)
  const { memory } = await look()
  headers = { 'content-type': 'application/xml' }
  pages.set('/feed', feed([{ ...entry, id: 'other' }], '2026-11-25T07:59:59+07:00'))
  const rules = rulesOf(await look(memory))
  expect(rules).toContain('F17-updated-back')
  expect(rules).toContain('F17-validators')
  expect(rules).toContain('F17-entry-id')
  headers = { ...headers, 'last-modified': 'Wed, 25 Nov 2026 01:00:00 GMT' }
  pages.set('/feed', feed([entry]))
  expect(rulesOf(await look(memory))).toEqual([])
})

test('F15-content-type speaks of what is no XML', async () => {
  pages.set('/feed', feed([{ id: IDENTIFIER, path: '/a' }])).set('/a', NOWCAST)
  headers = { ...headers, 'content-type': 'text/html' }
  const found = await look()
  expect(rulesOf(found)).toEqual(['F15-content-type', 'F15-content-type'])
  headers = { ...headers, 'content-type': 'text/xml; charset=utf-8' }
  expect(rulesOf(await look())).toEqual([])
})

test('lookAtFeed() keeps to its budget, and takes the rest the next time', async () => {
  const paths = ['/1', '/2', '/3', '/4', '/5']
  pages.set('/feed', feed(paths.map((path) => ({ id: IDENTIFIER + path, path }))))
  for (const path of paths) pages.set(path, NOWCAST)
  const first = await look(NO_MEMORY, { documentsMax: 3 })
  const states = ({ entries }: Look) => entries.map(({ state }) => state).join(' ')
  expect(states(first)).toBe('read read read waiting waiting')
  expect(first.memory.etag).toBe(null)
  expect(states(await look(first.memory, { documentsMax: 3 }))).toBe('known known known read read')
})

test('lookAtFeed() fetches no more documents at once than it may', async () => {
  const paths = ['/1', '/2', '/3', '/4', '/5', '/6']
  pages.set('/feed', feed(paths.map((path) => ({ id: path, path }))))
  let [now, most] = [0, 0]
  const answer = peer.respond.by
  peer.respond.by = (request, response) => {
    now += 1
    most = Math.max(most, now)
    setTimeout(() => {
      now -= 1
      answer(request, response)
    }, 20)
  }
  const found = await look(NO_MEMORY, { atOnce: 2 })
  expect(found.entries).toHaveLength(6)
  expect(most).toBe(2)
})

test('lookAtFile() reads the messages inside, and fetches nothing', () => {
  const alert = NOWCAST.slice(NOWCAST.indexOf('<alert'))
  const inside = lookAtFile(Buffer.from(`<alerts>${alert}</alerts>`), 'https://a.invalid/', CHECK)
  expect(inside.entries).toMatchObject([{ state: 'read', report: { valid: true } }])
  const linked = Buffer.from(feed([{ id: 'a', path: 'https://a.example/a' }]))
  expect(lookAtFile(linked, 'https://a.invalid/', CHECK).entries).toMatchObject([
    { state: 'waiting', report: null },
  ])
})

test('lookAtFeed() says when to come again: in a minute, or when the server asks', async () => {
  pages.set('/feed', feed([]))
  expect((await look()).pauseMs).toBe(60_000)
  peer.respond.by = (_, response) => response.writeHead(503, { 'retry-after': '600' }).end()
  expect((await look()).pauseMs).toBe(600_000)
  peer.respond.by = (_, response) => response.writeHead(503, { 'retry-after': '1' }).end()
  expect((await look()).pauseMs).toBe(60_000)
})
