import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { approveMessage } from '../src/commands/approve-message.ts'
import { connectCbc } from '../src/commands/connect-cbc.ts'
import { draftAlert } from '../src/commands/draft-alert.ts'
import { type Release, releaseMessage, withDocuments } from '../src/commands/release-message.ts'
import { submitMessage } from '../src/commands/submit-message.ts'
import type { Actor, Role } from '../src/domain/account.ts'
import { formatHex } from '../src/domain/cb/octets.ts'
import { encodeText } from '../src/domain/cb/pages.ts'
import type { CbcLink, CbcSettings, Decision, Document, Means } from '../src/domain/decision.ts'
import { Refusal } from '../src/domain/error.ts'
import type { Content, Message } from '../src/domain/message.ts'
import { NO_CELLS, type LinkName, type Order } from '../src/domain/order.ts'
import type { Plan, PlannedOrder } from '../src/domain/plan.ts'
import { chooseIdentifiers, POLICY_VERSION } from '../src/domain/policy.ts'
import { openStore, type Store } from '../src/store/open.ts'

/** Small things that tests are made of. Each is valid as it is; `part` changes what a test is about. */

export const NOON_MS = Date.parse('2026-11-25T12:00:00+07:00')
export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
/** CBCs that the registry has, with their operators. */
export const OPERATOR_OF: Readonly<Record<string, string>> = {
  TSEL: 'telkomsel',
  IOH: 'ioh',
  XL: 'xlsmart',
  SF: 'xlsmart',
}

export function makeActor(id: string, ...roles: readonly Role[]): Actor {
  return { id, roles }
}

export const AUTHOR = makeActor('P-AUTHORAA', 'author')
export const APPROVER = makeActor('P-APPROVER', 'approver')
/** Holds both roles, as one person may. */
export const BOTH = makeActor('P-BOTHROLE', 'author', 'approver')
export const ADMIN = makeActor('P-ADMINAAA', 'admin')

export function sha256Hex(octets: string | Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex')
}

export function makeMeans(nowMs = NOON_MS): Means {
  return { nowMs, sha256Hex }
}

/** A must-see tsunami warning that no rule objects to. */
export function makeContent(part: Partial<Content> = {}): Content {
  return {
    kind: 'warning',
    channel: 'cell-broadcast',
    category: ['Geo'],
    urgency: 'Immediate',
    severity: 'Extreme',
    certainty: 'Observed',
    level: 'awas',
    raised: null,
    eventCode: null,
    legalBasis: null,
    requestedBy: null,
    texts: [
      {
        language: 'id-ID',
        event: 'Tsunami',
        headline: 'Peringatan tsunami',
        body: 'Menjauh dari pantai sekarang juga.',
      },
    ],
    area: { regions: ['11'], polygons: [], circles: [] },
    areaName: 'Aceh',
    startMs: null,
    minutes: 60,
    repetitionSeconds: 60,
    smsWindow: null,
    ...part,
  }
}

export function makePlannedOrder(cbc: string, part: Partial<PlannedOrder> = {}): PlannedOrder {
  const cells = part.cells ?? 3
  return {
    cbc,
    operator: OPERATOR_OF[cbc] ?? cbc.toLowerCase(),
    inventoryVersion: 'inv-1',
    cells,
    cellsDigest: sha256Hex(`cells of ${cbc}`),
    cellsSha1: 'a1'.repeat(20),
    cellsOctets: 60,
    geocodes: [],
    leftOut: 0,
    coding: 'untagged',
    repetition: [
      { rat: 'GSM', periodSeconds: 60, broadcasts: 60, onAir: { pages: 0, messages: 0 } },
      { rat: 'LTE', periodSeconds: 60, broadcasts: 60, onAir: { pages: 0, messages: 0 } },
    ],
    repetitionSeconds: 60,
    broadcasts: 60,
    forms: [
      { link: 'cap-push', kind: 'cell', areaCodes: 0, cells, extra: 0 },
      { link: 'cap-feed', kind: 'cell', areaCodes: 0, cells, extra: 0 },
    ],
    ...part,
  }
}

