import { expect, test } from 'vitest'
import {
  type ReleaseFacts,
  releaseMessage,
  withDocuments,
} from '../../src/commands/release-message.ts'
import { type Kind, KINDS } from '../../src/domain/cb/message-identifier.ts'
import { encodeSerialNumber } from '../../src/domain/cb/serial-number.ts'
import { type SerialFacts, turnOf } from '../../src/domain/cb/serials.ts'
import { Refusal } from '../../src/domain/error.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import { checkInvariants } from '../invariants.ts'
import {
  approveAlert,
  commitAll,
  HOUR_MS,
  makeCbc,
  makeContent,
  makeDocuments,
  makeMeans,
  makeMessageIn,
  makePlan,
  makePlannedOrder,
  MINUTE_MS,
  NOON_MS,
  openTempStore,
  publishAlert,
  refusalOf,
  releaseApproved,
} from '../make.ts'

const FREE: SerialFacts = { nextTurn: null, taken: new Set() }
/** The turn of the clock at noon: a multiple of 1,024 less would make its code 0. */
const NOON_TURN = turnOf(NOON_MS)
const codeAt = (turnsOn: number): number => (NOON_TURN + turnsOn) % 1_024
const english = { ...makeContent().texts[0]!, language: 'en-US', body: 'Leave the coast.' }
const both = makeContent({ texts: [...makeContent().texts, english] })

function factsOf(part: Partial<ReleaseFacts> = {}): ReleaseFacts {
  return {
    message: makeMessageIn('approved'),
    instance: 'ABCDEF',
    lastSentMs: null,
    liveSetVersion: 5,
    cbcs: [makeCbc('TSEL'), makeCbc('IOH', ['cap-feed', 'cap-push'])],
    serials: new Map([[4370, FREE]]),
    ...part,
  }
}

const serialOf = (messageCode: number): number =>
  encodeSerialNumber({ scope: 'plmn', messageCode, updateNumber: 0 })

/** The code that a release draws. */
function codeOf(facts: SerialFacts): string {
  const { decision } = releaseMessage(factsOf({ serials: new Map([[4370, facts]]) }), makeMeans())
  return decision.claims[0]!.key
}

test('releaseMessage() makes one order a CBC, each with its own identifier, on its first link', () => {
  const { orders, sentMs, expiresMs, publicIdentifier } = releaseMessage(factsOf(), makeMeans())
  expect({ sentMs, expiresMs }).toEqual({ sentMs: NOON_MS, expiresMs: NOON_MS + HOUR_MS })
  expect(publicIdentifier).toBe('KTN-ABCDEF-20261125-1-1-PUB')
  expect(orders).toMatchObject([
    {
      id: '1.1-TSEL',
      identifier: 'KTN-ABCDEF-20261125-1-1-TSEL',
      state: 'sending',
      links: ['cap-push', 'cap-feed'],
      used: ['cap-push'],
      attempts: 1,
      dueMs: NOON_MS,
      stage: null,
    },
    {
      // Its forms are planned push first: the plan's order of links rules, not today's settings.
      id: '1.1-IOH',
      links: ['cap-push', 'cap-feed'],
      used: ['cap-push'],
    },
  ])
})

test('releaseMessage() offers on a feed where the plan names it first, with a watch of 30 s', () => {
  const forms = makePlannedOrder('TSEL').forms.toReversed()
  const plan = makePlan(makeContent(), { orders: [makePlannedOrder('TSEL', { forms })] })
  const facts = factsOf({ message: makeMessageIn('approved', { plan }) })
  const { orders, decision } = releaseMessage(facts, makeMeans())
  expect(orders).toMatchObject([
    { state: 'offered', used: ['cap-feed'], attempts: 0, dueMs: NOON_MS + 30_000 },
  ])
  expect(decision.writes.filter(({ table }) => table === 'attempt')).toEqual([])
})

test('releaseMessage() writes the first attempt with the order, so that nothing goes out unseen', () => {
  const { decision } = releaseMessage(factsOf(), makeMeans())
  const tables = decision.writes.map(({ table }) => table)
  expect(tables.filter((table) => table === 'order').length).toBe(2)
  expect(decision.writes.filter(({ table }) => table === 'attempt')).toMatchObject([
    { insert: { orderId: '1.1-TSEL', n: 1, link: 'cap-push', outcome: null } },
    { insert: { orderId: '1.1-IOH', n: 1, link: 'cap-push', outcome: null } },
  ])
  expect(decision.expects).toEqual([
    { stream: 'message:1.1', version: 1 },
    { stream: 'live-set', version: 5 },
  ])
  expect(decision.writes).toContainEqual({
    table: 'message',
    id: '1.1',
    set: { state: 'live', sentMs: NOON_MS, expiresMs: NOON_MS + HOUR_MS },
  })
})

