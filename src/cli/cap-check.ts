import { nowMs } from '../clock.ts'
import { capTimeMs } from '../domain/cap/date-time.ts'
import type { CapAlert } from '../domain/cap/model.ts'
import type { KnownCap } from '../domain/cap/rules.ts'
import { Refusal } from '../domain/error.ts'
import type { Finding } from '../domain/finding.ts'
import { plainLine } from '../domain/words/plain-line.ts'
import { describeFinding, type Language } from '../domain/words/words.ts'
import {
  checkCapOctets,
  knownCap,
  lineOf,
  type CapCheckRequest,
  type CapReport,
} from '../formats/cap/check.ts'
import { readCap } from '../formats/cap/read.ts'
import { createCollector } from './cap-memory.ts'
import { readOctets } from './cap-octets.ts'
import { levelWord, type ExitCode, type Io } from './io.ts'

export interface CheckOptions {
  readonly now?: string
  readonly live: boolean
  readonly known: readonly string[]
  readonly thread: boolean
}

/** `cap check`: both verdicts on each file, and what was found in it, as soon as it is known. */
export async function checkFiles(
  io: Io,
  files: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> {
  const now = options.now === undefined ? nowMs() : parseNow(options.now)
  if (now === null) {
    io.note(wrongNow(options.now, io.language))
    return 2
  }
  const known: KnownCap[] = []
  for (const file of options.known) known.push(await loadKnown(file))
  const isKnown = options.thread || known.length > 0
  const collect = createCollector()
  let code: ExitCode = 0
  // In a function of its own, so that nothing of a file is held while the next is read.
  const checkOne = async (file: string): Promise<number> => {
    const octets = await readOctets(file)
    const check = { nowMs: now, live: options.live, known: isKnown ? known : undefined }
    const report = reportOf(octets, check)
    if (!report.valid) code = 1
    sayReport(io, file, report)
    if (!(octets instanceof Uint8Array)) return 0
    if (options.thread && report.alert !== null) known.push(keep(report.alert, octets))
    return octets.length
  }
  for (const file of files) collect(await checkOne(file))
  return code
}

/**
 * A message received before. What cannot be read would make the references to it look wrong.
 *
 * @throws {Refusal} when the file is no CAP message.
 */
async function loadKnown(file: string): Promise<KnownCap> {
  const octets = await readOctets(file)
  if (!(octets instanceof Uint8Array)) throw unknowable(file, [octets])
  const { alert, findings } = readCap(octets)
  if (alert === null) throw unknowable(file, findings)
  return keep(alert, octets)
}

function unknowable(file: string, findings: readonly Finding[]): Refusal {
  const params = { path: file, what: findings[0]?.rule ?? 'CAP' }
  return new Refusal('INPUT_INVALID', params, { cause: findings })
}

// Parts of a text keep the whole of it in memory; a copy lets the document go.
function keep(alert: CapAlert, octets: Uint8Array): KnownCap {
  return structuredClone(knownCap(alert, octets))
}

/** A CAP dateTime, or any ISO 8601 instant that says its zone. */
export function parseNow(text: string): number | null {
  const exact = capTimeMs(text)
  if (exact !== null) return exact
  if (!/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return null
  const parsed = Date.parse(text)
  return Number.isNaN(parsed) ? null : parsed
}

/** Why a `--now` is wrong use. */
export function wrongNow(found: string | undefined, language: Language): string {
  const example = '2026-11-25T08:00:00+07:00'
  return language === 'id'
    ? `Tulis --now dengan zona waktu, seperti ${example}: ditemukan "${found ?? ''}"`
    : `Write --now with its zone, such as ${example}: found "${found ?? ''}"`
}

function reportOf(octets: Uint8Array | Finding, check: CapCheckRequest): CapReport {
  if (octets instanceof Uint8Array) return checkCapOctets(octets, check)
  return { version: null, valid: false, broadcastable: false, findings: [octets], alert: null }
}

function sayReport(io: Io, file: string, report: CapReport): void {
  const findings = report.findings.map((each) => ({
    level: each.level,
    rule: each.rule,
    path: each.path,
    line: lineOf(each),
    column: columnOf(each),
    message: describeFinding(each, io.language),
    mend: each.mend ?? null,
  }))
  const { version: read, valid, broadcastable } = report
  io.emit({ file, version: read, valid, broadcastable, findings })
  const [version, verdict] = [report.version ?? '?', VERDICTS[io.language]]
  const broadcast = report.broadcastable ? verdict.broadcastable : verdict.kept
  io.say(`${file}: CAP ${version}, ${report.valid ? verdict.valid : verdict.invalid}, ${broadcast}`)
  for (const each of findings) {
    const level = levelWord(each.level, io.language)
    io.say(`  ${each.line}:${each.column} ${level} ${each.rule} ${each.path}: ${each.message}`)
    if (each.mend !== null) io.say(`      → ${plainLine(each.mend)}`)
  }
}

/** Column of a finding, from 1; 0 where it is about no place in the document. */
function columnOf({ params }: Finding): number {
  const column = params['column']
  return typeof column === 'number' ? column : 0
}

const VERDICTS = {
  id: {
    valid: 'sah',
    invalid: 'tidak sah sebagai CAP 1.2',
    broadcastable: 'boleh disiarkan',
    kept: 'belum boleh disiarkan',
  },
  en: {
    valid: 'valid',
    invalid: 'not valid as CAP 1.2',
    broadcastable: 'may be broadcast',
    kept: 'not to be broadcast',
  },
} as const
