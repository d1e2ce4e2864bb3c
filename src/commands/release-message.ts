import { SYSTEM } from '../domain/account.ts'
import { alertIdentifier } from '../domain/cb/choose-identifier.ts'
import { encodeSerialNumber } from '../domain/cb/serial-number.ts'
import type { SerialFacts } from '../domain/cb/serials.ts'
import type { CbcSettings, Decision, Document, Means, Write } from '../domain/decision.ts'
import type { EntryBody } from '../domain/entry.ts'
import { Refusal } from '../domain/error.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { type LinkName, NO_CELLS, type Order, type OrderCopy, PULL_LINKS } from '../domain/order.ts'
import { codedAs, type PlannedOrder } from '../domain/plan.ts'
import { capIdentifier, sentAfter } from '../domain/identity.ts'
import { drawSerials, type SerialDraw } from './draw-serials.ts'

export interface ReleaseFacts {
  readonly message: Message
  /** Six letters of this installation. */
  readonly instance: string
  /** The newest `sent` of the alert's thread, or null. */
  readonly lastSentMs: number | null
  readonly liveSetVersion: number
  readonly cbcs: readonly CbcSettings[]
  /** Per message identifier of the plan. */
  readonly serials: ReadonlyMap<number, SerialFacts>
}

/** How the serial numbers of a message that ends at `expiresMs` come about. */
export type DrawSerials = (
  serials: ReleaseFacts['serials'],
  of: { readonly nowMs: number; readonly expiresMs: number },
) => SerialDraw

/** What release makes: the decision still lacks the signed documents ({@link withDocuments}). */
export interface Release {
  readonly sentMs: number
  readonly expiresMs: number
  readonly publicIdentifier: string
  readonly orders: readonly Omit<Order, 'version'>[]
  readonly decision: Decision
}

/** How long a feed has to be read before dispatch looks for another way (design §3.7). */
export const FEED_WATCH_MS = 30_000

/**
 * Step 6: serial numbers, CAP identifiers and `sent` are made, one order a CBC, all in one
 * transaction. Until this commits nothing exists that a CBC could air.
 *
 * @param draw an Update keeps the numbers of texts that stay.
 * @throws {Refusal} `STEP_REFUSED`, `SERIALS_EXHAUSTED`
 */
export function releaseMessage(
  facts: ReleaseFacts,
  means: Means,
  draw: DrawSerials = drawSerials,
): Release {
  const { message } = facts
  const plan = message.plan
  if (plan === null) throw new TypeError(`Message ${message.id} is approved without a plan`)
  const state = nextState(message.state, 'start')
  const sentMs = sentAfter(facts.lastSentMs, means.nowMs)
  const expiresMs = endOf(message, sentMs)
  // Nothing is sent that is over when it arrives; the clock expires such a message instead.
  if (expiresMs <= sentMs)
    throw new Refusal('STEP_REFUSED', { step: 'start', state: message.state })
  const { serials, claims, writes } = draw(facts.serials, { nowMs: means.nowMs, expiresMs })
  const copies = plan.copies.map((copy): OrderCopy => {
    const serial = serials.get(copy.messageIdentifier)
    if (serial === undefined) throw new TypeError(`No serial facts for ${copy.messageIdentifier}`)
    return {
      language: copy.language,
      messageIdentifier: alertIdentifier(message.content.kind, copy.messageIdentifier),
      serial: encodeSerialNumber(serial),
      replaces: null,
      dcs: copy.dcs,
      pages: copy.pages.length,
      counts: NO_CELLS,
    }
  })
  const orders = plan.orders.map((planned) =>
    newOrder({ facts, planned, copies, sentMs, expiresMs, nowMs: means.nowMs }),
  )
  return {
    sentMs,
    expiresMs,
    publicIdentifier: capIdentifier({ ...facts, message, sentMs, audience: 'PUB' }),
    orders,
    decision: {
      expects: [
        { stream: `message:${message.id}`, version: message.version },
        // Two releases at once would draw the same codes: the second one is made again.
        { stream: 'live-set', version: facts.liveSetVersion },
      ],
      claims,
      writes: [
        { table: 'live-set' },
        {
          table: 'message',
          id: message.id,
          set: { state, sentMs, expiresMs },
        },
        ...writes,
        ...orders.flatMap((order) => orderWrites(order)),
      ],
      entries: [],
    },
  }
}

/**
 * When a message is over that starts at its time, or where it has none at its approval: one that
 * a service was kept from releasing goes out for what is left of its time, or not at all.
 *
 * @param nowMs the start of one that is not approved yet.
 */
export function endOf(
  { content, approvedAtMs }: Pick<Message, 'content' | 'approvedAtMs'>,
  nowMs: number,
): number {
  // Whole seconds, as documents have them.
  const startMs = content.startMs ?? Math.floor((approvedAtMs ?? nowMs) / 1_000) * 1_000
  return startMs + content.minutes * 60_000
}

/**
 * The release with its signed documents: now it can be committed. The entry names every order
 * and the digest of its document, so that the log alone tells what went out.
 */
