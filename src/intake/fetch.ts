import { lookup as lookUp } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Agent, request } from 'undici'
import { isAddress } from './address.ts'
import { hostOf, judgeAddresses, judgeUrl, type FetchPolicy, type Objection } from './policy.ts'

export interface Address {
  readonly address: string
  readonly family: number
}

/** Every address of a name, of both families. */
export type Resolve = (host: string) => Promise<readonly Address[]>

/** By which a server knows that nothing has changed. RFC 9110 §8.8. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}

export interface FetchMeans {
  readonly policy: FetchPolicy
  readonly resolve: Resolve
  /** Certificates to trust instead of the usual ones; PEM. */
  readonly ca?: string | undefined
}

/** What a fetch came to. The network never throws: whatever it does is one of these. */
export type Fetched =
  | (Validators & {
      readonly kind: 'document'
      /** After redirects. */
      readonly url: string
      readonly octets: Uint8Array
      readonly type: string
    })
  | { readonly kind: 'unchanged'; readonly url: string }
  | {
      readonly kind: 'status'
      readonly url: string
      readonly status: number
      /** How long the server wants to be left alone; null where it does not say. */
      readonly retryAfterMs: number | null
    }
  | { readonly kind: 'refused'; readonly url: string; readonly objection: Objection }
  | { readonly kind: 'failed'; readonly url: string; readonly cause: string }

export interface FetchRequest {
  readonly url: string
  /** For the `Accept` header. */
  readonly accept: string
  readonly validators?: Validators | undefined
  /** The clock, for a `Retry-After` that is a date. */
  readonly nowMs: number
}

/**
 * Fetches what a stranger's link names, without letting the stranger choose whom we ask: only
 * hosts that are allowed, resolved here, every address checked, and the connection made to what
 * was checked. Redirects pass through the same gate. RFC 9110 §15.4, OWASP SSRF.
 */
export async function fetchUrl(asked: FetchRequest, means: FetchMeans): Promise<Fetched> {
  const signal = AbortSignal.timeout(means.policy.timeoutMs)
  let [target, from]: [string, URL | null] = [asked.url, null]
  for (let redirects = 0; redirects <= means.policy.redirectsMax; redirects++) {
    const url = judgeUrl(target, means.policy, from)
    if (!(url instanceof URL)) return { kind: 'refused', url: target, objection: url }
    const hop = await visit(url, { asked, means, signal })
    if (hop.kind !== 'redirect') return hop
    from = url
    target = URL.parse(hop.location, url.href)?.href ?? hop.location
  }
  const params = { max: means.policy.redirectsMax, url: asked.url.slice(0, 200) }
  return { kind: 'refused', url: target, objection: { rule: 'F16-redirects', params } }
}

/** The resolver of this machine: the same answers as everything else on it gets. */
export const resolveBySystem: Resolve = (host) =>
  new Promise((resolve, reject) => {
    lookUp(host, { all: true, verbatim: true }, (error, addresses) => {
      if (error === null) resolve(addresses)
      else reject(error)
    })
  })

interface Visit {
  readonly asked: FetchRequest
  readonly means: FetchMeans
  readonly signal: AbortSignal
}

type Hop = Fetched | { readonly kind: 'redirect'; readonly location: string }

async function visit(url: URL, { asked, means, signal }: Visit): Promise<Hop> {
  const failed = (error: unknown): Hop => ({ kind: 'failed', url: url.href, cause: causeOf(error) })
  let addresses: readonly Address[]
  try {
    addresses = await inTime(addressesOf(hostOf(url), means.resolve), signal)
  } catch (error) {
    return failed(error)
  }
  if (addresses.length === 0) return failed(new Error('no address'))
  const found = addresses.map(({ address }) => address)
  const objection = judgeAddresses(url, found, means.policy)
  if (objection !== null) return { kind: 'refused', url: url.href, objection }
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    connect: {
      lookup: pinned(addresses),
      timeout: means.policy.timeoutMs,
      ...(means.ca === undefined ? {} : { ca: means.ca }),
    },
  })
  try {
    const answer = await request(url, {
      method: 'GET',
      headers: headersOf(asked, means.policy),
      dispatcher: agent,
      signal,
    })
    return await settle(url, { answer, asked, octetsMax: means.policy.octetsMax })
  } catch (error) {
    return failed(signal.aborted ? signal.reason : error)
  } finally {
    // Not closed: an endless body would never end.
    await agent.destroy()
  }
}

