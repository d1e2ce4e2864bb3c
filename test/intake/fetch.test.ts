import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  fetchUrl,
  parseRetryAfter,
  resolveBySystem,
  type Fetched,
  type FetchMeans,
} from '../../src/intake/fetch.ts'
import { FETCH_POLICY, type FetchPolicy } from '../../src/intake/policy.ts'
import { inTempFolder } from '../formats/xmllint.ts'
import { startPeer, type Peer, type Respond } from './peer.ts'

const NOW_MS = Date.parse('2026-03-01T10:00:00Z')
const LOCAL = [{ address: '127.0.0.1', family: 4 }]
let peer: Peer

beforeEach(async () => {
  peer = await startPeer()
})
afterEach(() => peer.close())

async function get(
  by: Respond,
  more: Partial<FetchPolicy> = {},
  means: Partial<FetchMeans> = {},
): Promise<Fetched> {
  peer.respond.by = by
  const policy = { ...FETCH_POLICY, allow: [peer.host], insecureLoopback: true, ...more }
  const request = { url: `${peer.origin}/feed`, accept: 'text/xml', nowMs: NOW_MS }
  return await fetchUrl(request, { policy, resolve: resolveBySystem, ...means })
}

test('fetchUrl() gives octets, type and validators, and says who asks', async () => {
  const fetched = await get((_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml', etag: '"1"', 'last-modified': 'x' })
    response.end('<a/>')
  })
  expect(fetched).toEqual({
    kind: 'document',
    url: `${peer.origin}/feed`,
    octets: Buffer.from('<a/>'),
    type: 'text/xml',
    etag: '"1"',
    lastModified: 'x',
  })
  expect(peer.requests[0]?.headers).toMatchObject({ accept: 'text/xml' })
  expect(peer.requests[0]?.headers['user-agent']).toContain('Kentongan')
})

test('fetchUrl() asks only for what has changed', async () => {
  peer.respond.by = (request, response) => {
    response.statusCode = request.headers['if-none-match'] === '"1"' ? 304 : 200
    response.end()
  }
  const policy = { ...FETCH_POLICY, allow: [peer.host], insecureLoopback: true }
  const request = { url: peer.origin, accept: '*/*', nowMs: NOW_MS }
  const means = { policy, resolve: resolveBySystem }
  const ask = (etag: string) =>
    fetchUrl({ ...request, validators: { etag, lastModified: 'x' } }, means)
  expect((await ask('"1"')).kind).toBe('unchanged')
  expect((await ask('"2"')).kind).toBe('document')
  expect(peer.requests[0]?.headers['if-modified-since']).toBe('x')
})

test('fetchUrl() follows three redirects and no more', async () => {
  const chain = (hops: number): Respond => {
    return (request, response) => {
      const at = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0)
      if (at < hops) response.writeHead(302, { location: `/${at + 1}` })
      response.end('end')
    }
  }
  expect(await get(chain(3))).toMatchObject({ kind: 'document', url: `${peer.origin}/3` })
  expect(await get(chain(4))).toMatchObject({
    kind: 'refused',
    objection: { rule: 'F16-redirects' },
  })
})

test.for([
  ['F16-host', 'http://127.0.0.1:1/'],
  ['F16-host', 'http://169.254.169.254/latest/meta-data/'],
  ['F16-scheme', 'file:///etc/passwd'],
  ['F16-scheme', 'http://['],
  ['F16-account', 'http://a:b@127.0.0.1/'],
])('fetchUrl() finds %s in a redirect to %s', async ([rule, location]) => {
  const fetched = await get((_, response) => response.writeHead(301, { location }).end())
  expect(fetched).toMatchObject({ kind: 'refused', objection: { rule } })
  expect(peer.requests).toHaveLength(1)
})

test('fetchUrl() refuses a redirect to an address, though its host is allowed', async () => {
  const by: Respond = (_, response) =>
    response.writeHead(307, { location: 'http://169.254.169.254/' }).end()
  const allow = [peer.host, '169.254.169.254', '10.0.0.1']
  const refused = { kind: 'refused', objection: { rule: 'F16-address' } }
  expect(await get(by, { allow })).toMatchObject(refused)
})

test.for(['10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', '8.8.8.8'])(
  'fetchUrl() asks nobody when one address of the name is %s',
  async (address) => {
    const url = peer.origin.replace('127.0.0.1', 'feed.test')
    const policy = { ...FETCH_POLICY, allow: [new URL(url).host], insecureLoopback: true }
    const answers = [...LOCAL, { address, family: 4 }]
    const means = { policy, resolve: () => Promise.resolve(answers) }
    const fetched = await fetchUrl({ url, accept: '*/*', nowMs: NOW_MS }, means)
    expect(fetched).toMatchObject({ kind: 'refused', objection: { rule: 'F16-address' } })
    expect(peer.requests).toEqual([])
  },
)

test('fetchUrl() asks the resolver once and connects to what it said', async () => {
  let asked = 0
  const resolve = () => {
    asked += 1
    return Promise.resolve(asked === 1 ? LOCAL : [{ address: '10.0.0.1', family: 4 }])
  }
  const url = peer.origin.replace('127.0.0.1', 'feed.test')
  const policy = { ...FETCH_POLICY, allow: [new URL(url).host], insecureLoopback: true }
  const fetched = await fetchUrl({ url, accept: '*/*', nowMs: NOW_MS }, { policy, resolve })
  expect(fetched.kind).toBe('document')
  expect(asked).toBe(1)
})

