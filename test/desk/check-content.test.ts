import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkContent } from '../../src/desk/check-content.ts'
import { importInventory } from '../../src/desk/import-inventory.ts'
import { TRUST_YEAR_MS } from '../../src/desk/keys.ts'
import { HOUR_MS } from '../make.ts'
import { connect, importCells, openRig, type Rig, testContent } from '../http/rig.ts'

const DAMAGES: readonly [what: string, damage: (path: string) => void][] = [
  ['is gone', (path) => rmSync(path)],
  ['ends early', (path) => writeFileSync(path, readFileSync(path).subarray(0, -1))],
  ['is empty', (path) => writeFileSync(path, '')],
  [
    'has another cell in it',
    (path) => {
      const octets = readFileSync(path)
      octets.writeUInt8((octets.at(-1) ?? 0) ^ 1, octets.length - 1)
      writeFileSync(path, octets)
    },
  ],
]

function inventoryPath({ folder }: Rig): string {
  const [name = ''] = readdirSync(join(folder, 'inventories'))
  return join(folder, 'inventories', name)
}

test.for(DAMAGES)(
  'checkContent() plans whole networks, and says so, where the inventory %s',
  async ([, damage], { expect: own }) => {
    const rig = await openRig()
    await connect(rig, 'TSEL', 'token-of-tsel-01234')
    await importCells(rig, 500)
    damage(inventoryPath(rig))
    const { plan, findings } = await checkContent(rig.desk, testContent())
    const order = plan?.orders.find(({ cbc }) => cbc === 'TSEL')
    own(order).toMatchObject({ inventoryVersion: null, forms: [{ kind: 'plmn' }] })
    own(findings.map(({ rule }) => rule)).toContain('area-inventory-stale')
  },
)

test('checkContent() plans the cells of an inventory that is whole', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await importCells(rig, 500)
  const { plan, findings } = await checkContent(rig.desk, testContent())
  expect(plan?.orders.find(({ cbc }) => cbc === 'TSEL')?.cells).toBeGreaterThan(10)
  expect(findings.map(({ rule }) => rule)).not.toContain('area-inventory-stale')
})

test.for(DAMAGES)(
  'checkContent() believes no cells in memory where the inventory since %s',
  async ([, damage], { expect: own }) => {
    const rig = await openRig()
    await connect(rig, 'TSEL', 'token-of-tsel-01234')
    await importCells(rig, 500)
    const before = await checkContent(rig.desk, testContent())
    own(before.plan?.orders[0]?.inventoryVersion).not.toBeNull()
    damage(inventoryPath(rig))
    // Their CBC could not be served the list: it would wait for it, and air nothing.
    const { plan, findings } = await checkContent(rig.desk, testContent())
    own(plan?.orders[0]).toMatchObject({ inventoryVersion: null, forms: [{ kind: 'plmn' }] })
    own(findings.map(({ rule }) => rule)).toContain('area-inventory-stale')
  },
)

test.for(DAMAGES)(
  'importInventory() of the same cells mends an inventory that %s',
  async ([, damage], { expect: own }) => {
    const rig = await openRig()
    await connect(rig, 'TSEL', 'token-of-tsel-01234')
    await importCells(rig, 500)
    damage(inventoryPath(rig))
    await importCells(rig, 500)
    const { plan } = await checkContent(rig.desk, testContent())
    own(plan?.orders[0]?.inventoryVersion).not.toBeNull()
  },
)

test('checkContent() uses an inventory that is old, and says no more than that', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await importCells(rig, 500)
  const rulesAt = async (days: number): Promise<string[]> => {
    rig.clock.nowMs += days * 24 * HOUR_MS
    const { plan, findings } = await checkContent(rig.desk, testContent())
    expect(plan?.orders[0]?.inventoryVersion).not.toBeNull()
    return findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('area-inventory'))
  }
  expect(await rulesAt(30)).toEqual([])
  expect(await rulesAt(1)).toEqual(['area-inventory-old'])
})

test('checkContent() says when CBCs will not believe the key at the start', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const isSaid = async (content = testContent()): Promise<boolean> => {
    const { findings } = await checkContent(rig.desk, content)
    return findings.some(({ rule, level }) => rule === 'key-not-in-force' && level === 'warning')
  }
  expect(await isSaid()).toBe(false)
  const endMs = rig.clock.nowMs + TRUST_YEAR_MS
  expect(await isSaid(testContent({ startMs: endMs - 1 }))).toBe(false)
  expect(await isSaid(testContent({ startMs: endMs }))).toBe(true)
  rig.clock.nowMs = endMs
  expect(await isSaid()).toBe(true)
})

test('importInventory() is in force at once, also after the clock was set back', async () => {
  const rig = await openRig()
  const { store } = rig.desk
  await importCells(rig, 500)
  const [first] = await store.loadInventories()
  const octets = Uint8Array.of(1)
  const nowMs = rig.clock.nowMs - HOUR_MS
  const given = { octets, cells: 1, nowMs, actor: 'system' }
  await importInventory(store, { ...given, version: 'later' })
  expect((await store.loadInventories()).map(({ version }) => version)[0]).toBe('later')
  // The earlier one again: it is the last that was asked for.
  await importInventory(store, { ...given, version: first?.version ?? '' })
  expect((await store.loadInventories()).map(({ version }) => version)[0]).toBe(first?.version)
})
