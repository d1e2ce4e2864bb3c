import type { CopyCoding } from './cb/dcs.ts'
import type { OnAir, Rat } from './cb/repetition.ts'
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

/**
 * One Cell Broadcast message to be, without its serial number: that comes at release. Its pages
 * are those of coding `untagged`; {@link codedAs} gives those of a CBC.
 */
export interface PlannedCopy extends CodedPages {
  readonly language: string
  /** A number as the store has it: `alertIdentifier` makes it one that the kind may air. */
  readonly messageIdentifier: number
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly characters: number
  readonly text: string
  /** The same text for CBCs of coding `prefix`; null where the plan has none, or it is too long. */
  readonly prefixed: CodedPages | null
}

export interface CodedPages {
  readonly dcs: number
  /** Each page of 82 octets as 164 hex digits, with its useful octets. */
  readonly pages: readonly { readonly useful: number; readonly hex: string }[]
}

/**
 * A copy as a CBC of that coding airs it. The text is the same, to the character: a phone with two
 * SIMs shows it once. A copy that has no pages with a prefix goes without: the check of a content
 * stops such a text, and a correction that nobody can shorten any more is not to be silent.
 */
export function codedAs(copy: PlannedCopy, coding: CopyCoding): CodedPages {
  return coding === 'prefix' && copy.prefixed !== null ? copy.prefixed : copy
}

/** How often one RAT of a CBC repeats the message, and what it shares the channel with. */
export interface PlannedRepetition {
  readonly rat: Rat
  readonly periodSeconds: number
  /** Broadcasts from start to end; whoever sends later asks `repetitionFor` anew. */
  readonly broadcasts: number
  /** What else is on air in the busiest GSM cell; nothing on other RATs, which do not heed it. */
  readonly onAir: OnAir
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
  readonly coding: CopyCoding
  /** Per RAT of its cells in the area; empty for a channel that is not broadcast. */
  readonly repetition: readonly PlannedRepetition[]
  /** The longest of them: it suits a CBC that knows one period for all its RATs. */
  readonly repetitionSeconds: number
  /** Advice that goes with it: `expires` rules. */
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
