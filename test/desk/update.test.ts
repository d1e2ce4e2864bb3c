import { expect, test } from 'vitest'
import { createCellReader } from '../../src/desk/cell-lists.ts'
import { checkContent } from '../../src/desk/check-content.ts'
import { createReceiptChecker } from '../../src/desk/check-receipt.ts'
import { correctUse, reviewUse } from '../../src/desk/correct.ts'
import { draftUpdateUse } from '../../src/desk/draft-update.ts'
import {
  approveUse,
  cancelUse,
  changeUse,
  discardUse,
  returnUse,
  submitUse,
} from '../../src/desk/message-steps.ts'
import { receiveReceipt } from '../../src/desk/receive-receipt.ts'
import { releaseUse } from '../../src/desk/release.ts'
import { startTimers } from '../../src/desk/timers.ts'
import { viewAlert } from '../../src/desk/views.ts'
import type { Actor } from '../../src/domain/account.ts'
import { generateInventory } from '../../src/domain/area/generate.ts'
import type { CapAlert } from '../../src/domain/cap/model.ts'
import { checkCap } from '../../src/domain/cap/rules.ts'
import { parseCopyParameters } from '../../src/domain/cap/profile.ts'
import type { Content, Message } from '../../src/domain/message.ts'
import { readCap } from '../../src/formats/cap/read.ts'
import { formatInstant } from '../../src/formats/json/content.ts'
import { AIRED, cbcFeed } from '../../src/http/feeds.ts'
import { connect, importCells, openRig, publish, type Rig, testContent } from '../http/rig.ts'
import { checkInvariants } from '../invariants.ts'
import { APPROVER, AUTHOR, HOUR_MS, makeActor, MINUTE_MS } from '../make.ts'

/** Enough for a cell of every operator in a province. */
const CELLS = 3_000
const ACEH = { regions: ['11'], polygons: [], circles: [] }
const AUDITOR = makeActor('P-AUDITORA', 'auditor')

async function openLive(part: Partial<Content> = {}, cbcs = ['TSEL', 'IOH']): Promise<Rig> {
  const rig = await openRig()
  for (const cbc of cbcs) await connect(rig, cbc, `token-of-${cbc}-01234`)
  await importCells(rig, CELLS)
  await publish(rig, testContent(part))
  rig.clock.nowMs += MINUTE_MS
  return rig
}

async function message({ desk }: Rig, id: string): Promise<Message> {
  const found = await desk.store.loadMessage(id)
  if (found === null) throw new TypeError(`No message ${id}`)
  return found
}

/** Drafts, changes and submits an update. @returns its id. */
async function submitUpdate(rig: Rig, base: string, part: Partial<Content> = {}): Promise<string> {
  const { desk } = rig
  const { version } = await message(rig, base)
  await draftUpdateUse(desk, base, { version }, AUTHOR)
  const { messages } = (await desk.store.loadAlert('1'))!
  const draft = messages.at(-1)!
  const content = { ...draft.content, ...part }
  await changeUse(desk, draft.id, { content, version: draft.version }, AUTHOR)
  await submitUse(desk, draft.id, { version: draft.version + 1 }, AUTHOR)
  return draft.id
}

async function approve(rig: Rig, id: string, actor: Actor = APPROVER): Promise<void> {
  const { version, contentHash } = await message(rig, id)
  await approveUse(rig.desk, id, { version, contentHash: contentHash ?? '' }, actor)
}

async function update(rig: Rig, base: string, part: Partial<Content> = {}): Promise<string> {
  const id = await submitUpdate(rig, base, part)
  await approve(rig, id)
  await checkInvariants(rig.desk.store)
  rig.clock.nowMs += MINUTE_MS
  return id
}

async function cancel(rig: Rig, id: string): Promise<void> {
  const { version } = await message(rig, id)
  await cancelUse(rig.desk, id, { version, reason: 'salah kirim' }, AUTHOR)
  rig.clock.nowMs += MINUTE_MS
}

