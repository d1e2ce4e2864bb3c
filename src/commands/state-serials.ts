import type { Write } from '../domain/decision.ts'
import type { Alarm, EntryBody } from '../domain/entry.ts'
import type { Order, OrderCopy, SerialChoice, UsedPair } from '../domain/order.ts'

/** A pair that a CBC says it uses for a copy. */
export type StatedPair = UsedPair & { readonly language: string }

/** Who chooses the serial numbers of a CBC, and what it has said of other orders. */
export interface SerialsHeld {
  readonly whose: SerialChoice
  /** Pairs of other texts that phones of this CBC may still remember, with the order of each. */
  readonly elsewhere: readonly (UsedPair & { readonly order: string })[]
}

/**
 * What a receipt says of the pairs that are used. One that is not ours is kept beside our own, seen
 * wherever the copy is. Of a CBC whose numbers are ours it is an alarm: phones that hear several
 * networks, and updates, go by the same pair everywhere. A CBC that chooses them itself raises one
 * when it changes its mind, or takes a pair of another text: phones that have seen that stay silent.
 */
export function stateSerials(
  order: Order,
  receipt: { readonly batch: string; readonly serials: readonly StatedPair[] },
  held: SerialsHeld,
): { readonly writes: readonly Write[]; readonly entries: readonly EntryBody[] } {
  const by = { actor: order.cbc, order: order.id }
  const used = new Map<string, StatedPair>()
  const alarms: EntryBody[] = []
  const raise = (alarm: Alarm, detail: string): void => {
    alarms.push({ ...by, what: 'alarm-raised', alarm, detail: detail.toWellFormed() })
  }
  for (const pair of receipt.serials) {
    const copy = order.copies.find(({ language }) => language === pair.language)
    if (copy === undefined) {
      raise('serial-differs', `${pair.language} ${shown(pair)}`)
      continue
    }
    const before = used.get(pair.language) ?? copy.used ?? null
    if (isSame(before ?? (held.whose === 'ours' ? copy : null), pair)) continue
    used.set(pair.language, pair)
    for (const [alarm, detail] of alarmsOf(copy, { pair, before, held })) raise(alarm, detail)
  }
  if (used.size === 0) return { writes: [], entries: alarms }
  const pairs = [...used.values()]
  return {
    writes: pairs.map(({ language, messageIdentifier, serial }) => ({
      table: 'used-pair',
      order: order.id,
      language,
      used: { messageIdentifier, serial },
    })),
    entries: [{ ...by, what: 'serials-stated', batch: receipt.batch, pairs }, ...alarms],
  }
}

function alarmsOf(
  copy: OrderCopy,
  of: {
    readonly pair: StatedPair
    readonly before: UsedPair | null
    readonly held: SerialsHeld
  },
): [Alarm, string][] {
  const { pair, before, held } = of
  const alarms: [Alarm, string][] = []
  const isOther = pair.messageIdentifier !== copy.messageIdentifier
  if ((held.whose === 'ours' && !isSame(copy, pair)) || isOther) {
    alarms.push(['serial-differs', `${pair.language} ${shown(pair)}`])
  }
  if (before !== null) {
    alarms.push(['serial-changed', `${pair.language} ${shown(before)} → ${shown(pair)}`])
  }
  const other = held.elsewhere.find((each) => isSame(each, pair))
  if (other !== undefined) alarms.push(['serial-reused', `${shown(pair)} ${other.order}`])
  return alarms
}

function isSame(one: UsedPair | null, other: UsedPair): boolean {
  return one?.messageIdentifier === other.messageIdentifier && one.serial === other.serial
}

function shown({ messageIdentifier, serial }: UsedPair): string {
  return `${messageIdentifier} ${serial}`
}
