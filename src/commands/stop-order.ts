import type { CbcSettings, Write } from '../domain/decision.ts'
import type { EntryBody } from '../domain/entry.ts'
import { capIdentifier } from '../domain/identity.ts'
import { LINK_FACTS } from '../domain/link-facts.ts'
import type { Message } from '../domain/message.ts'
import { isOrderOpen, type LinkName, mayHold, type Order, PULL_LINKS } from '../domain/order.ts'
import type { Reason } from '../domain/reason.ts'
import { firstMove } from './release-message.ts'

/** What stops: a `Cancel`, or an `Update` for the CBCs that have no cells left. */
export interface Stop {
  readonly message: Pick<Message, 'id' | 'alertId' | 'n'>
  readonly instance: string
  readonly cbcs: readonly CbcSettings[]
  readonly sentMs: number
  readonly expiresMs: number
  readonly nowMs: number
}

/** A CBC that was down at the end of a message may air it yet: its Cancel stands that long. */
export const STOP_STANDS_MS = 24 * 3_600_000

/** Orders by CBC, in the order in which the CBCs come. */
export function byCbc(orders: readonly Order[]): ReadonlyMap<string, readonly Order[]> {
  const found = new Map<string, Order[]>()
  for (const order of orders) found.set(order.cbc, [...(found.get(order.cbc) ?? []), order])
  return found
}

/**
 * One `Cancel` for each CBC that may hold any of the orders, over every link that may hold one,
 * acknowledged or not; only a CBC that is known to have refused all of them gets none.
 */
export function stopOrders(orders: readonly Order[], of: Stop): Omit<Order, 'version'>[] {
  return [...byCbc(orders.filter(mayHold)).values()].map((held) => stopOrder(held, of))
}

function stopOrder(held: readonly Order[], of: Stop): Omit<Order, 'version'> {
  const newest = held.at(-1)
  if (newest === undefined) throw new TypeError('A stop is of an order')
  const connected = of.cbcs.find((each) => each.cbc === newest.cbc)?.links ?? []
  // A Cancel has no area that a link could widen: it takes whatever link the CBC has today.
  const links = connected
    .map((each) => each.link)
    .filter((link) => LINK_FACTS[link].channels.includes(newest.channel))
  const used = stopLinks(held, links)
  const { message, instance, sentMs, expiresMs } = of
  const { version: _version, ...rest } = newest
  return {
    ...rest,
    id: `${message.id}-${newest.cbc}`,
    messageId: message.id,
    msgType: 'Cancel',
    ...firstMove(used[0], of.nowMs),
    identifier: capIdentifier({ instance, message, sentMs, audience: newest.cbc }),
    sentMs,
    expiresMs,
    stage: null,
    links,
    used,
    cellsDigest: null,
    cells: 0,
    unplanned: 0,
    acceptedAtMs: null,
    onAirAtMs: null,
    copies: [],
  }
}

/**
 * Every link that may hold an order, and the first push link in any case: it is the fastest. Pull
 * links too, also where no order is there yet: dispatch may offer one until the commit.
 */
function stopLinks(held: readonly Order[], links: readonly LinkName[]): LinkName[] {
  const push = links.filter((link) => !PULL_LINKS.includes(link)).slice(0, 1)
  const used = held.flatMap((order) => order.used)
  const pulls = [...used, ...links].filter((link) => PULL_LINKS.includes(link))
  return [...new Set([...push, ...pulls])]
}

/** Dispatch stops for the orders that are open; what CBCs still report of them is taken. */
export function endOrders(
  orders: readonly Order[],
  of: { readonly actor: string; readonly reason: Reason },
): { readonly writes: readonly Write[]; readonly entries: readonly EntryBody[] } {
  const open = orders.filter((order) => isOrderOpen(order.state))
  const { actor, reason } = of
  return {
    writes: open.map(({ id }) => ({
      table: 'order',
      id,
      set: { state: 'ended', dueMs: null, reason },
    })),
    entries: open.map(({ id: order }) => ({
      what: 'order-ended',
      actor,
      order,
      state: 'ended',
      detail: reason,
    })),
  }
}
