import { expect, test } from 'vitest'
import { EN } from '../../../src/domain/words/en.ts'
import {
  calleeOf,
  isSyntax,
  lineCount,
  nameOf,
  type Source,
  sourcesUnder,
  stringOf,
  type Syntax,
} from '../../sources.ts'

const placeholders = (text: string): string[] =>
  Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!)

interface Use {
  readonly at: string
  readonly name: string
  /** Names of the parameters given; null where they are not written out. */
  readonly given: readonly string[] | null
}

const SOURCES = sourcesUnder('src')

/** Every call of `callee` whose code stands in argument `code` and parameters in argument `params`. */
function usesOf(callee: string, code: number, params: number): Use[] {
  return SOURCES.flatMap((source) =>
    source.nodes.flatMap((node): Use[] => {
      const args = node['arguments']
      if (calleeOf(node) !== callee || !Array.isArray(args)) return []
      const name = stringOf(args[code])
      if (name === null) return []
      const line = lineCount(source.text.slice(0, node.start))
      const given = namesOf(source, args[params], node.start)
      return [{ at: `${source.path}:${line} ${name}`, name, given }]
    }),
  )
}

function namesOf(source: Source, params: unknown, before: number): readonly string[] | null {
  if (params === undefined) return []
  if (!isSyntax(params)) return null
  if (params.type === 'Identifier') {
    const made = source.nodes.findLast(
      (node) =>
        node.type === 'VariableDeclarator' &&
        node.start < before &&
        isSyntax(node['id']) &&
        nameOf(node['id']) === nameOf(params),
    )
    return made === undefined ? null : namesOf(source, made['init'] ?? null, before)
  }
  if (params.type !== 'ObjectExpression') return null
  const names = (params['properties'] as Syntax[]).map(({ key }) =>
    isSyntax(key) ? nameOf(key) : '',
  )
  return names.includes('') ? null : names // '' is a spread
}

/** Uses that leave a placeholder of their text empty. */
function lacking(uses: readonly Use[], texts: Readonly<Record<string, string>>): string[] {
  return uses
    .filter(({ name, given }) => {
      const wanted = placeholders(texts[name] ?? '')
      return given !== null && wanted.some((each) => !given.includes(each))
    })
    .map(({ at }) => at)
}

test('every refusal that is written out gives the parameters that its text asks for', () => {
  const uses = usesOf('Refusal', 0, 1)
  expect(uses.filter(({ given }) => given !== null).length).toBeGreaterThan(80)
  expect(lacking(uses, EN.refusals)).toEqual([])
})

test('every finding that is written out gives the parameters that its text asks for', () => {
  const uses = usesOf('finding', 1, 3)
  expect(uses.filter(({ given }) => given !== null).length).toBeGreaterThan(50)
  expect(lacking(uses, EN.findings)).toEqual([])
})
