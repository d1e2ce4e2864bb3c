import { SYSTEM } from '../domain/account.ts'
import { encodeSerialNumber, type SerialNumber } from '../domain/cb/serial-number.ts'
import { newestPair, SERIAL_REST_MS, type SerialFacts } from '../domain/cb/serials.ts'
import { isSameCopy } from '../domain/check-update.ts'
import type { Decision, Means } from '../domain/decision.ts'
import type { EntryBody } from '../domain/entry.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import { expectBase, lastOut, type Thread } from '../domain/message-thread.ts'
import { isAnswered, mayHold, type Order, type OrderCopy, PULL_LINKS } from '../domain/order.ts'
import type { PlannedCopy } from '../domain/plan.ts'
import { drawSerials, type SerialDraw, serialClaim } from './draw-serials.ts'
import { orderWrites, type Release, type ReleaseFacts, releaseMessage } from './release-message.ts'
import { byCbc, endOrders, STOP_STANDS_MS, stopOrders } from './stop-order.ts'

export interface UpdateReleaseFacts extends ReleaseFacts {
  readonly thread: Thread
  /** Of all messages of the thread, oldest first. */
  readonly threadOrders: readonly Order[]
}

/**
 * The release of an Update, in one transaction with the end of what it replaces. Per CBC: an
 * `Update` where an earlier order may be, an `Alert` where there is none, a `Cancel` where no cells
 * are left. A copy whose text stays keeps its serial number, so that no phone sounds again.
 *
 * @throws {Refusal} `STEP_REFUSED`, `SERIALS_EXHAUSTED`, `UPDATE_OVERTAKEN`
 */
export function releaseUpdate(facts: UpdateReleaseFacts, means: Means): Release {
  return releaseOver(facts, expectBase(facts.message, facts.thread), means)
}

/**
 * The same without asking what the message rests on: a correction may come after a Cancel too.
 *
 * @param expects what must not move meanwhile.
 * @throws {Refusal} `STEP_REFUSED`, `SERIALS_EXHAUSTED`
 */
export function releaseOver(
  facts: UpdateReleaseFacts,
  expects: Decision['expects'],
  means: Means,
): Release {
  const { threadOrders } = facts
  return replaceBase(facts, expects, {
    means,
    release: releaseMessage(facts, means, (serials, of) => drawUpdate(facts, serials, of)),
    held: byCbc(threadOrders.filter(mayHold)),
  })
}

/** What an Update that was approved comes to when a Cancel or a correction was first: nothing. */
export function dropUpdate(message: Message, actor: string, means: Means): Decision {
  const state = nextState(message.state, 'withdraw')
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [],
    writes: [
      {
        table: 'message',
        id: message.id,
        set: { state, endedAtMs: means.nowMs, endReason: 'withdrawn' },
      },
    ],
    entries: [
      { what: 'message-ended', actor, message: message.id, reason: 'withdrawn', note: null },
    ],
  }
}

/**
 * What is approved and has not begun never will, once a Cancel or a correction came first. One that
 * goes out meanwhile was first itself: over what has run out, nothing else would tell.
 */
export function dropApproved(
  thread: Thread,
  actor: string,
  means: Means,
): Pick<Decision, 'expects' | 'writes' | 'entries'> {
  const waiting = thread.filter(
    ({ msgType, state }) => msgType === 'Update' && (state === 'approved' || state === 'submitted'),
  )
  const dropped = waiting
    .filter(({ state }) => state === 'approved')
    .map((each) => dropUpdate(each, actor, means))
  return {
    expects: waiting.map(({ id, version }) => ({ stream: `message:${id}`, version }) as const),
    writes: dropped.flatMap(({ writes }) => writes),
    entries: dropped.flatMap(({ entries }) => entries),
  }
}

function replaceBase(
  facts: UpdateReleaseFacts,
  expects: Decision['expects'],
  of: {
    readonly means: Means
    readonly release: Release
    readonly held: ReadonlyMap<string, readonly Order[]>
  },
): Release {
  const { message, threadOrders, instance, cbcs } = facts
  const { release, held, means } = of
  const { nowMs } = means
  const orders = [
    ...release.orders.map((order) => followOrder(order, held.get(order.cbc) ?? [])),
    ...stopOrders(leftOut(threadOrders, release), {
      message,
      instance,
      cbcs,
      sentMs: release.sentMs,
      expiresMs: standsUntil(threadOrders, release),
      nowMs,
    }),
  ]
  // What a Cancel said before stays said: only an Update's own orders are over with it.
  const cancels = facts.thread.filter((each) => each.msgType === 'Cancel').map(({ id }) => id)
  const earlier = threadOrders.filter((order) => !cancels.includes(order.messageId))
  const ended = endOrders(earlier, { actor: SYSTEM.id, reason: 'replaced' })
  const base = endBase(facts.thread, nowMs)
  const { decision } = release
  return {
    ...release,
    orders,
    decision: {
      ...decision,
      expects: [...decision.expects, ...expects],
      writes: [
        ...decision.writes.filter(({ table }) => table !== 'order' && table !== 'attempt'),
        ...base.writes,
        ...ended.writes,
        ...orders.flatMap((order) => orderWrites(order)),
      ],
      entries: [...decision.entries, ...base.entries, ...ended.entries],
    },
  }
}

