import type { CapRule } from './rule.ts'

/** S: which signatures are believed. */
export const SIGNATURE_RULES: readonly CapRule[] = [
  row('S01', 'CAP 1.2 §3.3.4.1, RFC 3275 §3.2: one signature, last child, over the whole message'),
  row('S02', 'signature wrapping: only the octets that were verified are read'),
  row('S03', 'replay: what is expired, seen before or for another CBC is not believed'),
  row('S04', 'signed last and once, and verified before it leaves'),
]

function row(id: string, source: string): CapRule {
  return { id, levels: ['error'], source, check: 'verifier' }
}
