import type { Actor } from '../domain/account.ts'
import type { Claim, Decision, Means } from '../domain/decision.ts'
import type { EntryBody } from '../domain/entry.ts'
import type { Alert, Content, Message, Origin } from '../domain/message.ts'
import { assertRole } from './roles.ts'

export interface DraftFacts {
  /** The number that is free next; claimed, so that two drafts never share it. */
  readonly nextNumber: number
}

/**
 * Step 1: a draft, with its alert. A CAP document from outside becomes one too, once: its sender,
 * identifier and `sent` are claimed.
 *
 * @throws {Refusal} `ROLE_REQUIRED`
 */
export function draftAlert(
  facts: DraftFacts,
  input: { readonly content: Content; readonly origin: Origin },
  actor: Actor,
  means: Means,
): Decision {
  assertRole(actor, 'author')
  const { content, origin } = input
  const alert: Alert = {
    id: String(facts.nextNumber),
    kind: content.kind,
    createdAtMs: means.nowMs,
    createdBy: actor.id,
    origin,
  }
  const message = newMessage({ alert, n: 1, msgType: 'Alert', content }, actor, means)
  return {
    expects: [{ stream: `message:${message.id}`, version: 0 }],
    claims: [
      {
        space: 'number',
        key: `alert:${alert.id}`,
        untilMs: null,
        refusal: 'STALE_VERSION',
        params: { stream: `alert:${alert.id}` },
      },
      ...originClaims(origin),
    ],
    writes: [
      { table: 'alert', insert: alert },
      { table: 'message', insert: message },
    ],
    entries: [
      ...originEntries(origin, actor),
      {
        what: 'message-drafted',
        actor: actor.id,
        message: message.id,
        alert,
        msgType: 'Alert',
        content,
      },
    ],
  }
}

/** A draft that nobody but who writes it had a hand in. */
export function newMessage(
  of: Pick<Message, 'n' | 'msgType' | 'content'> & { readonly alert: Alert },
  actor: Actor,
  means: Means,
): Omit<Message, 'version'> {
  const { alert, n, msgType, content } = of
  return {
    id: `${alert.id}.${n}`,
    alertId: alert.id,
    n,
    msgType,
    state: 'draft',
    content,
    plan: null,
    contentHash: null,
    hands: [actor.id],
    approvers: [],
    note: null,
    createdAtMs: means.nowMs,
    submittedAtMs: null,
    approvedAtMs: null,
    sentMs: null,
    expiresMs: null,
    endedAtMs: null,
    endReason: null,
    review: null,
  }
}

/**
 * The key under which a document from outside is claimed: the triple by which CAP 1.2 §3.2.1 names
 * it, and its languages, since BMKG gives the Indonesian and the English version one identifier.
 */
export function documentKey(origin: {
  readonly sender: string
  readonly identifier: string
  readonly sent: string
  readonly language: string
}): string {
  return `cap:${origin.sender},${origin.identifier},${origin.sent},${origin.language}`
}

function originClaims(origin: Origin): Claim[] {
  if (origin.from !== 'cap') return []
  const { sender, identifier } = origin
  return [
    {
      space: 'request',
      key: documentKey(origin),
      untilMs: null,
      refusal: 'CAP_CHANGED',
      params: { sender, identifier },
    },
  ]
}

function originEntries(origin: Origin, actor: Actor): EntryBody[] {
  if (origin.from !== 'cap') return []
  const { sender, identifier, sha256 } = origin
  return [{ what: 'document-received', actor: actor.id, sender, identifier, sha256 }]
}
