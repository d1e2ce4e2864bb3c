import { capTimeMs } from '../domain/cap/date-time.ts'
import type { CapAlert, CapInfo, CapReference } from '../domain/cap/model.ts'
import {
  parseCellList,
  parseCopyParameters,
  parseDelivery,
  PROFILE_CODE,
  type CellList,
  type ProfileCopy,
} from '../domain/cap/profile.ts'
import { isEmergencyClass } from '../domain/cb/message-identifier.ts'
import { decodePages, normaliseText, PAGE_OCTETS, type Page } from '../domain/cb/pages.ts'
import { describeFinding } from '../domain/words/words.ts'

/** One Cell Broadcast message as this CBC will air it. */
export interface AiredCopy {
  readonly language: string
  readonly messageIdentifier: number
  readonly serial: number
  readonly dcs: number
  readonly repetitionSeconds: number
  /** As a phone reads the pages, not as the document says they read. */
  readonly text: string
  readonly pages: number
}

/** Where the cells of an order are: in the document, in a pinned list, or not said. */
type CellSource =
  | { readonly kind: 'named'; readonly cells: readonly string[] }
  | { readonly kind: 'list'; readonly list: CellList }
  | { readonly kind: 'whole-network' }

/** An order that has passed every check. Plain JSON: the inbox keeps it as it is. */
export interface CheckedOrder {
  readonly identifier: string
  readonly sender: string
  readonly msgType: 'Alert' | 'Update' | 'Cancel'
  readonly sentMs: number
  /** Null for a Cancel, which has none. */
  readonly expiresMs: number | null
  /** What an Update replaces or a Cancel stops. */
  readonly references: readonly CapReference[]
  readonly copies: readonly AiredCopy[]
  readonly source: CellSource
}

export type Verdict =
  | { readonly kind: 'checked'; readonly order: CheckedOrder }
  | { readonly kind: 'rejected'; readonly reason: string }

export interface CheckContext {
  /** Name of this CBC, as `Cbc` of the profile has it. */
  readonly cbc: string
  readonly nowMs: number
  /** What the key that signed the document may sign. */
  readonly purpose: 'live' | 'exercise'
  /** Takes the copies from the infos: by the profile, or as a foreign CBC maps them. */
  readonly copiesOf: (alert: CapAlert) => readonly AiredCopy[] | string
  /** False for a CBC that does not know the profile: a document without it is taken too. */
  readonly needsProfile: boolean
}

/** CAP rule A07: clocks differ, but not by more. */
const AHEAD_MAX_MS = 5 * 60_000

/**
 * Everything a CBC has to see in an alert whose signature holds before it keeps it as an order.
 * Whether the identifier was seen before is the inbox's to know.
 */
export function checkOrder(alert: CapAlert, context: CheckContext): Verdict {
  const { msgType } = alert
  if (msgType !== 'Alert' && msgType !== 'Update' && msgType !== 'Cancel') {
    return rejected(`No order is a message of type ${msgType}`)
  }
  const sentMs = capTimeMs(alert.sent)
  if (sentMs === null) return rejected('Time of sending cannot be read')
  const problem =
    whyWrongStatus(alert, context.purpose) ??
    whyWrongTime(sentMs, context.nowMs) ??
    whyWrongReferences(alert) ??
    (msgType === 'Cancel' ? whyWrongCancel(alert, context) : whyWrongAudience(alert, context))
  if (problem !== null) return rejected(problem)
  const { identifier, sender, references } = alert
  const head = { identifier, sender, msgType, sentMs, references }
  if (msgType === 'Cancel') {
    const source = { kind: 'named', cells: [] } as const
    return { kind: 'checked', order: { ...head, expiresMs: null, copies: [], source } }
  }
  const expiresMs = expiryOf(alert)
  if (expiresMs === null) return rejected('An info says no time of expiry')
  if (expiresMs <= context.nowMs) return rejected('It has expired')
  const copies = context.copiesOf(alert)
  if (typeof copies === 'string') return rejected(copies)
  const source = cellSourceOf(alert)
  if (typeof source === 'string') return rejected(source)
  const unfit = whyUnfitCopies(copies, alert.status)
  if (unfit !== null) return rejected(unfit)
  return { kind: 'checked', order: { ...head, expiresMs, copies, source } }
}

function rejected(reason: string): Verdict {
  return { kind: 'rejected', reason }
}

function whyWrongStatus({ status, scope }: CapAlert, purpose: string): string | null {
  if (scope !== 'Public') return `Scope is ${scope}: only Public is aired`
  if (status !== 'Actual' && status !== 'Exercise' && status !== 'Test') {
    return `Status ${status} is not aired`
  }
  const wanted = status === 'Actual' ? 'live' : 'exercise'
  // A live key may also sign a drill: what it may not is unlocked by the identifier below.
  if (purpose === wanted || purpose === 'live') return null
  return `A key for exercises cannot sign status ${status}`
}

function whyWrongTime(sentMs: number, nowMs: number): string | null {
  return sentMs > nowMs + AHEAD_MAX_MS ? 'It was sent in the future' : null
}

