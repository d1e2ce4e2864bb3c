import type { CATEGORIES, CERTAINTIES, SEVERITIES, URGENCIES } from '../message.ts'

/** CAP 1.2 §3.2.1, each list in the order of the standard. */
export const STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const
export type CapStatus = (typeof STATUSES)[number]
export const MSG_TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const
export type CapMsgType = (typeof MSG_TYPES)[number]
export const SCOPES = ['Public', 'Restricted', 'Private'] as const
export type CapScope = (typeof SCOPES)[number]
/** CAP 1.2 §3.2.2 responseType. */
export const RESPONSE_TYPES = [
  'Shelter',
  'Evacuate',
  'Prepare',
  'Execute',
  'Avoid',
  'Monitor',
  'Assess',
  'AllClear',
  'None',
] as const
export type CapResponseType = (typeof RESPONSE_TYPES)[number]

/**
 * A CAP 1.2 message, every element of §3.2. An absent element is null, an empty list absent; an
 * empty element is the empty string. Times stay the exact text that was read: their octets are
 * part of references. `capTimeMs` of `date-time.ts` gives the instant.
 */
export interface CapAlert {
  readonly identifier: string
  readonly sender: string
  readonly sent: string
  readonly status: CapStatus
  readonly msgType: CapMsgType
  readonly source: string | null
  readonly scope: CapScope
  readonly restriction: string | null
  /** As written: `parseAddresses` takes it apart. */
  readonly addresses: string | null
  readonly codes: readonly string[]
  readonly note: string | null
  readonly references: readonly CapReference[]
  /** As written: names of incidents, separated by whitespace. */
  readonly incidents: string | null
  readonly infos: readonly CapInfo[]
}

/** One earlier message: `sender,identifier,sent`, byte-exact. CAP 1.2 §3.2.1 references. */
export interface CapReference {
  readonly sender: string
  readonly identifier: string
  readonly sent: string
}

export interface CapInfo {
  /** RFC 3066 tag; null stands for `en-US`. */
  readonly language: string | null
  readonly categories: readonly (typeof CATEGORIES)[number][]
  readonly event: string
  readonly responseTypes: readonly CapResponseType[]
  readonly urgency: (typeof URGENCIES)[number]
  readonly severity: (typeof SEVERITIES)[number]
  readonly certainty: (typeof CERTAINTIES)[number]
  readonly audience: string | null
  readonly eventCodes: readonly CapValue[]
  readonly effective: string | null
  readonly onset: string | null
  readonly expires: string | null
  readonly senderName: string | null
  readonly headline: string | null
  readonly description: string | null
  readonly instruction: string | null
  readonly web: string | null
  readonly contact: string | null
  readonly parameters: readonly CapValue[]
  readonly resources: readonly CapResource[]
  readonly areas: readonly CapArea[]
}

/** An eventCode, a parameter or a geocode. */
export interface CapValue {
  readonly valueName: string
  readonly value: string
}

/** CAP 1.2 §3.2.3. */
export interface CapResource {
  readonly resourceDesc: string
  readonly mimeType: string
  /** Octets, approximately; null when absent. */
  readonly size: number | null
  readonly uri: string | null
  /** Base64 as written. */
  readonly derefUri: string | null
  /** SHA-1 in hex, as CAP has it. */
  readonly digest: string | null
}

/** [latitude, longitude] in degrees, WGS 84: CAP's order, not GeoJSON's. */
export type CapPoint = readonly [number, number]

export interface CapCircle {
  readonly centre: CapPoint
  readonly radiusKm: number
}

/** CAP 1.2 §3.2.4. */
export interface CapArea {
  readonly areaDesc: string
  /** Rings; the last point repeats the first. */
  readonly polygons: readonly (readonly CapPoint[])[]
  readonly circles: readonly CapCircle[]
  readonly geocodes: readonly CapValue[]
  /** Feet above mean sea level, CAP's own unit. */
  readonly altitude: number | null
  readonly ceiling: number | null
}

/** The language CAP gives an info that names none. CAP 1.2 §3.2.2 language. */
export const DEFAULT_LANGUAGE = 'en-US'

export const CAP_1_2 = 'urn:oasis:names:tc:emergency:cap:1.2'
export const CAP_1_1 = 'urn:oasis:names:tc:emergency:cap:1.1'
export const CAP_1_0 = 'http://www.incident.com/cap/1.0'

/** An Ack, an Error and a Cancel say enough by their references. */
export function needsInfo(msgType: CapAlert['msgType']): boolean {
  return msgType === 'Alert' || msgType === 'Update'
}
