import { encodeSerialNumber, type SerialNumber } from '../../../src/domain/cb/serial-number.ts'
import {
  nextSerial,
  nextUpdate,
  SERIAL_REST_MS,
  turnAfterRestore,
  type DrawnSerial,
} from '../../../src/domain/cb/serials.ts'
import type { CbMessage } from '../../../src/domain/cb/message.ts'
import { encodeText } from '../../../src/domain/cb/pages.ts'
import type { RadioNetwork } from '../../../src/domain/cb/radio-network.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
/** The longest time on air of one approval, design §6. */
export const LONGEST_MS = 22.5 * HOUR_MS
/** An instant of 2026; nothing hangs on which. */
export const START_MS = Date.UTC(2026, 7, 17, 3)

export function messageOf(text: string, serial: number, messageIdentifier = 4370): CbMessage {
  const { dcs, pages } = encodeText(text)
  return { messageIdentifier, serial, dcs, pages }
}

interface Claim {
  readonly code: number
  readonly untilMs: number
}

/** What a database keeps of one identifier. */
export interface Ledger {
  readonly nextTurn: number | null
  readonly claims: readonly Claim[]
}

interface OnAir {
  readonly serial: SerialNumber
  readonly message: CbMessage
  readonly untilMs: number
}

/** One instance of the service and its CBCs at one identifier, by the real serial rules. */
export class Publisher {
  readonly #networks: readonly RadioNetwork[]
  readonly #cells: readonly string[]
  #ledger: Ledger
  #live: OnAir | null = null
  /** Every serial number in order of release. */
  readonly serials: SerialNumber[] = []
  periodSeconds = 60

  constructor(
    networks: readonly RadioNetwork[],
    cells: readonly string[],
    ledger: Ledger = { nextTurn: null, claims: [] },
  ) {
    this.#networks = networks
    this.#cells = cells
    this.#ledger = ledger
  }

  get ledger(): Ledger {
    return this.#ledger
  }

  /** A new thread beside whatever is on air. */
  alert(text: string, atMs: number): void {
    this.#release(text, atMs, nextSerial(4370, this.#facts(atMs), atMs), null)
  }

  /** A changed text in the place of the one on air. */
  update(text: string, atMs: number): void {
    const before = this.#live
    const of = { identifier: 4370, nowMs: atMs, expiresMs: atMs + LONGEST_MS }
    const drawn = nextUpdate(before?.serial ?? null, this.#facts(atMs), of)
    this.#release(text, atMs, drawn, before)
  }

  cancel(atMs: number): void {
    if (this.#live === null) return
    const { messageIdentifier, serial } = this.#live.message
    for (const network of this.#networks) {
      network.kill({ cells: this.#cells, messageIdentifier, serial, atMs })
    }
    this.#live = null
  }

  /** The CBCs have lost what they aired, and are told again: the same octets, the same pair. */
  reair(atMs: number): void {
    if (this.#live === null) return
    const { message, untilMs } = this.#live
    for (const network of this.#networks) {
      network.restart(this.#cells, atMs)
      const { periodSeconds } = this
      network.start({ cells: this.#cells, message, periodSeconds, atMs, untilMs })
    }
  }

  #facts(nowMs: number): { readonly nextTurn: number | null; readonly taken: Set<number> } {
    const claims = this.#ledger.claims.filter(({ untilMs }) => untilMs > nowMs)
    return { nextTurn: this.#ledger.nextTurn, taken: new Set(claims.map(({ code }) => code)) }
  }

  #release(text: string, atMs: number, drawn: DrawnSerial, before: OnAir | null): void {
    const untilMs = atMs + LONGEST_MS
    const { serial } = drawn
    const message = messageOf(text, encodeSerialNumber(serial))
    const old = before === null ? {} : { oldSerial: before.message.serial }
    for (const network of this.#networks) {
      const { periodSeconds } = this
      network.start({ cells: this.#cells, message, periodSeconds, atMs, untilMs, ...old })
    }
    this.serials.push(serial)
    this.#live = { serial, message, untilMs }
    this.#ledger = {
      nextTurn: drawn.nextTurn ?? this.#ledger.nextTurn,
      claims: [
        ...this.#ledger.claims,
        { code: serial.messageCode, untilMs: untilMs + SERIAL_REST_MS },
      ],
    }
  }
}

/** What `restore` makes of a backup: it has forgotten what came later, and leaves out turns. */
export function restored(backup: Ledger, atMs: number): Ledger {
  return { ...backup, nextTurn: turnAfterRestore(atMs, { restores: [], next: [] }).nextTurn }
}
