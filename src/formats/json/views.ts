import { z } from 'zod'
import { ROLES } from '../../domain/account.ts'
import { ALARMS } from '../../domain/entry.ts'
import { RATS } from '../../domain/area/inventory.ts'
import { CODINGS } from '../../domain/cb/dcs.ts'
import { MESSAGE_STATES, MESSAGE_STEPS } from '../../domain/message-state.ts'
import { MESSAGE_TYPES, REVIEWS } from '../../domain/message.ts'
import {
  CELL_STATES,
  LINK_NAMES,
  ORDER_STATES,
  OUTCOME_KINDS,
  SERIAL_CHOICES,
  STAGES,
} from '../../domain/order.ts'
import { ContentJson, Instant } from './content.ts'

/** A finding with its words in both languages. */
export const FindingJson = z.object({
  level: z.enum(['error', 'warning', 'info', 'policy']),
  rule: z.string(),
  path: z.string(),
  /** Where in the document, from 1; only of what is about a place in one. */
  line: z.number().optional(),
  column: z.number().optional(),
  message: z.object({ id: z.string(), en: z.string() }),
  /** What the element could say instead: a proposal for a person. */
  mend: z.string().optional(),
})
export type FindingJson = z.infer<typeof FindingJson>

const Count = z.number().int().min(0)
export const CellCountsJson = z.object(
  Object.fromEntries(CELL_STATES.map((state) => [state, Count])) as Record<
    (typeof CELL_STATES)[number],
    typeof Count
  >,
)

export const PlannedCopyJson = z.object({
  language: z.string(),
  messageIdentifier: z.number(),
  dcs: z.number(),
  alphabet: z.enum(['gsm7', 'ucs2']),
  characters: z.number(),
  text: z.string(),
  pages: z.array(z.object({ useful: z.number(), hex: z.string() })),
})
export const PlannedOrderJson = z.object({
  cbc: z.string(),
  operator: z.string(),
  cells: z.number(),
  leftOut: z.number(),
  inventoryVersion: z.string().nullable(),
  coding: z.enum(CODINGS),
  /** Per RAT, with the GSM pages and messages of others on air in its busiest cell. */
  repetition: z.array(
    z.object({
      rat: z.enum(RATS),
      periodSeconds: z.number(),
      broadcasts: z.number(),
      onAir: z.object({ pages: z.number(), messages: z.number() }),
    }),
  ),
  repetitionSeconds: z.number(),
  broadcasts: z.number(),
  forms: z.array(
    z.object({
      link: z.enum(LINK_NAMES),
      kind: z.enum(['plmn', 'tac', 'cell', 'polygon']),
      areaCodes: z.number(),
      cells: z.number(),
      extra: z.number(),
    }),
  ),
})
export const PlanJson = z.object({
  madeAt: Instant,
  regionVersion: z.string(),
  policyVersion: z.string(),
  population: z.tuple([z.number(), z.number()]),
  copies: z.array(PlannedCopyJson),
  orders: z.array(PlannedOrderJson),
  /** Closed rings, latitude first. */
  outline: z.array(z.array(z.tuple([z.number(), z.number()]))),
  findings: z.array(FindingJson),
})
export type PlanJson = z.infer<typeof PlanJson>

export const OrderJson = z.object({
  id: z.string(),
  cbc: z.string(),
  operator: z.string(),
  channel: z.string(),
  msgType: z.enum(MESSAGE_TYPES),
  state: z.enum(ORDER_STATES),
  stage: z.enum(STAGES).nullable(),
  identifier: z.string(),
  links: z.array(z.enum(LINK_NAMES)),
  used: z.array(z.enum(LINK_NAMES)),
  attempts: z.number(),
  reason: z.string().nullable(),
  cells: z.number(),
  unplanned: z.number(),
  sent: Instant,
  expires: Instant,
  acceptedAt: Instant.nullable(),
  onAirAt: Instant.nullable(),
  /** Whose serial numbers go on air there, by the CBC's setting of now. */
  serialBy: z.enum(SERIAL_CHOICES),
  /** What the people on duty should know at once, newest first. */
  alarms: z.array(z.object({ at: Instant, alarm: z.enum(ALARMS), detail: z.string() })),
  copies: z.array(
    z.object({
      language: z.string(),
      messageIdentifier: z.number(),
      serial: z.number(),
      /** The serial number that this one takes the place of at its CBC. */
      replaces: z.number().nullable(),
      /** What its CBC has said that it uses instead; null where it has said nothing else. */
      used: z.object({ messageIdentifier: z.number(), serial: z.number() }).nullable(),
      dcs: z.number(),
      pages: z.number(),
      counts: CellCountsJson,
    }),
  ),
})
export type OrderJson = z.infer<typeof OrderJson>

export const AttemptJson = z.object({
  n: z.number(),
  link: z.enum(LINK_NAMES),
  startedAt: Instant,
  settledAt: Instant.nullable(),
  outcome: z.enum(OUTCOME_KINDS).nullable(),
  detail: z.string().nullable(),
})

export type AttemptJson = z.infer<typeof AttemptJson>

