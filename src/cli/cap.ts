import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { nowMs } from '../clock.ts'
import { capTimeMs } from '../domain/cap/date-time.ts'
import { Refusal } from '../domain/error.ts'
import { finding, type Finding } from '../domain/finding.ts'
import { describeFinding } from '../domain/words/words.ts'
import {
  checkCapOctets,
  lineOf,
  type CapCheckRequest,
  type CapReport,
} from '../formats/cap/check.ts'
import { loadSigningKey, loadTrustedKey } from '../formats/signature/keys.ts'
import { signCap } from '../formats/signature/sign.ts'
import { verifyCap } from '../formats/signature/verify.ts'
import type { ExitCode, Io } from './io.ts'
import { common, type Act } from './run.ts'

/** `cap check`, `cap sign`, `cap verify`: what a CAP file is, and who stands behind it. */
export function define(command: Command, act: Act): void {
  common(command.command('check <file...>'), 'kentongan cap check gempa.xml --live')
    .description('Check CAP files: is this CAP 1.2, and may it be broadcast')
    .option('--now <time>', 'check as of this time, such as 2026-11-25T08:00:00+07:00')
    .option('--live', 'add the policy of a live channel', false)
    .action(act(checkFiles))
  common(
    command.command('sign <file>'),
    'kentongan cap sign gempa.xml --key cap.pem --out signed.xml',
  )
    .description('Sign a CAP file with XML-DSig; the result is to be served as it is')
    .requiredOption('--key <pem>', 'private key: RSA or ECDSA P-256')
    .option('--certificate <pem>', 'certificate to put into the signature')
    .option('--out <file>', 'where the signed document goes; standard output otherwise')
    .action(act(signFile))
  common(command.command('verify <file>'), 'kentongan cap verify signed.xml --trust cap.public.pem')
    .description('Verify the signature of a CAP file against keys you trust')
    .requiredOption('--trust <pem>', 'certificate or public key; may be repeated', collect)
    .action(act(verifyFile))
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value]
}

async function checkFiles(
  io: Io,
  files: readonly string[],
  options: { now?: string; live: boolean },
): Promise<ExitCode> {
  const now = options.now === undefined ? nowMs() : parseNow(options.now)
  if (now === null) {
    io.note(`--now ${options.now}: 2026-11-25T08:00:00+07:00`)
    return 2
  }
  let code: ExitCode = 0
  for (const file of files) {
    const octets = await readOctets(file)
    const report = reportOf(octets, { nowMs: now, live: options.live })
    if (!report.valid) code = 1
    sayReport(io, file, report)
  }
  return code
}

/** A CAP dateTime, or any ISO 8601 instant that says its zone. */
function parseNow(text: string): number | null {
  const exact = capTimeMs(text)
  if (exact !== null) return exact
  if (!/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return null
  const parsed = Date.parse(text)
  return Number.isNaN(parsed) ? null : parsed
}

type Report = Pick<CapReport, 'version' | 'valid' | 'broadcastable' | 'findings'>

function reportOf(octets: Uint8Array | Finding, check: CapCheckRequest): Report {
  if (octets instanceof Uint8Array) return checkCapOctets(octets, check)
  return { version: null, valid: false, broadcastable: false, findings: [octets] }
}

function sayReport(io: Io, file: string, report: Report): void {
  const findings = report.findings.map((each) => ({
    level: each.level,
    rule: each.rule,
    path: each.path,
    line: lineOf(each),
    message: describeFinding(each, io.language),
    mend: each.mend ?? null,
  }))
  const { version: read, valid, broadcastable } = report
  io.emit({ file, version: read, valid, broadcastable, findings })
  const [version, verdict] = [report.version ?? '?', VERDICTS[io.language]]
  const broadcast = report.broadcastable ? verdict.broadcastable : verdict.kept
  io.say(`${file}: CAP ${version}, ${report.valid ? verdict.valid : verdict.invalid}, ${broadcast}`)
  for (const each of findings) {
    io.say(`  ${each.line}: ${each.level} ${each.rule} ${each.path}: ${each.message}`)
    if (each.mend !== null) io.say(`      → ${each.mend}`)
  }
}

const VERDICTS = {
  id: {
    valid: 'sah',
    invalid: 'tidak sah sebagai CAP 1.2',
    broadcastable: 'boleh disiarkan',
    kept: 'belum boleh disiarkan',
    verified: 'tanda tangan benar, oleh',
    refused: 'tanda tangan ditolak',
    signed: 'ditandatangani',
  },
  en: {
    valid: 'valid',
    invalid: 'not valid as CAP 1.2',
    broadcastable: 'may be broadcast',
    kept: 'not to be broadcast',
    verified: 'signature verified, by',
    refused: 'signature refused',
    signed: 'signed',
  },
} as const

async function signFile(
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

async function verifyFile(
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

/** A file's octets, or the finding that it cannot be read: one bad name must not stop the rest. */
async function readOctets(file: string): Promise<Uint8Array | Finding> {
  try {
    return await readFile(file)
  } catch (error) {
    const what = error instanceof Error && 'code' in error ? String(error.code) : 'EIO'
    return finding('error', 'X05-unreadable', '/', { line: 0, column: 0, what })
  }
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new Refusal('KEY_REFUSED', { what: `${file} cannot be read` }, { cause })
  }
}
