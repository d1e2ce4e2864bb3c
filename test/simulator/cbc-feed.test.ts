import { afterEach, beforeEach, expect, test } from 'vitest'
import { nowMs, random } from '../../src/clock.ts'
import { encodeText } from '../../src/domain/cb/pages.ts'
import { encodeSerialNumber } from '../../src/domain/cb/serial-number.ts'
import type { CapAlert } from '../../src/domain/cap/model.ts'
import type { CbcOptions } from '../../src/simulator/cbc.ts'
import {
  cellNames,
  makeAlert,
  makeCancel,
  makeKeys,
  referTo,
  TEXT_EN,
  TEXT_ID,
  type AlertOptions,
} from './documents.ts'
import { FakeService } from './fake-service.ts'
import { startCbc, until, type RunningCbc } from './running.ts'

const keys = makeKeys()
let service: FakeService
let running: RunningCbc[]

beforeEach(async () => {
  running = []
  aheadMs = 0
  service = new FakeService()
  service.trustList = keys.trustList()
  await service.start()
})

afterEach(async () => {
  await Promise.all(running.map(({ cbc }) => cbc.stop()))
  await service.stop()
})

/** What the clock of the CBCs is ahead of ours. */
let aheadMs = 0
const clock = { nowMs: () => nowMs() + aheadMs, random }

async function start(options: Partial<CbcOptions> = {}): Promise<RunningCbc> {
  const started = await startCbc({ url: service.url, rootPem: keys.rootPem, ...options }, clock)
  running.push(started)
  return started
}

const ID = (n: number): string => `KTN-ABCDEF-20260301-A1-M${n}-TSEL`

function offer(alert: CapAlert, xml = keys.sign(alert)) {
  return { identifier: alert.identifier, msgType: alert.msgType, xml }
}

function held(cbc: RunningCbc, identifier: string) {
  return cbc.cbc.state().held.find((each) => each.identifier === identifier)
}

test('ReferenceCbc airs what the feed orders and says so, stage by stage and cell by cell', async () => {
  const cells = cellNames(25_000)
  const uri = `${service.url}/cbc/v1/cells/M1-TSEL`
  const text = `${cells.join('\n')}\n`
  service.cellLists.set('M1-TSEL', text)
  const cbc = await start({ failRate: 0.01, silentRate: 0.01 })
  const alert = makeAlert({ identifier: ID(1), list: { uri, text } })
  service.offer(offer(alert))
  await until('all batches', () => service.receipts.length === 2 + 6)
  expect(service.stages(ID(1)).slice(0, 2)).toEqual(['received', 'accepted'])
  const view = held(cbc, ID(1))!
  expect(view).toMatchObject({ state: 'broadcasting', msgType: 'Alert', cells: 25_000 })
  expect(view.copies).toMatchObject([
    { language: 'id-ID', messageIdentifier: 4370, serial: 0x4010, text: TEXT_ID },
    { language: 'en', messageIdentifier: 4383, serial: 0x4010, text: TEXT_EN },
  ])
  const { broadcasting, failed, silent } = view
  expect(broadcasting + failed + silent).toBe(25_000)
  expect(Math.min(failed, silent)).toBeGreaterThan(100)
  for (const language of ['id-ID', 'en']) {
    expect(service.cells(ID(1), language)).toEqual({ broadcasting, failed })
  }
  const sizes = service.receipts.map((each) =>
    (each.cells ?? []).reduce((sum, report) => sum + report.cells.length, 0),
  )
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000)
})

test('ReferenceCbc never airs an alert that stands in the feed with its Cancel', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const cancel = makeCancel(ID(2), [alert])
  service.offer(offer(alert), offer(cancel))
  const cbc = await start()
  await until('the remark', () => service.receipts.some((each) => each.reason?.includes(ID(2))))
  await until('the Cancel is accepted', () => service.stages(ID(2)).includes('accepted'))
  expect(cbc.cbc.state().log).toEqual([])
  expect(held(cbc, ID(1))).toMatchObject({ state: 'cancelled', isAired: false })
  expect(service.cells(ID(1), 'id-ID')).toEqual({})
  expect(cbc.events.some((each) => each.event === 'broadcasting')).toBe(false)
})

test('ReferenceCbc never airs an alert that stands in the feed with its Update', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const references = [referTo(alert)]
  const update = makeAlert({ identifier: ID(2), msgType: 'Update', serial: 0x4011, references })
  service.offer(offer(alert), offer(update))
  const cbc = await start()
  await until('the Update is on air', () => held(cbc, ID(2))?.state === 'broadcasting')
  expect(cbc.cbc.state().log.map((each) => each.identifier)).toEqual([ID(2)])
  expect(held(cbc, ID(1))).toMatchObject({ state: 'replaced', isAired: false, reason: ID(2) })
})

