import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import { openStore } from '../../src/store/open.ts'
import { kentongan, lineOf } from './kentongan.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-cells-'))
const [csv, binary] = [join(folder, 'cells.csv'), join(folder, 'cells.bin')]
let rows: readonly string[] = []

beforeAll(async () => {
  for (const out of [csv, binary]) {
    await kentongan(['cells', 'generate', '--count', '2000', '--seed', '7', '--out', out])
  }
  rows = readFileSync(csv, 'utf8').trimEnd().split('\n')
  return () => rmSync(folder, { recursive: true, force: true })
})

interface Imported {
  readonly read: number
  readonly imported: number
  readonly refused: number
  readonly reasons: Readonly<Record<string, number>>
  readonly version: string
}

async function importInto(data: string, ...args: readonly string[]): Promise<Imported> {
  const ran = await kentongan(['cells', 'import', ...args, '--data', data, '--json'])
  expect(ran.code, ran.err).toBe(0)
  return lineOf(ran) as Imported
}

function makeData(): string {
  const data = mkdtempSync(join(tmpdir(), 'kentongan-cells-data-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return data
}

/** Versions and counts in force order, newest first. */
async function inventories(data: string): Promise<(readonly [string, number])[]> {
  const store = await openStore(data, { readonly: true, nowMs })
  try {
    return (await store.loadInventories()).map(({ version, cells }) => [version, cells] as const)
  } finally {
    await store.close()
  }
}

function makeFile(name: string, lines: readonly string[]): string {
  const file = join(folder, name)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

test('cells import takes CSV and inventory file as the same inventory', async () => {
  const data = makeData()
  const fromCsv = await importInto(data, csv)
  const cells = rows.length - 1
  expect(fromCsv).toMatchObject({ read: cells, imported: cells, refused: 0, reasons: {} })
  expect((await importInto(data, binary)).version).toBe(fromCsv.version)
  expect(await inventories(data)).toEqual([[fromCsv.version, cells]])
})

test('cells import reports bad rows and keeps the good ones', async () => {
  const bad = ['510-10,GSM,99999999,1,,,1,32.73,1', 'nonsense']
  const { refused, imported, reasons } = await importInto(
    makeData(),
    makeFile('bad.csv', [...rows, ...bad]),
  )
  expect({ refused, imported, reasons }).toEqual({
    refused: 2,
    imported: rows.length - 1,
    reasons: { area_code: 1, columns: 1 },
  })
})

test('cells import refuses a file that would leave a CBC without cells', async () => {
  const data = makeData()
  const before = await importInto(data, csv)
  const head = rows[0] ?? ''
  const file = makeFile('one.csv', [head, ...rows.filter((row) => row.startsWith('510-10,'))])
  const ran = await kentongan(['cells', 'import', file, '--data', data, '--json'])
  expect(ran.code).toBe(1)
  expect(lineOf(ran)).toMatchObject({ error: { code: 'INPUT_INVALID', params: { path: file } } })
  expect((await inventories(data))[0]?.[0]).toBe(before.version)
})

test('cells import --operator replaces the cells of one operator', async () => {
  const data = makeData()
  await importInto(data, csv)
  const own = rows.filter((row) => row.startsWith('510-10,'))
  const foreign = rows.filter((row) => row.startsWith('510-11,')).slice(0, 3)
  const file = makeFile('tsel.csv', [rows[0] ?? '', ...own.slice(0, 5), ...foreign])
  const after = await importInto(data, file, '--operator', 'telkomsel')
  expect(after).toMatchObject({ read: 8, imported: 5, refused: 3, reasons: { plmns: 3 } })
  const [newest] = await inventories(data)
  expect(newest).toEqual([after.version, rows.length - 1 - own.length + 5])
})

test('cells import says what is wrong with the whole file', async () => {
  const wrong = makeFile('wrong.csv', ['a,b,c', '1,2,3'])
  for (const [file, code] of [
    [wrong, 'INPUT_INVALID'],
    [join(folder, 'gone.csv'), 'NOT_FOUND'],
  ] as const) {
    const ran = await kentongan(['cells', 'import', file, '--data', makeData(), '--json'])
    expect(ran.code).toBe(1)
    expect(lineOf(ran)).toMatchObject({ error: { code } })
  }
})
