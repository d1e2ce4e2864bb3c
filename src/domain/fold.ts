import type { EntryBody, ReleasedOrder } from './entry.ts'
import type { Content, EndReason, Message, MessageType } from './message.ts'
import type { MessageState } from './message-state.ts'
import {
  type Attempt,
  type CellCounts,
  type LinkName,
  NO_CELLS,
  type Order,
  type OrderCopy,
} from './order.ts'

/** A message as the log alone tells it; what is named as in {@link Message} means the same. */
export interface FoldedMessage extends Pick<
  Message,
  | 'id'
  | 'msgType'
  | 'state'
  | 'content'
  | 'contentHash'
  | 'hands'
  | 'approvers'
  | 'note'
  | 'sentMs'
  | 'expiresMs'
  | 'endReason'
  | 'review'
> {
  /** CAP identifier of its public document, from release on. */
  readonly publicIdentifier: string | null
}

/** An order as the log alone tells it; what is named as in {@link Order} means the same. */
export interface FoldedOrder extends Pick<
  Order,
  | 'id'
  | 'messageId'
  | 'cbc'
  | 'operator'
  | 'msgType'
  | 'identifier'
  | 'sentMs'
  | 'expiresMs'
  | 'state'
  | 'stage'
  | 'used'
  | 'attempts'
  | 'cells'
  | 'cellsDigest'
  | 'unplanned'
> {
  readonly channel: string
  readonly documentSha256: string
  readonly copies: readonly FoldedCopy[]
  readonly tries: readonly FoldedAttempt[]
}

export type FoldedCopy = Pick<
  OrderCopy,
  'language' | 'messageIdentifier' | 'serial' | 'replaces' | 'used' | 'counts'
>
export type FoldedAttempt = Pick<Attempt, 'n' | 'link' | 'outcome'>

export interface Folded {
  readonly messages: ReadonlyMap<string, FoldedMessage>
  readonly orders: ReadonlyMap<string, FoldedOrder>
}

/**
 * The state of every message and order as the log alone tells it: what the tables must say
 * (design §3). Instants of the commits are not in the entries but beside them, and not here.
 *
 * @param entries the whole log from its first entry, in its order.
 * @throws {RangeError} when an entry speaks of a message or an order that no earlier one made.
 */
export function foldLog(entries: readonly EntryBody[]): Folded {
  const messages = new Map<string, FoldedMessage>()
  const orders = new Map<string, FoldedOrder>()
  for (const body of entries) {
    foldMessage(messages, body)
    if (body.what === 'message-released') {
      for (const each of body.orders) orders.set(each.order, releasedOrder(body, each))
    }
    foldOrder(orders, body)
  }
  return { messages, orders }
}

type OfMessage = Exclude<Extract<EntryBody, { message: string }>, { what: 'message-drafted' }>
type OfOrder = Extract<EntryBody, { order: string }>
type Step<T> = Partial<{ -readonly [Field in keyof T]: T[Field] }>

function foldMessage(messages: Map<string, FoldedMessage>, body: EntryBody): void {
  if (!('message' in body)) return
  if (body.what === 'message-drafted') {
    const { message: id, msgType, content, actor } = body
    messages.set(id, newMessage({ id, msgType, content, actor }))
    return
  }
  const now = known(messages, body.message)
  messages.set(now.id, { ...now, ...messageStep(now, body) })
  if (body.what !== 'message-ended' || body.cancel === undefined) return
  const { cancel: id, note, actor } = body
  const cancel = newMessage({ id, msgType: 'Cancel', content: now.content, actor })
  messages.set(id, { ...cancel, note })
}

