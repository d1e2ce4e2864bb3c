import { expect, test } from 'vitest'
import { kentongan } from './kentongan.ts'

async function commandsOf(path: readonly string[]): Promise<readonly string[]> {
  const { code, out } = await kentongan([...path, '--help'])
  expect(code, path.join(' ')).toBe(0)
  if (path.length > 0) {
    expect(out, path.join(' ')).toMatch(/\nExample:\n {2}\S+/)
    for (const each of ['--json', '--data', '--lang']) expect(out, path.join(' ')).toContain(each)
  }
  const listed = /\nCommands:\n((?: .*\n)+)/.exec(out)?.[1] ?? ''
  const names = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name ?? '')
  return names.filter((name) => name !== 'help')
}

test('--help of every command says what it does, with an example', async () => {
  const names = await commandsOf([])
  expect(names.length).toBeGreaterThan(10)
  let count = 0
  for (const name of names) {
    for (const each of await commandsOf([name])) {
      expect(await commandsOf([name, each])).toEqual([])
      count++
    }
  }
  expect(count).toBeGreaterThan(30)
})

test('a file that cannot be read or written ends with 1 and its name, not with a stack', async () => {
  const missing = ['cells', 'generate', '--count', '100', '--out', '/no/such/folder/cells.csv']
  const { code, out, err } = await kentongan(missing)
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^NOT_FOUND: .*\/no\/such\/folder\/cells\.csv\n$/)
})

test('wrong use ends with 2 and says how it is used', async () => {
  const wrong = [
    ['nothing'],
    ['alert', 'nothing'],
    ['alert', 'list', '--as', 'budi', '--lang', 'fr'],
    ['demo', '--cells', 'many'],
    ['alert', 'list'],
    ['alert', 'approve', '1', '--as', 'budi'],
    ['alert', 'approve', '1', '--as', 'budi', '--hash', 'abc'],
    ['alert', 'cancel', '1', '--as', 'budi'],
    ['alert', 'list', '--as', 'budi', '--state', 'gone'],
    ['key', 'root'],
    ['operator', 'connect', 'TSEL'],
    ['operator', 'connect', 'TSEL', '--link', 'smoke'],
    ['operator', 'connect', 'TSEL', '--link', 'push'],
    ['operator', 'connect', 'TSEL', '--link', 'feed', '--link', 'feed'],
    ['cells', 'import', 'a.csv', '--operator', 'nobody'],
  ]
  for (const args of wrong) {
    const { code, out, err } = await kentongan(args)
    expect(code, args.join(' ')).toBe(2)
    expect(out).toBe('')
    expect(err).not.toBe('')
  }
})
