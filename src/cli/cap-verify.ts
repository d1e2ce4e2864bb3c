import { readFile } from 'node:fs/promises'
import { nowMs } from '../clock.ts'
import { checkFreshness, type FreshnessCheck } from '../domain/cap/freshness.ts'
import type { CapAlert, CapReference } from '../domain/cap/model.ts'
import { PROFILE_CODE } from '../domain/cap/profile.ts'
import { Refusal } from '../domain/error.ts'
import { finding, type Finding } from '../domain/finding.ts'
import { plainLine } from '../domain/words/plain-line.ts'
import { describeFinding } from '../domain/words/words.ts'
import { loadTrustedKey, type TrustedKey } from '../formats/signature/keys.ts'
import { verifyTrustList, type Purpose } from '../formats/signature/trust-list.ts'
import { verifyCap } from '../formats/signature/verify.ts'
import { parseNow, wrongNow } from './cap-check.ts'
import { appendLine, readLines, readPem } from './cap-files.ts'
import { readOctets } from './cap-octets.ts'
import type { ExitCode, Io } from './io.ts'

interface VerifyOptions {
  readonly trust: readonly string[]
  readonly trustList?: string
  readonly root?: string
  readonly now?: string
  readonly cbc?: string
  readonly seen?: string
}

/** What a verifier finds, as `--json` has it. */
interface Verdict {
  readonly verified: boolean
  readonly signer: string | null
  readonly algorithm: string | null
  readonly weak: boolean
  readonly refused: Finding | null
}

/** `cap verify`: who signed, and that it is to be acted on; or why that cannot be said. */
export async function verifyFile(io: Io, file: string, options: VerifyOptions): Promise<ExitCode> {
  const now = options.now === undefined ? nowMs() : parseNow(options.now)
  if (now === null) {
    io.note(wrongNow(options.now, io.language))
    return 2
  }
  const usage = whyWrongUse(options)
  if (usage !== null) {
    io.note(usage)
    return 2
  }
  const trusted = await loadTrusted(options, now)
  const octets = await readOctets(file)
  if (!(octets instanceof Uint8Array)) {
    const nothing = { verified: false, signer: null, algorithm: null, weak: false }
    return sayVerdict(io, file, { ...nothing, refused: octets })
  }
  const { alert, keyId, params, reason, ...shown } = verifyCap(octets, trusted)
  if (alert === null) {
    return sayVerdict(io, file, { ...shown, refused: refusalOf(reason ?? 'S02-content', params) })
  }
  const seen = options.seen === undefined ? [] : await readLines(options.seen)
  const stale = isFreshnessAsked(alert, options)
    ? checkFreshness(alert, {
        nowMs: now,
        cbc: options.cbc ?? null,
        purpose: trusted.find((each) => each.keyId === keyId)?.purpose ?? null,
        isSeen: (triple) => seen.includes(lineOf(triple)),
      } satisfies FreshnessCheck)
    : null
  // It is taken once this line is on the disk: if we die before, the next run takes it.
  if (stale === null && options.seen !== undefined) await appendLine(options.seen, lineOf(alert))
  const refused = stale === null ? null : refusalOf(stale.rule, stale.params)
  return sayVerdict(io, file, { ...shown, verified: stale === null, refused })
}

function whyWrongUse({ trust, trustList, root }: VerifyOptions): string | null {
  if (trust.length === 0 && trustList === undefined)
    return '--trust PEM | --trust-list FILE --root PEM'
  return (trustList === undefined) === (root === undefined) ? null : '--trust-list FILE --root PEM'
}

type Trusted = TrustedKey & { readonly purpose: Purpose | null }

async function loadTrusted(options: VerifyOptions, atMs: number): Promise<readonly Trusted[]> {
  const keys: Trusted[] = []
  for (const path of options.trust) {
    keys.push({ ...loadTrustedKey(await readPem(path)), purpose: null })
  }
  const { trustList, root } = options
  if (trustList === undefined || root === undefined) return keys
  const verdict = verifyTrustList(await readFile(trustList, 'utf8'), await readPem(root), atMs)
  if (verdict.reason === null) return [...keys, ...verdict.keys]
  throw new Refusal('KEY_REFUSED', { what: `${trustList}: ${verdict.reason}` })
}

// A stranger's document of last year is judged by its signature alone, unless somebody asks.
function isFreshnessAsked(alert: CapAlert, { trustList, now, cbc, seen }: VerifyOptions): boolean {
  if (alert.codes.includes(PROFILE_CODE)) return true
  return [trustList, now, cbc, seen].some((each) => each !== undefined)
}

/** One message as a line of `--seen`: what would break the line is written as in a URI. */
function lineOf({ sender, identifier, sent }: CapReference): string {
  return [sender, identifier, sent]
    .map((each) => each.replace(/[%,\s]/g, (found) => encodeURIComponent(found)))
    .join(',')
}

function refusalOf(rule: Finding['rule'], params: Finding['params']): Finding {
  return finding('error', rule, '/alert[1]', params)
}

function sayVerdict(io: Io, file: string, { refused, ...verdict }: Verdict): ExitCode {
  const { verified, signer, algorithm, weak } = verdict
  const message = refused === null ? null : describeFinding(refused, io.language)
  const reason = refused?.rule ?? null
  io.emit({ file, verified, signer, algorithm, weak, reason, message })
  const words = VERDICTS[io.language]
  if (refused === null) io.say(plainLine(`${file}: ${words.verified} ${signer} (${algorithm})`))
  else io.say(`${file}: ${words.refused}: ${reason} ${message}`)
  return verified ? 0 : 1
}

const VERDICTS = {
  id: { verified: 'tanda tangan benar, oleh', refused: 'ditolak' },
  en: { verified: 'signature verified, by', refused: 'refused' },
} as const
