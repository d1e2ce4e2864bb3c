import { and, asc, desc, eq, gte, lt, sql, type SQL } from 'drizzle-orm'
import type { EntryRow, Head } from '../audit/log.ts'
import type { EntryBody } from '../domain/entry.ts'
import { type Engine, prepared, snapshot } from './handle.ts'
import { readHead } from './log.ts'
import { DamagedRow, sound } from './rows.ts'
import { checkpoint, entry } from './schema.ts'
import { insertInto } from './statements.ts'

/** An entry as it is kept, and what it says; null once it is erased. */
export interface KeptEntry extends EntryRow {
  readonly entry: EntryBody | null
}

/** Every filter that is given must hold. */
export interface EntryFilter {
  readonly alert?: string | undefined
  readonly message?: string | undefined
  readonly order?: string | undefined
  readonly cbc?: string | undefined
  readonly actor?: string | undefined
  readonly what?: string | undefined
  /** First instant that counts. */
  readonly fromMs?: number | undefined
  /** First instant that counts no more. */
  readonly untilMs?: number | undefined
  /** Only entries before this one: the last of the page before. */
  readonly before?: number | undefined
}

export interface EntryPage {
  /** Newest first. */
  readonly entries: readonly KeptEntry[]
  /** Give it as `before` for the next page; null at the end. */
  readonly next: number | null
}

const PAGE = 1_024

// The most telling first: SQLite takes one index a query, and without statistics any of them.
const FILTERS = {
  order: entry.orderId,
  message: entry.messageId,
  alert: entry.alertId,
  cbc: entry.cbc,
  actor: entry.actor,
  what: entry.what,
} as const
type FilterName = keyof typeof FILTERS
const FILTER_NAMES = Object.keys(FILTERS) as FilterName[]

const FIELDS = {
  seq: entry.seq,
  atMs: entry.atMs,
  visibility: entry.visibility,
  leaf: entry.leaf,
  link: entry.link,
  salt: entry.salt,
  body: entry.body,
}

const selectEntry = prepared((db) =>
  db
    .select(FIELDS)
    .from(entry)
    .where(eq(entry.seq, sql.placeholder('seq')))
    .prepare(),
)
const selectRun = prepared((db) =>
  db
    .select(FIELDS)
    .from(entry)
    .where(and(gte(entry.seq, sql.placeholder('from')), lt(entry.seq, sql.placeholder('to'))))
    .orderBy(asc(entry.seq))
    .limit(PAGE)
    .prepare(),
)
const selectEnd = prepared((db) =>
  db
    .select({ to: sql<number>`coalesce(max(${entry.seq}) + 1, 0)` })
    .from(entry)
    .prepare(),
)
const selectSince = prepared((db) =>
  db
    .select({ seq: entry.seq })
    .from(entry)
    .where(gte(entry.atMs, sql.placeholder('atMs')))
    .orderBy(asc(entry.atMs), asc(entry.seq))
    .limit(1)
    .prepare(),
)
const selectCheckpoint = prepared((db) =>
  db
    .select({ text: checkpoint.text })
    .from(checkpoint)
    .orderBy(desc(checkpoint.size))
    .limit(1)
    .prepare(),
)
const selectCheckpoints = prepared((db) =>
  db.select({ text: checkpoint.text }).from(checkpoint).orderBy(asc(checkpoint.size)).prepare(),
)
const upsertCheckpoint = insertInto(checkpoint, { upsert: ['size'] })

const searches = new Map<string, ReturnType<typeof prepareSearch>>()

export async function loadEntry(engine: Engine, seq: number): Promise<KeptEntry | null> {
  const row = selectEntry(engine).get({ seq })
  return row === undefined ? null : withBody(row)
}

/** What a verifier holds the rows against: the head, and how far the rows really go. */
export interface Extent {
  readonly head: Head | null
  /** One more than the last `seq`: the `to` of {@link iterateEntries}. */
  readonly to: number
}

/** One state of the log, also while its owner appends. */
export async function loadExtent(engine: Engine): Promise<Extent> {
  return snapshot(engine, () => ({
    head: readHead(engine),
    to: selectEnd(engine).get()?.to ?? 0,
  }))
}

/**
 * Rows `from` up to, not including, `to` of the log, in runs of a thousand: awaiting each row
 * would cost more than hashing it. The log only grows, so that the rows up to an {@link Extent}
 * are one state of it, however long the reading takes.
 */
export async function* iterateEntries(
  engine: Engine,
  range: { readonly from: number; readonly to: number },
): AsyncGenerator<readonly EntryRow[]> {
  let { from } = range
  for (;;) {
    const run = selectRun(engine).all({ from, to: range.to })
    if (run.length > 0) yield run
    if (run.length < PAGE) return
    from = run.at(-1)!.seq + 1
  }
}

/** A page of the log by any filters, at any depth in the same time: no offset, no total. */
export async function searchEntries(
  engine: Engine,
  filter: EntryFilter,
  limit: number,
): Promise<EntryPage> {
  const names = FILTER_NAMES.filter((name) => filter[name] !== undefined)
  const name = names.join()
  const search = searches.get(name) ?? prepareSearch(names)
  searches.set(name, search)
  const rows = snapshot(engine, () => {
    const from = filter.fromMs === undefined ? 0 : seqSince(engine, filter.fromMs)
    const end = filter.untilMs === undefined ? Infinity : seqSince(engine, filter.untilMs)
    const to = Math.min(end, filter.before ?? Infinity, Number.MAX_SAFE_INTEGER)
    return search(engine).all({ ...filter, from, to, limit: limit + 1 })
  })
  const entries = rows.slice(0, limit).map(withBody)
  return { entries, next: rows.length > limit ? (entries.at(-1)?.seq ?? null) : null }
}

/** The newest signed tree head, as text; null before the first. */
export async function loadCheckpoint(engine: Engine): Promise<string | null> {
  return selectCheckpoint(engine).get()?.text ?? null
}

/** All of them, smallest tree first. */
export async function loadCheckpoints(engine: Engine): Promise<readonly string[]> {
  return selectCheckpoints(engine)
    .all()
    .map(({ text }) => text)
}

export function saveCheckpoint(engine: Engine, size: number, text: string): void {
  upsertCheckpoint(engine).run({ size, text })
}

function prepareSearch(names: readonly FilterName[]) {
  return prepared((db) => {
    const [first, ...rest] = names
    const conditions: SQL[] = [
      gte(entry.seq, sql.placeholder('from')),
      lt(entry.seq, sql.placeholder('to')),
    ]
    if (first !== undefined) conditions.push(eq(FILTERS[first], sql.placeholder(first)))
    // The plus keeps SQLite from taking the index of a weaker filter.
    for (const each of rest) conditions.push(sql`+${FILTERS[each]} = ${sql.placeholder(each)}`)
    return db
      .select(FIELDS)
      .from(entry)
      .where(and(...conditions))
      .orderBy(desc(entry.seq))
      .limit(sql.placeholder('limit'))
      .prepare()
  })
}

/** Time never runs backwards in the log, so an instant is a place in it. */
function seqSince(engine: Engine, atMs: number): number {
  return selectSince(engine).get({ atMs })?.seq ?? Number.MAX_SAFE_INTEGER
}

function withBody(row: EntryRow): KeptEntry {
  const { body } = row
  if (body === null) return { ...row, entry: null }
  const said = sound('entry', String(row.seq), () => JSON.parse(new TextDecoder().decode(body)))
  if (typeof said?.what !== 'string') throw new DamagedRow('entry', String(row.seq))
  return { ...row, entry: said as EntryBody }
}
