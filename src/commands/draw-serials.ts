import type { SerialNumber } from '../domain/cb/serial-number.ts'
import { nextSerial, nextUpdate, SERIAL_REST_MS, type SerialFacts } from '../domain/cb/serials.ts'
import type { Claim, Write } from '../domain/decision.ts'

/** The serial numbers of one message, and what its decision takes up so that they stay its own. */
export interface SerialDraw {
  /** By message identifier: the same at all CBCs. */
  readonly serials: ReadonlyMap<number, SerialNumber>
  readonly claims: readonly Claim[]
  readonly writes: readonly Write[]
}

/**
 * Draws a serial number for each message identifier. A pair is claimed until 24 h after the message
 * may last be on air, whatever ends it earlier: a CBC that misses the Cancel airs it to its end.
 *
 * @param of.expiresMs the latest end of any order.
 * @param of.newest what the thread has used last at an identifier (`newestPair`), for a changed text
 *   that takes its place; without it every number is a new one.
 * @throws {Refusal} `SERIALS_EXHAUSTED`
 */
export function drawSerials(
  facts: ReadonlyMap<number, SerialFacts>,
  of: {
    readonly nowMs: number
    readonly expiresMs: number
    readonly newest?: (messageIdentifier: number) => SerialNumber | null
  },
): SerialDraw {
  const { nowMs, expiresMs } = of
  const serials = new Map<number, SerialNumber>()
  const claims: Claim[] = []
  const writes: Write[] = []
  for (const [identifier, each] of facts) {
    const newest = of.newest?.(identifier) ?? null
    const { serial, nextTurn } =
      newest === null
        ? nextSerial(identifier, each, nowMs)
        : nextUpdate(newest, each, { identifier, nowMs, expiresMs })
    serials.set(identifier, serial)
    claims.push(serialClaim(identifier, serial, { expiresMs, isNew: nextTurn !== null }))
    if (nextTurn === null) continue
    writes.push({ table: 'serial-cursor', messageIdentifier: identifier, nextTurn })
  }
  return { serials, claims, writes }
}

/** A code is claimed with all its update numbers: they are the same message to a phone's rules. */
export function serialClaim(
  identifier: number,
  { messageCode }: SerialNumber,
  { expiresMs, isNew }: { readonly expiresMs: number; readonly isNew: boolean },
): Claim {
  return {
    space: 'serial',
    key: `${identifier}:${messageCode}`,
    untilMs: expiresMs + SERIAL_REST_MS,
    ...(isNew ? {} : { renews: true }),
    refusal: 'SERIAL_TAKEN',
    params: { identifier, serial: messageCode },
  }
}
