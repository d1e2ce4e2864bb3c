import { finding, type Finding } from '../finding.ts'
import { capTimeMs } from './date-time.ts'
import { formatReferences } from './lexical.ts'
import type { CapAlert, CapReference } from './model.ts'
import type { CapCheck, KnownCap } from './rule.ts'
import { threadOf, tripleOf } from './thread.ts'

const PATH = '/alert[1]/references[1]'

/**
 * A16: references held against what was received before. Says nothing where nothing is known: a
 * receiver that has just begun would find every reference unknown.
 */
export function* checkKnown(alert: CapAlert, { known, nowMs }: CapCheck): Generator<Finding> {
  if (known === undefined) return
  const atMs = capTimeMs(alert.sent) ?? nowMs
  for (const [index, each] of alert.references.entries()) {
    const same = known.filter((one) => isNamed(one, each))
    const exact = same.filter((one) => one.sent === each.sent)
    const params = { identifier: each.identifier.slice(0, 80), referenced: each.sent }
    const [other] = same
    if (exact.length > 0) {
      if (isReplacing(alert) && exact.every((one) => isExpired(one, atMs))) {
        yield finding('warning', 'A16-expired', PATH, params)
      }
    } else if (other === undefined) {
      yield finding('warning', 'A16-unknown', PATH, params)
    } else {
      const mended = alert.references.with(index, { ...each, sent: other.sent })
      const found = finding('warning', 'A16-sent', PATH, { ...params, sent: other.sent })
      yield { ...found, mend: formatReferences(mended) }
    }
  }
  yield* checkLeftOut(alert, known, atMs)
}

/**
 * A receiver that missed the last change still shows the one before it: an update therefore names
 * all that is in force of what it replaces.
 */
function* checkLeftOut(
  alert: CapAlert,
  known: readonly KnownCap[],
  atMs: number,
): Generator<Finding> {
  if (!isReplacing(alert) || alert.references.length === 0) return
  const named = new Set(alert.references.map(tripleOf))
  const thread = threadOf(alert, known)
  const ended = new Set(
    [...thread.values()]
      .filter((each) => each.msgType === 'Cancel')
      .flatMap((each) => each.references.map(tripleOf)),
  )
  const missing = [...thread].filter(
    ([triple, each]) =>
      !named.has(triple) &&
      !ended.has(triple) &&
      each.msgType !== 'Cancel' &&
      !isExpired(each, atMs) &&
      isBefore(each, atMs),
  )
  const [first] = missing
  if (first === undefined) return
  const all: CapReference[] = [...alert.references, ...missing.map(([, each]) => each)]
  const params = {
    msgType: alert.msgType,
    found: missing.length,
    identifier: first[1].identifier.slice(0, 80),
  }
  yield { ...finding('warning', 'A16-left-out', PATH, params), mend: formatReferences(all) }
}

function isReplacing({ msgType }: CapAlert): boolean {
  return msgType === 'Update' || msgType === 'Cancel'
}

function isNamed(one: KnownCap, { sender, identifier }: CapReference): boolean {
  return one.sender === sender && one.identifier === identifier
}

function isExpired({ expiresMs }: KnownCap, atMs: number): boolean {
  return expiresMs !== null && expiresMs <= atMs
}

function isBefore({ sent }: KnownCap, atMs: number): boolean {
  const sentMs = capTimeMs(sent)
  return sentMs !== null && sentMs <= atMs
}