function messageStep(now: FoldedMessage, body: OfMessage): Step<FoldedMessage> {
  switch (body.what) {
    case 'message-changed':
      return { content: body.content, hands: withOne(now.hands, body.actor) }
    case 'message-submitted': {
      const hands = withOne(now.hands, body.actor)
      const { contentHash } = body
      return { state: 'submitted', contentHash, hands, approvers: [], note: null }
    }
    case 'message-returned':
      return backTo('draft', body.note)
    case 'message-rejected':
      return backTo('rejected', body.note)
    case 'message-withdrawn':
      // An approved one ends: the entry after this says so.
      return now.state === 'submitted' ? backTo('draft', body.note) : { note: body.note }
    case 'message-discarded':
      return { state: 'discarded' }
    case 'message-approved': {
      const approvers = withOne(now.approvers, body.actor)
      return body.complete ? { state: 'approved', approvers } : { approvers }
    }
    case 'message-released': {
      const { sentMs, expiresMs, publicIdentifier } = body
      return { state: 'live', sentMs, expiresMs, publicIdentifier }
    }
    case 'message-ended':
      return { state: 'ended', endReason: body.reason, note: body.note ?? now.note }
    case 'review-needed':
      return { review: 'needed' }
    case 'message-reviewed':
      return { review: 'done' }
    case 'release-blocked':
      return { note: body.note }
  }
}

function backTo(state: MessageState, note: string): Step<FoldedMessage> {
  return { state, note, approvers: [], contentHash: null }
}

function newMessage(of: {
  id: string
  msgType: MessageType
  content: Content
  actor: string
}): FoldedMessage {
  const { id, msgType, content, actor } = of
  const endReason: EndReason | null = null
  return {
    id,
    msgType,
    state: 'draft',
    content,
    contentHash: null,
    hands: [actor],
    approvers: [],
    note: null,
    sentMs: null,
    expiresMs: null,
    endReason,
    review: null,
    publicIdentifier: null,
  }
}

function releasedOrder(
  body: Extract<EntryBody, { what: 'message-released' }>,
  released: ReleasedOrder,
): FoldedOrder {
  const { msgType = body.msgType, expiresMs = body.expiresMs } = released
  const { order, link, copies, ...same } = released
  const isTried = released.state === 'sending' && link !== null
  const counts: CellCounts = { ...NO_CELLS, silent: released.cells }
  return {
    ...same,
    id: order,
    messageId: body.message,
    msgType,
    sentMs: body.sentMs,
    expiresMs,
    stage: null,
    attempts: isTried ? 1 : 0,
    unplanned: 0,
    copies: copies.map((copy) => ({ ...copy, replaces: copy.replaces ?? null, counts })),
    tries: isTried ? [{ n: 1, link, outcome: null }] : [],
  }
}

function foldOrder(orders: Map<string, FoldedOrder>, body: EntryBody): void {
  if (!('order' in body)) return
  const now = known(orders, body.order)
  orders.set(now.id, { ...now, ...orderStep(now, body) })
}

function orderStep(now: FoldedOrder, body: OfOrder): Step<FoldedOrder> {
  switch (body.what) {
    case 'attempt-started': {
      const { attempt: n, link } = body
      const tries = [...now.tries, { n, link, outcome: null }]
      return { state: 'sending', attempts: n, used: withOne<LinkName>(now.used, link), tries }
    }
    case 'attempt-settled': {
      const { attempt, outcome, state } = body
      const tries = now.tries.map((each) => (each.n === attempt ? { ...each, outcome } : each))
      return { state, tries }
    }
    case 'order-offered':
      return { state: body.state, used: withOne<LinkName>(now.used, body.link) }
    case 'order-ended':
      return { state: body.state }
    case 'order-staged':
      return { state: body.state, stage: body.stage }
    case 'cells-reported': {
      const { state, counts: reported } = body
      const copies = now.copies.map((copy) => ({
        ...copy,
        counts: reported.find(({ language }) => language === copy.language)?.counts ?? copy.counts,
      }))
      return { state, unplanned: now.unplanned + body.unplanned, copies }
    }
    case 'serials-stated': {
      const copies = now.copies.map((copy) => {
        const pair = body.pairs.find(({ language }) => language === copy.language)
        if (pair === undefined) return copy
        const { messageIdentifier, serial } = pair
        return { ...copy, used: { messageIdentifier, serial } }
      })
      return { copies }
    }
    case 'alarm-raised':
      return {}
  }
}

function withOne<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list : [...list, one]
}

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id)
  if (found === undefined) throw new RangeError(`Cannot fold the log as nothing made "${id}"`)
  return found
}
