import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Inbox, type InboxRecord } from '../../src/simulator/inbox.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inbox-'))
  path = join(folder, 'state.ndjson')
})
afterEach(() => rmSync(folder, { recursive: true }))

const RATES = { failed: 0, silent: 0, seed: 'TSEL' }

function received(identifier: string, names: readonly string[] = [], sender = 's'): InboxRecord {
  return {
    t: 'received',
    identifier,
    atMs: 1,
    link: 'feed',
    sha256: identifier,
    xml: '<alert/>',
    order: {
      identifier,
      sender,
      msgType: names.length > 0 ? 'Cancel' : 'Alert',
      sentMs: 0,
      expiresMs: 9,
      references: names.map((each) => ({ sender, identifier: each, sent: '' })),
      copies: [],
      source: { kind: 'whole-network' },
    },
  }
}

test('Inbox gives back after a restart all that was appended', () => {
  const first = new Inbox(path)
  first.append(received('a'))
  first.append({ t: 'accepted', identifier: 'a', atMs: 2, cells: ['510-10-1'], rates: RATES })
  first.append({ t: 'aired', identifier: 'a', atMs: 3 })
  first.append({ t: 'ended', identifier: 'a', atMs: 4, how: 'expired', by: null })
  first.append({ t: 'acknowledged', identifier: 'a', batch: 'b' })
  first.append({ t: 'refused', identifier: 'c', atMs: 5, sha256: 'f', reason: 'r' })
  first.append({ t: 'trust', list: '{}' })
  first.close()
  const second = new Inbox(path)
  expect(second.held()).toEqual(first.held())
  expect(second.log()).toEqual(first.log())
  expect(second.log().map((each) => each.action)).toEqual(['aired', 'stopped'])
  expect(second.isAcknowledged('b')).toBe(true)
  expect(second.isRefused('c')).toBe(true)
  expect(second.trustList()).toBe('{}')
  second.close()
})

test('Inbox drops a line that was torn, and goes on after the last whole one', () => {
  const first = new Inbox(path)
  first.append(received('a'))
  first.close()
  appendFileSync(path, '{"t":"received","identifier":"b","xm')
  const second = new Inbox(path)
  expect(second.held().map((each) => each.order.identifier)).toEqual(['a'])
  second.append(received('c'))
  second.close()
  const third = new Inbox(path)
  expect(third.held().map((each) => each.order.identifier)).toEqual(['a', 'c'])
  third.close()
  expect(readFileSync(path, 'utf8').endsWith('\n')).toBe(true)
})

test('Inbox reads a file torn at any octet', () => {
  const whole = new Inbox(path)
  for (const name of ['a', 'b', 'é']) whole.append(received(name))
  whole.close()
  const octets = readFileSync(path)
  for (let length = 0; length <= octets.length; length += 7) {
    const torn = join(folder, `${length}`)
    appendFileSync(torn, octets.subarray(0, length))
    const inbox = new Inbox(torn)
    const lines = octets.subarray(0, length).filter((octet) => octet === 0x0a).length
    expect(inbox.held()).toHaveLength(lines)
    inbox.close()
  }
})

test('Inbox finds what stops an order, whichever came first, and not from another sender', () => {
  const inbox = new Inbox(null)
  inbox.append(received('cancel', ['a']))
  inbox.append(received('strange', ['b'], 'other'))
  inbox.append(received('a'))
  inbox.append(received('b'))
  expect(inbox.stopperOf(inbox.get('a')!)?.order.identifier).toBe('cancel')
  expect(inbox.stopperOf(inbox.get('b')!)).toBeNull()
  inbox.append({ t: 'rejected', identifier: 'cancel', atMs: 1, reason: '' })
  expect(inbox.stopperOf(inbox.get('a')!)).toBeNull()
})

test('Inbox keeps nothing once it is closed', () => {
  const inbox = new Inbox(path)
  inbox.close()
  expect(() => inbox.append(received('a'))).toThrow(/closed/)
})

