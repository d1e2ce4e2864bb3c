import type { Actor } from '../domain/account.ts'
import { formatBase64 } from '../audit/base64.ts'
import { parseSearch } from '../audit/search.ts'
import { alertOf, cbcOf, orderOf } from '../domain/entry.ts'
import type { KeptEntry } from '../store/entries.ts'
import { Refusal } from '../domain/error.ts'
import type { Finding } from '../domain/finding.ts'
import type { Alert, Message } from '../domain/message.ts'
import type { Attempt, Order } from '../domain/order.ts'
import type { Plan } from '../domain/plan.ts'
import { describeFinding } from '../domain/words/words.ts'
import { contentToJson, formatInstant, instantOf } from '../formats/json/content.ts'
import type {
  AlertJson,
  AlertListJson,
  AttemptJson,
  CheckJson,
  EntryJson,
  FindingJson,
  MessageJson,
  OrderJson,
  PlanJson,
} from '../formats/json/views.ts'
import type { Thread } from '../store/alerts.ts'
import type { ReadStore } from '../store/open.ts'
import { stepsFor } from './steps-for.ts'

/** What one person sees of an alert; `may` depends on who asks. @throws {Refusal} `ALERT_NOT_FOUND` */
export async function viewAlert(
  store: ReadStore,
  alertId: string,
  actor: Actor | null,
): Promise<AlertJson> {
  const thread = await store.loadAlert(alertId)
  if (thread === null) throw new Refusal('ALERT_NOT_FOUND', { alert: alertId })
  const [alarms, cbcs] = await Promise.all([loadAlarms(store, alertId), store.loadCbcs()])
  const theirs = new Set(cbcs.flatMap(({ cbc, serial }) => (serial === 'theirs' ? [cbc] : [])))
  const messages = await Promise.all(
    thread.messages.map(async (message) => {
      const orders = await store.loadOrdersOfMessage(message.id)
      const views = orders.map((order) =>
        viewOrder(order, {
          alarms: alarms.get(order.id) ?? [],
          serialBy: theirs.has(order.cbc) ? 'theirs' : 'ours',
        }),
      )
      return viewMessage(message, views, { actor, thread: thread.messages })
    }),
  )
  const { alert } = thread
  return {
    id: alert.id,
    kind: alert.kind,
    createdAt: formatInstant(alert.createdAtMs),
    createdBy: alert.createdBy,
    people: await loadPeople(store, thread),
    origin: viewOrigin(alert),
    messages,
  }
}

export async function listAlertRows(
  store: ReadStore,
  query: Parameters<ReadStore['listAlerts']>[0],
): Promise<AlertListJson> {
  const page = await store.listAlerts(query)
  return {
    next: page.next,
    alerts: page.alerts.map(({ alert, newest }) => ({
      id: alert.id,
      kind: alert.kind,
      msgType: newest.msgType,
      state: newest.state,
      headline: newest.content.texts[0]?.headline ?? '',
      areaName: newest.content.areaName,
      createdAt: formatInstant(alert.createdAtMs),
      sent: instantOf(newest.sentMs),
      expires: instantOf(newest.expiresMs),
    })),
  }
}

export function viewCheck(of: {
  readonly findings: readonly Finding[]
  readonly plan: Plan | null
}): CheckJson {
  return {
    findings: of.findings.map(viewFinding),
    plan: of.plan === null ? null : viewPlan(of.plan),
  }
}

/** A finding with its words in both languages. */
export function viewFinding(each: Finding): FindingJson {
  const { line, column } = each.params
  return {
    level: each.level,
    rule: each.rule,
    path: each.path,
    ...(typeof line === 'number' ? { line } : {}),
    ...(typeof column === 'number' ? { column } : {}),
    message: { id: describeFinding(each, 'id'), en: describeFinding(each, 'en') },
    ...(each.mend === undefined ? {} : { mend: each.mend }),
  }
}

export function viewPlan(plan: Plan): PlanJson {
  const { population, outline, findings, madeAtMs } = plan
  return {
    madeAt: formatInstant(madeAtMs),
    regionVersion: plan.regionVersion,
    policyVersion: plan.policyVersion,
    population: [population[0], population[1]],
    copies: plan.copies.map((copy) => {
      const { prefixed: _, ...shown } = copy
      return { ...shown, pages: [...shown.pages] }
    }),
    orders: plan.orders.map((order) => ({
      cbc: order.cbc,
      operator: order.operator,
      cells: order.cells,
      leftOut: order.leftOut,
      inventoryVersion: order.inventoryVersion,
      coding: order.coding,
      repetition: order.repetition.map((each) => ({ ...each })),
      repetitionSeconds: order.repetitionSeconds,
      broadcasts: order.broadcasts,
      forms: order.forms.map((form) => ({ ...form })),
    })),
    outline: outline.map((ring) => ring.map(([lat, lon]): [number, number] => [lat, lon])),
    findings: findings.map(viewFinding),
  }
}

