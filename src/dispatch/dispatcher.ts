import { offerOrder, raiseSilence } from '../commands/offer-order.ts'
import { recoverOrders } from '../commands/recover-orders.ts'
import { settleAttempt } from '../commands/settle-attempt.ts'
import { startAttempt } from '../commands/start-attempt.ts'
import type { Decision, Means } from '../domain/decision.ts'
import { nextMove } from '../domain/delivery.ts'
import { Refusal } from '../domain/error.ts'
import type { Attempt, Order, Outcome } from '../domain/order.ts'
import type { PushLink } from '../operators/port.ts'
import type { Store } from '../store/open.ts'
import type { Boundary } from '../domain/boundary.ts'

export interface DispatchMeans {
  readonly store: Store
  means(): Means
  /** 0..1. */
  random(): number
  /** The push link of a CBC by name, or null where it is not connected. */
  linkOf(cbc: string, link: string): PushLink | null
  /** Told at each named boundary; the kill test stops the process there. */
  reached(boundary: Boundary, orderId: string): void
  /** What dispatch cannot mend itself. */
  trouble(error: unknown, orderId: string): void
}

export interface Dispatcher {
  /** Looks at once for orders to move. */
  wake(): void
  /** Waits for what is under way; sends nothing new. */
  stop(): Promise<void>
}

/** An answer that takes longer leaves the outcome unknown, and the order goes on another way. */
const SEND_TIMEOUT_MS = 10_000
const TICK_MS = 250
/** A settle meets a receipt that came first; a handful of tries is plenty. */
const SETTLE_TRIES = 8

/**
 * Takes every order to its CBC: claim, send, settle (design §3.7). All CBCs at once: each order
 * runs on its own, and a slow one delays nobody.
 */
export async function startDispatch(of: DispatchMeans, release: string): Promise<Dispatcher> {
  await recover(of, release)
  const underWay = new Map<string, Promise<void>>()
  let stopped = false
  let looking: Promise<void> | null = null
  let again = false

  const look = async (): Promise<void> => {
    do {
      again = false
      const orders = await of.store.loadDueOrders(of.means().nowMs)
      for (const order of orders) run(order)
    } while (again && !stopped)
  }
  const run = (order: Order): void => {
    if (stopped || underWay.has(order.id)) return
    const job = handle(of, order)
      .catch((error: unknown) => of.trouble(error, order.id))
      .finally(() => underWay.delete(order.id))
    underWay.set(order.id, job)
  }
  const wake = (): void => {
    again = true
    if (stopped || looking !== null) return
    looking = look()
      .catch((error: unknown) => of.trouble(error, 'all'))
      .finally(() => {
        looking = null
      })
  }
  const timer = setInterval(wake, TICK_MS)
  wake()
  return {
    wake,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await looking
      await Promise.all(underWay.values())
    },
  }
}

/** If we died while sending, nobody knows: every such order is unknown, and due at once. */
async function recover(of: DispatchMeans, release: string): Promise<void> {
  for (let turn = 0; turn < SETTLE_TRIES; turn++) {
    const open = await of.store.loadOpenOrders()
    const all = await Promise.all(
      open.map(async (order) => ({ order, attempt: await openAttempt(of, order) })),
    )
    const interrupted = all.filter(
      ({ order, attempt }) => order.state === 'sending' || attempt !== null,
    )
    // The edge is up already: a receipt that comes in between makes us look once more.
    if (await apply(of, recoverOrders(interrupted, release, of.means()))) return
  }
  throw new Error(`Recovery was not committed in ${SETTLE_TRIES} tries`)
}

/** The attempt of the order that is not settled yet. */
async function openAttempt(of: DispatchMeans, order: Order): Promise<Attempt | null> {
  const attempts = await of.store.loadAttempts(order.id)
  return attempts.findLast((each) => each.outcome === null) ?? null
}

async function handle(of: DispatchMeans, seen: Order): Promise<void> {
  // Attempt 1 was written as `sending` by the release itself: it only has to go out.
  if (seen.state === 'sending' && (await openAttempt(of, seen)) !== null) return send(of, seen)
  const move = nextMove(seen, of.means().nowMs)
  switch (move.do) {
    case 'send': {
      if (await apply(of, startAttempt(seen, move.link, of.means()))) {
        const order = await of.store.loadOrder(seen.id)
        if (order !== null) await send(of, order)
      }
      return
    }
    case 'offer':
      await apply(of, offerOrder(seen, move.link, of.means()))
      return
    case 'wait':
      await apply(of, raiseSilence(seen))
  }
}

async function send(of: DispatchMeans, order: Order): Promise<void> {
  const attempt = await openAttempt(of, order)
  if (attempt === null) return
  const document = await of.store.loadDocument(order.identifier)
  if (document === null) throw new TypeError(`Order ${order.id} has no document`)
  const link = of.linkOf(order.cbc, attempt.link)
  of.reached('before-send', order.id)
  const outcome: Outcome =
    link === null
      ? { kind: 'unreached', detail: 'not-connected', stage: null }
      : await link.send(
          { orderId: order.id, identifier: order.identifier, xml: document.xml },
          AbortSignal.timeout(SEND_TIMEOUT_MS),
        )
  of.reached('after-send', order.id)
  await settle(of, order.id, { n: attempt.n, link: attempt.link, outcome })
  of.reached('after-settle', order.id)
}

async function settle(
  of: DispatchMeans,
  orderId: string,
  tried: Parameters<typeof settleAttempt>[1],
): Promise<void> {
  for (let turn = 0; turn < SETTLE_TRIES; turn++) {
    const order = await of.store.loadOrder(orderId)
    if (order === null) return
    const decision = settleAttempt(order, tried, { ...of.means(), jitter: of.random() })
    if (await apply(of, decision)) return
  }
  throw new Error(`Order ${orderId} did not settle in ${SETTLE_TRIES} tries`)
}

/** False when somebody else moved the order first: the next look sees what it has become. */
async function apply(of: DispatchMeans, decision: Decision): Promise<boolean> {
  const [outcome] = await of.store.commit([decision])
  if (!(outcome instanceof Refusal)) return true
  if (outcome.code === 'STALE_VERSION') return false
  throw outcome
}
