import { describe, expect, test } from 'vitest'
import { recordReceipt } from '../../src/commands/record-receipt.ts'
import {
  type SerialsHeld,
  stateSerials,
  type StatedPair,
} from '../../src/commands/state-serials.ts'
import type { Order } from '../../src/domain/order.ts'
import { checkInvariants } from '../invariants.ts'
import {
  commitAll,
  makeCbc,
  makeMeans,
  makeOrder,
  openTempStore,
  publishAlert,
  sha256Hex,
} from '../make.ts'

const OCTETS = Uint8Array.of(1)
const OURS: SerialsHeld = { whose: 'ours', elsewhere: [] }
const THEIRS: SerialsHeld = { whose: 'theirs', elsewhere: [] }
/** Our own pair of the order's only copy. */
const OWN: StatedPair = { language: 'id-ID', messageIdentifier: 4370, serial: 0x4000 }
const OTHER: StatedPair = { ...OWN, serial: 0x4010 }

/** The order once it is stated that it uses a pair. */
function using({ messageIdentifier, serial }: StatedPair): Order {
  const [copy] = makeOrder().copies
  return makeOrder({ copies: [{ ...copy!, used: { messageIdentifier, serial } }] })
}

function said(
  held: SerialsHeld,
  pairs: readonly StatedPair[],
  order = makeOrder(),
): { used: unknown[]; alarms: string[]; stated: number } {
  const { writes, entries } = stateSerials(order, { batch: 'b-1', serials: pairs }, held)
  return {
    used: writes.map((write) => (write.table === 'used-pair' ? write.used.serial : write.table)),
    alarms: entries.flatMap((each) => (each.what === 'alarm-raised' ? [each.alarm] : [])),
    stated: entries.filter((each) => each.what === 'serials-stated').length,
  }
}

const NOTHING = { used: [], alarms: [], stated: 0 }

describe('stateSerials() of a CBC whose numbers are ours', () => {
  test('has nothing to say of our own pair', () => {
    expect(said(OURS, [OWN])).toEqual(NOTHING)
    expect(said(OURS, [])).toEqual(NOTHING)
  })

  test('keeps another one and raises an alarm, once', () => {
    expect(said(OURS, [OTHER])).toEqual({ used: [0x4010], alarms: ['serial-differs'], stated: 1 })
    expect(said(OURS, [OTHER], using(OTHER))).toEqual(NOTHING)
    const identifier = { ...OWN, messageIdentifier: 4371 }
    expect(said(OURS, [identifier])).toMatchObject({ alarms: ['serial-differs'] })
  })

  test('raises an alarm for a copy that the order does not have', () => {
    const jv = { ...OWN, language: 'jv' }
    expect(said(OURS, [jv])).toEqual({ used: [], alarms: ['serial-differs'], stated: 0 })
  })
})

describe('stateSerials() of a CBC that chooses them', () => {
  test('keeps what it states, ours too, without an alarm', () => {
    expect(said(THEIRS, [OTHER])).toEqual({ used: [0x4010], alarms: [], stated: 1 })
    expect(said(THEIRS, [OWN])).toEqual({ used: [0x4000], alarms: [], stated: 1 })
    expect(said(THEIRS, [OTHER], using(OTHER)), 'said again').toEqual(NOTHING)
  })

  test('raises an alarm when it changes its mind, also within one receipt', () => {
    const changed = { used: [0x4010], alarms: ['serial-changed'], stated: 1 }
    expect(said(THEIRS, [OTHER], using(OWN))).toEqual(changed)
    expect(said(THEIRS, [OWN, OTHER])).toEqual(changed)
  })

  test('raises an alarm for a pair of another text', () => {
    const elsewhere = [{ messageIdentifier: 4370, serial: 0x4010, order: '7.1-TSEL' }]
    const held = { ...THEIRS, elsewhere }
    expect(said(held, [OTHER])).toEqual({ used: [0x4010], alarms: ['serial-reused'], stated: 1 })
    expect(said(held, [OWN]).alarms).toEqual([])
    const at4371 = [{ ...elsewhere[0]!, messageIdentifier: 4371 }]
    expect(said({ ...THEIRS, elsewhere: at4371 }, [OTHER]).alarms).toEqual([])
  })

  test('raises an alarm for another identifier: that is not its to choose', () => {
    const identifier = { ...OWN, messageIdentifier: 4371 }
    expect(said(THEIRS, [identifier]).alarms).toEqual(['serial-differs'])
  })
})

test('stateSerials() is told by the log as the tables have it', async () => {
  const temp = await openTempStore()
  const cbcs = [makeCbc('TSEL', ['cap-feed'])]
  const { orders } = await publishAlert(temp, { cbcs })
  const receipt = {
    batch: 'b-1',
    sha256: sha256Hex(OCTETS),
    octets: OCTETS,
    stage: null,
    reason: null,
    serials: [OTHER],
    reports: [],
    unplanned: 0,
  }
  const facts = { order: orders[0]!, cells: [], serials: THEIRS }
  await commitAll(temp.store, recordReceipt(facts, receipt, makeMeans()))
  const order = await temp.store.loadOrder('1.1-TSEL')
  expect(order?.copies[0]).toMatchObject({ used: { messageIdentifier: 4370, serial: 0x4010 } })
  expect(order?.copies[0]?.serial, 'ours stands beside it').toBe(orders[0]!.copies[0]!.serial)
  const using = {
    messageIdentifier: 4370,
    serial: 0x4010,
    but: '',
    endAfterMs: order!.expiresMs - 1,
  }
  const found = async (part: Partial<typeof using>): Promise<string[]> => {
    const all = await temp.store.loadOrdersUsing('TSEL', { ...using, ...part })
    return all.map(({ id }) => id)
  }
  expect(await found({})).toEqual(['1.1-TSEL'])
  expect(await found({ but: '1.1-TSEL' })).toEqual([])
  expect(await found({ serial: 0x4011 })).toEqual([])
  expect(await found({ endAfterMs: order!.expiresMs })).toEqual([])
  expect(await checkInvariants(temp.store)).toMatchObject({ orders: 1 })
})
