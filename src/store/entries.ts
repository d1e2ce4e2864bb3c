import { and, asc, desc, eq, gte, lt, sql, type SQL } from 'drizzle-orm'
import type { EntryRow, Head } from '../audit/log.ts'
import type { SearchQuery } from '../audit/search.ts'
import type { EntryBody } from '../domain/entry.ts'
import { REGISTRY } from '../domain/operators/registry.ts'
import { type Engine, prepared, snapshot } from './handle.ts'
import { readHead } from './log.ts'
import { DamagedRow, sound } from './rows.ts'
import { checkpoint, entry } from './schema.ts'
import { insertInto } from './statements.ts'

/** An entry as it is kept, and what it says; null once it is erased. */
export interface KeptEntry extends EntryRow {
  readonly entry: EntryBody | null
}

const PAGE = 1_024

// The most telling first: SQLite takes one index a query, and without statistics any of them.
const FILTERS = {
  order: entry.orderId,
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
 * Rows `from` up to, not including, `to` of the log, ascending. The log only grows, so that the
 * rows up to an {@link Extent} are one state of it, however long the reading takes.
 */
export async function* iterateEntries(
  engine: Engine,
  range: { readonly from: number; readonly to: number },
): AsyncGenerator<EntryRow> {
  let { from } = range
  for (;;) {
    const run = selectRun(engine).all({ from, to: range.to })
    yield* run
    if (run.length < PAGE) return
    from = run.at(-1)!.seq + 1
  }
}

/**
 * A page of the log, newest entry first, by any filters and at any depth in the same time: no
 * offset and no total. `nextPage` of audit/search.ts asks for the one after it.
 */
export async function searchEntries(
  engine: Engine,
  query: SearchQuery,
): Promise<readonly KeptEntry[]> {
  const { operator, ...one } = query
  const rows = snapshot(engine, () => {
    if (operator === null) return searchOne(engine, one)
    // A search for each span in which a CBC was the operator's, merged: each is a run of one index.
    const spans = REGISTRY.cbcs.filter(
      (each) => each.operator === operator && (query.cbc === null || query.cbc === each.id),
    )
    const found = spans.flatMap(({ id, fromMs, untilMs }) =>
      searchOne(engine, {
        ...one,
        cbc: id,
        fromMs: Math.max(query.fromMs ?? 0, fromMs ?? 0),
        toMs: Math.min(query.toMs ?? Number.MAX_SAFE_INTEGER, untilMs ?? Number.MAX_SAFE_INTEGER),
      }),
    )
    return found.sort((a, b) => b.seq - a.seq).slice(0, query.limit)
  })
  return rows.map(withBody)
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

function searchOne(engine: Engine, query: Omit<SearchQuery, 'operator'>): readonly EntryRow[] {
  const names = FILTER_NAMES.filter((name) => query[name] !== null)
  const key = names.join()
  const search = searches.get(key) ?? prepareSearch(names)
  searches.set(key, search)
  const from = query.fromMs === null ? 0 : seqSince(engine, query.fromMs)
  const end = query.toMs === null ? Number.MAX_SAFE_INTEGER : seqSince(engine, query.toMs)
  const to = Math.min(end, query.beforeSeq ?? end)
  return search(engine).all({ ...query, from, to })
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
