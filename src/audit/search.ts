/**
 * What an auditor asks of the log: a description that the store turns into a query. Pages go from
 * the newest entry to older ones by seq (keyset), never by offset, and without a total, so that
 * the last page of ten million entries costs what the first does.
 */

import { Refusal } from '../domain/error.ts'

export interface SearchQuery {
  /** Null: any. All that are given must hold. */
  readonly alert: string | null
  readonly order: string | null
  readonly cbc: string | null
  /** All CBCs of an operator; the store knows which. */
  readonly operator: string | null
  /** Pseudonym of a person, a CBC's id, or `system`. */
  readonly actor: string | null
  /** The `what` of an entry, as `message-approved`. */
  readonly what: string | null
  /** From this instant on. */
  readonly fromMs: number | null
  /** Before this instant. */
  readonly toMs: number | null
  /** Only entries with a smaller seq: the last seq of the page before. */
  readonly beforeSeq: number | null
  /** 1..{@link PAGE_MAX}. */
  readonly limit: number
}

export const PAGE_MAX = 500
const PAGE_DEFAULT = 50

export const SEARCH_NAMES = [
  'alert',
  'order',
  'cbc',
  'operator',
  'actor',
  'what',
  'from',
  'to',
  'before',
  'limit',
] as const
export type SearchName = (typeof SEARCH_NAMES)[number]

/**
 * Reads a query from text as it comes in a URL or on a command line; an empty text is as none.
 * Instants are ISO 8601 with an offset.
 *
 * @throws {Refusal} `INPUT_INVALID` naming the first parameter that cannot be read, or is unknown.
 */
export function parseSearch(params: Readonly<Record<string, string | undefined>>): SearchQuery {
  for (const name of Object.keys(params)) {
    if (!(SEARCH_NAMES as readonly string[]).includes(name)) throw refusal(name, 'unknown')
  }
  const query: SearchQuery = {
    alert: parseWord(params, 'alert'),
    order: parseWord(params, 'order'),
    cbc: parseWord(params, 'cbc'),
    operator: parseWord(params, 'operator'),
    actor: parseWord(params, 'actor'),
    what: parseWord(params, 'what'),
    fromMs: parseInstant(params, 'from'),
    toMs: parseInstant(params, 'to'),
    beforeSeq: parseCount(params, 'before'),
    limit: parseCount(params, 'limit') ?? PAGE_DEFAULT,
  }
  if (query.limit < 1 || query.limit > PAGE_MAX) throw refusal('limit', `1..${PAGE_MAX}`)
  if (query.fromMs !== null && query.toMs !== null && query.fromMs >= query.toMs) {
    throw refusal('to', 'must be after "from"')
  }
  return query
}

/** The query of the next page, or null after the last. `seqs` are those found, newest first. */
export function nextPage(query: SearchQuery, seqs: readonly number[]): SearchQuery | null {
  const last = seqs.at(-1)
  if (last === undefined || last === 0 || seqs.length < query.limit) return null
  return { ...query, beforeSeq: last }
}

type Params = Readonly<Record<string, string | undefined>>

function read(params: Params, name: SearchName): string | null {
  return params[name] === undefined || params[name] === '' ? null : params[name]
}

function parseWord(params: Params, name: SearchName): string | null {
  const text = read(params, name)
  if (text === null || /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/.test(text)) return text
  throw refusal(name, 'at most 128 letters, digits and ". _ : -"')
}

function parseCount(params: Params, name: SearchName): number | null {
  const text = read(params, name)
  if (text === null) return null
  if (/^[0-9]{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  throw refusal(name, 'a whole number')
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

function parseInstant(params: Params, name: SearchName): number | null {
  const text = read(params, name)
  if (text === null) return null
  const atMs = INSTANT.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isFinite(atMs)) return atMs
  throw refusal(name, 'a time as 2026-07-01T00:00:00+07:00')
}

function refusal(path: string, what: string): Refusal {
  return new Refusal('INPUT_INVALID', { path, what })
}