export const MessageJson = z.object({
  id: z.string(),
  n: z.number(),
  msgType: z.enum(MESSAGE_TYPES),
  state: z.enum(MESSAGE_STATES),
  version: z.number(),
  content: ContentJson,
  contentHash: z.string().nullable(),
  plan: PlanJson.nullable(),
  /** Pseudonyms of all who wrote, changed or submitted it. */
  hands: z.array(z.string()),
  approvers: z.array(z.string()),
  note: z.string().nullable(),
  createdAt: Instant,
  submittedAt: Instant.nullable(),
  approvedAt: Instant.nullable(),
  sent: Instant.nullable(),
  expires: Instant.nullable(),
  endedAt: Instant.nullable(),
  endReason: z.enum(['expired', 'cancelled', 'withdrawn', 'replaced']).nullable(),
  /** What one person sent alone is looked at by another one afterwards. */
  review: z.enum(REVIEWS).nullable(),
  orders: z.array(OrderJson),
  /** The steps that the signed-in person may take now. */
  may: z.array(z.enum([...MESSAGE_STEPS, 'change', 'update', 'correct', 'review'])),
})
export type MessageJson = z.infer<typeof MessageJson>

export const AlertJson = z.object({
  id: z.string(),
  kind: z.string(),
  createdAt: Instant,
  createdBy: z.string(),
  /** Names of the people in it, by pseudonym: the log knows only those. */
  people: z.record(z.string(), z.string()),
  /** `console`, `api`, `cli`, or `cap` with the sender of the document it came from. */
  origin: z.object({
    from: z.string(),
    sender: z.string().optional(),
    identifier: z.string().optional(),
  }),
  messages: z.array(MessageJson),
})
export type AlertJson = z.infer<typeof AlertJson>

/** A row of the list of alerts: its newest message in short. */
export const AlertRowJson = z.object({
  id: z.string(),
  kind: z.string(),
  msgType: z.enum(MESSAGE_TYPES),
  state: z.enum(MESSAGE_STATES),
  headline: z.string(),
  areaName: z.string(),
  createdAt: Instant,
  sent: Instant.nullable(),
  expires: Instant.nullable(),
})
export type AlertRowJson = z.infer<typeof AlertRowJson>
export const AlertListJson = z.object({
  alerts: z.array(AlertRowJson),
  /** Give it as `before` for the next page; null at the end. */
  next: z.string().nullable(),
})

export type AlertListJson = z.infer<typeof AlertListJson>

/** The outcome of a check: findings, and what would be planned. */
export const CheckJson = z.object({ findings: z.array(FindingJson), plan: PlanJson.nullable() })
export type CheckJson = z.infer<typeof CheckJson>

/** Both verdicts on a CAP document, and what was found in it, by line. */
export const CapReportJson = z.object({
  version: z.enum(['1.0', '1.1', '1.2']).nullable(),
  /** Is this CAP 1.2: rules X alone. */
  valid: z.boolean(),
  /** May it go to the public: valid, and nothing of level error or policy. */
  broadcastable: z.boolean(),
  findings: z.array(FindingJson),
  /** How many more there are, none graver than those above. */
  more: z.number(),
})
export type CapReportJson = z.infer<typeof CapReportJson>

/** A draft made of a CAP document, and what is wrong or doubtful in the document itself. */
export const DraftedJson = AlertJson.extend({ documentFindings: z.array(FindingJson) })
export type DraftedJson = z.infer<typeof DraftedJson>

export const SessionJson = z.object({
  account: z.object({ id: z.string(), name: z.string(), roles: z.array(z.enum(ROLES)) }),
  /** Send it back as header `x-csrf-token` with everything that is not a GET. */
  csrf: z.string(),
  /** What this service is: the demo says so on every page. */
  demo: z.boolean(),
})
export type SessionJson = z.infer<typeof SessionJson>

export const AccountJson = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  disabled: z.boolean(),
  invited: z.boolean(),
})
export type AccountJson = z.infer<typeof AccountJson>

export const RegionJson = z.object({
  code: z.string(),
  name: z.string(),
  /** The names above it, nearest first, joined: `Jawa Barat`. */
  within: z.string(),
  population: z.number().nullable(),
  timeZone: z.enum(['WIB', 'WITA', 'WIT']).nullable(),
})
export type RegionJson = z.infer<typeof RegionJson>

export const CbcJson = z.object({
  cbc: z.string(),
  operator: z.string(),
  plmns: z.array(z.string()),
  links: z.array(z.enum(LINK_NAMES)),
  coding: z.enum(CODINGS),
  /** Whose serial numbers go on air there. */
  serialBy: z.enum(SERIAL_CHOICES),
})
export type CbcJson = z.infer<typeof CbcJson>

/** One entry of the log as auditors see it. */
export const EntryJson = z.object({
  seq: z.number(),
  at: Instant,
  what: z.string(),
  actor: z.string(),
  alert: z.string().nullable(),
  order: z.string().nullable(),
  cbc: z.string().nullable(),
  published: z.boolean(),
  /** The entry itself; null where it was erased by law. */
  body: z.record(z.string(), z.unknown()).nullable(),
  leaf: z.string(),
})
export type EntryJson = z.infer<typeof EntryJson>
export const LogPageJson = z.object({
  size: z.number(),
  entries: z.array(EntryJson),
  /** Give it as `before` for the next page of older entries; null at the end. */
  next: z.number().nullable(),
})
export type LogPageJson = z.infer<typeof LogPageJson>

export const VerifyJson = z.object({
  size: z.number(),
  root: z.string(),
  checkpoint: z.string().nullable(),
  verified: z.boolean(),
  problem: z.object({ seq: z.number(), what: z.string() }).nullable(),
})
export type VerifyJson = z.infer<typeof VerifyJson>

/** RFC 9457, with the words in both languages and findings where there are any. */
export const ProblemJson = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  detailId: z.string(),
  detailEn: z.string(),
  /** What the words are filled with, for programs. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  findings: z.array(FindingJson).optional(),
})
export type ProblemJson = z.infer<typeof ProblemJson>
