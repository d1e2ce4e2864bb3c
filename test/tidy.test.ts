import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  filesUnder,
  lineCount,
  parseSource,
  readText,
  ROOT,
  sourcesUnder,
  type Offence,
  type Source,
} from './sources.ts'
import {
  checkClocks,
  checkCommands,
  checkDomainTests,
  checkEnvironment,
  checkExports,
  checkNames,
  checkOnly,
  checkPlaces,
  checkSizes,
  checkTodos,
  checkVersions,
} from './tidy.ts'

const SRC = sourcesUnder('src')
const TESTS = sourcesUnder('test')
const ALL = [...SRC, ...TESTS]

/** Names that house style has no place for, and why they stand all the same. */
const NAMES = new Map([
  ['src/domain/cb/cb-data.ts', '"CB Data" is the field of 3GPP TS 23.041 §9.4.2.2'],
  ['test/domain/cb/cb-data.test.ts', 'its test'],
])
/** Tables of facts, each in a file of its own. */
const TABLES = new Set<string>()
/** Where the parts are put together, in one function on purpose: its own limit is below. */
const ROOTS = new Set(['src/service.ts'])
/** Files of `domain` with nothing in them to test: types, tables that another test sweeps. */
const UNTESTED = new Map([
  ['src/domain/account.ts', 'types'],
  ['src/domain/area/figures-east.ts', 'table, see figures'],
  ['src/domain/area/figures-west.ts', 'table, see figures'],
  ['src/domain/boundary.ts', 'a list of names'],
  ['src/domain/cap/model.ts', 'types'],
  ['src/domain/decision.ts', 'types'],
  ['src/domain/words/en.ts', 'texts, see words'],
  ['src/domain/words/id.ts', 'texts, see words'],
])
/** At the top of the checkout stand these, dotfiles, and nothing else (design §10). */
const TOP = [
  'LICENSE',
  'README.md',
  'fixtures',
  'package-lock.json',
  'package.json',
  'schemas',
  'src',
  'test',
  'tsconfig.json',
]
const MADE = ['coverage', 'data', 'dist', 'node_modules']

test('the sweep sees sources and tests', () => {
  expect(SRC.length).toBeGreaterThan(150)
  expect(TESTS.length).toBeGreaterThan(50)
  expect(ALL.flatMap(({ comments }) => comments).length).toBeGreaterThan(500)
})

test('time and randomness come from clock.ts', () => {
  expect(checkClocks(SRC)).toEqual([])
})

test('the environment is read by config.ts', () => {
  expect(checkEnvironment(SRC)).toEqual([])
})

test('commands decide, and wait for nothing', () => {
  expect(SRC.filter(({ path }) => path.startsWith('src/commands/')).length).toBeGreaterThan(10)
  expect(checkCommands(SRC)).toEqual([])
})

test('every file of domain has its test', () => {
  const paths = SRC.map(({ path }) => path)
  const tests = TESTS.map(({ path }) => path)
  expect(checkDomainTests(paths, { tests, exempt: UNTESTED })).toEqual([])
})

test('what is left to do has a number', () => {
  expect(checkTodos(ALL)).toEqual([])
})

test('files and functions are short', () => {
  expect(checkSizes(ALL, { tables: TABLES, roots: ROOTS })).toEqual([])
})

test('main.ts has at most 40 lines, service.ts 150', () => {
  expect(filledLines('src/main.ts')).toBeLessThanOrEqual(40)
  expect(filledLines('src/service.ts')).toBeLessThanOrEqual(150)
})

test('READMEs are short: 500 lines, 80 in a room', () => {
  const rooms = filesUnder('src').filter((path) => path.endsWith('README.md'))
  expect(rooms).not.toEqual([])
  expect(lineCount(readText('README.md'))).toBeLessThanOrEqual(500)
  expect(rooms.filter((path) => lineCount(readText(path)) > 80)).toEqual([])
})

test('names say what a file holds', () => {
  expect(checkNames(ALL, NAMES)).toEqual([])
})

test('exports have names', () => {
  expect(checkExports(ALL)).toEqual([])
})

test('no test leaves the others out', () => {
  expect(checkOnly(TESTS)).toEqual([])
})

test('no file names a machine or a registry', () => {
  const files = filesUnder('.')
    .filter((path) => /\.(?:css|html|json|md|sh|ts|tsx|xml|xsd|yml)$|^\.[\w/]+$/.test(path))
    .map((path) => ({ path, text: readText(path) }))
  expect(files.map(({ path }) => path)).toContain('package-lock.json')
  expect(checkPlaces(files)).toEqual([])
})

test('dependencies are exact versions', () => {
  const manifest = JSON.parse(readText('package.json'))
  expect(Object.keys(manifest.dependencies).length).toBeGreaterThan(10)
  expect(checkVersions(manifest)).toEqual([])
})

test('nothing else stands at the top', () => {
  const names = readdirSync(ROOT).filter((name) => !name.startsWith('.') && !MADE.includes(name))
  expect(names.toSorted()).toEqual(TOP)
})

