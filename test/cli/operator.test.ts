import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import type { KeptCbc } from '../../src/store/cbcs.ts'
import { openStore } from '../../src/store/open.ts'
import { takeOwnership } from '../../src/store/owner.ts'
import { kentongan, lineOf } from './kentongan.ts'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-operator-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

function connect(data: string, ...args: readonly string[]): ReturnType<typeof kentongan> {
  return kentongan(['operator', 'connect', ...args, '--data', data, '--json'])
}

async function keptCbc(data: string, cbc: string): Promise<KeptCbc | null> {
  const store = await openStore(data, { readonly: true, nowMs })
  try {
    return await store.loadCbc(cbc)
  } finally {
    await store.close()
  }
}

const PUSH = 'push=https://cbc.telkomsel.invalid/cap'

test('operator list shows the registry, without a folder too', async () => {
  const { code, out } = await kentongan(['operator', 'list', '--data', makeFolder(), '--json'])
  expect(code).toBe(0)
  const rows = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.map(({ cbc }) => cbc)).toEqual(['TSEL', 'IOH', 'XL', 'SF'])
  expect(rows[2]).toEqual({
    operator: 'xlsmart',
    name: 'XLSMART',
    cbc: 'XL',
    plmns: ['510-11'],
    links: [],
    coding: 'untagged',
    serial: 'ours',
  })
})

test('operator connect gives tokens once and keeps what checks them', async () => {
  const data = makeFolder()
  const made = lineOf(await connect(data, 'TSEL', '--link', PUSH, '--link', 'feed')) as {
    token: string
    pushToken: string
  }
  expect(made.token).toMatch(/^[\w-]{43}$/)
  expect(await keptCbc(data, 'TSEL')).toMatchObject({
    links: [
      {
        link: 'cap-push',
        url: 'https://cbc.telkomsel.invalid/cap',
        pushToken: made.pushToken,
      },
      { link: 'cap-feed' },
    ],
    tokenSha256: createHash('sha256').update(made.token).digest('hex'),
    loopback: false,
    coding: 'untagged',
    serial: 'ours',
  })
  const listed = await kentongan(['operator', 'list', '--data', data, '--json'])
  expect(listed.out).not.toContain(made.token)
  expect(listed.out).not.toContain(made.pushToken)
})

test('operator connect --keep-tokens changes the order of the links alone', async () => {
  const data = makeFolder()
  await connect(data, 'TSEL', '--link', PUSH, '--link', 'feed')
  const before = await keptCbc(data, 'TSEL')
  const ran = await connect(data, 'TSEL', '--link', 'feed', '--link', PUSH, '--keep-tokens')
  expect(lineOf(ran)).toMatchObject({ token: null, pushToken: null })
  const after = await keptCbc(data, 'TSEL')
  expect(after?.tokenSha256).toBe(before?.tokenSha256)
  expect(after?.links).toEqual(before?.links.toReversed())
})

test('operator connect --coding sets how pages are coded, and it stays until it is set again', async () => {
  const data = makeFolder()
  const coded = async (...args: readonly string[]): Promise<unknown> => {
    const { coding } = lineOf(await connect(data, ...args)) as { coding: string }
    const kept = await keptCbc(data, 'TSEL')
    expect(kept?.coding).toBe(coding)
    return coding
  }
  expect(await coded('TSEL', '--link', 'feed')).toBe('untagged')
  expect(await coded('TSEL', '--link', 'feed', '--coding', 'prefix')).toBe('prefix')
  expect(await coded('TSEL', '--link', PUSH, '--keep-tokens')).toBe('prefix')
  const listed = await kentongan(['operator', 'list', '--data', data, '--lang', 'en'])
  expect(listed.out).toMatch(/TSEL .*coding prefix/)
  const told = await kentongan(['operator', 'connect', 'TSEL', '--link', 'feed', '--data', data])
  expect(told.err).toContain('Android hingga versi 14')
  expect(await coded('TSEL', '--link', 'feed', '--coding', 'untagged')).toBe('untagged')
  const wrong = await connect(data, 'TSEL', '--link', 'feed', '--coding', 'utf8')
  expect(wrong.code).toBe(2)
})

test('operator connect --serial says who chooses serial numbers, and it stays', async () => {
  const data = makeFolder()
  const whose = async (...args: readonly string[]): Promise<unknown> => {
    const { serial } = lineOf(await connect(data, 'IOH', '--link', 'feed', ...args)) as {
      serial: string
    }
    expect((await keptCbc(data, 'IOH'))?.serial).toBe(serial)
    return serial
  }
  expect(await whose()).toBe('ours')
  expect(await whose('--serial', 'theirs')).toBe('theirs')
  expect(await whose('--keep-tokens')).toBe('theirs')
  const listed = await kentongan(['operator', 'list', '--data', data, '--lang', 'en'])
  expect(listed.out).toMatch(/IOH .*serial theirs/)
  expect(await whose('--serial', 'ours')).toBe('ours')
  expect((await connect(data, 'IOH', '--link', 'feed', '--serial', 'none')).code).toBe(2)
})

test('operator connect refuses addresses that alerts must not go to', async () => {
  const data = makeFolder()
  const urls = ['http://cbc.invalid/', 'http://127.0.0.1.cbc.invalid/', 'ftp://127.0.0.1/', 'here']
  for (const url of [...urls, 'https://user:secret@cbc.invalid/']) {
    const ran = await connect(data, 'TSEL', '--link', `push=${url}`)
    expect(ran.code, url).toBe(1)
    expect(lineOf(ran)).toMatchObject({ error: { code: 'INPUT_INVALID' } })
  }
  expect((await connect(data, 'TSEL', '--link', 'push=http://127.0.0.1:9091/cap')).code).toBe(0)
})

test('operator connect refuses a CBC that is not of today', async () => {
  const ran = await connect(makeFolder(), 'AXIS', '--link', 'feed')
  expect(ran.code).toBe(1)
  expect(lineOf(ran)).toMatchObject({ error: { code: 'CBC_NOT_FOUND', params: { cbc: 'AXIS' } } })
})

test('operator disconnect ends links and token', async () => {
  const data = makeFolder()
  await connect(data, 'IOH', '--link', 'feed')
  const before = await keptCbc(data, 'IOH')
  const disconnect = ['operator', 'disconnect', 'IOH', '--data', data, '--json']
  expect(lineOf(await kentongan(disconnect))).toEqual({ cbc: 'IOH', links: [], live: [] })
  const after = await keptCbc(data, 'IOH')
  expect(after?.links).toEqual([])
  expect(after?.tokenSha256).not.toBe(before?.tokenSha256)
  expect((await kentongan(disconnect)).code).toBe(1)
})

test('operator connect waits for a running service to stop', async () => {
  const data = makeFolder()
  const ownership = takeOwnership(data)
  const ran = await connect(data, 'IOH', '--link', 'feed')
  ownership.release()
  expect(ran.code).toBe(1)
  expect(lineOf(ran)).toMatchObject({ error: { code: 'FOLDER_OWNED' } })
})
