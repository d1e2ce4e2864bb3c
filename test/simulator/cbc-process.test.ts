import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import type { CbcEvent, CbcState } from '../../src/simulator/events.ts'
import { makeAlert, makeCancel, makeKeys } from './documents.ts'
import { FakeService, TOKEN } from './fake-service.ts'
import { push, PUSH_TOKEN, until } from './running.ts'

const keys = makeKeys()
const ID = (n: number): string => `KTN-ABCDEF-20260301-A1-M${n}-TSEL`
let service: FakeService
let folder: string
let children: ChildProcess[]

beforeEach(async () => {
  children = []
  folder = mkdtempSync(join(tmpdir(), 'cbc-process-'))
  writeFileSync(join(folder, 'root.pem'), keys.rootPem)
  service = new FakeService()
  service.trustList = keys.trustList()
  await service.start()
})

afterEach(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  await service.stop()
  rmSync(folder, { recursive: true })
})

interface CbcProcess {
  readonly child: ChildProcess
  readonly events: CbcEvent[]
}

function start(...more: string[]): CbcProcess {
  const args = ['src/main.ts', 'cbc', '--json', '--id', 'TSEL', '--url', service.url]
  args.push('--token', TOKEN, '--root', join(folder, 'root.pem'))
  args.push('--state', join(folder, 'state.ndjson'), '--fail-rate', '0', '--silent-rate', '0')
  const child = spawn(process.execPath, [...args, ...more], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const events: CbcEvent[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line) as CbcEvent)
  })
  children.push(child)
  return { child, events }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function offer(identifier: string, options: { expiresMs?: number } = {}) {
  const alert = makeAlert({ identifier, ...options })
  return { identifier, msgType: alert.msgType, xml: keys.sign(alert) }
}

async function stop({ child, events }: CbcProcess): Promise<CbcState> {
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(0)
  return until('the last line', () => events.find((each) => each.event === 'stopped'))
}

test('kentongan cbc killed after received still airs and reports, under the same names', async () => {
  service.broken.add('/cbc/v1/receipts')
  const first = start('--delay', '60000')
  service.offer(offer(ID(1)))
  await until('it is accepted', () => first.events.some((each) => each.event === 'accepted'))
  await kill(first.child)
  expect(service.receipts).toEqual([])
  service.broken.clear()
  const second = start('--delay', '0')
  await until('cells are reported', () => service.cells(ID(1), 'en')['broadcasting'] === 3)
  expect(service.stages(ID(1)).slice(0, 2)).toEqual(['received', 'accepted'])
  expect(second.events.some((each) => each.event === 'received')).toBe(false)
  const { held, log } = await stop(second)
  expect(log).toHaveLength(1)
  expect(held).toMatchObject([{ identifier: ID(1), state: 'broadcasting', broadcasting: 3 }])
})

test('kentongan cbc killed on air does not air again, and completes at expiry', async () => {
  const first = start('--delay', '0')
  service.offer(offer(ID(1), { expiresMs: nowMs() + 6_000 }))
  await until('cells are reported', () => service.cells(ID(1), 'en')['broadcasting'] === 3)
  await kill(first.child)
  const second = start('--delay', '0')
  await until('cells have completed', () => service.cells(ID(1), 'en')['completed'] === 3)
  expect(second.events.some((each) => each.event === 'broadcasting')).toBe(false)
  expect(service.conflicts).toEqual([])
  const { log } = await stop(second)
  expect(log.map((each) => each.action)).toEqual(['aired', 'stopped'])
})

test('kentongan cbc reads the feed again after a kill before it airs what it holds', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const first = start('--delay', '60000')
  service.offer({ identifier: ID(1), msgType: 'Alert', xml: keys.sign(alert) })
  await until('it is accepted', () => first.events.some((each) => each.event === 'accepted'))
  await kill(first.child)
  const cancel = keys.sign(makeCancel(ID(2), [alert]))
  service.offer({ identifier: ID(2), msgType: 'Cancel', xml: cancel })
  const second = start('--delay', '0')
  await until('it is cancelled', () => second.events.some((each) => each.event === 'cancelled'))
  const { log, held } = await stop(second)
  expect(log).toEqual([])
  expect(held.map((each) => each.state)).toEqual(['cancelled', 'accepted'])
})

test('kentongan cbc judges by its last good list when the service is away at its start', async () => {
  const options = ['--link', 'push', '--push-token', PUSH_TOKEN, '--delay', '0']
  const first = start(...options)
  await until('the list is in force', () => first.events.some((each) => each.event === 'trust'))
  await kill(first.child)
  await service.stop()
  const second = start(...options)
  const { push: url } = await until('it listens', () =>
    second.events.find((each) => each.event === 'listening'),
  )
  const response = await push(url ?? '', keys.sign(makeAlert({ identifier: ID(1) })))
  expect(await response.json()).toEqual({ identifier: ID(1), stage: 'received' })
  await until('it is on air', () => second.events.some((each) => each.event === 'broadcasting'))
  await service.start()
  await until('cells are reported', () => service.cells(ID(1), 'id-ID')['broadcasting'] === 3)
  await stop(second)
})

test('kentongan cbc exits 2 for wrong use', async () => {
  for (const more of [
    ['--script', 'nonsense'],
    ['--link', 'push'],
    ['--fail-rate', '2'],
  ]) {
    const { child, events } = start(...more)
    const [code] = (await once(child, 'exit')) as [number | null]
    expect(code).toBe(2)
    expect(events).toEqual([])
  }
})
