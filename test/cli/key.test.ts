import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { takeOwnership } from '../../src/store/owner.ts'
import { kentongan, lineOf } from './kentongan.ts'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-key-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A folder with a root beside it, as an administrator makes them. */
async function makeKeys(): Promise<{ data: string; root: string; cap: string }> {
  const folder = makeFolder()
  const [data, root] = [join(folder, 'data'), join(folder, 'root.pem')]
  expect((await kentongan(['key', 'root', '--out', root])).code).toBe(0)
  const made = lineOf(await kentongan(['key', 'init', '--root', root, '--data', data, '--json']))
  return { data, root, cap: (made as { cap: string }).cap }
}

async function shown(data: string, root: string): Promise<Record<string, unknown>> {
  const args = ['key', 'show', '--data', data, '--root', `${root}.public.pem`, '--json']
  return lineOf(await kentongan(args)) as Record<string, unknown>
}

test('key root makes a pair that only its owner reads, and never over another', async () => {
  const root = join(makeFolder(), 'root.pem')
  expect(lineOf(await kentongan(['key', 'root', '--out', root, '--json']))).toEqual({
    keyId: expect.stringMatching(/^[\da-f]{16}$/),
    private: root,
    public: `${root}.public.pem`,
  })
  expect(statSync(root).mode & 0o777).toBe(0o600)
  const before = readFileSync(root, 'utf8')
  const again = await kentongan(['key', 'root', '--out', root, '--json'])
  expect(again.code).toBe(1)
  expect(lineOf(again)).toMatchObject({ error: { code: 'KEY_REFUSED' } })
  expect(readFileSync(root, 'utf8')).toBe(before)
})

test('key init makes keys that the root vouches for, once', async () => {
  const { data, root, cap } = await makeKeys()
  expect(await shown(data, root)).toMatchObject({
    cap,
    next: null,
    verified: true,
    keys: [{ keyId: cap, purpose: 'live', revoked: false, inForce: true }],
  })
  const again = await kentongan(['key', 'init', '--root', root, '--data', data])
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('KEY_REFUSED') })
  expect(await shown(data, root)).toMatchObject({ cap })
})

test('key init with something else than a root leaves no key behind', async () => {
  const folder = makeFolder()
  const [data, wrong] = [join(folder, 'data'), join(folder, 'wrong.pem')]
  writeFileSync(wrong, 'not a key')
  const ran = await kentongan(['key', 'init', '--root', wrong, '--data', data])
  expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('KEY_REFUSED') })
  expect(existsSync(join(data, 'keys'))).toBe(false)
})

test('key show tells a list that another root has signed', async () => {
  const { data } = await makeKeys()
  const other = join(makeFolder(), 'other.pem')
  await kentongan(['key', 'root', '--out', other])
  const ran = await kentongan(['key', 'show', '--data', data, '--root', `${other}.public.pem`])
  expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('TIDAK') })
})

test('key next, switch and trust --revoke replace a key step by step', async () => {
  const { data, root, cap } = await makeKeys()
  const owned = ['--root', root, '--data', data]
  const early = await kentongan(['key', 'trust', ...owned, '--revoke', cap])
  expect(early).toMatchObject({ code: 1, err: expect.stringContaining('KEY_REFUSED') })
  expect((await kentongan(['key', 'next', ...owned])).code).toBe(0)
  const { next, issued } = await shown(data, root)
  expect(next).toMatch(/^[\da-f]{16}$/)
  expect((await kentongan(['key', 'next', ...owned])).code).toBe(1)
  expect((await kentongan(['key', 'switch', '--data', data])).code).toBe(0)
  expect((await kentongan(['key', 'trust', ...owned, '--revoke', cap])).code).toBe(0)
  const after = await shown(data, root)
  expect(after).toMatchObject({ cap: next, next: null, verified: true })
  expect(after['keys']).toMatchObject([
    { keyId: cap, revoked: true, inForce: false },
    { keyId: next, revoked: false, inForce: true },
  ])
  expect(Date.parse(String(after['issued']))).toBeGreaterThan(Date.parse(String(issued)))
  const log = await kentongan(['audit', 'verify', '--data', data, '--json'])
  // Two keys, the next one, its switch, the year and the revocation.
  expect(lineOf(log)).toMatchObject({ size: 6, problem: null })
})

test('key trust with another root is refused: CBCs have pinned the first', async () => {
  const { data, root } = await makeKeys()
  const other = join(makeFolder(), 'other.pem')
  await kentongan(['key', 'root', '--out', other])
  const ran = await kentongan(['key', 'trust', '--root', other, '--data', data])
  expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('KEY_REFUSED') })
  expect(await shown(data, root)).toMatchObject({ verified: true })
})

test('key trust waits for a running service to stop', async () => {
  const { data, root } = await makeKeys()
  const ownership = takeOwnership(data)
  const ran = await kentongan(['key', 'trust', '--root', root, '--data', data])
  ownership.release()
  expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('FOLDER_OWNED') })
})
