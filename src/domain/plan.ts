import type { Finding } from './finding.ts'
import type { LinkName } from './order.ts'

/** How a link names the area. `plmn` reaches the whole network of the CBC. */
export type FormKind = 'plmn' | 'tac' | 'cell' | 'polygon'

/** What one CBC will be told to do. Everything here is frozen at submit. */
export interface Plan {
  readonly madeAtMs: number
  /** Version of the region data, as `idn-area-data 4.0.1`. */
  readonly regionVersion: string
  readonly policyVersion: string
  readonly copies: readonly PlannedCopy[]
  readonly orders: readonly PlannedOrder[]
  /** People in the area: an honest range, 0 for identifiers that phones do not listen to. */
  readonly population: readonly [low: number, high: number]
  /** Rings in CAP order, closed: the area as every document carries it, simplified outwards. */
  readonly outline: readonly (readonly (readonly [lat: number, lon: number])[])[]
  readonly findings: readonly Finding[]
}

/** One Cell Broadcast message to be, without its serial number: that comes at release. */
export interface PlannedCopy {
  readonly language: string
  readonly messageIdentifier: number
  readonly dcs: number
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly characters: number
  readonly text: string
  /** Each page of 82 octets as 164 hex digits, with its useful octets. */
  readonly pages: readonly { readonly useful: number; readonly hex: string }[]
}

export interface PlannedOrder {
  readonly cbc: string
  readonly operator: string
  /** Version of the cell inventory; null where none is there and whole networks are used. */
  readonly inventoryVersion: string | null
  /** Cells planned at this CBC; a shared cell counts at each CBC that owns one of its PLMNs. */
  readonly cells: number
  /** SHA-256 hex of the cell list as its CBC fetches it; null where there is no list. */
  readonly cellsDigest: string | null
  /** SHA-1 hex of the same text, which is what CAP 1.2 §3.2.3 digest wants. */
  readonly cellsSha1: string | null
  /** Octets of the same text. */
  readonly cellsOctets: number
  /** The cells by name where they are few enough to stand in the document; else empty. */
  readonly geocodes: readonly CellGeocode[]
  /** Cells in the area that cannot air warnings. */
  readonly leftOut: number
  readonly repetitionSeconds: number
  readonly broadcasts: number
  /** Per link in order of preference the form it would take. */
  readonly forms: readonly PlannedForm[]
}

/** One cell as a CAP geocode: `CGI`, `ECGI` or `NCGI`. */
export interface CellGeocode {
  readonly valueName: 'CGI' | 'ECGI' | 'NCGI'
  readonly value: string
}

export interface PlannedForm {
  readonly link: LinkName
  readonly kind: FormKind
  readonly areaCodes: number
  readonly cells: number
  /** Cells beyond the area that this form reaches. */
  readonly extra: number
}
