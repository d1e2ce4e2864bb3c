import { expect, test } from 'vitest'
import { cancelMessage } from '../../src/commands/cancel-message.ts'
import { connectCbc } from '../../src/commands/connect-cbc.ts'
import { expireMessage } from '../../src/commands/expire-message.ts'
import { type Receipt, recordReceipt } from '../../src/commands/record-receipt.ts'
import { withDocuments } from '../../src/commands/release-message.ts'
import { checkInvariants } from '../invariants.ts'
import {
  ADMIN,
  AUTHOR,
  commitAll,
  HOUR_MS,
  makeCbc,
  makeDocuments,
  makeMeans,
  makePlannedOrder,
  makePlan,
  makeContent,
  NOON_MS,
  openTempStore,
  sha256Hex,
  type TempStore,
} from '../make.ts'
import { alarmsOf, approveFor, orderAt, startRig, until } from './rig.ts'

const BOTH = ['cap-push', 'cap-feed'] as const

async function receive(temp: TempStore, cbc: string, stage: Receipt['stage']): Promise<void> {
  const order = await orderAt(temp, cbc)
  const octets = new TextEncoder().encode(`${cbc} ${stage ?? ''}`)
  const receipt: Receipt = {
    batch: `b-${stage ?? ''}`,
    sha256: sha256Hex(octets),
    octets,
    stage,
    reason: null,
    serials: [],
    reports: [],
    unplanned: 0,
  }
  await commitAll(temp.store, recordReceipt({ order, cells: [] }, receipt, makeMeans()))
}

async function cancel(temp: TempStore): Promise<void> {
  const message = (await temp.store.loadMessage('1.1'))!
  const made = cancelMessage(
    {
      message,
      thread: [message],
      orders: await temp.store.loadOrdersOfMessage('1.1'),
      instance: 'ABCDEF',
      cbcs: await temp.store.loadCbcs(),
    },
    { version: message.version, reason: 'salah' },
    AUTHOR,
    makeMeans(temp.clock.nowMs),
  )
  await commitAll(temp.store, withDocuments(made, made.cancel, makeDocuments(made, made.cancel)))
}

test('startDispatch() takes every order to its CBC, once, octet for octet', async () => {
  const temp = await openTempStore()
  const cbcs = { TSEL: BOTH, IOH: ['cap-push'], XL: ['cap-feed'] } as const
  const { peers, release } = await approveFor(temp, cbcs)
  const { troubles, reached } = await startRig(temp)
  await release()
  await until(temp, 'TSEL', { state: 'accepted', stage: 'accepted', dueMs: null })
  await until(temp, 'IOH', { state: 'accepted' })
  expect(await orderAt(temp, 'XL')).toMatchObject({ state: 'offered', used: ['cap-feed'] })
  for (const cbc of ['TSEL', 'IOH']) {
    const { identifier } = await orderAt(temp, cbc)
    const document = await temp.store.loadDocument(identifier)
    expect([...peers[cbc]!.held.get(identifier)!]).toEqual([document!.xml])
  }
  expect(peers['XL']!.posted).toEqual([])
  expect(troubles).toEqual([])
  expect(reached.filter((each) => each.endsWith('TSEL'))).toEqual([
    'before-send 1.1-TSEL',
    'after-send 1.1-TSEL',
    'after-settle 1.1-TSEL',
  ])
  expect(await alarmsOf(temp)).toEqual([])
  expect(await checkInvariants(temp.store)).toMatchObject({ orders: 3, attempts: 2 })
})

test('startDispatch() lets a slow CBC delay nobody', async () => {
  const temp = await openTempStore()
  const { peers, release } = await approveFor(temp, { TSEL: BOTH, IOH: BOTH })
  peers['TSEL']!.play('answers-late')
  await startRig(temp)
  await release()
  await until(temp, 'IOH', { state: 'accepted' })
  expect(await orderAt(temp, 'TSEL')).toMatchObject({ state: 'sending' })
  peers['TSEL']!.release()
  await until(temp, 'TSEL', { state: 'accepted' })
})