test('fetchUrl() tells what fails', async () => {
  const failing = (resolve: FetchMeans['resolve'], more = {}) =>
    fetchUrl(
      { url: 'https://feed.test/', accept: '*/*', nowMs: NOW_MS },
      { policy: { ...FETCH_POLICY, allow: ['feed.test'], ...more }, resolve },
    )
  const gone = Object.assign(new Error('x'), { code: 'ENOTFOUND' })
  expect(await failing(() => Promise.reject(gone))).toMatchObject({ cause: 'ENOTFOUND' })
  expect(await failing(() => Promise.resolve([]))).toMatchObject({ cause: 'no address' })
  expect(await failing(() => new Promise(() => {}), { timeoutMs: 20 })).toMatchObject({
    kind: 'failed',
    cause: 'timed-out',
  })
})

test('fetchUrl() says how long a server wants to be left alone', async () => {
  const by: Respond = (_, response) => response.writeHead(429, { 'retry-after': '120' }).end()
  expect(await get(by)).toMatchObject({ kind: 'status', status: 429, retryAfterMs: 120_000 })
  expect(await get((_, response) => response.writeHead(403).end())).toMatchObject({
    status: 403,
    retryAfterMs: null,
  })
})

test('parseRetryAfter() reads seconds and dates, a day at most', () => {
  expect(parseRetryAfter('Sun, 01 Mar 2026 10:01:00 GMT', NOW_MS)).toBe(60_000)
  expect(parseRetryAfter('Sun, 01 Mar 2026 09:00:00 GMT', NOW_MS)).toBe(0)
  expect(parseRetryAfter('999999999', NOW_MS)).toBe(86_400_000)
  expect(parseRetryAfter('soon', NOW_MS)).toBe(null)
  expect(parseRetryAfter(null, NOW_MS)).toBe(null)
})

const PACKED: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
]

test.for(PACKED)('fetchUrl() unpacks %s, up to its limit', async ([encoding, pack]) => {
  const by =
    (text: string): Respond =>
    (_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(pack(text))
  const whole = await get(by('x'.repeat(1_000)), { octetsMax: 1_000 })
  expect(whole.kind === 'document' && whole.octets.length).toBe(1_000)
  // A bomb: 50 MB in some 50 KB.
  const bomb = await get(by('x'.repeat(50_000_000)), { octetsMax: 100_000 })
  expect(bomb).toMatchObject({ kind: 'refused', objection: { rule: 'F16-size' } })
})

test('fetchUrl() refuses packings that it did not ask for, and broken ones', async () => {
  const by =
    (encoding: string, body: Buffer): Respond =>
    (_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body)
  const packed = gzipSync('x'.repeat(1_000))
  expect((await get(by('gzip, gzip', packed))).kind).toBe('failed')
  expect((await get(by('zstd', packed))).kind).toBe('failed')
  expect((await get(by('gzip', packed.subarray(0, 12)))).kind).toBe('failed')
  expect((await get(by('gzip', Buffer.from('plain')))).kind).toBe('failed')
})

test('fetchUrl() ends an endless body at its size, and a slow one at its time', async () => {
  const endless: Respond = (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  }
  expect(await get(endless, { octetsMax: 50_000 })).toMatchObject({
    objection: { rule: 'F16-size' },
  })
  const slow: Respond = (_, response) => {
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  }
  expect(await get(slow, { timeoutMs: 200 })).toMatchObject({ kind: 'failed', cause: 'timed-out' })
  expect(await get(() => {}, { timeoutMs: 100 })).toMatchObject({ cause: 'timed-out' })
})

test('fetchUrl() does not take a body that is shorter than it says, nor a torn connection', async () => {
  const short: Respond = (_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('x')
    setTimeout(() => response.destroy(), 20)
  }
  expect((await get(short)).kind).toBe('failed')
  expect((await get((request) => request.socket.destroy())).kind).toBe('failed')
})

test('fetchUrl() speaks https, trusts whom it is told, and never goes back to http', async () => {
  const tls = inTempFolder(makeCertificate)
  const secure = await startPeer(tls)
  try {
    const policy = {
      ...FETCH_POLICY,
      allow: [secure.host, peer.host],
      insecureLoopback: true,
    }
    const resolve = () => Promise.resolve(LOCAL)
    const request = { url: `${secure.origin}/feed`, accept: '*/*', nowMs: NOW_MS }
    const trusting = { policy, resolve, ca: tls.cert }
    secure.respond.by = (_, response) => response.end('<a/>')
    expect((await fetchUrl(request, trusting)).kind).toBe('document')
    expect(await fetchUrl(request, { policy, resolve })).toMatchObject({
      kind: 'failed',
      cause: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
    const strict = { ...trusting, policy: { ...policy, insecureLoopback: false } }
    expect(await fetchUrl(request, strict)).toMatchObject({ objection: { rule: 'F16-address' } })
    const location = `${peer.origin}/`
    secure.respond.by = (_, response) => response.writeHead(302, { location }).end()
    expect(await fetchUrl(request, trusting)).toMatchObject({ objection: { rule: 'F16-scheme' } })
    expect(peer.requests).toEqual([])
  } finally {
    await secure.close()
  }
})

function makeCertificate(folder: string): { key: string; cert: string } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
  const named = ['-nodes', '-days', '30', '-subj', '/CN=feed.test']
  const out = ['-addext', 'subjectAltName=DNS:feed.test', '-keyout', key, '-out', cert]
  execFileSync('openssl', [...made, ...named, ...out], { stdio: 'ignore' })
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}
