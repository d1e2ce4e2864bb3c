import { afterAll, beforeAll, expect, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import type { Child } from '../../src/cli/demo/child.ts'
import type { Staff } from '../../src/cli/staff-client.ts'
import { verifyFolder } from '../../src/desk/verify-log.ts'
import { createPhone, type Phone } from '../../src/domain/cb/phone.ts'
import type { ContentJson } from '../../src/formats/json/content.ts'
import type { AlertJson, MessageJson } from '../../src/formats/json/views.ts'
import type { CbcState } from '../../src/simulator/events.ts'
import { openStore } from '../../src/store/open.ts'
import { checkInvariants } from '../invariants.ts'
import { createRig, healthEmergency, type Rig, submitAlert, until } from './rig.ts'

// One alert over all its messages, at every reference CBC and on phones of two operators:
// Alert, Update of another text, Update of the same text in a wider area, correction, Cancel.
const SLOW = { timeout: 120_000 }
let rig: Rig
let service: Child
let author: Staff
let approver: Staff
let alertId = ''
/** What a phone has on both SIMs, from the first message to the last. */
let phone: Phone
const PLMNS = { TSEL: '510-10', IOH: '510-01' } as const

beforeAll(async () => {
  rig = await createRig()
  service = await rig.startService()
  await rig.startCbcs()
  author = await rig.signIn('author')
  approver = await rig.signIn('approver')
  phone = createPhone({ sims: Object.values(PLMNS).map((plmn) => ({ plmn })) })
}, 60_000)
afterAll(() => rig?.stop())

function content(part: Partial<ContentJson> = {}): ContentJson {
  const base = healthEmergency()
  return {
    ...base,
    texts: base.texts.slice(0, 1),
    area: { regions: ['11'], polygons: [], circles: [] },
    areaName: 'Aceh',
    minutes: 60,
    ...part,
  }
}

function saying(body: string): ContentJson['texts'] {
  return [{ ...healthEmergency().texts[0]!, body }]
}

async function newest(): Promise<MessageJson> {
  const message = (await author.alert(alertId)).messages.at(-1)
  if (message === undefined) throw new TypeError('An alert has messages')
  return message
}

/** Somebody else approves what was submitted. */
async function approve(submitted: AlertJson): Promise<MessageJson> {
  const { id = '', version, contentHash } = submitted.messages.at(-1) ?? {}
  await approver.step(id, 'approve', { version, contentHash })
  return newest()
}

async function update(of: ContentJson): Promise<MessageJson> {
  const { id, version } = await newest()
  const drafted = await author.step(id, 'updates', { version })
  const draft = drafted.messages.at(-1)!
  await author.change(draft.id, { version: draft.version, content: of })
  const changed = await newest()
  return approve(await author.step(changed.id, 'submit', { version: changed.version }))
}

/** Every CBC of the message has done what its order asks for, and has said so. */
async function settled(message: MessageJson): Promise<readonly CbcState[]> {
  return until(`message ${message.id} everywhere`, async () => {
    const now = (await author.alert(alertId)).messages.find(({ id }) => id === message.id)
    const isSaid = now?.orders.every((order) =>
      order.msgType === 'Cancel'
        ? order.stage === 'accepted'
        : order.copies.every(({ counts }) => counts.broadcasting === order.cells),
    )
    const states = await rig.states()
    const isOver = states.every(({ held }) =>
      held.every((each) => each.state !== 'broadcasting' || isOf(each.identifier, message)),
    )
    return isSaid === true && isOver ? states : null
  })
}

function isOf(identifier: string, { id }: MessageJson): boolean {
  const [alert, n] = id.split('.')
  return identifier.includes(`-${alert}-${n}-`)
}

/** Orders as `CBC type`, in the order of the CBCs. */
function types({ orders }: MessageJson): string[] {
  return orders.map(({ cbc, msgType }) => `${cbc} ${msgType}`).toSorted()
}

/** A phone under two operators hears whatever is on air there, again and again. */
function listen(states: readonly CbcState[]): string[] {
  for (let round = 0; round < 3; round++) {
    for (const [cbc, plmn] of Object.entries(PLMNS)) {
      const held = states.find((each) => each.cbc === cbc)?.held ?? []
      for (const { copies } of held.filter(({ state }) => state === 'broadcasting')) {
        for (const { messageIdentifier, serial, text } of copies) {
          const place = { plmn, areaCode: 1, cell: `${plmn} ${round}` }
          phone.receive({ ...place, messageIdentifier, serial, text, atMs: nowMs() })
        }
      }
    }
  }
  return phone.shown.map(({ text }) => text)
}

function changeAt(states: readonly CbcState[], cbc: string, message: MessageJson) {
  const log = states.find((each) => each.cbc === cbc)?.log ?? []
  return log.find((each) => each.action === 'aired' && isOf(each.identifier, message))?.change
}

const FIRST = 'Gempa kuat di Aceh. Jauhi bangunan retak.'
const SECOND = 'Gempa susulan di Aceh. Tetap di luar bangunan.'

test(
  'an alert goes through its updates to a correction and a Cancel, each heard once',
  { timeout: 120_000 },
  async () => {
    const submitted = await submitAlert(author, content({ texts: saying(FIRST) }))
    alertId = submitted.id
    const alert = await approve(submitted)
    expect(listen(await settled(alert))).toEqual([FIRST])

    // Another text: phones show it, and every cell replaces.
    const changed = await update(content({ texts: saying(SECOND) }))
    expect(new Set(types(changed).map((each) => each.split(' ')[1]))).toEqual(new Set(['Update']))
    const afterChange = await settled(changed)
    expect(listen(afterChange)).toEqual([FIRST, SECOND])
    const cells = changed.orders.find(({ cbc }) => cbc === 'TSEL')!.cells
    expect(changeAt(afterChange, 'TSEL', changed)).toEqual({
      kept: 0,
      replaced: cells,
      added: 0,
      stopped: 0,
    })

    // The same text in a wider area: cells are added, and no phone sounds again.
    const area = { regions: ['11', '12'], polygons: [], circles: [] }
    const wider = await update(content({ texts: saying(SECOND), area, areaName: 'Aceh, Sumut' }))
    const afterWider = await settled(wider)
    expect(listen(afterWider)).toEqual([FIRST, SECOND])
    const wide = wider.orders.find(({ cbc }) => cbc === 'TSEL')!.cells
    expect(wide).toBeGreaterThan(cells)
    expect(changeAt(afterWider, 'TSEL', wider)).toEqual({
      kept: cells,
      replaced: 0,
      added: wide - cells,
      stopped: 0,
    })
    const serials = [changed, wider].map(({ orders }) => orders[0]?.copies[0]?.serial)
    expect(serials[0]).toBe(serials[1])

    // False alarm: a ready text, at one person's word, in all those cells.
    await approver.step(wider.id, 'corrections', {
      version: (await newest()).version,
      text: 'false-alarm',
    })
    const correction = await newest()
    const afterCorrection = await settled(correction)
    const heard = listen(afterCorrection)
    expect(heard).toHaveLength(3)
    expect(heard.at(-1)).toContain('ALARM PALSU')
    expect(changeAt(afterCorrection, 'TSEL', correction)).toEqual({
      kept: 0,
      replaced: wide,
      added: 0,
      stopped: 0,
    })
    expect(correction.review).toBe('needed')

    // A Cancel is silent, and nothing of the thread is on air any more.
    const { id, version } = await newest()
    await author.step(id, 'cancel', { version, reason: 'selesai' })
    const cancel = await newest()
    const afterCancel = await settled(cancel)
    for (const { cbc, held, refused } of afterCancel) {
      expect([cbc, refused]).toEqual([cbc, []])
      expect([cbc, held.filter(({ state }) => state === 'broadcasting')]).toEqual([cbc, []])
    }
    expect(listen(afterCancel)).toEqual(heard)
  },
)

test('a Cancel that comes to a CBC after updates names every message that it was ever given', async () => {
  const alert = await author.alert(alertId)
  const cancel = alert.messages.at(-1)!
  expect(cancel.msgType).toBe('Cancel')
  const states = await rig.states()
  for (const { cbc, held } of states) {
    const own = held.filter(({ msgType }) => msgType !== 'Cancel')
    // Replaced one by the other, and the last one cancelled.
    expect([cbc, own.map(({ state }) => state)]).toEqual([
      cbc,
      [...own.slice(1).map(() => 'replaced'), 'cancelled'],
    ])
  }
})

test('the tables of the folder are the fold of its log after all of that', async () => {
  const store = await openStore(rig.folder, { readonly: true, nowMs })
  try {
    const { messages } = await checkInvariants(store)
    expect(messages).toBe(5)
    expect(await verifyFolder(store, { nowMs: nowMs() })).toMatchObject({ verified: true })
  } finally {
    await store.close()
  }
})

test('a service that dies as an update is released ends with the update alone', SLOW, async () => {
  const first = content({ texts: saying(FIRST) })
  const submitted = await submitAlert(author, first)
  alertId = submitted.id
  phone = createPhone({ sims: Object.values(PLMNS).map((plmn) => ({ plmn })) })
  expect(listen(await settled(await approve(submitted)))).toEqual([FIRST])
  await service.stop()
  service = await rig.startService('after-release')
  ;[author, approver] = [await rig.signIn('author'), await rig.signIn('approver')]
  // The answer is lost with the service.
  await update(content({ texts: saying(SECOND) })).catch(() => null)
  expect(await service.ended, 'it died as by kill -9').toBe('SIGKILL')
  service = await rig.startService()
  ;[author, approver] = [await rig.signIn('author'), await rig.signIn('approver')]
  const changed = await newest()
  expect(changed).toMatchObject({ msgType: 'Update', state: 'live' })
  expect(listen(await settled(changed))).toEqual([FIRST, SECOND])
})
