import { Refusal } from '../domain/error.ts'

/** Tries within {@link WINDOW_MS} after which sign-in is refused for the rest of it. */
const WINDOW_MS = 15 * 60_000
/** By one address at one name: a person who has forgotten. */
const PAIR_MAX = 5
/** By one address at all names: an office behind one address, or somebody trying names. */
const ADDRESS_MAX = 50
// Wide on purpose: whoever tries a name from everywhere must not lock an approver out for long.
const NAME_MAX = 100
/** Beyond this the oldest counts are forgotten: memory stays bounded under a flood. */
const COUNTS_MAX = 20_000

interface Count {
  tries: number
  readonly sinceMs: number
}

/** Counts tries to sign in, in memory: a restart forgives them. */
export class SignInGuard {
  readonly #counts = new Map<string, Count>()

  /**
   * Counts one try before the password is looked at, so that tries side by side count too.
   *
   * @throws {Refusal} `TOO_MANY_REQUESTS` with the seconds to wait.
   */
  admit(of: { readonly name: string; readonly address: string }, nowMs: number): void {
    const limits = limitsOf(of)
    for (const [key, max] of limits) {
      const count = this.#current(key, nowMs)
      if (count === undefined || count.tries < max) continue
      const seconds = Math.max(1, Math.ceil((count.sinceMs + WINDOW_MS - nowMs) / 1_000))
      throw new Refusal('TOO_MANY_REQUESTS', { seconds })
    }
    for (const [key] of limits) this.#add(key, nowMs)
  }

  /** The password was right: what was typed wrong before is forgiven. */
  forgive(of: { readonly name: string; readonly address: string }): void {
    const [pair, ...rest] = limitsOf(of)
    if (pair !== undefined) this.#counts.delete(pair[0])
    for (const [key] of rest) {
      const count = this.#counts.get(key)
      if (count !== undefined) count.tries = Math.max(0, count.tries - 1)
    }
  }

  #current(key: string, nowMs: number): Count | undefined {
    const count = this.#counts.get(key)
    return count !== undefined && nowMs - count.sinceMs < WINDOW_MS ? count : undefined
  }

  #add(key: string, nowMs: number): void {
    const count = this.#current(key, nowMs)
    if (count !== undefined) {
      count.tries++
      return
    }
    this.#counts.delete(key)
    this.#counts.set(key, { tries: 1, sinceMs: nowMs })
    const [oldest] = this.#counts.keys()
    if (this.#counts.size > COUNTS_MAX && oldest !== undefined) this.#counts.delete(oldest)
  }
}

function limitsOf(of: { readonly name: string; readonly address: string }): [string, number][] {
  return [
    [`pair ${of.name} ${of.address}`, PAIR_MAX],
    [`address ${of.address}`, ADDRESS_MAX],
    [`name ${of.name}`, NAME_MAX],
  ]
}
