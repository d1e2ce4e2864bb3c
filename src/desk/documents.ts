import { createHash } from 'node:crypto'
import type { Release } from '../commands/release-message.ts'
import { formatCapTime } from '../domain/cap/date-time.ts'
import type { CapReference } from '../domain/cap/model.ts'
import type { CellList } from '../domain/cap/profile.ts'
import type { Document } from '../domain/decision.ts'
import type { Message } from '../domain/message.ts'
import type { Order } from '../domain/order.ts'
import { type Envelope, orderDocument, publicDocument } from '../domain/order-document.ts'
import { iso3166Of } from '../domain/area/figures.ts'
import type { ThreadDocument } from '../store/documents.ts'
import type { Desk } from './desk.ts'

const PUBLIC = 'PUB'

/**
 * The signed documents of a release: one for each order and the public one, each with its own
 * chain of references. Made after approval and committed with the release, never before.
 */
export async function signDocuments(
  desk: Desk,
  release: Release,
  message: Message,
): Promise<Document[]> {
  const isFirst = message.msgType === 'Alert'
  const documents = isFirst ? [] : await desk.store.loadThreadDocuments(message.alertId)
  const sender = await senderOf(desk, documents)
  const envelope: Envelope = {
    message,
    sender,
    senderName: desk.settings.senderName,
    sentMs: release.sentMs,
    expiresMs: release.expiresMs,
    isoOf: iso3166Of,
  }
  const references = referencesTo(documents, sender)
  const drafts = [
    ...release.orders.map((order) => ({
      orderId: order.id,
      audience: order.cbc,
      alert: orderDocument(envelope, order, {
        references: order.msgType === 'Alert' ? [] : references(order.cbc),
        cells: cellListOf(desk, message, order),
      }),
    })),
    {
      orderId: null,
      audience: PUBLIC,
      alert: publicDocument(envelope, release.publicIdentifier, references(PUBLIC)),
    },
  ]
  const signed = await desk.pool.signDocuments(
    drafts.map(({ alert }) => alert),
    desk.keys.cap,
  )
  return drafts.map(({ orderId, audience, alert }, index): Document => {
    const xml = signed[index]
    if (xml === undefined) throw new TypeError(`Document ${alert.identifier} was not signed`)
    return {
      identifier: alert.identifier,
      alertId: message.alertId,
      messageId: message.id,
      orderId,
      audience,
      xml,
      sha256: createHash('sha256').update(xml).digest('hex'),
      sentMs: release.sentMs,
      expiresMs: orderId === null ? release.expiresMs : expiresOf(release, orderId),
    }
  })
}

function expiresOf({ orders, expiresMs }: Release, orderId: string): number {
  return orders.find(({ id }) => id === orderId)?.expiresMs ?? expiresMs
}

/** Where the CBC fetches its cells; the plan has pinned the text since submit. */
function cellListOf(desk: Desk, message: Message, order: Omit<Order, 'version'>): CellList | null {
  const planned = message.plan?.orders.find((each) => each.cbc === order.cbc)
  if (planned === undefined || planned.cellsDigest === null || planned.cellsSha1 === null) {
    return null
  }
  if (planned.geocodes.length > 0) return null
  return {
    uri: `${desk.settings.edgeUrl}/cbc/v1/cells/${order.id}`,
    sizeOctets: planned.cellsOctets,
    sha1: planned.cellsSha1,
    sha256: planned.cellsDigest,
  }
}

/**
 * The thread's own sender, whatever the setting says by now: a CBC finds what a Cancel stops by
 * `sender,identifier,sent`, and takes it from nobody but the sender of the alert.
 */
async function senderOf(desk: Desk, [first]: readonly ThreadDocument[]): Promise<string> {
  if (first === undefined) return desk.settings.sender
  const document = await desk.store.loadDocument(first.identifier)
  const read = document === null ? null : await desk.pool.readCap(Buffer.from(document.xml))
  return read?.alert?.sender ?? desk.settings.sender
}

/**
 * Every triple ever offered to that audience and not known refused, byte-exact (design §5). A CBC
 * that refused an order and aired it all the same holds it: its Cancel has to name it.
 */
function referencesTo(
  documents: readonly ThreadDocument[],
  sender: string,
): (audience: string) => CapReference[] {
  return (audience) => {
    const offered = documents.filter((each) => each.audience === audience && each.isOffered)
    const held = offered.filter(
      ({ orderState, onAirAtMs }) => orderState !== 'refused' || onAirAtMs !== null,
    )
    // Refused this very moment, all of them: a message that names nothing would be refused too.
    const named = held.length === 0 ? offered : held
    return named.map(({ identifier, sentMs }) => ({
      sender,
      identifier,
      sent: formatCapTime(sentMs),
    }))
  }
}
