import type { Account } from './account.ts'
import type { CopyCoding } from './cb/dcs.ts'
import type { EntryBody } from './entry.ts'
import type { ErrorCode } from './error.ts'
import type { Alert, Message } from './message.ts'
import type { Attempt, CellCounts, Order, SerialChoice, UsedPair } from './order.ts'

/**
 * What a command decides: data. `store.commit` applies all of it in one transaction, or nothing
 * of it (design §4).
 */
export interface Decision {
  /** Versions the decision was made on. One that has moved refuses it: `STALE_VERSION`. */
  readonly expects: readonly Expectation[]
  /** Things that may be had only once. One that is taken refuses the decision with its code. */
  readonly claims: readonly Claim[]
  readonly writes: readonly Write[]
  readonly entries: readonly EntryBody[]
}

export type StreamId =
  | `message:${string}`
  | `order:${string}`
  | `cbc:${string}`
  | `account:${string}`
  | 'live-set'
  | 'policy'

export interface Expectation {
  readonly stream: StreamId
  /** 0: the stream must not exist yet. */
  readonly version: number
}

export interface Claim {
  readonly space: 'serial' | 'number' | 'request' | 'receipt-batch' | 'alarm'
  readonly key: string
  /** The claim can be taken anew after this instant; null: never. */
  readonly untilMs: number | null
  /**
   * Whoever decides has it already and keeps it longer: that it is held refuses nothing, and it
   * never ends earlier than before.
   */
  readonly renews?: true
  readonly refusal: ErrorCode
  readonly params?: Readonly<Record<string, string | number>>
}

/**
 * One change of one row: a closed union, one case a table. Each write of a table that has a
 * stream moves that stream by one, however many writes of it the decision holds.
 */
export type Write =
  | { readonly table: 'alert'; readonly insert: Alert }
  | { readonly table: 'message'; readonly insert: Omit<Message, 'version'> }
  | { readonly table: 'message'; readonly id: string; readonly set: MessageChange }
  | { readonly table: 'order'; readonly insert: Omit<Order, 'version'> }
  | { readonly table: 'order'; readonly id: string; readonly set: OrderChange }
  | { readonly table: 'attempt'; readonly insert: Attempt }
  | {
      readonly table: 'attempt'
      readonly order: string
      readonly n: number
      readonly set: Pick<Attempt, 'settledAtMs' | 'outcome' | 'detail'>
    }
  | { readonly table: 'document'; readonly insert: Document }
  | { readonly table: 'cell-list'; readonly insert: CellList }
  | { readonly table: 'cell-states'; readonly insert: CellStates }
  /** Counts of a copy alone: a batch moves them each time, the snapshot only now and then. */
  | {
      readonly table: 'cell-counts'
      readonly order: string
      readonly language: string
      readonly counts: CellCounts
    }
  /** The pair that a CBC says it uses for a copy. */
  | {
      readonly table: 'used-pair'
      readonly order: string
      readonly language: string
      readonly used: UsedPair
    }
  | { readonly table: 'receipt-batch'; readonly insert: ReceiptBatch }
  | { readonly table: 'live-set' }
  /** The serial cursor of a message identifier: the turn that is tried first next time. */
  | {
      readonly table: 'serial-cursor'
      readonly messageIdentifier: number
      readonly nextTurn: number
    }
  | { readonly table: 'account'; readonly insert: Account }
  | {
      readonly table: 'account'
      readonly id: string
      readonly set: Partial<Pick<Account, 'passwordHash' | 'roles' | 'disabled'>>
    }
  /** An account has one invitation: a new one ends those before it. */
  | { readonly table: 'invite'; readonly insert: Invite }
  | { readonly table: 'invite'; readonly delete: string }
  | { readonly table: 'session'; readonly insert: Session }
  | { readonly table: 'session'; readonly delete: string }
  | { readonly table: 'cbc'; readonly upsert: CbcSettings }
  | { readonly table: 'inventory'; readonly insert: InventoryRow }

export type MessageChange = Partial<
  Omit<Message, 'id' | 'alertId' | 'n' | 'msgType' | 'version' | 'createdAtMs'>
>
export type OrderChange = Partial<
  Pick<
    Order,
    | 'state'
    | 'stage'
    | 'used'
    | 'attempts'
    | 'dueMs'
    | 'reason'
    | 'unplanned'
    | 'acceptedAtMs'
    | 'onAirAtMs'
  >
>

/** A signed CAP document, exactly the octets served. */
export interface Document {
  /** CAP identifier. */
  readonly identifier: string
  readonly alertId: string
  readonly messageId: string
  /** Null for the public document. */
  readonly orderId: string | null
  /** The CBC it is for, or `PUB`. */
  readonly audience: string
  readonly xml: string
  readonly sha256: string
  readonly sentMs: number
  readonly expiresMs: number
}

/** A sorted list of cells of one inventory version: little-endian 32-bit indexes. */
export interface CellList {
  /** SHA-256 hex of the list as text, one cell a line: what the CBC fetches. */
  readonly digest: string
  readonly inventoryVersion: string
  readonly count: number
  readonly octets: Uint8Array
}

/**
 * States of the planned cells of one copy, by position in the order's cell list: `states` one
 * octet a cell (index into `CELL_STATES`), `times` the network time in seconds of that state.
 */
export interface CellStates {
  readonly orderId: string
  readonly language: string
  readonly states: Uint8Array
  readonly times: Uint32Array
  readonly counts: CellCounts
}

/** What a CBC sent, octet for octet, kept once. */
export interface ReceiptBatch {
  readonly orderId: string
  readonly batch: string
  readonly sha256: string
  readonly receivedAtMs: number
  readonly octets: Uint8Array
}

export interface Invite {
  /** SHA-256 hex of the one-time token; the token itself is shown once. */
  readonly tokenSha256: string
  readonly accountId: string
  readonly expiresMs: number
}

export interface Session {
  readonly tokenSha256: string
  readonly accountId: string
  readonly csrf: string
  readonly createdAtMs: number
  readonly expiresMs: number
}

/** What an administrator sets for one CBC. Facts of the operator stand in the registry. */
export interface CbcSettings {
  readonly cbc: string
  /** In order of preference; empty: the CBC is not connected. */
  readonly links: readonly CbcLink[]
  /** SHA-256 hex of its bearer token. */
  readonly tokenSha256: string
  readonly loopback: boolean
  /** How its copies are coded: the text is the same, the pages are not. */
  readonly coding: CopyCoding
  readonly serial: SerialChoice
}

export type CbcLink =
  | { readonly link: 'cap-push'; readonly url: string; readonly pushToken: string }
  | { readonly link: 'cap-feed' }

export interface InventoryRow {
  /** Short digest of the file: its name too. */
  readonly version: string
  readonly cells: number
  readonly importedAtMs: number
}

/** What a command needs of the world, handed in. */
export interface Means {
  readonly nowMs: number
  /** SHA-256 of a text's UTF-8 octets, lower-case hex. */
  readonly sha256Hex: (text: string) => string
}
