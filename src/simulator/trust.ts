import type { CapAlert } from '../domain/cap/model.ts'
import type { Finding } from '../domain/finding.ts'
import { describeFinding } from '../domain/words/words.ts'
import { nextTrustList, verifyTrustList, type Purpose } from '../formats/signature/trust-list.ts'
import { verifyCap } from '../formats/signature/verify.ts'
import { codeOf, type ServiceClient } from './client.ts'
import type { Clock } from './clock.ts'
import type { CbcEvent } from './events.ts'
import type { Inbox } from './inbox.ts'

export type SignatureVerdict =
  /** `alert` is read from the octets that the key vouches for, and from nothing else. */
  | { readonly kind: 'signed'; readonly alert: CapAlert; readonly purpose: Purpose }
  | { readonly kind: 'unsigned'; readonly reason: string }
  /** Nobody can say: there is no list yet, or the key is newer than what could be fetched. */
  | { readonly kind: 'unknown'; readonly reason: string }

export interface TrustParts {
  readonly inbox: Inbox
  readonly client: ServiceClient
  readonly clock: Clock
  readonly emit: (event: CbcEvent) => void
  readonly signal: AbortSignal
  /** The pinned root, public, in PEM. */
  readonly rootPem: string
}

/** Design §8: fetched again at least hourly. */
const REFRESH_MS = 30 * 60_000
/** An unknown key makes us ask the service, but not faster than this, whoever sends what. */
const UNKNOWN_KEY_MS = 5_000

/** The keys this CBC believes. A list that is refused never takes the place of a good one. */
export class Trust {
  readonly #parts: TrustParts
  /** When the service last gave a list that was good. */
  #freshAtMs = Number.NEGATIVE_INFINITY
  #triedAtMs = Number.NEGATIVE_INFINITY
  #fetching: Promise<boolean> | null = null

  constructor(parts: TrustParts) {
    this.#parts = parts
  }

  /** `issued` of the list in force, or null while there is none. */
  issued(): string | null {
    return this.#inForce()?.issued ?? null
  }

  isDue(): boolean {
    return this.#parts.clock.nowMs() - this.#freshAtMs >= REFRESH_MS
  }

  /**
   * Fetches the list. False when the one in force stays because none better came. Several callers
   * share one fetch.
   */
  async refresh(): Promise<boolean> {
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = null
    })
    return this.#fetching
  }

  /** Verifies a document; an unknown key is looked for in a newer list before it is refused. */
  async verify(octets: Uint8Array): Promise<SignatureVerdict> {
    const first = this.#verify(octets)
    if (first.kind !== 'unknown') return first
    if (!(await this.#refreshForKey())) return first
    const second = this.#verify(octets)
    // With a list fetched just now, a key that is not in it is a stranger's.
    return second.kind === 'unknown' ? { kind: 'unsigned', reason: second.reason } : second
  }

  async #refreshForKey(): Promise<boolean> {
    const { clock } = this.#parts
    const sinceFresh = clock.nowMs() - this.#freshAtMs
    if (sinceFresh < UNKNOWN_KEY_MS) return true
    if (clock.nowMs() - this.#triedAtMs < UNKNOWN_KEY_MS && this.#fetching === null) return false
    return this.refresh()
  }

  #verify(octets: Uint8Array): SignatureVerdict {
    const list = this.#inForce()
    if (list === null) return { kind: 'unknown', reason: 'No trust list yet' }
    const verdict = verifyCap(octets, list.keys)
    const { verified, alert, reason, params } = verdict
    const key = list.keys.find((each) => each.keyId === verdict.keyId)
    if (verified && alert !== null && key !== undefined) {
      return { kind: 'signed', alert, purpose: key.purpose }
    }
    const rule = reason ?? 'S02-content'
    const kind = rule === 'S01-key' ? 'unknown' : 'unsigned'
    return { kind, reason: describeRule({ rule, params }) }
  }

  /** Read again each time: a key's dates may have passed since it was fetched. */
  #inForce(): ReturnType<typeof verifyTrustList> | null {
    const { inbox, clock, rootPem } = this.#parts
    const text = inbox.trustList()
    if (text === null) return null
    const verdict = verifyTrustList(text, rootPem, clock.nowMs())
    return verdict.reason === null ? verdict : null
  }

  async #fetch(): Promise<boolean> {
    const { inbox, client, clock, rootPem, signal } = this.#parts
    this.#triedAtMs = clock.nowMs()
    let text: string
    try {
      const { status, body } = await client.trustList(signal)
      if (status !== 200) return this.#refused(`HTTP ${status}`)
      text = Buffer.from(body).toString('utf8')
    } catch (error) {
      return this.#refused(codeOf(error))
    }
    const held = inbox.trustList()
    const verdict = nextTrustList({ held, fetched: text }, { rootPem, nowMs: clock.nowMs() })
    if (verdict.reason === 'rollback') {
      return this.#refused('The list is older than the one in force')
    }
    if (verdict.reason !== null) return this.#refused(`The list is refused: ${verdict.reason}`)
    this.#freshAtMs = clock.nowMs()
    if (text === held) return true
    inbox.append({ t: 'trust', list: text })
    this.#say(verdict.issued, null)
    return true
  }

  #refused(problem: string): false {
    if (!this.#parts.signal.aborted) this.#say(this.issued(), problem)
    return false
  }

  #say(issued: string | null, problem: string | null): void {
    const keys = this.#inForce()?.keys.map((each) => each.keyId) ?? []
    this.#parts.emit({ event: 'trust', issued, keys, problem })
  }
}

/** The rule that refused a document, and what it says of it, as receipts carry them. */
export function describeRule(of: Pick<Finding, 'rule' | 'params'>): string {
  return `${of.rule}: ${describeFinding({ level: 'error', path: '/alert[1]', ...of }, 'en')}`
}
