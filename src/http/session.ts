import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { loadSignedIn, type Opened, type SignedIn } from '../desk/accounts.ts'
import type { Desk } from '../desk/desk.ts'
import { Refusal } from '../domain/error.ts'
import type { SessionJson } from '../formats/json/views.ts'
import type { Audience } from './route.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the route's own gate; null where everybody may come. */
    signedIn: SignedIn | null
  }
}

const CSRF_HEADER = 'x-csrf-token'

/**
 * Lets a request in, before any of its body is read.
 *
 * @throws {Refusal} `NOT_SIGNED_IN`, `CSRF_REFUSED`, `ROLE_REQUIRED`
 */
export async function admit(desk: Desk, request: FastifyRequest, who: Audience): Promise<void> {
  assertSameOrigin(request)
  if (who === 'everybody') return
  if (who === 'cbc') throw new TypeError('No CBC comes to the listener of the staff')
  const signedIn = await signedInBy(desk, request)
  request.signedIn = signedIn
  if (request.method !== 'GET' && request.method !== 'HEAD') assertCsrf(request, signedIn)
  if (who === 'signed-in' || who.some((role) => signedIn.account.roles.includes(role))) return
  const have = signedIn.account.roles.join(', ')
  throw new Refusal('ROLE_REQUIRED', { roles: who.join(', '), have })
}

/** Who asks, in a route that only the signed-in reach. */
export function signedInOf(request: FastifyRequest): SignedIn {
  if (request.signedIn === null) throw new TypeError('This route is open to everybody')
  return request.signedIn
}

export function openCookie(desk: Desk, reply: FastifyReply, opened: Opened): void {
  const { createdAtMs, expiresMs } = opened.session
  const maxAge = Math.floor((expiresMs - createdAtMs) / 1_000)
  reply.setCookie(cookieName(desk), opened.token, { ...cookieOptions(desk), maxAge })
}

export function closeCookie(desk: Desk, reply: FastifyReply): void {
  reply.clearCookie(cookieName(desk), cookieOptions(desk))
}

export function viewSession(desk: Desk, of: SignedIn): SessionJson {
  const { id, name, roles } = of.account
  return {
    account: { id, name, roles: [...roles] },
    csrf: of.session.csrf,
    demo: desk.settings.demo,
  }
}

export function cookieTokenOf(desk: Desk, request: FastifyRequest): string | undefined {
  return request.cookies[cookieName(desk)]
}

async function signedInBy(desk: Desk, request: FastifyRequest): Promise<SignedIn> {
  const token = cookieTokenOf(desk, request)
  const signedIn = token === undefined ? null : await loadSignedIn(desk, token)
  if (signedIn === null) throw new Refusal('NOT_SIGNED_IN')
  return signedIn
}

function assertCsrf(request: FastifyRequest, { session }: SignedIn): void {
  const given = Buffer.from(String(request.headers[CSRF_HEADER] ?? ''))
  const wanted = Buffer.from(session.csrf)
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return
  throw new Refusal('CSRF_REFUSED')
}

/** Browsers say where a request comes from; programs that say nothing are let on to the token. */
function assertSameOrigin(request: FastifyRequest): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const isForeign = site === 'cross-site' || site === 'same-site'
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const isLink = isRead && request.headers.upgrade === undefined
  // A link from elsewhere to the console is followed; nothing else from elsewhere is.
  if (isLink || (!isForeign && (origin === undefined || isOwn(origin, request.host)))) return
  throw new Refusal('CSRF_REFUSED')
}

function isOwn(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, host: from } = new URL(origin)
  // A proxy may have ended the TLS, so the scheme is the origin's own; default ports fall away.
  const own = `${protocol}//${host}`
  return URL.canParse(own) && new URL(own).host === from
}

/** A browser takes a `__Host-` cookie only over TLS, from this host alone. */
function cookieName(desk: Desk): string {
  return isSecure(desk) ? '__Host-kentongan' : 'kentongan'
}

function cookieOptions(desk: Desk): {
  readonly path: string
  readonly httpOnly: true
  readonly sameSite: 'strict'
  readonly secure: boolean
} {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(desk) }
}

function isSecure(desk: Desk): boolean {
  return desk.settings.staffUrl.startsWith('https:')
}