/** What is on air gives way. What has run out already is over. */
function endBase(thread: Thread, nowMs: number): Pick<Decision, 'writes' | 'entries'> {
  const base = lastOut(thread)
  if (base?.state !== 'live') return { writes: [], entries: [] }
  const state = nextState(base.state, 'replace')
  const entry: EntryBody = {
    what: 'message-ended',
    actor: SYSTEM.id,
    message: base.id,
    reason: 'replaced',
    note: null,
  }
  const set = { state, endedAtMs: nowMs, endReason: 'replaced' } as const
  return { writes: [{ table: 'message', id: base.id, set }], entries: [entry] }
}

/** Orders of CBCs that have no cells any more, but where they are known to have stopped. */
function leftOut(threadOrders: readonly Order[], { orders }: Release): readonly Order[] {
  const planned = new Set(orders.map((order) => order.cbc))
  return [...byCbc(threadOrders)].flatMap(([cbc, own]) => {
    const newest = own.at(-1)
    const hasStopped = newest?.msgType === 'Cancel' && isAnswered(newest.stage)
    return planned.has(cbc) || (hasStopped && newest.stage !== 'rejected') ? [] : own
  })
}

/** A CBC that is down must find what stops its order as long as it may air it. */
function standsUntil(threadOrders: readonly Order[], { sentMs, expiresMs }: Release): number {
  const ends = threadOrders.filter(mayHold).map((order) => order.expiresMs)
  return Math.max(sentMs + STOP_STANDS_MS, expiresMs, ...ends)
}

/** An order as it is where earlier ones of the thread may be held. */
function followOrder(
  order: Omit<Order, 'version'>,
  held: readonly Order[],
): Omit<Order, 'version'> {
  if (held.length === 0) return { ...order, msgType: 'Alert' }
  // A feed that shows an earlier order must show what replaces it, or its reader airs the old one.
  const pulls = held
    .flatMap(({ used }) => used)
    .filter((link) => PULL_LINKS.includes(link) && order.links.includes(link))
  return {
    ...order,
    msgType: 'Update',
    used: [...new Set([...order.used, ...pulls])],
    copies: order.copies.map((copy) => ({ ...copy, replaces: replacedBy(copy, held) })),
  }
}

function replacedBy(copy: OrderCopy, held: readonly Order[]): number | null {
  const before = held
    .flatMap(({ copies }) => copies)
    .findLast((each) => each.messageIdentifier === copy.messageIdentifier)
  if (before === undefined || before.serial === copy.serial) return null
  // What is on air there is what its CBC says, where it chooses numbers itself.
  return before.used?.serial ?? before.serial
}

function drawUpdate(
  facts: UpdateReleaseFacts,
  serials: ReadonlyMap<number, SerialFacts>,
  of: { readonly nowMs: number; readonly expiresMs: number },
): SerialDraw {
  const newest = (identifier: number): SerialNumber | null => newestHeld(facts, identifier, of)
  const kept = new Map<number, SerialNumber>()
  for (const copy of facts.message.plan?.copies ?? []) {
    const pair = newest(copy.messageIdentifier)
    if (pair !== null && isSame(facts, copy, pair)) kept.set(copy.messageIdentifier, pair)
  }
  const changed = new Map([...serials].filter(([identifier]) => !kept.has(identifier)))
  const drawn = drawSerials(changed, { ...of, newest })
  const renewed = [...kept].map(([identifier, pair]) =>
    serialClaim(identifier, pair, { expiresMs: of.expiresMs, isNew: false }),
  )
  return {
    serials: new Map([...kept, ...drawn.serials]),
    claims: [...renewed, ...drawn.claims],
    writes: drawn.writes,
  }
}

/** The newest pair of the thread, while its code is surely the thread's own still. */
function newestHeld(
  { threadOrders, instance }: UpdateReleaseFacts,
  messageIdentifier: number,
  { nowMs }: { readonly nowMs: number },
): SerialNumber | null {
  const pair = newestPair(threadOrders, { instance, messageIdentifier })
  if (pair === null) return null
  const isHeld = threadOrders.some(
    ({ copies, expiresMs }) =>
      expiresMs + SERIAL_REST_MS > nowMs &&
      copies.some(
        (each) =>
          each.messageIdentifier === messageIdentifier &&
          ((each.serial >> 4) & 0x3ff) === pair.messageCode,
      ),
  )
  return isHeld ? pair : null
}

/** True where phones that have shown the copy have nothing new to show. */
function isSame(facts: UpdateReleaseFacts, copy: PlannedCopy, pair: SerialNumber): boolean {
  const base = lastOut(facts.thread)
  const before = base?.plan?.copies.find(
    (each) => each.messageIdentifier === copy.messageIdentifier,
  )
  if (base === null || before === undefined) return false
  const isOfBase = facts.threadOrders.some(
    ({ messageId, copies }) =>
      messageId === base.id &&
      copies.some(
        ({ messageIdentifier, serial }) =>
          messageIdentifier === copy.messageIdentifier && serial === encodeSerialNumber(pair),
      ),
  )
  return isOfBase && isSameCopy(before, copy)
}
