import type { CapRule } from './rule.ts'

/** What CAP 1.2 forbids is a warning in a document of an earlier version. */
const EARLIER = ['error', 'warning'] as const

/** X: what a document must be before anything in it is looked at, and the schema of CAP 1.2. */
export const FRONT_RULES: readonly CapRule[] = [
  row('X01', 'XML 1.0 §2.8: a document type is refused, entities are never looked at'),
  row('X02', 'XML 1.0 §4.3.3: encodings that every reader sees alike'),
  row('X03', 'limits on what comes from outside'),
  row('X04', 'CAP 1.2 §3.4: namespace and root'),
  row('X05', 'CAP 1.2 §3.4: the schema', EARLIER),
  row('X06', 'CAP 1.2 §3.3.4.1: one signature, as last child', EARLIER),
  row('X07', 'CAP 1.2 §3.4: no attributes, nothing foreign', EARLIER),
]

function row(id: string, source: string, levels: CapRule['levels'] = ['error']): CapRule {
  return { id, levels, source, check: 'reader' }
}
