import type { Finding } from '../domain/finding.ts'
import type { CapReport } from '../formats/cap/check.ts'
import type { CapReportJson } from '../formats/json/views.ts'
import type { Desk } from './desk.ts'
import { viewFinding } from './views.ts'

/** Findings that one answer names: nobody reads more, and a document can have a hundred thousand. */
export const FINDINGS_MAX = 500

/** Both verdicts on a document and what was found in it. Nothing is stored. */
export async function checkCapUse(desk: Desk, octets: Uint8Array): Promise<CapReport> {
  return desk.pool.checkCap(octets, { nowMs: desk.means().nowMs, live: true, known: undefined })
}

/** A report for staff: the gravest findings where there are too many, in the order of the document. */
export function viewCapReport(report: CapReport): CapReportJson {
  const { version, valid, broadcastable } = report
  const findings = fewFindings(report.findings)
  const more = report.findings.length - findings.length
  return { version, valid, broadcastable, findings: findings.map(viewFinding), more }
}

/** At most {@link FINDINGS_MAX}, those that stop a document before those that advise. */
export function fewFindings(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= FINDINGS_MAX) return findings
  const isGrave = ({ level }: Finding): boolean => level === 'error' || level === 'policy'
  const first = [...findings.filter(isGrave), ...findings.filter((each) => !isGrave(each))]
  const kept = new Set(first.slice(0, FINDINGS_MAX))
  return findings.filter((each) => kept.has(each))
}
