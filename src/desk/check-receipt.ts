import { createHash } from 'node:crypto'
import type { CellReport, Receipt } from '../commands/record-receipt.ts'
import { Refusal } from '../domain/error.ts'
import type { Order } from '../domain/order.ts'
import { ReceiptJson } from '../formats/json/receipt.ts'
import { type CellReader, cellLines } from './cell-lists.ts'

/** A receipt that fits an order of that CBC; what is left is to record it. */
export interface CheckedReceipt {
  readonly orderId: string
  readonly identifier: string
  readonly receipt: Receipt
}

/** Checks receipts beside the store: the edge's part of step 8. */
export interface ReceiptChecker {
  /** @throws {Refusal} `INPUT_INVALID`, `ORDER_NOT_FOUND`, `RECEIPT_REFUSED` */
  check(cbc: string, octets: Uint8Array): Promise<CheckedReceipt>
}

/** Positions by cell name of the orders that reported last. */
const ORDERS_KEPT = 16
/** A CBC's clock may be this far off before its time is not believed. */
const CLOCK_SKEW_MS = 5 * 60_000

export function createReceiptChecker(reader: CellReader, nowMs: () => number): ReceiptChecker {
  const positions = new Map<string, ReadonlyMap<string, number>>()
  return {
    check: async (cbc, octets) => {
      const json = parse(octets)
      const order = await reader.store.loadOrderByIdentifier(json.identifier)
      // Another CBC's order is as unknown to it as one that never was.
      if (order === null || order.cbc !== cbc) {
        throw new Refusal('ORDER_NOT_FOUND', { order: json.identifier })
      }
      let known = positions.get(order.id)
      if (known === undefined && (json.cells?.length ?? 0) > 0) {
        const lines = await cellLines(reader, order)
        known = new Map(lines.map((line, position) => [line, position]))
        positions.set(order.id, known)
        const [oldest] = positions.keys()
        if (positions.size > ORDERS_KEPT && oldest !== undefined) positions.delete(oldest)
      }
      const sha256 = createHash('sha256').update(octets).digest('hex')
      const receipt = receiptOf(json, order, { known: known ?? new Map(), nowMs: nowMs() })
      return {
        orderId: order.id,
        identifier: order.identifier,
        receipt: { ...receipt, sha256, octets },
      }
    },
  }
}

function parse(octets: Uint8Array): ReceiptJson {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets))
  } catch {
    throw new Refusal('INPUT_INVALID', { path: '/', what: 'it is not JSON in UTF-8' })
  }
  const parsed = ReceiptJson.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = `/${issue?.path.join('/') ?? ''}`
  throw new Refusal('INPUT_INVALID', { path, what: issue?.message ?? 'it has another form' })
}

function receiptOf(
  json: ReceiptJson,
  order: Order,
  facts: { known: ReadonlyMap<string, number>; nowMs: number },
): Omit<Receipt, 'sha256' | 'octets'> {
  const latest = facts.nowMs + CLOCK_SKEW_MS
  let unplanned = 0
  const reports = (json.cells ?? []).map(({ language, state, at, cells }): CellReport => {
    if (!order.copies.some((copy) => copy.language === language)) {
      throw new Refusal('RECEIPT_REFUSED', { what: `it has no copy in "${language}"` })
    }
    const atMs = Date.parse(at)
    if (atMs > latest) throw new Refusal('RECEIPT_REFUSED', { what: `${at} is in the future` })
    const found = new Uint32Array(cells.length)
    let count = 0
    for (const cell of cells) {
      const position = facts.known.get(cell)
      if (position === undefined) unplanned++
      else found[count++] = position
    }
    return { language, state, atMs, positions: found.subarray(0, count) }
  })
  return {
    batch: json.batch,
    stage: json.stage ?? null,
    reason: json.reason ?? null,
    serials: json.serials ?? [],
    reports,
    unplanned,
  }
}
