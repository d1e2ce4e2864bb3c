import { createHash } from 'node:crypto'
import { documentKey } from '../commands/draft-alert.ts'
import type { Actor } from '../domain/account.ts'
import { capTimeMs } from '../domain/cap/date-time.ts'
import { type CapAlert, type CapInfo, DEFAULT_LANGUAGE } from '../domain/cap/model.ts'
import { Refusal } from '../domain/error.ts'
import type { Content, Origin } from '../domain/message.ts'
import type { Finding } from '../domain/finding.ts'
import { describeFinding } from '../domain/words/words.ts'
import { isValidCap, type ReadCap } from '../formats/cap/read.ts'
import { fewFindings } from './check-cap.ts'
import { contentFromCap } from './content-from-cap.ts'
import type { Desk } from './desk.ts'
import { draftAlertUse } from './draft-alert.ts'

type CapOrigin = Extract<Origin, { readonly from: 'cap' }>

/**
 * A CAP document posted in becomes a draft, once: the same document again gives the alert it has
 * become, and another under its name is refused. Whatever it says, a person writes, submits and
 * another approves.
 *
 * @throws {Refusal} `CAP_INVALID` with the findings as its cause; `CAP_CHANGED`, `ROLE_REQUIRED`
 */
export async function draftFromCap(desk: Desk, octets: Uint8Array, actor: Actor): Promise<Drafted> {
  const { nowMs } = desk.means()
  const report = await desk.pool.checkCap(octets, { nowMs, live: false, known: undefined })
  const alert = draftableOf(report, nowMs)
  // What is only advice to its publisher is not for who drafts from it.
  const findings = fewFindings(report.findings.filter(({ level }) => level !== 'info'))
  const origin = {
    from: 'cap',
    sender: alert.sender,
    identifier: alert.identifier,
    sent: alert.sent,
    language: alert.infos.map((info) => info.language ?? DEFAULT_LANGUAGE).join('+'),
    sha256: createHash('sha256').update(octets).digest('hex'),
  } as const
  const earlier = await alertOfDocument(desk, origin)
  if (earlier !== null) return { alertId: earlier, again: true, findings }
  const content = contentFromCap(alert, desk.means().nowMs)
  try {
    const alertId = await draftAlertUse(desk, { content, origin }, actor)
    return { alertId, again: false, findings }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'CAP_CHANGED') throw error
    // The same document was posted twice at once, and the other one was first.
    const twin = await alertOfDocument(desk, origin)
    if (twin === null) throw error
    return { alertId: twin, again: true, findings }
  }
}

interface Drafted {
  readonly alertId: string
  /** True when the same document had come before. */
  readonly again: boolean
  /** What is wrong or doubtful in the document, although it makes a draft. */
  readonly findings: readonly Finding[]
}

/** What a draft of this document would say. @throws {Refusal} `CAP_INVALID` as above. */
export function contentOfCap(read: ReadCap, nowMs: number): Content {
  return contentFromCap(draftableOf(read, nowMs), nowMs)
}

function draftableOf({ alert, findings }: ReadCap, nowMs: number): CapAlert {
  const cause = fewFindings(findings)
  if (alert === null || !isValidCap(findings)) {
    const first = findings.find(({ level }) => level === 'error')
    const what = first === undefined ? 'not CAP' : describeFinding(first, 'id')
    throw new Refusal('CAP_INVALID', { what }, { cause })
  }
  const what = whyNotDraftable(alert, nowMs)
  if (what !== null) throw new Refusal('CAP_INVALID', { what }, { cause })
  return alert
}

/** Only an alert that is meant for the public, and not over, can become one of ours: null then. */
function whyNotDraftable(alert: CapAlert, nowMs: number): string | null {
  const { msgType, status, scope, infos } = alert
  if (msgType !== 'Alert') return `msgType ${msgType} makes no new alert; only Alert does`
  if (status === 'Draft' || status === 'System') return `status ${status} is not for broadcast`
  if (scope !== 'Public') return `scope ${scope} is not for the public`
  const [first] = infos
  if (first === undefined) return 'it has no info'
  const endMs = first.expires === null ? null : capTimeMs(first.expires)
  if (endMs !== null && endMs <= nowMs) return `it expired at ${first.expires ?? ''}`
  return whySeveral(infos)
}

/**
 * Why the infos are not one event told in several languages: the text of one of them must never
 * go out over the area, or as grave, as another.
 */
function whySeveral(infos: readonly CapInfo[]): string | null {
  const languages = infos.map((info) => languageOf(info))
  const twice = languages.find((language, at) => languages.indexOf(language) !== at)
  if (twice !== undefined) return `it tells of several events in "${twice}": draft each by hand`
  const facts = infos.map((info) =>
    [info.urgency, info.severity, info.certainty, ...info.categories].join(' '),
  )
  const other = facts.find((each) => each !== facts[0])
  return other === undefined ? null : `its languages disagree: ${facts[0]}, ${other}`
}

function languageOf({ language }: CapInfo): string {
  return (language ?? DEFAULT_LANGUAGE).toLowerCase().split('-')[0] ?? ''
}

/**
 * The alert that this document has become, or null.
 *
 * @throws {Refusal} `CAP_CHANGED` when another document came under its name.
 */
async function alertOfDocument(desk: Desk, origin: CapOrigin): Promise<string | null> {
  const claim = await desk.store.loadClaim('request', documentKey(origin))
  if (claim === null || claim.seq === null) return null
  // The draft that took the claim: first the document's receipt, then the draft itself.
  const drafted = await desk.store.loadEntry(claim.seq + 1)
  if (drafted?.entry?.what !== 'message-drafted') return null
  const { alert } = drafted.entry
  if (alert.origin.from === 'cap' && alert.origin.sha256 === origin.sha256) return alert.id
  const { sender, identifier } = origin
  throw new Refusal('CAP_CHANGED', { sender, identifier })
}
