/**
 * The rules of content: what a message that is CAP 1.2 says, and whether it makes sense to send
 * it. Notation inside elements is checked where it is parsed (`lexical.ts`); structure before that.
 * One row a rule; the reader of this table sees all of them.
 */
import { finding, type Finding } from '../finding.ts'
import { checkRings } from './rules-area.ts'
import { checkReferences, checkTimes } from './rules-time.ts'
import { checkTexts } from './rules-text.ts'
import { isName } from './lexical.ts'
import type { CapAlert, CapInfo } from './model.ts'
import { checkProfile } from './profile.ts'

export interface CapCheck {
  /** The clock: what is past is past at this instant. */
  readonly nowMs: number
  /** True for a channel that reaches the public: adds the findings of level `policy`. */
  readonly live: boolean
}

type Rule = (alert: CapAlert, check: CapCheck) => Iterable<Finding>

const RULES: readonly Rule[] = [
  checkNames, // A01
  checkReferences, // A10 A12 A13
  checkScope, // A18
  checkLive, // A20
  checkInfos, // I01
  checkTexts, // I02 I08 I12 I14 C01
  checkTimes, // I03 I04
  checkAreas, // G01
  checkRings, // G05 G07 G09
  (alert) => checkProfile(alert), // P01..P06
]

/** Everything that the rules find in an alert, in the order of the table. CAP 1.2 §3.2. */
export function checkCap(alert: CapAlert, check: CapCheck): Finding[] {
  return RULES.flatMap((rule) => [...rule(alert, check)])
}

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

function* checkInfos({ msgType, infos }: CapAlert): Generator<Finding> {
  if (infos.length > 0 || !needsInfo(msgType)) return
  yield finding('error', 'I01-info-missing', '/alert[1]', { msgType })
}

function* checkAreas(alert: CapAlert): Generator<Finding> {
  for (const [index, info] of alert.infos.entries()) {
    const path = `/alert[1]/info[${index + 1}]`
    if (info.areas.length === 0 && needsInfo(alert.msgType)) {
      yield finding('error', 'G01-area-missing', path)
    }
    yield* checkShapes(info, path)
  }
}

function* checkShapes(info: CapInfo, path: string): Generator<Finding> {
  for (const [index, area] of info.areas.entries()) {
    if (area.polygons.length + area.circles.length + area.geocodes.length > 0) continue
    yield finding('error', 'G01-area-empty', `${path}/area[${index + 1}]`)
  }
}

/** An Ack, an Error and a Cancel say enough by their references. */
function needsInfo(msgType: CapAlert['msgType']): boolean {
  return msgType === 'Alert' || msgType === 'Update'
}