/** The documents of a message as their readers find them, by audience. */
async function documentsOf({ desk }: Rig, id: string): Promise<Map<string, CapAlert>> {
  const documents = await desk.store.loadDocumentsOfMessage(id)
  return new Map(
    documents.map(({ audience, xml }) => {
      const { alert } = readCap(Buffer.from(xml))
      if (alert === null) throw new TypeError(`${audience} cannot be read`)
      return [audience, alert]
    }),
  )
}

function namesOf(alert: CapAlert | undefined): string[] {
  return (alert?.references ?? []).map(
    ({ sender, identifier, sent }) => `${sender},${identifier},${sent}`,
  )
}

function tripleOf({ sender, identifier, sent }: CapAlert): string {
  return `${sender},${identifier},${sent}`
}

function bodyOf(text: string): Content['texts'] {
  return [{ ...testContent().texts[0]!, body: text }]
}

/** What TSEL says of an order. */
async function say(rig: Rig, orderId: string, receipt: object): Promise<void> {
  const { desk, clock } = rig
  const order = await desk.store.loadOrder(orderId)
  const at = formatInstant(clock.nowMs)
  const text = JSON.stringify({ identifier: order?.identifier, at, batch: 'b', ...receipt })
  const checker = createReceiptChecker(createCellReader(desk.store), () => clock.nowMs)
  await receiveReceipt(desk, await checker.check('TSEL', Buffer.from(text)))
}

test('an update names every document of its thread, byte for byte, each audience its own', async () => {
  const rig = await openLive()
  await update(rig, '1.1', { texts: bodyOf('UJI COBA kedua.') })
  await update(rig, '1.2', { texts: bodyOf('UJI COBA ketiga.') })
  const [first, second, third] = await Promise.all(
    ['1.1', '1.2', '1.3'].map((id) => documentsOf(rig, id)),
  )
  for (const audience of ['TSEL', 'IOH', 'PUB']) {
    const [a, b, c] = [first, second, third].map((each) => each!.get(audience)!)
    expect([a, b, c].map((each) => each!.msgType)).toEqual(['Alert', 'Update', 'Update'])
    expect(namesOf(b)).toEqual([tripleOf(a!)])
    expect(namesOf(c)).toEqual([tripleOf(a!), tripleOf(b!)])
    const found = checkCap(c!, { nowMs: rig.clock.nowMs, live: true })
    // The rig's edge has no address.
    const errors = found.filter(({ level, rule }) => level === 'error' && rule !== 'R02-relative')
    expect(errors).toEqual([])
  }
})

test('a text that stays keeps its serial number in a wider area, a new CBC gets an Alert', async () => {
  const rig = await openLive({ area: ACEH, areaName: 'Aceh' }, ['TSEL'])
  await connect(rig, 'IOH', 'token-of-IOH-01234')
  const before = (await rig.desk.store.loadOrder('1.1-TSEL'))!
  await update(rig, '1.1', { area: { ...ACEH, regions: ['11', '12'] }, areaName: 'Aceh, Sumut' })
  const after = (await rig.desk.store.loadOrder('1.2-TSEL'))!
  expect(after.cells).toBeGreaterThan(before.cells)
  expect(after.copies[0]).toMatchObject({
    serial: before.copies[0]!.serial,
    messageIdentifier: before.copies[0]!.messageIdentifier,
    replaces: null,
  })
  const documents = await documentsOf(rig, '1.2')
  expect(documents.get('TSEL')?.msgType).toBe('Update')
  // It was not connected when the alert went out.
  expect(documents.get('IOH')).toMatchObject({ msgType: 'Alert', references: [] })
  const { copy } = parseCopyParameters(documents.get('IOH')!.infos[0]!.parameters, '/')
  expect(copy?.serial).toBe(before.copies[0]!.serial)
})