test('ReferenceCbc waits with an alert while a later Cancel cannot be fetched', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const cancel = makeCancel(ID(2), [alert])
  service.broken.add(`/cbc/v1/documents/${ID(2)}`)
  service.offer(offer(alert), offer(cancel))
  const cbc = await start()
  await until('the alert is accepted', () => held(cbc, ID(1))?.state === 'accepted')
  service.broken.clear()
  await until('it is cancelled', () => held(cbc, ID(1))?.state === 'cancelled')
  expect(cbc.cbc.state().log).toEqual([])
})

test('ReferenceCbc stops what a Cancel names, and reports it per cell', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const cbc = await start()
  service.offer(offer(alert))
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  service.offer(offer(makeCancel(ID(2), [alert])))
  await until('cells are cancelled', () => service.cells(ID(1), 'en')['cancelled'] === 3)
  expect(service.cells(ID(1), 'id-ID')).toEqual({ broadcasting: 3, cancelled: 3 })
  expect(cbc.cbc.state().log.map((each) => each.action)).toEqual(['aired', 'stopped'])
  // What was acknowledged is not said again.
  const posts = service.requests.filter((each) => each.startsWith('POST'))
  expect(posts).toHaveLength(service.receipts.length)
})

test('ReferenceCbc takes the Update on air before it stops what it replaces', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const cbc = await start()
  service.offer(offer(alert))
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  const references = [referTo(alert)]
  const update = makeAlert({ identifier: ID(2), msgType: 'Update', serial: 0x4011, references })
  service.offer(offer(update))
  await until('it is replaced', () => held(cbc, ID(1))?.state === 'replaced')
  const log = cbc.cbc.state().log.map((each) => `${each.action} ${each.identifier}`)
  expect(log).toEqual([`aired ${ID(1)}`, `aired ${ID(2)}`, `stopped ${ID(1)}`])
})

test('ReferenceCbc stops what an Update names also where the Update between was never aired', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const cbc = await start()
  service.offer(offer(alert))
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  const second = makeAlert({
    identifier: ID(2),
    msgType: 'Update',
    serial: 0x4011,
    references: [referTo(alert)],
  })
  const third = makeAlert({
    identifier: ID(3),
    msgType: 'Update',
    serial: 0x4012,
    references: [referTo(alert), referTo(second)],
  })
  service.offer(offer(second), offer(third))
  await until('the last one is on air', () => held(cbc, ID(3))?.state === 'broadcasting')
  await until('the first one is not', () => held(cbc, ID(1))?.state === 'replaced')
  expect(held(cbc, ID(2))).toMatchObject({ state: 'replaced', isAired: false })
  const log = cbc.cbc.state().log.map((each) => `${each.action} ${each.identifier}`)
  expect(log).toEqual([`aired ${ID(1)}`, `aired ${ID(3)}`, `stopped ${ID(1)}`])
})

test('ReferenceCbc leaves alone what an Update keeps: the same pair in the same cells', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const cbc = await start()
  service.offer(offer(alert))
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  const references = [referTo(alert)]
  service.offer(offer(makeAlert({ identifier: ID(2), msgType: 'Update', references })))
  await until('the update is on air', () => held(cbc, ID(2))?.state === 'broadcasting')
  const line = cbc.cbc.state().log.find((each) => each.identifier === ID(2))
  // Three cells, two copies each.
  expect(line?.change).toEqual({ kept: 6, replaced: 0, added: 0, stopped: 0 })
})

test('ReferenceCbc airs a correction that comes after a Cancel', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const cancel = makeCancel(ID(2), [alert])
  const references = [referTo(alert), referTo(cancel)]
  const correction = makeAlert({ identifier: ID(3), msgType: 'Update', serial: 0x4011, references })
  const cbc = await start()
  service.offer(offer(alert), offer(cancel), offer(correction))
  await until('the correction is on air', () => held(cbc, ID(3))?.state === 'broadcasting')
  expect(held(cbc, ID(1))).toMatchObject({ state: 'cancelled', isAired: false, reason: ID(2) })
  expect(cbc.cbc.state().log.map((each) => each.identifier)).toEqual([ID(3)])
})

test('ReferenceCbc completes an order at its expiry', async () => {
  const cbc = await start()
  service.offer(offer(makeAlert({ identifier: ID(1), expiresMs: nowMs() + 2_500 })))
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  await until('cells have completed', () => service.cells(ID(1), 'en')['completed'] === 3)
  expect(held(cbc, ID(1))?.state).toBe('expired')
})

const OTHER_PAGES = encodeText('SEMUA AMAN. Kembali ke pantai.').pages

