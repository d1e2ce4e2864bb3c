import { plainLine } from '../../domain/words/plain-line.ts'
import type { FindingJson } from '../../formats/json/views.ts'

/** Findings of one line of a document; line 0 is for what is about no line. */
export interface LineFindings {
  readonly line: number
  readonly findings: readonly FindingJson[]
}

/** Findings by the line they stand on, those about no line first. */
export function byLine(findings: readonly FindingJson[]): LineFindings[] {
  const groups = new Map<number, FindingJson[]>()
  for (const finding of findings) {
    const line = finding.line ?? 0
    const group = groups.get(line)
    if (group === undefined) groups.set(line, [finding])
    else group.push(finding)
  }
  return [...groups].map(([line, own]) => ({ line, findings: own })).sort((a, b) => a.line - b.line)
}

/** Lines of a document as the service counts them: a CR, an LF and a CR LF each end one. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|[\r\n]/)
}

/** What is shown of a line: some machines write a whole document in one. */
const EXCERPT_MAX = 240
const EXCERPT_BEFORE = 40

/** A line, or the part of it around a column (from 1), with dots where it goes on. */
export function excerptOf(line: string, column = 1): string {
  const from = Math.max(0, Math.min(column - 1 - EXCERPT_BEFORE, line.length - EXCERPT_MAX))
  const part = line.slice(from, from + EXCERPT_MAX)
  const before = from > 0 ? '…' : ''
  const after = from + EXCERPT_MAX < line.length ? '…' : ''
  return plainLine(`${before}${from > 0 ? part : part.trimStart()}${after}`.toWellFormed())
}

/**
 * The text of the element that begins at a place, as it is read; null where there is none, or where
 * it is not text alone. It is shown beside a mend and nowhere else: this is no parser.
 */
export function elementTextAt(
  lines: readonly string[],
  { line = 0, column = 0 }: Pick<FindingJson, 'line' | 'column'>,
): string | null {
  const head = lines[line - 1]?.slice(column - 1)
  if (head === undefined || !/^<[^!?/]/.test(head)) return null
  const rest = [head, ...lines.slice(line, line + LINES_MAX)].join('\n')
  const [, isEmpty, text = ''] = /^<[^<>]*?(\/?)>([^<]*)/.exec(rest) ?? []
  if (isEmpty === undefined) return null
  if (isEmpty === '/') return ''
  return /^<[^<>]*>[^<]*<\//.test(rest) ? decodeEntities(text) : null
}

/** An element that goes on for longer has no mend. */
const LINES_MAX = 50

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The text of a document, by its byte order mark, else by the encoding that it declares. */
export function textOf(octets: Uint8Array): string {
  const [first, second] = octets
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(octets)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(octets)
  const head = new TextDecoder('latin1').decode(octets.subarray(0, 200))
  const [, declared = ''] = /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(head) ?? []
  const isLatin = /^(?:iso-8859-1|us-ascii)$/i.test(declared)
  return new TextDecoder(isLatin ? 'latin1' : 'utf-8').decode(octets)
}
