import { expect, test } from 'vitest'
import { cancelMessage } from '../../src/commands/cancel-message.ts'
import { expireMessage } from '../../src/commands/expire-message.ts'
import { type Release, withDocuments } from '../../src/commands/release-message.ts'
import {
  dropUpdate,
  releaseUpdate,
  type UpdateReleaseFacts,
} from '../../src/commands/release-update.ts'
import { decodeSerialNumber } from '../../src/domain/cb/serial-number.ts'
import type { Content } from '../../src/domain/message.ts'
import type { Order, OrderCopy, Stage } from '../../src/domain/order.ts'
import { checkInvariants } from '../invariants.ts'
import {
  AUTHOR,
  commitAll,
  HOUR_MS,
  makeCbc,
  makeContent,
  makeDocuments,
  makeMeans,
  makeMessageIn,
  makeOrder,
  makePlan,
  MINUTE_MS,
  NOON_MS,
  openTempStore,
  publishAlert,
  refusalOf,
  type TempStore,
} from '../make.ts'
import { approveUpdate, releaseUpdateOf, updateFactsOf, type WantedUpdate } from '../update.ts'

const ENGLISH = {
  language: 'en-US',
  event: 'Tsunami',
  headline: 'Tsunami warning',
  body: 'Leave the coast now.',
}
const [FIRST] = makeContent().texts
const CHANGED = makeContent({ texts: [{ ...FIRST!, body: 'Gelombang pertama telah tiba.' }] })

/** An update from its draft to its release. @returns what was released. */
async function update(temp: TempStore, of: WantedUpdate = {}): Promise<Release> {
  temp.clock.nowMs += MINUTE_MS
  const release = await releaseUpdateOf(temp, await approveUpdate(temp, of))
  await checkInvariants(temp.store)
  return release
}

async function openLive(cbcs = ['TSEL', 'IOH'], content?: Content): Promise<TempStore> {
  const temp = await openTempStore()
  const settings = cbcs.map((cbc) => makeCbc(cbc))
  await publishAlert(temp, content === undefined ? { cbcs: settings } : { cbcs: settings, content })
  return temp
}

/** Orders as `CBC type`. */
function typesOf({ orders }: Release): string[] {
  return orders.map(({ cbc, msgType }) => `${cbc} ${msgType}`).toSorted()
}

function copyOf({ orders }: Release, cbc = 'TSEL', at = 0): OrderCopy {
  return orders.find((order) => order.cbc === cbc)!.copies[at]!
}

async function firstCopy({ store }: TempStore, at = 0): Promise<OrderCopy> {
  return (await store.loadOrder('1.1-TSEL'))!.copies[at]!
}

/** What a CBC has said of an order, straight into the row: the log knows nothing of it. */
function said(order: Order, part: Partial<Order>): Order {
  return { ...order, ...part }
}

test('releaseUpdate() ends what it replaces, message and orders, in the same decision', async () => {
  const temp = await openLive()
  const release = await update(temp, { content: CHANGED })
  expect(typesOf(release)).toEqual(['IOH Update', 'TSEL Update'])
  expect(await temp.store.loadMessage('1.1')).toMatchObject({
    state: 'ended',
    endReason: 'replaced',
    endedAtMs: temp.clock.nowMs,
  })
  expect(await temp.store.loadMessage('1.2')).toMatchObject({
    state: 'live',
    sentMs: NOON_MS + MINUTE_MS,
    expiresMs: NOON_MS + MINUTE_MS + HOUR_MS,
  })
  for (const order of await temp.store.loadOrdersOfMessage('1.1')) {
    expect(order).toMatchObject({ state: 'ended', reason: 'replaced', dueMs: null })
  }
  expect(await temp.store.loadOrder('1.2-TSEL')).toMatchObject({
    msgType: 'Update',
    state: 'sending',
    identifier: 'KTN-ABCDEF-20261125-1-2-TSEL',
  })
})

test('releaseUpdate() gives a changed text the next update number, and says what it replaces', async () => {
  const temp = await openLive()
  const { serial } = await firstCopy(temp)
  const release = await update(temp, { content: CHANGED })
  const { messageCode } = decodeSerialNumber(serial)
  for (const cbc of ['TSEL', 'IOH']) {
    const copy = copyOf(release, cbc)
    expect(decodeSerialNumber(copy.serial)).toEqual({ scope: 'plmn', messageCode, updateNumber: 1 })
    expect(copy.replaces).toBe(serial)
  }
  const claim = await temp.store.loadClaim('serial', `4370:${messageCode}`)
  expect(claim?.untilMs).toBe(release.expiresMs + 24 * HOUR_MS)
  expect((await temp.store.loadOrder('1.2-TSEL'))!.copies[0]!.replaces).toBe(serial)
})