/** Colleagues see each other's names; what leaves the folder as the log has pseudonyms alone. */
async function loadPeople(store: ReadStore, thread: Thread): Promise<Record<string, string>> {
  const ids = thread.messages.flatMap(({ hands, approvers }) => [...hands, ...approvers])
  const accounts = await Promise.all(
    [...new Set([thread.alert.createdBy, ...ids])].map((id) => store.loadAccount(id)),
  )
  return Object.fromEntries(
    accounts.flatMap((each) => (each === null ? [] : [[each.id, each.name]])),
  )
}

type AlarmJson = OrderJson['alarms'][number]

/** Alarms of an alert's orders, newest first. */
async function loadAlarms(store: ReadStore, alert: string): Promise<Map<string, AlarmJson[]>> {
  const found = await store.searchEntries(parseSearch({ alert, what: 'alarm-raised' }))
  const alarms = new Map<string, AlarmJson[]>()
  for (const { entry, atMs } of found) {
    if (entry?.what !== 'alarm-raised') continue
    const { order, alarm, detail } = entry
    const own = alarms.get(order) ?? []
    alarms.set(order, [...own, { at: formatInstant(atMs), alarm, detail }])
  }
  return alarms
}

function viewOrder(order: Order, of: Pick<OrderJson, 'alarms' | 'serialBy'>): OrderJson {
  return {
    id: order.id,
    cbc: order.cbc,
    operator: order.operator,
    channel: order.channel,
    msgType: order.msgType,
    state: order.state,
    stage: order.stage,
    identifier: order.identifier,
    links: [...order.links],
    used: [...order.used],
    attempts: order.attempts,
    reason: order.reason,
    cells: order.cells,
    unplanned: order.unplanned,
    sent: formatInstant(order.sentMs),
    expires: formatInstant(order.expiresMs),
    acceptedAt: instantOf(order.acceptedAtMs),
    onAirAt: instantOf(order.onAirAtMs),
    ...of,
    copies: order.copies.map((copy) => ({
      ...copy,
      used: copy.used ?? null,
      counts: { ...copy.counts },
    })),
  }
}

export function viewAttempt(attempt: Attempt): AttemptJson {
  return {
    n: attempt.n,
    link: attempt.link,
    startedAt: formatInstant(attempt.startedAtMs),
    settledAt: instantOf(attempt.settledAtMs),
    outcome: attempt.outcome,
    detail: attempt.detail,
  }
}

function viewMessage(
  message: Message,
  orders: OrderJson[],
  of: { readonly actor: Actor | null; readonly thread: readonly Message[] },
): MessageJson {
  return {
    id: message.id,
    n: message.n,
    msgType: message.msgType,
    state: message.state,
    version: message.version,
    content: contentToJson(message.content),
    contentHash: message.contentHash,
    plan: message.plan === null ? null : viewPlan(message.plan),
    hands: [...message.hands],
    approvers: [...message.approvers],
    note: message.note,
    createdAt: formatInstant(message.createdAtMs),
    submittedAt: instantOf(message.submittedAtMs),
    approvedAt: instantOf(message.approvedAtMs),
    sent: instantOf(message.sentMs),
    expires: instantOf(message.expiresMs),
    endedAt: instantOf(message.endedAtMs),
    endReason: message.endReason,
    review: message.review,
    orders,
    may: of.actor === null ? [] : stepsFor(message, of.actor, of.thread),
  }
}

function viewOrigin({ origin }: Alert): AlertJson['origin'] {
  if (origin.from !== 'cap') return { from: origin.from }
  return { from: 'cap', sender: origin.sender, identifier: origin.identifier }
}

/** One entry of the log, as auditors read it. */
export function viewEntry(kept: KeptEntry): EntryJson {
  const { entry } = kept
  return {
    seq: kept.seq,
    at: formatInstant(kept.atMs),
    what: entry?.what ?? 'erased',
    actor: entry?.actor ?? '–',
    alert: entry === null ? null : alertOf(entry),
    order: entry === null ? null : orderOf(entry),
    cbc: entry === null ? null : cbcOf(entry),
    published: kept.visibility === 'published',
    body: entry === null ? null : { ...entry },
    leaf: formatBase64(kept.leaf),
  }
}