const REFUSED: readonly (readonly [string, Partial<AlertOptions>, RegExp])[] = [
  ['for another CBC', { cbc: 'XL' }, /for XL/],
  ['that has expired', { expiresMs: nowMs() - 60_000 }, /expired/],
  ['sent in the future', { sentMs: nowMs() + 900_000 }, /future/],
  ['of another channel', { channel: 'sms' }, /Channel sms/],
  ['that is a draft', { status: 'Draft' }, /Draft/],
  ['that sounds an exercise as an emergency', { status: 'Exercise' }, /Exercise/],
  [
    'whose pages say something else',
    { changeCopy: (copy) => ({ ...copy, pages: OTHER_PAGES }) },
    /do not say/,
  ],
  ['whose pages do not fit the DCS', { changeCopy: (copy) => ({ ...copy, dcs: 0x48 }) }, /Pages/],
]

test.for(REFUSED)('ReferenceCbc rejects a signed document %s', async ([, options, reason]) => {
  const good = makeAlert({ identifier: ID(2) })
  service.offer(offer(makeAlert({ identifier: ID(1), ...options })), offer(good))
  const cbc = await start()
  await until('the good one is on air', () => held(cbc, ID(2))?.state === 'broadcasting')
  await until('the other is rejected', () => service.stages(ID(1)).includes('rejected'))
  const receipt = service.receipts.find((each) => each.identifier === ID(1))
  expect(receipt?.reason).toMatch(reason)
  expect(held(cbc, ID(1))).toBeUndefined()
})

const TAMPERED: readonly (readonly [string, (alert: CapAlert) => string])[] = [
  ['a changed text', (alert) => keys.sign(alert).replaceAll('menjauh dari', 'berlari ke')],
  ['a changed page', (alert) => keys.sign(alert).replace(/>1:(\d+):../, '>1:$1:00')],
  [
    'a changed signature',
    (alert) => keys.sign(alert).replace(/<SignatureValue>..../, '<SignatureValue>AAAA'),
  ],
  ['no signature', (alert) => keys.sign(alert).replace(/<Signature .*<\/Signature>/, '')],
  ["a stranger's signature", (alert) => keys.signAsStranger(alert)],
]

test.for(TAMPERED)('ReferenceCbc rejects a document with %s', async ([, make]) => {
  const alert = makeAlert({ identifier: ID(1) })
  service.offer(offer(alert, make(alert)), offer(makeAlert({ identifier: ID(2) })))
  const cbc = await start()
  await until('the good one is on air', () => held(cbc, ID(2))?.state === 'broadcasting')
  await until('the other is rejected', () => service.stages(ID(1)).includes('rejected'))
  expect(service.receipts.find((each) => each.identifier === ID(1))?.reason).toMatch(/^S0/)
  expect(held(cbc, ID(1))).toBeUndefined()
})

test('ReferenceCbc rejects a document that stands behind the entry of another', async () => {
  const other = makeAlert({ identifier: ID(3) })
  service.offer({ ...offer(other), identifier: ID(1) })
  await start()
  await until('it is rejected', () => service.stages(ID(1)).includes('rejected'))
})

test('ReferenceCbc rejects a cell list that is not the one signed', async () => {
  const uri = `${service.url}/cbc/v1/cells/M1-TSEL`
  service.cellLists.set('M1-TSEL', '510-10-2\n')
  service.offer(offer(makeAlert({ identifier: ID(1), list: { uri, text: '510-10-1\n' } })))
  const cbc = await start()
  await until('it is rejected', () => service.stages(ID(1)).includes('rejected'))
  expect(service.stages(ID(1))).toEqual(['received', 'rejected'])
  expect(cbc.cbc.state().log).toEqual([])
})

test('ReferenceCbc never sends its token to the host a document names', async () => {
  const text = '510-10-1\n510-10-2\n'
  service.cellLists.set('M1-TSEL', text)
  const uri = 'http://evil.invalid/cbc/v1/cells/M1-TSEL'
  service.offer(offer(makeAlert({ identifier: ID(1), list: { uri, text } })))
  const cbc = await start()
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  expect(held(cbc, ID(1))?.cells).toBe(2)
})

test('ReferenceCbc survives a service that goes away and comes back', async () => {
  const cbc = await start()
  await until('the trust list is in force', () => cbc.cbc.state().trust !== null)
  await service.stop()
  await until('it notices', () => cbc.events.some((each) => each.event === 'trouble'))
  await service.start()
  service.offer(offer(makeAlert({ identifier: ID(1) })))
  await until('cells are reported', () => service.cells(ID(1), 'en')['broadcasting'] === 3)
})

