import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Role } from '../domain/account.ts'
import type { Parsed, Schema } from '../formats/json/parse.ts'

/** Who may ask: everybody, a CBC by its token, everybody signed in, or who holds one of the roles. */
export type Audience = 'everybody' | 'cbc' | 'signed-in' | readonly Role[]

/** What an answer is, for the OpenAPI file: JSON of a schema, or text of a media type, or nothing. */
export type AnswerShape = Schema | { readonly media: string } | null

/** One row of a table of `README.md`: the app and the OpenAPI file are both made of it. */
export interface Route<Scene> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly who: Audience
  readonly params: Schema
  readonly query: Schema
  /** A schema of JSON, a media type taken as octets, or null: no body. */
  readonly body: Schema | string | null
  /** Media types that are taken for that of `body`. */
  readonly alsoMedia?: readonly string[]
  /** What the octets of `body` hold, for the OpenAPI file; the use parses them. */
  readonly holds?: Schema
  readonly answers: Readonly<Record<number, AnswerShape>>
  readonly handle: (scene: Scene, asked: Asked<unknown, unknown, unknown>) => Promise<Answer>
}

/** A request that was let in and parsed. */
export interface Asked<P, Q, B> {
  readonly params: P
  readonly query: Q
  /** The parsed JSON, or the octets as they came. */
  readonly body: B
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export type Answer =
  | { readonly status?: number; readonly json: unknown }
  | {
      readonly status?: number
      readonly text: string
      readonly media: string
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly status: 204 | 304; readonly headers?: Readonly<Record<string, string>> }

type BodyOf<B> = B extends Schema ? Parsed<B> : B extends string ? Uint8Array : null

/** States a route with the types that its schemas yield; the table then forgets them. */
export function routeOf<
  Scene,
  P extends Schema,
  Q extends Schema,
  B extends Schema | string | null,
>(
  route: Omit<Route<Scene>, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params: P
    readonly query: Q
    readonly body: B
    readonly handle: (
      scene: Scene,
      asked: Asked<Parsed<P>, Parsed<Q>, BodyOf<B>>,
    ) => Promise<Answer>
  },
): Route<Scene> {
  return route as unknown as Route<Scene>
}

export function isSchema(shape: AnswerShape | string): shape is Schema {
  return shape !== null && typeof shape === 'object' && 'safeParse' in shape
}

/** Sends an answer; texts carry their own headers. */
export function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  if ('json' in answer) {
    return reply
      .code(answer.status ?? 200)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(answer.json))
  }
  const headers = answer.headers ?? { 'cache-control': 'no-store' }
  if ('text' in answer) {
    return reply
      .code(answer.status ?? 200)
      .headers(headers)
      .type(answer.media)
      .send(answer.text)
  }
  return reply.code(answer.status).headers(headers).send()
}
