import { expireMessage, expireOrders } from '../commands/expire-message.ts'
import { expireUpdate, isOutlived } from '../commands/expire-update.ts'
import { releaseMessage, withDocuments } from '../commands/release-message.ts'
import { dropUpdate, releaseUpdate } from '../commands/release-update.ts'
import { SYSTEM } from '../domain/account.ts'
import type { SerialFacts } from '../domain/cb/serials.ts'
import { assertKind } from '../domain/message.ts'
import { follows, lastSentOf } from '../domain/message-thread.ts'
import type { Plan } from '../domain/plan.ts'
import { blockReleaseUse, isExhausted } from './block-release.ts'
import { commitAgain } from './commit.ts'
import type { Desk } from './desk.ts'
import { signDocuments } from './documents.ts'
import { loadThread } from './thread.ts'

/**
 * Step 6: an approved message whose time has come goes live, in one transaction. A crash before
 * it: nothing happened. After it: dispatch finishes it.
 */
export async function releaseUse(desk: Desk, messageId: string): Promise<void> {
  // The approval releases, and its commit wakes the timer: they wait for one and the same release.
  const key = `${desk.store.folder} ${messageId}`
  const running = releasing.get(key) ?? releaseOrTell(desk, messageId)
  releasing.set(key, running)
  await running.finally(() => releasing.delete(key))
}

const releasing = new Map<string, Promise<void>>()

async function releaseOrTell(desk: Desk, messageId: string): Promise<void> {
  try {
    await releaseOnce(desk, messageId)
  } catch (error) {
    if (isExhausted(error)) await blockReleaseUse(desk, messageId, error)
    throw error
  }
}

async function releaseOnce(desk: Desk, messageId: string): Promise<void> {
  desk.reached('before-release', messageId)
  await commitAgain(desk.store, async () => {
    const message = await desk.store.loadMessage(messageId)
    if (message?.state !== 'approved') return null
    const { alert, thread, orders: threadOrders } = await loadThread(desk, message.alertId)
    assertKind(alert, message.content)
    if (message.msgType === 'Update' && !follows(message, thread)) {
      return dropUpdate(message, SYSTEM.id, desk.means())
    }
    const [instance, liveSetVersion, cbcs, serials] = await Promise.all([
      desk.store.loadInstance(),
      desk.store.loadVersion('live-set'),
      desk.store.loadCbcs(),
      loadSerials(desk, message.plan),
    ])
    const lastSentMs = lastSentOf(thread)
    const { letters } = instance
    const facts = { message, instance: letters, lastSentMs, liveSetVersion, cbcs, serials }
    const release =
      message.msgType === 'Update'
        ? releaseUpdate({ ...facts, thread, threadOrders }, desk.means())
        : releaseMessage(facts, desk.means())
    return withDocuments(release, message, await signDocuments(desk, release, message))
  })
  desk.reached('after-release', messageId)
}

/** Step 9 by the clock. */
export async function expireUse(desk: Desk, messageId: string): Promise<void> {
  await commitAgain(desk.store, async () => {
    const message = await desk.store.loadMessage(messageId)
    if (message === null || (message.state !== 'live' && message.state !== 'approved')) return null
    const { thread, orders } = await loadThread(desk, message.alertId)
    if (message.state === 'live' && isOutlived(message, thread)) {
      const [instance, cbcs] = await Promise.all([desk.store.loadInstance(), desk.store.loadCbcs()])
      const facts = { message, thread, orders, instance: instance.letters, cbcs }
      const ended = expireUpdate(facts, desk.means())
      return withDocuments(ended, ended.cancel, await signDocuments(desk, ended, ended.cancel))
    }
    const own = orders.filter((order) => order.messageId === messageId)
    return expireMessage(message, own, desk.means())
  })
}

/** The same for what an Update stops, which stands longer than the Update. */
export async function expireOrdersUse(desk: Desk): Promise<void> {
  await commitAgain(desk.store, async () => {
    const means = desk.means()
    const orders = await desk.store.loadOverdueOrders(means.nowMs)
    return orders.length === 0 ? null : expireOrders(orders, means)
  })
}

/** What the serial numbers of a plan's copies are drawn from (`drawSerials`), by identifier. */
export async function loadSerials(
  desk: Pick<Desk, 'store'>,
  plan: Plan | null,
): Promise<ReadonlyMap<number, SerialFacts>> {
  const identifiers = new Set(plan?.copies.map((copy) => copy.messageIdentifier))
  const facts = await Promise.all(
    [...identifiers].map(
      async (identifier) => [identifier, await desk.store.loadSerialFacts(identifier)] as const,
    ),
  )
  return new Map(facts)
}