test('ReferenceCbc repeats a receipt until it is acknowledged, without a conflict', async () => {
  service.broken.add('/cbc/v1/receipts')
  const cbc = await start()
  service.offer(offer(makeAlert({ identifier: ID(1) })))
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  expect(service.receipts).toEqual([])
  service.broken.clear()
  await until('cells are reported', () => service.cells(ID(1), 'en')['broadcasting'] === 3)
  expect(service.conflicts).toEqual([])
})

test('ReferenceCbc says nothing under script no-answer, and airs', async () => {
  const cbc = await start({ script: { kind: 'no-answer' } })
  service.offer(offer(makeAlert({ identifier: ID(1) })))
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  expect(service.receipts).toEqual([])
})

test('ReferenceCbc under script bad-serial says which serial number it uses', async () => {
  const cbc = await start({ script: { kind: 'bad-serial' } })
  service.offer(offer(makeAlert({ identifier: ID(1) })))
  const told = await until(
    'serials',
    () => service.receipts.find((each) => each.serials !== undefined)?.serials,
  )
  expect(told.map((each) => each.serial)).toEqual(
    held(cbc, ID(1))?.copies.map((each) => each.serial),
  )
  expect(told[0]?.serial).not.toBe(0x4010)
})

test('ReferenceCbc under script bad-serial keeps its own number where an Update keeps ours', async () => {
  const alert = makeAlert({ identifier: ID(1) })
  const kept = makeAlert({ identifier: ID(2), msgType: 'Update', references: [referTo(alert)] })
  const references = [referTo(alert), referTo(kept)]
  const changed = makeAlert({ identifier: ID(3), msgType: 'Update', serial: 0x4011, references })
  const cbc = await start({ script: { kind: 'bad-serial' } })
  service.offer(offer(alert), offer(kept), offer(changed))
  await until('the last one is on air', () => held(cbc, ID(3))?.state === 'broadcasting')
  const [first, second, third] = [1, 2, 3].map((n) => held(cbc, ID(n))!.copies[0]!.serial)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test('ReferenceCbc without our profile maps by event and severity', async () => {
  const cbc = await start({ ignoresProfile: true })
  service.offer(offer({ ...makeAlert({ identifier: ID(1) }), codes: [] }))
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  const copies = held(cbc, ID(1))!.copies
  expect(copies.map((each) => each.messageIdentifier)).toEqual([4371, 4384])
  expect(copies[0]?.text).toContain(TEXT_ID)
  expect(copies[0]?.serial).not.toBe(
    encodeSerialNumber({ scope: 'plmn', messageCode: 1, updateNumber: 0 }),
  )
})

test('ReferenceCbc takes a new key from a newer list, and none from an older or a false one', async () => {
  const cbc = await start()
  await until('the trust list is in force', () => cbc.cbc.state().trust !== null)
  const alert = makeAlert({ identifier: ID(1) })
  service.trustList = keys.trustList({ issuedMs: nowMs() - 9e6, withStranger: true })
  // Within a few seconds of a good list an unknown key is a stranger's without another look.
  aheadMs += 6_000
  service.offer(offer(alert, keys.signAsStranger(alert)))
  const older = await until('the older list is refused', () =>
    cbc.events.find((each) => each.event === 'trust' && each.problem !== null),
  )
  expect(older).toMatchObject({ problem: expect.stringMatching(/older/) })
  expect(held(cbc, ID(1))).toBeUndefined()
  service.trustList = keys.trustList({ issuedMs: nowMs(), withStranger: true })
  aheadMs += 6_000
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
})

test('ReferenceCbc believes nothing under a revoked key or a root that is not its own', async () => {
  service.trustList = keys.trustList({ otherRoot: true })
  const cbc = await start()
  service.offer(offer(makeAlert({ identifier: ID(1) })))
  await until('the list is refused', () =>
    cbc.events.some((each) => each.event === 'trust' && each.problem !== null),
  )
  expect(service.receipts).toEqual([])
  service.trustList = keys.trustList({ revoked: true })
  await until('it is rejected', () => service.stages(ID(1)).includes('rejected'))
  expect(held(cbc, ID(1))).toBeUndefined()
})

test('ReferenceCbc takes no actual alert under a key for exercises', async () => {
  service.trustList = keys.trustList({ purpose: 'exercise' })
  const cbc = await start()
  const drill = makeAlert({ identifier: ID(2), status: 'Exercise', messageIdentifier: 4381 })
  service.offer(offer(makeAlert({ identifier: ID(1) })), offer(drill))
  await until('it is rejected', () => service.stages(ID(1)).includes('rejected'))
  await until('the drill is on air', () => held(cbc, ID(2))?.state === 'broadcasting')
})
