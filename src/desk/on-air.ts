import type { Slot } from '../domain/cb/on-air.ts'
import type { Message } from '../domain/message.ts'
import type { Order } from '../domain/order.ts'
import { codedAs, type Plan, type PlannedOrder } from '../domain/plan.ts'
import type { CbcAiring } from '../workers/resolve-area.ts'
import { indexesOf } from './cell-lists.ts'
import type { Desk } from './desk.ts'

/** A message at a CBC before its cells are read. */
interface Found extends Omit<CbcAiring, 'cells'> {
  readonly inventoryVersion: string | null
  readonly cellsDigest: string | null
}

/**
 * What is on air, or will be, while a message that is being planned is: orders that are open, and
 * approved messages that have yet to start. Cells are those of the inventory it is planned with; a
 * message of another one may be anywhere.
 *
 * @param of.alert the alert it belongs to: an Update takes the place of what is there.
 */
export async function loadAiring(
  desk: Pick<Desk, 'store' | 'means'>,
  of: {
    readonly slot: Omit<Slot, 'gsmCells'>
    readonly inventoryVersion: string | null
    readonly alert: string | null
  },
): Promise<readonly CbcAiring[]> {
  const { nowMs } = desk.means()
  const orders = await desk.store.loadOpenOrders()
  const approved = await loadApproved(desk)
  const found = [
    ...orders.filter(({ alertId }) => alertId !== of.alert).map(airingOfOrder),
    ...approved
      .filter(({ alertId }) => alertId !== of.alert)
      .flatMap((message) => airingOfPlan(message, nowMs)),
  ].filter(
    ({ pages, fromMs, untilMs }) =>
      pages > 0 && fromMs < of.slot.untilMs && untilMs > of.slot.fromMs,
  )
  // One list often serves many messages: it is read once, and handed to the worker once.
  const lists = new Map<string, Uint32Array | null>()
  for (const { cellsDigest, inventoryVersion } of found) {
    if (cellsDigest === null || inventoryVersion === null || lists.has(cellsDigest)) continue
    if (inventoryVersion !== of.inventoryVersion) continue
    const list = await desk.store.loadCellList(cellsDigest, inventoryVersion)
    lists.set(cellsDigest, list === null ? null : indexesOf(list))
  }
  return found.map(({ cellsDigest, inventoryVersion, ...airing }) => ({
    ...airing,
    cells:
      inventoryVersion === of.inventoryVersion && cellsDigest !== null
        ? (lists.get(cellsDigest) ?? null)
        : null,
  }))
}

const PAGE_ALERTS = 200

async function loadApproved({ store }: Pick<Desk, 'store'>): Promise<readonly Message[]> {
  const found: Message[] = []
  let before: string | undefined
  do {
    const page = await store.listAlerts({ state: 'approved', limit: PAGE_ALERTS, before })
    found.push(...page.alerts.map(({ newest }) => newest))
    before = page.next ?? undefined
  } while (before !== undefined)
  return found
}

/** Only broadcast orders have copies, and a Cancel has none. */
function airingOfOrder(order: Order): Found {
  return {
    cbc: order.cbc,
    pages: order.copies.reduce((sum, copy) => sum + copy.pages, 0),
    fromMs: order.sentMs,
    untilMs: order.expiresMs,
    inventoryVersion: order.inventoryVersion,
    cellsDigest: order.cellsDigest,
  }
}

function airingOfPlan({ content, plan }: Message, nowMs: number): Found[] {
  if (plan === null) return []
  const fromMs = content.startMs ?? nowMs
  return plan.orders.map((order) => ({
    cbc: order.cbc,
    pages: pagesOf(plan, order),
    fromMs,
    untilMs: fromMs + content.minutes * 60_000,
    inventoryVersion: order.inventoryVersion,
    cellsDigest: order.cellsDigest,
  }))
}

function pagesOf(plan: Plan, { coding }: PlannedOrder): number {
  return plan.copies.reduce((sum, copy) => sum + codedAs(copy, coding).pages.length, 0)
}
