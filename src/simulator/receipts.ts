import { createHash } from 'node:crypto'
import { formatInstant } from '../formats/json/content.ts'
import type { ReceiptJson } from '../formats/json/receipt.ts'
import { cellOutcome, groupOutcomes } from './broadcast.ts'
import type { HeldOrder, RefusedDocument } from './inbox.ts'

/** Cells of one report: half of what the service takes at most. */
export const CELLS_PER_REPORT = 10_000

/** A receipt that is due. Its name is known before its content is made. */
export interface DueReceipt {
  readonly batch: string
  readonly make: () => ReceiptJson
}

/**
 * Everything this CBC has to say of an order so far, in order. Pure: the same order gives the
 * same batches at every start, so a receipt whose answer was lost is repeated as it was.
 */
export function* receiptsOf(held: HeldOrder, ownSerials: boolean): Generator<DueReceipt> {
  const { order, receivedAtMs, rejection, acceptedAtMs } = held
  const { identifier } = order
  const hash = hashOf(identifier)
  yield stage({ hash, identifier, stage: 'received', atMs: receivedAtMs })
  if (rejection !== null) {
    const { atMs, reason } = rejection
    yield stage({ hash, identifier, stage: 'rejected', atMs, reason })
    return
  }
  if (acceptedAtMs !== null) {
    const serials = ownSerials ? { serials: serialsOf(held) } : {}
    yield stage({ hash, identifier, stage: 'accepted', atMs: acceptedAtMs, ...serials })
  }
  yield* reportsOf(held, hash)
}

/** The receipt for a document that never became an order. */
export function receiptOfRefusal(refused: RefusedDocument): DueReceipt {
  const { identifier, sha256, atMs, reason } = refused
  const hash = `${hashOf(identifier)}-${sha256.slice(0, 8)}`
  return stage({ hash, identifier, stage: 'rejected', atMs, reason })
}

interface StageReceipt {
  readonly hash: string
  readonly identifier: string
  readonly stage: 'received' | 'accepted' | 'rejected'
  readonly atMs: number
  readonly reason?: string
  readonly serials?: NonNullable<ReceiptJson['serials']>
}

function stage({ hash, identifier, stage, atMs, reason, serials }: StageReceipt): DueReceipt {
  const batch = `${hash}-${stage}`
  return {
    batch,
    make: () => ({
      batch,
      identifier,
      at: formatInstant(atMs),
      stage,
      ...(reason === undefined ? {} : { reason: reason.slice(0, 500) }),
      ...(serials === undefined ? {} : { serials }),
    }),
  }
}

function serialsOf({ order }: HeldOrder): NonNullable<ReceiptJson['serials']> {
  return order.copies.map(({ language, messageIdentifier, serial }) => ({
    language,
    messageIdentifier,
    serial,
  }))
}

function* reportsOf(held: HeldOrder, hash: string): Generator<DueReceipt> {
  const { order, airedAtMs, end } = held
  const { identifier } = order
  if (airedAtMs === null) {
    if (end === null) return
    const reason = end.by === null ? 'Expired before it was aired' : `Never aired: ${end.by}`
    yield remark({ batch: `${hash}-unaired`, identifier, atMs: end.atMs, reason })
    return
  }
  if (held.cells.length === 0) return yield* reportsOfWhole(held, hash, airedAtMs)
  yield* perChunk(held, `${hash}-`, (chunk, language) => ({
    identifier,
    at: formatInstant(airedAtMs),
    cells: groupOutcomes(chunk, held.rates).map(({ state, cause, cells }) => ({
      language,
      state,
      at: formatInstant(airedAtMs),
      ...(cause === null ? {} : { cause }),
      cells: [...cells],
    })),
  }))
  if (end === null) return
  const state = end.how === 'expired' ? 'completed' : 'cancelled'
  const at = formatInstant(end.atMs)
  yield* perChunk(held, `${hash}-end-`, (chunk, language) => {
    const cells = chunk.filter((cell) => cellOutcome(cell, held.rates).state === 'broadcasting')
    return { identifier, at, cells: [{ language, state, at, cells }] }
  })
}

/** Without a list there is no cell to name, and silence would look like a failure. */
function* reportsOfWhole(
  { order, end }: HeldOrder,
  hash: string,
  airedAtMs: number,
): Generator<DueReceipt> {
  const { identifier } = order
  const report = (state: 'broadcasting' | 'completed' | 'cancelled', atMs: number) => {
    const at = formatInstant(atMs)
    return {
      identifier,
      at,
      cells: order.copies.map(({ language }) => ({ language, state, at, cells: [] })),
    }
  }
  const reason = 'On air in the whole network'
  const batch = `${hash}-whole`
  yield { batch, make: () => ({ batch, ...report('broadcasting', airedAtMs), reason }) }
  if (end === null) return
  const state = end.how === 'expired' ? 'completed' : 'cancelled'
  const last = `${hash}-whole-end`
  yield { batch: last, make: () => ({ batch: last, ...report(state, end.atMs) }) }
}

interface Remark {
  readonly batch: string
  readonly identifier: string
  readonly atMs: number
  readonly reason: string
}

function remark({ batch, identifier, atMs, reason }: Remark): DueReceipt {
  return { batch, make: () => ({ batch, identifier, at: formatInstant(atMs), reason }) }
}

/** One receipt per copy and chunk of cells; both count from 1 in the name. */
function* perChunk(
  { order, cells }: HeldOrder,
  prefix: string,
  make: (chunk: readonly string[], language: string) => Omit<ReceiptJson, 'batch'>,
): Generator<DueReceipt> {
  for (const [copy, { language }] of order.copies.entries()) {
    for (let from = 0; from < cells.length; from += CELLS_PER_REPORT) {
      const batch = `${prefix}${copy + 1}-${from / CELLS_PER_REPORT + 1}`
      const chunk = (): string[] => cells.slice(from, from + CELLS_PER_REPORT)
      yield { batch, make: () => ({ batch, ...make(chunk(), language) }) }
    }
  }
}

function hashOf(identifier: string): string {
  return createHash('sha256').update(identifier).digest('hex').slice(0, 16)
}
