import { posix } from 'node:path'
import { importsOf, roomOf } from './layers.ts'
import {
  calleeOf,
  isSyntax,
  lineCount,
  nameOf,
  type Offence,
  type Source,
  type Syntax,
} from './sources.ts'

/** Rules of house style that no linter knows. Each takes files and gives what is against it. */

/** The browser has its own clock: no secret and no order of events hangs on it. */
const CLOCKS = new Set(['src/clock.ts', 'src/console/now.ts'])
const CHANCE = /^(?:crypto\.)?(?:randomBytes|randomUUID|randomInt|randomFill(?:Sync)?)$/

/** Time and randomness come from `clock.ts` alone; everything else is handed them. */
export function checkClocks(sources: readonly Source[]): Offence[] {
  return sources
    .filter(({ path }) => !CLOCKS.has(path))
    .flatMap(({ path, nodes }) =>
      nodes.filter(isClock).map((node): Offence => `${path}: ${calleeOf(node)} outside clock.ts`),
    )
}

function isClock(node: Syntax): boolean {
  const callee = calleeOf(node)
  if (node.type === 'NewExpression') {
    return callee === 'Date' && (node['arguments'] as unknown[]).length === 0
  }
  if (node.type !== 'CallExpression') return false
  if (['Date', 'Date.now', 'Math.random', 'performance.now'].includes(callee)) return true
  return CHANCE.test(callee) || callee.endsWith('.getRandomValues')
}

/** Settings come from `config.ts` alone; Vite's own file is read by no program of ours. */
export function checkEnvironment(sources: readonly Source[]): Offence[] {
  return sources
    .filter(({ path }) => path !== 'src/config.ts' && !path.endsWith('/vite.config.ts'))
    .filter(({ nodes }) => nodes.some((node) => nameOf(node) === 'process.env'))
    .map(({ path }): Offence => `${path}: process.env outside config.ts`)
}

/** A command decides on what it is given: it waits for nothing and reads nothing. */
export function checkCommands(sources: readonly Source[]): Offence[] {
  return sources
    .filter(({ path }) => roomOf(path) === 'commands')
    .flatMap((source): Offence[] => {
      const { path, nodes } = source
      const waits = nodes.some(
        (node) => node['async'] === true || node.type === 'AwaitExpression' || isPromise(node),
      )
      const reads = importsOf(source).some(({ address }) => address?.includes('/store/') === true)
      return [
        ...(waits ? [`${path}: a command is not async` as const] : []),
        ...(reads ? [`${path}: a command does not import the store` as const] : []),
      ]
    })
}

function isPromise(node: Syntax): boolean {
  return node.type === 'Identifier' && node['name'] === 'Promise'
}

/** Every file of `domain` has its test, in the same place under `test`. */
export function checkDomainTests(
  paths: readonly string[],
  of: { readonly tests: readonly string[]; readonly exempt: ReadonlyMap<string, string> },
): Offence[] {
  const tests = new Set(of.tests)
  const missing = paths
    .filter((path) => path.startsWith('src/domain/') && !of.exempt.has(path))
    .map((path) => ({ path, wanted: path.replace(/^src\/(.*)\.ts$/, 'test/$1.test.ts') }))
    .filter(({ wanted }) => !tests.has(wanted))
    .map(({ path, wanted }): Offence => `${path}: no ${wanted}`)
  const stale = [...of.exempt.keys()]
    .filter((path) => !paths.includes(path))
    .map((path): Offence => `${path}: exempt from tests, and not there`)
  return [...missing, ...stale]
}

