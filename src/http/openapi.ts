import { describeSchema, type Schema } from '../formats/json/parse.ts'
import { ProblemJson } from '../formats/json/views.ts'
import { type AnswerShape, type Audience, isSchema, type Route } from './route.ts'

type Json = Record<string, unknown>

/** A listener and its table. */
export interface Listener {
  /** `staff` or `edge`: a tag of every operation. */
  readonly name: string
  readonly routes: readonly Route<never>[]
}

const PROBLEM = { $ref: '#/components/schemas/Problem' }

/** OpenAPI 3.1 of the route tables as text, the same each time. */
export function formatOpenApi(listeners: readonly Listener[]): string {
  return `${JSON.stringify(describe(listeners), null, 2)}\n`
}

function describe(listeners: readonly Listener[]): Json {
  const paths: Record<string, Json> = {}
  for (const { name, routes } of listeners) {
    for (const route of routes) {
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, name) }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kentongan',
      version: '1',
      description:
        'Two listeners: `staff` (console, API) and `edge` (CBCs, the public). Every error is an RFC 9457 problem.',
    },
    tags: listeners.map(({ name }) => ({ name })),
    paths,
    components: {
      schemas: { Problem: describeSchema(ProblemJson, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'kentongan' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function describeRoute(route: Route<never>, listener: string): Json {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')]
  const body = bodyOf(route)
  return {
    summary: route.summary,
    tags: [listener],
    ...(Array.isArray(route.who) ? { 'x-roles': route.who } : {}),
    security: securityOf(route.who, route.method),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, shape]) => [status, answerOf(shape)]),
      ),
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: PROBLEM } },
      },
    },
  }
}

function securityOf(who: Audience, method: string): Json[] {
  if (who === 'everybody') return []
  if (who === 'cbc') return [{ token: [] }]
  return method === 'GET' ? [{ session: [] }] : [{ session: [], csrf: [] }]
}

function bodyOf(route: Route<never>): Json | null {
  const { body, holds } = route
  if (body === null) return null
  if (isSchema(body)) return { 'application/json': { schema: describeSchema(body, 'input') } }
  return { [body]: { schema: holds === undefined ? TEXT : describeSchema(holds, 'input') } }
}

const TEXT = { type: 'string' }

function answerOf(shape: AnswerShape): Json {
  if (shape === null) return { description: 'Nothing more' }
  if (isSchema(shape)) {
    const schema = describeSchema(shape, 'output')
    return { description: 'As asked', content: { 'application/json': { schema } } }
  }
  return { description: 'As asked', content: { [shape.media]: { schema: TEXT } } }
}

function parametersOf(schema: Schema, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = describeSchema(schema, 'input') as {
    properties?: Json
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
  }))
}
