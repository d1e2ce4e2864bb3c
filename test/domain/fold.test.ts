import { expect, test } from 'vitest'
import { cancelMessage } from '../../src/commands/cancel-message.ts'
import { changeMessage } from '../../src/commands/change-message.ts'
import { discardMessage } from '../../src/commands/discard-message.ts'
import { draftAlert } from '../../src/commands/draft-alert.ts'
import { approveMessage } from '../../src/commands/approve-message.ts'
import { expireMessage } from '../../src/commands/expire-message.ts'
import { offerOrder } from '../../src/commands/offer-order.ts'
import { recordReceipt, silentCells } from '../../src/commands/record-receipt.ts'
import { recoverOrders } from '../../src/commands/recover-orders.ts'
import { withDocuments } from '../../src/commands/release-message.ts'
import { returnMessage } from '../../src/commands/return-message.ts'
import { settleAttempt } from '../../src/commands/settle-attempt.ts'
import { startAttempt } from '../../src/commands/start-attempt.ts'
import { submitMessage } from '../../src/commands/submit-message.ts'
import { withdrawMessage } from '../../src/commands/withdraw-message.ts'
import type { Decision } from '../../src/domain/decision.ts'
import type { EntryBody } from '../../src/domain/entry.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { Message } from '../../src/domain/message.ts'
import type { Order } from '../../src/domain/order.ts'
import { checkInvariants } from '../invariants.ts'
import {
  approveAlert,
  APPROVER,
  AUTHOR,
  BOTH,
  commitAll,
  makeCbc,
  makeContent,
  makeDocuments,
  makeMeans,
  makePlan,
  MINUTE_MS,
  NOON_MS,
  openTempStore,
  publishAlert,
  sha256Hex,
  type TempStore,
} from '../make.ts'

/** The newest of a message or order, as a command wants it. */
async function message({ store }: TempStore, id = '1.1'): Promise<Message> {
  return (await store.loadMessage(id))!
}
async function order({ store }: TempStore, cbc: string): Promise<Order> {
  return (await store.loadOrder(`1.1-${cbc}`))!
}

/** Commits, and holds the tables against the fold of the log after every single step. */
async function step(temp: TempStore, decision: Decision): Promise<void> {
  await commitAll(temp.store, decision)
  await checkInvariants(temp.store)
}

test('foldLog() gives what the tables say after every step of a draft', async () => {
  const temp = await openTempStore()
  const content = makeContent()
  const origin = { from: 'api' } as const
  await step(temp, draftAlert({ nextNumber: 1 }, { content, origin }, AUTHOR, makeMeans()))
  const submit = async (): Promise<void> => {
    const now = await message(temp)
    const facts = { message: now, plan: makePlan(now.content), findings: [], cellLists: [] }
    await step(temp, submitMessage(facts, { version: now.version }, BOTH, makeMeans()))
  }
  const back = async (): Promise<{ version: number; reason: string }> => ({
    version: (await message(temp)).version,
    reason: 'sebab',
  })
  await step(
    temp,
    changeMessage(await message(temp), { content: makeContent({ minutes: 90 }), version: 1 }, BOTH),
  )
  await submit()
  await step(temp, withdrawMessage(await message(temp), await back(), AUTHOR, makeMeans()))
  await submit()
  const returned = { ...(await back()), step: 'return' } as const
  await step(temp, returnMessage(await message(temp), returned, APPROVER))
  await submit()
  const { version, contentHash } = await message(temp)
  const seen = { version, contentHash: contentHash! }
  await step(temp, approveMessage(await message(temp), seen, APPROVER, makeMeans()))
  await step(temp, withdrawMessage(await message(temp), await back(), AUTHOR, makeMeans()))
  expect(await message(temp)).toMatchObject({ state: 'ended', hands: [AUTHOR.id, BOTH.id] })
})

test('foldLog() knows what was discarded and what was rejected', async () => {
  const temp = await openTempStore()
  const input = { content: makeContent(), origin: { from: 'api' } } as const
  await step(temp, draftAlert({ nextNumber: 1 }, input, AUTHOR, makeMeans()))
  await step(temp, discardMessage(await message(temp), { version: 1 }, AUTHOR))
  await step(temp, draftAlert({ nextNumber: 2 }, input, AUTHOR, makeMeans()))
  const now = await message(temp, '2.1')
  const facts = { message: now, plan: makePlan(now.content), findings: [], cellLists: [] }
  await step(temp, submitMessage(facts, { version: 1 }, AUTHOR, makeMeans()))
  const reject = { version: 2, reason: 'bukan darurat', step: 'reject' } as const
  await step(temp, returnMessage(await message(temp, '2.1'), reject, APPROVER))
  expect((await message(temp, '2.1')).state).toBe('rejected')
})

