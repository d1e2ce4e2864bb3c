import { finding, type Finding } from '../finding.ts'
import { capTimeMs } from './date-time.ts'
import type { CapAlert } from './model.ts'
import type { CapRule } from './rule.ts'

/** A10..A17: what a message says of those before it. CAP 1.2 §3.2.1 references. */
export const REFERENCE_RULES: readonly CapRule[] = [
  {
    id: 'A10',
    levels: ['error'],
    source: 'CAP 1.2 §3.2.1 msgType, references',
    check: checkReferences,
  },
  { id: 'A11', levels: ['error'], source: 'CAP 1.2 §3.2.1 references', check: 'reader' },
  { id: 'A12', levels: ['error'], source: 'CAP 1.2 §3.2.1 references', check: () => [] },
  { id: 'A13', levels: ['error'], source: 'CAP 1.2 §3.2.1 references', check: () => [] },
]

/** A10, A12, A13: an answer or a change names what came before it. CAP 1.2 §3.2.1 references. */
function* checkReferences(alert: CapAlert): Generator<Finding> {
  const { msgType, references, sent } = alert
  if (references.length === 0 && msgType !== 'Alert') {
    yield finding('error', 'A10-references-missing', '/alert[1]/msgType[1]', { msgType })
  }
  const path = '/alert[1]/references[1]'
  const sentMs = capTimeMs(sent)
  for (const each of references) {
    const referencedMs = capTimeMs(each.sent)
    if (each.sender === alert.sender && each.identifier === alert.identifier) {
      yield finding('error', 'A12-self', path)
    } else if (sentMs !== null && referencedMs !== null && referencedMs > sentMs) {
      const params = { identifier: each.identifier.slice(0, 80), referenced: each.sent, sent }
      yield finding('error', 'A13-later', path, params)
    }
  }
}
