import { approveMessage } from '../src/commands/approve-message.ts'
import { changeMessage } from '../src/commands/change-message.ts'
import { draftUpdate } from '../src/commands/draft-update.ts'
import { type Release, withDocuments } from '../src/commands/release-message.ts'
import { releaseUpdate, type UpdateReleaseFacts } from '../src/commands/release-update.ts'
import { submitMessage } from '../src/commands/submit-message.ts'
import type { Content, Message } from '../src/domain/message.ts'
import {
  APPROVER,
  AUTHOR,
  commitAll,
  makeDocuments,
  makeMeans,
  makePlan,
  type TempStore,
} from './make.ts'

/** An update of alert 1 with the commands themselves, over a real store. */
export interface WantedUpdate {
  /** A copy of what is on air, if nothing else. */
  readonly content?: Content
  /** Those that have cells. */
  readonly cbcs?: readonly string[]
}

/** Drafts, submits and approves an update of what is on air. @returns its message. */
export async function approveUpdate(temp: TempStore, of: WantedUpdate = {}): Promise<Message> {
  const { store, clock } = temp
  const means = makeMeans(clock.nowMs)
  const { alert, messages: thread } = (await store.loadAlert('1'))!
  const live = thread.findLast(({ state, msgType }) => state === 'live' && msgType !== 'Cancel')!
  const draft = draftUpdate({ alert, thread, message: live }, live, AUTHOR, means)
  await commitAll(store, draft)
  const id = `1.${thread.length + 1}`
  const newest = async (): Promise<Message> => (await store.loadMessage(id))!
  const { content: copied } = await newest()
  const content = of.content ?? copied
  await commitAll(store, changeMessage(await newest(), { content, version: 1 }, AUTHOR))
  const plan = makePlan(content, { cbcs: of.cbcs ?? ['TSEL', 'IOH'] })
  const facts = { message: await newest(), plan, findings: [], cellLists: [] }
  await commitAll(store, submitMessage(facts, { version: 2 }, AUTHOR, means))
  const { version, contentHash } = await newest()
  const seen = { version, contentHash: contentHash! }
  await commitAll(store, approveMessage(await newest(), seen, APPROVER, means))
  return newest()
}

/** What the desk loads for the release of an update. */
export async function updateFactsOf(
  { store }: TempStore,
  message: Message,
): Promise<UpdateReleaseFacts> {
  const { messages: thread } = (await store.loadAlert('1'))!
  const orders = await Promise.all(thread.map(({ id }) => store.loadOrdersOfMessage(id)))
  const identifiers = message.plan?.copies.map((copy) => copy.messageIdentifier) ?? []
  const serials = await Promise.all(
    identifiers.map(async (each) => [each, await store.loadSerialFacts(each)] as const),
  )
  const sent = thread.flatMap(({ sentMs }) => sentMs ?? [])
  return {
    message,
    thread,
    threadOrders: orders.flat(),
    instance: 'ABCDEF',
    lastSentMs: Math.max(...sent),
    liveSetVersion: await store.loadVersion('live-set'),
    cbcs: await store.loadCbcs(),
    serials: new Map(serials),
  }
}

/** Releases an approved update as the desk does, without signatures. */
export async function releaseUpdateOf(temp: TempStore, message: Message): Promise<Release> {
  const release = releaseUpdate(await updateFactsOf(temp, message), makeMeans(temp.clock.nowMs))
  await commitAll(temp.store, withDocuments(release, message, makeDocuments(release, message)))
  return release
}
