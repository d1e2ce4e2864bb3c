import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { randomOctets } from '../../src/clock.ts'
import { approveMessage } from '../../src/commands/approve-message.ts'
import { backupUse } from '../../src/desk/backup.ts'
import { commitOne } from '../../src/desk/commit.ts'
import { draftAlertUse } from '../../src/desk/draft-alert.ts'
import { submitUse } from '../../src/desk/message-steps.ts'
import { releaseUse } from '../../src/desk/release.ts'
import { type Restored, restoreUse } from '../../src/desk/restore.ts'
import { startTimers } from '../../src/desk/timers.ts'
import { verifyFolder } from '../../src/desk/verify-log.ts'
import { decodeSerialNumber } from '../../src/domain/cb/serial-number.ts'
import { RESTORE_TURNS, TURN_MS, turnOf } from '../../src/domain/cb/serials.ts'
import { Refusal } from '../../src/domain/error.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { takeOwnership } from '../../src/store/owner.ts'
import { checkInvariants } from '../invariants.ts'
import { APPROVER, AUTHOR, HOUR_MS, tempFolder } from '../make.ts'
import { connect, importCells, openRig, publish, type Rig, testContent } from '../http/rig.ts'

/** A service that has released one alert, with a backup of it. */
async function lived(): Promise<{ rig: Rig; file: string }> {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await importCells(rig, 2_000)
  await publish(rig)
  return { rig, file: await backUp(rig) }
}

async function backUp({ folder, clock }: Rig, withKeys = true): Promise<string> {
  const file = join(tempFolder(), 'all.backup')
  await backupUse(folder, file, { withKeys, nowMs: clock.nowMs })
  return file
}

function restore(
  { clock }: Rig,
  file: string,
  of: { readonly folder?: string; readonly replace?: boolean } = {},
): Promise<Restored & { folder: string }> {
  const folder = of.folder ?? join(tempFolder(), 'restored')
  const replace = of.replace ?? false
  const salt = (): Uint8Array => randomOctets(32)
  const nowMs = (): number => clock.nowMs
  return restoreUse({ file, folder, replace, nowMs, salt }).then((each) => ({ ...each, folder }))
}

/** Works on a restored folder as its service would, with the rest of the rig. */
async function livingIn<T>(rig: Rig, folder: string, work: (rig: Rig) => Promise<T>): Promise<T> {
  const store = await openStore(folder, {
    nowMs: () => rig.clock.nowMs,
    salt: () => randomOctets(32),
  })
  try {
    return await work({ ...rig, folder, desk: { ...rig.desk, store } })
  } finally {
    await store.close()
  }
}

async function codeOf(store: Store, messageId: string): Promise<number> {
  const [order] = await store.loadOrdersOfMessage(messageId)
  return decodeSerialNumber(order!.copies[0]!.serial).messageCode
}

/** Approved for later, or with its release yet to come. */
async function approve({ desk }: Rig, startMs: number | null): Promise<string> {
  const content = testContent({ startMs })
  const id = `${await draftAlertUse(desk, { content, origin: { from: 'api' } }, AUTHOR)}.1`
  await submitUse(desk, id, { version: 1 }, AUTHOR)
  const { version, contentHash } = (await desk.store.loadMessage(id))!
  const seen = { version, contentHash: contentHash ?? '' }
  const message = (await desk.store.loadMessage(id))!
  await commitOne(desk.store, approveMessage(message, seen, APPROVER, desk.means()))
  return id
}

test('restoreUse() makes a new installation of a backup, whose log says so and verifies', async () => {
  const { rig, file } = await lived()
  const before = await rig.desk.store.loadInstance()
  const size = (await rig.desk.store.loadHead())!.size
  const restored = await restore(rig, file)
  expect(restored).toMatchObject({
    entries: size + 1,
    live: ['1'],
    returned: [],
    replaced: null,
    serialsRead: null,
    serialsClear: true,
    isNoted: true,
    hasKeys: true,
  })
  expect(restored.instance).not.toBe(before.letters)
  const store = await openStore(restored.folder, { readonly: true, nowMs: () => rig.clock.nowMs })
  expect((await store.loadInstance()).letters).toBe(restored.instance)
  expect((await store.loadEntry(size))?.entry).toMatchObject({
    what: 'restored',
    actor: 'system',
    backupAtMs: rig.clock.nowMs,
    instance: restored.instance,
    before: before.letters,
    turn: turnOf(rig.clock.nowMs) + RESTORE_TURNS,
    live: ['1'],
  })
  expect(await verifyFolder(store, { nowMs: rig.clock.nowMs })).toMatchObject({
    verified: true,
    size: size + 1,
  })
  expect(await checkInvariants(store)).toMatchObject({ messages: 1, orders: 4 })
  await store.close()
  expect(readdirSync(restored.folder).filter((name) => name.includes('backup'))).toEqual([])
  const inventories = (folder: string): string[] => readdirSync(join(folder, 'inventories'))
  expect(inventories(restored.folder)).toEqual(inventories(rig.folder))
  expect(existsSync(`${restored.folder}.restoring`)).toBe(false)
})

