import { expireMessage } from '../commands/expire-message.ts'
import { releaseMessage, withDocuments } from '../commands/release-message.ts'
import type { SerialFacts } from '../domain/cb/serials.ts'
import type { Message } from '../domain/message.ts'
import type { Plan } from '../domain/plan.ts'
import { commitAgain } from './commit.ts'
import type { Desk } from './desk.ts'
import { signDocuments } from './documents.ts'

/**
 * Step 6: an approved message whose time has come goes live, in one transaction. A crash before
 * it: nothing happened. After it: dispatch finishes it.
 */
export async function releaseUse(desk: Desk, messageId: string): Promise<void> {
  // The approval releases, and its commit wakes the timer: they wait for one and the same release.
  const key = `${desk.store.folder} ${messageId}`
  const running = releasing.get(key) ?? releaseOnce(desk, messageId)
  releasing.set(key, running)
  await running.finally(() => releasing.delete(key))
}

const releasing = new Map<string, Promise<void>>()

async function releaseOnce(desk: Desk, messageId: string): Promise<void> {
  desk.reached('before-release', messageId)
  await commitAgain(desk.store, async () => {
    const message = await desk.store.loadMessage(messageId)
    if (message?.state !== 'approved') return null
    const [instance, thread, liveSetVersion, cbcs, serials] = await Promise.all([
      desk.store.loadInstance(),
      desk.store.loadAlert(message.alertId),
      desk.store.loadVersion('live-set'),
      desk.store.loadCbcs(),
      loadSerials(desk, message.plan),
    ])
    const lastSentMs = lastSentOf(thread?.messages ?? [])
    const release = releaseMessage(
      { message, instance: instance.letters, lastSentMs, liveSetVersion, cbcs, serials },
      desk.means(),
    )
    return withDocuments(release, message, await signDocuments(desk, release, message))
  })
  desk.reached('after-release', messageId)
}

/** Step 9 by the clock. */
export async function expireUse(desk: Desk, messageId: string): Promise<void> {
  await commitAgain(desk.store, async () => {
    const message = await desk.store.loadMessage(messageId)
    if (message === null || (message.state !== 'live' && message.state !== 'approved')) return null
    const orders = await desk.store.loadOrdersOfMessage(messageId)
    return expireMessage(message, orders, desk.means())
  })
}

/** The newest `sent` of a thread, or null before the first. */
export function lastSentOf(messages: readonly Message[]): number | null {
  const sent = messages.flatMap((each) => each.sentMs ?? [])
  return sent.length === 0 ? null : Math.max(...sent)
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
