import type { CheckedReceipt } from '../desk/check-receipt.ts'
import type { ErrorCode } from '../domain/error.ts'
import type { Params } from '../domain/finding.ts'
import type { ReceiptAnswerJson } from '../formats/json/receipt.ts'

/** What main gives the edge's thread at its start. */
export interface EdgeStart {
  readonly folder: string
  readonly host: string
  readonly port: number
  /** By which CBCs reach it; null: by the address it binds. */
  readonly url: string | null
  readonly trustList: string
  readonly logLevel: string
}

/** Edge to main. */
export type ToMain =
  | { readonly is: 'listening'; readonly url: string }
  | { readonly is: 'receipt'; readonly id: number; readonly checked: CheckedReceipt }
  | { readonly is: 'fetched'; readonly id: number; readonly orderId: string }

/** Main to edge. */
export type ToEdge =
  | { readonly is: 'changed'; readonly cbcs: readonly string[] }
  | { readonly is: 'done'; readonly id: number; readonly value: ReceiptAnswerJson | null }
  | {
      readonly is: 'refused'
      readonly id: number
      readonly code: ErrorCode
      readonly params: Params
    }
  | { readonly is: 'broken'; readonly id: number }
  | { readonly is: 'stop' }
