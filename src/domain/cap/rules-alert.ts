import { finding, type Finding } from '../finding.ts'
import { isName } from './lexical.ts'
import type { CapAlert } from './model.ts'
import type { CapCheck, CapRule } from './rule.ts'

/** A: the alert as a whole; what it says of earlier ones is in `rules-references.ts`. */
export const ALERT_RULES: readonly CapRule[] = [
  {
    id: 'A01',
    levels: ['error'],
    source: 'CAP 1.2 §3.2.1 identifier, sender',
    check: checkNames,
  },
  { id: 'A06', levels: ['error'], source: 'CAP 1.2 §3.3.2', check: 'reader' },
  {
    id: 'A18',
    levels: ['error', 'warning'],
    source: 'CAP 1.2 §3.2.1 scope, restriction, addresses',
    check: checkScope,
  },
  { id: 'A20', levels: ['policy'], source: 'design §5: a live channel', check: checkLive },
]

function* checkNames(alert: CapAlert): Generator<Finding> {
  for (const element of ['identifier', 'sender'] as const) {
    if (isName(alert[element])) continue
    const params = { element, found: alert[element].slice(0, 80) }
    yield finding('error', 'A01-name', `/alert[1]/${element}[1]`, params)
  }
}

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

function* checkLive({ status, scope }: CapAlert, { live }: CapCheck): Generator<Finding> {
  if (!live) return
  if (status !== 'Actual') {
    yield finding('policy', 'A20-status', '/alert[1]/status[1]', { status })
  }
  if (scope !== 'Public') yield finding('policy', 'A20-scope', '/alert[1]/scope[1]', { scope })
}
