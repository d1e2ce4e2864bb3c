/** Receipts move orders a thousand times a second; a feed is looked at ten times. */
const WAKE_GAP_MS = 100
/** A CBC needs one long poll a feed; more are answered at once. */
const WAITS_MAX = 8

interface Room {
  readonly sleepers: Set<() => void>
  timer: NodeJS.Timeout | null
  wokenAtMs: number
}

/** Where long polls wait until main says that orders of their CBC have moved. */
export class Changes {
  readonly #nowMs: () => number
  readonly #rooms = new Map<string, Room>()
  #isStopped = false

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /**
   * Begins to wait before the feed is read, so that a change in between is not missed. Settles at
   * a change or when `signal` aborts; null when there is no waiting, as too many do already.
   */
  wait(cbc: string, signal: AbortSignal): Promise<void> | null {
    const room = this.#room(cbc)
    if (this.#isStopped || signal.aborted || room.sleepers.size >= WAITS_MAX) return null
    const { promise, resolve } = Promise.withResolvers<void>()
    const wake = (): void => {
      signal.removeEventListener('abort', wake)
      room.sleepers.delete(wake)
      resolve()
    }
    signal.addEventListener('abort', wake)
    room.sleepers.add(wake)
    return promise
  }

  tell(cbcs: Iterable<string>): void {
    for (const cbc of cbcs) {
      const room = this.#room(cbc)
      if (room.timer !== null) continue
      const since = this.#nowMs() - room.wokenAtMs
      if (since >= WAKE_GAP_MS || since < 0) this.#wake(room)
      else {
        room.timer = setTimeout(() => {
          room.timer = null
          this.#wake(room)
        }, WAKE_GAP_MS - since)
      }
    }
  }

  stop(): void {
    this.#isStopped = true
    for (const room of this.#rooms.values()) {
      if (room.timer !== null) clearTimeout(room.timer)
      this.#wake(room)
    }
  }

  #wake(room: Room): void {
    room.wokenAtMs = this.#nowMs()
    for (const wake of room.sleepers) wake()
  }

  #room(cbc: string): Room {
    const known = this.#rooms.get(cbc)
    if (known !== undefined) return known
    const room: Room = { sleepers: new Set(), timer: null, wokenAtMs: 0 }
    this.#rooms.set(cbc, room)
    return room
  }
}