test('releaseUpdate() keeps the serial number of a text that stays: no phone sounds again', async () => {
  const temp = await openLive()
  const { serial } = await firstCopy(temp)
  const later = await update(temp, { content: makeContent({ minutes: 120, areaName: 'Aceh' }) })
  expect(copyOf(later)).toMatchObject({ serial, replaces: null })
  const { messageCode } = decodeSerialNumber(serial)
  const claim = await temp.store.loadClaim('serial', `4370:${messageCode}`)
  expect(claim?.untilMs).toBe(later.expiresMs + 24 * HOUR_MS)
})

test('releaseUpdate() looks at each copy for itself', async () => {
  const both = makeContent({ texts: [FIRST!, ENGLISH] })
  const temp = await openLive(['TSEL', 'IOH'], both)
  const [id, en] = [await firstCopy(temp), await firstCopy(temp, 1)]
  const changed = { ...both, texts: [FIRST!, { ...ENGLISH, body: 'Stay away from the coast.' }] }
  const release = await update(temp, { content: changed })
  expect(copyOf(release, 'TSEL', 0)).toMatchObject({ serial: id.serial, replaces: null })
  expect(copyOf(release, 'TSEL', 1).replaces).toBe(en.serial)
  expect(decodeSerialNumber(copyOf(release, 'TSEL', 1).serial).updateNumber).toBe(1)
})

test('releaseUpdate() never goes back to a serial number, whatever the text goes back to', async () => {
  const temp = await openLive()
  const seen = [(await firstCopy(temp)).serial]
  for (let n = 1; n <= 17; n++) {
    const content = n % 2 === 1 ? CHANGED : makeContent()
    seen.push(copyOf(await update(temp, { content })).serial)
  }
  expect(new Set(seen).size).toBe(seen.length)
  // After update number 15 a new code: 3GPP TS 23.041 §9.4.1.2.1.
  const codes = seen.map((serial) => decodeSerialNumber(serial).messageCode)
  expect(new Set(codes).size).toBe(2)
  expect(codes.slice(0, 16)).toEqual(Array.from({ length: 16 }, () => codes[0]))
})

test('releaseUpdate() draws a new code where the identifier is another one', async () => {
  const temp = await openLive()
  const graver = makeContent({ severity: 'Severe', level: 'siaga', urgency: 'Expected' })
  const release = await update(temp, { content: graver })
  const copy = copyOf(release)
  expect(copy.messageIdentifier).not.toBe(4370)
  expect(decodeSerialNumber(copy.serial).updateNumber).toBe(0)
  expect(copy.replaces).toBeNull()
})

test('releaseUpdate() is an Alert to a CBC that is new to it, a Cancel to one without cells', async () => {
  const temp = await openLive(['TSEL', 'IOH', 'XL'])
  const first = await update(temp, { content: CHANGED, cbcs: ['TSEL'] })
  expect(typesOf(first)).toEqual(['IOH Cancel', 'TSEL Update', 'XL Cancel'])
  const stop = (await temp.store.loadOrder('1.2-IOH'))!
  expect(stop).toMatchObject({
    msgType: 'Cancel',
    state: 'sending',
    used: ['cap-push', 'cap-feed'],
    cells: 0,
    copies: [],
    // Longer than the update: a CBC that is down still finds it.
    expiresMs: first.sentMs + 24 * HOUR_MS,
  })
  // The next one wants it again: it is the thread's, whatever became of the stop.
  const second = await update(temp, { content: makeContent(), cbcs: ['TSEL', 'IOH'] })
  expect(typesOf(second)).toEqual(['IOH Update', 'TSEL Update', 'XL Cancel'])
  expect(await temp.store.loadOrder('1.2-IOH')).toMatchObject({ state: 'ended' })
})

