import { createHash } from 'node:crypto'
import { checkFreshness } from '../domain/cap/freshness.ts'
import type { CapAlert } from '../domain/cap/model.ts'
import { decodeSerialNumber, encodeSerialNumber } from '../domain/cb/serial-number.ts'
import { readCap } from '../formats/cap/read.ts'
import type { Clock } from './clock.ts'
import type { CbcEvent } from './events.ts'
import type { Inbox, Link } from './inbox.ts'
import { copiesByEvent } from './map-by-event.ts'
import type { Script } from './script.ts'
import { describeRule, type Trust } from './trust.ts'
import { checkOrder, copiesOfProfile, type AiredCopy } from './verify-order.ts'

/** What became of one document. Each of them is durable before it is given. */
export type Taken =
  | { readonly kind: 'received' | 'duplicate'; readonly identifier: string }
  | { readonly kind: 'rejected'; readonly identifier: string | null; readonly reason: string }
  /** It cannot be judged now: whoever sent it should send it again. */
  | { readonly kind: 'later'; readonly reason: string }

export interface IntakeParts {
  readonly cbc: string
  readonly inbox: Inbox
  readonly trust: Trust
  readonly clock: Clock
  readonly emit: (event: CbcEvent) => void
  readonly script: Script | null
  readonly ignoresProfile: boolean
}

/** The one way in for a document, whatever link it came over. */
export class Intake {
  readonly #parts: IntakeParts
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /** Documents are judged one after the other: the same one over two links is taken once. */
  take(octets: Uint8Array, from: { link: Link; entry: string | null }): Promise<Taken> {
    const taken = this.#turn.then(() => this.#take(octets, from))
    this.#turn = taken.catch(() => undefined)
    return taken
  }

  async #take(octets: Uint8Array, from: { link: Link; entry: string | null }): Promise<Taken> {
    const { inbox, trust, clock, emit } = this.#parts
    const sha256 = createHash('sha256').update(octets).digest('hex')
    const claimed = from.entry ?? readCap(octets).alert?.identifier ?? null
    const known = claimed === null ? null : this.#known(claimed, sha256)
    if (claimed !== null && known !== null) {
      emit({ event: 'duplicate', identifier: claimed, link: from.link })
      return known
    }
    const document = { octets, sha256, claimed, ...from }
    const signature = await trust.verify(octets)
    if (signature.kind === 'unknown') return { kind: 'later', reason: signature.reason }
    if (signature.kind === 'unsigned') return this.#reject(document, signature.reason)
    const { alert, purpose } = signature
    if (from.entry !== null && alert.identifier !== from.entry) {
      return this.#reject(document, 'Its identifier is not that of the feed entry')
    }
    const { identifier } = alert
    const verdict = this.#check(alert, purpose)
    if (verdict.kind === 'rejected') return this.#reject(document, verdict.reason, identifier)
    const { order } = verdict
    const xml = Buffer.from(octets).toString('utf8')
    const { link } = from
    inbox.append({ t: 'received', identifier, atMs: clock.nowMs(), link, sha256, order, xml })
    const references = order.references.map((each) => each.identifier)
    emit({ event: 'received', identifier, msgType: order.msgType, link, references })
    return { kind: 'received', identifier }
  }

  /** The answer that was given before to these very octets; null for what is new. */
  #known(identifier: string, sha256: string): Taken | null {
    const { inbox } = this.#parts
    const held = inbox.get(identifier)
    if (held?.sha256 === sha256) {
      if (held.rejection === null) return { kind: 'duplicate', identifier }
      return { kind: 'rejected', identifier, reason: held.rejection.reason }
    }
    const refusal = inbox.refusalOf(identifier, sha256)
    return refusal === null ? null : { kind: 'rejected', identifier, reason: refusal.reason }
  }

  #check(alert: CapAlert, purpose: 'live' | 'exercise'): ReturnType<typeof checkOrder> {
    const { cbc, clock, inbox, script, ignoresProfile } = this.#parts
    const stale = checkFreshness(alert, {
      cbc,
      nowMs: clock.nowMs(),
      purpose,
      // The same octets were answered already: these say something else under a name that is held.
      isSeen: ({ identifier }) => inbox.get(identifier) !== null,
    })
    if (stale !== null) return { kind: 'rejected', reason: describeRule(stale) }
    if (script?.kind === 'refuse') return { kind: 'rejected', reason: script.reason }
    const copiesOf = ignoresProfile ? copiesByEvent : copiesOfProfile
    return checkOrder(alert, {
      cbc,
      nowMs: clock.nowMs(),
      purpose,
      needsProfile: !ignoresProfile,
      copiesOf: (each) => {
        const copies = copiesOf(each)
        const isOwn = script?.kind === 'bad-serial' && typeof copies !== 'string'
        return isOwn ? renumber(copies) : copies
      },
    })
  }

  /**
   * A refusal does not take the identifier that was claimed: the true document may still come. The
   * answer to a push says it; it becomes a receipt, and so is kept, only where the signature has
   * proven which order is meant, or the service's own feed says so.
   */
  #reject(document: Refusable, reason: string, proven: string | null = null): Taken {
    const { inbox, clock, emit } = this.#parts
    const identifier = proven ?? document.claimed
    const { sha256, link, entry } = document
    emit({ event: 'rejected', identifier, link, reason })
    const isOurs = entry !== null || proven !== null
    // An order that is held already has its own receipts: a false twin must not end it.
    if (identifier !== null && isOurs && inbox.get(identifier) === null) {
      inbox.append({ t: 'refused', identifier, atMs: clock.nowMs(), sha256, reason })
    }
    return { kind: 'rejected', identifier, reason }
  }
}

interface Refusable {
  readonly sha256: string
  readonly claimed: string | null
  readonly link: Link
  readonly entry: string | null
}

/** Another code for each of ours, and the same one where ours stays: no phone sounds again then. */
function renumber(copies: readonly AiredCopy[]): AiredCopy[] {
  return copies.map((copy) => {
    const { messageCode, ...rest } = decodeSerialNumber(copy.serial)
    return { ...copy, serial: encodeSerialNumber({ ...rest, messageCode: messageCode ^ 0x200 }) }
  })
}
