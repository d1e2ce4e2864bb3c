import type { CellReader } from '../desk/cell-lists.ts'
import type { CheckedReceipt, ReceiptChecker } from '../desk/check-receipt.ts'
import type { ReceiptAnswerJson } from '../formats/json/receipt.ts'
import type { Changes } from './changes.ts'

/** What the routes of CBCs and of the public work with: they read, main writes. */
export interface EdgeScene {
  readonly reader: CellReader
  readonly checker: ReceiptChecker
  readonly main: EdgeMain
  readonly changes: Changes
  /** The signed trust list, exactly as CBCs fetch it. */
  readonly trustList: string
  /** Base of the links in feeds; no slash at the end. Known once the port is bound. */
  readonly baseUrl: () => string
  readonly nowMs: () => number
}

/** What the edge asks of the one writer. */
export interface EdgeMain {
  /**
   * Settles once the receipt is durable.
   *
   * @throws {Refusal} as `receiveReceipt` does.
   */
  receive(checked: CheckedReceipt): Promise<ReceiptAnswerJson>
  /** The CBC of the order has read its document. */
  fetched(orderId: string): Promise<void>
}
