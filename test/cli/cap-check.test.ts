import { spawnSync } from 'node:child_process'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inTempFolder } from '../formats/xmllint.ts'
import { cap } from './cap-process.ts'

const NOWCAST = 'fixtures/cap/nowcast-shape.xml'
const BROKEN = 'fixtures/cap/references-after-info.xml'
const NOW = ['--now', '2026-11-25T09:00:00+07:00']

interface Line {
  readonly findings: readonly { readonly level: string; readonly rule: string }[]
}

function foundBy(rule: string, lines: readonly unknown[]): Line['findings'] {
  return (lines as readonly Line[]).flatMap(({ findings }) =>
    findings.filter((each) => each.rule === rule),
  )
}

/** Rules that stop a broadcast, or of references: what more is advised is for other tests. */
function rulesOf(lines: readonly unknown[]): string[] {
  return (lines as readonly Line[])
    .flatMap(({ findings }) => findings)
    .filter(({ level, rule }) => level === 'error' || level === 'policy' || rule.startsWith('A1'))
    .map(({ rule }) => rule)
}

test('cap check --json prints a line a file and ends with 1 when one is not valid', () => {
  const { status, lines } = cap('check', '--json', '--lang', 'en', ...NOW, NOWCAST, BROKEN)
  expect(status).toBe(1)
  expect(lines).toEqual([
    {
      file: NOWCAST,
      version: '1.2',
      valid: true,
      broadcastable: true,
      findings: expect.not.arrayContaining([expect.objectContaining({ level: 'error' })]),
    },
    {
      file: BROKEN,
      version: '1.2',
      valid: false,
      broadcastable: false,
      findings: [
        {
          level: 'error',
          rule: 'X05-order',
          mend: null,
          path: '/alert[1]/references[1]',
          line: 22,
          column: 3,
          message: '"references" must come before "info"',
        },
      ],
    },
  ])
})

test('cap check ends with 0 for a valid file, broadcastable or not', () => {
  const late = cap('check', '--json', '--now', '2026-11-25T03:20:00Z', NOWCAST)
  expect(late.status).toBe(0)
  expect(late.lines).toMatchObject([{ valid: true, broadcastable: false }])
  expect(foundBy('I04-expired', late.lines)).toMatchObject([{ level: 'error', line: 22 }])
})

test('cap check --live adds policy', () => {
  inTempFolder((folder) => {
    const file = join(folder, 'test.xml')
    writeFileSync(file, readFileSync(NOWCAST, 'utf8').replace('>Actual<', '>Test<'))
    expect(cap('check', '--json', ...NOW, file).lines).toMatchObject([{ broadcastable: true }])
    const { lines } = cap('check', '--json', ...NOW, '--live', file)
    expect(lines).toMatchObject([{ valid: true, broadcastable: false }])
    expect(foundBy('A20-status', lines)).toMatchObject([{ level: 'policy' }])
  })
})

test('a file that cannot be read is a finding, and the next one is still checked', () => {
  const { status, lines } = cap('check', '--json', ...NOW, 'no-such.xml', NOWCAST)
  expect(status).toBe(1)
  expect(lines).toMatchObject([
    { file: 'no-such.xml', version: null, valid: false, findings: [{ rule: 'X05-unreadable' }] },
    { file: NOWCAST, valid: true },
  ])
})

test('cap check speaks Indonesian to people', () => {
  const { stdout } = cap('check', ...NOW, BROKEN)
  expect(stdout).toContain('tidak sah sebagai CAP 1.2')
  expect(stdout).toContain('"references" harus berada sebelum "info"')
})

test('a finding of the content has its column and what the element could say instead', () => {
  inTempFolder((folder) => {
    const file = join(folder, 'era.xml')
    writeFileSync(file, readFileSync(NOWCAST, 'utf8').replace('<sent>2026', '<sent>2569'))
    const { lines } = cap('check', '--json', ...NOW, file)
    expect(lines).toMatchObject([{ valid: true, broadcastable: false }])
    const mend = '2026-11-25T08:10:00+07:00'
    expect(foundBy('A08-buddhist', lines)).toMatchObject([{ line: 6, column: 3, mend }])
  })
})

