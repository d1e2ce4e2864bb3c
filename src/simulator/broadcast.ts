import type { HeldOrder } from './inbox.ts'

/** Shares of planned cells that do not do as they are told, each 0..1. */
export interface ShareRates {
  readonly failed: number
  readonly silent: number
  /** Cells fail by their name and this: the same ones at every start. */
  readonly seed: string
}

export type CellOutcome =
  | { readonly state: 'broadcasting' }
  | { readonly state: 'failed'; readonly cause: string }
  | { readonly state: 'silent' }

// Causes a BSC gives, in the words of 3GPP TS 48.049 §8.2.13.
const CAUSES = [
  'cell-memory-exceeded',
  'cell-broadcast-not-operational',
  'cell-identity-not-valid',
] as const

/** What one cell does with a message. Pure: by the cell's name and the seed alone. */
export function cellOutcome(cell: string, rates: ShareRates): CellOutcome {
  const hash = hash32(`${rates.seed}/${cell}`)
  const share = hash / 0x1_0000_0000
  if (share < rates.failed) {
    return { state: 'failed', cause: CAUSES[hash32(cell) % CAUSES.length]! }
  }
  return share < rates.failed + rates.silent ? { state: 'silent' } : { state: 'broadcasting' }
}

export interface OutcomeGroup {
  readonly state: 'broadcasting' | 'failed'
  readonly cause: string | null
  readonly cells: readonly string[]
}

/** Cells by what they do, those that broadcast first; silent ones are in no group. */
export function groupOutcomes(cells: readonly string[], rates: ShareRates): OutcomeGroup[] {
  const groups = new Map<string, { outcome: CellOutcome; cells: string[] }>()
  for (const cell of cells) {
    const outcome = cellOutcome(cell, rates)
    if (outcome.state === 'silent') continue
    const key = outcome.state === 'failed' ? outcome.cause : ''
    const group = groups.get(key) ?? { outcome, cells: [] }
    group.cells.push(cell)
    groups.set(key, group)
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cause, group]) => ({
      state: cause === '' ? ('broadcasting' as const) : ('failed' as const),
      cause: cause === '' ? null : cause,
      cells: group.cells,
    }))
}

export interface CellCounts {
  readonly broadcasting: number
  readonly failed: number
  readonly silent: number
}

export function countOutcomes(cells: readonly string[], rates: ShareRates): CellCounts {
  const counts = { broadcasting: 0, failed: 0, silent: 0 }
  for (const cell of cells) counts[cellOutcome(cell, rates).state] += 1
  return counts
}

/** What an Update does to the cells, copy by copy added up: a cell of two copies counts twice. */
export interface AirChange {
  /** They air the same pair already: nothing of theirs is touched, and no phone sounds again. */
  readonly kept: number
  /** They air the same identifier with another serial number, which the new one replaces. */
  readonly replaced: number
  readonly added: number
  /** They air a copy that the Update does not have there: it is taken off. */
  readonly stopped: number
}

/** The difference that an order on air makes to those which it replaces, and which are on air. */
export function airChange(
  now: Pick<HeldOrder, 'order' | 'cells'>,
  before: readonly Pick<HeldOrder, 'order' | 'cells'>[],
): AirChange {
  // By cell and identifier the serial number: what is aired there before and after.
  const aired = serialsByPlace(before)
  const wanted = serialsByPlace([now])
  let [kept, replaced, added, stopped] = [0, 0, 0, 0]
  for (const [place, serial] of wanted) {
    if (!aired.has(place)) added += 1
    else if (aired.get(place) === serial) kept += 1
    else replaced += 1
  }
  for (const place of aired.keys()) if (!wanted.has(place)) stopped += 1
  return { kept, replaced, added, stopped }
}

function serialsByPlace(
  orders: readonly Pick<HeldOrder, 'order' | 'cells'>[],
): ReadonlyMap<string, number> {
  return new Map(
    orders.flatMap(({ order, cells }) =>
      order.copies.flatMap(({ messageIdentifier, serial }) =>
        // Without a list it is the whole network: one place.
        (cells.length === 0 ? [''] : cells).map(
          (cell) => [`${messageIdentifier} ${cell}`, serial] as const,
        ),
      ),
    ),
  )
}

export type AirStep =
  | { readonly do: 'air' }
  | { readonly do: 'end'; readonly how: 'cancelled' | 'replaced' | 'expired'; by: string | null }
  /** Nothing before this instant; null when only something else can move it. */
  | { readonly do: 'wait'; readonly untilMs: number | null }

/**
 * What is due for one order. What is not on air yet is never aired while a later message that
 * names it is here; what is on air stops at a Cancel at once, and at an Update when that one is
 * on air itself, so that no phone is left without a warning in between.
 */
export function nextAirStep(
  held: HeldOrder,
  stopper: HeldOrder | null,
  at: { readonly nowMs: number; readonly delayMs: number },
): AirStep {
  const { order, end, rejection, acceptedAtMs, airedAtMs } = held
  if (end !== null || rejection !== null || order.msgType === 'Cancel') {
    return { do: 'wait', untilMs: null }
  }
  const by = stopper?.order.identifier ?? null
  if (stopper?.order.msgType === 'Cancel') return { do: 'end', how: 'cancelled', by }
  const expiresMs = order.expiresMs ?? Number.POSITIVE_INFINITY
  if (at.nowMs >= expiresMs) return { do: 'end', how: 'expired', by: null }
  if (stopper !== null) {
    const isThere = airedAtMs === null ? stopper.acceptedAtMs !== null : stopper.airedAtMs !== null
    return isThere ? { do: 'end', how: 'replaced', by } : { do: 'wait', untilMs: expiresMs }
  }
  if (acceptedAtMs === null || airedAtMs !== null) return { do: 'wait', untilMs: expiresMs }
  const dueMs = acceptedAtMs + at.delayMs
  return at.nowMs >= dueMs ? { do: 'air' } : { do: 'wait', untilMs: Math.min(dueMs, expiresMs) }
}

// FNV-1a, then the finaliser of MurmurHash3: names that differ in a digit must fall far apart.
function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
