import { finding, type Finding } from '../finding.ts'
import type { CapAlert } from './model.ts'
import type { CapCheck, CapRule } from './rule.ts'
import { CLOCK_RULES } from './rules-clock.ts'
import { NAME_RULES } from './rules-name.ts'

/** A: the alert as a whole; what it says of earlier ones is in `rules-references.ts`. */
export const ALERT_RULES: readonly CapRule[] = [
  ...NAME_RULES,
  { id: 'A06', levels: ['error'], source: 'CAP 1.2 §3.3.2', check: 'reader' },
  ...CLOCK_RULES,
  {
    id: 'A18',
    levels: ['error', 'warning'],
    source: 'CAP 1.2 §3.2.1 scope, restriction, addresses',
    check: checkScope,
  },
  { id: 'A19', levels: ['warning'], source: 'CAP 1.2 §3.2.1 note', check: checkNote },
  {
    id: 'A20',
    levels: ['policy'],
    source: 'what may reach the public: neither a drill nor a draft',
    check: checkLive,
  },
  { id: 'A21', levels: ['warning'], source: 'CAP 1.0, CAP 1.1 §1.4', check: 'reader' },
]

function* checkScope({ scope, restriction, addresses }: CapAlert): Generator<Finding> {
  const [isRestricted, isPrivate] = [scope === 'Restricted', scope === 'Private']
  const hasRestriction = restriction !== null && restriction.trim() !== ''
  const hasAddresses = addresses !== null && addresses.trim() !== ''
  if (isRestricted && !hasRestriction) {
    yield finding('error', 'A18-restriction-missing', '/alert[1]/scope[1]')
  }
  if (!isRestricted && hasRestriction) {
    yield finding('error', 'A18-restriction-idle', '/alert[1]/restriction[1]', { scope })
  }
  if (isPrivate && !hasAddresses) {
    yield finding('error', 'A18-addresses-missing', '/alert[1]/scope[1]')
  }
  // CAP 1.2 §3.2.1 allows recipients of a public message to be named as well.
  if (!isPrivate && hasAddresses) {
    yield finding('warning', 'A18-addresses-idle', '/alert[1]/addresses[1]', { scope })
  }
}

/** What an exercise rehearses, and why a message was rejected, stand nowhere else. */
function* checkNote({ status, msgType, note }: CapAlert): Generator<Finding> {
  if (note !== null && note.trim() !== '') return
  if (status === 'Exercise') {
    yield finding('warning', 'A19-note', '/alert[1]/status[1]', { found: 'status Exercise' })
  }
  if (msgType === 'Error') {
    yield finding('warning', 'A19-note', '/alert[1]/msgType[1]', { found: 'msgType Error' })
  }
}

function* checkLive({ status, scope }: CapAlert, { live }: CapCheck): Generator<Finding> {
  if (!live) return
  if (status !== 'Actual') {
    yield finding('policy', 'A20-status', '/alert[1]/status[1]', { status })
  }
  if (scope !== 'Public') yield finding('policy', 'A20-scope', '/alert[1]/scope[1]', { scope })
}
