import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { cancelMessage } from '../../src/commands/cancel-message.ts'
import { expireMessage } from '../../src/commands/expire-message.ts'
import { withDocuments } from '../../src/commands/release-message.ts'
import { openPeer, type Peer, type Script } from '../contract/scripted-peer.ts'
import { alarmsOf, approveFor, orderAt, startRig } from '../dispatch/rig.ts'
import { checkInvariants } from '../invariants.ts'
import {
  AUTHOR,
  commitAll,
  makeContent,
  makeDocuments,
  makeMeans,
  MINUTE_MS,
  openTempStore,
  type TempStore,
} from '../make.ts'
import { approveUpdate, releaseUpdateOf } from '../update.ts'

/**
 * The process dies around the release of an Update, with the order that it replaces anywhere on
 * its way; then the folder is opened anew. The CBC ends up with the Update, in one set of octets;
 * the earlier text is never sent again once it is replaced.
 */
interface Row {
  readonly boundary: string
  /** What the peer does with the alert; `away`: nothing that is sent arrives. */
  readonly plays: Script | 'away'
  /** Where the process is ended while it sends the alert: the update is released all the same. */
  readonly alertDies?: 'before-send' | 'after-send'
  /** Where it is ended while it sends the update; null: before dispatch has seen it. */
  readonly updateDies: 'before-send' | 'after-send' | 'after-settle' | null
  /** How often the alert reaches the peer, all processes together. */
  readonly alertPosted: number
}

const ROWS: readonly Row[] = [
  { boundary: 'after release', plays: 'accepts', updateDies: null, alertPosted: 1 },
  { boundary: 'before send', plays: 'accepts', updateDies: 'before-send', alertPosted: 1 },
  { boundary: 'after send', plays: 'accepts', updateDies: 'after-send', alertPosted: 1 },
  { boundary: 'after settle', plays: 'accepts', updateDies: 'after-settle', alertPosted: 1 },
  {
    boundary: 'after release, the alert never left',
    plays: 'accepts',
    alertDies: 'before-send',
    updateDies: null,
    alertPosted: 0,
  },
  {
    boundary: 'after release, what became of the alert is unknown',
    plays: 'takes-and-closes',
    alertDies: 'after-send',
    updateDies: null,
    alertPosted: 1,
  },
  { boundary: 'after release, the CBC was away', plays: 'away', updateDies: null, alertPosted: 0 },
]

test.for(ROWS)('update: $boundary: the CBC has it once, and no text runs on', async (row) => {
  const first = await openTempStore()
  const { peers, release } = await approveFor(first, { TSEL: ['cap-push', 'cap-feed'] })
  let peer = peers['TSEL']!
  if (row.plays === 'away') await peer.close()
  else peer.play(row.plays)
  await sendAlert(first, release, row)
  first.clock.nowMs += MINUTE_MS
  const texts = [{ ...makeContent().texts[0]!, body: 'Gelombang kedua datang.' }]
  const update = await approveUpdate(first, { content: makeContent({ texts }), cbcs: ['TSEL'] })
  await releaseUpdateOf(first, update)
  await checkInvariants(first.store)
  peer.play('accepts')
  if (row.updateDies !== null) await dieAt(first, row.updateDies)
  await first.store.close()

  const second = await openTempStore(first.folder, first.clock)
  await checkInvariants(second.store)
  if (row.plays === 'away') peer = await openPeer(Number(new URL(peer.url).port))
  peer.play('accepts')
  await goOn(second)
  await checkInvariants(second.store)
  await expectReplaced(second, peer, row)
})

async function expectReplaced(temp: TempStore, peer: Peer, row: Row): Promise<void> {
  const [alert, update] = [await orderAt(temp, 'TSEL'), await orderAt(temp, 'TSEL', '1.2')]
  expect(alert).toMatchObject({ state: 'ended', reason: 'replaced' })
  expect(update).toMatchObject({ state: 'accepted', msgType: 'Update' })
  expect(peer.held.get(update.identifier)?.size, 'the same octets').toBe(1)
  const posts = peer.posted.filter(({ identifier }) => identifier === alert.identifier)
  expect(posts.length).toBe(row.alertPosted)
  const names = [alert.identifier, update.identifier]
  expect([...peer.held.keys()].every((each) => names.includes(each))).toBe(true)
}

