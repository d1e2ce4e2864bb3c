import { countOutcomes, nextAirStep, type ShareRates } from './broadcast.ts'
import { readCellList } from './cells.ts'
import { codeOf, type ServiceClient } from './client.ts'
import type { Clock } from './clock.ts'
import type { CbcEvent } from './events.ts'
import type { HeldOrder, Inbox } from './inbox.ts'
import type { Outbox } from './outbox.ts'
import { backoffMs, pause } from './pause.ts'
import { copyView } from './views.ts'

export interface AiringParts {
  readonly inbox: Inbox
  readonly outbox: Outbox
  readonly client: ServiceClient
  readonly clock: Clock
  readonly emit: (event: CbcEvent) => void
  readonly signal: AbortSignal
  readonly rates: ShareRates
  /** From accepted to on air. */
  readonly delayMs: number
}

/** A wrong list may be a cache's: asked again, but not for ever. */
const WRONG_LISTS_MAX = 3
/** Longest wait of one timer; `setTimeout` knows no more than 24 days. */
const TIMER_MAX_MS = 60_000

/** Puts orders on air and takes them off. Every step is durable before it is said. */
export class Airing {
  readonly #parts: AiringParts
  readonly #planning = new Map<string, Promise<void>>()
  #timer: NodeJS.Timeout | null = null
  #isHeld = true

  constructor(parts: AiringParts) {
    this.#parts = parts
    parts.signal.addEventListener('abort', () => this.#disarm())
  }

  /**
   * While held, nothing new goes on air; what is on air still ends when it must. Held from the
   * start, until whoever reads the link has seen all there is.
   */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld
    if (!isHeld) this.look()
  }

  /** Goes on with orders that are durably here: all that came together in one call. */
  admit(identifiers: readonly string[]): void {
    const { inbox, outbox, signal } = this.#parts
    if (signal.aborted) return
    for (const identifier of identifiers) outbox.wake(identifier)
    this.look()
    for (const identifier of identifiers) {
      const held = inbox.get(identifier)
      if (held !== null && isOpen(held) && !this.#planning.has(identifier)) {
        const planning = this.#plan(held).finally(() => this.#planning.delete(identifier))
        this.#planning.set(identifier, planning)
      }
    }
  }

  /** After a start: orders that were received but not accepted yet. */
  admitAll(): void {
    this.admit(this.#parts.inbox.held().map((each) => each.order.identifier))
  }

  /** Settles when no plan is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#planning.values())
  }

  /** Does every step that is due, and comes back for the next. */
  look(): void {
    const { inbox, clock, signal } = this.#parts
    if (signal.aborted) return
    this.#disarm()
    let nextMs = Number.POSITIVE_INFINITY
    // A step of one order can make one of another due: an Update on air ends what it replaces.
    for (let steps = 1; steps > 0;) {
      steps = 0
      for (const held of inbox.held()) {
        const untilMs = this.#step(held)
        if (untilMs === 'done') steps += 1
        else if (untilMs !== null) nextMs = Math.min(nextMs, untilMs)
      }
    }
    if (nextMs === Number.POSITIVE_INFINITY) return
    const waitMs = Math.min(TIMER_MAX_MS, Math.max(1, nextMs - clock.nowMs()))
    this.#timer = setTimeout(() => this.look(), waitMs)
  }

  #step(held: HeldOrder): number | null | 'done' {
    const { inbox, outbox, clock, delayMs, emit } = this.#parts
    const nowMs = clock.nowMs()
    const { identifier } = held.order
    const next = nextAirStep(held, inbox.stopperOf(held), { nowMs, delayMs })
    if (next.do === 'wait') return next.untilMs
    if (next.do === 'air') {
      if (this.#isHeld) return null
      inbox.append({ t: 'aired', identifier, atMs: nowMs })
      this.#sayAired(held)
    } else {
      const { how, by } = next
      inbox.append({ t: 'ended', identifier, atMs: nowMs, how, by })
      emit({ event: how, identifier, by, wasAired: held.airedAtMs !== null })
    }
    outbox.wake(identifier)
    return 'done'
  }

  #sayAired({ order, cells, rates }: HeldOrder): void {
    const counts = countOutcomes(cells, rates)
    for (const copy of order.copies) {
      this.#parts.emit({
        event: 'broadcasting',
        identifier: order.identifier,
        ...copyView(copy),
        cells: counts.broadcasting,
        failed: counts.failed,
        silent: counts.silent,
      })
    }
  }

  /** Finds the cells of an order and accepts it, or rejects it for a list that is not its own. */
  async #plan({ order }: HeldOrder): Promise<void> {
    const { identifier, source } = order
    if (source.kind === 'named') return this.#accept(identifier, source.cells)
    if (source.kind === 'whole-network') return this.#accept(identifier, [])
    const { inbox, client, clock, emit, signal } = this.#parts
    let failures = 0
    let wrong = 0
    while (!signal.aborted && isOpen(inbox.get(identifier))) {
      const found = await client.cellList(source.list.uri, signal).then(
        ({ status, body }) =>
          status === 200
            ? readCellList(body, source.list)
            : { away: `HTTP ${status} for the cell list` },
        (error: unknown) => ({ away: `${codeOf(error)} for the cell list` }),
      )
      if (signal.aborted || !isOpen(inbox.get(identifier))) return
      if ('cells' in found) return this.#accept(identifier, found.cells)
      wrong += 'problem' in found ? 1 : 0
      if ('problem' in found && wrong >= WRONG_LISTS_MAX)
        return this.#reject(identifier, found.problem)
      failures += 1
      const what = 'problem' in found ? found.problem : found.away
      if (failures === 1) emit({ event: 'trouble', what: `${identifier}: ${what}` })
      await pause(backoffMs(failures, clock), signal)
    }
  }

  #accept(identifier: string, cells: readonly string[]): void {
    const { inbox, outbox, clock, rates, emit } = this.#parts
    inbox.append({ t: 'accepted', identifier, atMs: clock.nowMs(), cells, rates })
    const msgType = inbox.get(identifier)?.order.msgType ?? ''
    emit({ event: 'accepted', identifier, msgType, cells: cells.length })
    outbox.wake(identifier)
    this.look()
  }

  #reject(identifier: string, reason: string): void {
    const { inbox, outbox, clock, emit } = this.#parts
    inbox.append({ t: 'rejected', identifier, atMs: clock.nowMs(), reason })
    emit({ event: 'rejected', identifier, link: null, reason })
    outbox.wake(identifier)
    this.look()
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}

/** True while an order waits for its cells. */
function isOpen(held: HeldOrder | null): boolean {
  return held !== null && held.acceptedAtMs === null && held.rejection === null && held.end === null
}
