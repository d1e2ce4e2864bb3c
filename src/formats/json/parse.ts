import { z } from 'zod'
import { Refusal } from '../../domain/error.ts'
import { INDONESIAN } from './indonesian.ts'

/** Any schema of this folder, and what it yields: nobody else needs to know zod. */
export type Schema = z.ZodType
export type Parsed<S extends Schema> = z.output<S>

/** More are not said at once: hostile input could otherwise make an answer larger than itself. */
const ISSUES_MAX = 5

/**
 * Parses what came in with the schema.
 *
 * @param where what it is, as the refusal names it: `body`, `query`, `path`.
 * @throws {Refusal} `INPUT_INVALID`, with every place that is wrong, up to five of them.
 */
export function parseInput<S extends Schema>(schema: S, value: unknown, where: string): Parsed<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  // Parsed once more, as only zod can say its own issues in another language.
  const indonesian = schema.safeParse(value, { error: INDONESIAN })
  throw new Refusal('INPUT_INVALID', {
    path: first === undefined ? where : `${where}${pathOf(first)}`,
    what: whatIsWrong(parsed.error),
    whatId: whatIsWrong(indonesian.error ?? parsed.error),
  })
}

function whatIsWrong({ issues }: z.ZodError): string {
  return issues
    .slice(0, ISSUES_MAX)
    .map((issue, at) => (at === 0 ? issue.message : `${pathOf(issue)}: ${issue.message}`))
    .join('; ')
    .slice(0, 500)
}

/** JSON Schema 2020-12 of one side of a socket, as OpenAPI 3.1 takes it. */
export function describeSchema(schema: Schema, side: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: side, unrepresentable: 'any' })
  return rest
}

function pathOf(issue: { readonly path: readonly PropertyKey[] }): string {
  return issue.path.map((step) => `/${String(step)}`).join('')
}