test('who approves a narrower area learns how many cells stop, and of a wider one nothing', async () => {
  const area = { ...ACEH, regions: ['11', '12'] }
  const rig = await openLive({ area, areaName: 'Aceh, Sumut' }, ['TSEL'])
  const wide = (await rig.desk.store.loadOrder('1.1-TSEL'))!
  const stopsOf = async (id: string): Promise<unknown[]> =>
    ((await message(rig, id)).plan?.findings ?? [])
      .filter(({ rule }) => rule === 'update-narrows')
      .map(({ params }) => params)
  const narrower = await update(rig, '1.1', { area: ACEH, areaName: 'Aceh' })
  const narrow = (await rig.desk.store.loadOrder('1.2-TSEL'))!
  expect(narrow.cells).toBeLessThan(wide.cells)
  expect(await stopsOf(narrower)).toEqual([{ cbc: 'TSEL', cells: wide.cells - narrow.cells }])
  expect(await stopsOf(await update(rig, '1.2', { area, areaName: 'Aceh, Sumut' }))).toEqual([])
})

/** One look of the timers. */
async function tick({ desk }: Rig): Promise<void> {
  const troubles: unknown[] = []
  await startTimers(desk, (error) => troubles.push(error)).stop()
  expect(troubles).toEqual([])
}

/** A place where the synthetic country has cells of TSEL and none of IOH. */
async function placeOfOne(rig: Rig): Promise<Content['area']> {
  const { lat, lon } = generateInventory({ count: CELLS, seed: 7, isLand: () => true }).inventory
  for (let at = 0; at < 200; at++) {
    const circles = [{ lat: lat[at]!, lon: lon[at]!, radiusKm: 0.1 }]
    const area = { regions: [], polygons: [], circles }
    const { plan } = await checkContent(rig.desk, testContent({ area }), '1')
    const cbcs = plan?.orders.map(({ cbc }) => cbc) ?? []
    if (cbcs.includes('TSEL') && !cbcs.includes('IOH')) return area
  }
  throw new TypeError('Every place has cells of both')
}

test('a CBC that has no cells left gets a Cancel, on its feed as long as it may air the old text', async () => {
  const rig = await openLive()
  const { desk, clock } = rig
  const area = await placeOfOne(rig)
  await update(rig, '1.1', { area, areaName: 'Satu tempat', minutes: 10 })
  const orders = await desk.store.loadOrdersOfMessage('1.2')
  const types = new Map(orders.map((order) => [order.cbc, order.msgType]))
  expect([types.get('TSEL'), types.get('IOH')]).toEqual(['Update', 'Cancel'])
  const documents = await documentsOf(rig, '1.2')
  const first = await documentsOf(rig, '1.1')
  expect(documents.get('IOH')).toMatchObject({ msgType: 'Cancel', infos: [] })
  expect(namesOf(documents.get('IOH'))).toEqual([tripleOf(first.get('IOH')!)])
  expect(documents.get('PUB')?.msgType).toBe('Update')
  const feedOf = async (cbc: string): Promise<string> => {
    const of = { store: desk.store, nowMs: clock.nowMs, baseUrl: 'https://edge.invalid' }
    return (await cbcFeed(of, cbc, AIRED)).xml
  }
  expect(await feedOf('IOH')).toContain('1-2-IOH')
  // The update is over before the first text would be: its end goes out as a Cancel of both, so
  // that a CBC which was away all the time does not air the first text after it.
  clock.nowMs += 20 * MINUTE_MS
  await tick(rig)
  expect(await message(rig, '1.2')).toMatchObject({ state: 'ended', endReason: 'expired' })
  expect(await message(rig, '1.3')).toMatchObject({
    msgType: 'Cancel',
    state: 'live',
    review: null,
    hands: ['system'],
  })
  expect((await desk.store.loadOrder('1.2-TSEL'))?.state).toBe('failed')
  expect((await desk.store.loadOrder('1.2-IOH'))?.state).toBe('ended')
  for (const cbc of ['TSEL', 'IOH']) expect(await feedOf(cbc)).toContain(`1-3-${cbc}`)
  const both = await documentsOf(rig, '1.3')
  for (const audience of ['TSEL', 'PUB']) {
    const names = [first, documents].map((each) => tripleOf(each.get(audience)!))
    expect(namesOf(both.get(audience))).toEqual(names)
  }
  await checkInvariants(desk.store)
})

