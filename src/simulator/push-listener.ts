import { createHash, timingSafeEqual } from 'node:crypto'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PushAnswerJson } from '../formats/json/receipt.ts'
import type { Taken } from './intake.ts'
import { pause } from './pause.ts'
import type { Script } from './script.ts'

export const PUSH_PATH = '/cap'
const LOOPBACK = '127.0.0.1'
const DOCUMENT_OCTETS_MAX = 8 * 1024 * 1024
const REQUEST_MS = 30_000

/** Listens on loopback. @throws {Error} when the port is taken. */
export async function listen(port: number, handler: RequestListener): Promise<Server> {
  const server = createServer({ requestTimeout: REQUEST_MS, keepAliveTimeout: 60_000 }, handler)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, resolve)
  })
  return server
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

export interface PushParts {
  /** What the service has to show. */
  readonly token: string
  readonly take: (octets: Uint8Array) => Promise<Taken>
  readonly state: () => unknown
  readonly script: Script | null
  readonly signal: AbortSignal
}

/** The address that the service pushes to, and `GET /state` beside it, both behind the token. */
export function answerPushes(parts: PushParts): RequestListener {
  const lost = new Map<string, number>()
  return (request, response) => {
    if (!isAuthorised(request, parts.token)) return send(response, 401, { title: 'Token missing' })
    const path = request.url?.split('?')[0]
    if (request.method === 'GET' && path === '/state') return send(response, 200, parts.state())
    if (path !== PUSH_PATH) return send(response, 404, { title: 'Nothing here' })
    if (request.method !== 'POST') return send(response, 405, { title: 'Only POST' })
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/cap+xml') return send(response, 415, { title: 'Only CAP' })
    receive(request, response, { ...parts, lost }).catch((error: unknown) => {
      // The sender went away, or broke off: there is nobody to answer.
      response.destroy(error instanceof Error ? error : undefined)
    })
  }
}

/** `GET /state` without a token, for tests and people on the same machine. */
export function answerState(state: () => unknown): RequestListener {
  return (request, response) => {
    if (request.method === 'GET' && request.url === '/state') return send(response, 200, state())
    send(response, 404, { title: 'Nothing here' })
  }
}

interface Receiving extends PushParts {
  /** Answers lost so far, by identifier. */
  readonly lost: Map<string, number>
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Receiving,
): Promise<void> {
  const octets = await readBody(request)
  if (octets === null) {
    response.setHeader('connection', 'close')
    return send(response, 413, { title: 'Document too large' })
  }
  const taken = await parts.take(octets)
  const { script, lost } = parts
  if (script?.kind === 'no-answer') return
  if (script?.kind === 'slow') await pause(script.ms, parts.signal)
  if (script?.kind === 'answer-lost') {
    const key = createHash('sha256').update(octets).digest('hex')
    const times = lost.get(key) ?? 0
    lost.set(key, times + 1)
    if (times < script.times) {
      request.socket.destroy()
      return
    }
  }
  answer(response, taken)
}

function answer(response: ServerResponse, taken: Taken): void {
  switch (taken.kind) {
    case 'received':
    case 'duplicate': {
      const { identifier } = taken
      return send(response, 200, { identifier, stage: 'received' } satisfies PushAnswerJson)
    }
    case 'rejected': {
      const { identifier, reason } = taken
      if (identifier === null) return send(response, 422, { title: reason })
      const body: PushAnswerJson = {
        identifier: identifier.slice(0, 120),
        stage: 'rejected',
        reason: reason.slice(0, 500),
      }
      return send(response, 200, body)
    }
    case 'later':
      response.setHeader('retry-after', '5')
      return send(response, 503, { title: taken.reason })
  }
}

/** The whole body, or null when it is too long. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) > DOCUMENT_OCTETS_MAX) return null
  const parts: Uint8Array[] = []
  let octets = 0
  for await (const part of request as AsyncIterable<Uint8Array>) {
    octets += part.length
    if (octets > DOCUMENT_OCTETS_MAX) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

// Hashed first, so that both sides have one length and the comparison one duration.
function isAuthorised(request: IncomingMessage, token: string): boolean {
  const shown = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(hash(shown), hash(token))
}

function hash(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
