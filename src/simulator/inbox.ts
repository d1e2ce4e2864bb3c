import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { type AirChange, airChange, type ShareRates } from './broadcast.ts'
import type { CheckedOrder } from './verify-order.ts'

export type Link = 'feed' | 'push'

/** One thing that happened. The state is the fold of these, in order; none is ever changed. */
export type InboxRecord =
  | {
      readonly t: 'received'
      readonly identifier: string
      readonly atMs: number
      readonly link: Link
      readonly sha256: string
      readonly order: CheckedOrder
      /** The document as it came: evidence, and what a repeat is compared with by its hash. */
      readonly xml: string
    }
  /** A document of ours that never became an order; it does not take the identifier. */
  | {
      readonly t: 'refused'
      readonly identifier: string
      readonly atMs: number
      readonly sha256: string
      readonly reason: string
    }
  | {
      readonly t: 'accepted'
      readonly identifier: string
      readonly atMs: number
      readonly cells: readonly string[]
      /** Kept with the order: another start of this CBC must report the same cells alike. */
      readonly rates: ShareRates
    }
  | {
      readonly t: 'rejected'
      readonly identifier: string
      readonly atMs: number
      readonly reason: string
    }
  | { readonly t: 'aired'; readonly identifier: string; readonly atMs: number }
  | {
      readonly t: 'ended'
      readonly identifier: string
      readonly atMs: number
      readonly how: EndKind
      /** Identifier of the message that stopped it; null at expiry. */
      readonly by: string | null
    }
  | { readonly t: 'acknowledged'; readonly identifier: string; readonly batch: string }
  | { readonly t: 'trust'; readonly list: string }

type EndKind = 'cancelled' | 'replaced' | 'expired'

/** An order that is durably here. */
export interface HeldOrder {
  readonly order: CheckedOrder
  readonly sha256: string
  readonly receivedAtMs: number
  readonly acceptedAtMs: number | null
  readonly rejection: { readonly atMs: number; readonly reason: string } | null
  readonly cells: readonly string[]
  readonly rates: ShareRates
  readonly airedAtMs: number | null
  readonly end: { readonly atMs: number; readonly how: EndKind; readonly by: string | null } | null
}

export interface RefusedDocument {
  readonly identifier: string
  readonly sha256: string
  readonly atMs: number
  readonly reason: string
}

/** One line of the broadcast log. */
export interface BroadcastLine {
  readonly identifier: string
  readonly atMs: number
  readonly action: 'aired' | 'stopped'
  readonly cells: number
  readonly copies: readonly { readonly messageIdentifier: number; readonly serial: number }[]
  /** Of an Update that goes on air: what it changes. */
  readonly change: AirChange | null
}

/**
 * What this CBC holds, in an append-only file of one JSON object a line. A record counts once
 * `append` has returned: it is on the disk then. One process owns the file.
 */
export class Inbox {
  #file: number | null
  /** Octets of the records that count. */
  #size = 0
  #isClosed = false
  readonly #held = new Map<string, HeldOrder>()
  readonly #refused = new Map<string, RefusedDocument>()
  readonly #acknowledged = new Set<string>()
  /** By the identifier that is named: who names it. */
  readonly #namedBy = new Map<string, string[]>()
  readonly #log: BroadcastLine[] = []
  #trustList: string | null = null

