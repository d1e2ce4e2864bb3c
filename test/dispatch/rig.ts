import { expect, onTestFinished } from 'vitest'
import { connectCbc } from '../../src/commands/connect-cbc.ts'
import { type Dispatcher, startDispatch } from '../../src/dispatch/dispatcher.ts'
import type { LinkName, Order } from '../../src/domain/order.ts'
import type { Plan } from '../../src/domain/plan.ts'
import { createLinkTable } from '../../src/operators/links.ts'
import type { Store } from '../../src/store/open.ts'
import { openPeer, type Peer } from '../contract/scripted-peer.ts'
import {
  ADMIN,
  approveAlert,
  commitAll,
  makeCbc,
  makeMeans,
  makePlan,
  releaseApproved,
  type TempStore,
} from '../make.ts'

export interface Dispatching {
  readonly dispatch: Dispatcher
  /** What it could not mend itself. */
  readonly troubles: unknown[]
  /** Boundaries as they were reached, as `before-send 1.1-TSEL`. */
  readonly reached: string[]
}

export interface Faults {
  /** The store that dispatch is given instead of the one that the test looks into. */
  readonly store?: Store
  /** Told at each boundary; what it throws ends the work on that order, as a death would. */
  readonly dies?: (boundary: string) => void
}

/** The dispatcher over a real store and real sockets; stopped after the test, if not before. */
export async function startRig(temp: TempStore, faults: Faults = {}): Promise<Dispatching> {
  const links = createLinkTable(await temp.store.loadCbcs())
  const troubles: unknown[] = []
  const reached: string[] = []
  const dispatch = await startDispatch(
    {
      store: faults.store ?? temp.store,
      means: () => makeMeans(temp.clock.nowMs),
      random: () => 0,
      linkOf: links.of,
      reached: (boundary, orderId) => {
        reached.push(`${boundary} ${orderId}`)
        faults.dies?.(boundary)
      },
      trouble: (error) => void troubles.push(error),
    },
    '0.1.0',
  )
  const quiet = temp.store.onCommit(() => dispatch.wake())
  onTestFinished(async () => {
    quiet()
    await dispatch.stop()
    await links.close()
  })
  return { dispatch, troubles, reached }
}

export interface Approved {
  /** By CBC. */
  readonly peers: Readonly<Record<string, Peer>>
  /** Lets the approved alert go: its orders exist from here on. */
  readonly release: () => Promise<void>
}

/** An approved alert 1.1, and a peer for every CBC. */
export async function approveFor(
  temp: TempStore,
  cbcs: Readonly<Record<string, readonly LinkName[]>>,
  plan: Plan = makePlan(undefined, { cbcs: Object.keys(cbcs) }),
): Promise<Approved> {
  const peers: Record<string, Peer> = {}
  for (const [cbc, links] of Object.entries(cbcs)) {
    const peer = await openPeer()
    peers[cbc] = peer
    await commitAll(temp.store, connectCbc(makeCbc(cbc, links, peer.url), 0, ADMIN))
  }
  const message = await approveAlert(temp, { plan })
  return { peers, release: async () => void (await releaseApproved(temp, message)) }
}

export async function orderAt({ store }: TempStore, cbc: string, message = '1.1'): Promise<Order> {
  return (await store.loadOrder(`${message}-${cbc}`))!
}

/** Waits until the order is as it must be. */
export async function until(temp: TempStore, cbc: string, wanted: Partial<Order>): Promise<void> {
  await expect
    .poll(() => orderAt(temp, cbc), { timeout: 10_000, interval: 10 })
    .toMatchObject(wanted)
}

/** The alarms in the log, as `alarm order`. */
export async function alarmsOf({ store }: TempStore): Promise<string[]> {
  const alarms: string[] = []
  const { to } = await store.loadExtent()
  for (let seq = 0; seq < to; seq++) {
    const body = (await store.loadEntry(seq))?.entry
    if (body?.what === 'alarm-raised') alarms.push(`${body.alarm} ${body.order}`)
  }
  return alarms
}
