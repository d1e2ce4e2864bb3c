import { expect, test } from 'vitest'
import { ERROR_CODES } from '../../src/domain/error.ts'
import { finding, FINDING_RULES } from '../../src/domain/finding.ts'
import { EN } from '../../src/domain/words/en.ts'
import { ID } from '../../src/domain/words/id.ts'
import { describeFinding, describeRefusal, LANGUAGES } from '../../src/domain/words/words.ts'
import {
  calleeOf,
  isSyntax,
  lineCount,
  nameOf,
  type Source,
  sourcesUnder,
  stringOf,
  type Syntax,
} from '../sources.ts'

const KEYS = [
  ...FINDING_RULES.map((key) => ({ key, en: EN.findings[key], id: ID.findings[key] })),
  ...ERROR_CODES.map((key) => ({ key, en: EN.refusals[key], id: ID.refusals[key] })),
]

const placeholders = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!))].sort()

test.for(KEYS)('$key has a text in both languages, with the same placeholders', ({ en, id }) => {
  expect(placeholders(id)).toEqual(placeholders(en))
  for (const text of [en, id]) {
    expect(text.trim()).toBe(text)
    expect(text.length).toBeGreaterThan(8)
    expect(text).toMatch(/^[\p{Lu}"{]/u)
    expect(text).not.toMatch(/[.!]$/)
    // A brace that is no placeholder is one that was written wrongly.
    expect(text.replaceAll(/\{\w+\}/g, '')).not.toMatch(/[{}]/)
  }
  expect(en).not.toBe(id)
})

test('EN and ID have a text for nothing that is not there any more', () => {
  for (const words of [EN, ID]) {
    expect(Object.keys(words.findings).sort()).toEqual([...FINDING_RULES].sort())
    expect(Object.keys(words.refusals).sort()).toEqual([...ERROR_CODES].sort())
  }
})

test('describeFinding() fills in every place where its name stands', () => {
  const found = finding('error', 'text-too-long', '/texts/0/body', {
    pagesMax: 15,
    charactersMax: 1_395,
    pages: 17,
    characters: 1_500,
  })
  for (const language of LANGUAGES) {
    const text = describeFinding(found, language)
    for (const value of Object.values(found.params)) expect(text).toContain(String(value))
    expect(text).not.toContain('{')
  }
})

test('describeRefusal() lets a missing parameter be seen', () => {
  const refusal = { code: 'ORDER_NOT_FOUND', params: {} } as const
  expect(describeRefusal(refusal, 'en')).toContain('{order}')
  // What stands in a parameter is never taken for a placeholder of the text.
  const odd = { code: 'ORDER_NOT_FOUND', params: { order: '{order} $&' } } as const
  expect(describeRefusal(odd, 'id')).toContain('{order} $&')
})

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
