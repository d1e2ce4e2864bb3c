import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect as connectSocket, type Socket } from 'node:net'
import { json } from 'node:stream/consumers'
import { onTestFinished, expect, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import { cancelUse } from '../../src/desk/message-steps.ts'
import { signHead } from '../../src/desk/verify-log.ts'
import { readAtom } from '../../src/formats/feed/read.ts'
import { ReceiptAnswerJson } from '../../src/formats/json/receipt.ts'
import { startEdge, type Edge } from '../../src/http/edge-thread.ts'
import {
  AUTHOR,
  connect,
  importCells,
  LOG,
  openRig,
  publish,
  type Rig,
  testContent,
} from './rig.ts'

const TSEL = 'token-of-telkomsel-0001'
const IOH = 'token-of-indosat-000001'

interface EdgeRig extends Rig {
  readonly edge: Edge
  /** Asks as a CBC. */
  get(path: string, token?: string, headers?: Record<string, string>): Promise<Response>
  post(receipt: unknown, token?: string): Promise<Response>
}

/** The real thread over the real store. The clock of the thread is the machine's own. */
async function openEdge(): Promise<EdgeRig> {
  const rig = await openRig()
  rig.clock.nowMs = nowMs()
  await connect(rig, 'TSEL', TSEL)
  await connect(rig, 'IOH', IOH)
  const edge = await startEdge({
    desk: rig.desk,
    folder: rig.folder,
    host: '127.0.0.1',
    port: 0,
    log: LOG,
  })
  onTestFinished(() => edge.stop())
  const quiet = rig.desk.store.onCommit((moved) =>
    edge.notify([...moved].flatMap((id) => /^order:[^-]+-(.+)$/.exec(id)?.[1] ?? [])),
  )
  onTestFinished(quiet)
  const get: EdgeRig['get'] = (path, token, headers) =>
    fetch(edge.url + path, { headers: { ...bearer(token), ...headers } })
  const post: EdgeRig['post'] = (receipt, token = TSEL) =>
    fetch(`${edge.url}/cbc/v1/receipts`, {
      method: 'POST',
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: typeof receipt === 'string' ? receipt : JSON.stringify(receipt),
    })
  return { ...rig, edge, get, post }
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

async function entriesOf(answer: Response): Promise<{ identifier: string; href: string }[]> {
  const xml = await answer.text()
  return [...xml.matchAll(/<id>urn:kentongan:(KTN-[^<]+)<\/id>[\s\S]*?href="([^"]+)"/g)].map(
    ([, identifier = '', href = '']) => ({ identifier, href }),
  )
}

test('a CBC sees its own orders, documents and cells, and no other does', async () => {
  const rig = await openEdge()
  await importCells(rig, 3_000)
  await publish(rig)
  const [own, other] = [await rig.get('/cbc/v1/feed', TSEL), await rig.get('/cbc/v1/feed', IOH)]
  expect(own.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  const [entry] = await entriesOf(own)
  const [foreign] = await entriesOf(other)
  expect(entry?.identifier).toMatch(/-TSEL$/)
  expect(foreign?.identifier).toMatch(/-IOH$/)
  expect(entry?.href).toBe(`${rig.edge.url}/cbc/v1/documents/${entry?.identifier}`)

  const path = `/cbc/v1/documents/${entry?.identifier}`
  const document = await rig.get(path, TSEL)
  const xml = await document.text()
  expect(document.headers.get('content-type')).toBe('application/cap+xml; charset=utf-8')
  expect(document.headers.get('cache-control')).toContain('immutable')
  expect(xml).toBe((await rig.desk.store.loadDocument(entry?.identifier ?? ''))?.xml)
  const etag = document.headers.get('etag') ?? ''
  expect((await rig.get(path, TSEL, { 'if-none-match': etag })).status).toBe(304)

  const cells = await rig.get('/cbc/v1/cells/1.1-TSEL', TSEL)
  const text = await cells.text()
  expect(text).toMatch(/^(510-10-\d+(-\d+)?\n)+$/)
  const order = await rig.desk.store.loadOrder('1.1-TSEL')
  expect(text.split('\n')).toHaveLength((order?.cells ?? 0) + 1)
  expect(order?.cells).toBeGreaterThan(100)
  expect(order?.cellsDigest).toBe(createHash('sha256').update(text).digest('hex'))

  for (const theirs of [path, '/cbc/v1/cells/1.1-TSEL', '/cbc/v1/documents/KTN-NOTHING']) {
    const refused = await rig.get(theirs, IOH)
    expect([refused.status, await refused.json()]).toMatchObject([404, { code: 'ORDER_NOT_FOUND' }])
  }
})

test('the first read of a document marks its order as fetched', async () => {
  const rig = await openEdge()
  await publish(rig)
  const [entry] = await entriesOf(await rig.get('/cbc/v1/feed', TSEL))
  expect((await rig.desk.store.loadOrder('1.1-TSEL'))?.stage).toBeNull()
  await (await rig.get(`/cbc/v1/documents/${entry?.identifier}`, TSEL)).text()
  await expect.poll(async () => (await rig.desk.store.loadOrder('1.1-TSEL'))?.stage).toBe('fetched')
  expect((await rig.desk.store.loadOrder('1.1-IOH'))?.stage).toBeNull()
})

test('the feed has a strong ETag, and 304 while nothing moves', async () => {
  const rig = await openEdge()
  await publish(rig)
  const first = await rig.get('/cbc/v1/feed', TSEL)
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[\w-]{43}"$/)
  expect(Date.parse(first.headers.get('last-modified') ?? '')).not.toBeNaN()
  for (const held of [etag, `"other", ${etag}`, `W/${etag}`]) {
    const again = await rig.get('/cbc/v1/feed', TSEL, { 'if-none-match': held })
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
  }
  expect((await rig.get('/cbc/v1/feed', TSEL, { 'if-none-match': '"x"' })).status).toBe(200)
  const read = readAtom(new TextEncoder().encode(await first.text()), `${rig.edge.url}/`)
  expect(JSON.stringify(read)).toContain('KTN-')
})

test('a long poll answers as soon as an order is offered, and only to its CBC', async () => {
  const rig = await openEdge()
  const feed = await rig.get('/cbc/v1/feed', TSEL)
  const held = { 'if-none-match': feed.headers.get('etag') ?? '' }
  const startedAtMs = performance.now()
  const waiting = rig.get('/cbc/v1/feed?wait=20', TSEL, held)
  const quiet = rig.get('/cbc/v1/feed/text?wait=1', TSEL, {
    'if-none-match': (await rig.get('/cbc/v1/feed/text', TSEL)).headers.get('etag') ?? '',
  })
  await new Promise((resolve) => setTimeout(resolve, 200))
  await publish(rig)
  const answer = await waiting
  expect(answer.status).toBe(200)
  expect(performance.now() - startedAtMs).toBeLessThan(5_000)
  expect(await entriesOf(answer)).toHaveLength(1)
  expect((await quiet).status).toBe(304)
})

test('a long poll ends at its time, and at once for what is not held', async () => {
  const rig = await openEdge()
  const etag = (await rig.get('/cbc/v1/feed', TSEL)).headers.get('etag') ?? ''
  const startedAtMs = performance.now()
  const over = await rig.get('/cbc/v1/feed?wait=1', TSEL, { 'if-none-match': etag })
  expect(over.status).toBe(304)
  expect(performance.now() - startedAtMs).toBeGreaterThan(900)
  const now = performance.now()
  expect((await rig.get('/cbc/v1/feed?wait=25', TSEL)).status).toBe(200)
  expect(performance.now() - now).toBeLessThan(900)
  for (const wait of ['26', '-1', 'x', '1.5']) {
    expect((await rig.get(`/cbc/v1/feed?wait=${wait}`, TSEL)).status).toBe(400)
  }
})

test('a receipt is answered after its commit, and posting it again changes nothing', async () => {
  const rig = await openEdge()
  await importCells(rig, 2_000)
  await publish(rig)
  const order = await rig.desk.store.loadOrder('1.1-TSEL')
  const lines = (await (await rig.get('/cbc/v1/cells/1.1-TSEL', TSEL)).text()).trim().split('\n')
  const receipt = {
    batch: 'b1',
    identifier: order?.identifier,
    at: '2026-11-25T12:00:01+07:00',
    stage: 'accepted',
    cells: [
      {
        language: 'id-ID',
        state: 'broadcasting',
        at: new Date(rig.clock.nowMs).toISOString(),
        cells: [...lines.slice(0, 50), '510-10-1-1'],
      },
    ],
  }
  const [first, second] = [await rig.post(receipt), await rig.post(receipt)]
  const answer = ReceiptAnswerJson.parse(await first.json())
  expect(answer).toMatchObject({ batch: 'b1', stage: 'accepted', recorded: 50, unplanned: 1 })
  expect(await second.json()).toEqual(answer)
  const after = await rig.desk.store.loadOrder('1.1-TSEL')
  expect(after).toMatchObject({ state: 'on-air', stage: 'accepted', unplanned: 1 })
  expect(after?.copies[0]?.counts.broadcasting).toBe(50)

  const changed = await rig.post({ ...receipt, stage: 'rejected' })
  expect([changed.status, await changed.json()]).toMatchObject([409, { code: 'RECEIPT_CHANGED' }])
  const foreign = await rig.post(receipt, IOH)
  expect([foreign.status, await foreign.json()]).toMatchObject([404, { code: 'ORDER_NOT_FOUND' }])
})

/** The answer to a body that is only announced: one that is sent could be cut off by the answer. */
async function announce(url: string, octets: number): Promise<unknown> {
  const headers = { ...bearer(TSEL), 'content-type': 'application/json', 'content-length': octets }
  const sending = request(url, { method: 'POST', headers })
  sending.flushHeaders()
  const [answer] = (await once(sending, 'response')) as [IncomingMessage]
  const problem = await json(answer)
  sending.destroy()
  return problem
}

test('receipts that are hostile get coded problems', async () => {
  const rig = await openEdge()
  const bad: [body: unknown, code: string][] = [
    ['', 'INPUT_INVALID'],
    ['{', 'INPUT_INVALID'],
    ['null', 'INPUT_INVALID'],
    ['\uFFFF', 'INPUT_INVALID'],
    ['['.repeat(100_000), 'INPUT_INVALID'],
    [{ batch: '../x', identifier: 'x', at: '2026-11-25T12:00:01+07:00' }, 'INPUT_INVALID'],
    [{ batch: 'x', identifier: 'x', at: 'now' }, 'INPUT_INVALID'],
    [{ batch: 'x', identifier: 'x', at: '2026-11-25T12:00:01+07:00', more: 1 }, 'INPUT_INVALID'],
    [{ batch: 'x', identifier: 'x', at: '2026-11-25T12:00:01+07:00' }, 'ORDER_NOT_FOUND'],
  ]
  for (const [body, code] of bad) {
    const answer = await rig.post(body)
    const problem = (await answer.json()) as { status: number }
    expect(problem).toMatchObject({ code })
    expect(answer.status).toBe(problem.status)
  }
  const large = await announce(`${rig.edge.url}/cbc/v1/receipts`, 9 << 20)
  expect(large).toMatchObject({ code: 'TOO_LARGE', status: 413 })
  const form = await fetch(`${rig.edge.url}/cbc/v1/receipts`, {
    method: 'POST',
    headers: bearer(TSEL),
    body: new URLSearchParams({ a: '1' }),
  })
  expect(await form.json()).toMatchObject({ code: 'MEDIA_REFUSED', status: 415 })
})

test('without a token that is known there is nothing but a problem', async () => {
  const rig = await openEdge()
  await publish(rig)
  const paths = ['feed', 'feed/text', 'documents/x', 'cells/1.1-TSEL', 'trust-list']
  for (const path of paths) {
    for (const token of [undefined, '', 'short', `${TSEL}x`, TSEL.toUpperCase(), 'x'.repeat(500)]) {
      const answer = await rig.get(`/cbc/v1/${path}`, token)
      expect([path, token, answer.status]).toEqual([path, token, 401])
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(await answer.json()).toMatchObject({ code: 'TOKEN_INVALID' })
    }
  }
  const receipt = await rig.post({}, 'x'.repeat(30))
  expect(receipt.status).toBe(401)
})

test('texts stand apart from what a CBC airs', async () => {
  const rig = await openEdge()
  const smsWindow = { fromMs: rig.clock.nowMs, untilMs: rig.clock.nowMs + 3_600_000 }
  await publish(rig, testContent({ kind: 'civic', channel: 'sms', smsWindow }))
  expect(await entriesOf(await rig.get('/cbc/v1/feed', TSEL))).toEqual([])
  expect(await entriesOf(await rig.get('/cbc/v1/feed/text', TSEL))).toHaveLength(1)
})

test('everybody reads public documents and the checkpoint, and nothing of a CBC', async () => {
  const rig = await openEdge()
  expect((await rig.get('/log/checkpoint')).status).toBe(404)
  const id = await publish(rig)
  await signHead(rig.desk.store, rig.desk.keys.log)
  rig.clock.nowMs += 2_000
  const message = await rig.desk.store.loadMessage(`${id}.1`)
  const reason = 'selesai'
  await cancelUse(rig.desk, `${id}.1`, { version: message?.version ?? 0, reason }, AUTHOR)

  const entries = await entriesOf(await rig.get('/public/feed.atom'))
  expect(entries.map(({ identifier }) => identifier.slice(-5))).toEqual(['1-PUB', '2-PUB'])
  const document = await rig.get(new URL(entries[0]?.href ?? '').pathname)
  expect(document.status).toBe(200)
  expect(document.headers.get('cache-control')).toContain('public')
  expect(document.headers.get('access-control-allow-origin')).toBe('*')
  const order = await rig.desk.store.loadOrder('1.1-TSEL')
  expect((await rig.get(`/public/documents/${order?.identifier}`)).status).toBe(404)

  const checkpoint = await rig.get('/log/checkpoint')
  expect(checkpoint.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await checkpoint.text()).toContain('— kentongan.log/')
  const trust = await rig.get('/cbc/v1/trust-list', TSEL)
  expect(await trust.text()).toBe(rig.desk.keys.trustList)
  expect((await rig.get('/nothing')).status).toBe(404)
})

test('the public is limited by address, a CBC is not', async () => {
  const rig = await openEdge()
  const count = async (path: string, token?: string): Promise<Map<number, number>> => {
    const seen = new Map<number, number>()
    for (let batch = 0; batch < 13; batch++) {
      const asked = Array.from({ length: 50 }, () => rig.get(path, token))
      for (const answer of await Promise.all(asked)) {
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
        await answer.text()
      }
    }
    return seen
  }
  expect(await count('/cbc/v1/trust-list', TSEL)).toEqual(new Map([[200, 650]]))
  const open = await count('/public/feed.atom')
  expect(open.get(429)).toBeGreaterThanOrEqual(50)
  const refused = await rig.get('/public/feed.atom')
  expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await rig.get('/cbc/v1/feed', TSEL)).status).toBe(200)
})

