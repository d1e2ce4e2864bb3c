import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Decision } from '../../src/domain/decision.ts'
import type { EntryBody } from '../../src/domain/entry.ts'
import type { LinkName } from '../../src/domain/order.ts'
import type { Store } from '../../src/store/open.ts'
import { openPeer, type Peer, type Script } from '../contract/scripted-peer.ts'
import { approveFor, type Approved, orderAt, startRig, until } from '../dispatch/rig.ts'
import { checkInvariants } from '../invariants.ts'
import { openTempStore, type TempStore } from '../make.ts'

/**
 * Each boundary of dispatch fails, or fails but was done; then the folder is opened anew by a
 * process that knows nothing of it. Every invariant holds before and after it goes on, and the
 * CBC ends up with one order, of one identity, in the same octets.
 */
interface Row {
  readonly boundary: string
  /** What the peer does until the process ends. */
  readonly plays: readonly Script[]
  /** The commit that fails: the one with this entry. */
  readonly commit?: EntryBody['what']
  /** Whether the commit is on the disk when its failure is told. */
  readonly done?: boolean
  /** The boundary at which the process dies. */
  readonly dies?: string
  /** Closes the peer's socket: nothing that is sent arrives. */
  readonly away?: boolean
  /** Of the first process, when it has ended. */
  readonly leaves: { readonly state: string; readonly attempts: number }
  /** How often the document reaches the peer in all. */
  readonly posted: number
}

const ROWS: readonly Row[] = [
  {
    boundary: 'claim failed',
    plays: ['closes-without-answer'],
    commit: 'attempt-started',
    done: false,
    leaves: { state: 'unknown', attempts: 1 },
    posted: 2,
  },
  {
    boundary: 'claim failed but done',
    plays: ['closes-without-answer'],
    commit: 'attempt-started',
    done: true,
    leaves: { state: 'sending', attempts: 2 },
    posted: 2,
  },
  {
    boundary: 'claimed, died before send',
    plays: ['accepts'],
    dies: 'before-send',
    leaves: { state: 'sending', attempts: 1 },
    posted: 1,
  },
  {
    boundary: 'send failed',
    plays: ['accepts'],
    away: true,
    leaves: { state: 'queued', attempts: 1 },
    posted: 1,
  },
  {
    boundary: 'send failed but done',
    plays: ['takes-and-closes'],
    leaves: { state: 'unknown', attempts: 1 },
    posted: 2,
  },
  {
    boundary: 'sent and accepted, died before settle',
    plays: ['accepts'],
    dies: 'after-send',
    leaves: { state: 'sending', attempts: 1 },
    posted: 2,
  },
  {
    boundary: 'sent, answer lost, died before settle',
    plays: ['takes-and-closes'],
    dies: 'after-send',
    leaves: { state: 'sending', attempts: 1 },
    posted: 2,
  },
  {
    boundary: 'settle failed',
    plays: ['accepts'],
    commit: 'attempt-settled',
    done: false,
    leaves: { state: 'sending', attempts: 1 },
    posted: 2,
  },
  {
    boundary: 'settle failed but done',
    plays: ['accepts'],
    commit: 'attempt-settled',
    done: true,
    leaves: { state: 'accepted', attempts: 1 },
    posted: 1,
  },
  {
    boundary: 'died after settle',
    plays: ['accepts'],
    dies: 'after-settle',
    leaves: { state: 'accepted', attempts: 1 },
    posted: 1,
  },
]

const LINKS: readonly (readonly LinkName[])[] = [['cap-push', 'cap-feed'], ['cap-push']]
const CASES = ROWS.flatMap((row) => LINKS.map((links) => ({ ...row, links })))