test('a stop stands a day, also when all of its thread is over', async () => {
  const rig = await openLive()
  const { desk, clock } = rig
  const area = await placeOfOne(rig)
  await update(rig, '1.1', { area, areaName: 'Satu tempat', minutes: 90 })
  clock.nowMs += 100 * MINUTE_MS
  await tick(rig)
  expect(await message(rig, '1.2')).toMatchObject({ state: 'ended', endReason: 'expired' })
  expect(await desk.store.loadMessage('1.3'), 'nothing outlives it').toBeNull()
  expect((await desk.store.loadOrder('1.2-IOH'))?.state).toBe('offered')
  await checkInvariants(desk.store)
  // Nothing of it can be on air any more, and the log says what became of the stop.
  clock.nowMs += 24 * HOUR_MS
  await tick(rig)
  expect(await desk.store.loadOrder('1.2-IOH')).toMatchObject({
    state: 'failed',
    reason: 'expired-untaken',
  })
  await checkInvariants(desk.store)
})

test('a correction that is over leaves nothing of its thread to be aired', async () => {
  const rig = await openLive({ minutes: 600 })
  const { desk, clock } = rig
  const { version } = await message(rig, '1.1')
  await correctUse(desk, '1.1', { version, text: 'false-alarm' }, AUTHOR)
  clock.nowMs += 61 * MINUTE_MS
  await tick(rig)
  expect(await message(rig, '1.2')).toMatchObject({ state: 'ended', endReason: 'expired' })
  const documents = await documentsOf(rig, '1.3')
  expect(documents.get('TSEL')).toMatchObject({ msgType: 'Cancel' })
  expect(namesOf(documents.get('TSEL')).length).toBe(2)
  await checkInvariants(desk.store)
})

test('an update of a CBC that has refused begins anew there', async () => {
  const rig = await openLive()
  await say(rig, '1.1-TSEL', { stage: 'rejected', reason: 'busy' })
  await update(rig, '1.1')
  const documents = await documentsOf(rig, '1.2')
  expect(documents.get('TSEL')).toMatchObject({ msgType: 'Alert', references: [] })
  expect(documents.get('IOH')?.msgType).toBe('Update')
})

test("one update is in hand at a time; one that is thrown away stands in nobody's way", async () => {
  const rig = await openLive()
  const { desk } = rig
  const id = await submitUpdate(rig, '1.1')
  const { version } = await message(rig, '1.1')
  const again = draftUpdateUse(desk, '1.1', { version }, AUTHOR)
  await expect(again).rejects.toMatchObject({ code: 'UPDATE_IN_HAND', params: { message: id } })
  // The live one is as it was.
  expect(await message(rig, '1.1')).toMatchObject({ state: 'live', version })
  const back = {
    version: (await message(rig, id)).version,
    reason: 'belum',
    step: 'return',
  } as const
  await returnUse(desk, id, back, APPROVER)
  await discardUse(desk, id, { version: (await message(rig, id)).version }, AUTHOR)
  await draftUpdateUse(desk, '1.1', { version }, AUTHOR)
  expect(await message(rig, '1.3')).toMatchObject({ state: 'draft', msgType: 'Update' })
  await checkInvariants(desk.store)
})

test('an update needs four eyes, and a Cancel overtakes it', async () => {
  const rig = await openLive()
  const { desk } = rig
  const id = await submitUpdate(rig, '1.1')
  const both = makeActor(AUTHOR.id, 'author', 'approver')
  await expect(approve(rig, id, both)).rejects.toMatchObject({ code: 'SELF_APPROVAL' })
  await cancel(rig, '1.1')
  await expect(approve(rig, id)).rejects.toMatchObject({ code: 'UPDATE_OVERTAKEN' })
  expect(await message(rig, id)).toMatchObject({ state: 'submitted' })
  const view = await viewAlert(desk.store, '1', APPROVER)
  expect(view.messages.find((each) => each.id === id)?.may).toEqual([
    'return',
    'withdraw',
    'reject',
  ])
  await checkInvariants(desk.store)
})

