import { afterEach, describe, expect, test, vi } from 'vitest'
import { run } from '../src/cli/run.ts'
import { SETTINGS } from '../src/config.ts'
import { ERROR_CODES } from '../src/domain/error.ts'
import { LINK_FACTS } from '../src/domain/link-facts.ts'
import { STATUS_OF } from '../src/http/problems.ts'
import { filesUnder, namesIn, readText, tableOf } from './sources.ts'

const README = readText('README.md')

/** Rows of a table of the README, by the name in backticks that each begins with. */
function rowsOf(...head: readonly string[]): [string, readonly string[]][] {
  const rows = tableOf(README, ...head)?.rows ?? []
  expect(rows, `README.md has no table "${head.join(' | ')}"`).not.toEqual([])
  return rows.map(([name = '', ...rest]) => [namesIn(name)[0] ?? name, rest])
}

test('refusal codes are those of the code, in its order, with their status', () => {
  const rows = rowsOf('code', 'status', 'means')
  expect(rows.map(([code]) => code)).toEqual([...ERROR_CODES])
  expect(rows.map(([code, [status]]) => [code, Number(status)])).toEqual(
    ERROR_CODES.map((code) => [code, STATUS_OF[code]]),
  )
})

test('settings are those of the code, with their defaults', () => {
  const rows = rowsOf('setting', 'default', 'unit')
  const sorted = (pairs: readonly (readonly [string, string])[]): unknown =>
    pairs.toSorted(([a], [b]) => (a < b ? -1 : 1))
  expect(sorted(rows.map(([name, [value = '']]) => [name, namesIn(value)[0] ?? '']))).toEqual(
    sorted(SETTINGS.map(([name, value]) => [name, value])),
  )
})

test('links can do what the code says they can', () => {
  const rows = rowsOf('link', 'area forms', 'channels', 'update', 'evidence')
  const facts = rows.map(
    ([name, [forms = '', channels = '', update, evidence = '', repeat = '']]) => [
      name,
      {
        forms: namesIn(forms),
        channels: namesIn(channels),
        canUpdate: update === 'yes',
        evidence: namesIn(evidence)[0],
        repeat: namesIn(repeat)[0],
      },
    ],
  )
  expect(Object.fromEntries(facts)).toEqual(LINK_FACTS)
})

describe('commands', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test('commands and what they know are those of --help', async () => {
    const rows = rowsOf('command', 'what')
    const names = await subcommands([])
    expect(rows.map(([name]) => name)).toEqual(names.toSorted())
    for (const [name, [what = '']] of rows) {
      const told = namesIn(what).filter((each) => each.startsWith(`${name} `))
      const known = (await subcommands([name])).map((each) => `${name} ${each}`)
      expect(told.toSorted(), name).toEqual(known.toSorted())
    }
  })

  /** What `kentongan … --help` lists under its commands. */
  async function subcommands(path: readonly string[]): Promise<string[]> {
    let said = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text)
      return true
    })
    await run([...path, '--help'])
    vi.restoreAllMocks()
    expect(said).toContain('Usage:')
    const list = /\nCommands:\n([^]*?)(?:\n\n|$)/.exec(said)?.[1] ?? ''
    return [...list.matchAll(/^ {2}(\w[\w-]*)/gm)]
      .map((match) => match[1] ?? '')
      .filter((name) => name !== 'help')
  }
})

test('every file and script that the README names is there', () => {
  const files = filesUnder('.')
  const links = [...README.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '')
  const named = namesIn(README).filter((name) => /^(?:src|test|schemas|\.ci)\/[\w./-]+$/.test(name))
  expect(links.length + named.length).toBeGreaterThan(8)
  const missing = [...links, ...named].filter(
    (path) => !files.some((each) => each === path || each.startsWith(`${path}/`)),
  )
  expect(missing).toEqual([])
  const { scripts } = JSON.parse(readText('package.json'))
  const scriptNames = [...README.matchAll(/npm (?:run )?(test|demo|ok|bench)\b/g)].map((m) => m[1])
  expect(scriptNames.filter((name) => scripts[name ?? ''] === undefined)).toEqual([])
})
