import {
  type AlertIdentifier,
  chooseIdentifier,
  type Hindrance,
  type NoIdentifier,
  raisesOf,
  secondIdentifier,
} from './cb/choose-identifier.ts'
import { checkText, checkWritable } from './cb/check-text.ts'
import { isEmergencyClass } from './cb/message-identifier.ts'
import { encodeText } from './cb/pages.ts'
import { finding, type Finding } from './finding.ts'
import type { Content } from './message.ts'

/** Moves whenever a rule or a limit of this file does: the content hash covers it. */
export const POLICY_VERSION = '2026-11-25'

/** On air at most this long per approval for emergency identifiers (design §6). */
export const EMERGENCY_MINUTES_MAX = 22 * 60 + 30
export const PUBLIC_TEST_MINUTES_MAX = 60
export const CAMPAIGN_MINUTES_MAX = 31 * 24 * 60
export const MINUTES_MIN = 5
/** What fits the name of a network on a status bar, 3GPP TS 24.008 §10.5.3.5a in practice. */
export const NETWORK_NAME_MAX = 16
const CATEGORY_HEALTH = 'Health'

export interface PolicyFacts {
  readonly nowMs: number
  readonly civicIdentifier: AlertIdentifier<'civic'> | null
}

/** The message identifier of each text, in order, or why there is none. */
export interface Identifiers {
  readonly identifiers: readonly AlertIdentifier[]
  readonly findings: readonly Finding[]
}

/** May this kind say this, now, over this channel? Everything at once. */
export function checkPolicy(content: Content, facts: PolicyFacts): Finding[] {
  return [
    ...checkChannel(content, facts),
    ...checkCopies(content),
    ...checkAreaName(content),
    ...checkTime(content, facts),
    ...checkKind(content),
    ...chooseIdentifiers(content, facts).findings,
  ]
}

/** Only cell-broadcast copies have identifiers: other channels give an empty list. */
export function chooseIdentifiers(
  content: Content,
  facts: Pick<PolicyFacts, 'civicIdentifier'>,
): Identifiers {
  if (content.channel !== 'cell-broadcast') return { identifiers: [], findings: [] }
  const choice = chooseIdentifier({
    kind: content.kind,
    category: content.category,
    severity: content.severity,
    urgency: content.urgency,
    certainty: content.certainty,
    level: content.level,
    raisedTo: content.raised?.to ?? null,
    civicIdentifier: facts.civicIdentifier,
  })
  if ('none' in choice) return { identifiers: [], findings: whyNone(content, choice, facts) }
  const first = choice.identifier
  if (content.texts.length < 2) return { identifiers: [first], findings: [] }
  const second = secondIdentifier(content.kind, first)
  if (second === null) {
    const params = { kind: content.kind, identifier: first }
    const findings = [finding('policy', 'policy-second-language', '/texts/1', params)]
    return { identifiers: [first], findings }
  }
  const findings = [finding('info', 'text-sounds-twice', '/texts/1')]
  return { identifiers: [first, second], findings }
}

/** One finding for each field that stands in the way, where it stands. */
function whyNone(
  content: Content,
  choice: NoIdentifier,
  facts: Pick<PolicyFacts, 'civicIdentifier'>,
): Finding[] {
  const { raised } = content
  switch (choice.none) {
    case 'policy-no-identifier':
      return choice.because.map((hindrance) => {
        const params = { hindrance }
        return finding('policy', 'policy-no-identifier', `/${fieldOf(hindrance)}`, params)
      })
    case 'policy-civic-identifier':
      return [finding('policy', 'policy-civic-identifier', '/kind')]
    case 'policy-kind-identifier':
      return raised === null ? [] : [wrongRaise(content, raised.to, facts)]
  }
}

function fieldOf(hindrance: Hindrance): string {
  return hindrance.slice(0, hindrance.indexOf('-'))
}

/** A raise that the kind, or the channel, does not have: said with what it may be raised to. */
function wrongRaise(
  { kind, channel }: Pick<Content, 'kind' | 'channel'>,
  identifier: number,
  { civicIdentifier }: Pick<PolicyFacts, 'civicIdentifier'>,
): Finding {
  const open = channel === 'cell-broadcast' ? raisesOf(kind, civicIdentifier) : []
  const params = { kind, channel, identifier, allowed: open.length === 0 ? '–' : open.join(', ') }
  return finding('policy', 'policy-kind-identifier', '/raised/to', params)
}

function* checkChannel(content: Content, facts: PolicyFacts): Generator<Finding> {
  const { channel, kind, raised } = content
  // Raising chooses an identifier, and only what is broadcast has one.
  if (channel !== 'cell-broadcast' && raised !== null) {
    yield wrongRaise(content, raised.to, facts)
  }
  // Short texts by SMS and names on the status bar are for campaigns; warnings are broadcast.
  if (channel !== 'cell-broadcast' && kind !== 'civic') {
    yield finding('policy', 'policy-channel-kind', '/channel', { channel, kind })
  }
  if (channel === 'sms') {
    const window = content.smsWindow
    if (window === null || window.untilMs <= window.fromMs) {
      yield finding('error', 'policy-sms-window', '/smsWindow')
    }
  }
  if (channel === 'network-name') {
    const name = content.texts[0]?.body ?? ''
    const { alphabet, characters } = encodeText(name)
    if (alphabet !== 'gsm7' || characters > NETWORK_NAME_MAX) {
      const params = { max: NETWORK_NAME_MAX, length: characters }
      yield finding('error', 'policy-network-name', '/texts/0/body', params)
    }
  }
}

