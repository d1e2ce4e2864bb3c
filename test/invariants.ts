import { createHash } from 'node:crypto'
import { sha256 } from '../src/audit/node.ts'
import { type Verification, verifyLog } from '../src/audit/verify.ts'
import type { Trust } from '../src/audit/checkpoint.ts'
import type { EntryBody } from '../src/domain/entry.ts'
import { type Folded, type FoldedOrder, foldLog } from '../src/domain/fold.ts'
import { decodeSerialNumber } from '../src/domain/cb/serial-number.ts'
import type { Message } from '../src/domain/message.ts'
import { CELL_STATES, type Attempt, type Order } from '../src/domain/order.ts'
import type { ReadStore } from '../src/store/open.ts'

/** How much was looked at: an empty folder passes, so a test says how much it expects. */
export interface Checked {
  readonly messages: number
  readonly orders: number
  readonly attempts: number
  readonly entries: number
}

const NOBODY: Trust = { origin: 'none', keys: [], verifySignature: () => false }
const SERIAL_REST_MS = 24 * 3_600_000

/**
 * Everything that must hold of a data folder at any moment between two commits, whatever died
 * before: to be run on a store that was opened anew.
 *
 * @param trust who signs checkpoints; without it they are not looked at.
 * @throws {Error} with every broken invariant, a line each.
 */
export async function checkInvariants(store: ReadStore, trust?: Trust): Promise<Checked> {
  const log = await checkLog(store, trust)
  // Nothing can be told from a log that is not what was written.
  if (log.problem !== null) throw new Error(`log: ${log.problem.what} at ${log.problem.seq}`)
  const bodies = await readBodies(store, log.size)
  const folded = foldLog(bodies)
  const held = await loadAll(store)
  const problems = [
    ...checkMessages(held, folded),
    ...held.flatMap(({ orders }) => orders).flatMap((each) => checkOrder(each, folded)),
    ...(await checkDocuments(store, held, folded)),
    ...(await checkSerials(store, held)),
    ...(await checkReceipts(store, held, bodies)),
  ]
  if (problems.length > 0) throw new Error(`Invariants are broken:\n${problems.join('\n')}`)
  const orders = held.flatMap((each) => each.orders)
  return {
    messages: held.length,
    orders: orders.length,
    attempts: orders.reduce((sum, { attempts }) => sum + attempts.length, 0),
    entries: log.size,
  }
}

interface HeldOrder {
  readonly order: Order
  readonly attempts: readonly Attempt[]
}
interface Held {
  readonly message: Message
  readonly orders: readonly HeldOrder[]
}

async function checkLog(store: ReadStore, trust: Trust | undefined): Promise<Verification> {
  const { head, to } = await store.loadExtent()
  return verifyLog({
    entries: store.iterateEntries({ from: 0, to }),
    head,
    checkpoints: trust === undefined ? [] : await store.loadCheckpoints(),
    sha256,
    trust: trust ?? NOBODY,
  })
}

async function readBodies(store: ReadStore, size: number): Promise<EntryBody[]> {
  const bodies: EntryBody[] = []
  for await (const { body } of store.iterateEntries({ from: 0, to: size })) {
    if (body !== null) bodies.push(JSON.parse(new TextDecoder().decode(body)) as EntryBody)
  }
  return bodies
}

async function loadAll(store: ReadStore): Promise<Held[]> {
  const held: Held[] = []
  const last = await store.nextAlertNumber()
  for (let number = 1; number < last; number++) {
    const thread = await store.loadAlert(String(number))
    for (const message of thread?.messages ?? []) {
      const orders = await store.loadOrdersOfMessage(message.id)
      const withAttempts = await Promise.all(
        orders.map(async (order) => ({ order, attempts: await store.loadAttempts(order.id) })),
      )
      held.push({ message, orders: withAttempts })
    }
  }
  return held
}

