import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Document } from '../domain/decision.ts'
import type { OrderState } from '../domain/order.ts'
import { type Engine, prepared } from './handle.ts'
import { document, orders } from './schema.ts'

/** A document of a thread, for the references of the next one. */
export interface ThreadDocument {
  readonly identifier: string
  readonly messageId: string
  /** Null, with its state, for the public document. */
  readonly orderId: string | null
  /** The CBC it is for, or `PUB`. */
  readonly audience: string
  readonly sentMs: number
  readonly expiresMs: number
  readonly orderState: OrderState | null
  /** When it was first said to be on air, also by a CBC that had refused it. */
  readonly onAirAtMs: number | null
  /** False for an order that no link ever carried. */
  readonly isOffered: boolean
}

const PUBLIC = 'PUB'

const selectDocument = prepared((db) =>
  db
    .select()
    .from(document)
    .where(eq(document.identifier, sql.placeholder('identifier')))
    .prepare(),
)
const selectThread = prepared((db) =>
  db
    .select({
      identifier: document.identifier,
      messageId: document.messageId,
      orderId: document.orderId,
      audience: document.audience,
      sentMs: document.sentMs,
      expiresMs: document.expiresMs,
      orderState: orders.state,
      onAirAtMs: orders.onAirAtMs,
      used: orders.used,
    })
    .from(document)
    .leftJoin(orders, eq(orders.id, document.orderId))
    .where(eq(document.alertId, sql.placeholder('alert')))
    .orderBy(asc(document.sentMs), asc(document.identifier))
    .prepare(),
)
const selectOfMessage = prepared((db) =>
  db
    .select()
    .from(document)
    .where(eq(document.messageId, sql.placeholder('message')))
    .orderBy(asc(document.identifier))
    .prepare(),
)
const selectPublic = prepared((db) =>
  db
    .select({
      identifier: document.identifier,
      messageId: document.messageId,
      sentMs: document.sentMs,
      expiresMs: document.expiresMs,
    })
    .from(document)
    .where(and(eq(document.audience, PUBLIC), gt(document.expiresMs, sql.placeholder('now'))))
    .orderBy(desc(document.sentMs), desc(document.identifier))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

export async function loadDocument(engine: Engine, identifier: string): Promise<Document | null> {
  return selectDocument(engine).get({ identifier }) ?? null
}

/** Every document of the alert's messages, for every CBC and the public, oldest first. */
export async function loadThreadDocuments(
  engine: Engine,
  alertId: string,
): Promise<readonly ThreadDocument[]> {
  const found = selectThread(engine).all({ alert: alertId })
  return found.map(({ used, ...rest }) => ({
    ...rest,
    orderState: rest.orderState as OrderState | null,
    isOffered: used !== '[]',
  }))
}

export async function loadDocumentsOfMessage(
  engine: Engine,
  messageId: string,
): Promise<readonly Document[]> {
  return selectOfMessage(engine).all({ message: messageId })
}

/** What a feed says of a document: not its text, which a crowd that reads feeds would wait for. */
export type DocumentHead = Pick<Document, 'identifier' | 'messageId' | 'sentMs' | 'expiresMs'>

/** The newest public documents that have not expired, newest first. */
export async function loadPublicDocuments(
  engine: Engine,
  of: { readonly nowMs: number; readonly limit: number },
): Promise<readonly DocumentHead[]> {
  return selectPublic(engine).all({ now: of.nowMs, limit: of.limit })
}
