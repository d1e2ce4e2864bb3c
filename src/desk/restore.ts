import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { sha256 } from '../audit/node.ts'
import { verifyLog } from '../audit/verify.ts'
import { returnRestored } from '../commands/return-restored.ts'
import { SYSTEM } from '../domain/account.ts'
import { turnAfterRestore } from '../domain/cb/serials.ts'
import type { Decision } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { formatInstant } from '../formats/json/content.ts'
import { asRefusal, type BackupFacts, readBackup } from '../store/backup.ts'
import { flushFolder } from '../store/files.ts'
import { openStore, type Store } from '../store/open.ts'
import { type Ownership, takeOwnership } from '../store/owner.ts'
import { readSerials, renewFolder, type SerialState, unpackBackup } from '../store/restore.ts'
import { digestOf, isPrivateKey, keyFiles } from './backup.ts'
import { commitOne } from './commit.ts'
import { noteRestore, readRestoreList } from './restore-list.ts'
import { verifyFolder } from './verify-log.ts'

export interface RestoreRequest {
  readonly file: string
  readonly folder: string
  /** A folder that is there is kept aside, and what it knows of serial numbers and keys taken over. */
  readonly replace: boolean
  readonly nowMs: () => number
  readonly salt: () => Uint8Array
}

export interface Restored {
  /** Letters of the installation from here on. */
  readonly instance: string
  readonly backupAtMs: number
  /** Size of the log, the restore in it. */
  readonly entries: number
  /** Alerts that were live when the backup was made. */
  readonly live: readonly string[]
  /** Messages that waited for approval or for their time, and went back to who wrote them. */
  readonly returned: readonly string[]
  /** Where the folder that was there lies now. */
  readonly replaced: string | null
  /** Whether that folder's serial numbers could be read; null where none was replaced. */
  readonly serialsRead: boolean | null
  /** Whether serial numbers go on from where surely none is in use (`turnAfterRestore`). */
  readonly serialsClear: boolean
  /** Whether the restore could be noted beside the backup. */
  readonly isNoted: boolean
  readonly hasKeys: boolean
}

/** The clock may be this far behind the newest entry of the backup, as clocks of machines differ. */
const CLOCK_BEHIND_MS = 60_000

/**
 * Makes a data folder of a backup, as another installation than the one it was taken of: with its
 * own letters, with serial numbers that nothing forgotten has used, and with nothing approved. Its
 * log says so, and verifies. The folder is there whole or not at all.
 *
 * @throws {Refusal} `INPUT_INVALID` when the file is no backup; `FOLDER_OWNED`; `FOLDER_REFUSED` when
 *   the folder is not empty, the clock is behind the backup, its log does not verify, or the disk is
 *   full.
 */
export async function restoreUse(request: RestoreRequest): Promise<Restored> {
  const folder = resolve(request.folder)
  const backup = readBackup(request.file)
  assertClock(backup, { ...request, folder })
  const isThere = existsSync(folder) && readdirSync(folder).length > 0
  if (isThere && !request.replace) {
    throw new Refusal('FOLDER_REFUSED', { folder, reason: 'it is not empty (--replace)' })
  }
  mkdirSync(dirname(folder), { recursive: true })
  const draft = `${folder}.restoring`
  // A restore of somebody else may be at work there: then nothing of it is ours to clear away.
  const ownership = takeOwnership(draft)
  let replaced: Ownership | null = null
  try {
    if (isThere) replaced = takeOwnership(folder)
    emptyDraft(draft)
    return await restoreInto(draft, { ...request, folder, isThere, backup })
  } catch (error) {
    throw asRefusal(folder, error)
  } finally {
    replaced?.release()
    ownership.release()
    rmSync(draft, { recursive: true, force: true })
  }
}

interface Restoring extends RestoreRequest {
  readonly isThere: boolean
  readonly backup: BackupFacts
}

async function restoreInto(draft: string, of: Restoring): Promise<Restored> {
  const nowMs = of.nowMs()
  unpackBackup(of.file, draft)
  if (of.isThere) takeKeys(of.folder, draft)
  const known = serialsAround(of)
  const own = readSerials(draft)?.turns.restores ?? []
  const { nextTurn: turn, isClear } = turnAfterRestore(nowMs, {
    restores: [
      ...own,
      ...readRestoreList(of.file),
      ...known.flatMap(({ turns }) => turns.restores),
    ],
    next: known.flatMap(({ turns }) => turns.next),
  })
  const claims = known.flatMap((each) => each.claims).filter(({ untilMs }) => untilMs > nowMs)
  renewFolder(draft, { turn, nowMs, claims, salt: of.salt })
  const told = await withStore(draft, of, (store) => tell(store, of, turn))
  // From here on the folder may come to be: whatever restores the backup next must know of it.
  const isNoted = noteRestore(of.file, { turn, atMs: nowMs, instance: told.instance })
  const replaced = putInPlace(draft, of, nowMs)
  return {
    ...told,
    backupAtMs: of.backup.madeAtMs,
    replaced,
    serialsRead: of.isThere ? known.some((each) => each.folder === of.folder) : null,
    serialsClear: isClear,
    isNoted,
    hasKeys: keyFiles(of.folder).some(({ path }) => isPrivateKey(path)),
  }
}

