import type { Finding, FindingLevel, FindingRule, Params } from '../../domain/finding.ts'
import type { XmlElement } from '../xml/node.ts'

/** From 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** One document on its way to an alert, and what was found in it so far. */
export interface Reading {
  readonly root: XmlElement
  /** Of the elements that are looked at: the root's, or that of a part which has its own. */
  readonly namespace: string
  /** True for CAP 1.2; earlier versions are read by name, for what they say. */
  readonly strict: boolean
  /** The document as it came; null where only its tree is at hand. */
  readonly octets: Uint8Array | null
  readonly findings: Finding[]
}

export interface Fault {
  readonly rule: FindingRule
  /** The element at fault, or the one in which something is missing. */
  readonly element: XmlElement
  readonly params?: Params
  readonly level?: FindingLevel
  readonly mend?: string | null
  /** Where it is not the beginning of the element. */
  readonly at?: Position
}

/** More of them help nobody. The verdict does not change: the first X is always kept. */
const FINDINGS_MAX = 500

export function addFault(reading: Reading, fault: Fault): void {
  const { findings } = reading
  const { rule, element, params, level = 'error', mend } = fault
  if (isFull(reading) || (findings.length >= FINDINGS_MAX && !rule.startsWith('X'))) return
  const { line, column } = fault.at ?? element
  const found: Finding = { level, rule, path: element.path, params: { line, column, ...params } }
  findings.push(mend === undefined || mend === null ? found : { ...found, mend })
}

/** True when nothing more will be added: what takes time to explain need not be looked into. */
export function isFull({ findings }: Reading): boolean {
  return findings.length >= FINDINGS_MAX && findings.some((each) => each.rule.startsWith('X'))
}

/**
 * For what CAP 1.2 forbids and an earlier version may have allowed: said of a document of that
 * version as well, but not in the way of reading it.
 */
export function addDeparture(reading: Reading, fault: Fault): void {
  addFault(reading, { ...fault, level: reading.strict ? 'error' : 'warning' })
}

/** A text short enough for a sentence. */
export function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
