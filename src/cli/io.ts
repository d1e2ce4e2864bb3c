import type { Finding, FindingLevel } from '../domain/finding.ts'
import { describeFinding, type Language } from '../domain/words/words.ts'

/**
 * What a command writes to. With `--json` standard output carries one JSON object a line and
 * nothing else; words for people go to standard error then.
 */
export interface Io {
  readonly json: boolean
  readonly language: Language
  /** Data folder of `--data`. */
  readonly data: string
  /** A line for people: standard output, or nothing with `--json`. */
  say(line: string): void
  /** A line of progress or trouble: always standard error. */
  note(line: string): void
  /** One JSON object a line on standard output, only with `--json`. */
  emit(value: unknown): void
}

/** What a command module exports as `define`: it adds its command to the program. */
export type ExitCode = 0 | 1 | 2

export function createIo(options: { json: boolean; language: Language; data: string }): Io {
  return {
    ...options,
    say: (line) => {
      if (!options.json) process.stdout.write(`${line}\n`)
    },
    note: (line) => process.stderr.write(`${line}\n`),
    emit: (value) => {
      if (options.json) process.stdout.write(`${JSON.stringify(value)}\n`)
    },
  }
}

/** A finding as a person at a terminal reads it. */
export function formatFinding(finding: Finding, language: Language): string {
  const level = levelWord(finding.level, language)
  return `${level} ${finding.rule} ${finding.path}: ${describeFinding(finding, language)}`
}

/** How grave a finding is, as the console says it; `--json` has the code. */
export function levelWord(level: FindingLevel, language: Language): string {
  return language === 'id' ? LEVELS_ID[level] : level
}

const LEVELS_ID = {
  error: 'salah',
  policy: 'dilarang kebijakan',
  warning: 'perlu dicermati',
  info: 'keterangan',
} as const satisfies Readonly<Record<FindingLevel, string>>