/** The first process sends the alert, as far as the row lets it. */
async function sendAlert(temp: TempStore, release: () => Promise<void>, row: Row): Promise<void> {
  let faults = 0
  const { dispatch } = await startRig(temp, {
    dies: (boundary) => {
      if (boundary !== row.alertDies) return
      faults++
      void dispatch.stop()
      throw new Error(`died at ${boundary}`)
    },
  })
  await release()
  if (row.alertDies !== undefined) await expect.poll(() => faults).toBeGreaterThan(0)
  else {
    const wanted = row.plays === 'away' ? 'queued' : 'accepted'
    await expect.poll(async () => (await orderAt(temp, 'TSEL')).state).toBe(wanted)
  }
  await dispatch.stop()
}

async function dieAt(temp: TempStore, where: string): Promise<void> {
  let faults = 0
  const { dispatch } = await startRig(temp, {
    dies: (boundary) => {
      if (boundary !== where) return
      faults++
      void dispatch.stop()
      throw new Error(`died at ${boundary}`)
    },
  })
  temp.clock.nowMs += MINUTE_MS
  dispatch.wake()
  await expect.poll(() => faults).toBeGreaterThan(0)
  await dispatch.stop()
}

/** A process without faults on the same folder. */
async function goOn(temp: TempStore): Promise<void> {
  const { dispatch, troubles } = await startRig(temp)
  temp.clock.nowMs += MINUTE_MS
  dispatch.wake()
  await expect.poll(async () => (await orderAt(temp, 'TSEL', '1.2')).state).toBe('accepted')
  await sleep(30) // long enough for one send too many
  await dispatch.stop()
  expect(troubles).toEqual([])
}

test('an update that a CBC never receives is told, and a Cancel still names both texts', async () => {
  const temp = await openTempStore()
  const { peers, release } = await approveFor(temp, { TSEL: ['cap-push', 'cap-feed'] })
  const peer = peers['TSEL']!
  peer.play('accepts')
  await sendAlert(temp, release, ROWS[0]!)
  temp.clock.nowMs += MINUTE_MS
  await peer.close()
  const texts = [{ ...makeContent().texts[0]!, body: 'Gelombang kedua datang.' }]
  const content = makeContent({ texts, minutes: 10 })
  await releaseUpdateOf(temp, await approveUpdate(temp, { content, cbcs: ['TSEL'] }))
  const { dispatch } = await startRig(temp)
  await expect.poll(() => alarmsOf(temp)).toContain('not-received 1.2-TSEL')
  await dispatch.stop()
  // Its time goes by: the first text may be on air for longer, and that is an alarm too.
  temp.clock.nowMs += 11 * MINUTE_MS
  const orders = await temp.store.loadOrdersOfMessage('1.2')
  const live = (await temp.store.loadMessage('1.2'))!
  await commitAll(temp.store, expireMessage(live, orders, makeMeans(temp.clock.nowMs)))
  expect(await alarmsOf(temp)).toContain('failed 1.2-TSEL')
  const { messages: thread } = (await temp.store.loadAlert('1'))!
  const message = thread.at(-1)!
  const all = await Promise.all(thread.map(({ id }) => temp.store.loadOrdersOfMessage(id)))
  const cbcs = await temp.store.loadCbcs()
  const made = cancelMessage(
    { message, thread, orders: all.flat(), instance: 'ABCDEF', cbcs },
    { version: message.version, reason: 'CBC tidak menerima pembaruan' },
    AUTHOR,
    makeMeans(temp.clock.nowMs),
  )
  await commitAll(temp.store, withDocuments(made, made.cancel, makeDocuments(made, made.cancel)))
  await checkInvariants(temp.store)
  expect(await orderAt(temp, 'TSEL', '1.3')).toMatchObject({
    msgType: 'Cancel',
    state: 'sending',
    used: ['cap-push', 'cap-feed'],
  })
})
