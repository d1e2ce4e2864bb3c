import { readAtom, type FeedEntry } from '../formats/feed/read.ts'
import type { Airing } from './airing.ts'
import { codeOf, type Answer, type ServiceClient } from './client.ts'
import type { Clock } from './clock.ts'
import type { CbcEvent } from './events.ts'
import type { Inbox } from './inbox.ts'
import type { Intake } from './intake.ts'
import { backoffMs, pause } from './pause.ts'

export interface FeedLoopParts {
  readonly client: ServiceClient
  readonly inbox: Inbox
  readonly intake: Intake
  readonly airing: Airing
  readonly clock: Clock
  readonly emit: (event: CbcEvent) => void
  readonly signal: AbortSignal
}

/** A service that does not hold long polls must not be hammered. */
const PACE_MS = 250
const PACE_IDLE_MS = 1_000
/** So long we wait for what might cancel an alert; then a double is better than silence. */
const HOLD_MAX_MS = 10_000
const FETCHES_AT_ONCE = 6
const TROUBLES_MAX = 200

/**
 * Reads the feed for as long as this CBC lives. Nothing is aired before the whole feed is read:
 * an alert and the Cancel that follows it may both be new.
 */
export class FeedLoop {
  readonly #parts: FeedLoopParts
  readonly #said = new Set<string>()
  #etag: string | null = null
  #failures = 0
  #heldSinceMs: number | null

  constructor(parts: FeedLoopParts) {
    this.#parts = parts
    this.#heldSinceMs = parts.clock.nowMs()
  }

  async run(): Promise<void> {
    const { clock, signal } = this.#parts
    // A service that hangs must not keep an order that is here off the air.
    const grace = setInterval(() => this.#endHold(), 1_000)
    while (!signal.aborted) {
      const startedMs = clock.nowMs()
      const paceMs = await this.#poll()
      const waitMs =
        this.#failures > 0 ? backoffMs(this.#failures, clock) : startedMs + paceMs - clock.nowMs()
      if (waitMs > 0 && !signal.aborted) await pause(waitMs, signal)
    }
    clearInterval(grace)
  }

  async #poll(): Promise<number> {
    const { client, signal } = this.#parts
    let answer: Answer
    try {
      answer = await client.feed(this.#etag, signal)
    } catch (error) {
      this.#fail(`Feed: ${codeOf(error)}`)
      return 0
    }
    if (answer.status === 304) {
      this.#failures = 0
      return PACE_IDLE_MS
    }
    if (answer.status !== 200) {
      this.#fail(`Feed: HTTP ${answer.status}`)
      return 0
    }
    const isWhole = await this.#read(answer.body)
    const { etag } = answer.headers
    // A feed that was not read to its end is asked for again as if it were new.
    this.#etag = isWhole && typeof etag === 'string' ? etag : null
    this.#failures = isWhole ? 0 : this.#failures + 1
    return PACE_MS
  }

  /** False when something of the feed could not be had. */
  async #read(octets: Uint8Array): Promise<boolean> {
    const { client, inbox, airing, clock } = this.#parts
    const feed = readAtom(octets, client.feedUrl)
    for (const { entry, what } of feed.problems) this.#say(`Feed entry ${entry ?? '-'}: ${what}`)
    if (!feed.isRead) return false
    const fresh = feed.entries.filter(
      ({ identifier }) => inbox.get(identifier) === null && !inbox.isRefused(identifier),
    )
    if (fresh.length > 0) {
      this.#heldSinceMs ??= clock.nowMs()
      airing.hold(true)
    }
    const missing: FeedEntry[] = []
    const received: string[] = []
    for (let from = 0; from < fresh.length; from += FETCHES_AT_ONCE) {
      const some = fresh.slice(from, from + FETCHES_AT_ONCE)
      const documents = await Promise.all(some.map((entry) => this.#fetch(entry)))
      for (const [index, document] of documents.entries()) {
        const entry = some[index]!
        const isJudged = document !== null && (await this.#take(document, entry, received))
        if (!isJudged) missing.push(entry)
      }
    }
    this.#settleHold(missing)
    airing.admit(received)
    return missing.length === 0
  }

  async #fetch(entry: FeedEntry): Promise<Uint8Array | null> {
    const { client, signal } = this.#parts
    try {
      const { status, body } = await client.document(entry.href, signal)
      if (status === 200) return body
      this.#say(`${entry.identifier}: HTTP ${status}`)
    } catch (error) {
      this.#say(`${entry.identifier}: ${codeOf(error)}`)
    }
    return null
  }

  /** False when the document could not be judged now. */
  async #take(octets: Uint8Array, entry: FeedEntry, received: string[]): Promise<boolean> {
    const { intake } = this.#parts
    const taken = await intake.take(octets, { link: 'feed', entry: entry.identifier })
    if (taken.kind === 'later') {
      this.#say(`${entry.identifier}: ${taken.reason}`)
      return false
    }
    // A refusal has a receipt of its own, which goes out the same way.
    received.push(entry.identifier)
    return true
  }

  /** Only a later message that is still unread can hold an alert back. */
  #settleHold(missing: readonly FeedEntry[]): void {
    const mayStop = missing.some((each) => each.msgType !== 'Alert')
    if (mayStop && this.#heldSinceMs !== null) return this.#endHold()
    this.#heldSinceMs = null
    this.#parts.airing.hold(false)
  }

  #endHold(): void {
    const { airing, clock } = this.#parts
    if (this.#heldSinceMs === null || clock.nowMs() - this.#heldSinceMs < HOLD_MAX_MS) return
    this.#say('Airs without the whole feed, which cannot be had')
    this.#heldSinceMs = null
    airing.hold(false)
  }

  #fail(what: string): void {
    this.#failures += 1
    if (this.#failures === 1 && !this.#parts.signal.aborted) {
      this.#parts.emit({ event: 'trouble', what })
    }
  }

  // A bad entry is there at every poll: said once is enough.
  #say(what: string): void {
    if (this.#said.has(what) || this.#said.size >= TROUBLES_MAX) return
    this.#said.add(what)
    this.#parts.emit({ event: 'trouble', what })
  }
}
