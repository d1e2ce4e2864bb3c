import { nowMs } from '../clock.ts'
import { capTimeMs } from '../domain/cap/date-time.ts'
import type { Finding } from '../domain/finding.ts'
import { describeFinding } from '../domain/words/words.ts'
import {
  checkCapOctets,
  lineOf,
  type CapCheckRequest,
  type CapReport,
} from '../formats/cap/check.ts'
import { readOctets } from './cap-octets.ts'
import type { ExitCode, Io } from './io.ts'

/** `cap check`: both verdicts on each file, and what was found in it. */
export async function checkFiles(
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
  },
  en: {
    valid: 'valid',
    invalid: 'not valid as CAP 1.2',
    broadcastable: 'may be broadcast',
    kept: 'not to be broadcast',
  },
} as const