test('releaseMessage() gives all CBCs the same serial, and each language one of its own', () => {
  const serials = new Map([
    [4370, FREE],
    [4383, { ...FREE, nextTurn: NOON_TURN + 9 }],
  ])
  const message = makeMessageIn('approved', { content: both })
  const { orders, decision } = releaseMessage(factsOf({ message, serials }), makeMeans())
  for (const { copies } of orders) {
    expect(copies.map(({ messageIdentifier, serial }) => [messageIdentifier, serial])).toEqual([
      [4370, serialOf(codeAt(0))],
      [4383, serialOf(codeAt(9))],
    ])
  }
  const untilMs = NOON_MS + HOUR_MS + 24 * HOUR_MS
  expect(decision.claims).toMatchObject([
    { space: 'serial', key: `4370:${codeAt(0)}`, untilMs, refusal: 'SERIAL_TAKEN' },
    { space: 'serial', key: `4383:${codeAt(9)}`, untilMs, refusal: 'SERIAL_TAKEN' },
  ])
})

test('releaseMessage() takes the code of the clock, and skips those that are taken', () => {
  const taken = new Set([0, 1, 3].map(codeAt))
  expect(codeOf({ nextTurn: null, taken })).toBe(`4370:${codeAt(2)}`)
  expect(codeOf({ nextTurn: NOON_TURN + 3, taken })).toBe(`4370:${codeAt(4)}`)
  const allBut = (free: number): Set<number> =>
    new Set(Array.from({ length: 1_024 }, (_, code) => code).filter((code) => code !== free))
  expect(codeOf({ nextTurn: null, taken: allBut(codeAt(-1)) })).toBe(`4370:${codeAt(1_023)}`)
  const facts = factsOf({ serials: new Map([[4370, { nextTurn: null, taken: allBut(-1) }]]) })
  expect(refusalOf(() => releaseMessage(facts, makeMeans()))).toBe('SERIALS_EXHAUSTED')
  expect(releaseMessage(factsOf(), makeMeans()).decision.writes).toContainEqual({
    table: 'serial-cursor',
    messageIdentifier: 4370,
    nextTurn: NOON_TURN + 1,
  })
})

test('releaseMessage() fails an order whose CBC has no link, and says so in the log', () => {
  const facts = factsOf({ cbcs: [makeCbc('TSEL', [])] }) // IOH is not there at all
  const release = releaseMessage(facts, makeMeans())
  expect(release.orders).toMatchObject([
    { state: 'failed', used: [], links: [], attempts: 0, dueMs: null },
    { state: 'failed', used: [], reason: 'not-connected' },
  ])
  const documents = makeDocuments(release, facts.message)
  const { entries } = withDocuments(release, facts.message, documents)
  expect(entries).toMatchObject([
    {
      what: 'message-released',
      orders: [
        { link: null, used: [] },
        { link: null, used: [] },
      ],
    },
    { what: 'alarm-raised', alarm: 'failed', order: '1.1-TSEL' },
    { what: 'alarm-raised', alarm: 'failed', order: '1.1-IOH' },
  ])
})

test('releaseMessage() never uses a link that was not planned: failover does not widen', () => {
  const [push] = makePlannedOrder('TSEL').forms
  const plan = makePlan(makeContent(), { orders: [makePlannedOrder('TSEL', { forms: [push!] })] })
  const message = makeMessageIn('approved', { plan })
  const [order] = releaseMessage(factsOf({ message }), makeMeans()).orders
  expect(order).toMatchObject({ links: ['cap-push'] })
  const cbcs = [makeCbc('TSEL', ['cap-feed'])]
  expect(releaseMessage(factsOf({ message, cbcs }), makeMeans()).orders).toMatchObject([
    { links: [], state: 'failed' },
  ])
})

test('releaseMessage() sends later than everything sent before in its thread', () => {
  const at = (lastSentMs: number | null): number =>
    releaseMessage(factsOf({ lastSentMs }), makeMeans(NOON_MS + 999)).sentMs
  expect(at(null)).toBe(NOON_MS)
  expect(at(NOON_MS)).toBe(NOON_MS + 1_000)
})

test('releaseMessage() ends a scheduled message when it was approved to, however late it starts', () => {
  const content = makeContent({ startMs: NOON_MS, minutes: 60 })
  const message = makeMessageIn('approved', { content })
  const late = makeMeans(NOON_MS + 50 * MINUTE_MS)
  expect(releaseMessage(factsOf({ message }), late).expiresMs).toBe(NOON_MS + HOUR_MS)
  const over = makeMeans(NOON_MS + HOUR_MS)
  expect(refusalOf(() => releaseMessage(factsOf({ message }), over))).toBe('STEP_REFUSED')
})

