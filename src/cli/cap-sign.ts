import { readFile, writeFile } from 'node:fs/promises'
import { Refusal } from '../domain/error.ts'
import { finding, type Finding } from '../domain/finding.ts'
import { describeFinding } from '../domain/words/words.ts'
import { loadSigningKey, loadTrustedKey } from '../formats/signature/keys.ts'
import { signCap } from '../formats/signature/sign.ts'
import { verifyCap } from '../formats/signature/verify.ts'
import { readOctets } from './cap-octets.ts'
import type { ExitCode, Io } from './io.ts'

/** `cap sign`: the signed document, and its signature as a verifier sees it. */
export async function signFile(
  io: Io,
  file: string,
  options: { key: string; certificate?: string; out?: string },
): Promise<ExitCode> {
  const octets = await readOctets(file)
  if (!(octets instanceof Uint8Array)) return sayUnread(io, file, octets)
  const certificate =
    options.certificate === undefined ? undefined : await readPem(options.certificate)
  const key = loadSigningKey(await readPem(options.key), certificate)
  const signed = signCap(octets, key)
  if (options.out !== undefined) await writeFile(options.out, signed)
  else if (!io.json) process.stdout.write(signed)
  const own = loadTrustedKey(key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const { verified, signer, algorithm, weak, reason } = verifyCap(Buffer.from(signed), [own])
  const shown = options.out === undefined ? { document: signed } : { out: options.out }
  io.emit({ file, verified, signer, algorithm, weak, reason, ...shown })
  io.note(`${file}: ${VERDICTS[io.language].signed} ${algorithm} ${signer}`)
  return 0
}

/** `cap verify`: who signed, or why that cannot be said. */
export async function verifyFile(
  io: Io,
  file: string,
  options: { trust: readonly string[] },
): Promise<ExitCode> {
  const trusted = await Promise.all(
    options.trust.map(async (path) => loadTrustedKey(await readPem(path))),
  )
  const octets = await readOctets(file)
  if (!(octets instanceof Uint8Array)) return sayUnread(io, file, octets)
  const { verified, signer, algorithm, weak, reason, params } = verifyCap(octets, trusted)
  io.emit({ file, verified, signer, algorithm, weak, reason })
  const words = VERDICTS[io.language]
  if (reason === null) {
    io.say(`${file}: ${words.verified} ${signer} (${algorithm})`)
    return 0
  }
  const why = describeFinding(finding('error', reason, '/alert[1]', params), io.language)
  io.say(`${file}: ${words.refused}: ${reason} ${why}`)
  return 1
}

function sayUnread(io: Io, file: string, unread: Finding): ExitCode {
  const nothing = { verified: false, signer: null, algorithm: null, weak: false }
  io.emit({ file, ...nothing, reason: unread.rule })
  io.say(`${file}: ${describeFinding(unread, io.language)}`)
  return 1
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new Refusal('KEY_REFUSED', { what: `${file} cannot be read` }, { cause })
  }
}

const VERDICTS = {
  id: {
    verified: 'tanda tangan benar, oleh',
    refused: 'tanda tangan ditolak',
    signed: 'ditandatangani',
  },
  en: {
    verified: 'signature verified, by',
    refused: 'signature refused',
    signed: 'signed',
  },
} as const