  /** @param path null keeps everything in memory only. */
  constructor(path: string | null) {
    this.#file = path === null ? null : openSync(path, 'a+')
    if (this.#file === null) return
    const octets = readFileSync(this.#file)
    // A line without its end was being written when the process died: it never counted.
    const whole = octets.lastIndexOf(0x0a) + 1
    if (whole < octets.length) ftruncateSync(this.#file, whole)
    this.#size = whole
    for (const line of octets.toString('utf8', 0, whole).split('\n')) {
      if (line !== '') this.#fold(JSON.parse(line) as InboxRecord)
    }
  }

  /** @throws {Error} when the record could not be made durable: it does not count then. */
  append(record: InboxRecord): void {
    if (this.#isClosed) throw new Error('Cannot keep a record as the inbox is closed')
    if (this.#file !== null) {
      const octets = Buffer.from(`${JSON.stringify(record)}\n`)
      try {
        writeAll(this.#file, octets)
        // An acknowledgement that is lost is asked for again: it is not worth a wait.
        if (record.t !== 'acknowledged') fsyncSync(this.#file)
      } catch (error) {
        // Half a line would make one with the next record, and no start could read it.
        ftruncateSync(this.#file, this.#size)
        throw error
      }
      this.#size += octets.length
    }
    this.#fold(record)
  }

  close(): void {
    this.#isClosed = true
    if (this.#file === null) return
    fsyncSync(this.#file)
    closeSync(this.#file)
    this.#file = null
  }

  get(identifier: string): HeldOrder | null {
    return this.#held.get(identifier) ?? null
  }

  /** In the order in which they came. */
  held(): HeldOrder[] {
    return [...this.#held.values()]
  }

  refused(): RefusedDocument[] {
    return [...this.#refused.values()]
  }

  refusalOf(identifier: string, sha256: string): RefusedDocument | null {
    return this.#refused.get(`${identifier} ${sha256}`) ?? null
  }

  isRefused(identifier: string): boolean {
    return this.refused().some((each) => each.identifier === identifier)
  }

  isAcknowledged(batch: string): boolean {
    return this.#acknowledged.has(batch)
  }

  log(): readonly BroadcastLine[] {
    return this.#log
  }

  /** The last trust list that was good, as served. */
  trustList(): string | null {
    return this.#trustList
  }

  /**
   * The message held here that cancels or replaces this order: a Cancel before an Update, and of
   * Updates the one that has come furthest, since one may be replaced before it was ever aired.
   */
  stopperOf({ order }: HeldOrder): HeldOrder | null {
    const stoppers = (this.#namedBy.get(order.identifier) ?? [])
      .flatMap((identifier) => this.#held.get(identifier) ?? [])
      .filter((each) => each.rejection === null && each.order.sender === order.sender)
    return (
      stoppers.find((each) => each.order.msgType === 'Cancel') ??
      stoppers.find((each) => each.airedAtMs !== null) ??
      stoppers.find((each) => each.acceptedAtMs !== null) ??
      stoppers[0] ??
      null
    )
  }

  #fold(record: InboxRecord): void {
    switch (record.t) {
      case 'received':
        this.#held.set(record.identifier, received(record))
        for (const { identifier } of record.order.references) {
          const names = this.#namedBy.get(identifier) ?? []
          this.#namedBy.set(identifier, [...names, record.identifier])
        }
        return
      case 'refused':
        this.#refused.set(`${record.identifier} ${record.sha256}`, record)
        return
      case 'acknowledged':
        this.#acknowledged.add(record.batch)
        return
      case 'trust':
        this.#trustList = record.list
        return
      case 'accepted':
        return this.#change(record.identifier, {
          acceptedAtMs: record.atMs,
          cells: record.cells,
          rates: record.rates,
        })
      case 'rejected':
        return this.#change(record.identifier, {
          rejection: { atMs: record.atMs, reason: record.reason },
        })
      case 'aired':
        this.#change(record.identifier, { airedAtMs: record.atMs })
        return this.#note('aired', record)
      case 'ended': {
        const wasAired = this.get(record.identifier)?.airedAtMs !== null
        const { atMs, how, by } = record
        this.#change(record.identifier, { end: { atMs, how, by } })
        if (wasAired) this.#note('stopped', record)
      }
    }
  }

  #change(identifier: string, change: Partial<HeldOrder>): void {
    const held = this.#held.get(identifier)
    if (held !== undefined) this.#held.set(identifier, { ...held, ...change })
  }

  #note(action: 'aired' | 'stopped', at: { identifier: string; atMs: number }): void {
    const held = this.get(at.identifier)
    if (held === null) return
    const copies = held.order.copies.map(({ messageIdentifier, serial }) => ({
      messageIdentifier,
      serial,
    }))
    const { identifier, atMs } = at
    const before = held.order.references.flatMap((each) => this.#held.get(each.identifier) ?? [])
    const isUpdate = action === 'aired' && held.order.msgType === 'Update'
    const change = isUpdate ? airChange(held, before.filter(isOnAir)) : null
    this.#log.push({ identifier, atMs, action, cells: held.cells.length, copies, change })
  }
}

function isOnAir({ airedAtMs, end }: HeldOrder): boolean {
  return airedAtMs !== null && end === null
}

function received(record: InboxRecord & { t: 'received' }): HeldOrder {
  return {
    order: record.order,
    sha256: record.sha256,
    receivedAtMs: record.atMs,
    acceptedAtMs: null,
    rejection: null,
    cells: [],
    rates: { failed: 0, silent: 0, seed: '' },
    airedAtMs: null,
    end: null,
  }
}

function writeAll(file: number, octets: Uint8Array): void {
  let written = 0
  while (written < octets.length) written += writeSync(file, octets, written)
}
