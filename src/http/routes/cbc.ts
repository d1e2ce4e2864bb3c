import { cellLines, cellListText } from '../../desk/cell-lists.ts'
import { Refusal } from '../../domain/error.ts'
import {
  DocumentParam,
  FeedQuery,
  NoParams,
  NoQuery,
  OrderParam,
} from '../../formats/json/params.ts'
import { ReceiptAnswerJson, ReceiptJson } from '../../formats/json/receipt.ts'
import { cbcOfRequest } from '../cbc-gate.ts'
import type { EdgeScene } from '../edge-scene.ts'
import { AIRED, cbcFeed, etagOf, type Feed, type FeedKind, isHeld, TEXTS } from '../feeds.ts'
import { type Answer, type Asked, routeOf } from '../route.ts'

export const ATOM_TYPE = 'application/atom+xml; charset=utf-8'
export const CAP_TYPE = 'application/cap+xml; charset=utf-8'
const IMMUTABLE = 'private, max-age=31536000, immutable'

/** What a CBC meets. It never learns that another CBC's orders exist. */
export const CBC_ROUTES = [
  feedRoute(
    AIRED,
    'Cell Broadcast orders of this CBC; held back up to `wait` seconds while unchanged',
  ),
  feedRoute(TEXTS, 'Its sms and network-name orders, never to be aired'),
  routeOf({
    method: 'GET',
    path: '/cbc/v1/documents/:identifier',
    summary: 'A signed CAP document for this CBC, octet for octet',
    who: 'cbc',
    params: DocumentParam,
    query: NoQuery,
    body: null,
    answers: { 200: { media: 'application/cap+xml' }, 304: null },
    async handle(scene: EdgeScene, { params, request }) {
      const document = await scene.reader.store.loadDocument(params.identifier)
      if (document === null || document.audience !== cbcOfRequest(request)) {
        throw new Refusal('ORDER_NOT_FOUND', { order: params.identifier })
      }
      if (document.orderId !== null && request.method === 'GET') {
        // Not awaited: the document must not wait for the disk. Main logs what fails.
        void scene.main.fetched(document.orderId).catch(() => {})
      }
      return lasting(document.xml, CAP_TYPE, request.headers['if-none-match'])
    },
  }),
  routeOf({
    method: 'GET',
    path: '/cbc/v1/cells/:order',
    summary: 'The cells of an order, one a line, as its document digests them',
    who: 'cbc',
    params: OrderParam,
    query: NoQuery,
    body: null,
    answers: { 200: { media: 'text/plain' }, 304: null },
    async handle({ reader }: EdgeScene, { params, request }) {
      const order = await reader.store.loadOrder(params.order)
      if (order === null || order.cbc !== cbcOfRequest(request)) {
        throw new Refusal('ORDER_NOT_FOUND', params)
      }
      const text = cellListText(await cellLines(reader, order))
      return lasting(text, 'text/plain; charset=utf-8', request.headers['if-none-match'])
    },
  }),
  routeOf({
    method: 'POST',
    path: '/cbc/v1/receipts',
    summary: 'What became of an order, and of its cells; the answer comes after the commit',
    who: 'cbc',
    params: NoParams,
    query: NoQuery,
    body: 'application/json',
    holds: ReceiptJson,
    answers: { 200: ReceiptAnswerJson },
    async handle({ checker, main }: EdgeScene, { body, request }) {
      const checked = await checker.check(cbcOfRequest(request), body)
      return { json: await main.receive(checked) }
    },
  }),
  routeOf({
    method: 'GET',
    path: '/cbc/v1/trust-list',
    summary: 'The keys in force, signed by the offline root',
    who: 'cbc',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: { media: 'application/json' }, 304: null },
    async handle({ trustList }: EdgeScene, { request }) {
      const etag = etagOf(trustList)
      const headers = { etag, 'cache-control': 'no-cache' }
      if (isHeld(etag, request.headers['if-none-match'])) return { status: 304, headers }
      return { text: trustList, media: 'application/json; charset=utf-8', headers }
    },
  }),
]

function feedRoute(kind: FeedKind, summary: string) {
  return routeOf({
    method: 'GET',
    path: `/cbc/v1/feed${kind.path}`,
    summary,
    who: 'cbc',
    params: NoParams,
    query: FeedQuery,
    body: null,
    answers: { 200: { media: 'application/atom+xml' }, 304: null },
    handle: async (scene: EdgeScene, asked) => readFeed(scene, kind, asked),
  })
}

/** Answers at once with what the reader does not hold yet, else waits for it. */
async function readFeed(
  scene: EdgeScene,
  kind: FeedKind,
  asked: Asked<unknown, { readonly wait: number }, null>,
): Promise<Answer> {
  const { request, query, reply } = asked
  const cbc = cbcOfRequest(request)
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const endMs = scene.nowMs() + query.wait * 1_000
  for (;;) {
    const nowMs = scene.nowMs()
    const over = new AbortController()
    // Begun before the feed is read: a commit in between wakes it.
    const change = scene.changes.wait(cbc, AbortSignal.any([gone.signal, over.signal]))
    const facts = { store: scene.reader.store, nowMs, baseUrl: scene.baseUrl() }
    const feed = await cbcFeed(facts, cbc, kind)
    const held = isHeld(feed.etag, request.headers['if-none-match'])
    if (!held || change === null || nowMs >= endMs || gone.signal.aborted) {
      over.abort()
      return answerFeed(feed, held)
    }
    const untilMs = Math.min(endMs, feed.nextExpiryMs ?? endMs)
    const timer = setTimeout(() => over.abort(), Math.max(1, untilMs - nowMs))
    await change
    clearTimeout(timer)
  }
}

function answerFeed(feed: Feed, held: boolean): Answer {
  const headers = {
    etag: feed.etag,
    'last-modified': new Date(feed.updatedMs).toUTCString(),
    'cache-control': 'private, no-cache',
  }
  if (held) return { status: 304, headers }
  return { text: feed.xml, media: ATOM_TYPE, headers }
}

function lasting(text: string, media: string, ifNoneMatch: string | undefined): Answer {
  const etag = etagOf(text)
  const headers = { etag, 'cache-control': IMMUTABLE }
  if (isHeld(etag, ifNoneMatch)) return { status: 304, headers }
  return { text, media, headers }
}
