import { afterEach, expect, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import { createPhone } from '../../src/domain/cb/phone.ts'
import { verifyFolder } from '../../src/desk/verify-log.ts'
import { BOUNDARIES } from '../../src/domain/boundary.ts'
import type { AlertJson } from '../../src/formats/json/views.ts'
import type { CbcState } from '../../src/simulator/events.ts'
import { openStore } from '../../src/store/open.ts'
import { createRig, healthEmergency, type Rig, submitAlert, until } from './rig.ts'

let rig: Rig | null = null
afterEach(async () => {
  await rig?.stop()
  rig = null
})

/** Real processes that die, start again and back off in between. */
const SLOW = { timeout: 120_000 }
const WAYS = BOUNDARIES.filter((each) => each !== 'after-cancel')

test.for(WAYS)('a service that dies at %s ends with one alert', SLOW, async (boundary) => {
  rig = await createRig()
  const first = await rig.startService(boundary)
  await rig.startCbcs()
  const alert = await approve(rig)
  expect(await first.ended, 'it died as by kill -9').toBe('SIGKILL')
  await rig.startService()
  await expectOneAlert(rig, alert)
})

test.for([0, 60, 400])(
  'a service killed %i ms after the approval, and twice more, ends with one alert',
  SLOW,
  async (afterMs) => {
    rig = await createRig()
    let service = await rig.startService()
    await rig.startCbcs()
    const alert = await approve(rig)
    for (const pauseMs of [afterMs, 20, 100]) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      service.kill()
      await service.ended
      service = await rig.startService()
    }
    await expectOneAlert(rig, alert)
  },
)

test('a service that dies just after a cancel still stops every CBC', SLOW, async () => {
  rig = await createRig()
  const first = await rig.startService('after-cancel')
  await rig.startCbcs()
  const alert = await approve(rig)
  await untilAired(rig)
  const author = await rig.signIn('author')
  const [message] = (await author.alert(alert.id)).messages
  const body = { version: message?.version, reason: 'uji batal' }
  await author.step(message?.id ?? '', 'cancel', body).catch(() => null)
  expect(await first.ended).toBe('SIGKILL')
  await rig.startService()
  const states = await until('every CBC has stopped', async () => {
    const all = await (rig as Rig).states()
    return all.every(({ held }) => held[0]?.state === 'cancelled') ? all : null
  })
  for (const { held } of states) {
    expect(held.map((each) => each.msgType)).toEqual(['Alert', 'Cancel'])
  }
})

async function approve(of: Rig): Promise<AlertJson> {
  const alert = await submitAlert(await of.signIn('author'))
  const [message] = alert.messages
  const approver = await of.signIn('approver')
  const { version, contentHash, id = '' } = message ?? {}
  // The answer is lost where the service dies before it gives one.
  await approver.step(id, 'approve', { version, contentHash }).catch(() => null)
  return alert
}

async function untilAired(of: Rig): Promise<readonly CbcState[]> {
  return until('every CBC is on the air', async () => {
    const states = await of.states()
    const isAired = states.every(({ held }) => held[0]?.isAired === true)
    return states.length === of.stage.cbcs.length && isAired ? states : null
  })
}

/** What must be true in the end, wherever the service died. */
async function expectOneAlert(of: Rig, alert: AlertJson): Promise<void> {
  const states = await untilAired(of)
  const staff = await of.signIn('approver')
  const orders = await until('every cell is reported', async () => {
    const now = await staff.alert(alert.id)
    const all = now.messages.flatMap((message) => message.orders)
    const isDone = all.every(
      (order) =>
        order.state === 'on-air' &&
        order.copies.every((copy) => copy.counts.broadcasting === order.cells),
    )
    return all.length === of.stage.cbcs.length && isDone ? all : null
  })
  for (const { cbc, held, refused } of states) {
    expect(refused, `${cbc} refused nothing`).toEqual([])
    expect(held, `${cbc} holds one order`).toHaveLength(1)
    const order = orders.find((each) => each.cbc === cbc)
    expect(held[0]?.identifier, `${cbc} holds the order by its only name`).toBe(order?.identifier)
    expect(held[0]?.cells).toBe(order?.cells)
  }
  expectShownOnce(states)
  await expectSoundLog(
    of.folder,
    orders.map((order) => order.identifier),
  )
}

/** A phone with two SIMs rides through 20 cells in 5 areas, twice, while everything is on air. */
function expectShownOnce(states: readonly CbcState[]): void {
  const sims = [
    { plmn: '510-10', cbc: 'TSEL' },
    { plmn: '510-01', cbc: 'IOH' },
  ]
  const phone = createPhone({ sims })
  let atMs = 0
  for (let stop = 0; stop < 40; stop++) {
    const cell = stop % 20
    for (const { plmn, cbc } of sims) {
      const camp = { plmn, areaCode: 100 + Math.floor(cell / 4), cell: 1_000 + cell }
      phone.moveTo(camp)
      const held = states.find((each) => each.cbc === cbc)?.held ?? []
      for (const { copies, isAired } of held) {
        if (!isAired) continue
        for (const copy of copies) phone.receive({ ...camp, ...copy, atMs })
      }
    }
    atMs += 60_000
  }
  const texts = healthEmergency().texts.map((text) => text.body)
  expect(phone.shown.map((each) => each.text)).toEqual(texts)
}

async function expectSoundLog(folder: string, identifiers: readonly string[]): Promise<void> {
  const store = await openStore(folder, { readonly: true, nowMs })
  try {
    expect(await verifyFolder(store, { nowMs: nowMs() })).toMatchObject({
      verified: true,
      problem: null,
    })
    const documents = await store.loadDocumentsOfMessage('1.1')
    const own = documents.filter((each) => each.audience !== 'PUB')
    expect(own.map((each) => each.identifier).sort()).toEqual([...identifiers].sort())
  } finally {
    await store.close()
  }
}
