import { createPublicKey } from 'node:crypto'
import type { Actor } from '../domain/account.ts'
import type { Decision } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { formatInstant } from '../formats/json/content.ts'
import { generateKeyPems, keyIdOf, loadSigningKey } from '../formats/signature/keys.ts'
import {
  isInForce,
  readTrustList,
  signTrustList,
  type TrustListKey,
  verifyTrustList,
} from '../formats/signature/trust-list.ts'
import type { Store } from '../store/open.ts'
import { commitOne } from './commit.ts'
import {
  assertRoot,
  draftKeys,
  loadKeys,
  readKeyFile,
  removeKeyFile,
  replaceKeyFile,
  TRUST_YEAR_MS,
  trustListKey,
} from './keys.ts'

/** What an administrator asks of the keys of a data folder. Only `loadTrust` goes without owning it. */

const NEXT = 'cap.next.pem'
const LIST = 'trust-list.json'

export interface TrustShown {
  /** Id of the key that CAP documents are signed with. */
  readonly cap: string
  /** Announced to CBCs, not in use yet. */
  readonly next: string | null
  readonly logOrigin: string
  readonly issued: string
  readonly keys: readonly (TrustListKey & { readonly inForce: boolean })[]
  /** Whether this root has signed the list; null where none was given. */
  readonly verified: boolean | null
}

/** @throws {Refusal} `KEY_REFUSED` */
export function loadTrust(
  folder: string,
  of: { readonly nowMs: number; readonly rootPem: string | null },
): TrustShown {
  const keys = loadKeys(folder, { demo: true })
  const list = assertList(keys.trustList)
  const verdict = of.rootPem === null ? null : verifyTrustList(keys.trustList, of.rootPem, of.nowMs)
  return {
    cap: keys.cap.keyId,
    next: nextKeyId(folder),
    logOrigin: keys.log.origin,
    issued: list.issued,
    keys: list.keys.map((key) => ({ ...key, inForce: isInForce(key, of.nowMs) })),
    verified: verdict === null ? null : verdict.reason === null,
  }
}

/** Makes the keys of a folder that has none. @throws {Refusal} `KEY_REFUSED` */
export async function initKeysUse(
  store: Store,
  of: { readonly rootPem: string; readonly nowMs: number },
  actor: Actor,
): Promise<{ readonly cap: string; readonly log: string }> {
  const { rootPem, nowMs } = of
  const keys = draftKeys(store.folder, { rootPrivatePem: rootPem, nowMs, demo: false })
  await note(store, actor, [keys.cap, 'made for CAP'])
  await note(store, actor, [keys.log, 'made for the log'])
  keys.putInForce()
  return { cap: keys.cap, log: keys.log }
}

/**
 * Signs the list anew, so that the key in use is good for another year, and says which others are
 * good no more.
 *
 * @throws {Refusal} `KEY_REFUSED` for another root, for a key that is not in the list, and for the
 *   key in use: without it CBCs would refuse every alert.
 */
export async function renewTrustUse(
  store: Store,
  of: { readonly rootPem: string; readonly nowMs: number; readonly revoke: readonly string[] },
  actor: Actor,
): Promise<void> {
  const { cap } = loadKeys(store.folder, { demo: false })
  const list = listOfRoot(store.folder, of.rootPem)
  for (const keyId of of.revoke) {
    if (!list.keys.some((key) => key.keyId === keyId)) {
      throw new Refusal('KEY_REFUSED', { what: `${keyId} is not in the trust list` })
    }
    if (keyId === cap.keyId) {
      const what = `${keyId} signs the alerts: take the next one first (key next, key switch)`
      throw new Refusal('KEY_REFUSED', { what })
    }
  }
  const keys = list.keys.map((key) => ({
    ...key,
    to: key.keyId === cap.keyId ? formatInstant(of.nowMs + TRUST_YEAR_MS) : key.to,
    revoked: key.revoked || of.revoke.includes(key.keyId),
  }))
  await note(store, actor, [cap.keyId, 'in the trust list for another year'])
  for (const keyId of of.revoke) await note(store, actor, [keyId, 'revoked'])
  putList(store.folder, { ...of, keys, issued: list.issued })
}