test('the thread stops when it is told to, though a CBC waits', async () => {
  const rig = await openEdge()
  const etag = (await rig.get('/cbc/v1/feed', TSEL)).headers.get('etag') ?? ''
  const waiting = rig.get('/cbc/v1/feed?wait=25', TSEL, { 'if-none-match': etag }).catch(() => null)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const startedAtMs = performance.now()
  await rig.edge.stop()
  expect(performance.now() - startedAtMs).toBeLessThan(4_000)
  await waiting
})

test('a port that is taken is told to who starts the edge', async () => {
  const rig = await openEdge()
  const port = Number(new URL(rig.edge.url).port)
  const options = { desk: rig.desk, folder: rig.folder, host: '127.0.0.1', port, log: LOG }
  await expect(startEdge(options)).rejects.toThrow('EADDRINUSE')
})

test('a CBC that posts faster than we can keep is told to wait, and no other is', async () => {
  const rig = await openEdge()
  const url = new URL(rig.edge.url)
  const open = async (): Promise<Socket> => {
    const socket = connectSocket(Number(url.port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    socket.write(
      'POST /cbc/v1/receipts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
        `Authorization: Bearer ${TSEL}\r\nContent-Length: 8388608\r\n\r\n{`,
    )
    return socket
  }
  const sockets = await Promise.all(Array.from({ length: 8 }, open))
  await expect.poll(async () => (await rig.post({})).status).toBe(429)
  // Nothing that it reads waits for what it posts, and another CBC posts as before.
  expect((await rig.get('/cbc/v1/feed', TSEL)).status).toBe(200)
  expect((await rig.post({}, IOH)).status).toBe(400)
  for (const socket of sockets) socket.destroy()
  await expect.poll(async () => (await rig.post({})).status).toBe(400)
})
