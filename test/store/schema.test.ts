import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { openEngine } from '../../src/store/open.ts'
import * as schema from '../../src/store/schema.ts'
import { tempFolder } from './rig.ts'

interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly pk: number
}

test('the migrations make exactly the tables that drizzle reads and writes', () => {
  const { client } = openEngine(tempFolder(), () => 0)
  const tables = Object.values(schema).filter((each) => each instanceof SQLiteTable)
  expect(tables.length).toBeGreaterThan(20)
  const made = client
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all()
  const named = tables.map((table) => getTableConfig(table).name)
  expect(named.toSorted()).toEqual((made as string[]).toSorted())

  for (const table of tables) {
    const { name, columns, primaryKeys } = getTableConfig(table)
    const found = client.pragma(`table_info(${name})`) as Column[]
    const keys = primaryKeys.flatMap((key) => key.columns.map((column) => column.name))
    const drizzled = columns.map((column) => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      isKey: column.primary || keys.includes(column.name),
      isRequired: column.notNull || column.primary,
    }))
    const migrated = found.map((column) => ({
      name: column.name,
      type: column.type,
      isKey: column.pk > 0,
      isRequired: column.notnull === 1 || column.pk > 0,
    }))
    expect({ name, columns: drizzled }).toEqual({ name, columns: migrated })
  }
  client.close()
})