test('Inbox goes on after a record that the disk did not take', () => {
  const module = new URL('../../src/simulator/inbox.ts', import.meta.url).href
  // The long one ends in the middle, at the limit of the file; the short one has room again.
  const script = `import { Inbox } from '${module}'
    const inbox = new Inbox('${path}')
    for (const [identifier, length] of [['a', 1], ['b', 60_000], ['c', 1]]) {
      const reason = 'x'.repeat(length)
      try {
        inbox.append({ t: 'refused', identifier, atMs: 1, sha256: '0', reason })
        console.log(identifier)
      } catch (error) {
        console.log(error.code)
      }
    }`
  const limited = ['-c', 'ulimit -f 20; exec "$0" --input-type=module -e "$1"']
  const { stdout } = spawnSync('bash', [...limited, process.execPath, script], { encoding: 'utf8' })
  expect(stdout.trim().split('\n')).toEqual(['a', 'EFBIG', 'c'])
  const inbox = new Inbox(path)
  expect(inbox.refused().map(({ identifier }) => identifier)).toEqual(['a', 'c'])
  inbox.close()
})

test('Inbox finds the Update that has come furthest: one before it may never be aired', () => {
  const inbox = new Inbox(null)
  const update = (identifier: string, names: readonly string[]): InboxRecord => {
    const record = received(identifier, names) as InboxRecord & { t: 'received' }
    return { ...record, order: { ...record.order, msgType: 'Update' } }
  }
  const accept = (identifier: string): void =>
    inbox.append({ t: 'accepted', identifier, atMs: 2, cells: [], rates: RATES })
  inbox.append(received('a'))
  inbox.append(update('b', ['a']))
  inbox.append(update('c', ['a', 'b']))
  const stopper = (): string | undefined => inbox.stopperOf(inbox.get('a')!)?.order.identifier
  expect(stopper()).toBe('b')
  accept('c')
  expect(stopper()).toBe('c')
  accept('b')
  inbox.append({ t: 'aired', identifier: 'c', atMs: 3 })
  expect(stopper()).toBe('c')
  inbox.append(received('d', ['a']))
  expect(stopper(), 'a Cancel is before every Update').toBe('d')
})

test('Inbox tells what an Update changes: cells kept, replaced, added and stopped', () => {
  const inbox = new Inbox(null)
  const put = (
    identifier: string,
    of: { cells: string[]; serial: number; names?: string[] },
  ): void => {
    const record = received(identifier, of.names) as InboxRecord & { t: 'received' }
    const copy = { language: 'id-ID', messageIdentifier: 4370, serial: of.serial }
    const copies = [{ ...copy, dcs: 15, repetitionSeconds: 60, text: 'x', pages: 1 }]
    const msgType = of.names === undefined ? 'Alert' : 'Update'
    inbox.append({ ...record, order: { ...record.order, msgType, copies } })
    inbox.append({ t: 'accepted', identifier, atMs: 2, cells: of.cells, rates: RATES })
    inbox.append({ t: 'aired', identifier, atMs: 3 })
  }
  put('a', { cells: ['1', '2', '3'], serial: 0x4010 })
  put('b', { cells: ['2', '3', '4', '5'], serial: 0x4010, names: ['a'] })
  inbox.append({ t: 'ended', identifier: 'a', atMs: 4, how: 'replaced', by: 'b' })
  put('c', { cells: ['2', '3'], serial: 0x4011, names: ['a', 'b'] })
  const changes = inbox.log().map(({ action, change }) => ({ action, change }))
  expect(changes).toEqual([
    { action: 'aired', change: null },
    { action: 'aired', change: { kept: 2, replaced: 0, added: 2, stopped: 1 } },
    { action: 'stopped', change: null },
    // What has ended already is on air nowhere.
    { action: 'aired', change: { kept: 0, replaced: 2, added: 0, stopped: 2 } },
  ])
})