test('releaseUpdate() tells by what became of earlier orders what a CBC may hold', () => {
  const message = makeMessageIn('approved', {
    n: 2,
    msgType: 'Update',
    plan: makePlan(makeContent(), { cbcs: ['TSEL'] }),
  })
  const typeFor = (...earlier: Partial<Order>[]): string[] => {
    const thread = [makeMessageIn('live'), message]
    const threadOrders = earlier.map((part) => makeOrder(part))
    const facts: UpdateReleaseFacts = {
      message,
      thread,
      threadOrders,
      instance: 'ABCDEF',
      lastSentMs: NOON_MS,
      liveSetVersion: 1,
      cbcs: [makeCbc('TSEL'), makeCbc('IOH'), makeCbc('XL')],
      serials: new Map([[4370, { nextTurn: null, taken: new Set() }]]),
    }
    return typesOf(releaseUpdate(facts, makeMeans(NOON_MS + MINUTE_MS)))
  }
  expect(typeFor({})).toEqual(['TSEL Update'])
  expect(typeFor({ state: 'ended' })).toEqual(['TSEL Update'])
  expect(typeFor({ state: 'refused', stage: 'rejected' })).toEqual(['TSEL Alert'])
  expect(typeFor({ state: 'failed', used: [] })).toEqual(['TSEL Alert'])
  expect(typeFor({ state: 'refused', onAirAtMs: NOON_MS })).toEqual(['TSEL Update'])
  // A CBC without cells is told to stop, unless it has nothing or has said that it stopped.
  expect(typeFor({ cbc: 'IOH' })).toEqual(['IOH Cancel', 'TSEL Alert'])
  expect(typeFor({ cbc: 'IOH', state: 'refused' })).toEqual(['TSEL Alert'])
  const stop = { cbc: 'IOH', messageId: '1.2', msgType: 'Cancel', copies: [] } as const
  const stages: (Stage | null)[] = [null, 'fetched', 'received', 'accepted', 'rejected']
  for (const stage of stages) {
    const isDone = stage === 'received' || stage === 'accepted'
    expect([stage, typeFor({ cbc: 'IOH' }, { ...stop, stage })]).toEqual([
      stage,
      isDone ? ['TSEL Alert'] : ['IOH Cancel', 'TSEL Alert'],
    ])
  }
})

test('releaseUpdate() stands on every feed that shows an earlier order', async () => {
  const temp = await openLive()
  const facts = await updateFactsOf(temp, await approveUpdate(temp, { content: CHANGED }))
  const offered = facts.threadOrders.map((order) =>
    order.cbc === 'TSEL' ? said(order, { used: ['cap-push', 'cap-feed'] }) : order,
  )
  const at = makeMeans(NOON_MS + MINUTE_MS)
  const { orders } = releaseUpdate({ ...facts, threadOrders: offered }, at)
  expect(orders.map(({ cbc, state, used }) => `${cbc} ${state} ${used.join()}`)).toEqual([
    'TSEL sending cap-push,cap-feed',
    'IOH sending cap-push',
  ])
})

test('releaseUpdate() goes out later than everything of its thread, also by a clock set back', async () => {
  const temp = await openLive()
  const facts = await updateFactsOf(temp, await approveUpdate(temp, { content: CHANGED }))
  const { sentMs } = releaseUpdate(facts, makeMeans(NOON_MS - MINUTE_MS))
  expect(sentMs).toBe(NOON_MS + 1_000)
})

test('releaseUpdate() draws anew after a restore: the number may be out already', async () => {
  const temp = await openLive()
  const { serial } = await firstCopy(temp)
  for (const content of [CHANGED, makeContent({ minutes: 90 })]) {
    const facts = await updateFactsOf(temp, await approveUpdate(temp, { content }))
    const restored = releaseUpdate(
      { ...facts, instance: 'UVWXYZ' },
      makeMeans(temp.clock.nowMs + MINUTE_MS),
    )
    const copy = copyOf(restored)
    const { messageCode, updateNumber } = decodeSerialNumber(copy.serial)
    expect(updateNumber).toBe(0)
    expect(messageCode).not.toBe(decodeSerialNumber(serial).messageCode)
    expect(copy.replaces).toBe(serial)
    const { message, thread } = facts
    expect(thread.length).toBe(message.n)
    await commitAll(temp.store, dropUpdate(message, 'system', makeMeans(temp.clock.nowMs)))
  }
})

test('releaseUpdate() goes on from a message that ran out, not from one that was cancelled', async () => {
  const temp = await openLive()
  const message = await approveUpdate(temp, { content: CHANGED })
  const facts = await updateFactsOf(temp, message)
  const [base] = facts.thread
  const over = { ...base!, state: 'ended', endReason: 'expired' } as const
  const at = makeMeans(NOON_MS + 5 * MINUTE_MS)
  const { decision, orders } = releaseUpdate({ ...facts, thread: [over, message] }, at)
  expect(orders.every(({ msgType }) => msgType === 'Update')).toBe(true)
  expect(decision.entries.filter(({ what }) => what === 'message-ended')).toEqual([])
  const cancelled = { ...over, endReason: 'cancelled' } as const
  const run = (): unknown => releaseUpdate({ ...facts, thread: [cancelled, message] }, at)
  expect(refusalOf(run)).toBe('UPDATE_OVERTAKEN')
})

