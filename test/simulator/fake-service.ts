import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { ReceiptJson } from '../../src/formats/json/receipt.ts'

export const TOKEN = 'token-of-tsel'

export interface Offer {
  readonly identifier: string
  readonly msgType: string
  readonly xml: string
}

/**
 * The service's edge as a CBC meets it: a real HTTP server with the routes of `src/http/README.md`,
 * written here on its own, so that it agrees with the simulator by the interface alone.
 */
export class FakeService {
  readonly receipts: ReceiptJson[] = []
  /** Receipts that came with the same batch name and other content. */
  readonly conflicts: string[] = []
  readonly cellLists = new Map<string, string>()
  /** Paths answered with 503 while they stand here. */
  readonly broken = new Set<string>()
  trustList = ''
  /** Documents and feed requests, in order. */
  readonly requests: string[] = []
  #offers: Offer[] = []
  #waiting: (() => void)[] = []
  #server: Server | null = null
  #port = 0

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** A second start takes the port of the first: the service comes back where it was. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response))
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    const server = this.#server
    if (server === null) return
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
    this.#server = null
  }

  /** All at once: they stand in the feed together. */
  offer(...offers: Offer[]): void {
    this.#offers.push(...offers)
    for (const wake of this.#waiting.splice(0)) wake()
  }

  stages(identifier: string): (string | undefined)[] {
    return this.receipts.filter((each) => each.identifier === identifier).map((each) => each.stage)
  }

  /** State → number of cells reported in it, for one language. */
  cells(identifier: string, language: string): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const receipt of this.receipts.filter((each) => each.identifier === identifier)) {
      for (const report of receipt.cells ?? []) {
        if (report.language !== language) continue
        counts[report.state] = (counts[report.state] ?? 0) + report.cells.length
      }
    }
    return counts
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    this.requests.push(`${request.method} ${url.pathname}`)
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return send(response, 401, '')
    if (this.broken.has(url.pathname)) return send(response, 503, '')
    if (url.pathname === '/cbc/v1/receipts') return this.#take(await text(request), response)
    if (url.pathname === '/cbc/v1/trust-list') return send(response, 200, this.trustList)
    if (url.pathname === '/cbc/v1/feed') return this.#feed(request, response, url)
    const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '')
    const document = this.#offers.find((each) => each.identifier === name)?.xml
    const found = url.pathname.startsWith('/cbc/v1/cells/') ? this.cellLists.get(name) : document
    send(response, found === undefined ? 404 : 200, found ?? '')
  }

  async #feed(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const waitMs = Number(url.searchParams.get('wait') ?? 0) * 1000
    if (request.headers['if-none-match'] === this.#etag()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs)
        this.#waiting.push(() => resolve(clearTimeout(timer)))
        request.on('close', () => clearTimeout(timer))
      })
    }
    if (request.headers['if-none-match'] === this.#etag()) return send(response, 304, '')
    response.setHeader('etag', this.#etag())
    send(response, 200, this.#atom())
  }

  #etag(): string {
    return `"${createHash('sha256').update(this.#atom()).digest('hex')}"`
  }

  #atom(): string {
    const entries = this.#offers.map(
      ({ identifier, msgType }) => `<entry><id>urn:kentongan:${identifier}</id><title>t</title>
        <updated>2026-03-01T00:00:00+07:00</updated><category term="${msgType}"/>
        <link rel="alternate" type="application/cap+xml" href="/cbc/v1/documents/${identifier}"/>
        </entry>`,
    )
    return `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id>${entries.join('')}</feed>`
  }

  #take(body: string, response: ServerResponse): void {
    const parsed = ReceiptJson.safeParse(JSON.parse(body))
    if (!parsed.success) return send(response, 400, parsed.error.message)
    const receipt = parsed.data
    const before = this.receipts.find((each) => each.batch === receipt.batch)
    if (before === undefined) this.receipts.push(receipt)
    else if (JSON.stringify(before) !== JSON.stringify(receipt)) {
      this.conflicts.push(receipt.batch)
      return send(response, 409, '')
    }
    const { batch, identifier, stage = null } = receipt
    const answer = { batch, identifier, stage, recorded: 0, unplanned: 0 }
    send(response, 200, JSON.stringify(answer))
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status).end(body)
}
