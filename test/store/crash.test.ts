import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { tempFolder } from './rig.ts'
import { verifyFolder } from './verify-folder.ts'

const CHILD = join(import.meta.dirname, 'crash-child.ts')

/** Runs the child until it dies; the numbers that it said were durable. */
async function runUntilKilled(
  folder: string,
  how: { diesAt?: number; afterMs?: number },
): Promise<readonly number[]> {
  const more = how.diesAt === undefined ? [] : [String(how.diesAt)]
  const child = spawn(process.execPath, [CHILD, folder, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed = text(child.stdout)
  const exit = once(child, 'exit')
  if (how.afterMs !== undefined) {
    await Promise.race([once(child.stdout, 'readable'), exit])
    await sleep(how.afterMs)
    child.kill('SIGKILL')
  }
  const [, signal] = (await exit) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  const lines = await printed
  // A line that was cut off by the kill is no word of the child.
  return lines.split('\n').slice(0, -1).map(Number)
}

/** What must hold of a folder however its last owner ended. */
async function checkFolder(folder: string, durable: readonly number[]): Promise<number> {
  const store = await openStore(folder, { readonly: true, nowMs: () => 0 })
  const alerts = (await store.nextAlertNumber()) - 1
  expect(alerts, 'what was said to be durable is there').toBeGreaterThanOrEqual(durable.at(-1) ?? 0)
  expect(alerts % 3, 'batches are there whole').toBe(0)
  const { head, to } = await store.loadExtent()
  expect({ size: head?.size ?? 0, to }).toEqual({ size: 2 * alerts, to: 2 * alerts })
  for (let number = 1; number <= alerts; number++) {
    expect(await store.loadMessage(`${number}.1`)).toMatchObject({ version: 1 })
    const entry = await store.loadEntry(2 * (number - 1))
    expect(entry?.entry).toMatchObject({ release: String(number) })
  }
  await store.close()
  expect(await verifyFolder(folder)).toMatchObject({ size: 2 * alerts, verified: true })
  return alerts
}

test('a process killed between BEGIN and COMMIT leaves nothing of that batch', async () => {
  const folder = tempFolder()
  // Six salts a batch: the first of the first batch, the last of the third, one in the middle.
  let alerts = 0
  for (const [diesAt, batches] of [
    [1, 0],
    [18, 2],
    [10, 1],
  ] as const) {
    const durable = await runUntilKilled(folder, { diesAt })
    expect(durable.length).toBe(3 * batches)
    alerts += 3 * batches
    expect(await checkFolder(folder, durable)).toBe(alerts)
  }
})

test('a process killed at any moment loses nothing that it said was durable', async () => {
  const folder = tempFolder()
  let last = 0
  for (const afterMs of [0, 7, 23, 61]) {
    const durable = await runUntilKilled(folder, { afterMs })
    expect(durable[0]).toBe(last + 1)
    last = await checkFolder(folder, durable)
  }
})
