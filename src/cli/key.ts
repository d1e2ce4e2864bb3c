import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { nowMs } from '../clock.ts'
import {
  announceKeyUse,
  initKeysUse,
  loadTrust,
  renewTrustUse,
  switchKeyUse,
} from '../desk/trust.ts'
import { Refusal } from '../domain/error.ts'
import type { Language } from '../domain/words/words.ts'
import { generateKeyPems } from '../formats/signature/keys.ts'
import type { ExitCode, Io } from './io.ts'
import { FOLDER_ADMIN, STOP_FIRST, withOwnedStore } from './owned-folder.ts'
import { common, type Act } from './run.ts'

/** `key …`: the root that stays offline, and the keys of a data folder. */
export function define(command: Command, act: Act): void {
  common(command.command('root'), 'kentongan key root --out root.pem')
    .description('Make the root pair: the private half goes to a safe, the public one to every CBC')
    .requiredOption('--out <file>', 'the private half; the public one is FILE.public.pem beside it')
    .action(act((io, { out }: { out: string }) => makeRoot(io, out)))
  rooted(command, 'init', 'kentongan key init --root root.pem')
    .description('Make the keys of a data folder, and the trust list that the root signs')
    .action(act(init))
  common(command.command('show'), 'kentongan key show --root root.pem.public.pem')
    .description('Show the keys and the trust list; 1 when the key in use is not in force')
    .option('--root <file>', 'public half of the root, to hold the list against')
    .action(act(show))
  rooted(command, 'trust', 'kentongan key trust --root root.pem --revoke 0123456789abcdef')
    .description('Sign the trust list anew: the key in use is good for another year')
    .option('--revoke <key...>', 'key ids that are good no more', [])
    .action(act(renewTrust))
  rooted(command, 'next', 'kentongan key next --root root.pem')
    .description(
      'Make the next CAP key and put it into the trust list, an hour or more before its use',
    )
    .action(act(announce))
  common(command.command('switch'), 'kentongan key switch')
    .description('Sign with the announced key from the next start of the service on')
    .addHelpText('after', STOP_FIRST)
    .action(act(switchKey))
}

interface Rooted {
  readonly root: string
}

function rooted(command: Command, name: string, example: string): Command {
  return common(command.command(name), example)
    .requiredOption('--root <file>', 'private half of the root; it never comes to the data folder')
    .addHelpText('after', STOP_FIRST)
}

/** Never over a file that is there: a lost root cannot be made again. */
function makeRoot(io: Io, out: string): ExitCode {
  const publicFile = `${out}.public.pem`
  const taken = [out, publicFile].find((file) => existsSync(file))
  if (taken !== undefined) throw new Refusal('KEY_REFUSED', { what: `${taken} is there already` })
  const { keyId, privatePem, publicPem } = generateKeyPems('ed25519')
  writeKey(out, privatePem, 0o600)
  writeKey(publicFile, publicPem, 0o644)
  io.emit({ keyId, private: out, public: publicFile })
  const words = WORDS[io.language]
  io.say(`${words.root} ${keyId}`)
  io.say(`  ${out}  ${words.keepPrivate}`)
  io.say(`  ${publicFile}  ${words.pin}`)
  return 0
}

function writeKey(file: string, pem: string, mode: number): void {
  try {
    writeFileSync(file, pem, { mode, flag: 'wx', flush: true })
  } catch (cause) {
    throw new Refusal('KEY_REFUSED', { what: `${file} cannot be written` }, { cause })
  }
}

async function init(io: Io, { root }: Rooted): Promise<ExitCode> {
  const of = { rootPem: readPem(root), nowMs: nowMs() }
  const keys = await withOwnedStore(io.data, (store) => initKeysUse(store, of, FOLDER_ADMIN))
  io.emit({ ...keys, data: io.data })
  io.say(`CAP ${keys.cap}, log ${keys.log}: ${io.data}/keys`)
  return 0
}

async function renewTrust(
  io: Io,
  { root, revoke }: Rooted & { revoke: readonly string[] },
): Promise<ExitCode> {
  const of = { rootPem: readPem(root), nowMs: nowMs(), revoke }
  await withOwnedStore(io.data, (store) => renewTrustUse(store, of, FOLDER_ADMIN))
  return show(io, {})
}

async function announce(io: Io, { root }: Rooted): Promise<ExitCode> {
  const of = { rootPem: readPem(root), nowMs: nowMs() }
  await withOwnedStore(io.data, (store) => announceKeyUse(store, of, FOLDER_ADMIN))
  return show(io, {})
}

async function switchKey(io: Io): Promise<ExitCode> {
  await withOwnedStore(io.data, (store) => switchKeyUse(store, nowMs(), FOLDER_ADMIN))
  return show(io, {})
}

function show(io: Io, { root }: { readonly root?: string }): ExitCode {
  const rootPem = root === undefined ? null : readPem(root)
  const trust = loadTrust(io.data, { nowMs: nowMs(), rootPem })
  const keys = trust.keys.map(withoutPem)
  const words = WORDS[io.language]
  io.emit({ ...trust, keys })
  io.say(`CAP ${trust.cap}${trust.next === null ? '' : `, ${words.next} ${trust.next}`}`)
  io.say(`log ${trust.logOrigin}`)
  const verified = { true: words.verified, false: words.notVerified, null: '' }
  io.say(`${words.list} ${trust.issued} ${verified[`${trust.verified}`]}`.trimEnd())
  for (const { keyId, from, to, purpose, revoked, inForce } of keys) {
    const state = revoked ? words.revoked : inForce ? words.inForce : words.notInForce
    io.say(`  ${keyId}  ${purpose}  ${from} – ${to}  ${state}`)
  }
  const isUsable = keys.some((each) => each.keyId === trust.cap && each.inForce)
  return isUsable && trust.verified !== false ? 0 : 1
}

function withoutPem<K extends { readonly pem: string }>(key: K): Omit<K, 'pem'> {
  const { pem: _pem, ...rest } = key
  return rest
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Refusal('KEY_REFUSED', { what: `${file} cannot be read` }, { cause })
  }
}

const WORDS: Readonly<Record<Language, Readonly<Record<Word, string>>>> = {
  id: {
    root: 'akar',
    keepPrivate: 'rahasia: simpan luring, jangan pernah di server',
    pin: 'berikan kepada setiap CBC lewat jalan tepercaya',
    next: 'berikutnya',
    list: 'daftar kepercayaan',
    verified: 'ditandatangani akar ini',
    notVerified: 'TIDAK ditandatangani akar ini',
    revoked: 'dicabut',
    inForce: 'berlaku',
    notInForce: 'tidak berlaku',
  },
  en: {
    root: 'root',
    keepPrivate: 'secret: keep it offline, never on a server',
    pin: 'give it to every CBC over a way that both trust',
    next: 'next',
    list: 'trust list',
    verified: 'signed by this root',
    notVerified: 'NOT signed by this root',
    revoked: 'revoked',
    inForce: 'in force',
    notInForce: 'not in force',
  },
}
type Word =
  | 'root'
  | 'keepPrivate'
  | 'pin'
  | 'next'
  | 'list'
  | 'verified'
  | 'notVerified'
  | 'revoked'
  | 'inForce'
  | 'notInForce'
