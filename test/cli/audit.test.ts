import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256 } from '../../src/audit/node.ts'
import { commitmentInput, encodeLeaf } from '../../src/audit/leaf.ts'
import { nowMs, randomOctets } from '../../src/clock.ts'
import { prepareStage } from '../../src/cli/demo/prepare.ts'
import { loadKeys } from '../../src/desk/keys.ts'
import { signHead } from '../../src/desk/verify-log.ts'
import { openStore } from '../../src/store/open.ts'
import type { VerifyJson } from '../../src/formats/json/views.ts'

let folder = ''
let size = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kentongan-audit-'))
  await prepareStage(folder, { cells: 100, seed: 1, progress: () => undefined })
  const store = await openStore(folder, { nowMs, salt: () => randomOctets(32) })
  await signHead(store, loadKeys(folder, { demo: true }).log)
  size = (await store.loadHead())?.size ?? 0
  await store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command as an auditor runs it, on a copy that somebody has had in hands. */
function verifyAfter(tamper: (database: Database.Database) => void): {
  readonly status: number | null
  readonly result: VerifyJson
} {
  const copy = mkdtempSync(join(tmpdir(), 'kentongan-audit-copy-'))
  try {
    cpSync(folder, copy, { recursive: true })
    const database = new Database(join(copy, 'kentongan.db'))
    const triggers = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")
      .pluck()
      .all()
    expect(triggers.length, 'the log is guarded by triggers').toBeGreaterThan(0)
    for (const name of triggers) database.exec(`DROP TRIGGER "${String(name)}"`)
    tamper(database)
    database.close()
    const args = ['src/main.ts', 'audit', 'verify', '--data', copy, '--json']
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    return { status, result: JSON.parse(stdout) as VerifyJson }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

test('audit verify agrees with a log that nobody has touched', () => {
  const { status, result } = verifyAfter(() => undefined)
  expect(result).toMatchObject({ verified: true, problem: null, size })
  expect(result.checkpoint).toContain(` ${size} `)
  expect(status).toBe(0)
})

test('audit verify names the entry of which one octet was changed', () => {
  const { status, result } = verifyAfter((database) => {
    const body = database.prepare('SELECT body FROM entry WHERE seq = 3').pluck().get() as Buffer
    body[10] = (body[10] ?? 0) ^ 1
    database.prepare('UPDATE entry SET body = ? WHERE seq = 3').run(body)
  })
  expect(status).toBe(1)
  expect(result).toMatchObject({ verified: false, problem: { seq: 3 } })
})

test('audit verify names the entry that was deleted', () => {
  const { status, result } = verifyAfter((database) => {
    database.prepare('DELETE FROM entry WHERE seq = 4').run()
  })
  expect(status).toBe(1)
  expect(result.problem?.seq).toBe(4)
})

test('audit verify names the last entry when that was deleted', () => {
  const { status, result } = verifyAfter((database) => {
    database.prepare('DELETE FROM entry WHERE seq = ?').run(size - 1)
  })
  expect(status).toBe(1)
  expect(result.problem?.seq).toBe(size - 1)
})

test('audit verify names the first of two entries that were swapped', () => {
  const { status, result } = verifyAfter((database) => {
    const move = database.prepare('UPDATE entry SET seq = ? WHERE seq = ?')
    for (const [to, from] of [
      [1_000_000, 2],
      [2, 5],
      [5, 1_000_000],
    ]) {
      move.run(to, from)
    }
  })
  expect(status).toBe(1)
  expect(result.problem?.seq).toBe(2)
})

test('audit verify names the entry whose own hash was made to fit its changed body', () => {
  const { status, result } = verifyAfter((database) => {
    const row = database.prepare('SELECT * FROM entry WHERE seq = 6').get() as {
      body: Buffer
      salt: Buffer
      at_ms: number
      visibility: string
    }
    const body = Buffer.from(row.body.toString('utf8').replace('"actor":"', '"actor":"X'))
    expect(body.equals(row.body), 'the body was changed').toBe(false)
    const leaf = encodeLeaf({
      seq: 6,
      timeMs: row.at_ms,
      visibility: row.visibility === 'published' ? 'published' : 'other',
      commitment: sha256(commitmentInput(row.salt, body)),
    })
    database
      .prepare('UPDATE entry SET body = ?, leaf = ? WHERE seq = 6')
      .run(body, Buffer.from(leaf))
  })
  expect(status).toBe(1)
  expect(result.problem?.seq).toBe(6)
})
