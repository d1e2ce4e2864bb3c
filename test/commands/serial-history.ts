import { drawSerials } from '../../src/commands/draw-serials.ts'
import { encodeSerialNumber } from '../../src/domain/cb/serial-number.ts'
import {
  newestPair,
  SERIAL_REST_MS,
  TURN_MS,
  turnAfterRestore,
} from '../../src/domain/cb/serials.ts'
import { type Order, NO_CELLS } from '../../src/domain/order.ts'

/**
 * What can happen to a service over weeks, as far as serial numbers have part in it: releases,
 * updates, cancels, a clock that is moved, backups, and restores that forget.
 */
export type Event =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'release'; readonly identifier: number; readonly minutes: number }
  /** Of one of the threads that are live, counted from the newest. */
  | { readonly do: 'update'; readonly thread: number; readonly minutes: number }
  | { readonly do: 'cancel'; readonly thread: number }
  | { readonly do: 'clock'; readonly aheadMs: number }
  | { readonly do: 'restart' }
  | { readonly do: 'backup' }
  /** Of one of the backups, counted from the newest. */
  | { readonly do: 'restore'; readonly backup: number; readonly replaces: boolean }

/** What the world allows: the bounds that `serials.ts` states. */
export interface Bounds {
  /** One new code an identifier in this time, on the average. */
  readonly everyMs: number
  /** And so many besides. */
  readonly burst: number
  /** False: no restore knows of another one. */
  readonly keepsList: boolean
  /** Restores come no sooner after each other. */
  readonly restoresApartMs: number
  /** At most so many within what time takes to undo them. */
  readonly restoresInARow: number
}

interface Thread {
  readonly orders: readonly Pick<Order, 'identifier' | 'sentMs' | 'copies'>[]
  readonly identifier: number
  readonly expiresMs: number
}

/** What the database holds of all this. */
interface Database {
  readonly letters: number
  readonly restored: { readonly turn: number; readonly atMs: number } | null
  readonly cursors: ReadonlyMap<number, number>
  readonly claims: ReadonlyMap<string, number>
  readonly threads: readonly Thread[]
}

const EMPTY: Database = {
  letters: 0,
  restored: null,
  cursors: new Map(),
  claims: new Map(),
  threads: [],
}

/** A text on air, as phones meet it: real time, whatever the service's clock says. */
export interface Aired {
  readonly identifier: number
  readonly serial: number
  readonly text: string
  readonly fromMs: number
  readonly untilMs: number
}

export interface Played {
  readonly aired: readonly Aired[]
  readonly restores: number
  /** Times that a restore said there was no turn left that is surely free. */
  readonly unclear: number
  /** Texts that were given a pair of another one which phones may still remember, a line each. */
  readonly broken: readonly string[]
}

/** Plays a history from an instant on, and judges every pair that is given out. */
export function playHistory(events: readonly Event[], bounds: Bounds, fromMs: number): Played {
  const world = new World(bounds, fromMs)
  for (const event of events) world.play(event)
  return world
}

class World implements Played {
  readonly aired: Aired[] = []
  readonly broken: string[] = []
  restores = 0
  unclear = 0
  #bounds: Bounds
  #nowMs: number
  #aheadMs = 0
  #letters = 0
  #database: Database = EMPTY
  #backups: Database[] = [EMPTY]
  #restored: { turn: number; atMs: number }[] = []
  #restoredAtMs: number[] = []
  #drawn = new Map<number, { level: number; atMs: number }>()
  #known = new Map<string, Aired>()

  constructor(bounds: Bounds, fromMs: number) {
    this.#bounds = bounds
    this.#nowMs = fromMs
  }

