import { finding, type Finding } from '../finding.ts'
import { capTimeMs } from './date-time.ts'
import { needsInfo, type CapAlert, type CapInfo } from './model.ts'
import { PROFILE_CODE } from './profile.ts'
import type { CapCheck } from './rule.ts'
import { infosOf } from './shown-text.ts'

const MINUTE_MS = 60_000

/** What a cell broadcast lasts: longer is not one warning, shorter is over before it is read. */
const VALIDITY_HOURS_MAX = 24
const VALIDITY_MINUTES_MIN = 5

interface Expiry {
  readonly info: CapInfo
  readonly expires: string
  readonly expiresMs: number
  readonly path: string
}

/** The infos that say when they end, in a form that can be read. */
function expiriesOf(alert: CapAlert): Expiry[] {
  return infosOf(alert).flatMap(([info, path]) => {
    const { expires } = info
    const expiresMs = expires === null ? null : capTimeMs(expires)
    if (expires === null || expiresMs === null) return []
    return [{ info, expires, expiresMs, path: `${path}/expires[1]` }]
  })
}

/**
 * I03: a broadcast ends, after everything it begins with. CAP 1.2 §3.2.2 lets `expires` be absent,
 * and GDACS does without; only a live channel cannot.
 */
export function* checkExpires(alert: CapAlert, { live }: CapCheck): Generator<Finding> {
  for (const [{ expires }, path] of infosOf(alert)) {
    if (expires !== null || !needsInfo(alert.msgType)) continue
    yield finding(live ? 'policy' : 'warning', 'I03-expires-missing', path)
  }
  for (const expiry of expiriesOf(alert)) yield* checkOrder(alert.sent, expiry)
}

// Compared as instants: the offsets of one message may differ.
function* checkOrder(sent: string, { info, expires, expiresMs, path }: Expiry): Generator<Finding> {
  const earlier = [
    ['sent', sent],
    ['effective', info.effective],
    ['onset', info.onset],
  ] as const
  for (const [element, other] of earlier) {
    const otherMs = other === null ? null : capTimeMs(other)
    if (other === null || otherMs === null || expiresMs > otherMs) continue
    yield finding('error', 'I03-expires-order', path, { element, expires, other })
  }
}

/** I04: what has ended is not broadcast any more. */
export function* checkExpired(alert: CapAlert, { nowMs }: CapCheck): Generator<Finding> {
  for (const { expires, expiresMs, path } of expiriesOf(alert)) {
    if (expiresMs <= nowMs) yield finding('error', 'I04-expired', path, { expires })
  }
}

/**
 * I05: from the moment it takes effect to its end, and from now on not too briefly. Longer than a
 * day is legal CAP and usual for weather at sea, so it is advice unless cells are to air it.
 */
export function* checkValidity(alert: CapAlert, { live, nowMs }: CapCheck): Generator<Finding> {
  const sentMs = capTimeMs(alert.sent)
  if (sentMs === null) return
  const level = live || alert.codes.includes(PROFILE_CODE) ? 'warning' : 'info'
  for (const { info, expiresMs, path } of expiriesOf(alert)) {
    const effectiveMs = info.effective === null ? null : capTimeMs(info.effective)
    const startMs = Math.max(sentMs, effectiveMs ?? sentMs)
    const minutes = (expiresMs - startMs) / MINUTE_MS
    const left = (expiresMs - Math.max(startMs, nowMs)) / MINUTE_MS
    if (minutes > VALIDITY_HOURS_MAX * 60) {
      const params = { max: VALIDITY_HOURS_MAX, found: Math.ceil(minutes / 60) }
      yield finding(level, 'I05-long', path, params)
    } else if (left > 0 && left < VALIDITY_MINUTES_MIN) {
      const params = { min: VALIDITY_MINUTES_MIN, found: Math.ceil(left) }
      yield finding('warning', 'I05-short', path, params)
    }
  }
}