function whyWrongReferences({ msgType, references, sender, identifier }: CapAlert): string | null {
  if (msgType === 'Alert') return null
  if (references.length === 0) return `${msgType} names no earlier message`
  if (references.some((each) => each.identifier === identifier)) return 'It refers to itself'
  const strange = references.find((each) => each.sender !== sender)
  return strange === undefined ? null : `It refers to a message of ${strange.sender}`
}

// A Cancel has no info to say whom it is for; the last part of its identifier does.
function whyWrongCancel({ identifier, infos }: CapAlert, { cbc }: CheckContext): string | null {
  if (infos.length > 0) return 'Cancel carries an info'
  return identifier.endsWith(`-${cbc}`) ? null : `It is not for ${cbc}`
}

function whyWrongAudience(alert: CapAlert, context: CheckContext): string | null {
  const { cbc, needsProfile } = context
  if (alert.infos.length === 0) return 'It has no info'
  if (needsProfile && !alert.codes.includes(PROFILE_CODE)) return `It lacks code ${PROFILE_CODE}`
  for (const info of alert.infos) {
    const delivery = parseDelivery(info.parameters)
    if (delivery === null) {
      if (!needsProfile && alert.identifier.endsWith(`-${cbc}`)) continue
      return 'It does not say whom it is for'
    }
    if (delivery.cbc !== cbc) return `It is for ${delivery.cbc.slice(0, 40)}, not for ${cbc}`
    if (delivery.channel !== 'cell-broadcast') {
      return `Channel ${delivery.channel} is not aired from here`
    }
  }
  return null
}

/** The earliest of all infos: nothing is on air after any of them has expired. */
function expiryOf(alert: CapAlert): number | null {
  let earliest = Number.POSITIVE_INFINITY
  for (const { expires } of alert.infos) {
    const ms = expires === null ? null : capTimeMs(expires)
    if (ms === null) return null
    earliest = Math.min(earliest, ms)
  }
  return Number.isFinite(earliest) ? earliest : null
}

/** The copies as profile ID-CB:1.0 carries them, or why they cannot be aired. */
export function copiesOfProfile(alert: CapAlert): readonly AiredCopy[] | string {
  const copies: AiredCopy[] = []
  for (const [index, info] of alert.infos.entries()) {
    const path = `/alert[1]/info[${index + 1}]`
    const { copy, findings } = parseCopyParameters(info.parameters, path)
    const [first] = findings
    if (first !== undefined)
      return `${first.rule} at ${first.path}: ${describeFinding(first, 'en')}`
    if (copy === null) return `${path} carries no copy`
    const language = info.language ?? 'en-US'
    const text = readPages(copy, language)
    if (typeof text !== 'string') return text.problem
    const { messageIdentifier, serial, dcs, repetitionSeconds, pages } = copy
    const head = { language, messageIdentifier, serial, dcs, repetitionSeconds }
    copies.push({ ...head, text, pages: pages.length })
  }
  return copies
}

/**
 * Reads the pages twice, as far as they say they are used and to their end: a GSM phone sees all
 * 82 octets, so nothing may hide behind the useful ones.
 */
function readPages(copy: ProfileCopy, language: string): string | { readonly problem: string } {
  const used = decodePages(copy.dcs, copy.pages)
  if ('error' in used) return { problem: `Pages of copy ${language}: ${used.error.message}` }
  const whole: Page[] = copy.pages.map(({ octets }) => ({ octets, useful: PAGE_OCTETS }))
  const shown = decodePages(copy.dcs, whole)
  const wanted = normaliseText(copy.text)
  if (used.text === wanted && 'text' in shown && shown.text === wanted) return used.text
  return { problem: `Pages of copy ${language} do not say what its Text says` }
}

function whyUnfitCopies(copies: readonly AiredCopy[], status: string): string | null {
  if (copies.length === 0) return 'It has no copy'
  const pairs = new Set<string>()
  const languages = new Set<string>()
  for (const { language, messageIdentifier, serial } of copies) {
    if (status !== 'Actual' && isEmergencyClass(messageIdentifier)) {
      return `Status ${status} cannot be aired as ${messageIdentifier}`
    }
    const pair = `${messageIdentifier}/${serial}`
    if (pairs.has(pair)) return `Two copies share identifier and serial number ${pair}`
    if (languages.has(language)) return `Two copies are in language ${language}`
    pairs.add(pair)
    languages.add(language)
  }
  return null
}

const CELL_SCHEMES = new Set(['CGI', 'ECGI', 'NCGI'])

function cellSourceOf(alert: CapAlert): CellSource | string {
  const sources = alert.infos.map(sourceOfInfo)
  const [first] = sources
  if (first === undefined) return 'It has no info'
  const isSame = sources.every((each) => JSON.stringify(each) === JSON.stringify(first))
  return isSame ? first : 'Its copies are for different cells'
}

function sourceOfInfo(info: CapInfo): CellSource {
  const list = parseCellList(info.parameters, info.resources)
  if (list !== null) return { kind: 'list', list }
  const cells = new Set<string>()
  for (const { geocodes } of info.areas) {
    for (const { valueName, value } of geocodes) if (CELL_SCHEMES.has(valueName)) cells.add(value)
  }
  return cells.size > 0 ? { kind: 'named', cells: [...cells] } : { kind: 'whole-network' }
}
