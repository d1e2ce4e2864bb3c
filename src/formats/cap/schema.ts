/**
 * The structure of CAP 1.2 §3.4 as a table: what `schemas/cap-1.2.xsd` says, in the same order,
 * so that a finding can name what was expected. A test holds the two against each other.
 */
import { MSG_TYPES, RESPONSE_TYPES, SCOPES, STATUSES } from '../../domain/cap/model.ts'
import { CATEGORIES, CERTAINTIES, SEVERITIES, URGENCIES } from '../../domain/message.ts'

/** How the text of a leaf is read; the names are those of XML Schema. */
export type LeafType = 'string' | 'dateTime' | 'language' | 'anyURI' | 'integer' | 'decimal'

export interface Slot {
  readonly name: string
  readonly required: boolean
  readonly many: boolean
  readonly content: LeafType | readonly string[] | Group
}

/** A sequence: children in this order, no others. */
export interface Group {
  readonly slots: readonly Slot[]
  /** Place of each name among the slots. */
  readonly index: ReadonlyMap<string, number>
  /** A list with nothing for each slot. */
  readonly none: readonly undefined[]
}

const once = { required: true, many: false }
const maybe = { required: false, many: false }
const any = { required: false, many: true }

function sequence(slots: readonly Slot[]): Group {
  const index = new Map(slots.map(({ name }, at) => [name, at]))
  return { slots, index, none: slots.map(() => undefined) }
}

export const NAMED_VALUE = sequence([
  { name: 'valueName', ...once, content: 'string' },
  { name: 'value', ...once, content: 'string' },
])

const RESOURCE = sequence([
  { name: 'resourceDesc', ...once, content: 'string' },
  { name: 'mimeType', ...once, content: 'string' },
  { name: 'size', ...maybe, content: 'integer' },
  { name: 'uri', ...maybe, content: 'anyURI' },
  { name: 'derefUri', ...maybe, content: 'string' },
  { name: 'digest', ...maybe, content: 'string' },
])

const AREA = sequence([
  { name: 'areaDesc', ...once, content: 'string' },
  { name: 'polygon', ...any, content: 'string' },
  { name: 'circle', ...any, content: 'string' },
  { name: 'geocode', ...any, content: NAMED_VALUE },
  { name: 'altitude', ...maybe, content: 'decimal' },
  { name: 'ceiling', ...maybe, content: 'decimal' },
])

const INFO = sequence([
  { name: 'language', ...maybe, content: 'language' },
  { name: 'category', required: true, many: true, content: CATEGORIES },
  { name: 'event', ...once, content: 'string' },
  { name: 'responseType', ...any, content: RESPONSE_TYPES },
  { name: 'urgency', ...once, content: URGENCIES },
  { name: 'severity', ...once, content: SEVERITIES },
  { name: 'certainty', ...once, content: CERTAINTIES },
  { name: 'audience', ...maybe, content: 'string' },
  { name: 'eventCode', ...any, content: NAMED_VALUE },
  { name: 'effective', ...maybe, content: 'dateTime' },
  { name: 'onset', ...maybe, content: 'dateTime' },
  { name: 'expires', ...maybe, content: 'dateTime' },
  { name: 'senderName', ...maybe, content: 'string' },
  { name: 'headline', ...maybe, content: 'string' },
  { name: 'description', ...maybe, content: 'string' },
  { name: 'instruction', ...maybe, content: 'string' },
  { name: 'web', ...maybe, content: 'anyURI' },
  { name: 'contact', ...maybe, content: 'string' },
  { name: 'parameter', ...any, content: NAMED_VALUE },
  { name: 'resource', ...any, content: RESOURCE },
  { name: 'area', ...any, content: AREA },
])

export const ALERT = sequence([
  { name: 'identifier', ...once, content: 'string' },
  { name: 'sender', ...once, content: 'string' },
  { name: 'sent', ...once, content: 'dateTime' },
  { name: 'status', ...once, content: STATUSES },
  { name: 'msgType', ...once, content: MSG_TYPES },
  { name: 'source', ...maybe, content: 'string' },
  { name: 'scope', ...once, content: SCOPES },
  { name: 'restriction', ...maybe, content: 'string' },
  { name: 'addresses', ...maybe, content: 'string' },
  { name: 'code', ...any, content: 'string' },
  { name: 'note', ...maybe, content: 'string' },
  { name: 'references', ...maybe, content: 'string' },
  { name: 'incidents', ...maybe, content: 'string' },
  { name: 'info', ...any, content: INFO },
])

/** Largest numbers of what repeats, below one parent. Far above any real alert, far below a bomb. */
export const COUNT_LIMITS: ReadonlyMap<string, number> = new Map([
  ['code', 500],
  ['info', 100],
  ['category', 100],
  ['responseType', 100],
  ['eventCode', 1_000],
  ['parameter', 2_000],
  ['resource', 200],
  ['area', 2_000],
  ['polygon', 5_000],
  ['circle', 5_000],
  ['geocode', 15_000],
])

/** Points of one polygon and of a whole message, polygons and circles of a whole message. */
export const POINTS_MAX = 100_000
export const POINTS_TOTAL_MAX = 200_000
export const SHAPES_TOTAL_MAX = 10_000

/** References of one message, characters of one embedded resource. */
export const REFERENCES_MAX = 2_000
export const DEREF_URI_MAX = 2 * 1024 * 1024