async function addressesOf(host: string, resolve: Resolve): Promise<readonly Address[]> {
  if (!isAddress(host)) return await resolve(host)
  return [{ address: host, family: host.includes(':') ? 6 : 4 }]
}

/** The resolver is asked once: a name that answers otherwise the second time gains nothing. */
function pinned(addresses: readonly Address[]): LookupFunction {
  return (_host, options, done) => {
    if (options.all === true) done(null, [...addresses])
    else done(null, addresses[0]!.address, addresses[0]!.family)
  }
}

function headersOf(asked: FetchRequest, policy: FetchPolicy): Record<string, string> {
  const { etag = null, lastModified = null } = asked.validators ?? {}
  return {
    'user-agent': policy.userAgent,
    accept: asked.accept,
    'accept-encoding': 'gzip, br',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

type Answer = Awaited<ReturnType<typeof request>>

async function settle(
  url: URL,
  of: { readonly answer: Answer; readonly asked: FetchRequest; readonly octetsMax: number },
): Promise<Hop> {
  const { statusCode: status, headers, body } = of.answer
  const header = (name: string): string | null => {
    const value = headers[name]
    return (Array.isArray(value) ? value[0] : value) ?? null
  }
  const location = header('location')
  if (status !== 200) {
    // The body of an answer that nobody reads may fail after we are gone.
    body.on('error', () => undefined)
    if (status === 304) return { kind: 'unchanged', url: url.href }
    if (REDIRECTS.has(status) && location !== null) return { kind: 'redirect', location }
    const retryAfterMs = parseRetryAfter(header('retry-after'), of.asked.nowMs)
    return { kind: 'status', url: url.href, status, retryAfterMs }
  }
  const octets = await readBody(body, header('content-encoding'), of.octetsMax)
  if (octets === null) {
    const params = { max: of.octetsMax, url: url.href.slice(0, 200) }
    return { kind: 'refused', url: url.href, objection: { rule: 'F16-size', params } }
  }
  return {
    kind: 'document',
    url: url.href,
    octets,
    type: header('content-type') ?? '',
    etag: header('etag'),
    lastModified: header('last-modified'),
  }
}

/** Null where there is more than `max`, on the wire or unpacked: nothing is held beyond that. */
async function readBody(
  body: Readable,
  encoding: string | null,
  max: number,
): Promise<Uint8Array | null> {
  const unpack = unpackerOf(encoding)
  if (unpack === undefined) throw new Error(`content-encoding ${encoding?.slice(0, 40)}`)
  if (unpack !== null) {
    body.on('error', (error) => unpack.destroy(error))
    body.pipe(unpack)
  }
  const source: Readable = unpack ?? body
  const parts: Uint8Array[] = []
  let octets = 0
  for await (const part of source as AsyncIterable<Uint8Array>) {
    octets += part.length
    if (octets > max) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Null: as it is. Undefined: one that was not asked for, or several around one another. */
function unpackerOf(
  encoding: string | null,
): (Readable & NodeJS.WritableStream) | null | undefined {
  switch (encoding?.trim().toLowerCase() ?? 'identity') {
    case 'identity':
    case '':
      return null
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      return undefined
  }
}

const RETRY_AFTER_MAX_MS = 24 * 3_600_000

/** Seconds or an HTTP date; at most a day. RFC 9110 §10.2.3. */
export function parseRetryAfter(text: string | null, nowMs: number): number | null {
  if (text === null) return null
  const seconds = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - nowMs
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), RETRY_AFTER_MAX_MS)
}

async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  return await new Promise<T>((resolve, reject) => {
    const late = (): void => reject(signal.reason as Error)
    signal.addEventListener('abort', late, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', late))
  })
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'timed-out'
  // A DOMException has a number there, which says less than its name.
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message
  return code.slice(0, 100)
}
