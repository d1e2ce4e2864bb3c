import type { Receipt } from '../commands/record-receipt.ts'
import type { SerialsHeld } from '../commands/state-serials.ts'
import { SERIAL_REST_MS } from '../domain/cb/serials.ts'
import type { Order } from '../domain/order.ts'
import type { Desk } from './desk.ts'

/**
 * What `stateSerials` goes by: who chooses the serial numbers of the CBC, and of the pairs that it
 * states those which it has used for another text within the last 24 h on air.
 */
export async function loadSerialsHeld(
  desk: Pick<Desk, 'store' | 'means'>,
  order: Order,
  { serials }: Pick<Receipt, 'serials'>,
): Promise<SerialsHeld> {
  const whose = (await desk.store.loadCbc(order.cbc))?.serial ?? 'ours'
  if (serials.length === 0 || whose === 'ours') return { whose, elsewhere: [] }
  const endAfterMs = desk.means().nowMs - SERIAL_REST_MS
  const elsewhere: SerialsHeld['elsewhere'][number][] = []
  for (const { language, ...pair } of serials) {
    const of = { ...pair, but: order.id, endAfterMs }
    const text = await textOf(desk, order, language)
    for (const other of await desk.store.loadOrdersUsing(order.cbc, of)) {
      const same = other.copies.find(({ used }) => used?.serial === pair.serial)
      // An Update that leaves a text as it is may leave its pair too: nobody misses anything.
      if (same !== undefined && (await textOf(desk, other, same.language)) === text) continue
      elsewhere.push({ ...pair, order: other.id })
    }
  }
  return { whose, elsewhere }
}

/** What the copy of an order says; null where it has none in that language. */
async function textOf(
  { store }: Pick<Desk, 'store'>,
  { messageId }: Order,
  language: string,
): Promise<string | null> {
  const message = await store.loadMessage(messageId)
  return message?.plan?.copies.find((copy) => copy.language === language)?.text ?? null
}
