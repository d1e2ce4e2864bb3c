/**
 * Whether the Earthquake and Tsunami Warning System sounds beside a must-see warning, and as what
 * (design §6). It is never instead of one: an {@link EtwsAlarm} holds the 4370 that it stands
 * beside, which only `choose-identifier.ts` can make, and only for a warning.
 */
import type { FindingRule } from '../finding.ts'
import type { Category, Urgency } from '../message.ts'
import type { MustSee } from './choose-identifier.ts'
import type { EtwsWarning } from './etws.ts'
import type { Level } from './message-identifier.ts'

/** What the alarm is for. A person says it: no event code does so for certain. */
export const ETWS_HAZARDS = ['earthquake', 'tsunami', 'earthquake-and-tsunami', 'other'] as const
export type EtwsHazard = (typeof ETWS_HAZARDS)[number]

/** 4355, the test, is none of them: drills and tests have 4380 and 4381. */
export type EtwsIdentifier = 4352 | 4353 | 4354 | 4356

export interface EtwsAlarm {
  /** The identifier of the warning's own copy, which goes out with it. */
  readonly beside: MustSee
  /** Of the primary notification, and of the secondary one with its text. */
  readonly identifier: EtwsIdentifier
  readonly warning: EtwsWarning
}

export interface EtwsFacts {
  readonly beside: MustSee
  readonly hazard: EtwsHazard
  readonly category: readonly Category[]
  readonly urgency: Urgency
  readonly level: Level | null
  /** The CBC declares that its network and phones take ETWS. */
  readonly isDeclared: boolean
}

export type EtwsChoice = EtwsAlarm | { readonly none: FindingRule }

/** 3GPP TS 23.041 §9.4.1.2.2 and §9.3.24. */
const ALARMS: Readonly<
  Record<EtwsHazard, { readonly identifier: EtwsIdentifier; readonly warningType: number }>
> = {
  earthquake: { identifier: 4352, warningType: 0 },
  tsunami: { identifier: 4353, warningType: 1 },
  'earthquake-and-tsunami': { identifier: 4354, warningType: 2 },
  other: { identifier: 4356, warningType: 4 },
}

/**
 * The alarm beside a must-see warning, or the rule that says why there is none.
 *
 * It is for what people must act on at once. A tsunami, alone or with its earthquake, has it at
 * level Awas only; both need category Geo. Any other event but one of health has 4356.
 */
export function chooseEtws(facts: EtwsFacts): EtwsChoice {
  const none = whyNone(facts)
  if (none !== null) return { none }
  const { identifier, warningType } = ALARMS[facts.hazard]
  return { beside: facts.beside, identifier, warning: { warningType, alert: true, popup: true } }
}

function whyNone({ hazard, category, urgency, level, isDeclared }: EtwsFacts): FindingRule | null {
  if (!isDeclared) return 'etws-not-declared'
  if (urgency !== 'Immediate') return 'etws-not-immediate'
  if (hazard === 'other') return category.includes('Health') ? 'etws-health' : null
  if (!category.includes('Geo')) return 'etws-not-geo'
  return hazard === 'earthquake' || level === 'awas' ? null : 'etws-not-awas'
}
