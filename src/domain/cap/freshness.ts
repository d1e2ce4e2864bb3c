import type { Params } from '../finding.ts'
import { capTimeMs } from './date-time.ts'
import type { CapAlert, CapReference } from './model.ts'
import { needsInfo } from './model.ts'
import { PROFILE_CODE, profileValue } from './profile.ts'
import type { CapFindingRule } from './rule-ids.ts'

/** What whoever receives a signed alert knows of itself. All of it is handed in. */
export interface FreshnessCheck {
  readonly nowMs: number
  /** Name of the CBC that asks; null: the alert may be for anyone. */
  readonly cbc: string | null
  /** What the key that signed may sign; null where its list does not say. */
  readonly purpose: 'live' | 'exercise' | null
  /** Whether this very message was taken before. */
  readonly isSeen: (triple: CapReference) => boolean
}

export interface Stale {
  readonly rule: CapFindingRule & `S03-${string}`
  readonly params: Params
}

/** Rule A07: clocks differ, but not by more. */
export const AHEAD_MAX_MS = 5 * 60_000
/** How long a warning counts that does not say when it ends. */
export const AGE_MAX_MS = 24 * 3_600_000

/**
 * Why an alert whose signature holds is not to be acted on, or null: a signature never grows old,
 * so that what was recorded once could be played again. Rule S03.
 */
export function checkFreshness(alert: CapAlert, check: FreshnessCheck): Stale | null {
  return (
    checkPurpose(alert, check) ??
    checkAudience(alert, check) ??
    checkTime(alert, check) ??
    (check.isSeen(alert) ? { rule: 'S03-seen', params: { found: alert.identifier } } : null)
  )
}

// The other way round is no fault: a live key also signs drills, which its identifiers keep apart.
function checkPurpose({ status }: CapAlert, { purpose }: FreshnessCheck): Stale | null {
  if (purpose !== 'exercise' || status !== 'Actual') return null
  return { rule: 'S03-purpose', params: { found: status } }
}

function checkAudience(alert: CapAlert, { cbc }: FreshnessCheck): Stale | null {
  if (cbc === null) return null
  const { codes, identifier, infos, msgType } = alert
  // A Cancel has no info to say whom it is for; the last part of its identifier does (design §5).
  if (msgType === 'Cancel' && codes.includes(PROFILE_CODE) && !identifier.endsWith(`-${cbc}`)) {
    return { rule: 'S03-other-cbc', params: { cbc, found: identifier } }
  }
  for (const { parameters } of infos) {
    const found = profileValue(parameters, 'Cbc')
    if (found !== null && found !== cbc) return { rule: 'S03-other-cbc', params: { cbc, found } }
  }
  return null
}

function checkTime(alert: CapAlert, { nowMs }: FreshnessCheck): Stale | null {
  const { sent, msgType, infos } = alert
  const sentMs = capTimeMs(sent)
  // A time that cannot be read proves nothing about when it was.
  if (sentMs === null || sentMs > nowMs + AHEAD_MAX_MS) {
    return { rule: 'S03-future', params: { found: sent } }
  }
  // A Cancel played again stops only what it names, and one that comes late must still stop it.
  if (!needsInfo(msgType)) return null
  const isOld = nowMs - sentMs > AGE_MAX_MS
  const ends = infos.map(({ expires }) => (expires === null ? null : capTimeMs(expires)))
  if (ends.some((end) => end !== null && end > nowMs)) return null
  if (ends.length > 0 && ends.every((end) => end !== null)) {
    return { rule: 'S03-expired', params: { found: infos.at(-1)?.expires ?? '' } }
  }
  return isOld ? { rule: 'S03-old', params: { found: sent } } : null
}
