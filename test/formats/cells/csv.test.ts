import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AIRS, SITELESS } from '../../../src/domain/area/inventory.ts'
import { CSV_COLUMNS, formatCellsCsv, parseCellsCsv } from '../../../src/formats/cells/csv.ts'
import { encodeInventory } from '../../../src/formats/cells/inventory-file.ts'
import { inventoryOf, syntheticInventory } from '../../domain/area/cells.ts'

const HEAD = CSV_COLUMNS.join(',')
const GOOD = '510-10,LTE,300,2560001,-6.2,106.8,1200,31.74,1'
const csvOf = (...rows: string[]): string => [HEAD, ...rows, ''].join('\n')

test('parseCellsCsv() undoes formatCellsCsv() to the octet', () => {
  const inventory = syntheticInventory(10_000)
  const text = [...formatCellsCsv(inventory)].join('')
  const read = parseCellsCsv(text)
  expect(read).toMatchObject({ read: 10_000, refused: 0, faults: [] })
  expect(encodeInventory(read.inventory).version).toBe(encodeInventory(inventory).version)
})

test('formatCellsCsv() leaves the place of a cell without one empty, and back', () => {
  const inventory = inventoryOf([
    { cellId: 5, region: '31.74', lat: -6.262, lon: 106.811, flags: AIRS | SITELESS },
  ])
  const text = [...formatCellsCsv(inventory)].join('')
  expect(text).toBe(`${HEAD}\n510-10,LTE,1,5,,,1000,31.74,1\n`)
  expect(parseCellsCsv(text).inventory.flags[0]).toBe(AIRS | SITELESS)
})

test('parseCellsCsv() takes CRLF, a byte order mark and codes below the regency', () => {
  const text = `\uFEFF${csvOf(GOOD.replace('31.74', '31.74.09')).replaceAll('\n', '\r\n')}`
  const { inventory, refused } = parseCellsCsv(text)
  expect(refused).toBe(0)
  expect(inventory.regions[inventory.region[0]!]).toBe('31.74')
})

test.for([
  ['columns', '510-10,LTE,300'],
  ['columns', ''],
  ['plmns', GOOD.replace('510-10', '51010')],
  ['plmns', GOOD.replace('510-10', '510-10+510-10')],
  ['rat', GOOD.replace('LTE', 'UMTS')],
  ['area_code', GOOD.replace('300', '65536')],
  ['cell_id', GOOD.replace('2560001', '268435456')],
  ['cell_id', GOOD.replace('2560001', '-1')],
  ['cell_id', GOOD.replace('2560001', '1e5')],
  ['lat', GOOD.replace('-6.2', '-96.2')],
  ['lat', GOOD.replace('-6.2', '')],
  ['lon', GOOD.replace('106.8', 'NaN')],
  ['range_m', GOOD.replace('1200', '200001')],
  ['region', GOOD.replace('31.74', '31')],
  ['region', GOOD.replace('31.74', '99.01')],
  ['airs', GOOD.replace(/1$/, 'yes')],
  ['duplicate', GOOD],
] as const)('parseCellsCsv() refuses a row by its %s', ([fault, row]) => {
  const { inventory, ...report } = parseCellsCsv(csvOf(GOOD, row, GOOD.replace('2560001', '7')))
  expect(report).toEqual({
    read: 3,
    refused: 1,
    reasons: { [fault]: 1 },
    faults: [{ line: 3, fault }],
  })
  expect([...inventory.cellId]).toEqual([7, 2560001])
})

test('parseCellsCsv() refuses another head', () => {
  expect(() => parseCellsCsv('radio,mcc,net\n')).toThrow('INPUT_INVALID')
  expect(() => parseCellsCsv('')).toThrow('INPUT_INVALID')
})

test('schemas/cells.md describes every column', () => {
  const text = readFileSync('schemas/cells.md', 'utf8')
  for (const column of CSV_COLUMNS) expect(text).toContain(`\`${column}\``)
  expect(text).toContain(HEAD)
})
