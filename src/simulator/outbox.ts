import type { ServiceClient } from './client.ts'
import type { Clock } from './clock.ts'
import type { CbcEvent } from './events.ts'
import type { Inbox } from './inbox.ts'
import { backoffMs, pause } from './pause.ts'
import { receiptOfRefusal, receiptsOf, type DueReceipt } from './receipts.ts'

export interface OutboxParts {
  readonly inbox: Inbox
  readonly client: ServiceClient
  readonly clock: Clock
  readonly emit: (event: CbcEvent) => void
  readonly signal: AbortSignal
  /** True for a CBC that numbers on its own and has to say so. */
  readonly ownSerials: boolean
  /** Wait before each receipt; 0 for none, null for a CBC that never says a word. */
  readonly slowMs: number | null
}

/**
 * Posts what is due until it is acknowledged, order by order at once, within an order one after
 * the other. There is no queue to lose: what is due follows from what the inbox holds.
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #running = new Map<string, Promise<void>>()
  readonly #again = new Set<string>()

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  /** Looks for receipts of this identifier, now or when the round that runs has ended. */
  wake(identifier: string): void {
    if (this.#parts.slowMs === null) return
    if (this.#running.has(identifier)) {
      this.#again.add(identifier)
      return
    }
    const round = this.#round(identifier).finally(() => {
      this.#running.delete(identifier)
      if (this.#again.delete(identifier) && !this.#parts.signal.aborted) this.wake(identifier)
    })
    this.#running.set(identifier, round)
  }

  /** Everything held: after a start. */
  wakeAll(): void {
    const { inbox } = this.#parts
    for (const { order } of inbox.held()) this.wake(order.identifier)
    for (const { identifier } of inbox.refused()) this.wake(identifier)
  }

  /** Settles when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  async #round(identifier: string): Promise<void> {
    const { inbox, signal } = this.#parts
    for (const due of this.#due(identifier)) {
      if (signal.aborted) return
      if (inbox.isAcknowledged(due.batch)) continue
      await this.#post(identifier, due)
    }
  }

  *#due(identifier: string): Generator<DueReceipt> {
    const { inbox, ownSerials } = this.#parts
    for (const refused of inbox.refused()) {
      if (refused.identifier === identifier) yield receiptOfRefusal(refused)
    }
    const held = inbox.get(identifier)
    if (held !== null) yield* receiptsOf(held, ownSerials)
  }

  async #post(identifier: string, due: DueReceipt): Promise<void> {
    const { inbox, client, clock, emit, signal, slowMs } = this.#parts
    if (slowMs !== null && slowMs > 0) await pause(slowMs, signal)
    const receipt = due.make()
    for (let failures = 0; !signal.aborted;) {
      const posted = await client.post(receipt, signal)
      if (posted.kind === 'again') {
        failures += 1
        await pause(backoffMs(failures, clock), signal)
        continue
      }
      // What the service will never take is not asked again; the log says so.
      inbox.append({ t: 'acknowledged', identifier, batch: due.batch })
      const stage = receipt.stage ?? null
      const isTaken = posted.kind === 'taken'
      const problem = isTaken ? null : posted.what
      emit({ event: 'receipt', identifier, batch: due.batch, stage, isTaken, problem })
      return
    }
  }
}