function* checkCopies(content: Content): Generator<Finding> {
  const seen = new Set<string>()
  for (const [index, text] of content.texts.entries()) {
    const path = `/texts/${index}`
    const { language } = text
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) {
      yield finding('error', 'text-language', `${path}/language`, { language })
    }
    if (seen.has(language)) {
      yield finding('error', 'text-language-twice', `${path}/language`, { language })
    }
    seen.add(language)
    if (index === 0 && language !== 'id-ID') {
      yield finding('error', 'text-language-first', `${path}/language`, { language })
    }
    if (text.event.trim() === '') yield finding('error', 'text-empty', `${path}/event`)
    if (text.headline.trim() === '') yield finding('error', 'text-empty', `${path}/headline`)
    yield* checkWritable(text.event, `${path}/event`)
    yield* checkWritable(text.headline, `${path}/headline`)
    yield* checkText(text.body, `${path}/body`)
  }
  yield* checkWritable(content.requestedBy ?? '', '/requestedBy')
  yield* checkWritable(content.eventCode ?? '', '/eventCode')
}

function* checkAreaName(content: Content): Generator<Finding> {
  if (content.areaName.trim() === '') yield finding('error', 'area-unnamed', '/areaName')
  yield* checkWritable(content.areaName, '/areaName')
}

function* checkTime(content: Content, { nowMs }: PolicyFacts): Generator<Finding> {
  const startMs = content.startMs ?? nowMs
  const endMs = startMs + content.minutes * 60_000
  const { minutes } = content
  const maxMinutes = minutesMax(content)
  if (minutes > maxMinutes) {
    yield finding('policy', 'time-too-long', '/minutes', { minutes, maxMinutes })
  }
  if (minutes < MINUTES_MIN) {
    yield finding('error', 'time-too-short', '/minutes', { minutes, minMinutes: MINUTES_MIN })
  }
  if (endMs <= nowMs) {
    yield finding('error', 'time-expired', '/start', { end: isoOf(endMs) })
  } else if (content.startMs !== null && content.startMs < nowMs - 60_000) {
    yield finding('warning', 'time-start-past', '/start', { start: isoOf(content.startMs) })
  }
}

function minutesMax(content: Content): number {
  if (content.kind === 'public-test') return PUBLIC_TEST_MINUTES_MAX
  return content.channel === 'cell-broadcast' ? EMERGENCY_MINUTES_MAX : CAMPAIGN_MINUTES_MAX
}

function* checkKind(content: Content): Generator<Finding> {
  const { kind, texts, legalBasis, raised } = content
  if (kind !== 'civic') yield* checkElection(content)
  if (kind === 'public-test' && !texts.every(({ body }) => body.startsWith('UJI COBA'))) {
    yield finding('policy', 'policy-public-test-text', '/texts/0/body')
  }
  // A health emergency is a warning only where it has been declared: the decree says so.
  const health = kind === 'warning' && content.category.includes(CATEGORY_HEALTH)
  if (health && (legalBasis === null || legalBasis.trim() === '')) {
    yield finding('policy', 'policy-legal-basis', '/legalBasis')
  }
  const isRaised = raisesOf(kind, null).some((each) => each === raised?.to)
  if (raised !== null && isRaised && isEmergencyClass(raised.to)) {
    const { severity, urgency, certainty } = content
    const params = { severity, urgency, certainty, to: raised.to, reason: raised.reason }
    yield finding('info', 'policy-raised', '/raised', params)
  }
}

// The bodies that run elections, and what an election is called.
const ELECTION_BODY =
  /\b(?:KPUD?|Bawaslu|Panwaslu|DKPP)\b|Komisi Pemilihan Umum|Badan Pengawas Pemil|General Elections? Commission/i
const ELECTION =
  /\b(?:pemilu|pemilukada|pilkada|pilpres|pileg|pilgub|pilwali|pilkades|elections?)\b|pemilihan (?:umum|presiden|kepala daerah|gubernur|legislatif)/i

/**
 * Elections are civic, whoever asks and however grave it is made to look (design §6). The event
 * tells, not the body: a flood warning may well say that a polling place is closed.
 */
function* checkElection({ requestedBy, texts }: Content): Generator<Finding> {
  const [body] = ELECTION_BODY.exec(requestedBy ?? '') ?? []
  if (body !== undefined) {
    yield finding('policy', 'policy-election', '/requestedBy', { found: body })
  }
  for (const [index, { event }] of texts.entries()) {
    const [found] = ELECTION.exec(event) ?? []
    if (found === undefined) continue
    yield finding('policy', 'policy-election', `/texts/${index}/event`, { found })
  }
}

function isoOf(ms: number): string {
  return `${new Date(ms + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')} WIB`
}