/** What the desk would plan: real pages of the content's texts, at the identifiers of policy. */
export function makePlan(
  content: Content = makeContent(),
  part: Partial<Plan> & { readonly cbcs?: readonly string[] } = {},
): Plan {
  const { cbcs = ['TSEL', 'IOH'], ...rest } = part
  const { identifiers } = chooseIdentifiers(content, { civicIdentifier: null })
  return {
    madeAtMs: NOON_MS,
    regionVersion: 'regions-1',
    policyVersion: POLICY_VERSION,
    copies: identifiers.flatMap((messageIdentifier, at) => {
      const text = content.texts[at]
      if (text === undefined) return []
      const { dcs, alphabet, characters, pages } = encodeText(text.body)
      return {
        language: text.language,
        messageIdentifier,
        dcs,
        alphabet,
        characters,
        text: text.body,
        pages: pages.map(({ useful, octets }) => ({ useful, hex: formatHex(octets) })),
        prefixed: null,
      }
    }),
    orders: cbcs.map((cbc) => makePlannedOrder(cbc)),
    population: [1_000, 5_000],
    outline: [
      [
        [2, 95],
        [6, 95],
        [6, 98],
        [2, 95],
      ],
    ],
    findings: [],
    ...rest,
  }
}

export function makeMessage(part: Partial<Message> = {}): Message {
  const alertId = part.alertId ?? '1'
  const n = part.n ?? 1
  return {
    id: `${alertId}.${n}`,
    alertId,
    n,
    msgType: 'Alert',
    state: 'draft',
    version: 1,
    content: makeContent(),
    plan: null,
    contentHash: null,
    hands: [AUTHOR.id],
    approvers: [],
    note: null,
    createdAtMs: NOON_MS,
    submittedAtMs: null,
    approvedAtMs: null,
    sentMs: null,
    expiresMs: null,
    endedAtMs: null,
    endReason: null,
    review: null,
    ...part,
  }
}

/** A message as it is between two steps, with the plan and hash that belong to its content. */
export function makeMessageIn(
  state: 'submitted' | 'approved' | 'live' | 'ended',
  part: Partial<Message> = {},
): Message {
  const content = part.content ?? makeContent()
  const isOut = state === 'live' || state === 'ended'
  return makeMessage({
    state,
    content,
    plan: makePlan(content),
    contentHash: sha256Hex('content'),
    submittedAtMs: NOON_MS,
    ...(state === 'submitted' ? {} : { approvers: [APPROVER.id], approvedAtMs: NOON_MS }),
    ...(isOut ? { sentMs: NOON_MS, expiresMs: NOON_MS + content.minutes * MINUTE_MS } : {}),
    ...(state === 'ended'
      ? { endedAtMs: NOON_MS + content.minutes * MINUTE_MS, endReason: 'expired' }
      : {}),
    ...part,
  })
}

/** An order of message 1.1 at TSEL that is being pushed for the first time. */
export function makeOrder(part: Partial<Order> = {}): Order {
  const cbc = part.cbc ?? 'TSEL'
  const messageId = part.messageId ?? '1.1'
  const [alertId = '1', n = '1'] = messageId.split('.')
  const cells = part.cells ?? 3
  return {
    id: `${messageId}-${cbc}`,
    messageId,
    alertId,
    cbc,
    operator: OPERATOR_OF[cbc] ?? cbc.toLowerCase(),
    channel: 'cell-broadcast',
    msgType: 'Alert',
    state: 'sending',
    version: 1,
    identifier: `KTN-ABCDEF-20261125-${alertId}-${n}-${cbc}`,
    sentMs: NOON_MS,
    expiresMs: NOON_MS + HOUR_MS,
    stage: null,
    links: ['cap-push', 'cap-feed'],
    used: ['cap-push'],
    attempts: 1,
    dueMs: NOON_MS,
    reason: null,
    inventoryVersion: 'inv-1',
    cellsDigest: sha256Hex(`cells of ${cbc}`),
    cells,
    unplanned: 0,
    acceptedAtMs: null,
    onAirAtMs: null,
    copies: [
      {
        language: 'id-ID',
        messageIdentifier: 4370,
        serial: 0x4000,
        replaces: null,
        dcs: 15,
        pages: 1,
        counts: { ...NO_CELLS, silent: cells },
      },
    ],
    ...part,
  }
}

/** @param pushUrl where `cap-push` goes; where nothing listens by default. */
export function makeCbc(
  cbc: string,
  links: readonly LinkName[] = ['cap-push', 'cap-feed'],
  pushUrl = 'http://127.0.0.1:9/cap',
): CbcSettings {
  return {
    cbc,
    links: links.map((link): CbcLink =>
      link === 'cap-push' ? { link, url: pushUrl, pushToken: `push ${cbc}` } : { link },
    ),
    tokenSha256: sha256Hex(`token ${cbc}`),
    loopback: true,
    coding: 'untagged',
    serial: 'ours',
  }
}

