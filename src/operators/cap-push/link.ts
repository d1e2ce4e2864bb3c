import { Agent, request } from 'undici'
import type { Reason } from '../../domain/reason.ts'
import type { PushRequest } from './encode.ts'

/** What a POST came to: an answer, or the reason why there is none. */
export type PushResult =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  /** Nothing can have reached the peer. */
  | { readonly kind: 'unsent'; readonly cause: string }
  /** It may have reached the peer. */
  | { readonly kind: 'lost'; readonly cause: string }

/** A CBC's answer is short; what is longer is not from a CBC. */
const ANSWER_OCTETS_MAX = 64 * 1024

/** Failures of connecting: the request was never written. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
  'UND_ERR_INVALID_ARG',
])

/** One warm connection pool a CBC: a stuck operator never takes a socket of another. */
export function openPool(): Agent {
  return new Agent({
    connections: 4,
    pipelining: 1,
    keepAliveTimeout: 60_000,
    connectTimeout: 3_000,
  })
}

export async function post(
  to: { readonly url: string; readonly pool: Agent },
  push: PushRequest,
  signal: AbortSignal,
): Promise<PushResult> {
  if (signal.aborted) return { kind: 'unsent', cause: String(signal.reason) }
  try {
    const { statusCode, body } = await request(to.url, {
      method: 'POST',
      headers: push.headers,
      body: push.body,
      dispatcher: to.pool,
      signal,
    })
    return { kind: 'answer', status: statusCode, body: await readBounded(body) }
  } catch (error) {
    const code = codeOf(error)
    return { kind: UNSENT.has(code) ? 'unsent' : 'lost', cause: code }
  }
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let octets = 0
  for await (const part of body) {
    octets += part.length
    if (octets > ANSWER_OCTETS_MAX) throw new RangeError('answer too long')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'timed-out' satisfies Reason
  // A DOMException has a number there, which says less than its name.
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return code.slice(0, 100)
}
