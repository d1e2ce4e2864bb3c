import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { PushAnswerJson } from '../../src/formats/json/receipt.ts'

/** What the peer does with the next documents. */
export type Script =
  | 'accepts'
  | 'receives'
  | 'rejects'
  | 'denies'
  | 'is-busy'
  | 'breaks'
  | 'answers-garbage'
  | 'answers-json-of-another-form'
  | 'answers-for-another-order'
  | 'answers-without-end'
  | 'closes-without-answer'
  | 'takes-and-closes'
  | 'answers-late'
  | 'redirects'

export interface Posted {
  readonly identifier: string
  readonly body: string
  readonly headers: IncomingMessage['headers']
}

/** A CBC's push address on a real socket: it plays a script, and keeps what has reached it. */
export interface Peer {
  readonly url: string
  /** Every request whose whole body came, in order. */
  readonly posted: readonly Posted[]
  /** Octets under each CAP identifier that it has taken: what it would air. */
  readonly held: ReadonlyMap<string, ReadonlySet<string>>
  /** Scripts of the next requests, the last one for all that follow. */
  play(...scripts: readonly Script[]): void
  /** Answers `answers-late` only now. */
  release(): void
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'

/** @param port 0 for any that is free. */
export async function openPeer(port = 0): Promise<Peer> {
  const posted: Posted[] = []
  const held = new Map<string, Set<string>>()
  const late: (() => void)[] = []
  let scripts: readonly Script[] = ['accepts']
  const server = createServer((request, response) => {
    void take(request).then((each) => {
      if (each === null) return
      posted.push(each)
      const script = scripts[0] ?? 'accepts'
      if (scripts.length > 1) scripts = scripts.slice(1)
      if (HOLDS.has(script)) keep(held, each)
      act(script, { response, identifier: each.identifier, late })
    })
  })
  await listen(server, port)
  const close = async (): Promise<void> => {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  onTestFinished(close)
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}/cap`,
    posted,
    held,
    play: (...next) => {
      scripts = next
    },
    release: () => {
      for (const each of late.splice(0)) each()
    },
    close,
  }
}

/** Scripts after which the order is with the peer, whatever its answer looks like. */
const HOLDS: ReadonlySet<Script> = new Set([
  'accepts',
  'receives',
  'takes-and-closes',
  'answers-garbage',
  'answers-late',
])

function act(
  script: Script,
  of: { response: ServerResponse; identifier: string; late: (() => void)[] },
): void {
  const { response, identifier, late } = of
  const receipt = (stage: PushAnswerJson['stage'], reason?: string): void =>
    send(response, 200, { identifier, stage, ...(reason === undefined ? {} : { reason }) })
  switch (script) {
    case 'accepts':
      return receipt('accepted')
    case 'receives':
      return receipt('received')
    case 'rejects':
      return receipt('rejected', 'no such cell \ud800')
    case 'denies':
      return send(response, 401, { title: 'Token missing' })
    case 'is-busy':
      return send(response, 503, { title: 'Later' })
    case 'breaks':
      return send(response, 500, { title: 'Broken' })
    case 'answers-garbage':
      return void response.writeHead(200).end('\u0000<html>ok')
    case 'answers-json-of-another-form':
      return send(response, 200, { identifier, stage: 'broadcasting' })
    case 'answers-for-another-order':
      return send(response, 200, { identifier: `${identifier}-X`, stage: 'accepted' })
    case 'answers-without-end':
      return pour(response)
    case 'closes-without-answer':
    case 'takes-and-closes':
      return void response.destroy()
    case 'answers-late':
      late.push(() => receipt('accepted'))
      return
    case 'redirects':
      response.setHeader('location', '/elsewhere')
      return send(response, 307, {})
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** A receipt with no end to its blanks. */
function pour(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const blanks = ' '.repeat(64 * 1024)
  const more = (): void => {
    if (!response.destroyed) response.write(blanks, () => setImmediate(more))
  }
  more()
}

async function take(request: IncomingMessage): Promise<Posted | null> {
  const parts: Uint8Array[] = []
  try {
    for await (const part of request as AsyncIterable<Uint8Array>) parts.push(part)
  } catch {
    return null // The sender went away.
  }
  const body = Buffer.concat(parts).toString('utf8')
  const identifier = /<identifier>([^<]*)</.exec(body)?.[1] ?? ''
  return { identifier, body, headers: request.headers }
}

function keep(held: Map<string, Set<string>>, { identifier, body }: Posted): void {
  const octets = held.get(identifier) ?? new Set()
  held.set(identifier, octets.add(body))
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, resolve)
  })
}