/** Every message of the tables is in the log, and the other way round, in the same state. */
function checkMessages(held: readonly Held[], folded: Folded): string[] {
  const problems = held.flatMap(({ message, orders }) => {
    const told = folded.messages.get(message.id)
    if (told === undefined) return [`${message.id}: not in the log`]
    const { publicIdentifier: _, ...fields } = told
    const wasOut = message.sentMs !== null
    return [
      ...differences(message.id, { ...fields }, { ...message }),
      ...(wasOut || orders.length === 0 ? [] : [`${message.id}: orders before its release`]),
      ...(message.state === 'live' && !wasOut ? [`${message.id}: live and never sent`] : []),
    ]
  })
  const ids = new Set(held.map(({ message }) => message.id))
  const lost = [...folded.messages.keys()].filter((id) => !ids.has(id))
  const orders = new Set(held.flatMap((each) => each.orders.map(({ order }) => order.id)))
  const lostOrders = [...folded.orders.keys()].filter((id) => !orders.has(id))
  return [...problems, ...[...lost, ...lostOrders].map((id) => `${id}: only in the log`)]
}

function checkOrder({ order, attempts }: HeldOrder, folded: Folded): string[] {
  const told = folded.orders.get(order.id)
  if (told === undefined) return [`${order.id}: not in the log`]
  const { tries, copies, documentSha256: _, ...fields } = told
  return [
    ...differences(order.id, { ...fields }, { ...order }),
    ...differences(
      order.id,
      { tries, copies },
      { tries: attempts.map(asTry), copies: asTold(order) },
    ),
    ...checkAttempts(order, attempts),
    ...order.copies.flatMap(({ language, counts }) => {
      const sum = Object.values(counts).reduce((a, b) => a + b, 0)
      return sum === order.cells ? [] : [`${order.id}: ${language} counts ${sum} cells`]
    }),
  ]
}

function asTry({ n, link, outcome }: Attempt): FoldedOrder['tries'][number] {
  return { n, link, outcome }
}

function asTold(order: Order): FoldedOrder['copies'] {
  return order.copies.map(({ dcs: _dcs, pages: _pages, ...told }) => told)
}

function checkAttempts(order: Order, attempts: readonly Attempt[]): string[] {
  const problems: string[] = []
  if (attempts.length !== order.attempts || attempts.some(({ n }, at) => n !== at + 1)) {
    problems.push(`${order.id}: attempts are not numbered 1..${order.attempts}`)
  }
  for (const link of order.links) {
    const accepted = attempts.filter((each) => each.link === link && each.outcome === 'accepted')
    if (accepted.length > 1) problems.push(`${order.id}: ${accepted.length} accepted on ${link}`)
  }
  const open = attempts.filter((each) => each.outcome === null)
  if (open.length > 1) problems.push(`${order.id}: ${open.length} attempts are open at once`)
  if (order.state === 'sending' && open.length === 0) {
    problems.push(`${order.id}: sending, and every attempt is settled`)
  }
  if (attempts.some((each) => !order.used.includes(each.link))) {
    problems.push(`${order.id}: an attempt over a link that it has not used`)
  }
  return problems
}

/** One document an order, under its only identity, and octet for octet what the log commits to. */
async function checkDocuments(
  store: ReadStore,
  held: readonly Held[],
  folded: Folded,
): Promise<string[]> {
  const problems: string[] = []
  const identities = new Set<string>()
  for (const { message, orders } of held) {
    const documents = await store.loadDocumentsOfMessage(message.id)
    const wanted = message.sentMs === null ? 0 : orders.length + 1 // and the public one
    if (documents.length !== wanted) {
      problems.push(`${message.id}: ${documents.length} documents, not ${wanted}`)
    }
    for (const { xml, sha256: stated, identifier } of documents) {
      const made = createHash('sha256').update(xml).digest('hex')
      if (made !== stated) problems.push(`${identifier}: document was changed`)
    }
    for (const { order } of orders) {
      const own = documents.filter((each) => each.orderId === order.id)
      const [document] = own
      if (own.length !== 1 || document?.identifier !== order.identifier) {
        problems.push(`${order.id}: has not one document of its identity`)
      }
      if (document?.sha256 !== folded.orders.get(order.id)?.documentSha256) {
        problems.push(`${order.id}: its document is not the one in the log`)
      }
      if (identities.has(order.identifier)) problems.push(`${order.identifier}: used twice`)
      identities.add(order.identifier)
    }
  }
  return problems
}