  /** By the service's own clock. */
  get #clockMs(): number {
    return this.#nowMs + this.#aheadMs
  }

  play(event: Event): void {
    if (event.do === 'wait') this.#nowMs += event.ms
    else if (event.do === 'clock') this.#aheadMs = event.aheadMs
    else if (event.do === 'release') this.#release(event.identifier, event.minutes)
    else if (event.do === 'update') this.#update(event)
    else if (event.do === 'cancel') this.#cancel(event.thread)
    else if (event.do === 'restart') this.#database = structuredClone(this.#database)
    else if (event.do === 'backup') this.#backups.push(structuredClone(this.#database))
    else this.#restore(event)
  }

  #release(identifier: number, minutes: number): void {
    if (!this.#mayDraw(identifier)) return
    const thread = { orders: [], identifier, expiresMs: 0 }
    const threads = [...this.#database.threads, this.#send(thread, minutes)]
    this.#database = { ...this.#database, threads }
  }

  #update({ thread: n, minutes }: Extract<Event, { do: 'update' }>): void {
    const thread = this.#live().at(-1 - n)
    if (thread === undefined || !this.#mayDraw(thread.identifier)) return
    const updated = this.#send(thread, minutes)
    const threads = this.#database.threads.map((each) => (each === thread ? updated : each))
    this.#database = { ...this.#database, threads }
  }

  /** Ends it for us; a CBC that is down goes on to the end, and the claim stays. */
  #cancel(n: number): void {
    const thread = this.#live().at(-1 - n)
    if (thread === undefined) return
    const threads = this.#database.threads.map((each) =>
      each === thread ? { ...each, expiresMs: 0 } : each,
    )
    this.#database = { ...this.#database, threads }
  }

  #live(): readonly Thread[] {
    return this.#database.threads.filter(({ expiresMs }) => expiresMs > this.#clockMs)
  }

  #send(thread: Thread, minutes: number): Thread {
    const { letters, cursors, claims, restored } = this.#database
    const { identifier } = thread
    const nowMs = this.#clockMs
    const expiresMs = nowMs + minutes * 60_000
    const prefix = `${identifier}:`
    const taken = [...claims].filter(([key, until]) => key.startsWith(prefix) && until > nowMs)
    const turns = [cursors.get(identifier), restored?.turn].filter((turn) => turn !== undefined)
    const facts = {
      nextTurn: turns.length === 0 ? null : Math.max(...turns),
      taken: new Set(taken.map(([key]) => Number(key.slice(prefix.length)))),
    }
    const draw = drawSerials(new Map([[identifier, facts]]), {
      nowMs,
      expiresMs,
      newest: (messageIdentifier) =>
        newestPair(thread.orders, { instance: `I${letters}`, messageIdentifier }),
    })
    this.#keep(draw)
    const serial = encodeSerialNumber(draw.serials.get(identifier)!)
    this.#air({ identifier, serial, fromMs: this.#nowMs, untilMs: expiresMs })
    const copy = { messageIdentifier: identifier, serial, replaces: null, dcs: 15, pages: 1 }
    const order = {
      identifier: `KTN-I${letters}-20261125-1-1-TSEL`,
      // Later than every earlier one of the thread, as `sentAfter` makes it.
      sentMs: Math.max(nowMs, (thread.orders.at(-1)?.sentMs ?? 0) + 1_000),
      copies: [{ language: 'id-ID', ...copy, counts: NO_CELLS }],
    }
    return { identifier, expiresMs, orders: [...thread.orders, order] }
  }

  /** As commit does: a claim that is held refuses, unless it is renewed. */
  #keep({ claims, writes }: ReturnType<typeof drawSerials>): void {
    const held = new Map(this.#database.claims)
    for (const { key, untilMs, renews } of claims) {
      const until = held.get(key) ?? 0
      if (until > this.#clockMs && renews !== true) this.broken.push(`${key} is claimed`)
      held.set(key, renews === true ? Math.max(until, untilMs ?? 0) : (untilMs ?? 0))
    }
    const cursors = new Map(this.#database.cursors)
    for (const write of writes) {
      if (write.table !== 'serial-cursor') continue
      cursors.set(write.messageIdentifier, write.nextTurn)
      const bucket = this.#drawn.get(write.messageIdentifier)
      if (bucket !== undefined) bucket.level -= 1
    }
    this.#database = { ...this.#database, claims: held, cursors }
  }

  #air(of: Omit<Aired, 'text'>): void {
    const aired = { ...of, text: `text ${this.aired.length}` }
    this.aired.push(aired)
    const pair = `${of.identifier} ${of.serial}`
    const before = this.#known.get(pair)
    if (before !== undefined && of.fromMs < before.untilMs + SERIAL_REST_MS) {
      const hours = (of.fromMs - before.untilMs) / 3_600_000
      this.broken.push(`${pair} comes back ${hours.toFixed(1)} h after it was on air`)
    }
    this.#known.set(pair, aired)
  }

  /** Whether the bounds allow one more new code; an update may need one too. */
  #mayDraw(identifier: number): boolean {
    const { everyMs, burst } = this.#bounds
    const bucket = this.#drawn.get(identifier) ?? { level: burst, atMs: this.#nowMs }
    const refilled = bucket.level + (this.#nowMs - bucket.atMs) / everyMs
    this.#drawn.set(identifier, { level: Math.min(burst, refilled), atMs: this.#nowMs })
    return refilled >= 1
  }

  #restore({ backup: n, replaces }: Extract<Event, { do: 'restore' }>): void {
    const backup = this.#backups.at(-1 - n)
    if (backup === undefined || !this.#mayRestore()) return
    const { keepsList } = this.#bounds
    const { restored, cursors, claims } = this.#database
    const read = keepsList && replaces
    const turns = turnAfterRestore(this.#clockMs, {
      restores: [
        ...(backup.restored === null ? [] : [backup.restored]),
        ...(keepsList ? this.#restored : []),
        ...(read && restored !== null ? [restored] : []),
      ],
      next: read ? [...cursors.values()] : [],
    })
    this.restores++
    if (!turns.isClear) this.unclear++
    const atMs = this.#clockMs
    this.#letters++
    this.#restored.push({ turn: turns.nextTurn, atMs })
    this.#restoredAtMs.push(this.#nowMs)
    this.#database = {
      ...structuredClone(backup),
      letters: this.#letters,
      restored: { turn: turns.nextTurn, atMs },
      claims: read ? longer(backup.claims, claims) : backup.claims,
    }
  }

  #mayRestore(): boolean {
    const { restoresApartMs, restoresInARow } = this.#bounds
    const last = this.#restoredAtMs.at(-1)
    const first = this.#restoredAtMs.at(-restoresInARow)
    // Half of the clock's pace undoes one restore in 200 turns.
    const spanMs = restoresInARow * 200 * TURN_MS
    return (
      (last === undefined || this.#nowMs - last >= restoresApartMs) &&
      (first === undefined || this.#nowMs - first >= spanMs)
    )
  }
}

function longer(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const both = new Map(one)
  for (const [key, until] of other) both.set(key, Math.max(until, both.get(key) ?? 0))
  return both
}