test('foldLog() gives what the tables say after every step of an order', async () => {
  const temp = await openTempStore()
  const cbcs = [makeCbc('TSEL'), makeCbc('IOH', ['cap-feed']), makeCbc('XL', [])]
  await publishAlert(temp, { cbcs })
  await checkInvariants(temp.store)
  const at = { ...makeMeans(), jitter: 0 }
  const lost = { kind: 'unknown', detail: 'ECONNRESET', stage: null } as const
  const taken = { kind: 'accepted', detail: 'received', stage: 'received' } as const
  const settle = async (n: number, outcome: typeof lost | typeof taken): Promise<void> =>
    step(temp, settleAttempt(await order(temp, 'TSEL'), { n, link: 'cap-push', outcome }, at))
  await settle(1, lost)
  await step(temp, startAttempt(await order(temp, 'TSEL'), 'cap-push', makeMeans()))
  const sending = await order(temp, 'TSEL')
  const [, attempt] = await temp.store.loadAttempts(sending.id)
  await step(temp, recoverOrders([{ order: sending, attempt: attempt! }], '1', makeMeans()))
  await step(temp, startAttempt(await order(temp, 'TSEL'), 'cap-push', makeMeans()))
  await settle(3, taken)
  for (const cbc of ['TSEL', 'IOH', 'XL']) {
    const now = await order(temp, cbc)
    const octets = new TextEncoder().encode(`{"of":"${cbc}"}`)
    const receipt = {
      batch: 'b-1',
      sha256: sha256Hex(octets),
      octets,
      stage: 'accepted',
      reason: null,
      serials: [],
      reports: [
        {
          language: 'id-ID',
          state: 'broadcasting',
          atMs: NOON_MS,
          positions: Uint32Array.of(0, 2),
        },
      ],
      unplanned: 1,
    } as const
    const cells = [silentCells(now.id, 'id-ID', now.cells)]
    await step(temp, recordReceipt({ order: now, cells }, receipt, makeMeans()))
  }
  const silent = await order(temp, 'XL')
  expect(silent, 'what failed stays failed, whatever its CBC reports').toMatchObject({
    state: 'failed',
    stage: 'accepted',
  })
  const orders = await temp.store.loadOrdersOfMessage('1.1')
  await step(temp, expireMessage(await message(temp), orders, makeMeans(NOON_MS + 60 * MINUTE_MS)))
  expect(await checkInvariants(temp.store)).toMatchObject({ messages: 1, orders: 3, attempts: 3 })
})

test('foldLog() tells who cancelled what, why, and by which Cancel', async () => {
  const temp = await openTempStore()
  const { message: live, orders } = await publishAlert(temp, { cbcs: [makeCbc('TSEL')] })
  await step(temp, offerOrder(orders[0]!, 'cap-feed', makeMeans()))
  const cancellation = cancelMessage(
    {
      message: live,
      thread: [live],
      orders: await temp.store.loadOrdersOfMessage(live.id),
      instance: 'ABCDEF',
      cbcs: await temp.store.loadCbcs(),
    },
    { version: live.version, reason: 'salah kirim' },
    BOTH,
    makeMeans(NOON_MS + MINUTE_MS),
  )
  const { cancel } = cancellation
  await step(temp, withDocuments(cancellation, cancel, makeDocuments(cancellation, cancel)))
  const bodies: EntryBody[] = []
  for (let seq = 0; seq < (await temp.store.loadExtent()).to; seq++) {
    bodies.push((await temp.store.loadEntry(seq))!.entry!)
  }
  const { messages, orders: folded } = foldLog(bodies)
  expect(messages.get('1.1')).toMatchObject({ state: 'ended', endReason: 'cancelled' })
  expect(messages.get('1.2')).toMatchObject({
    msgType: 'Cancel',
    state: 'live',
    hands: [BOTH.id],
    note: 'salah kirim',
    content: live.content,
  })
  expect(folded.get('1.1-TSEL')).toMatchObject({ state: 'ended', used: ['cap-push', 'cap-feed'] })
  expect(folded.get('1.2-TSEL')).toMatchObject({ state: 'sending', msgType: 'Cancel', attempts: 1 })
})

test('foldLog() refuses a log that speaks of what nothing made', async () => {
  const temp = await openTempStore()
  await approveAlert(temp)
  const entry = (await temp.store.loadEntry(1))!.entry!
  expect(entry.what).toBe('message-submitted')
  expect(() => foldLog([entry])).toThrow(RangeError)
  const lost = { what: 'order-ended', actor: 'system', state: 'ended', detail: '' } as const
  expect(() => foldLog([{ ...lost, order: '1.1-TSEL' }])).toThrow('1.1-TSEL')
  expect(foldLog([]).messages.size).toBe(0)
})
