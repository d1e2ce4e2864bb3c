import { createHash } from 'node:crypto'
import { documentKey } from '../commands/draft-alert.ts'
import type { Actor } from '../domain/account.ts'
import { capTimeMs } from '../domain/cap/date-time.ts'
import type { CapAlert } from '../domain/cap/model.ts'
import { Refusal } from '../domain/error.ts'
import type { Content } from '../domain/message.ts'
import { describeFinding } from '../domain/words/words.ts'
import { isValidCap, type ReadCap } from '../formats/cap/read.ts'
import { contentFromCap } from './content-from-cap.ts'
import type { Desk } from './desk.ts'
import { draftAlertUse } from './draft-alert.ts'

/**
 * A CAP document posted in becomes a draft, once: the same document again gives the alert it has
 * become. Whatever it says, a person writes, submits and another approves.
 *
 * @throws {Refusal} `CAP_INVALID` with the findings as its cause; `ROLE_REQUIRED`
 */
export async function draftFromCap(
  desk: Desk,
  octets: Uint8Array,
  actor: Actor,
): Promise<{ readonly alertId: string; readonly again: boolean }> {
  const alert = draftableOf(await desk.pool.readCap(octets), desk.means().nowMs)
  const origin = {
    from: 'cap',
    sender: alert.sender,
    identifier: alert.identifier,
    sent: alert.sent,
    sha256: createHash('sha256').update(octets).digest('hex'),
  } as const
  const earlier = await alertOfDocument(desk, documentKey(origin))
  if (earlier !== null) return { alertId: earlier, again: true }
  const content = contentFromCap(alert, desk.means().nowMs)
  return { alertId: await draftAlertUse(desk, { content, origin }, actor), again: false }
}

/** What a draft of this document would say. @throws {Refusal} `CAP_INVALID` as above. */
export function contentOfCap(read: ReadCap, nowMs: number): Content {
  return contentFromCap(draftableOf(read, nowMs), nowMs)
}

function draftableOf({ alert, findings }: ReadCap, nowMs: number): CapAlert {
  if (alert === null || !isValidCap(findings)) {
    const [first] = findings
    const what = first === undefined ? 'not CAP' : describeFinding(first, 'id')
    throw new Refusal('CAP_INVALID', { what }, { cause: findings })
  }
  assertDraftable(alert, nowMs)
  return alert
}

/** Only an alert that is meant for the public, and not over, can become one of ours. */
function assertDraftable(alert: CapAlert, nowMs: number): void {
  const refuse = (what: string): never => {
    throw new Refusal('CAP_INVALID', { what })
  }
  const { msgType, status, scope, infos } = alert
  if (msgType !== 'Alert') refuse(`msgType ${msgType} makes no new alert; only Alert does`)
  if (status === 'Draft' || status === 'System') refuse(`status ${status} is not for broadcast`)
  if (scope !== 'Public') refuse(`scope ${scope} is not for the public`)
  const [first] = infos
  if (first === undefined) return refuse('it has no info')
  const endMs = first.expires === null ? null : capTimeMs(first.expires)
  if (endMs !== null && endMs <= nowMs) refuse(`it expired at ${first.expires ?? ''}`)
}

/** The alert that a claimed document has become. */
async function alertOfDocument(desk: Desk, key: string): Promise<string | null> {
  const claim = await desk.store.loadClaim('request', key)
  if (claim === null || claim.seq === null) return null
  // The draft that took the claim: first the document's receipt, then the draft itself.
  const drafted = await desk.store.loadEntry(claim.seq + 1)
  return drafted?.entry?.what === 'message-drafted' ? drafted.entry.alert.id : null
}
