import type { Finding } from '../finding.ts'
import type { CapAlert } from './model.ts'
import { PROFILE_RULES } from './profile.ts'
import type { CapCheck, CapRule } from './rule.ts'
import { ALERT_RULES } from './rules-alert.ts'
import { AREA_RULES } from './rules-area.ts'
import { BROADCAST_RULES } from './rules-broadcast.ts'
import { FEED_RULES } from './rules-feed.ts'
import { FRONT_RULES } from './rules-front.ts'
import { INFO_RULES } from './rules-infos.ts'
import { REFERENCE_RULES } from './rules-references.ts'
import { RESOURCE_RULES } from './rules-resource.ts'
import { SIGNATURE_RULES } from './rules-signature.ts'

export type { CapCheck, CapRule, KnownCap } from './rule.ts'

/**
 * The rule table: every rule of CAP documents and their feeds, a row each. X alone decides whether
 * a document is CAP 1.2; whether it may be broadcast is for the others to say.
 */
export const CAP_RULES: readonly CapRule[] = [
  ...FRONT_RULES,
  ...ALERT_RULES,
  ...REFERENCE_RULES,
  ...INFO_RULES,
  ...BROADCAST_RULES,
  ...RESOURCE_RULES,
  ...AREA_RULES,
  ...PROFILE_RULES,
  ...SIGNATURE_RULES,
  ...FEED_RULES,
]

/** Everything that the rules find in an alert that was read, in the order of the table. */
export function checkCap(alert: CapAlert, check: CapCheck): Finding[] {
  const found: Finding[] = []
  for (const { check: run } of CAP_RULES) {
    if (typeof run === 'string') continue
    for (const each of run(alert, check)) found.push(each)
  }
  return found
}