test('--known holds references against what came before; files alone know nothing', () => {
  inTempFolder((folder) => {
    const text = readFileSync(NOWCAST, 'utf8')
    const update = join(folder, 'update.xml')
    const [sender, identifier] = [
      'peringatan.dini@cuaca.invalid',
      '2.49.0.1.360.0.2026.11.25.01.99',
    ]
    const named = `${sender},${identifier}.901,2026-11-25T08:10:00+07:00`
    writeFileSync(
      update,
      text
        .replace('.901<', '.902<')
        .replace('<sent>2026-11-25T08:10', '<sent>2026-11-25T08:20')
        .replace('>Alert<', '>Update<')
        .replace('</scope>', `</scope><references>${named}</references>`),
    )
    const run = (...args: string[]) => rulesOf(cap('check', '--json', ...NOW, ...args).lines)
    expect(run(update)).toEqual([])
    expect(run(NOWCAST, update)).toEqual([])
    expect(run('--known', NOWCAST, update)).toEqual([])
    expect(run('--known', update, update)).toEqual(['A16-unknown'])
    expect(run('--thread', NOWCAST, update)).toEqual([])
    expect(run('--thread', update, NOWCAST)).toEqual(['A16-unknown'])

    const reused = join(folder, 'reused.xml')
    writeFileSync(reused, text.replace('Hujan Lebat dan Angin Kencang', 'Angin Kencang'))
    expect(run('--known', NOWCAST, '--known', update, reused)).toEqual(['A04-reused'])
    expect(run('--known', NOWCAST, NOWCAST)).toEqual([])
    const refused = cap('check', ...NOW, '--known', join(folder, 'none.xml'), update)
    expect(refused.status).toBe(1)
    expect(refused.stderr).toMatch(/^INPUT_INVALID: .*none\.xml/)
  })
}, 30_000)

test('cap check reads standard input, from a pipe or a file, with the limits of a file', () => {
  const check = (name: string, input: Uint8Array) =>
    spawnSync(process.execPath, ['src/main.ts', 'cap', 'check', ...NOW, name], {
      input,
      encoding: 'utf8',
    })
  for (const name of ['-', '/dev/stdin']) {
    const { status, stdout } = check(name, readFileSync(NOWCAST))
    expect([status, stdout.split('\n')[0]]).toEqual([0, `${name}: CAP 1.2, sah, boleh disiarkan`])
  }
  expect(check('-', new Uint8Array(20_000_000)).stdout).toContain('salah X03-size')
  expect(check('-', new Uint8Array()).stdout).toContain('salah X05-malformed-empty')
}, 30_000)

test('what cannot be read is said in words', () => {
  expect(cap('check', 'none.xml').stdout).toContain('tidak ada berkas dengan nama itu')
  expect(cap('check', '--lang', 'en', 'src').stdout).toContain('error X05-unreadable /: Check')
})

test('a file too large, a folder or a FIFO is a finding, and is never read whole', () => {
  inTempFolder((folder) => {
    const [large, fifo] = [join(folder, 'large.xml'), join(folder, 'fifo')]
    writeFileSync(large, '')
    truncateSync(large, 64 * 1024 ** 3)
    expect(spawnSync('mkfifo', [fifo]).status).toBe(0)
    const { status, lines } = cap('check', '--json', ...NOW, large, folder, fifo, NOWCAST)
    expect(status).toBe(1)
    expect(lines).toMatchObject([
      { file: large, version: null, valid: false, findings: [{ rule: 'X03-size', line: 1 }] },
      { file: folder, valid: false, findings: [{ rule: 'X05-unreadable', line: 0 }] },
      { file: fifo, valid: false, findings: [{ rule: 'X05-unreadable', column: 0 }] },
      { file: NOWCAST, valid: true },
    ])
  })
})
