import { Refusal } from '../../domain/error.ts'
import { DocumentParam, NoParams, NoQuery } from '../../formats/json/params.ts'
import type { EdgeScene } from '../edge-scene.ts'
import { etagOf, isHeld, publicFeed } from '../feeds.ts'
import { type Answer, routeOf } from '../route.ts'
import { ATOM_TYPE, CAP_TYPE } from './cbc.ts'

const PUBLIC = 'PUB'
/** Long enough for a cache to take a crowd, short enough for a warning. */
const FRESH = 'public, max-age=10'
const IMMUTABLE = 'public, max-age=31536000, immutable'

/** Any page of anybody may show it. */
const OPEN = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }

/** What everybody may read. */
export const PUBLIC_ROUTES = [
  routeOf({
    method: 'GET',
    path: '/public/feed.atom',
    summary: 'What was broadcast and has not expired',
    who: 'everybody',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: { media: 'application/atom+xml' }, 304: null },
    async handle({ reader, nowMs, baseUrl }: EdgeScene, { request }) {
      const feed = await publicFeed({ store: reader.store, nowMs: nowMs(), baseUrl: baseUrl() })
      const lastModified = new Date(feed.updatedMs).toUTCString()
      const headers = { etag: feed.etag, 'last-modified': lastModified, 'cache-control': FRESH }
      return unlessHeld({ text: feed.xml, media: ATOM_TYPE, headers }, request.headers)
    },
  }),
  routeOf({
    method: 'GET',
    path: '/public/documents/:identifier',
    summary: 'The signed public document of a message',
    who: 'everybody',
    params: DocumentParam,
    query: NoQuery,
    body: null,
    answers: { 200: { media: 'application/cap+xml' }, 304: null },
    async handle({ reader }: EdgeScene, { params, request }) {
      const document = await reader.store.loadDocument(params.identifier)
      if (document === null || document.audience !== PUBLIC) {
        throw new Refusal('NOT_FOUND', { path: params.identifier })
      }
      const headers = { etag: etagOf(document.xml), 'cache-control': IMMUTABLE }
      return unlessHeld({ text: document.xml, media: CAP_TYPE, headers }, request.headers)
    },
  }),
  routeOf({
    method: 'GET',
    path: '/log/checkpoint',
    summary: 'The newest signed head of the log',
    who: 'everybody',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: { media: 'text/plain' }, 304: null },
    async handle({ reader }: EdgeScene, { request }) {
      const text = await reader.store.loadCheckpoint()
      if (text === null) throw new Refusal('NOT_FOUND', { path: '/log/checkpoint' })
      const headers = { etag: etagOf(text), 'cache-control': FRESH }
      return unlessHeld({ text, media: 'text/plain; charset=utf-8', headers }, request.headers)
    },
  }),
]

function unlessHeld(
  answer: {
    readonly text: string
    readonly media: string
    readonly headers: Readonly<Record<string, string>> & { readonly etag: string }
  },
  asked: { readonly 'if-none-match'?: string | undefined },
): Answer {
  const headers = { ...answer.headers, ...OPEN }
  return isHeld(headers.etag, asked['if-none-match'])
    ? { status: 304, headers }
    : { ...answer, headers }
}