/** The log says what happened, and what it means for each message; and it verifies after that. */
async function tell(
  store: Store,
  { file, backup }: Restoring,
  turn: number,
): Promise<Pick<Restored, 'instance' | 'entries' | 'live' | 'returned'>> {
  const { letters: instance } = await store.loadInstance()
  const waiting = [
    ...(await store.loadMessagesIn('submitted')),
    ...(await store.loadMessagesIn('approved')),
  ]
  const note = noteOf(backup.madeAtMs)
  for (const message of waiting) {
    const decision = returnRestored(message, note)
    if (decision !== null) await commitOne(store, decision)
  }
  const live = [...new Set((await store.loadMessagesIn('live')).map(({ alertId }) => alertId))]
  await commitOne(
    store,
    restoredEntry({ backup, sha256: await digestOf(file), instance, turn, live }),
  )
  await assertVerified(store)
  const entries = (await store.loadHead())?.size ?? 0
  return { instance, entries, live, returned: waiting.map(({ id }) => id) }
}

function restoredEntry(of: {
  readonly backup: BackupFacts
  readonly sha256: string
  readonly instance: string
  readonly turn: number
  readonly live: readonly string[]
}): Decision {
  const { backup, ...rest } = of
  const { madeAtMs: backupAtMs, instance: before } = backup
  return {
    expects: [],
    claims: [],
    writes: [],
    entries: [{ what: 'restored', actor: SYSTEM.id, backupAtMs, before, ...rest }],
  }
}

/** Read by people of either language, in a field that is one person's words otherwise. */
function noteOf(backupAtMs: number): string {
  const at = formatInstant(backupAtMs)
  return (
    `Dipulihkan dari cadangan ${at}: periksa dahulu apakah pesan ini sudah disiarkan · ` +
    `Restored from the backup of ${at}: look first whether this has gone out`
  )
}

async function withStore<T>(
  folder: string,
  { nowMs, salt }: RestoreRequest,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore(folder, { nowMs, salt })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

async function assertVerified(store: Store): Promise<void> {
  const { problem } = await verification(store)
  if (problem === null) return
  const reason = `its log does not verify: ${problem.what} at entry ${problem.seq}`
  throw new Refusal('FOLDER_REFUSED', { folder: store.folder, reason })
}

async function verification(
  store: Store,
): Promise<{ readonly problem: { readonly seq: number; readonly what: string } | null }> {
  if (existsSync(join(store.folder, 'keys', 'log.public.pem'))) {
    return verifyFolder(store, { nowMs: 0 })
  }
  // A folder that never had keys has no signed heads.
  const { head, to } = await store.loadExtent()
  const trust = { origin: 'none', keys: [], verifySignature: () => false }
  const entries = store.iterateEntries({ from: 0, to })
  return verifyLog({ entries, head, checkpoints: [], sha256, trust })
}

/** What the folder that is replaced, and those that were before it, know of serial numbers. */
function serialsAround({ folder }: Restoring): (SerialState & { readonly folder: string })[] {
  const parent = dirname(folder)
  const aside = readdirSync(parent).filter((name) =>
    name.startsWith(`${basename(folder)}.replaced-`),
  )
  return [folder, ...aside.map((name) => join(parent, name))].flatMap((each) => {
    const state = readSerials(each)
    return state === null ? [] : [{ ...state, folder: each }]
  })
}

/** The keys of the folder that is replaced are newer than those of any backup, and may be all there are. */
function takeKeys(from: string, draft: string): void {
  for (const { path, octets } of keyFiles(from)) {
    const to = join(draft, path)
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
    writeFileSync(to, octets, { mode: isPrivateKey(path) ? 0o600 : 0o644, flush: true })
  }
  if (existsSync(join(draft, 'keys'))) flushFolder(join(draft, 'keys'))
}

/**
 * If we die between the two names, the folder is missing and the one that it replaces lies aside:
 * `restore` again finds it there.
 */
function putInPlace(draft: string, { folder, isThere }: Restoring, nowMs: number): string | null {
  flushFolder(draft)
  const stamp = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  let aside = `${folder}.replaced-${stamp}`
  for (let n = 2; existsSync(aside); n++) aside = `${folder}.replaced-${stamp}-${n}`
  if (isThere) renameSync(folder, aside)
  try {
    renameSync(draft, folder)
  } catch (error) {
    if (isThere) renameSync(aside, folder)
    throw error
  }
  flushFolder(dirname(folder))
  return isThere ? aside : null
}

/** What a restore that was interrupted has left. Our lock on it stays. */
function emptyDraft(draft: string): void {
  for (const name of readdirSync(draft)) {
    if (!name.startsWith('owner.db')) rmSync(join(draft, name), { recursive: true, force: true })
  }
}

/** Serial numbers and the log go by the clock: one that is behind is put right first. */
function assertClock(
  { lastEntryAtMs }: BackupFacts,
  { folder, nowMs }: Pick<RestoreRequest, 'folder' | 'nowMs'>,
): void {
  const now = nowMs()
  if (now >= lastEntryAtMs - CLOCK_BEHIND_MS) return
  const reason = `the clock says ${formatInstant(now)}, before the newest entry of the backup (${formatInstant(lastEntryAtMs)}): set it right first`
  throw new Refusal('FOLDER_REFUSED', { folder, reason })
}
