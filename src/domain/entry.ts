import type { Role } from './account.ts'
import type { ErrorCode } from './error.ts'
import type { Alert, Content, EndReason, MessageType } from './message.ts'
import type { CellCounts, LinkName, OrderState, OutcomeKind, Stage, UsedPair } from './order.ts'
import type { Plan } from './plan.ts'

/**
 * One record of the audit log, before `commit` gives it index, time and hash. Entries are rich
 * enough that the state of every message and order is the fold of the log ({@link foldLog}).
 * Their JSON form is what the leaf commits to, so a field is only ever added, never changed.
 */
export type EntryBody =
  | (OfMessage & { what: 'message-drafted'; alert: Alert; msgType: MessageType; content: Content })
  | (OfMessage & { what: 'message-changed'; content: Content })
  | (OfMessage & { what: 'message-submitted'; contentHash: string; plan: Plan })
  | (OfMessage & { what: 'message-returned' | 'message-rejected'; note: string })
  | (OfMessage & { what: 'message-withdrawn'; note: string })
  | (OfMessage & { what: 'message-discarded' })
  | (OfMessage & { what: 'message-approved'; contentHash: string; complete: boolean })
  | (OfMessage & {
      what: 'message-released'
      msgType: MessageType
      sentMs: number
      expiresMs: number
      orders: readonly ReleasedOrder[]
      publicIdentifier: string
    })
  | (OfMessage & {
      what: 'message-ended'
      reason: EndReason
      note: string | null
      /** The `Cancel` that the same step brought into being, by the same person for the same reason. */
      cancel?: string
    })
  /** One person has sent it alone: another one looks at it afterwards. */
  | (OfMessage & {
      what: 'review-needed'
      /** The ready text, or that it was a Cancel. */
      why: string
    })
  | (OfMessage & { what: 'message-reviewed'; note: string })
  /** An approved message that cannot go out: said once, and tried on until its time is over. */
  | (OfMessage & { what: 'release-blocked'; reason: ErrorCode; note: string })
  | (OfOrder & { what: 'attempt-started'; attempt: number; link: LinkName })
  | (OfOrder & {
      what: 'attempt-settled'
      attempt: number
      link: LinkName
      outcome: OutcomeKind
      detail: string
      state: OrderState
    })
  | (OfOrder & { what: 'order-offered'; link: LinkName; state: OrderState })
  | (OfOrder & { what: 'order-ended'; state: OrderState; detail: string })
  | (OfOrder & {
      what: 'order-staged'
      stage: Stage
      state: OrderState
      detail: string
      /** The receipt that says so, where it was one: its name, and the SHA-256 of its octets. */
      batch?: string
      sha256?: string
    })
  | (OfOrder & {
      what: 'cells-reported'
      /** Of no cells, where a receipt says nothing new: every batch stands in the log. */
      batch: string
      sha256: string
      cells: number
      unplanned: number
      state: OrderState
      counts: readonly { readonly language: string; readonly counts: CellCounts }[]
    })
  /** Pairs that a CBC which chooses serial numbers itself says it uses. */
  | (OfOrder & {
      what: 'serials-stated'
      batch: string
      pairs: readonly (UsedPair & { readonly language: string })[]
    })
  | (OfOrder & { what: 'alarm-raised'; alarm: Alarm; detail: string })
  | (Of & { what: 'document-received'; sender: string; identifier: string; sha256: string })
  | (Of & { what: 'account-created'; account: string; roles: readonly Role[] })
  | (Of & { what: 'account-changed'; account: string; change: string })
  | (Of & { what: 'signed-in' | 'signed-out' | 'sign-in-refused'; account: string })
  | (Of & { what: 'cbc-changed'; cbc: string; change: string })
  | (Of & { what: 'inventory-imported'; version: string; cells: number })
  | (Of & { what: 'key-changed'; key: string; change: string })
  | (Of & { what: 'service-started'; release: string; unknown: number })
  /** The log goes on from a backup: what came after it is forgotten. */
  | (Of & {
      what: 'restored'
      /** SHA-256 of the backup, and when it was made. */
      sha256: string
      backupAtMs: number
      /** Letters of the installation from here on, and those of the backup. */
      instance: string
      before: string
      /** Serial numbers go on from this turn (`domain/cb/serials.ts`). */
      turn: number
      /** Alerts that were live in the backup. */
      live: readonly string[]
    })

interface Of {
  /** Pseudonym of a person, a CBC's id, or `system`. */
  readonly actor: string
}
interface OfMessage extends Of {
  /** `<alert>.<n>`. */
  readonly message: string
}
interface OfOrder extends Of {
  readonly order: string
}

export interface ReleasedOrder {
  readonly order: string
  readonly cbc: string
  readonly operator: string
  readonly channel: string
  /** Of the first attempt or offer; null where no link is connected. */
  readonly link: LinkName | null
  /** Every link on which it is sent or offered from the start. */
  readonly used: readonly LinkName[]
  readonly state: OrderState
  readonly identifier: string
  /** SHA-256 of the signed document, hex. */
  readonly documentSha256: string
  readonly cells: number
  readonly cellsDigest: string | null
  /** Where it is another than the message's: an Update is an `Alert` to a CBC that is new to it. */
  readonly msgType?: MessageType
  /** Where it is another than the message's. */
  readonly expiresMs?: number
  readonly copies: readonly {
    readonly language: string
    readonly messageIdentifier: number
    readonly serial: number
    /** As in `OrderCopy`; left out for null. */
    readonly replaces?: number
  }[]
}

export const ALARMS = [
  'not-received',
  'not-fetched',
  'refused',
  'serial-differs',
  'serial-changed',
  'serial-reused',
  'failed',
] as const
/** What dispatch or a receipt tells the people on duty at once. */
export type Alarm = (typeof ALARMS)[number]

/** The alert an entry belongs to, or null. */
export function alertOf(body: EntryBody): string | null {
  const message = messageOf(body)
  return message === null ? null : (message.split('.')[0] ?? null)
}

export function messageOf(body: EntryBody): string | null {
  if ('message' in body) return body.message
  return 'order' in body ? body.order.slice(0, body.order.indexOf('-')) : null
}

export function orderOf(body: EntryBody): string | null {
  return 'order' in body ? body.order : null
}

/** The CBC an entry speaks of, or null. */
export function cbcOf(body: EntryBody): string | null {
  if ('cbc' in body) return body.cbc
  return 'order' in body ? body.order.slice(body.order.indexOf('-') + 1) : null
}

/** What everyone may read once the alert is out; the rest is for auditors. */
export function isPublished(body: EntryBody): boolean {
  return body.what === 'message-released' || body.what === 'order-staged'
}

/** The CBC of stream `order:<message>-<CBC>`; null for every other stream. */
export function cbcOfStream(stream: string): string | null {
  return stream.startsWith('order:') ? stream.slice(stream.indexOf('-') + 1) : null
}
