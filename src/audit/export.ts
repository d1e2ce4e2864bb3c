/**
 * The log as a file that anyone can verify without us: NDJSON, a header and then a line an entry.
 *
 *     {"form":"kentongan-log/1","origin":…,"size":…,"atMs":…,"frontier":…,"checkpoints":[…]}
 *     {"seq":…,"atMs":…,"visibility":…,"leaf":…,"link":…,"salt":…,"body":…}
 *
 * Octets are base64 (RFC 4648 §4); `body` is the canonical entry octet for octet, so that even a
 * damaged one is handed on as it is. `salt` and `body` are null where the entry was erased or is
 * not shown to the reader; `link` is null where it is left out. Checkpoints are signed notes. The
 * members stand in this order without white space, each line ends in one newline: a line is read
 * only when writing what was read gives the same line.
 */

import { Refusal } from '../domain/error.ts'
import { formatBase64, parseBase64 } from './base64.ts'
import { VISIBILITIES, type Visibility } from './leaf.ts'
import type { EntryRow, Head } from './log.ts'

const FORM = 'kentongan-log/1'

/** Longest line that is read, in octets. The largest entry holds a plan. */
export const EXPORT_LINE_MAX = 16 * 1024 * 1024

export interface ExportHeader {
  /** What the file says of itself: only the reader's own trust tells which log it is. */
  readonly origin: string
  readonly head: Head
  readonly checkpoints: readonly string[]
}

/** Without its newline. */
export function formatExportHeader(header: ExportHeader): string {
  const { origin, head, checkpoints } = header
  const { size, atMs } = head
  const frontier = formatBase64(head.frontier)
  return JSON.stringify({ form: FORM, origin, size, atMs, frontier, checkpoints })
}

/** Without its newline. */
export function formatExportEntry(row: EntryRow): string {
  const { seq, atMs, visibility } = row
  const [leaf, link] = [formatBase64(row.leaf), formatOctets(row.link)]
  const [salt, body] = [formatOctets(row.salt), formatOctets(row.body)]
  return JSON.stringify({ seq, atMs, visibility, leaf, link, salt, body })
}

/** @throws {Refusal} `INPUT_INVALID` when the line is no header of this form. */
export function parseExportHeader(line: string): ExportHeader {
  const path = 'line 1'
  const fields = parseObject(line, path)
  const { form, origin, size, atMs, checkpoints } = fields
  const frontier = octetsOf(fields['frontier'])
  const notes = Array.isArray(checkpoints) && checkpoints.every((each) => typeof each === 'string')
  if (form !== FORM || typeof origin !== 'string' || !isCount(size) || !isCount(atMs)) {
    throw refusal(path, `not the header of a "${FORM}" file`)
  }
  if (frontier === null || !notes) throw refusal(path, 'frontier or checkpoints')
  const header = { origin, head: { size, atMs, frontier }, checkpoints }
  if (formatExportHeader(header) !== line) throw refusal(path, 'not written as the form has it')
  return header
}

/**
 * @param number of the line in its file, from 1; the header is line 1.
 * @throws {Refusal} `INPUT_INVALID` when the line is no entry of this form.
 */
export function parseExportEntry(line: string, number: number): EntryRow {
  const path = `line ${number}`
  const fields = parseObject(line, path)
  const { seq, atMs, visibility } = fields
  if (!isCount(seq) || !isCount(atMs)) throw refusal(path, 'seq or atMs')
  if (!isVisibility(visibility)) throw refusal(path, 'visibility')
  const leaf = octetsOf(fields['leaf'])
  if (leaf === null) throw refusal(path, 'leaf')
  const [link, salt, body] = ['link', 'salt', 'body'].map((name) => octetsOf(fields[name])) as [
    Uint8Array | null,
    Uint8Array | null,
    Uint8Array | null,
  ]
  const row = { seq, atMs, visibility, leaf, link, salt, body }
  // Catches what the fields above do not: members more or twice, bad base64, white space.
  if (formatExportEntry(row) !== line) throw refusal(path, 'not written as the form has it')
  return row
}

/** The lines of an export; pull them one by one, so that no more than a row is held. */
export async function* formatExport(
  header: ExportHeader,
  rows: Iterable<EntryRow> | AsyncIterable<EntryRow>,
): AsyncGenerator<string> {
  yield `${formatExportHeader(header)}\n`
  for await (const row of rows) yield `${formatExportEntry(row)}\n`
}

export interface OpenedExport extends ExportHeader {
  /** To be read once; throws what {@link parseExportEntry} throws. */
  readonly entries: AsyncIterable<EntryRow>
}

/**
 * Opens an export from its octets in any chunks.
 *
 * @throws {Refusal} `INPUT_INVALID`, or `TOO_LARGE` for a line over {@link EXPORT_LINE_MAX}.
 */
export async function openExport(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<OpenedExport> {
  const lines = readLines(chunks)
  const first = await lines.next()
  if (first.done === true) throw refusal('line 1', 'the file is empty')
  return { ...parseExportHeader(first.value), entries: readEntries(lines) }
}

async function* readEntries(lines: AsyncIterable<string>): AsyncGenerator<EntryRow> {
  let number = 1
  for await (const line of lines) {
    number += 1
    yield parseExportEntry(line, number)
  }
}

async function* readLines(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  let held: Uint8Array[] = []
  let length = 0
  let number = 1
  for await (const chunk of chunks) {
    let start = 0
    for (;;) {
      const newline = chunk.indexOf(0x0a, start)
      const part = chunk.subarray(start, newline === -1 ? chunk.length : newline)
      length += part.length
      if (length > EXPORT_LINE_MAX) {
        throw new Refusal('TOO_LARGE', { max: `${EXPORT_LINE_MAX} octets a line`, found: length })
      }
      // A copy: the source may use its chunk again once it is asked for the next.
      if (part.length > 0) held.push(new Uint8Array(part))
      if (newline === -1) break
      yield decodeLine(held, length, number)
      ;[held, length, start] = [[], 0, newline + 1]
      number += 1
    }
  }
  // A last line without a newline was cut off, wherever it was cut.
  if (length > 0) throw refusal(`line ${number}`, 'the file was cut off')
}

function decodeLine(parts: readonly Uint8Array[], length: number, number: number): string {
  const octets = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    octets.set(part, at)
    at += part.length
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch (cause) {
    throw refusal(`line ${number}`, 'not UTF-8', cause)
  }
}

function parseObject(line: string, path: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw refusal(path, 'not JSON', cause)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal(path, 'not a JSON object')
  }
  return value as Record<string, unknown>
}

function formatOctets(octets: Uint8Array | null): string | null {
  return octets === null ? null : formatBase64(octets)
}

/** Null for null and for what is no base64; writing the line again tells the two apart. */
function octetsOf(value: unknown): Uint8Array | null {
  return typeof value === 'string' ? parseBase64(value) : null
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isVisibility(value: unknown): value is Visibility {
  return (VISIBILITIES as readonly unknown[]).includes(value)
}

function refusal(path: string, what: string, cause?: unknown): Refusal {
  return new Refusal('INPUT_INVALID', { path, what }, cause === undefined ? {} : { cause })
}