describe('each rule finds what is against it', () => {
  const clocks = ['Date.now()', 'new Date()', 'Date()', 'Math.random()', 'randomBytes(8)']
  test.for([...clocks, 'crypto.randomUUID()', 'performance.now()', 'f(new Date)'])(
    'clock: %s',
    (text) => {
      expect(checkClocks([plant('src/desk/a.ts', text)])).toHaveLength(1)
      expect(checkClocks([plant('src/clock.ts', text)])).toEqual([])
    },
  )

  test('clock: a date of something, a comment and a string pass', () => {
    const text = `new Date(5)\n// Date.now()\nconst a = 'Math.random()'`
    expect(checkClocks([plant('src/desk/a.ts', text)])).toEqual([])
  })

  test.for(['process.env.X', `process.env['X']`, 'f(process.env)', `process['env']`])(
    'environment: %s',
    (text) => {
      expect(checkEnvironment([plant('src/desk/a.ts', text)])).toHaveLength(1)
      expect(checkEnvironment([plant('src/config.ts', text)])).toEqual([])
    },
  )

  test.for([
    'export async function a(): Promise<void> {}',
    'export const a = async () => 1',
    'export function a(): Promise<void> { return b }',
    `import type { Store } from '../store/open.ts'`,
    `export const a = import('../store/open.ts')`,
  ])('commands: %s', (text) => {
    expect(checkCommands([plant('src/commands/a.ts', text)])).toHaveLength(1)
    expect(checkCommands([plant('src/desk/a.ts', text)])).toEqual([])
  })

  test('tests of domain: one is missing, an exemption is stale', () => {
    const exempt = new Map([['src/domain/gone.ts', 'types']])
    const of = { tests: ['test/domain/a.test.ts'], exempt }
    expect(
      checkDomainTests(['src/domain/a.ts', 'src/domain/cb/b.ts', 'src/desk/c.ts'], of),
    ).toEqual([
      'src/domain/cb/b.ts: no test/domain/cb/b.test.ts',
      'src/domain/gone.ts: exempt from tests, and not there',
    ])
  })

  test.for(['// TODO: later', '// TODO later', '/* FIXME */', '// TODO(#): x', '/** XXX */'])(
    'to do: %s',
    (text) => {
      expect(checkTodos([plant('src/a.ts', text)])).toHaveLength(1)
    },
  )

  test('to do: a numbered one and a string pass', () => {
    const text = `// TODO(#12): mend it\nconst a = 'TODO'`
    expect(checkTodos([plant('src/a.ts', text)])).toEqual([])
  })

  test('sizes: a long file, a long function; the longest that may be', () => {
    const of = { tables: new Set(['src/table.ts']), roots: new Set(['src/root.ts']) }
    const sizes = (path: string, text: string): Offence[] => checkSizes([plant(path, text)], of)
    const body = (lines: number): string => `function f() {\n${'g()\n'.repeat(lines - 2)}}\n`
    expect(sizes('src/a.ts', 'g()\n'.repeat(501))).toHaveLength(1)
    expect(sizes('src/a.ts', 'g()\n'.repeat(500))).toEqual([])
    expect(sizes('src/table.ts', 'g()\n'.repeat(501))).toEqual([])
    expect(sizes('src/a.ts', `\n${body(71)}`)).toEqual([
      'src/a.ts: function at line 2 has 71 lines',
    ])
    expect(sizes('src/a.ts', body(70))).toEqual([])
    expect(sizes('src/root.ts', body(71))).toEqual([])
    expect(sizes('src/a.ts', `const f = () => {\n${'g()\n'.repeat(70)}}`)).toHaveLength(1)
    expect(sizes('src/a.ts', `class A { f() {\n${'g()\n'.repeat(70)}} }`)).toHaveLength(1)
  })

  test.for([
    'src/utils.ts',
    'src/cap-helper.ts',
    'src/common/a.ts',
    'src/info.ts',
    'src/capMain.ts',
  ])('names: %s', (path) => {
    expect(checkNames([plant(path, '')], new Map())).toHaveLength(1)
  })

  test('names: exported ones too', () => {
    const text =
      'export class OrderManager {}\nexport const textUtils = 1\nexport const capInfo = 2'
    expect(checkNames([plant('src/a.ts', text)], new Map())).toHaveLength(2)
  })

  test.for(['export default 1', `export * from './b.ts'`])('exports: %s', (text) => {
    expect(checkExports([plant('src/a.ts', text)])).toHaveLength(1)
  })

  test('exports: a barrel', () => {
    expect(checkExports([plant('src/desk/index.ts', '')])).toHaveLength(1)
  })

  test.for(['test.only("a", f)', 'describe.only("a", f)', 'test.only.each([])("a", f)'])(
    'only: %s',
    (text) => {
      expect(checkOnly([plant('test/a.test.ts', text)]).length).toBeGreaterThan(0)
    },
  )

  test('places: a path of a machine, the host of a registry', () => {
    // Put together here, so that this file does not find itself.
    const places = ['work', 'root', 'tmp', 'home/me'].map((name) => `/${name}/x`)
    const hosts = ['registry', 'mirror'].map((name) => `https://${name}.example.org`)
    const text = [...places, `cd ${places[0]}`, ...hosts].join('\n')
    expect(checkPlaces([{ path: 'a.md', text }])).toHaveLength(7)
    expect(checkPlaces([{ path: 'a.md', text: 'src/work/a.ts or /var/lib/kentongan' }])).toEqual([])
  })

  test.for(['^1.2.3', '1.2', 'latest', 'file:../x', '1.2.3-beta'])('versions: %s', (version) => {
    expect(checkVersions({ devDependencies: { a: version, b: '1.2.3' } })).toHaveLength(1)
  })
})

function plant(path: string, text: string): Source {
  return parseSource(path, text)
}

function filledLines(path: string): number {
  return readText(path)
    .split('\n')
    .filter((line) => line.trim() !== '').length
}
