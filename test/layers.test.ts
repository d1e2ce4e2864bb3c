import { describe, expect, test } from 'vitest'
import { checkLayers, importsOf, readRooms, roomCycles } from './layers.ts'
import { parseSource, readText, sourcesUnder } from './sources.ts'

const ROOMS = readRooms(readText('README.md'))
const SOURCES = sourcesUnder('src')

test('src imports what the table of the README grants, and the table grants what src imports', () => {
  expect(checkLayers(SOURCES, ROOMS)).toEqual([])
})

test('the sweep sees files, imports and rooms', () => {
  expect(SOURCES.length).toBeGreaterThan(150)
  expect(SOURCES.filter(({ path }) => path.endsWith('.tsx')).length).toBeGreaterThan(10)
  expect(SOURCES.flatMap(importsOf).length).toBeGreaterThan(700)
  expect(ROOMS.length).toBeGreaterThan(15)
  expect(ROOMS.find(({ name }) => name === 'commands')?.grants).toEqual([
    { target: 'domain', file: null, typesOnly: false },
  ])
})

test('rooms do not reach themselves over others', () => {
  expect(roomCycles(ROOMS)).toEqual([])
})

test('roomCycles() names a cycle', () => {
  const rooms = readRooms(table(['a', '`b`', '–'], ['b', '`c/x.ts`', '–'], ['c', '`a`', '–']))
  expect(roomCycles(rooms)).toContain('a → b → c → a')
})

describe('checkLayers()', () => {
  const rooms = table(
    ['domain', '–', '–'],
    ['audit', '`domain`', '`node:crypto` in `node.ts`'],
    ['store', '`domain`, `audit`', '`zod`'],
    ['dispatch', '`store`, `operators/port.ts` (types)', '–'],
    ['operators', '`domain`', '`@fastify/*`'],
    ['console', '`domain`', '–'],
    ['cli', 'all but `console`', '`node:*`'],
  )
  const fine: Record<string, string> = {
    'src/domain/a.ts': `export const a = 1`,
    'src/audit/node.ts': `import { createHash } from 'node:crypto'\nimport '../domain/a.ts'`,
    'src/store/a.ts': `import z from 'zod'\nimport '../domain/a.ts'\nimport '../audit/node.ts'`,
    'src/dispatch/a.ts': `import '../store/a.ts'\nimport type { P } from '../operators/port.ts'`,
    'src/operators/port.ts': `import '../domain/a.ts'\nimport x from '@fastify/x'`,
    'src/console/a.tsx': `import { a } from '../domain/a.ts'\nexport const b = <p>{a}</p>`,
    'src/cli/a.ts': `import '../store/a.ts'\nimport fs from 'node:fs'`,
  }

  test('finds nothing where nothing is wrong', () => {
    expect(offencesWith({})).toEqual([])
  })

  test.for([
    ['a room', `import { x } from '../store/a.ts'`],
    ['double quotes', `import { x } from "../store/a.ts"`],
    ['types', `import type { X } from '../store/a.ts'`],
    ['a type in place', `export const x: import('../store/a.ts').X = 1`],
    ['an effect', `import '../store/a.ts'`],
    ['export *', `export * from '../store/a.ts'`],
    ['export type', `export type { X } from '../store/a.ts'`],
    ['export of a name', `export { x } from "../store/a.ts"`],
    ['a dynamic import', `export const x = import('../store/a.ts')`],
    ['a dynamic import in a template', 'export const x = import(`../store/a.ts`)'],
    ['a URL', `export const x = new URL('../store/a.ts', import.meta.url)`],
    ['a URL without ./', `export const x = new URL('a/../../store/a.ts', import.meta.url)`],
    ['import.meta.resolve', `export const x = import.meta.resolve('../store/a.ts')`],
    ['require', `export const x = require('../store/a.ts')`],
    ['createRequire', `export const x = createRequire(import.meta.url).resolve('zod')`],
    ['a built-in', `import fs from 'node:fs'`],
    ['a built-in without node:', `import fs from 'fs'`],
    ['a package', `import z from 'zod'`],
    ['a path in a package', `import z from 'zod/v4'`],
    ['what nobody can check', `export const x = (y: string) => import(y)`],
    ['a file outside src', `import '../../test/rig.ts'`],
  ])('finds %s', ([, text = '']) => {
    expect(offencesWith({ 'src/domain/b.ts': text })).toHaveLength(1)
  })

  test('finds a value where only types are granted', () => {
    const text = `import '../store/a.ts'\nimport { P } from '../operators/port.ts'`
    expect(offencesWith({ 'src/dispatch/b.ts': text })).toEqual([
      'src/dispatch/b.ts: may not import operators/port.ts (only its types)',
    ])
  })

  test('finds another file of a room of which one file is granted', () => {
    const text = `import type { L } from '../operators/link.ts'`
    expect(offencesWith({ 'src/dispatch/b.ts': text })).toEqual([
      'src/dispatch/b.ts: may not import operators/link.ts',
    ])
  })

  test('finds a package in another file than the one that may', () => {
    expect(offencesWith({ 'src/audit/b.ts': `import 'node:crypto'` })).toEqual([
      'src/audit/b.ts: may not import node:crypto',
    ])
  })

  test('finds an import in a .tsx and the room that is left out of all', () => {
    expect(offencesWith({ 'src/console/b.tsx': `import '../audit/node.ts'` })).toHaveLength(1)
    expect(offencesWith({ 'src/cli/b.ts': `import '../console/a.tsx'` })).toHaveLength(1)
  })

  test('finds a room that the table lacks, and rows that the code lacks', () => {
    expect(offencesWith({ 'src/common/a.ts': '' })).toEqual([
      'src/common/a.ts: its room "common" is not in the table',
    ])
    expect(offencesWith({ 'src/audit/node.ts': `import '../domain/a.ts'` })).toEqual([
      'README.md: "audit" does not import "node:crypto"',
    ])
    const more = readRooms(`${rooms}\n| \`gone\` | … | – | – |`)
    expect(checkLayers(parsed({}), more)).toEqual(['README.md: room "gone" is not in src'])
  })

  test('passes over comments and strings', () => {
    const text = `// import '../store/a.ts'\n/* import 'zod' */\nexport const x = "import 'zod'"`
    expect(offencesWith({ 'src/domain/b.ts': text })).toEqual([])
  })

  test('does not pass a file that it cannot read', () => {
    expect(() => offencesWith({ 'src/domain/b.ts': 'import {' })).toThrow(SyntaxError)
  })

  function offencesWith(files: Record<string, string>): string[] {
    return checkLayers(parsed(files), readRooms(rooms))
  }

  function parsed(files: Record<string, string>): ReturnType<typeof sourcesUnder> {
    return Object.entries({ ...fine, ...files }).map(([path, text]) => parseSource(path, text))
  }
})

function table(...rows: readonly (readonly [string, string, string])[]): string {
  return [
    '| room | what lives there | may import | packages |',
    '| --- | --- | --- | --- |',
    ...rows.map(([room, rooms, packages]) => `| \`${room}\` | … | ${rooms} | ${packages} |`),
  ].join('\n')
}