test('startDispatch() offers a lost order on the feed, and sends it again as it was', async () => {
  const temp = await openTempStore()
  const { peers, release } = await approveFor(temp, { TSEL: BOTH })
  const TSEL = peers['TSEL']!
  TSEL.play('takes-and-closes', 'accepts')
  const { dispatch } = await startRig(temp)
  await release()
  await until(temp, 'TSEL', { state: 'unknown', used: ['cap-push', 'cap-feed'], attempts: 1 })
  expect(await alarmsOf(temp)).toEqual(['not-received 1.1-TSEL'])
  temp.clock.nowMs += 249
  dispatch.wake()
  expect(await orderAt(temp, 'TSEL')).toMatchObject({ state: 'unknown' })
  temp.clock.nowMs += 1
  dispatch.wake()
  await until(temp, 'TSEL', { state: 'accepted', attempts: 2 })
  const [[, octets]] = [...TSEL.held] as [[string, ReadonlySet<string>]]
  expect([TSEL.held.size, octets.size, TSEL.posted.length]).toEqual([1, 1, 2])
  expect(await checkInvariants(temp.store)).toMatchObject({ attempts: 2 })
})

test('startDispatch() takes a refusal as final, and raises the alarm', async () => {
  const temp = await openTempStore()
  const { peers, release } = await approveFor(temp, { TSEL: BOTH })
  const TSEL = peers['TSEL']!
  TSEL.play('rejects')
  const { dispatch, troubles } = await startRig(temp)
  await release()
  await until(temp, 'TSEL', { state: 'refused', stage: 'rejected', dueMs: null })
  temp.clock.nowMs += HOUR_MS / 2
  dispatch.wake()
  await dispatch.stop()
  expect(TSEL.posted.length).toBe(1)
  expect(await alarmsOf(temp)).toEqual(['refused 1.1-TSEL'])
  expect(troubles).toEqual([])
  await checkInvariants(temp.store)
})

test('startDispatch() pushes what nobody fetched from the feed in 30 s, with an alarm', async () => {
  const temp = await openTempStore()
  const forms = makePlannedOrder('TSEL').forms.toReversed()
  const plan = makePlan(makeContent(), { orders: [makePlannedOrder('TSEL', { forms })] })
  const { peers, release } = await approveFor(temp, { TSEL: ['cap-feed', 'cap-push'] }, plan)
  const { dispatch } = await startRig(temp)
  await release()
  temp.clock.nowMs = NOON_MS + 29_999
  dispatch.wake()
  await dispatch.stop()
  expect(peers['TSEL']!.posted).toEqual([])
  temp.clock.nowMs = NOON_MS + 30_000
  await startRig(temp)
  await until(temp, 'TSEL', { state: 'accepted', used: ['cap-feed', 'cap-push'] })
  expect(await alarmsOf(temp)).toEqual(['not-fetched 1.1-TSEL'])
  await checkInvariants(temp.store)
})

test('startDispatch() raises one alarm where no other link is left', async () => {
  const temp = await openTempStore()
  const { release } = await approveFor(temp, { XL: ['cap-feed'] })
  const { dispatch } = await startRig(temp)
  await release()
  temp.clock.nowMs = NOON_MS + 30_000
  dispatch.wake()
  await until(temp, 'XL', { state: 'offered', dueMs: null })
  temp.clock.nowMs += 30_000
  dispatch.wake()
  await dispatch.stop()
  expect(await alarmsOf(temp)).toEqual(['not-fetched 1.1-XL'])
})

test('startDispatch() lets a receipt overtake the answer', async () => {
  const temp = await openTempStore()
  const { peers, release } = await approveFor(temp, { TSEL: BOTH })
  const TSEL = peers['TSEL']!
  TSEL.play('answers-late')
  await startRig(temp)
  await release()
  await expect.poll(() => TSEL.posted.length).toBe(1)
  await receive(temp, 'TSEL', 'accepted')
  expect(await orderAt(temp, 'TSEL')).toMatchObject({ state: 'accepted' })
  TSEL.release()
  await expect
    .poll(async () => (await temp.store.loadAttempts('1.1-TSEL'))[0]?.outcome)
    .toBe('accepted')
  expect(await orderAt(temp, 'TSEL')).toMatchObject({ state: 'accepted', attempts: 1 })
  await checkInvariants(temp.store)
})