/** What is left to do has a number, so that somebody can find out what became of it. */
export function checkTodos(sources: readonly Source[]): Offence[] {
  return sources.flatMap(({ path, comments }) =>
    comments
      .filter((comment) => /\b(?:TODO|FIXME|XXX|HACK)\b/.test(comment))
      .filter((comment) => !/\bTODO\(#\d+\): \S/.test(comment))
      .map((comment): Offence => `${path}: "${comment.trim()}" is not of the form TODO(#12): …`),
  )
}

const LINES_MAX = 500
const FUNCTION_LINES_MAX = 70

export function checkSizes(
  sources: readonly Source[],
  of: { readonly tables: ReadonlySet<string>; readonly roots: ReadonlySet<string> },
): Offence[] {
  return sources.flatMap(({ path, text, nodes }): Offence[] => {
    const lines = lineCount(text)
    const isTest = path.startsWith('test/')
    const long = nodes
      .filter((node) => isFunction(node) && !isTest && !of.roots.has(path))
      .map((node) => ({ at: lineOf(text, node.start), lines: linesOf(text, node) }))
      .filter((each) => each.lines > FUNCTION_LINES_MAX)
      .map(({ at, lines: found }): Offence => `${path}: function at line ${at} has ${found} lines`)
    return lines > LINES_MAX && !of.tables.has(path)
      ? [`${path}: it has ${lines} lines`, ...long]
      : long
  })
}

function isFunction({ type }: Syntax): boolean {
  return /^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression)$/.test(type)
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function linesOf(text: string, { start, end }: Syntax): number {
  return text.slice(start, end).split('\n').length
}

/** Words that say nothing of what a file holds. */
const EMPTY_WORDS = new Set([
  'common',
  'data',
  'handler',
  'handlers',
  'helper',
  'helpers',
  'info',
  'manager',
  'misc',
  'shared',
  'stuff',
  'util',
  'utils',
])
/** Of an exported name only these: `info` is CAP's own word. */
const EMPTY_EXPORTS = /(?:^|[a-z])(?:helper|util|utils|manager|handler)(?=$|[A-Z])|Manager$/i

export function checkNames(
  sources: readonly Source[],
  allowed: ReadonlyMap<string, string>,
): Offence[] {
  return sources.flatMap(({ path, nodes }): Offence[] => {
    const words = path.split('/').flatMap((part) => part.split(/[.-]/))
    const empty = allowed.has(path) ? [] : words.filter((word) => EMPTY_WORDS.has(word))
    const isKebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(posix.basename(path).split('.')[0] ?? '')
    return [
      ...empty.map((word): Offence => `${path}: "${word}" says nothing`),
      ...(isKebab ? [] : [`${path}: not in kebab-case` as const]),
      ...exportedNames(nodes)
        .filter((name) => EMPTY_EXPORTS.test(name))
        .map((name): Offence => `${path}: "${name}" says nothing`),
    ]
  })
}

function exportedNames(nodes: readonly Syntax[]): string[] {
  return nodes
    .filter(({ type }) => type === 'ExportNamedDeclaration')
    .flatMap((node) => {
      const { declaration } = node as unknown as { declaration: Syntax | null }
      if (declaration === null) return []
      const { id, declarations } = declaration as unknown as {
        id?: Syntax
        declarations?: { id: Syntax }[]
      }
      return [...(isSyntax(id) ? [id] : []), ...(declarations ?? []).map((each) => each.id)]
    })
    .map(nameOf)
}

/** Named exports, no barrels, no whole module passed on. */
export function checkExports(sources: readonly Source[]): Offence[] {
  return sources
    .filter(({ path }) => !/\.(?:config|d)\.ts$/.test(path))
    .flatMap(({ path, nodes }) =>
      nodes.flatMap((node): Offence[] => {
        if (node.type === 'ExportDefaultDeclaration') return [`${path}: a default export`]
        if (node.type === 'ExportAllDeclaration') return [`${path}: export *`]
        return []
      }),
    )
    .concat(
      sources
        .filter(({ path }) => /\/index\.tsx?$/.test(path))
        .map(({ path }): Offence => `${path}: a barrel`),
    )
}

/** `test.only` and its kin leave all others out without a word. */
export function checkOnly(sources: readonly Source[]): Offence[] {
  return sources.flatMap(({ path, nodes }) =>
    nodes
      .filter((node) => node.type === 'CallExpression' && /\.only(?:\.|$)/.test(calleeOf(node)))
      .map((node): Offence => `${path}: ${calleeOf(node)}(`),
  )
}

// Written apart, so that this file does not find itself.
const MACHINE = new RegExp(
  [
    String.raw`(?<![\w.])/(?:work|root|Users|tmp)/[\w.]`,
    String.raw`(?<![\w.])/home/(?!kentongan\b)[\w.]`,
    String.raw`bash_job[s]`,
    String.raw`"resolve[d]": "`,
    String.raw`\bregistry[=]`,
    String.raw`//(?:registry|npm|mirror|proxy)[.-]\w`,
  ].join('|'),
)

/** Where it was written is nobody's business, and would be wrong elsewhere. */
export function checkPlaces(files: readonly { path: string; text: string }[]): Offence[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .filter((line) => MACHINE.test(line))
      .map((line): Offence => `${path}: names a machine or registry: ${line.trim().slice(0, 80)}`),
  )
}

/** Exact versions: what was tested together is what is installed. */
export function checkVersions(manifest: Readonly<Record<string, unknown>>): Offence[] {
  return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((list) =>
    Object.entries((manifest[list] ?? {}) as Record<string, string>)
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]): Offence => `package.json: ${name} ${version} is not one version`),
  )
}
