import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeInventory } from '../../src/formats/cells/inventory-file.ts'
import { parseCellsCsv } from '../../src/formats/cells/csv.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kentongan-area-'))
  await kentongan('cells', 'generate', '--count', '20000', '--seed', '3', '--out', file('a.cells'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const file = (name: string): string => join(folder, name)

interface Result {
  readonly code: number
  readonly lines: readonly Record<string, unknown>[]
  readonly stderr: string
}

async function kentongan(...args: string[]): Promise<Result> {
  const argv = ['src/main.ts', ...args, '--data', folder, '--json']
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, argv)
    return { code: 0, lines: linesOf(stdout), stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, lines: linesOf(stdout), stderr }
  }
}

function linesOf(stdout: string): Record<string, unknown>[] {
  const lines = stdout.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('cells generate writes the same cells as a file and as CSV', async () => {
  const args = ['cells', 'generate', '--count', '20000', '--seed', '3', '--out']
  const { code, lines } = await kentongan(...args, file('a.csv'))
  expect(code).toBe(0)
  expect(lines).toHaveLength(1)
  const operators = lines[0]!['operators'] as Record<string, number>
  expect(lines[0]).toMatchObject({ cells: 20_000, sites: expect.any(Number) as number })
  expect(Object.keys(operators)).toEqual(['telkomsel', 'ioh', 'xlsmart'])
  expect(Object.values(operators).reduce((sum, each) => sum + each)).toBe(20_000)
  const csv = parseCellsCsv(await readFile(file('a.csv'), 'utf8'))
  expect(csv.refused).toBe(0)
  expect(csv.inventory.count).toBe(decodeInventory(await readFile(file('a.cells'))).count)
})

test('area resolve gives a line an operator and writes their cells', async () => {
  const args = ['area', 'resolve', '--region', 'Jawa Barat', '--inventory', file('a.cells')]
  const { code, lines } = await kentongan(...args, '--cells', file('cells.csv'))
  expect(code).toBe(0)
  expect(lines.map((each) => each['operator'])).toEqual(['telkomsel', 'ioh', 'xlsmart'])
  for (const line of lines) {
    expect(Object.keys(line)).toEqual([
      'operator',
      'cells',
      'population',
      'form',
      'areaCodes',
      'extra',
      'ms',
    ])
    expect(line).toMatchObject({ form: 'tac', extra: 0 })
  }
  const [head, ...rows] = (await readFile(file('cells.csv'), 'utf8')).trimEnd().split('\n')
  expect(head).toBe('operator,cell')
  expect(rows.length).toBe(lines.reduce((sum, each) => sum + Number(each['cells']), 0))
  for (const row of rows) expect(row).toMatch(/^(?:telkomsel|ioh|xlsmart),510-\d\d(?:-\d+){1,2}$/)
})

test('area resolve reads polygons and circles, and the country is the whole PLMN', async () => {
  const square = '-7,107 -7,108 -6,108 -6,107 -7,107'
  await writeFile(file('p.txt'), square)
  const from = ['--inventory', file('a.cells')]
  const drawn = await kentongan('area', 'resolve', '--polygon', file('p.txt'), ...from)
  const mast = await kentongan(
    'area',
    'resolve',
    '--polygon',
    file('p.txt'),
    '--by',
    'mast',
    ...from,
  )
  for (const at of [0, 1, 2]) {
    expect(Number(mast.lines[at]!['cells'])).toBeGreaterThan(0)
    expect(Number(mast.lines[at]!['cells'])).toBeLessThan(Number(drawn.lines[at]!['cells']))
  }
  const country = await kentongan('area', 'resolve', '--region', 'ID', ...from)
  expect(country.lines.map((each) => each['form'])).toEqual(['plmn', 'plmn', 'plmn'])
})

test.for([
  [1, 'REGION_AMBIGUOUS', ['--region', 'Bogor', '--count', '100']],
  [1, 'REGION_UNKNOWN', ['--region', 'Atlantis', '--count', '100']],
  [1, 'INVENTORY_MISSING', ['--region', 'ID']],
  [1, 'NOT_FOUND', ['--region', 'ID', '--inventory', 'nowhere.cells']],
  [1, 'area-swapped', ['--circle', '107,-6,5', '--count', '100']],
  [2, '', ['--circle', '107', '--count', '100']],
  [2, '', ['--by', 'luck', '--region', 'ID']],
] as const)('area resolve exits %i with %s for %j', async ([code, word, args]) => {
  const result = await kentongan('area', 'resolve', ...args)
  expect(result.code).toBe(code)
  expect(result.stderr).toContain(word)
})
