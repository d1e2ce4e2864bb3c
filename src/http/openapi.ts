import * as lists from '../formats/json/params.ts'
import { describeSchema, type Schema } from '../formats/json/parse.ts'
import * as receipts from '../formats/json/receipt.ts'
import * as requests from '../formats/json/requests.ts'
import * as views from '../formats/json/views.ts'
import { type AnswerShape, type Audience, isSchema, type Route } from './route.ts'

type Json = Record<string, unknown>

/** A listener and its table. */
export interface Listener {
  /** `staff` or `edge`: a tag of every operation. */
  readonly name: string
  readonly routes: readonly Route<never>[]
}

/** What the file calls each schema: its own name, without the `Json` at the end. */
const NAMES: ReadonlyMap<unknown, string> = new Map(
  [lists, receipts, requests, views].flatMap((module) =>
    Object.entries(module).map(([name, value]): [unknown, string] => [
      value,
      name.replace(/Json$/, ''),
    ]),
  ),
)

/** Describes each schema once, where it is met first. */
class Components {
  readonly schemas: Record<string, Json> = {}

  refer(schema: Schema, side: 'input' | 'output'): Json {
    const name = NAMES.get(schema)
    if (name === undefined) return describeSchema(schema, side)
    this.schemas[name] ??= describeSchema(schema, side)
    return { $ref: `#/components/schemas/${name}` }
  }
}

/** OpenAPI 3.1 of the route tables as text, the same each time. */
export function formatOpenApi(listeners: readonly Listener[]): string {
  return `${JSON.stringify(describe(listeners), null, 2)}\n`
}

function describe(listeners: readonly Listener[]): Json {
  const paths: Record<string, Json> = {}
  const components = new Components()
  for (const { name, routes } of listeners) {
    for (const route of routes) {
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
      paths[path] = {
        ...paths[path],
        [route.method.toLowerCase()]: describeRoute(components, route, name),
      }
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
      schemas: components.schemas,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'kentongan' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function describeRoute(components: Components, route: Route<never>, listener: string): Json {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')]
  const body = bodyOf(components, route)
  return {
    summary: route.summary,
    tags: [listener],
    ...(Array.isArray(route.who) ? { 'x-roles': route.who } : {}),
    security: securityOf(route.who, route.method),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, shape]) => [
          status,
          answerOf(components, shape),
        ]),
      ),
      default: {
        description: 'A problem',
        content: {
          'application/problem+json': { schema: components.refer(views.ProblemJson, 'output') },
        },
      },
    },
  }
}

function securityOf(who: Audience, method: string): Json[] {
  if (who === 'everybody') return []
  if (who === 'cbc') return [{ token: [] }]
  return method === 'GET' ? [{ session: [] }] : [{ session: [], csrf: [] }]
}

function bodyOf(components: Components, route: Route<never>): Json | null {
  const { body, holds, alsoMedia = [] } = route
  if (body === null) return null
  if (isSchema(body)) return { 'application/json': { schema: components.refer(body, 'input') } }
  const schema = holds === undefined ? TEXT : components.refer(holds, 'input')
  return Object.fromEntries([body, ...alsoMedia].map((media) => [media, { schema }]))
}

const TEXT = { type: 'string' }

function answerOf(components: Components, shape: AnswerShape): Json {
  if (shape === null) return { description: 'Nothing more' }
  if (isSchema(shape)) {
    const schema = components.refer(shape, 'output')
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
