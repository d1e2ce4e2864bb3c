import { createPrivateKey, createPublicKey } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noteSigner } from '../audit/node.ts'
import { Refusal } from '../domain/error.ts'
import { formatInstant } from '../formats/json/content.ts'
import { generateKeyPems, keyIdOf, loadSigningKey } from '../formats/signature/keys.ts'
import { signTrustList, type TrustListKey } from '../formats/signature/trust-list.ts'
import type { DeskKeys } from './desk.ts'

/**
 * The name in every checkpoint of a log: C2SP tlog-checkpoint "origin". It goes by the log's own
 * key, so that no two installations share one.
 */
export function logOriginOf(publicPem: string): string {
  return `kentongan.log/${keyIdOf(createPublicKey(publicPem))}`
}

const FOLDER = 'keys'
/** Private halves are for the service alone. */
const PRIVATE_MODE = 0o600
export const TRUST_YEAR_MS = 366 * 86_400_000

/**
 * PEM may have text before its first line, and a key carries this mark wherever it is copied:
 * a service refuses keys that a demonstration has made.
 */
const DEMO_MARK = 'Key of a Kentongan demonstration: never for real alerts.\n'

/** Keys of a data folder that are made, and not in force yet. */
export interface DraftedKeys {
  /** Ids of the two keys. */
  readonly cap: string
  readonly log: string
  putInForce(): void
}

/**
 * Makes the keys of a data folder: one for CAP, one for the log, and the trust list that the
 * offline root signs. The root itself never comes to the folder. All of it is in force at once or
 * not at all.
 *
 * @throws {Refusal} `KEY_REFUSED` when the folder has keys, or the root is not Ed25519.
 */
export function draftKeys(
  folder: string,
  of: { readonly rootPrivatePem: string; readonly nowMs: number; readonly demo: boolean },
): DraftedKeys {
  const keys = join(folder, FOLDER)
  if (existsSync(keys)) throw new Refusal('KEY_REFUSED', { what: `${keys} is there already` })
  const cap = generateKeyPems('ecdsa-p256-sha256')
  const log = generateKeyPems('ed25519')
  const list = { issued: formatInstant(of.nowMs), keys: [trustListKey(cap, of.nowMs)] }
  const trustList = signTrustList(list, assertRoot(of.rootPrivatePem))
  const draft = `${keys}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  const mark = of.demo ? DEMO_MARK : ''
  const put = (name: string, text: string, mode: number): void =>
    writeFileSync(join(draft, name), text, { mode, flag: 'wx', flush: true })
  put('cap.pem', mark + cap.privatePem, PRIVATE_MODE)
  put('log.pem', mark + log.privatePem, PRIVATE_MODE)
  put('cap.public.pem', cap.publicPem, 0o644)
  put('log.public.pem', log.publicPem, 0o644)
  put('trust-list.json', trustList, 0o644)
  return { cap: cap.keyId, log: log.keyId, putInForce: () => renameSync(draft, keys) }
}

/** {@link draftKeys}, in force. */
export function createKeys(...of: Parameters<typeof draftKeys>): void {
  draftKeys(...of).putInForce()
}

/** How a CAP key stands in the trust list: for a year from now, a minute early for slow clocks. */
export function trustListKey(
  key: { readonly keyId: string; readonly publicPem: string },
  nowMs: number,
): TrustListKey {
  return {
    keyId: key.keyId,
    pem: key.publicPem,
    from: formatInstant(nowMs - 60_000),
    to: formatInstant(nowMs + TRUST_YEAR_MS),
    purpose: 'live',
    revoked: false,
  }
}

/**
 * The keys of a data folder.
 *
 * @throws {Refusal} `KEY_REFUSED` when one is missing, or was made by a demonstration and is asked
 *   for in earnest.
 */
export function loadKeys(folder: string, of: { readonly demo: boolean }): DeskKeys {
  const cap = readKeyFile(folder, 'cap.pem')
  const log = readKeyFile(folder, 'log.pem')
  const origin = logOriginOf(readKeyFile(folder, 'log.public.pem'))
  if (!of.demo && (cap.startsWith(DEMO_MARK) || log.startsWith(DEMO_MARK))) {
    throw new Refusal('KEY_REFUSED', { what: 'a demonstration has made it' })
  }
  const signing = loadSigningKey(withoutMark(cap))
  return {
    cap: { ...signing, keyId: keyIdOf(createPublicKey(signing.privateKey)) },
    log: { origin, signer: noteSigner(origin, withoutMark(log)) },
    trustList: readKeyFile(folder, 'trust-list.json'),
  }
}

/** The key whose checkpoints a verifier of this folder believes. */
export function loadLogPublicPem(folder: string): string {
  return readKeyFile(folder, 'log.public.pem')
}

/** @throws {Refusal} `KEY_REFUSED` */
export function readKeyFile(folder: string, name: string): string {
  const path = join(folder, FOLDER, name)
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Refusal('KEY_REFUSED', { what: `${path} cannot be read` }, { cause })
  }
}

/** Puts a file of the key folder in the place of the one before it, whole or not at all. */
export function replaceKeyFile(
  folder: string,
  name: string,
  of: { readonly text: string; readonly isPrivate: boolean },
): void {
  const path = join(folder, FOLDER, name)
  const draft = `${path}.new`
  rmSync(draft, { force: true })
  const mode = of.isPrivate ? PRIVATE_MODE : 0o644
  writeFileSync(draft, of.text, { mode, flag: 'wx', flush: true })
  renameSync(draft, path)
}

export function removeKeyFile(folder: string, name: string): void {
  rmSync(join(folder, FOLDER, name), { force: true })
}

/** @throws {Refusal} `KEY_REFUSED` unless the text is a private Ed25519 key in PEM. */
export function assertRoot(rootPrivatePem: string): string {
  try {
    if (createPrivateKey(rootPrivatePem).asymmetricKeyType === 'ed25519') return rootPrivatePem
  } catch (cause) {
    throw new Refusal('KEY_REFUSED', { what: 'the root is no private key in PEM' }, { cause })
  }
  throw new Refusal('KEY_REFUSED', { what: 'the root must be Ed25519 (key root makes one)' })
}

function withoutMark(pem: string): string {
  return pem.startsWith(DEMO_MARK) ? pem.slice(DEMO_MARK.length) : pem
}