test('releaseMessage() starts nothing that is not approved', () => {
  for (const state of MESSAGE_STATES) {
    const message = makeMessageIn('approved', { state })
    const run = (): unknown => releaseMessage(factsOf({ message }), makeMeans())
    expect(refusalOf(run), state).toBe(state === 'approved' ? null : 'STEP_REFUSED')
  }
  const planless = makeMessageIn('approved', { plan: null })
  expect(() => releaseMessage(factsOf({ message: planless }), makeMeans())).toThrow(TypeError)
})

test('withDocuments() names in the log every order and the digest of what it was sent', () => {
  const facts = factsOf()
  const release = releaseMessage(facts, makeMeans())
  const documents = makeDocuments(release, facts.message)
  const { entries, writes } = withDocuments(release, facts.message, documents)
  expect(writes.filter(({ table }) => table === 'document').length).toBe(3)
  expect(entries).toMatchObject([
    {
      what: 'message-released',
      message: '1.1',
      publicIdentifier: release.publicIdentifier,
      orders: documents.slice(0, 2).map(({ orderId, identifier, sha256 }) => ({
        order: orderId,
        identifier,
        documentSha256: sha256,
        used: ['cap-push'],
        copies: [{ language: 'id-ID', messageIdentifier: 4370, serial: serialOf(codeAt(0)) }],
      })),
    },
  ])
  const lacking = documents.slice(1)
  expect(() => withDocuments(release, facts.message, lacking)).toThrow(TypeError)
})

test('a code comes back no sooner than 24 h after its message was last on air', async () => {
  const temp = await openTempStore()
  const serial = async (): Promise<number> => {
    const { orders } = await publishAlert(temp, { cbcs: [makeCbc('TSEL', ['cap-feed'])] })
    return orders[0]!.copies[0]!.serial
  }
  const [first, second] = [await serial(), await serial()]
  expect([first, second]).toEqual([serialOf(codeAt(0)), serialOf(codeAt(1))])
  // A clock that is set back, or a cursor that is lost, meets the claims.
  const cursor = { table: 'serial-cursor', messageIdentifier: 4370, nextTurn: 0 } as const
  await commitAll(temp.store, { expects: [], claims: [], writes: [cursor], entries: [] })
  expect(await serial()).toBe(serialOf(codeAt(2)))
  const endMs = NOON_MS + HOUR_MS + 24 * HOUR_MS
  const taken = async (): Promise<boolean> =>
    (await temp.store.loadSerialFacts(4370)).taken.has(codeAt(0))
  temp.clock.nowMs = endMs - 1
  expect(await taken()).toBe(true)
  temp.clock.nowMs = endMs
  expect(await taken()).toBe(false)
})

test('two releases at once never get one code: the second is made again', async () => {
  const temp = await openTempStore()
  const [first, second] = [await approveAlert(temp), await approveAlert(temp)]
  const results = await Promise.allSettled([
    releaseApproved(temp, first),
    releaseApproved(temp, second),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(results[1]).toMatchObject({ reason: expect.any(Refusal) })
  expect(await temp.store.loadOrdersOfMessage(second.id), 'nothing of it is left').toEqual([])
  const [order] = await releaseApproved(temp, (await temp.store.loadMessage(second.id))!)
  expect(order!.copies[0]!.serial).toBe(serialOf(codeAt(1)))
  expect(await checkInvariants(temp.store)).toMatchObject({ messages: 2, orders: 4 })
})

test('releaseMessage() releases no identifier that the kind may not carry', () => {
  const serials = new Map([4352, 4370, 4371, 4380, 4381, 4383, 50].map((id) => [id, FREE] as const))
  const release = (kind: Kind, messageIdentifier: number): number[] => {
    const content = { ...makeContent(), kind }
    const plan = makePlan(makeContent())
    const copies = plan.copies.map((copy) => ({ ...copy, messageIdentifier }))
    const message = makeMessageIn('approved', { content, plan: { ...plan, copies } })
    const { orders } = releaseMessage(factsOf({ message, serials }), makeMeans())
    return orders.flatMap((order) => order.copies.map((copy) => copy.messageIdentifier))
  }
  const own: Record<Kind, readonly number[]> = {
    warning: [4370, 4371, 4383],
    civic: [50],
    'public-test': [4370, 4371, 4383],
    exercise: [4381],
    test: [4380],
  }
  for (const kind of KINDS) {
    for (const identifier of serials.keys()) {
      if (own[kind].includes(identifier)) {
        expect(release(kind, identifier)).toEqual([identifier, identifier])
      } else expect(() => release(kind, identifier)).toThrow(RangeError)
    }
  }
})
