import { countOutcomes } from './broadcast.ts'
import type { CbcState, CopyView, HeldState, HeldView } from './events.ts'
import type { HeldOrder, Inbox } from './inbox.ts'
import type { AiredCopy } from './verify-order.ts'

/** Everything this CBC holds, as it tells it. */
export function stateOf(cbc: string, inbox: Inbox, trust: string | null): CbcState {
  return {
    cbc,
    held: inbox.held().map(viewOf),
    refused: inbox.refused().map(({ identifier, reason }) => ({ identifier, reason })),
    log: inbox.log(),
    trust,
  }
}

function viewOf(held: HeldOrder): HeldView {
  const { order, cells, rates, airedAtMs, end, rejection } = held
  const isAired = airedAtMs !== null
  const counts = isAired ? countOutcomes(cells, rates) : { broadcasting: 0, failed: 0, silent: 0 }
  return {
    identifier: order.identifier,
    msgType: order.msgType,
    state: stateNameOf(held),
    copies: order.copies.map(copyView),
    cells: cells.length,
    ...counts,
    isAired,
    reason: rejection?.reason ?? end?.by ?? null,
  }
}

export function copyView(copy: AiredCopy): CopyView {
  const { language, messageIdentifier, serial, text, pages } = copy
  return { language, messageIdentifier, serial, text, pages }
}

function stateNameOf({ rejection, end, airedAtMs, acceptedAtMs }: HeldOrder): HeldState {
  if (rejection !== null) return 'rejected'
  if (end !== null) return end.how
  if (airedAtMs !== null) return 'broadcasting'
  return acceptedAtMs === null ? 'received' : 'accepted'
}
