import type { BroadcastLine, Link } from './inbox.ts'

export interface CopyView {
  readonly language: string
  readonly messageIdentifier: number
  readonly serial: number
  readonly text: string
  readonly pages: number
}

export type HeldState =
  | 'received'
  | 'accepted'
  | 'rejected'
  | 'broadcasting'
  | 'cancelled'
  | 'replaced'
  | 'expired'

/** One order as `GET /state` and the last line show it. */
export interface HeldView {
  readonly identifier: string
  readonly msgType: string
  readonly state: HeldState
  readonly copies: readonly CopyView[]
  /** Cells of its list. */
  readonly cells: number
  /** Cells that were put on air, failed and said nothing; all 0 before it was aired. */
  readonly broadcasting: number
  readonly failed: number
  readonly silent: number
  /** True once it has been on air, whatever came after. */
  readonly isAired: boolean
  /** Why it was rejected, or the message that stopped it. */
  readonly reason: string | null
}

export interface CbcState {
  readonly cbc: string
  readonly held: readonly HeldView[]
  /** Documents that never became an order. */
  readonly refused: readonly { readonly identifier: string; readonly reason: string }[]
  /** Every start and stop of a broadcast, in order. */
  readonly log: readonly BroadcastLine[]
  /** `issued` of the trust list in force, or null. */
  readonly trust: string | null
}

/** One line of `kentongan cbc --json`. Times are epoch ms. */
export type CbcEvent =
  | {
      readonly event: 'listening'
      readonly cbc: string
      readonly link: Link
      readonly push: string | null
      readonly control: string | null
    }
  | {
      readonly event: 'trust'
      readonly issued: string | null
      readonly keys: readonly string[]
      readonly problem: string | null
    }
  | {
      readonly event: 'received'
      readonly identifier: string
      readonly msgType: string
      readonly link: Link
      readonly references: readonly string[]
    }
  | { readonly event: 'duplicate'; readonly identifier: string; readonly link: Link }
  | {
      readonly event: 'rejected'
      /** As the document claims; null when it cannot be read. */
      readonly identifier: string | null
      /** Null for an order that had been received. */
      readonly link: Link | null
      readonly reason: string
    }
  | {
      readonly event: 'accepted'
      readonly identifier: string
      readonly msgType: string
      readonly cells: number
    }
  | ({
      readonly event: 'broadcasting'
      readonly identifier: string
      readonly cells: number
      readonly failed: number
      readonly silent: number
    } & CopyView)
  | {
      readonly event: 'cancelled' | 'replaced' | 'expired'
      readonly identifier: string
      readonly by: string | null
      /** False when it had never been on air. */
      readonly wasAired: boolean
    }
  | {
      readonly event: 'receipt'
      readonly identifier: string
      readonly batch: string
      readonly stage: string | null
      readonly isTaken: boolean
      readonly problem: string | null
    }
  /** Something to know that is no step of an order: the service is away, a feed entry is bad. */
  | { readonly event: 'trouble'; readonly what: string }
  | ({ readonly event: 'stopped' } & CbcState)
