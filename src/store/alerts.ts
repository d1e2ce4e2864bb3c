import { and, desc, eq, lt, lte, or, sql } from 'drizzle-orm'
import type { Alert, Message } from '../domain/message.ts'
import type { MessageState } from '../domain/message-state.ts'
import { type Engine, prepared, snapshot } from './handle.ts'
import { rowToAlert, rowToMessage } from './rows.ts'
import { alert, message, stream } from './schema.ts'

export interface Thread {
  readonly alert: Alert
  /** Oldest first. */
  readonly messages: readonly Message[]
}

interface AlertRow {
  readonly alert: Alert
  readonly newest: Message
  /** True while any message of it is live, the newest or an older one. */
  readonly isLive: boolean
}

export interface AlertPage {
  /** Newest first. */
  readonly alerts: readonly AlertRow[]
  /** Give it as `before` for the next page; null at the end. */
  readonly next: string | null
}

const versionOfMessage = eq(stream.id, sql`'message:' || ${message.id}`)
const messageFields = { row: message, version: stream.version }

const selectAlert = prepared((db) =>
  db
    .select()
    .from(alert)
    .where(eq(alert.id, sql.placeholder('id')))
    .prepare(),
)
const selectMessage = prepared((db) =>
  db
    .select(messageFields)
    .from(message)
    .innerJoin(stream, versionOfMessage)
    .where(eq(message.id, sql.placeholder('id')))
    .prepare(),
)
const selectMessages = prepared((db) =>
  db
    .select(messageFields)
    .from(message)
    .innerJoin(stream, versionOfMessage)
    .where(eq(message.alertId, sql.placeholder('alert')))
    .orderBy(message.n)
    .prepare(),
)
const selectDue = prepared((db) => {
  const now = sql.placeholder('now')
  const starts = and(
    eq(message.state, 'approved'),
    or(sql`${message.startMs} IS NULL`, lte(message.startMs, now)),
  )
  const expires = and(eq(message.state, 'live'), lte(message.expiresMs, now))
  return db
    .select(messageFields)
    .from(message)
    .innerJoin(stream, versionOfMessage)
    .where(or(starts, expires))
    .prepare()
})
const selectInState = prepared((db) =>
  db
    .select(messageFields)
    .from(message)
    .innerJoin(stream, versionOfMessage)
    .where(eq(message.state, sql.placeholder('state')))
    .orderBy(sql`CAST(${message.alertId} AS INTEGER)`, message.n)
    .prepare(),
)
const selectLastNumber = prepared((db) =>
  db
    .select({ number: sql<number>`coalesce(max(${alert.number}), 0)` })
    .from(alert)
    .prepare(),
)

const isLive = sql<number>`EXISTS (
  SELECT 1 FROM message AS other WHERE other.alert_id = ${alert.id} AND other.state = 'live')`
const isNewest = sql`${message.n} = (
  SELECT max(n) FROM message AS other WHERE other.alert_id = ${alert.id})`

const selectPage = prepared((db) => {
  const state = sql.placeholder('state')
  const isMeant = sql`(${state} IS NULL OR ${message.state} = ${state}
    OR (${state} = 'live' AND ${isLive}))`
  return db
    .select({ alert, ...messageFields, isLive })
    .from(alert)
    .innerJoin(message, and(eq(message.alertId, alert.id), isNewest))
    .innerJoin(stream, versionOfMessage)
    .where(and(lt(alert.number, sql.placeholder('before')), isMeant))
    .orderBy(desc(alert.number))
    .limit(sql.placeholder('limit'))
    .prepare()
})

/** The alert with all its messages, or null. */
export async function loadAlert(engine: Engine, id: string): Promise<Thread | null> {
  return snapshot(engine, () => {
    const row = selectAlert(engine).get({ id })
    if (row === undefined) return null
    const messages = selectMessages(engine).all({ alert: id })
    return {
      alert: rowToAlert(row),
      messages: messages.map((each) => rowToMessage(each.row, each.version)),
    }
  })
}

/**
 * A page of alerts. With `state`, those whose newest message is in it; with `live`, those with any
 * message live, so that a live alert with an Update in hand is found under both.
 *
 * @param query.before id of the last alert of the page before.
 */
export async function listAlerts(
  engine: Engine,
  query: {
    readonly state?: MessageState | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
): Promise<AlertPage> {
  const before = query.before === undefined ? Number.MAX_SAFE_INTEGER : Number(query.before)
  const { limit, state = null } = query
  // One more than asked for tells whether there is a next page.
  const rows = selectPage(engine).all({ state, before, limit: limit + 1 })
  const alerts = rows.slice(0, limit).map((each) => ({
    alert: rowToAlert(each.alert),
    newest: rowToMessage(each.row, each.version),
    isLive: each.isLive === 1,
  }))
  return { alerts, next: rows.length > limit ? (alerts.at(-1)?.alert.id ?? null) : null }
}

export async function loadMessage(engine: Engine, id: string): Promise<Message | null> {
  const found = selectMessage(engine).get({ id })
  return found === undefined ? null : rowToMessage(found.row, found.version)
}

/** Approved messages whose start has come, and live ones that have expired. */
export async function loadDueMessages(engine: Engine, nowMs: number): Promise<readonly Message[]> {
  const found = selectDue(engine).all({ now: nowMs })
  return found.map((each) => rowToMessage(each.row, each.version))
}

/** Every message in a state, the oldest alert first. */
export async function loadMessagesIn(
  engine: Engine,
  state: MessageState,
): Promise<readonly Message[]> {
  const found = selectInState(engine).all({ state })
  return found.map((each) => rowToMessage(each.row, each.version))
}

/** The number that the next alert may claim. */
export async function nextAlertNumber(engine: Engine): Promise<number> {
  return (selectLastNumber(engine).get()?.number ?? 0) + 1
}