test('an approved update that waits for its time ends with the Cancel that comes first', async () => {
  const rig = await openLive()
  const { desk, clock } = rig
  const id = await submitUpdate(rig, '1.1', { startMs: clock.nowMs + 10 * MINUTE_MS })
  await approve(rig, id)
  expect(await message(rig, id)).toMatchObject({ state: 'approved' })
  await cancel(rig, '1.1')
  clock.nowMs += 10 * MINUTE_MS
  await releaseUse(desk, id)
  expect(await message(rig, id)).toMatchObject({
    state: 'ended',
    endReason: 'withdrawn',
    sentMs: null,
  })
  expect(await desk.store.loadOrdersOfMessage(id)).toEqual([])
  await checkInvariants(desk.store)
})

test('an approved update still goes out when what it updates has run out meanwhile', async () => {
  const rig = await openLive({ minutes: 10 })
  const { desk, clock } = rig
  const id = await submitUpdate(rig, '1.1', { startMs: clock.nowMs + 20 * MINUTE_MS, minutes: 30 })
  await approve(rig, id)
  for (const minutes of [10, 10]) {
    clock.nowMs += minutes * MINUTE_MS
    await tick(rig)
  }
  expect(await message(rig, '1.1')).toMatchObject({ state: 'ended', endReason: 'expired' })
  expect(await message(rig, id)).toMatchObject({ state: 'live' })
  const documents = await documentsOf(rig, id)
  expect(documents.get('TSEL')?.msgType).toBe('Update')
  await checkInvariants(desk.store)
})

test('a Cancel after updates names all of them', async () => {
  const rig = await openLive()
  await update(rig, '1.1', { texts: bodyOf('UJI COBA kedua.') })
  await cancel(rig, '1.2')
  const documents = await documentsOf(rig, '1.3')
  const earlier = await Promise.all(['1.1', '1.2'].map((id) => documentsOf(rig, id)))
  for (const audience of ['TSEL', 'IOH', 'PUB']) {
    const names = earlier.map((each) => tripleOf(each.get(audience)!))
    expect([audience, namesOf(documents.get(audience))]).toEqual([audience, names])
  }
  expect(await message(rig, '1.3')).toMatchObject({ review: 'needed', msgType: 'Cancel' })
  await checkInvariants(rig.desk.store)
})

test('a cancel does not lose its number to an update that is drafted meanwhile', async () => {
  const rig = await openLive()
  const { version } = await message(rig, '1.1')
  const why = { version, reason: 'salah kirim' }
  const [drafted, cancelled] = await Promise.allSettled([
    draftUpdateUse(rig.desk, '1.1', { version }, AUTHOR),
    cancelUse(rig.desk, '1.1', why, AUTHOR),
  ])
  expect(cancelled.status).toBe('fulfilled')
  expect(await message(rig, '1.1')).toMatchObject({ state: 'ended', endReason: 'cancelled' })
  expect(['fulfilled', 'rejected']).toContain(drafted.status)
  await checkInvariants(rig.desk.store)
})

