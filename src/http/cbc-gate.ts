import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
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