export function withDocuments(
  release: Release,
  message: Message,
  documents: readonly Document[],
): Decision {
  const digestOf = (orderId: string | null): string => {
    const document = documents.find((each) => each.orderId === orderId)
    if (document === undefined) throw new TypeError(`No document for order ${orderId ?? 'PUB'}`)
    return document.sha256
  }
  return {
    ...release.decision,
    writes: [
      ...release.decision.writes,
      ...documents.map((insert): Write => ({ table: 'document', insert })),
    ],
    entries: [
      ...release.decision.entries,
      {
        what: 'message-released',
        actor: SYSTEM.id,
        message: message.id,
        msgType: message.msgType,
        sentMs: release.sentMs,
        expiresMs: release.expiresMs,
        publicIdentifier: release.publicIdentifier,
        orders: release.orders.map((order) => ({
          order: order.id,
          cbc: order.cbc,
          operator: order.operator,
          channel: order.channel,
          link: order.used[0] ?? null,
          used: order.used,
          state: order.state,
          identifier: order.identifier,
          documentSha256: digestOf(order.id),
          cells: order.cells,
          cellsDigest: order.cellsDigest,
          ...(order.msgType === message.msgType ? {} : { msgType: order.msgType }),
          ...(order.expiresMs === release.expiresMs ? {} : { expiresMs: order.expiresMs }),
          copies: order.copies.map(({ language, messageIdentifier, serial, replaces }) => ({
            language,
            messageIdentifier,
            serial,
            ...(replaces === null ? {} : { replaces }),
          })),
        })),
      },
      ...failedAlarms(release.orders),
    ],
  }
}

/** Alarms for the orders that have come to nothing. */
export function failedAlarms(
  orders: readonly Pick<Order, 'id' | 'state' | 'reason'>[],
): EntryBody[] {
  return orders
    .filter((order) => order.state === 'failed')
    .map(({ id, reason }) => ({
      what: 'alarm-raised',
      actor: SYSTEM.id,
      order: id,
      alarm: 'failed',
      detail: reason ?? '',
    }))
}

/** An order and, on a push link, its first attempt: `sending` from the first instant it exists. */
export function orderWrites(order: Omit<Order, 'version'>): Write[] {
  const writes: Write[] = [{ table: 'order', insert: order }]
  const [link] = order.used
  if (order.state === 'sending' && link !== undefined) {
    writes.push({
      table: 'attempt',
      insert: {
        orderId: order.id,
        n: 1,
        link,
        startedAtMs: order.sentMs,
        settledAtMs: null,
        outcome: null,
        detail: null,
      },
    })
  }
  return writes
}

function newOrder(of: {
  facts: ReleaseFacts
  planned: PlannedOrder
  copies: readonly OrderCopy[]
  sentMs: number
  expiresMs: number
  nowMs: number
}): Omit<Order, 'version'> {
  const { facts, planned, sentMs, expiresMs, nowMs } = of
  const { message } = facts
  const connected = facts.cbcs.find((each) => each.cbc === planned.cbc)?.links ?? []
  const links = planned.forms
    .map(({ link }) => link)
    .filter((link) => connected.some((each) => each.link === link))
  const first = links[0]
  return {
    id: `${message.id}-${planned.cbc}`,
    messageId: message.id,
    alertId: message.alertId,
    cbc: planned.cbc,
    operator: planned.operator,
    channel: message.content.channel,
    msgType: message.msgType,
    ...firstMove(first, nowMs),
    identifier: capIdentifier({ instance: facts.instance, message, sentMs, audience: planned.cbc }),
    sentMs,
    expiresMs,
    stage: null,
    links,
    used: first === undefined ? [] : [first],
    inventoryVersion: planned.inventoryVersion,
    cellsDigest: planned.cellsDigest,
    cells: planned.cells,
    unplanned: 0,
    acceptedAtMs: null,
    onAirAtMs: null,
    copies: of.copies.map((copy) => ({
      ...copy,
      ...codedFacts(message, planned, copy.language),
      counts: { ...NO_CELLS, silent: planned.cells },
    })),
  }
}

/** DCS and pages of a copy as its CBC has them coded. */
function codedFacts(
  { plan }: Message,
  { coding }: PlannedOrder,
  language: string,
): Pick<OrderCopy, 'dcs' | 'pages'> {
  const copy = plan?.copies.find((each) => each.language === language)
  if (copy === undefined) throw new TypeError(`No plan for copy ${language}`)
  const { dcs, pages } = codedAs(copy, coding)
  return { dcs, pages: pages.length }
}

/**
 * Where an order starts on its first link.
 *
 * @param nowMs not its `sent`, which may lie ahead of the clock: it goes out now all the same.
 */
export function firstMove(
  link: LinkName | undefined,
  nowMs: number,
): Pick<Order, 'state' | 'attempts' | 'dueMs' | 'reason'> {
  if (link === undefined) {
    return { state: 'failed', attempts: 0, dueMs: null, reason: 'not-connected' }
  }
  if (PULL_LINKS.includes(link)) {
    return { state: 'offered', attempts: 0, dueMs: nowMs + FEED_WATCH_MS, reason: null }
  }
  return { state: 'sending', attempts: 1, dueMs: nowMs, reason: null }
}
