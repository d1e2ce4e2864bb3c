import { finding, type Finding } from '../finding.ts'
import { capTimeMs } from './date-time.ts'
import type { CapAlert, CapInfo } from './model.ts'
import type { CapCheck } from './rules.ts'

/** A10, A12, A13: an answer or a change names what came before it. CAP 1.2 §3.2.1 references. */
export function* checkReferences(alert: CapAlert): Generator<Finding> {
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

/** I03, I04: a broadcast ends, after everything it begins with, and not before it is sent. */
export function* checkTimes(alert: CapAlert, { nowMs }: CapCheck): Generator<Finding> {
  for (const [index, info] of alert.infos.entries()) {
    const path = `/alert[1]/info[${index + 1}]`
    if (info.expires === null) {
      if (alert.msgType === 'Alert' || alert.msgType === 'Update') {
        yield finding('error', 'I03-expires-missing', path)
      }
      continue
    }
    const { expires } = info
    const expiresMs = capTimeMs(expires)
    if (expiresMs === null) continue
    yield* checkOrder({ alert, info, expires, expiresMs, path: `${path}/expires[1]` })
    if (expiresMs <= nowMs) {
      yield finding('error', 'I04-expired', `${path}/expires[1]`, { expires })
    }
  }
}

interface Expiry {
  readonly alert: CapAlert
  readonly info: CapInfo
  readonly expires: string
  readonly expiresMs: number
  readonly path: string
}

// Compared as instants: the offsets of one message may differ.
function* checkOrder({ alert, info, expires, expiresMs, path }: Expiry): Generator<Finding> {
  const earlier = [
    ['sent', alert.sent],
    ['effective', info.effective],
    ['onset', info.onset],
  ] as const
  for (const [element, other] of earlier) {
    const otherMs = other === null ? null : capTimeMs(other)
    if (other === null || otherMs === null || expiresMs > otherMs) continue
    yield finding('error', 'I03-expires-order', path, { element, expires, other })
  }
}
