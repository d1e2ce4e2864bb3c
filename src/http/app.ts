import rateLimit from '@fastify/rate-limit'
import helmet from '@fastify/helmet'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { Refusal } from '../domain/error.ts'
import { parseInput } from '../formats/json/parse.ts'
import { addressOf } from './address.ts'
import { answerWithProblems, sendProblem } from './problems.ts'
import { isSchema, type Route, sendAnswer } from './route.ts'

/** Octets of a body, unless a route says otherwise. */
const BODY_OCTETS_MAX = 1_048_576

export interface AppOptions {
  readonly log: FastifyBaseLogger
  /** Requests a minute and address, before anything else is done for them. */
  readonly requestsPerMinute: number
  /** Milliseconds for a request to have come in whole. */
  readonly requestTimeoutMs: number
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/** What both listeners have in common: limits, headers, problems. */
export function createApp(options: AppOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: options.log,
    // A path can carry the token of an invitation; the line of a request would keep it.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_OCTETS_MAX,
    requestTimeout: options.requestTimeoutMs,
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    http: { headersTimeout: 10_000, maxHeaderSize: 16_384 },
    // A proxy on this machine says who is behind it; nobody else is believed.
    trustProxy: (address: string | undefined) => address !== undefined && LOOPBACK.test(address),
    forceCloseConnections: true,
    // What fails before there is a route: a path that cannot be decoded.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    routerOptions: { maxParamLength: 200, caseSensitive: true },
  })
  answerWithProblems(app)
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: addressOf,
    errorResponseBuilder: (_, { ttl }) =>
      new Refusal('TOO_MANY_REQUESTS', { seconds: Math.max(1, Math.ceil(ttl / 1_000)) }),
  })
  return app
}

/**
 * Adds the routes of a table: the gate first, before the body is read; then every part is parsed
 * by its schema; then the one use.
 */
export function addRoutes<Scene>(
  app: FastifyInstance,
  routes: readonly Route<Scene>[],
  of: { readonly scene: Scene; readonly gate: Gate<Scene>; readonly bodyLimit?: number },
): void {
  for (const route of routes) {
    const { method, path, body } = route
    app.route({
      method,
      url: path,
      // A CBC reports as fast as its cells do; its token lets it, not its address.
      ...(route.who === 'cbc' ? { config: { rateLimit: false } } : {}),
      ...(of.bodyLimit === undefined || body === null ? {} : { bodyLimit: of.bodyLimit }),
      onRequest: async (request, reply) => of.gate(of.scene, request, { ...route, reply }),
      handler: async (request, reply) => {
        const asked = {
          params: parseInput(route.params, request.params, 'path'),
          query: parseInput(route.query, request.query, 'query'),
          body: bodyOf(route, request.body, request.headers['content-type']),
          request,
          reply,
        }
        return sendAnswer(reply, await route.handle(of.scene, asked))
      },
    })
  }
}

/** @throws {Refusal} for who may not come in. */
export type Gate<Scene> = (
  scene: Scene,
  request: FastifyRequest,
  /** The route, and the reply that is to be made. */
  to: Route<Scene> & { readonly reply: FastifyReply },
) => Promise<void>

function bodyOf(
  route: Pick<Route<never>, 'body' | 'alsoMedia'>,
  body: unknown,
  type?: string,
): unknown {
  if (route.body === null) return null
  if (isSchema(route.body)) {
    if (body instanceof Uint8Array) refuseMedia('application/json', type)
    return parseInput(route.body, body, 'body')
  }
  const media = type?.split(';')[0]?.trim().toLowerCase() ?? ''
  const isTaken = route.body === media || route.alsoMedia?.includes(media) === true
  return body instanceof Uint8Array && isTaken ? body : refuseMedia(route.body, type)
}

function refuseMedia(wanted: string, found = 'nothing'): never {
  throw new Refusal('MEDIA_REFUSED', { wanted, found: found.slice(0, 100) })
}
