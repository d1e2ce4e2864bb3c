import { createPublicKey } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noteSigner, publicKeyOctets, sha256, verifySignature } from '../audit/node.ts'
import { noteKey } from '../audit/note.ts'
import type { Trust } from '../audit/checkpoint.ts'
import { Refusal } from '../domain/error.ts'
import { formatInstant } from '../formats/json/content.ts'
import { generateKeyPems, keyIdOf, loadSigningKey } from '../formats/signature/keys.ts'
import { signTrustList } from '../formats/signature/trust-list.ts'
import type { DeskKeys } from './desk.ts'

/** The name in every checkpoint of this log: C2SP tlog-checkpoint "origin". */
export const LOG_ORIGIN = 'kentongan.invalid/log'

const FOLDER = 'keys'
/** Private halves are for the service alone. */
const PRIVATE_MODE = 0o600
const TRUST_YEARS_MS = 366 * 86_400_000

/**
 * PEM may have text before its first line, and a key carries this mark wherever it is copied:
 * a service refuses keys that a demonstration has made.
 */
const DEMO_MARK = 'Key of a Kentongan demonstration: never for real alerts.\n'

/**
 * Makes the keys of a data folder: one for CAP, one for the log, and the trust list that the
 * offline root signs. The root itself never comes to the folder.
 */
export function createKeys(
  folder: string,
  of: { readonly rootPrivatePem: string; readonly nowMs: number; readonly demo: boolean },
): void {
  const keys = join(folder, FOLDER)
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  const cap = generateKeyPems('ecdsa-p256-sha256')
  const log = generateKeyPems('ed25519')
  const mark = of.demo ? DEMO_MARK : ''
  const put = (name: string, text: string, mode: number): void =>
    writeFileSync(join(keys, name), text, { mode, flag: 'wx' })
  put('cap.pem', mark + cap.privatePem, PRIVATE_MODE)
  put('log.pem', mark + log.privatePem, PRIVATE_MODE)
  put('cap.public.pem', cap.publicPem, 0o644)
  put('log.public.pem', log.publicPem, 0o644)
  const list = {
    issued: formatInstant(of.nowMs),
    keys: [
      {
        keyId: cap.keyId,
        pem: cap.publicPem,
        from: formatInstant(of.nowMs - 60_000),
        to: formatInstant(of.nowMs + TRUST_YEARS_MS),
        purpose: 'live' as const,
        revoked: false,
      },
    ],
  }
  put('trust-list.json', signTrustList(list, of.rootPrivatePem), 0o644)
}

/**
 * The keys of a data folder.
 *
 * @throws {Refusal} `KEY_REFUSED` when one is missing, or was made by a demonstration and is asked
 *   for in earnest.
 */
export function loadKeys(folder: string, of: { readonly demo: boolean }): DeskKeys {
  const read = (name: string): string => {
    try {
      return readFileSync(join(folder, FOLDER, name), 'utf8')
    } catch (cause) {
      throw new Refusal(
        'KEY_REFUSED',
        { what: `${join(folder, FOLDER, name)} cannot be read` },
        { cause },
      )
    }
  }
  const cap = read('cap.pem')
  const log = read('log.pem')
  if (!of.demo && (cap.startsWith(DEMO_MARK) || log.startsWith(DEMO_MARK))) {
    throw new Refusal('KEY_REFUSED', { what: 'a demonstration has made it' })
  }
  const signing = loadSigningKey(withoutMark(cap))
  return {
    cap: { ...signing, keyId: keyIdOf(createPublicKey(signing.privateKey)) },
    log: { origin: LOG_ORIGIN, signer: noteSigner(LOG_ORIGIN, withoutMark(log)) },
    trustList: read('trust-list.json'),
  }
}

/** Whose checkpoints a verifier of this folder believes. */
export function loadLogTrust(folder: string): Trust {
  const pem = readFileSync(join(folder, FOLDER, 'log.public.pem'), 'utf8')
  const key = noteKey(sha256, LOG_ORIGIN, publicKeyOctets(pem))
  return { origin: LOG_ORIGIN, keys: [key], verifySignature }
}

function withoutMark(pem: string): string {
  return pem.startsWith(DEMO_MARK) ? pem.slice(DEMO_MARK.length) : pem
}
