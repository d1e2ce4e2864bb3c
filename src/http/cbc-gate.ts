import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../domain/error.ts'
import type { ReadStore } from '../store/open.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The CBC that the bearer token belongs to; null where everybody may come. */
    cbc: string | null
  }
}

/** RFC 6750 §2.1, bounded: what is longer is none of ours. */
const BEARER = /^bearer +([\w.~+/-]{16,200}=*) *$/i

/**
 * Lets a CBC in by its bearer token, before any of the body is read. The token is looked up by its
 * hash, so that the time this takes tells nothing of tokens that are nearly right.
 *
 * @throws {Refusal} `TOKEN_INVALID`
 */
export async function admitCbc(store: ReadStore, request: FastifyRequest): Promise<void> {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1]
  const found =
    token === undefined ? null : await store.loadCbcByToken(hash('sha256', token, 'hex'))
  if (found === null) throw new Refusal('TOKEN_INVALID')
  request.cbc = found.cbc
}

/** Who asks, in a route that only CBCs reach. */
export function cbcOfRequest(request: FastifyRequest): string {
  if (request.cbc === null) throw new TypeError('This route is open to everybody')
  return request.cbc
}

/** Of one CBC at a time: whole reports of a nationwide order, several at once. */
const OCTETS_MAX = 64 * 1_048_576
const REQUESTS_MAX = 128
const WAIT_SECONDS = 1

interface Load {
  octets: number
  requests: number
}

/**
 * What is under way for each CBC. One that posts faster than we can keep is told to wait: its
 * bodies must not take the memory that the others' orders need.
 */
export class CbcLoads {
  readonly #loads = new Map<string, Load>()

  /**
   * Counts a request that has a body until its reply is closed. What a CBC reads is never held
   * up by what it posts.
   *
   * @param octetsMax of a body that does not say its length.
   * @throws {Refusal} `TOO_MANY_REQUESTS`
   */
  admit(request: FastifyRequest, reply: FastifyReply, octetsMax: number): void {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const cbc = cbcOfRequest(request)
    const load = this.#loads.get(cbc) ?? { octets: 0, requests: 0 }
    const octets = octetsOf(request, octetsMax)
    if (load.requests >= REQUESTS_MAX || load.octets + octets > OCTETS_MAX) {
      throw new Refusal('TOO_MANY_REQUESTS', { seconds: WAIT_SECONDS })
    }
    load.octets += octets
    load.requests += 1
    this.#loads.set(cbc, load)
    reply.raw.once('close', () => {
      load.octets -= octets
      load.requests -= 1
      if (load.requests === 0) this.#loads.delete(cbc)
    })
  }
}

function octetsOf({ headers }: FastifyRequest, octetsMax: number): number {
  const told = Number(headers['content-length'] ?? octetsMax)
  return Number.isFinite(told) ? Math.min(told, octetsMax) : octetsMax
}
