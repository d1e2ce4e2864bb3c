import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { takeOwnership } from '../../src/store/owner.ts'
import { kentongan, lineOf } from './kentongan.ts'

/** A data folder with keys, and the private root beside it. */
async function makeFolder(): Promise<{ home: string; data: string }> {
  const home = mkdtempSync(join(tmpdir(), 'kentongan-backup-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const data = join(home, 'data')
  const root = join(home, 'root.pem')
  expect((await kentongan(['key', 'root', '--out', root])).code).toBe(0)
  expect((await kentongan(['key', 'init', '--root', root, '--data', data])).code).toBe(0)
  return { home, data }
}

test('backup writes one file beside the running service, without private keys', async () => {
  const { home, data } = await makeFolder()
  const ownership = takeOwnership(data)
  onTestFinished(() => ownership.release())
  const ran = await kentongan(['backup', '--data', data, '--out', home, '--json'])
  expect(ran.code).toBe(0)
  const line = lineOf(ran) as { backup: string; size: number; digest: string }
  expect(line).toEqual({
    backup: expect.stringMatching(/\/kentongan-\d{8}T\d{6}Z\.backup$/),
    size: readFileSync(line.backup).length,
    entries: 2,
    digest: createHash('sha256').update(readFileSync(line.backup)).digest('hex'),
    instance: expect.stringMatching(/^[A-Z]{6}$/),
    keys: false,
    missing: [],
  })
  const text = readFileSync(line.backup, 'latin1')
  expect(text).not.toContain('PRIVATE KEY')
  expect(text).toContain('PUBLIC KEY')
})

test('restore makes a folder of a backup, and says what is left to do', async () => {
  const { home, data } = await makeFolder()
  const file = join(home, 'all.backup')
  const made = await kentongan(['backup', '--data', data, '--out', file, '--with-keys', '--json'])
  expect(lineOf(made)).toMatchObject({ keys: true, entries: 2 })
  const to = join(home, 'again')
  const ran = await kentongan(['restore', file, '--data', to, '--json', '--lang', 'en'])
  expect(ran.code).toBe(0)
  const { instance } = lineOf(made) as { instance: string }
  const line = lineOf(ran) as { instance: string; backupAt: string }
  expect(line).toEqual({
    restored: to,
    instance: expect.stringMatching(/^[A-Z]{6}$/),
    entries: 3,
    live: [],
    returned: [],
    backupAt: expect.stringMatching(/\+07:00$/),
    replaced: null,
    serials: { read: null, clear: true, noted: true },
    keys: true,
  })
  expect(line.instance).not.toBe(instance)
  expect(ran.err).toContain('ask every CBC')
  expect(ran.err).toContain('Tell the auditors')
  const keys = (folder: string): string[] => readdirSync(join(folder, 'keys')).toSorted()
  expect(keys(to)).toEqual(keys(data))
  const verified = await kentongan(['audit', 'verify', '--data', to, '--json'])
  expect(lineOf(verified)).toMatchObject({ verified: true, size: 3 })
  expect((await kentongan(['key', 'show', '--data', to])).code).toBe(0)
})

test('restore without private keys says that they must be put back', async () => {
  const { home, data } = await makeFolder()
  const file = join(home, 'all.backup')
  await kentongan(['backup', '--data', data, '--out', file])
  const to = join(home, 'again')
  const ran = await kentongan(['restore', file, '--data', to, '--lang', 'en'])
  expect(ran.err).toContain('Put keys/cap.pem and keys/log.pem back')
  const replaced = await kentongan(['restore', file, '--data', data, '--replace', '--json'])
  expect(lineOf(replaced), 'those of the folder that it replaces go on').toMatchObject({
    keys: true,
    replaced: expect.stringContaining(`${data}.replaced-`),
    serials: { read: true, clear: true, noted: true },
  })
})

test('restore refuses a folder that is not empty or in use, in either language', async () => {
  const { home, data } = await makeFolder()
  const file = join(home, 'all.backup')
  await kentongan(['backup', '--data', data, '--out', file])
  const full = await kentongan(['restore', file, '--data', data])
  expect([full.code, full.err]).toEqual([1, expect.stringContaining('--replace')])
  const ownership = takeOwnership(data)
  const busy = await kentongan(['restore', file, '--data', data, '--replace', '--lang', 'en'])
  ownership.release()
  expect([busy.code, busy.err]).toEqual([1, expect.stringContaining('stop it first')])
  const none = await kentongan(['restore', join(home, 'root.pem'), '--data', join(home, 'x')])
  expect(none.code).toBe(1)
  expect(readdirSync(home).filter((name) => /^x|restoring/.test(name))).toEqual([])
  expect((await kentongan(['backup', '--data', data])).code, 'no --out').toBe(2)
})
