import { Agent, request } from 'undici'
import { ReceiptAnswerJson, type ReceiptJson } from '../formats/json/receipt.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Uint8Array
}

/** How a receipt was taken. `again` is worth another try, `refused` never is. */
export type Posted =
  | { readonly kind: 'taken'; readonly answer: ReceiptAnswerJson }
  | { readonly kind: 'again'; readonly what: string }
  | { readonly kind: 'refused'; readonly what: string }

const DOCUMENT_OCTETS_MAX = 8 * 1024 * 1024
const FEED_OCTETS_MAX = 2 * 1024 * 1024
const CELL_LIST_OCTETS_MAX = 64 * 1024 * 1024
const TRUST_LIST_OCTETS_MAX = 256 * 1024
const ANSWER_OCTETS_MAX = 64 * 1024
const POLL_SECONDS = 25
/** One document that hangs must not keep a feed of others. */
const DOCUMENT_MS = 8_000

/** What will be answered the same however often it is sent. */
const FINAL = new Set([400, 404, 409, 410, 413, 415, 422])

/** The service as this CBC sees it: everything goes to one origin, with the CBC's own token. */
export class ServiceClient {
  readonly #base: string
  readonly #authorization: string
  readonly #pool = new Agent({ connections: 8, connectTimeout: 3_000, keepAliveTimeout: 30_000 })

  constructor(options: { readonly url: string; readonly token: string }) {
    this.#base = new URL(options.url).origin
    this.#authorization = `Bearer ${options.token}`
  }

  get feedUrl(): string {
    return `${this.#base}/cbc/v1/feed`
  }

  /** Answers at once when the feed is not the one of `etag`, otherwise when it changes. */
  feed(etag: string | null, signal: AbortSignal): Promise<Answer> {
    return this.#send(`/cbc/v1/feed?wait=${POLL_SECONDS}`, {
      octets: FEED_OCTETS_MAX,
      headers: etag === null ? {} : { 'if-none-match': etag },
      timeoutMs: (POLL_SECONDS + 10) * 1000,
      signal,
    })
  }

  document(href: string, signal: AbortSignal): Promise<Answer> {
    return this.#send(pathOf(href, this.#base), {
      octets: DOCUMENT_OCTETS_MAX,
      timeoutMs: DOCUMENT_MS,
      signal,
    })
  }

  /**
   * The list behind a document's resource. Always asked of the service itself, whatever host the
   * document names: the token goes nowhere else, and the list is pinned by its digest.
   */
  cellList(uri: string, signal: AbortSignal): Promise<Answer> {
    return this.#send(pathOf(uri, this.#base), { octets: CELL_LIST_OCTETS_MAX, signal })
  }

  trustList(signal: AbortSignal): Promise<Answer> {
    return this.#send('/cbc/v1/trust-list', { octets: TRUST_LIST_OCTETS_MAX, signal })
  }

  async post(receipt: ReceiptJson, signal: AbortSignal): Promise<Posted> {
    let answer: Answer
    try {
      answer = await this.#send('/cbc/v1/receipts', {
        octets: ANSWER_OCTETS_MAX,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(receipt),
        signal,
      })
    } catch (error) {
      return { kind: 'again', what: codeOf(error) }
    }
    const what = `HTTP ${answer.status}`
    if (FINAL.has(answer.status)) return { kind: 'refused', what }
    const parsed = answer.status < 300 ? parseAnswer(answer.body) : null
    // An answer to something else, from a proxy say, acknowledges nothing.
    const isOurs = parsed?.batch === receipt.batch && parsed.identifier === receipt.identifier
    return isOurs ? { kind: 'taken', answer: parsed } : { kind: 'again', what }
  }

  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  async #send(path: string, options: SendOptions): Promise<Answer> {
    const timeout = AbortSignal.timeout(options.timeoutMs ?? 20_000)
    const { statusCode, headers, body } = await request(this.#base + path, {
      method: options.body === undefined ? 'GET' : 'POST',
      headers: { ...options.headers, authorization: this.#authorization },
      body: options.body ?? null,
      dispatcher: this.#pool,
      signal: AbortSignal.any([options.signal, timeout]),
    })
    const parts: Uint8Array[] = []
    let octets = 0
    for await (const part of body as AsyncIterable<Uint8Array>) {
      octets += part.length
      if (octets > options.octets) throw new RangeError(`Answer has more than ${options.octets}`)
      parts.push(part)
    }
    return { status: statusCode, headers, body: Buffer.concat(parts) }
  }
}

interface SendOptions {
  readonly octets: number
  readonly signal: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs?: number
}

/** @throws {TypeError} for what is no address. */
function pathOf(uri: string, base: string): string {
  const { pathname, search } = new URL(uri, base)
  return pathname + search
}

function parseAnswer(body: Uint8Array): ReceiptAnswerJson | null {
  try {
    return ReceiptAnswerJson.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))).data ?? null
  } catch {
    return null
  }
}

/** A short name of what went wrong on the network. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 100)
  return ('code' in error ? String(error.code) : error.message).slice(0, 100)
}