/** Documents of a release as the desk seals them, but for what stands in them and the signature. */
export function makeDocuments(release: Release, message: Message): Document[] {
  const seal = (orderId: string | null, audience: string, identifier: string): Document => {
    const xml = `<alert><identifier>${identifier}</identifier></alert>`
    const { sentMs, expiresMs } = release
    const of = { alertId: message.alertId, messageId: message.id, orderId, audience }
    return { identifier, ...of, xml, sha256: sha256Hex(xml), sentMs, expiresMs }
  }
  return [
    ...release.orders.map((order) => seal(order.id, order.cbc, order.identifier)),
    seal(null, 'PUB', release.publicIdentifier),
  ]
}

/** A clock that stands until it is moved. */
export interface Clock {
  nowMs: number
}

export interface TempStore {
  readonly store: Store
  readonly folder: string
  readonly clock: Clock
}

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A real store; `folder` opens one again. It is closed after the test, if not before. */
export async function openTempStore(
  folder = tempFolder(),
  clock: Clock = { nowMs: NOON_MS },
): Promise<TempStore> {
  let salts = 0
  const store = await openStore(folder, {
    salt: () => createHash('sha256').update(`salt ${salts++}`).digest(),
    nowMs: () => clock.nowMs,
  })
  onTestFinished(() => store.close())
  return { store, folder, clock }
}

/** Commits decisions that must not be refused. */
export async function commitAll(store: Store, ...batch: readonly Decision[]): Promise<void> {
  for (const outcome of await store.commit(batch)) if (outcome instanceof Refusal) throw outcome
}

/** Drafts, submits and approves an alert with the commands themselves. @returns its message. */
export async function approveAlert(
  { store, clock }: TempStore,
  of: { readonly content?: Content; readonly plan?: Plan } = {},
): Promise<Message> {
  const content = of.content ?? makeContent()
  const means = makeMeans(clock.nowMs)
  const nextNumber = await store.nextAlertNumber()
  const origin = { from: 'console' } as const
  await commitAll(store, draftAlert({ nextNumber }, { content, origin }, AUTHOR, means))
  const id = `${nextNumber}.1`
  const plan = of.plan ?? makePlan(content)
  const facts = { message: await loadMessage(store, id), plan, findings: [], cellLists: [] }
  await commitAll(store, submitMessage(facts, { version: 1 }, AUTHOR, means))
  const submitted = await loadMessage(store, id)
  const seen = { version: submitted.version, contentHash: submitted.contentHash ?? '' }
  await commitAll(store, approveMessage(submitted, seen, APPROVER, means))
  return loadMessage(store, id)
}

/** Releases an approved message as the desk does, without signatures. */
export async function releaseApproved(
  { store, clock }: TempStore,
  message: Message,
): Promise<readonly Order[]> {
  const identifiers = new Set(message.plan?.copies.map((copy) => copy.messageIdentifier))
  const serials = await Promise.all(
    [...identifiers].map(async (each) => [each, await store.loadSerialFacts(each)] as const),
  )
  const release = releaseMessage(
    {
      message,
      instance: 'ABCDEF',
      lastSentMs: null,
      liveSetVersion: await store.loadVersion('live-set'),
      cbcs: await store.loadCbcs(),
      serials: new Map(serials),
    },
    makeMeans(clock.nowMs),
  )
  await commitAll(store, withDocuments(release, message, makeDocuments(release, message)))
  return store.loadOrdersOfMessage(message.id)
}

/** An alert that has just been released to the CBCs, which are connected first. */
export async function publishAlert(
  temp: TempStore,
  of: {
    readonly cbcs: readonly CbcSettings[]
    readonly content?: Content
    readonly plan?: Plan
  },
): Promise<{ readonly message: Message; readonly orders: readonly Order[] }> {
  const content = of.content ?? makeContent()
  const plan = of.plan ?? makePlan(content, { cbcs: of.cbcs.map(({ cbc }) => cbc) })
  for (const settings of of.cbcs) {
    const version = (await temp.store.loadCbc(settings.cbc))?.version ?? 0
    await commitAll(temp.store, connectCbc(settings, version, ADMIN))
  }
  const approved = await approveAlert(temp, { content, plan })
  const orders = await releaseApproved(temp, approved)
  return { message: await loadMessage(temp.store, approved.id), orders }
}

async function loadMessage(store: Store, id: string): Promise<Message> {
  const message = await store.loadMessage(id)
  if (message === null) throw new TypeError(`No message ${id}`)
  return message
}

/** The code that a command refuses with; null when it does not. Bugs pass through. */
export function refusalOf(run: () => unknown): string | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
