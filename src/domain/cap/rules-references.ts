import { finding, type Finding } from '../finding.ts'
import { capTimeMs } from './date-time.ts'
import { formatReferences } from './lexical.ts'
import type { CapAlert, CapReference } from './model.ts'
import type { CapCheck, CapRule } from './rule.ts'
import { checkKnown } from './rules-thread.ts'
import { senderHost, senderOrganisation } from './sender.ts'
import { isLoop } from './thread.ts'

/** A10..A17: what a message says of those before it. CAP 1.2 §3.2.1 references. */
export const REFERENCE_RULES: readonly CapRule[] = [
  {
    id: 'A10',
    levels: ['error'],
    source: 'CAP 1.2 §3.2.1 msgType, references',
    check: checkMissing,
  },
  {
    id: 'A11',
    levels: ['error', 'warning'],
    source: 'CAP 1.2 §3.2.1 references',
    check: 'reader',
  },
  {
    id: 'A12',
    levels: ['error', 'warning'],
    source: 'CAP 1.2 §3.2.1 references: earlier messages',
    check: checkSelf,
  },
  {
    id: 'A13',
    levels: ['error'],
    source: 'CAP 1.2 §3.2.1 references: earlier messages',
    check: checkLater,
  },
  { id: 'A14', levels: ['warning'], source: 'CAP 1.2 §3.2.1 references', check: checkTwice },
  {
    id: 'A15',
    levels: ['error', 'policy', 'warning', 'info'],
    source: 'authority: who may change or end a warning',
    check: checkForeign,
  },
  {
    id: 'A16',
    levels: ['warning'],
    source: 'CAP 1.2 §3.2.1 msgType Update, Cancel: the messages identified in references',
    check: checkKnown,
  },
  { id: 'A17', levels: ['info'], source: 'CAP 1.2 §3.2.1 msgType Alert', check: checkIdle },
]

const PATH = '/alert[1]/references[1]'

function* checkMissing({ msgType, references }: CapAlert): Generator<Finding> {
  if (references.length > 0 || msgType === 'Alert') return
  yield finding('error', 'A10-references-missing', '/alert[1]/msgType[1]', { msgType })
}

function* checkSelf(alert: CapAlert, { known = [] }: CapCheck): Generator<Finding> {
  const own = alert.references.filter((each) => isOwnName(alert, each))
  if (own.some((each) => isOwnSent(alert, each))) {
    const others = alert.references.filter(
      (each) => !isOwnName(alert, each) || !isOwnSent(alert, each),
    )
    const mend = others.length === 0 ? undefined : formatReferences(others)
    yield { ...finding('error', 'A12-self', PATH), mend }
  }
  const reused = own.find((each) => !isOwnSent(alert, each))
  if (reused !== undefined) {
    const params = { identifier: shown(alert.identifier), referenced: reused.sent }
    yield finding('warning', 'A12-reused', '/alert[1]/identifier[1]', params)
  }
  if (isLoop(alert, known)) {
    yield finding('error', 'A12-loop', PATH, { identifier: shown(alert.identifier) })
  }
}

function isOwnName(alert: CapAlert, { sender, identifier }: CapReference): boolean {
  return sender === alert.sender && identifier === alert.identifier
}

function isOwnSent(alert: CapAlert, { sent }: CapReference): boolean {
  return sent === alert.sent || capTimeMs(sent) === capTimeMs(alert.sent)
}

function* checkLater({ references, sent }: CapAlert): Generator<Finding> {
  const sentMs = capTimeMs(sent)
  if (sentMs === null) return
  for (const each of references) {
    const referencedMs = capTimeMs(each.sent)
    if (referencedMs === null || referencedMs <= sentMs) continue
    const params = { identifier: shown(each.identifier), referenced: each.sent, sent }
    yield finding('error', 'A13-later', PATH, params)
  }
}

function* checkTwice({ references }: CapAlert): Generator<Finding> {
  const once = new Map<string, CapReference>()
  let twice: CapReference | undefined
  for (const each of references) {
    const key = `${each.sender},${each.identifier},${capTimeMs(each.sent) ?? each.sent}`
    if (once.has(key)) twice ??= each
    else once.set(key, each)
  }
  if (twice === undefined) return
  const params = {
    identifier: shown(twice.identifier),
    found: references.length - once.size,
  }
  yield {
    ...finding('warning', 'A14-twice', PATH, params),
    mend: formatReferences([...once.values()]),
  }
}

/**
 * A message that ends or replaces another sender's. Whoever follows it lets strangers end
 * warnings. An Ack and an Error answer others by their nature, so that is only said.
 */
function* checkForeign(
  { sender, msgType, references }: CapAlert,
  { live }: CapCheck,
): Generator<Finding> {
  if (msgType === 'Alert') return
  const senders = new Set(references.map((each) => each.sender))
  senders.delete(sender)
  for (const found of senders) {
    const params = { msgType, found: shown(found), sender: shown(sender) }
    if (msgType === 'Ack' || msgType === 'Error') {
      yield finding('info', 'A15-answer', PATH, params)
    } else if (isSameOrganisation(found, sender)) {
      yield finding('warning', 'A15-office', PATH, params)
    } else if (senderHost(found) === null || senderHost(sender) === null) {
      // A bare name such as that of a weather office shows no organisation: a person has to know.
      yield finding(live ? 'policy' : 'warning', 'A15-unclear', PATH, params)
    } else {
      yield finding('error', 'A15-foreign', PATH, params)
    }
  }
}

function isSameOrganisation(one: string, other: string): boolean {
  const organisation = senderOrganisation(one)
  return organisation !== null && organisation === senderOrganisation(other)
}

function* checkIdle({ msgType, references }: CapAlert): Generator<Finding> {
  if (msgType !== 'Alert' || references.length === 0) return
  yield finding('info', 'A17-alert', PATH, { found: references.length })
}

function shown(name: string): string {
  return name.slice(0, 80)
}