test('a correction is out at one word, at the identifier of what it corrects, to be reviewed', async () => {
  const rig = await openLive()
  const { desk } = rig
  const before = (await desk.store.loadOrder('1.1-TSEL'))!.copies[0]!
  const { version } = await message(rig, '1.1')
  await correctUse(desk, '1.1', { version, text: 'false-alarm' }, AUTHOR)
  expect(await message(rig, '1.1')).toMatchObject({ state: 'ended', endReason: 'replaced' })
  const correction = await message(rig, '1.2')
  expect(correction).toMatchObject({
    msgType: 'Update',
    state: 'live',
    review: 'needed',
    hands: [AUTHOR.id],
    approvers: [],
    expiresMs: rig.clock.nowMs + HOUR_MS,
  })
  const copy = (await desk.store.loadOrder('1.2-TSEL'))!.copies[0]!
  expect(copy).toMatchObject({
    messageIdentifier: before.messageIdentifier,
    replaces: before.serial,
    serial: before.serial + 1,
  })
  const documents = await documentsOf(rig, '1.2')
  expect(documents.get('TSEL')?.infos[0]?.description).toContain('ALARM PALSU')
  await checkInvariants(desk.store)
  const review = { version: correction.version, reason: 'benar: sirene palsu' }
  await expect(
    reviewUse(desk, '1.2', review, { ...AUTHOR, roles: ['approver'] }),
  ).rejects.toMatchObject({ code: 'SELF_APPROVAL' })
  await expect(reviewUse(desk, '1.2', review, AUDITOR)).rejects.toMatchObject({
    code: 'ROLE_REQUIRED',
  })
  await reviewUse(desk, '1.2', review, APPROVER)
  expect(await message(rig, '1.2')).toMatchObject({ review: 'done', state: 'live' })
  await expect(
    reviewUse(desk, '1.2', { ...review, version: review.version + 1 }, APPROVER),
  ).rejects.toMatchObject({ code: 'STEP_REFUSED' })
  await checkInvariants(desk.store)
})

test('a correction may follow a Cancel, which phones do not hear, but not a day later', async () => {
  const rig = await openLive()
  const { desk, clock } = rig
  await cancel(rig, '1.1')
  const { version, endedAtMs } = await message(rig, '1.1')
  const correct = (): Promise<string> =>
    correctUse(desk, '1.1', { version, text: 'all-clear' }, APPROVER)
  const nowMs = clock.nowMs
  clock.nowMs = endedAtMs! + 24 * HOUR_MS + 1
  await expect(correct()).rejects.toMatchObject({ code: 'STEP_REFUSED' })
  clock.nowMs = nowMs
  await correct()
  const documents = await documentsOf(rig, '1.3')
  expect(documents.get('TSEL')).toMatchObject({ msgType: 'Update' })
  expect(namesOf(documents.get('TSEL')).length).toBe(2)
  // The Cancel goes on: what it stops it stops.
  expect((await desk.store.loadOrder('1.2-TSEL'))?.state).toBe('offered')
  expect((await desk.store.loadOrder('1.3-TSEL'))?.state).toBe('offered')
  await checkInvariants(desk.store)
})

test('a correction overtakes an update in hand, and can be updated and cancelled itself', async () => {
  const rig = await openLive()
  const { desk } = rig
  const id = await submitUpdate(rig, '1.1')
  const { version } = await message(rig, '1.1')
  await correctUse(desk, '1.1', { version, text: 'false-alarm' }, AUTHOR)
  await expect(approve(rig, id)).rejects.toMatchObject({ code: 'UPDATE_OVERTAKEN' })
  rig.clock.nowMs += MINUTE_MS
  await update(rig, '1.3', { texts: bodyOf('UJI COBA: informasi menyusul.') })
  await cancel(rig, '1.4')
  expect(namesOf((await documentsOf(rig, '1.5')).get('TSEL')).length).toBe(3)
  await checkInvariants(desk.store)
})

test('a draft of an update is checked without what it takes the place of', async () => {
  const rig = await openLive({ texts: bodyOf('UJI COBA. '.repeat(30)) })
  const texts = bodyOf('UJI COBA kedua. '.repeat(20))
  const content = testContent({ texts, repetitionSeconds: 2 })
  const rulesOf = async (alert: string | null): Promise<readonly string[]> => {
    const { findings } = await checkContent(rig.desk, content, alert)
    return findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('repetition-'))
  }
  expect(await rulesOf(null)).toContain('repetition-shared')
  expect(await rulesOf('1')).not.toContain('repetition-shared')
})