test('restoreUse() leaves out the serial numbers of what it has forgotten', async () => {
  const { rig, file } = await lived()
  const used = [await codeOf(rig.desk.store, '1.1')]
  for (let n = 0; n < 3; n++) used.push(await codeOf(rig.desk.store, `${await publish(rig)}.1`))
  // Twice from one backup, each with a life of its own.
  for (let life = 0; life < 2; life++) {
    const { folder } = await restore(rig, file)
    await livingIn(rig, folder, async (again) => {
      for (let n = 0; n < 3; n++) {
        const id = await publish(again)
        used.push(await codeOf(again.desk.store, `${id}.1`))
      }
      await checkInvariants(again.desk.store)
    })
    rig.clock.nowMs += 60_000
  }
  expect(used.length).toBe(10)
  expect(new Set(used).size, used.join()).toBe(10)
})

test('restoreUse() says when too many restores in a row have left no serial number surely free', async () => {
  const { rig, file } = await lived()
  const clear: boolean[] = []
  for (let n = 0; n < 4; n++) clear.push((await restore(rig, file)).serialsClear)
  expect(clear).toEqual([true, true, true, false])
  rig.clock.nowMs += 2 * RESTORE_TURNS * TURN_MS
  expect((await restore(rig, file)).serialsClear).toBe(true)
  // One that cannot be written beside: a folder lies where the list would be.
  const unlisted = await backUp(rig)
  mkdirSync(`${unlisted}.restores`)
  expect((await restore(rig, unlisted)).isNoted).toBe(false)
})

test('restoreUse() releases nothing that was approved: it may have gone out since', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const now = await approve(rig, null)
  const later = await approve(rig, rig.clock.nowMs + HOUR_MS)
  const draft = { content: testContent(), origin: { from: 'api' } } as const
  const waiting = `${await draftAlertUse(rig.desk, draft, AUTHOR)}.1`
  await submitUse(rig.desk, waiting, { version: 1 }, AUTHOR)
  const file = await backUp(rig)
  await releaseUse(rig.desk, now)
  const { folder, returned } = await restore(rig, file)
  expect(returned.toSorted()).toEqual([now, later, waiting])
  await livingIn(rig, folder, async ({ desk, clock }) => {
    for (const id of [now, later, waiting]) {
      expect(await desk.store.loadMessage(id)).toMatchObject({
        state: 'draft',
        approvers: [],
        contentHash: null,
        note: expect.stringContaining('look first whether this has gone out'),
      })
    }
    const look = async (): Promise<void> => startTimers(desk, () => expect.fail()).stop()
    await look()
    clock.nowMs += HOUR_MS
    await look()
    for (const id of [now, later]) expect(await desk.store.loadOrdersOfMessage(id)).toEqual([])
    await checkInvariants(desk.store)
  })
})

test('restoreUse() keeps orders that are open as they are: same octets, same identity', async () => {
  const { rig, file } = await lived()
  const { folder } = await restore(rig, file)
  const before = await rig.desk.store.loadOrdersOfMessage('1.1')
  await livingIn(rig, folder, async ({ desk }) => {
    expect(await desk.store.loadOrdersOfMessage('1.1')).toEqual(before)
    for (const { identifier } of before) {
      const document = await desk.store.loadDocument(identifier)
      expect(document).toEqual(await rig.desk.store.loadDocument(identifier))
    }
  })
})

test('restoreUse() keeps a folder that it replaces aside, and takes over what it knows', async () => {
  const { rig, file } = await lived()
  const parent = tempFolder()
  const folder = join(parent, 'data')
  await restore(rig, file, { folder })
  const used = await livingIn(rig, folder, async (again) => {
    const codes: number[] = []
    for (let n = 0; n < 3; n++)
      codes.push(await codeOf(again.desk.store, `${await publish(again)}.1`))
    return codes
  })
  writeFileSync(join(folder, 'keys', 'cap.next.pem'), 'newer than the backup', { mode: 0o600 })
  // The list beside the backup is lost: only the folder itself tells.
  rmSync(`${file}.restores`)
  await expect(restore(rig, file, { folder })).rejects.toThrow('FOLDER_REFUSED')
  const again = await restore(rig, file, { folder, replace: true })
  expect(again).toMatchObject({ serialsRead: true, serialsClear: true })
  expect(again.replaced).toBe(join(parent, 'data.replaced-20261125T050000Z'))
  expect(readdirSync(again.replaced!)).toContain('kentongan.db')
  expect(readFileSync(join(folder, 'keys', 'cap.next.pem'), 'utf8')).toBe('newer than the backup')
  const next = await livingIn(rig, folder, async (rig2) => {
    const facts = await rig2.desk.store.loadSerialFacts(4380)
    for (const code of used) expect(facts.taken.has(code)).toBe(true)
    return codeOf(rig2.desk.store, `${await publish(rig2)}.1`)
  })
  expect(used).not.toContain(next)
  // What died between the two names: the folder is missing, and what it was lies aside.
  rmSync(`${file}.restores`)
  rmSync(folder, { recursive: true })
  const third = await restore(rig, file, { folder })
  const last = await livingIn(rig, folder, async ({ desk, ...rest }) =>
    codeOf(desk.store, `${await publish({ desk, ...rest })}.1`),
  )
  expect(third.replaced).toBeNull()
  expect(used).not.toContain(last)
})

