import { expect, test } from 'vitest'
import { countAiring, formOf, type AreaForm } from '../../../src/domain/area/form.ts'
import { canAir, RATS, type Inventory } from '../../../src/domain/area/inventory.ts'
import { resolveArea } from '../../../src/domain/area/resolve.ts'
import { EMPTY_AREA, type AreaSpec } from '../../../src/domain/area/shape.ts'
import { inventoryOf, syntheticInventory } from './cells.ts'

const CELLS = inventoryOf([
  { cellId: 1, areaCode: 10, region: '32.01' },
  { cellId: 2, areaCode: 10, region: '32.01' },
  { cellId: 3, areaCode: 11, region: '32.01' },
  { cellId: 4, areaCode: 11, region: '32.02' },
  { cellId: 5, areaCode: 10, region: '32.02', rat: 'GSM' },
  { cellId: 6, areaCode: 10, region: '32.02', flags: 0 },
])
const PLMNS = ['510-10']

function cellsIn(inventory: Inventory, regions: string[], plmns: readonly string[]): Uint32Array {
  return resolveArea(inventory, { ...EMPTY_AREA, regions }, { by: 'mast', plmns }).cells
}

test('formOf() names the whole PLMN when every cell that can air is in', () => {
  const cells = cellsIn(CELLS, ['32'], PLMNS)
  expect(formOf(CELLS, cells, { plmns: PLMNS })).toEqual({ kind: 'plmn', plmns: PLMNS, extra: 0 })
})

test('formOf() names area codes wholly inside, and left-over cells', () => {
  const cells = cellsIn(CELLS, ['32.01'], PLMNS)
  // Silent cell 6 is in TAC 10 too, but nobody hears it; GSM's LAC 10 is another area.
  expect(formOf(CELLS, cells, { plmns: PLMNS })).toEqual({
    kind: 'tac',
    areas: [{ plmn: '510-10', rat: 'LTE', code: 10 }],
    cells: Uint32Array.of(2),
    extra: 0,
  })
})

test('formOf() falls to cells where no area code is whole', () => {
  const cells = Uint32Array.of(0, 2)
  expect(formOf(CELLS, cells, { plmns: PLMNS })).toEqual({ kind: 'cell', cells, extra: 0 })
})

test('formOf() misses nobody where a link takes no cells, and tells the price', () => {
  const cells = Uint32Array.of(0, 2)
  const form = formOf(CELLS, cells, { plmns: PLMNS, kinds: ['plmn', 'tac'] })
  expect(form).toEqual({
    kind: 'tac',
    areas: [
      { plmn: '510-10', rat: 'LTE', code: 10 },
      { plmn: '510-10', rat: 'LTE', code: 11 },
    ],
    cells: new Uint32Array(),
    extra: 2,
  })
  expect(formOf(CELLS, cells, { plmns: PLMNS, kinds: ['plmn'] })).toEqual({
    kind: 'plmn',
    plmns: PLMNS,
    extra: 3,
  })
  expect(formOf(CELLS, cells, { plmns: PLMNS, kinds: ['polygon'] })?.kind).toBe('polygon')
  expect(formOf(CELLS, cells, { plmns: PLMNS, kinds: [] })).toBeNull()
})

test('formOf() counts a shared cell into the area of each PLMN that the CBC owns', () => {
  const inventory = inventoryOf([
    { cellId: 1, areaCode: 5, plmns: ['510-28'], region: '32.01' },
    { cellId: 2, areaCode: 5, plmns: ['510-09', '510-28'], region: '33.01' },
    { cellId: 3, areaCode: 5, plmns: ['510-11', '510-09'], region: '32.01' },
  ])
  const plmns = ['510-09', '510-28']
  // TAC 5 of either PLMN reaches the cell in 33.01 as well.
  expect(formOf(inventory, cellsIn(inventory, ['32'], plmns), { plmns })?.kind).toBe('cell')
  expect(formOf(inventory, cellsIn(inventory, ['32', '33'], plmns), { plmns })?.kind).toBe('plmn')
})

const SPECS: readonly AreaSpec[] = [
  { ...EMPTY_AREA, regions: ['32'] },
  { ...EMPTY_AREA, regions: ['32.01', '33.74'] },
  { ...EMPTY_AREA, circles: [{ lat: -6.2, lon: 106.8, radiusKm: 30 }] },
  { ...EMPTY_AREA, circles: [{ lat: -8.65, lon: 115.2, radiusKm: 60 }] },
]

test('formOf() reaches exactly the area when cells may be named, and all of it when not', () => {
  const inventory = syntheticInventory()
  for (const spec of SPECS) {
    for (const plmns of [['510-10'], ['510-01', '510-21', '510-89'], ['510-09', '510-28']]) {
      const { cells } = resolveArea(inventory, spec, { by: 'coverage', plmns })
      const exact = reached(inventory, formOf(inventory, cells, { plmns })!, plmns)
      expect(exact).toEqual([...cells])
      const wide = formOf(inventory, cells, { plmns, kinds: ['tac', 'plmn'] })!
      const all = new Set(reached(inventory, wide, plmns))
      expect([...cells].every((i) => all.has(i))).toBe(true)
      expect(wide.extra).toBe(all.size - cells.length)
    }
  }
})

/** What a CBC airs on when it is given a form. */
function reached(inventory: Inventory, form: AreaForm, plmns: readonly string[]): number[] {
  if (form.kind === 'polygon') return []
  return Array.from({ length: inventory.count }, (_, i) => i).filter((i) => {
    const set = inventory.plmnSets[inventory.plmnSet[i]!]!.filter((each) => plmns.includes(each))
    if (set.length === 0 || !canAir(inventory, i)) return false
    if (form.kind === 'plmn') return true
    if (form.cells.includes(i)) return true
    if (form.kind === 'cell') return false
    return form.areas.some(
      ({ plmn, rat, code }) =>
        set.includes(plmn) && RATS[inventory.rat[i]!] === rat && inventory.areaCode[i] === code,
    )
  })
}

test('countAiring() counts what a CBC can reach at all', () => {
  expect(countAiring(CELLS, PLMNS)).toBe(5)
  expect(countAiring(CELLS, ['510-01'])).toBe(0)
})
