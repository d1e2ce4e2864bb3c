import { dueAfterFetch, recordReceipt, silentCells } from '../commands/record-receipt.ts'
import type { CellStates, Decision } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { isForward, type Order } from '../domain/order.ts'
import type { ReceiptAnswerJson } from '../formats/json/receipt.ts'
import type { CheckedReceipt } from './check-receipt.ts'
import { commitAgain } from './commit.ts'
import type { Desk } from './desk.ts'
import { loadSerialsHeld } from './serials-held.ts'

/**
 * Step 8 on the main thread: records a checked receipt, once. The same batch again gets the same
 * answer and changes nothing.
 *
 * @throws {Refusal} `ORDER_NOT_FOUND`, `RECEIPT_CHANGED`
 */
export async function receiveReceipt(
  desk: Desk,
  checked: CheckedReceipt,
): Promise<ReceiptAnswerJson> {
  return inTurn(checked.orderId, () => receiveNow(desk, checked))
}

/** Receipts of one order wait for each other: a CBC that posts many at once loses none to a race. */
const turns = new Map<string, Promise<unknown>>()

async function inTurn<T>(orderId: string, job: () => Promise<T>): Promise<T> {
  const before = turns.get(orderId) ?? Promise.resolve()
  const own = before.then(job, job)
  turns.set(orderId, own)
  try {
    return await own
  } finally {
    if (turns.get(orderId) === own) turns.delete(orderId)
  }
}

async function receiveNow(desk: Desk, checked: CheckedReceipt): Promise<ReceiptAnswerJson> {
  const { orderId, receipt } = checked
  desk.reached('before-receipt', orderId)
  await commitAgain(desk.store, async (): Promise<Decision | null> => {
    const earlier = await desk.store.loadReceiptBatch(orderId, receipt.batch)
    if (earlier !== null) {
      if (earlier.sha256 === receipt.sha256) return null
      throw new Refusal('RECEIPT_CHANGED', { batch: receipt.batch })
    }
    const order = await orderOf(desk, orderId)
    const cells = receipt.reports.length === 0 ? [] : await cellsOf(desk, order)
    const serials = await loadSerialsHeld(desk, order, receipt)
    return recordReceipt({ order, cells, serials }, receipt, desk.means())
  })
  desk.reached('after-receipt', orderId)
  const order = await orderOf(desk, orderId)
  return {
    batch: receipt.batch,
    identifier: checked.identifier,
    stage: order.stage,
    recorded: receipt.reports.reduce((sum, each) => sum + each.positions.length, 0),
    unplanned: receipt.unplanned,
  }
}

/** A pull link's evidence: its CBC has fetched the document. */
export async function markFetched(desk: Desk, orderId: string): Promise<void> {
  await commitAgain(desk.store, async (): Promise<Decision | null> => {
    const order = await orderOf(desk, orderId)
    if (!isForward(order.stage, 'fetched')) return null
    const dueMs = dueAfterFetch(order, desk.means().nowMs)
    return {
      expects: [{ stream: `order:${order.id}`, version: order.version }],
      claims: [],
      writes: [{ table: 'order', id: order.id, set: { stage: 'fetched', dueMs } }],
      entries: [
        {
          what: 'order-staged',
          actor: order.cbc,
          order: order.id,
          stage: 'fetched',
          state: order.state,
          detail: '',
        },
      ],
    }
  })
}

async function orderOf(desk: Desk, orderId: string): Promise<Order> {
  const order = await desk.store.loadOrder(orderId)
  if (order === null) throw new Refusal('ORDER_NOT_FOUND', { order: orderId })
  return order
}

async function cellsOf(desk: Desk, order: Order): Promise<CellStates[]> {
  const kept = await desk.store.loadCellStates(order.id)
  return order.copies.map(
    ({ language }) =>
      kept.find((each) => each.language === language) ??
      silentCells(order.id, language, order.cells),
  )
}
