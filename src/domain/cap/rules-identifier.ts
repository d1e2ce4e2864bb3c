import { chooseIdentifier, mayUse } from '../cb/choose-identifier.ts'
import {
  CHILD_ABDUCTION,
  isEmergencyClass,
  type Level,
  MUST_SEE,
} from '../cb/message-identifier.ts'
import { finding, type Finding } from '../finding.ts'
import type { CapAlert, CapInfo } from './model.ts'
import { PROFILE_PREFIX } from './profile.ts'
import { infosOf } from './shown-text.ts'

/** Phones keep these for tests and exercises, in both languages. 3GPP TS 23.041 §9.4.1.2.2. */
const IDLE: ReadonlySet<number> = new Set([4355, 4380, 4381, 4382, 4393, 4394, 4395])
const SECOND_LANGUAGE_FIRST = 4383
const SECOND_LANGUAGE_OFFSET = 13

interface PlacedIdentifier {
  readonly info: CapInfo
  readonly path: string
  readonly identifier: number
}

/**
 * C04: the Cell Broadcast identifier and the status. A drill that sounds like an emergency and an
 * emergency that no phone shows are the two ways to lose the public's trust for good.
 */
export function* checkIdentifiers(alert: CapAlert): Generator<Finding> {
  const { status } = alert
  for (const { path, identifier } of identifiersOf(alert)) {
    const params = { status, identifier }
    if (status === 'Actual') {
      if (IDLE.has(identifier)) yield finding('error', 'C04-silent', path, params)
    } else if (isEmergencyClass(identifier) && identifier !== 4355) {
      yield finding('error', 'C04-alarm', path, params)
    } else if (!isOfDrill(status, identifier)) {
      yield finding('error', 'C04-drill', path, params)
    }
  }
}

function isOfDrill(status: CapAlert['status'], identifier: number): boolean {
  if (status === 'Test') return mayUse('test', identifier) || identifier === 4355
  return status !== 'Exercise' || mayUse('exercise', identifier)
}

/**
 * C04: the Cell Broadcast identifier and the gravity. An officer may raise a warning, which is to
 * be seen; to lower one is a mistake. Design §6.
 */
export function* checkClass(alert: CapAlert): Generator<Finding> {
  if (alert.status !== 'Actual') return
  for (const { info, path, identifier } of identifiersOf(alert)) {
    if (IDLE.has(identifier) || !isEmergencyClass(identifier)) continue
    const rank = rankOf(identifier)
    if (rank === CHILD_ABDUCTION) continue
    const lowest = identifierOf(info, null)
    // The national level is not in the document: must-see may be what Awas has given.
    if (rank === MUST_SEE && identifierOf(info, 'awas') === MUST_SEE) continue
    const { severity, urgency, certainty } = info
    const params = { identifier, severity, urgency, certainty }
    if (lowest === null) yield finding('warning', 'C04-raised-from-none', path, params)
    else if (rank > lowest) yield finding('error', 'C04-lowered', path, { ...params, lowest })
    else if (rank < lowest) yield finding('warning', 'C04-raised', path, { ...params, lowest })
  }
}

/** 4370..4379: what it is in the first language. Alerts of earthquake and tsunami stand beside 4370. */
function rankOf(identifier: number): number {
  if (identifier < MUST_SEE) return MUST_SEE
  return identifier >= SECOND_LANGUAGE_FIRST ? identifier - SECOND_LANGUAGE_OFFSET : identifier
}

/** The identifier that the gravity of an info gives at a level; null where it gives none. */
function identifierOf(
  { severity, urgency, certainty }: CapInfo,
  level: Level | null,
): number | null {
  const choice = chooseIdentifier({
    kind: 'warning',
    category: [],
    severity,
    urgency,
    certainty,
    level,
    raisedTo: null,
    civicIdentifier: null,
  })
  return 'none' in choice ? null : choice.identifier
}

function* identifiersOf(alert: CapAlert): Generator<PlacedIdentifier> {
  for (const [info, infoPath] of infosOf(alert)) {
    for (const [index, { valueName, value }] of info.parameters.entries()) {
      if (valueName !== `${PROFILE_PREFIX}MessageIdentifier` || !/^\d{1,5}$/.test(value)) continue
      const path = `${infoPath}/parameter[${index + 1}]/value[1]`
      yield { info, path, identifier: Number(value) }
    }
  }
}

/** C04: WEAHandling as IPAWS has it: an imminent threat is near, grave and at least likely. */
export function* checkHandling(alert: CapAlert): Generator<Finding> {
  for (const [info, infoPath] of infosOf(alert)) {
    for (const [index, { valueName, value }] of info.parameters.entries()) {
      if (valueName !== 'WEAHandling') continue
      const path = `${infoPath}/parameter[${index + 1}]/value[1]`
      if (value === 'WEA Test' && alert.status === 'Actual') {
        yield finding('warning', 'C04-wea-test', path, { status: alert.status })
      }
      if (value !== 'Imminent Threat' || isImminent(info)) continue
      const { severity, urgency, certainty } = info
      yield finding('warning', 'C04-wea-imminent', path, { severity, urgency, certainty })
    }
  }
}

function isImminent({ severity, urgency, certainty }: CapInfo): boolean {
  return (
    (urgency === 'Immediate' || urgency === 'Expected') &&
    (severity === 'Extreme' || severity === 'Severe') &&
    (certainty === 'Observed' || certainty === 'Likely')
  )
}
