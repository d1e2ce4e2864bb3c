import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

/** The checkout. */
export const ROOT = new URL('..', import.meta.url).pathname
/** Folders that are made, fetched or private: never swept. */
const NOT_OURS = new Set(['.git', 'node_modules', 'coverage', 'data', 'dist'])

/** One node of the syntax tree. ESTree, with TypeScript's own kinds. */
export interface Syntax {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** A file, and what it says. Rules look at the tree, so that comments and strings never count. */
export interface Source {
  /** From the root of the checkout, with `/`. */
  readonly path: string
  readonly text: string
  readonly nodes: readonly Syntax[]
  readonly comments: readonly string[]
}

/** What a rule holds against a file. */
export type Offence = `${string}: ${string}`

/** Paths of all files under a folder of the checkout, from its root, sorted. */
export function filesUnder(folder: string): string[] {
  const found: string[] = []
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name)) continue
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) found.push(...filesUnder(path))
    else found.push(path)
  }
  return found.toSorted()
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** Every TypeScript file under a folder, parsed. */
export function sourcesUnder(folder: string): Source[] {
  return filesUnder(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => parseSource(path, readText(path)))
}

/** @throws {SyntaxError} when it is no TypeScript: a rule must not pass what it cannot read. */
export function parseSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text)
  const [fault] = errors
  if (fault !== undefined) throw new SyntaxError(`Cannot parse ${path}: ${fault.message}`)
  return {
    path,
    text,
    nodes: [...nodesOf(program)],
    comments: comments.map((comment) => comment.value),
  }
}

/** A tree in the order it is written. */
function* nodesOf(value: unknown): Generator<Syntax> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesOf(each)
  } else if (isSyntax(value)) {
    yield value
    for (const each of Object.values(value)) yield* nodesOf(each)
  }
}

export function isSyntax(value: unknown): value is Syntax {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  )
}

/** A call or `new` written `name(…)` or `object.name(…)`: what is called, as `object.name`. */
export function calleeOf(node: Syntax): string {
  return isSyntax(node['callee']) ? nameOf(node['callee']) : ''
}

/** `a`, `a.b`, `a.b.c`; '' for anything less plain. */
export function nameOf(node: Syntax): string {
  if (node.type === 'Identifier') return String(node['name'])
  if (node.type === 'MetaProperty') return 'import.meta'
  if (node.type !== 'MemberExpression') return ''
  const { object, property } = node as unknown as { object: Syntax; property: Syntax }
  const [before, after] = [nameOf(object), stringOf(property) ?? nameOf(property)]
  return before === '' || after === '' ? '' : `${before}.${after}`
}

/** The text of a plain string; null for anything else. */
export function stringOf(node: unknown): string | null {
  if (!isSyntax(node)) return null
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type !== 'TemplateLiteral') return null
  const { quasis } = node as unknown as { quasis: { value: { cooked: string } }[] }
  return quasis.length === 1 ? (quasis[0]?.value.cooked ?? null) : null
}

/** Lines of a text as an editor counts them. */
export function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

export interface MarkdownTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The first table of a Markdown text whose head begins with these words; null where none does. */
export function tableOf(markdown: string, ...head: readonly string[]): MarkdownTable | null {
  const lines = markdown.split('\n')
  const first = lines.findIndex((line) => {
    const cells = cellsOf(line)
    return line.startsWith('|') && head.every((word, index) => cells[index] === word)
  })
  if (first < 0) return null
  const rows: string[][] = []
  for (const line of lines.slice(first + 2)) {
    if (!line.startsWith('|')) break
    rows.push(cellsOf(line))
  }
  return { head: cellsOf(lines[first] ?? ''), rows }
}

/** The words in backticks of a cell. */
export function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
}