test.for(CASES)('$boundary, over $links: nothing is lost, and nothing is doubled', async (row) => {
  const first = await openTempStore()
  const approved = await approveFor(first, { TSEL: row.links })
  await runFirst(first, approved, row)
  await first.store.close()

  const second = await openTempStore(first.folder, first.clock)
  expect(await orderAt(second, 'TSEL')).toMatchObject(row.leaves)
  await checkInvariants(second.store)
  const peer = await goOn(second, approved, row)
  await checkInvariants(second.store)
  expect(await orderAt(second, 'TSEL')).toMatchObject({ state: 'accepted', stage: 'accepted' })
  const { identifier } = await orderAt(second, 'TSEL')
  expect([...peer.held.keys()], 'never a second identity').toEqual([identifier])
  expect(peer.held.get(identifier)!.size, 'the same octets').toBe(1)
  expect(peer.posted.length).toBe(row.posted)
})

test('a folder is the same after any number of deaths in a row', async () => {
  const first = await openTempStore()
  const approved = await approveFor(first, { TSEL: LINKS[0]! })
  let temp = first
  for (const [dies, played] of [
    ['before-send', 'accepts'],
    ['after-send', 'takes-and-closes'],
    ['before-send', 'accepts'],
    ['after-send', 'breaks'],
  ] as const) {
    const row = { boundary: '', plays: [played], dies, links: LINKS[0]!, posted: 0 } as const
    await runFirst(temp, approved, { ...row, leaves: { state: 'sending', attempts: 0 } })
    await temp.store.close()
    temp = await openTempStore(first.folder, first.clock)
    await checkInvariants(temp.store)
  }
  const peer = await goOn(temp, approved)
  const checked = await checkInvariants(temp.store)
  expect(checked.attempts).toBeGreaterThanOrEqual(4)
  expect([peer.held.size, [...peer.held.values()][0]!.size]).toEqual([1, 1])
})

/** The process in which it fails: it runs until the fault has shown itself, and ends. */
async function runFirst(temp: TempStore, { peers, release }: Approved, row: Row): Promise<void> {
  const peer = peers['TSEL']!
  peer.play(...row.plays)
  if (row.away === true) await peer.close()
  let faults = 0
  const store = failing(temp.store, row, () => faults++)
  const { dispatch, troubles } = await startRig(temp, {
    store,
    dies: (boundary) => {
      if (boundary !== row.dies) return
      faults++
      void dispatch.stop() // A dead process does not try again.
      throw new Error(`died at ${boundary}`)
    },
  })
  if ((await temp.store.loadOrdersOfMessage('1.1')).length === 0) await release()
  else dispatch.wake()
  if (row.commit === 'attempt-started') {
    await until(temp, 'TSEL', { attempts: 1, state: 'unknown' })
    temp.clock.nowMs += 60_000
    dispatch.wake()
  }
  if (row.commit !== undefined || row.dies !== undefined) {
    await expect.poll(() => faults).toBeGreaterThan(0)
    await dispatch.stop()
    expect(troubles.length, 'what failed is told').toBeGreaterThan(0)
    return
  }
  await until(temp, 'TSEL', { ...row.leaves } as never)
  await dispatch.stop()
}

/** A process without faults, opened on the same folder, until the CBC has the order. */
async function goOn(temp: TempStore, { peers }: Approved, row?: Row): Promise<Peer> {
  let peer = peers['TSEL']!
  // The same address, after its CBC's own restart.
  if (row?.away === true) peer = await openPeer(Number(new URL(peer.url).port))
  peer.play('accepts')
  const { dispatch, troubles } = await startRig(temp)
  temp.clock.nowMs += 60_000
  dispatch.wake()
  await until(temp, 'TSEL', { state: 'accepted' })
  await sleep(30) // long enough for one send too many
  await dispatch.stop()
  expect(troubles).toEqual([])
  return peer
}

/**
 * The real store, but that commits of one kind fail: before they are made, or when they are on
 * the disk already and only their success gets lost.
 */
function failing(store: Store, { commit, done }: Row, told: () => void): Store {
  const isMeant = ({ entries }: Decision): boolean =>
    commit !== undefined && entries[0]?.what === commit
  let hasFailed = false
  return {
    ...store,
    commit: async (batch) => {
      if (!batch.some(isMeant)) return store.commit(batch)
      // A process that cannot write ends: it makes no second try.
      if (done === true && !hasFailed) await store.commit(batch)
      hasFailed = true
      told()
      throw new Error('disk failed')
    },
  }
}
