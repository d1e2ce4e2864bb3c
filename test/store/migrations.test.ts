import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { makeContent, makePlan } from '../make.ts'
import { commit, countingSalt, drafted, messageOf, openTemp } from './rig.ts'

/** The database as the release before left it: plans without coding and repetition. */
function setBack(folder: string, version: number): void {
  const client = new Database(join(folder, 'kentongan.db'))
  const rows = client.prepare('SELECT id, plan FROM message WHERE plan IS NOT NULL').all() as {
    id: string
    plan: string
  }[]
  for (const { id, plan } of rows) {
    const old = JSON.parse(plan, (key, value: unknown) =>
      ['prefixed', 'coding', 'repetition'].includes(key) ? undefined : value,
    ) as unknown
    client.prepare('UPDATE message SET plan = ? WHERE id = ?').run(JSON.stringify(old), id)
  }
  client.pragma(`user_version = ${version}`)
  client.close()
}

test('migrate() gives a kept plan a coding and a repetition, and changes nothing else of it', async () => {
  const english = { ...makeContent().texts[0]!, language: 'en-US', body: 'Go – up “now” ✓' }
  const content = makeContent({ texts: [makeContent().texts[0]!, english] })
  const plan = makePlan(content)
  const { store, folder } = await openTemp()
  await commit(store, {
    writes: [
      ...drafted(1, { content, plan }),
      { table: 'message', insert: messageOf('1', { id: '1.2', n: 2, plan: null }) },
    ],
  })
  await store.close()
  setBack(folder, 4)
  const again = await openStore(folder, { salt: countingSalt(), nowMs: () => 0 })
  expect((await again.loadMessage('1.1'))?.plan).toEqual({
    ...plan,
    orders: plan.orders.map((order) => ({ ...order, coding: 'untagged', repetition: [] })),
  })
  expect((await again.loadMessage('1.2'))?.plan).toBeNull()
  await again.close()
})
