import { Refusal } from '../domain/error.ts'
import { describeFinding } from '../domain/words/words.ts'
import { loadSigningKey, loadTrustedKey } from '../formats/signature/keys.ts'
import { signCap } from '../formats/signature/sign.ts'
import { verifyCap } from '../formats/signature/verify.ts'
import { isSameFile, readPem, replaceFile } from './cap-files.ts'
import { readOctets } from './cap-octets.ts'
import type { ExitCode, Io } from './io.ts'

/** `cap sign`: the signed document, and its signature as a verifier sees it. */
export async function signFile(
  io: Io,
  file: string,
  options: { key: string; certificate?: string; out?: string },
): Promise<ExitCode> {
  const { out } = options
  const octets = await readOctets(file)
  if (!(octets instanceof Uint8Array)) {
    const message = describeFinding(octets, io.language)
    const nothing = { verified: false, signer: null, algorithm: null, weak: false }
    io.emit({ file, ...nothing, reason: octets.rule, message })
    io.say(`${file}: ${message}`)
    return 1
  }
  // Signing brings a document into another form: who wrote it would lose what was written.
  if (out !== undefined && (await isSameFile(out, file))) {
    throw new Refusal('INPUT_INVALID', { path: out, what: `${out} = ${file}` })
  }
  const certificate =
    options.certificate === undefined ? undefined : await readPem(options.certificate)
  const key = loadSigningKey(await readPem(options.key), certificate)
  const signed = signCap(octets, key)
  if (out !== undefined) await replaceFile(out, signed)
  else if (!io.json) process.stdout.write(signed)
  const own = loadTrustedKey(key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const { verified, signer, algorithm, weak, reason } = verifyCap(Buffer.from(signed), [own])
  const shown = out === undefined ? { document: signed } : { out }
  io.emit({ file, verified, signer, algorithm, weak, reason, message: null, ...shown })
  io.note(`${file}: ${SIGNED[io.language]} ${algorithm} ${signer}`)
  return 0
}

const SIGNED = { id: 'ditandatangani', en: 'signed' } as const