/** A serial number is the same at all CBCs, no other live message has it, and it is claimed. */
async function checkSerials(store: ReadStore, held: readonly Held[]): Promise<string[]> {
  const problems: string[] = []
  const owners = new Map<string, string>()
  for (const { message, orders } of held) {
    if (message.state !== 'live') continue
    for (const copy of orders.flatMap(({ order }) => order.copies)) {
      const { messageIdentifier, serial } = copy
      const key = `${messageIdentifier}:${decodeSerialNumber(serial).messageCode}`
      const owner = owners.get(key) ?? message.id
      owners.set(key, message.id)
      if (owner !== message.id) problems.push(`${message.id}: serial ${key} is ${owner}'s too`)
      const claim = await store.loadClaim('serial', key)
      const until = (message.expiresMs ?? 0) + SERIAL_REST_MS
      if ((claim?.untilMs ?? 0) < until)
        problems.push(`${message.id}: serial ${key} is not claimed`)
    }
    for (const [first, ...others] of byLanguage(orders)) {
      if (others.some((each) => each !== first)) {
        problems.push(`${message.id}: its CBCs have different serial numbers`)
      }
    }
  }
  return problems
}

function byLanguage(orders: readonly HeldOrder[]): string[][] {
  const pairs = new Map<string, string[]>()
  for (const { language, messageIdentifier, serial } of orders.flatMap((e) => e.order.copies)) {
    const list = pairs.get(language) ?? []
    list.push(`${messageIdentifier} ${serial}`)
    pairs.set(language, list)
  }
  return [...pairs.values()]
}

/** Each batch is in the log with the digest of its octets; cells are what their counts say. */
async function checkReceipts(
  store: ReadStore,
  held: readonly Held[],
  bodies: readonly EntryBody[],
): Promise<string[]> {
  const told = new Set(
    bodies.flatMap((body) => {
      if (body.what === 'cells-reported') return [`${body.order} ${body.batch} ${body.sha256}`]
      const isReceipt = body.what === 'order-staged' && body.batch !== undefined
      return isReceipt ? [`${body.order} ${body.batch} ${body.sha256}`] : []
    }),
  )
  const problems: string[] = []
  for (const { order } of held.flatMap((each) => each.orders)) {
    for (const { batch, octets, sha256: stated } of await store.loadReceiptBatches(order.id, 0)) {
      const made = createHash('sha256').update(octets).digest('hex')
      if (made !== stated) problems.push(`${order.id}: batch ${batch} was changed`)
      if (!told.has(`${order.id} ${batch} ${stated}`)) {
        problems.push(`${order.id}: batch ${batch} is not in the log`)
      }
    }
    for (const { language, states, counts } of await store.loadCellStates(order.id)) {
      const counted = CELL_STATES.map((_, code) => states.filter((each) => each === code).length)
      const kept = CELL_STATES.map((name) => counts[name])
      if (counted.join() !== kept.join()) {
        problems.push(`${order.id}: ${language} counts ${kept.join()}, its cells ${counted.join()}`)
      }
    }
  }
  return problems
}

/** Where the table says otherwise than the log. */
function differences(
  id: string,
  told: Readonly<Record<string, unknown>>,
  found: Readonly<Record<string, unknown>>,
): string[] {
  return Object.keys(told).flatMap((field) => {
    const [log, table] = [JSON.stringify(told[field]), JSON.stringify(found[field])]
    // Key order of a JSON column is its own affair.
    if (log === table || canonical(told[field]) === canonical(found[field])) return []
    return [`${id}: ${field} is ${table}, by the log ${log}`]
  })
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
