import { finding, type Finding } from '../finding.ts'
import { capTimeMs } from './date-time.ts'
import type { CapAlert, CapInfo } from './model.ts'
import type { CapCheck } from './rule.ts'

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