/**
 * Makes the next CAP key and tells CBCs of it, a while before it signs anything: they fetch the
 * list once an hour.
 *
 * @returns its id.
 * @throws {Refusal} `KEY_REFUSED`
 */
export async function announceKeyUse(
  store: Store,
  of: { readonly rootPem: string; readonly nowMs: number },
  actor: Actor,
): Promise<string> {
  loadKeys(store.folder, { demo: false })
  const waiting = nextKeyId(store.folder)
  if (waiting !== null) {
    throw new Refusal('KEY_REFUSED', { what: `${waiting} waits already (key switch takes it)` })
  }
  const list = listOfRoot(store.folder, of.rootPem)
  const next = generateKeyPems('ecdsa-p256-sha256')
  await note(store, actor, [next.keyId, 'announced as the next CAP key'])
  const keys = [...list.keys, trustListKey(next, of.nowMs)]
  // The list first: a key that is listed and not there is harmless, the other way it is not.
  putList(store.folder, { ...of, keys, issued: list.issued })
  replaceKeyFile(store.folder, NEXT, { text: next.privatePem, isPrivate: true })
  return next.keyId
}

/** Signs with the announced key from the next start on. @throws {Refusal} `KEY_REFUSED` */
export async function switchKeyUse(store: Store, nowMs: number, actor: Actor): Promise<string> {
  const { trustList } = loadKeys(store.folder, { demo: false })
  const text = readKeyFile(store.folder, NEXT)
  const publicKey = createPublicKey(loadSigningKey(text).privateKey)
  const keyId = keyIdOf(publicKey)
  const listed = assertList(trustList).keys.find((key) => key.keyId === keyId)
  if (listed === undefined || !isInForce(listed, nowMs)) {
    throw new Refusal('KEY_REFUSED', { what: `${keyId} is not in force in the trust list` })
  }
  await note(store, actor, [keyId, 'signs CAP from here on'])
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  replaceKeyFile(store.folder, 'cap.pem', { text, isPrivate: true })
  replaceKeyFile(store.folder, 'cap.public.pem', { text: publicPem, isPrivate: false })
  removeKeyFile(store.folder, NEXT)
  return keyId
}

/** In the log before it is done: what dies in between is said once too often, never too little. */
async function note(
  store: Store,
  actor: Actor,
  [key, change]: readonly [key: string, change: string],
): Promise<void> {
  const decision: Decision = {
    expects: [],
    claims: [],
    writes: [],
    entries: [{ what: 'key-changed', actor: actor.id, key, change }],
  }
  await commitOne(store, decision)
}

/** CBCs have pinned the root that signed the list so far: another one would be worth nothing. */
function listOfRoot(
  folder: string,
  rootPem: string,
): { readonly issued: string; readonly keys: readonly TrustListKey[] } {
  const text = readKeyFile(folder, LIST)
  const list = assertList(text)
  const publicPem = createPublicKey(assertRoot(rootPem)).export({ type: 'spki', format: 'pem' })
  const { reason } = verifyTrustList(text, publicPem.toString(), Date.parse(list.issued))
  if (reason === null) return list
  throw new Refusal('KEY_REFUSED', { what: `the root has not signed the list in force: ${reason}` })
}

function putList(
  folder: string,
  of: {
    readonly rootPem: string
    readonly nowMs: number
    readonly issued: string
    readonly keys: readonly TrustListKey[]
  },
): void {
  // CBCs refuse a list that is issued before the one they hold, whatever our clock says by now.
  const issued = formatInstant(Math.max(of.nowMs, Date.parse(of.issued) + 1_000))
  const text = signTrustList({ issued, keys: of.keys }, of.rootPem)
  replaceKeyFile(folder, LIST, { text, isPrivate: false })
}

function assertList(text: string): {
  readonly issued: string
  readonly keys: readonly TrustListKey[]
} {
  const list = readTrustList(text)
  if (list !== null) return list
  throw new Refusal('KEY_REFUSED', { what: 'the trust list cannot be read' })
}

function nextKeyId(folder: string): string | null {
  try {
    return keyIdOf(createPublicKey(loadSigningKey(readKeyFile(folder, NEXT)).privateKey))
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