test('a Cancel after updates reaches every CBC that may hold any text of the thread', async () => {
  const temp = await openLive(['TSEL', 'IOH', 'XL'])
  await update(temp, { content: CHANGED, cbcs: ['TSEL', 'IOH'] })
  temp.clock.nowMs += MINUTE_MS
  const { messages: thread } = (await temp.store.loadAlert('1'))!
  const orders = await Promise.all(thread.map(({ id }) => temp.store.loadOrdersOfMessage(id)))
  const live = thread[1]!
  const facts = {
    thread,
    orders: orders.flat(),
    instance: 'ABCDEF',
    cbcs: await temp.store.loadCbcs(),
  }
  const why = { version: live.version, reason: 'salah kirim' }
  const at = makeMeans(temp.clock.nowMs)
  const first = thread[0]!
  const old = { version: first.version, reason: 'salah kirim' }
  // What was replaced is over: the one to cancel is what took its place.
  expect(refusalOf(() => cancelMessage({ ...facts, message: first }, old, AUTHOR, at))).toBe(
    'STEP_REFUSED',
  )
  const made = cancelMessage({ ...facts, message: live }, why, AUTHOR, at)
  expect(made.orders.map(({ cbc, state }) => `${cbc} ${state}`).toSorted()).toEqual([
    'IOH sending',
    'TSEL sending',
    'XL sending',
  ])
  await commitAll(temp.store, withDocuments(made, made.cancel, makeDocuments(made, made.cancel)))
  await checkInvariants(temp.store)
  for (const order of await temp.store.loadOrdersOfMessage('1.2')) {
    expect(order.state).toBe('ended')
  }
})

test('a Cancel ends an Update that is approved and has not begun', async () => {
  const temp = await openLive()
  const update = await approveUpdate(temp, {
    content: { ...CHANGED, startMs: NOON_MS + 30 * MINUTE_MS },
  })
  const { messages: thread } = (await temp.store.loadAlert('1'))!
  const message = thread[0]!
  const orders = await temp.store.loadOrdersOfMessage('1.1')
  const cbcs = await temp.store.loadCbcs()
  const why = { version: message.version, reason: 'salah kirim' }
  const facts = { message, thread, orders, instance: 'ABCDEF', cbcs }
  const made = cancelMessage(facts, why, AUTHOR, makeMeans(NOON_MS + MINUTE_MS))
  await commitAll(temp.store, withDocuments(made, made.cancel, makeDocuments(made, made.cancel)))
  await checkInvariants(temp.store)
  expect(await temp.store.loadMessage(update.id)).toMatchObject({
    state: 'ended',
    endReason: 'withdrawn',
    sentMs: null,
  })
})

test('a Cancel of what has run out is made again when an Update goes out meanwhile', async () => {
  const temp = await openLive()
  const { store, clock } = temp
  const startMs = NOON_MS + 70 * MINUTE_MS
  const update = await approveUpdate(temp, { content: { ...CHANGED, startMs } })
  clock.nowMs = NOON_MS + 61 * MINUTE_MS
  const base = (await store.loadMessage('1.1'))!
  const orders = await store.loadOrdersOfMessage('1.1')
  await commitAll(store, expireMessage(base, orders, makeMeans(clock.nowMs)))
  const { messages: thread } = (await store.loadAlert('1'))!
  const facts = {
    message: thread[0]!,
    thread,
    orders: await store.loadOrdersOfMessage('1.1'),
    instance: 'ABCDEF',
    cbcs: await store.loadCbcs(),
  }
  clock.nowMs = startMs
  const why = { version: thread[0]!.version, reason: 'salah kirim' }
  const made = cancelMessage(facts, why, AUTHOR, makeMeans(clock.nowMs))
  // Decided, and not committed yet: what it would end as withdrawn goes on air.
  await releaseUpdateOf(temp, update)
  const late = withDocuments(made, made.cancel, makeDocuments(made, made.cancel))
  const [outcome] = await store.commit([late])
  expect(outcome).toMatchObject({ code: 'STALE_VERSION' })
  expect(await store.loadMessage(update.id)).toMatchObject({ state: 'live' })
  await checkInvariants(store)
})