test('restoreUse() goes on without a folder that cannot be read, and says so', async () => {
  const { rig, file } = await lived()
  const folder = tempFolder()
  writeFileSync(join(folder, 'kentongan.db'), 'no database any more')
  const restored = await restore(rig, file, { folder, replace: true })
  expect(restored).toMatchObject({ serialsRead: false, serialsClear: true })
  expect(readFileSync(join(restored.replaced!, 'kentongan.db'), 'utf8')).toBe(
    'no database any more',
  )
})

test('restoreUse() refuses a folder in use, a clock behind the backup, and what is no backup', async () => {
  const { rig, file } = await lived()
  const busy = tempFolder()
  const ownership = takeOwnership(busy)
  await expect(restore(rig, file, { folder: busy, replace: true })).rejects.toThrow('FOLDER_OWNED')
  ownership.release()
  const reason = async (change: Promise<unknown>): Promise<unknown> =>
    change.then(
      () => 'done',
      (error: unknown) => (error instanceof Refusal ? error.code : error),
    )
  rig.clock.nowMs -= 61_000
  expect(await reason(restore(rig, file))).toBe('FOLDER_REFUSED')
  rig.clock.nowMs += 1_000
  expect(await reason(restore(rig, file))).toBe('done')
  expect(await reason(restore(rig, join(rig.folder, 'kentongan.db')))).toBe('INPUT_INVALID')
  expect(await reason(restore(rig, '/nowhere.backup'))).toBe('INPUT_INVALID')
  const text = join(tempFolder(), 'text')
  writeFileSync(text, 'no backup')
  expect(await reason(restore(rig, text))).toBe('INPUT_INVALID')
})

test('restoreUse() keeps its hands off a folder that another restore is making', async () => {
  const { rig, file } = await lived()
  const folder = join(tempFolder(), 'data')
  const other = takeOwnership(`${folder}.restoring`)
  writeFileSync(join(`${folder}.restoring`, 'kentongan.db'), 'being made')
  await expect(restore(rig, file, { folder })).rejects.toThrow('FOLDER_OWNED')
  expect(readFileSync(join(`${folder}.restoring`, 'kentongan.db'), 'utf8')).toBe('being made')
  other.release()
  await restore(rig, file, { folder })
  expect(existsSync(`${folder}.restoring`)).toBe(false)
})

test('restoreUse() leaves nothing half made, and takes what an interrupted one left', async () => {
  const { rig, file } = await lived()
  const folder = join(tempFolder(), 'data')
  const draft = `${folder}.restoring`
  mkdirSync(join(draft, 'inventories'), { recursive: true })
  writeFileSync(join(draft, 'kentongan.db'), 'cut off')
  writeFileSync(join(draft, 'inventories', 'old.cells'), 'cut off')
  await restore(rig, file, { folder })
  expect(readdirSync(join(folder, 'inventories'))).not.toContain('old.cells')
  // One that fails in the middle: damaged where SQLite finds it.
  const damaged = join(tempFolder(), 'damaged.backup')
  const octets = readFileSync(file)
  octets.fill(0xa5, octets.length >> 1, (octets.length >> 1) + 60_000)
  writeFileSync(damaged, octets)
  const other = join(tempFolder(), 'data')
  await expect(restore(rig, damaged, { folder: other })).rejects.toThrow(Refusal)
  expect(existsSync(other)).toBe(false)
  expect(existsSync(`${other}.restoring`)).toBe(false)
})

test('restoreUse() signs everybody out', async () => {
  const { rig, file } = await lived()
  const session = {
    tokenSha256: 'ab'.repeat(32),
    accountId: 'P-SOMEBODY',
    csrf: 'c',
    createdAtMs: rig.clock.nowMs,
    expiresMs: rig.clock.nowMs + HOUR_MS,
  }
  const account = {
    id: 'P-SOMEBODY',
    name: 'sari',
    roles: ['author'],
    passwordHash: null,
    disabled: false,
    createdAtMs: 0,
  } as const
  await commitOne(rig.desk.store, {
    expects: [],
    claims: [],
    writes: [
      { table: 'account', insert: account },
      { table: 'session', insert: session },
    ],
    entries: [],
  })
  const { folder } = await restore(rig, await backUp(rig))
  expect(file).not.toBe(folder)
  await livingIn(rig, folder, async ({ desk }) => {
    expect(await desk.store.loadAccount('P-SOMEBODY')).toMatchObject({ name: 'sari' })
    expect(await desk.store.loadSession(session.tokenSha256)).toBeNull()
  })
})