test('startDispatch() ends an order that is cancelled while it is being sent, and cancels it', async () => {
  const temp = await openTempStore()
  const { peers, release } = await approveFor(temp, { TSEL: BOTH })
  const TSEL = peers['TSEL']!
  TSEL.play('answers-late', 'accepts')
  const { troubles } = await startRig(temp)
  await release()
  await expect.poll(() => TSEL.posted.length).toBe(1)
  temp.clock.nowMs += 5_000
  await cancel(temp)
  await expect.poll(() => orderAt(temp, 'TSEL', '1.2')).toMatchObject({ state: 'accepted' })
  TSEL.release()
  await expect
    .poll(async () => (await temp.store.loadAttempts('1.1-TSEL'))[0]?.outcome)
    .toBe('accepted')
  expect(await orderAt(temp, 'TSEL')).toMatchObject({ state: 'ended', reason: 'cancelled' })
  expect([...TSEL.held.keys()].map((each) => each.split('-').slice(3, 5).join('.'))).toEqual([
    '1.1',
    '1.2',
  ])
  expect(troubles).toEqual([])
  expect(await checkInvariants(temp.store)).toMatchObject({ messages: 2, orders: 2, attempts: 2 })
})

test('startDispatch() goes on until expiry, and not beyond', async () => {
  const temp = await openTempStore()
  const { peers, release } = await approveFor(temp, { TSEL: ['cap-push'] })
  const TSEL = peers['TSEL']!
  TSEL.play('is-busy')
  const { dispatch } = await startRig(temp)
  await release()
  await until(temp, 'TSEL', { state: 'queued', attempts: 1 })
  temp.clock.nowMs = NOON_MS + HOUR_MS - 1
  dispatch.wake()
  await until(temp, 'TSEL', { state: 'queued', attempts: 2 })
  temp.clock.nowMs = NOON_MS + HOUR_MS + 60_000
  dispatch.wake()
  await until(temp, 'TSEL', { state: 'queued', attempts: 2, dueMs: null })
  const message = (await temp.store.loadMessage('1.1'))!
  const orders = await temp.store.loadOrdersOfMessage('1.1')
  await commitAll(temp.store, expireMessage(message, orders, makeMeans(temp.clock.nowMs)))
  expect(await orderAt(temp, 'TSEL')).toMatchObject({ state: 'failed' })
  expect((await alarmsOf(temp)).at(-1)).toBe('failed 1.1-TSEL')
  expect(TSEL.posted.length).toBe(2)
  await checkInvariants(temp.store)
})

test('startDispatch() takes a link that is not connected as unreached', async () => {
  const temp = await openTempStore()
  const { release } = await approveFor(temp, { TSEL: BOTH })
  // The order is made for the links of the hour; the next start finds the CBC without any.
  await release()
  const cbc = (await temp.store.loadCbc('TSEL'))!
  await commitAll(temp.store, connectCbc(makeCbc('TSEL', []), cbc.version, ADMIN))
  const { dispatch } = await startRig(temp)
  await until(temp, 'TSEL', { attempts: 2 })
  await dispatch.stop()
  await until(temp, 'TSEL', { state: 'queued', used: ['cap-push', 'cap-feed'] })
  expect((await temp.store.loadAttempts('1.1-TSEL'))[1]).toMatchObject({
    outcome: 'unreached',
    detail: 'not-connected',
  })
})

test('stop() waits for what is under way', async () => {
  const temp = await openTempStore()
  const { peers, release } = await approveFor(temp, { TSEL: BOTH })
  const TSEL = peers['TSEL']!
  TSEL.play('answers-late')
  const { dispatch } = await startRig(temp)
  await release()
  await expect.poll(() => TSEL.posted.length).toBe(1)
  let stopped = false
  const stopping = dispatch.stop().then(() => (stopped = true))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(stopped).toBe(false)
  TSEL.release()
  await stopping
  expect(await orderAt(temp, 'TSEL')).toMatchObject({ state: 'accepted' })
})
