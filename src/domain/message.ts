import type { AreaSpec } from './area/shape.ts'
import type { Kind, Level } from './cb/message-identifier.ts'
import type { MessageState } from './message-state.ts'
import type { Plan } from './plan.ts'

export const CHANNELS = ['cell-broadcast', 'sms', 'network-name'] as const
export type Channel = (typeof CHANNELS)[number]

/** CAP 1.2 §3.2.2 category, urgency, severity, certainty, in the order of the standard. */
export const CATEGORIES = [
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
] as const
export type Category = (typeof CATEGORIES)[number]
export const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const
export type Urgency = (typeof URGENCIES)[number]
export const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const
export type Severity = (typeof SEVERITIES)[number]
export const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const
export type Certainty = (typeof CERTAINTIES)[number]

/** The words of one copy. `body` is what phones show, to the character. */
export interface CopyText {
  /** BCP 47 tag; `id-ID` always first. */
  readonly language: string
  readonly event: string
  readonly headline: string
  readonly body: string
}

/** What staff write. Frozen at submit; every field is part of the content hash. */
export interface Content {
  readonly kind: Kind
  readonly channel: Channel
  readonly category: readonly Category[]
  readonly urgency: Urgency
  readonly severity: Severity
  readonly certainty: Certainty
  readonly level: Level | null
  /** An officer's decision to broadcast at a higher identifier than the table gives, and why. */
  readonly raised: { readonly to: number; readonly reason: string } | null
  /** OET v1.2 event code where one fits. */
  readonly eventCode: string | null
  /** The decree that a declared health emergency rests on. */
  readonly legalBasis: string | null
  /** The body that asked: KPU, Bawaslu, Kemenkes. */
  readonly requestedBy: string | null
  readonly texts: readonly CopyText[]
  readonly area: AreaSpec
  /** What the area is called in `areaDesc`. */
  readonly areaName: string
  /** Epoch ms, or null: at once on approval. */
  readonly startMs: number | null
  /** Minutes on air from the start. */
  readonly minutes: number
  readonly repetitionSeconds: number
  /** Only for channel `sms`: between these instants the operator may send. */
  readonly smsWindow: { readonly fromMs: number; readonly untilMs: number } | null
}

export const MESSAGE_TYPES = ['Alert', 'Update', 'Cancel'] as const
export type MessageType = (typeof MESSAGE_TYPES)[number]

export type EndReason = 'expired' | 'cancelled' | 'withdrawn' | 'replaced'

/** The thread of messages that staff see as one thing. Its state is that of its messages. */
export interface Alert {
  /** The alert's number as text: the `<alert>` of its CAP identifiers. */
  readonly id: string
  readonly kind: Kind
  readonly createdAtMs: number
  readonly createdBy: string
  /** Where it came from: the console, the API, or a CAP document of someone else. */
  readonly origin: Origin
}

export type Origin =
  | { readonly from: 'console' | 'api' | 'cli' }
  | {
      readonly from: 'cap'
      readonly sender: string
      readonly identifier: string
      readonly sent: string
      /** Languages of its infos: some publishers give two language versions one identifier. */
      readonly language: string
      readonly sha256: string
    }

/**
 * An alert of one kind never becomes one of another.
 *
 * @throws {RangeError} when the content of a message is of another kind than its alert.
 */
export function assertKind(alert: Pick<Alert, 'id' | 'kind'>, content: Content): void {
  if (alert.kind === content.kind) return
  throw new RangeError(
    `Cannot release alert ${alert.id} as its kind must be "${alert.kind}": found "${content.kind}"`,
  )
}

/** One message of an alert. `Cancel` has no content of its own: its references say what stops. */
export interface Message {
  /** `<alert>.<n>`. */
  readonly id: string
  readonly alertId: string
  /** 1 for the first message of the alert. */
  readonly n: number
  readonly msgType: MessageType
  readonly state: MessageState
  /** Version of stream `message:<id>`; every step moves it. */
  readonly version: number
  readonly content: Content
  /** Made at submit, and for a draft at its last check. */
  readonly plan: Plan | null
  /** Lower-case hex SHA-256, from submit on. */
  readonly contentHash: string | null
  /** Everyone who wrote, changed or submitted any version: none of them may approve. */
  readonly hands: readonly string[]
  readonly approvers: readonly string[]
  /** Why it was returned, rejected or cancelled, in the words of who did it. */
  readonly note: string | null
  readonly createdAtMs: number
  readonly submittedAtMs: number | null
  readonly approvedAtMs: number | null
  /** The one instant in every document of this message, whole seconds. */
  readonly sentMs: number | null
  readonly expiresMs: number | null
  readonly endedAtMs: number | null
  readonly endReason: EndReason | null
  /** What one person sent alone is looked at by another one afterwards; null: nothing is to do. */
  readonly review: Review | null
}

export const REVIEWS = ['needed', 'done'] as const
export type Review = (typeof REVIEWS)[number]
