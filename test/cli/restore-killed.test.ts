import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { readBackup } from '../../src/store/backup.ts'
import { takeOwnership } from '../../src/store/owner.ts'
import { kentongan, lineOf } from './kentongan.ts'

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['src/main.ts', ...args], {
    env: { PATH: '/usr/bin:/bin', NODE_NO_WARNINGS: '1' },
    stdio: 'ignore',
  })
}

/** Kills a command as a power cut of its process would, unless it is done before. */
async function killAfter(ms: number, args: readonly string[]): Promise<number | null> {
  const child = start(args)
  const ended = once(child, 'exit')
  await Promise.race([ended, sleep(ms)])
  child.kill('SIGKILL')
  await ended
  return child.exitCode
}

/** Runs a command that may write files of so many KiB and no larger, as on a disk that fills up. */
async function limitedTo(kib: number, args: readonly string[]): Promise<[number | null, string]> {
  const limited = `ulimit -f ${kib}; exec "$0" src/main.ts "$@"`
  const child = spawn('bash', ['-c', limited, process.execPath, ...args, '--lang', 'en'], {
    env: { PATH: '/usr/bin:/bin', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')])
  return [child.exitCode, said]
}

async function verified(data: string): Promise<unknown> {
  return lineOf(await kentongan(['audit', 'verify', '--data', data, '--json']))
}

test('backup and restore that are killed leave a whole thing or none, and work the next time', async () => {
  const home = mkdtempSync(join(tmpdir(), 'kentongan-killed-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const [data, file, root] = ['data', 'all.backup', 'root.pem'].map((name) => join(home, name))
  await kentongan(['key', 'root', '--out', root!])
  await kentongan(['key', 'init', '--root', root!, '--data', data!])
  const backup = ['backup', '--data', data!, '--out', file!]
  // How long one takes here, start of the process and all: deaths are spread over it.
  const startedMs = performance.now()
  expect(await killAfter(60_000, [...backup.slice(0, -1), `${file}.first`])).toBe(0)
  const wholeMs = performance.now() - startedMs
  for (const part of [0.6, 0.8, 0.9, 0.95, 1]) {
    await killAfter(wholeMs * part, backup)
    if (!existsSync(file!)) continue
    expect(readBackup(file!).entries, `${part}`).toBe(2)
    rmSync(file!)
  }
  expect((await kentongan(backup)).code).toBe(0)

  const to = join(home, 'to')
  const restore = ['restore', file!, '--data', to, '--replace']
  let killed = 0
  for (const part of [0.6, 0.8, 0.9, 1, 1.1, 1.2, 1.3]) {
    if ((await killAfter(wholeMs * part, restore)) === null) killed++
    const folders = readdirSync(home).filter((name) => name.startsWith('to'))
    const whole = folders.filter((name) => !name.endsWith('.restoring'))
    for (const name of whole) {
      expect(await verified(join(home, name)), `${part} ${name}`).toMatchObject({ verified: true })
    }
  }
  expect(killed).toBeGreaterThan(0)
  const ran = await kentongan([...restore, '--json'])
  expect(ran.code).toBe(0)
  expect(await verified(to)).toMatchObject({ verified: true, size: 3 })
  expect(readdirSync(home).filter((name) => name.endsWith('.restoring'))).toEqual([])
  // Nobody who died holds it.
  takeOwnership(to).release()
}, 120_000)

test('backup and restore on a disk that is full say so, and leave nothing', async () => {
  const home = mkdtempSync(join(tmpdir(), 'kentongan-full-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const [data, file, root] = ['data', 'all.backup', 'root.pem'].map((name) => join(home, name))
  await kentongan(['key', 'root', '--out', root!])
  await kentongan(['key', 'init', '--root', root!, '--data', data!])
  const backup = ['backup', '--data', data!, '--out', file!]
  expect(await limitedTo(100, backup)).toEqual([
    1,
    expect.stringMatching(/^FOLDER_REFUSED: .*disk/),
  ])
  expect(readdirSync(home).toSorted()).toEqual(['data', 'root.pem', 'root.pem.public.pem'])
  expect((await kentongan(backup)).code).toBe(0)
  const before = readdirSync(home).toSorted()
  const wholeKib = Math.ceil(statSync(file!).size / 1_024)
  // In the copy, and after it, where its database is brought to this release.
  for (const kib of [wholeKib >> 1, wholeKib + 1]) {
    const [code, said] = await limitedTo(kib, ['restore', file!, '--data', join(home, 'to')])
    expect([code, said], `${kib}`).toEqual([1, expect.stringMatching(/^(?:FOLDER|INPUT)_/)])
    expect(readdirSync(home).toSorted(), `${kib}`).toEqual(before)
  }
}, 60_000)
