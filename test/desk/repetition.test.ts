import { expect, test } from 'vitest'
import { checkContent } from '../../src/desk/check-content.ts'
import { parseCopyParameters } from '../../src/domain/cap/profile.ts'
import { gsmPeriodSeconds } from '../../src/domain/cb/repetition.ts'
import type { Finding } from '../../src/domain/finding.ts'
import type { Content } from '../../src/domain/message.ts'
import type { PlannedOrder } from '../../src/domain/plan.ts'
import { describeFinding } from '../../src/domain/words/words.ts'
import { readCap } from '../../src/formats/cap/read.ts'
import { HOUR_MS } from '../make.ts'
import { connect, importCells, openRig, publish, type Rig, testContent } from '../http/rig.ts'

/** A monthly test of that many GSM pages of 93 characters, every 30 s for an hour. */
function contentOf(pages: number, part: Partial<Content> = {}): Content {
  const text = testContent().texts[0]!
  const body = 'UJI COBA '.repeat(200).slice(0, pages * 93)
  return testContent({ texts: [{ ...text, body }], repetitionSeconds: 30, ...part })
}

async function openCountry(): Promise<Rig> {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await importCells(rig, 2_000)
  return rig
}

async function planAt(
  { desk }: Rig,
  content: Content,
  of: { readonly cbc?: string; readonly alert?: string } = {},
): Promise<{ order: PlannedOrder; findings: readonly Finding[] }> {
  const { plan, findings } = await checkContent(desk, content, of.alert ?? null)
  const order = plan?.orders.find(({ cbc }) => cbc === (of.cbc ?? 'TSEL'))
  if (order === undefined) throw new Error('there is no such order')
  return { order, findings: findings.filter(({ rule }) => rule.startsWith('repetition-')) }
}

const NOTHING = { pages: 0, messages: 0 }

test('checkContent() plans each RAT by itself, GSM with what two alerts have on air', async () => {
  const rig = await openCountry()
  await publish(rig, contentOf(15))
  await publish(rig, contentOf(7))
  const { order, findings } = await planAt(rig, contentOf(2))
  // 24 pages take 45.2 s.
  const onAir = { pages: 22, messages: 2 }
  expect(order.repetition).toEqual([
    { rat: 'GSM', periodSeconds: 46, broadcasts: 77, onAir },
    { rat: 'LTE', periodSeconds: 30, broadcasts: 120, onAir: NOTHING },
    { rat: 'NR', periodSeconds: 30, broadcasts: 120, onAir: NOTHING },
  ])
  expect(order).toMatchObject({ repetitionSeconds: 46, broadcasts: 79 })
  expect(findings).toMatchObject([
    {
      level: 'warning',
      rule: 'repetition-shared',
      params: { wanted: 30, needed: 46, pages: 2, onAir: 22, messages: 2, cbc: 'TSEL' },
    },
  ])
  const said = describeFinding(findings[0]!, 'en')
  expect(said).toContain('(messages: 2, pages: 22)')
})

test('checkContent() counts only what is connected, and both copies of one message', async () => {
  const rig = await openCountry()
  await publish(rig, contentOf(4))
  const english = { ...contentOf(3).texts[0]!, language: 'en-US' }
  const content = contentOf(5, { texts: [...contentOf(5).texts, english], repetitionSeconds: 2 })
  const { order } = await planAt(rig, content)
  expect(order.repetition[0]).toMatchObject({ rat: 'GSM', periodSeconds: gsmPeriodSeconds(12) })
  // Nothing went to the others, so nothing is on air there.
  const other = await planAt(rig, content, { cbc: 'IOH' })
  expect(other.order.repetition[0]).toMatchObject({
    rat: 'GSM',
    periodSeconds: gsmPeriodSeconds(8),
    onAir: NOTHING,
  })
})

test('checkContent() says once, for all CBCs, that a text is long', async () => {
  const rig = await openCountry()
  const { findings } = await planAt(rig, contentOf(15, { repetitionSeconds: 28 }))
  expect(findings).toMatchObject([
    {
      level: 'info',
      rule: 'repetition-too-fast',
      params: { wanted: 28, needed: 29, pages: 15, pass: 28.2, cbc: 'TSEL, IOH, XL' },
    },
  ])
  const just = await planAt(rig, contentOf(15, { repetitionSeconds: 29 }))
  expect(just.findings).toEqual([])
})

const onAirOf = async (rig: Rig, content: Content, alert?: string): Promise<unknown> =>
  (await planAt(rig, content, alert === undefined ? {} : { alert })).order.repetition[0]?.onAir

test('checkContent() meets only what is on air in the same cells', async () => {
  const rig = await openCountry()
  const aceh = { regions: ['11'], polygons: [], circles: [] }
  const papua = { regions: ['91', '94'], polygons: [], circles: [] }
  await publish(rig, contentOf(6, { area: aceh }))
  await publish(rig, contentOf(9, { area: papua }))
  expect(await onAirOf(rig, contentOf(2, { area: aceh }))).toEqual({ pages: 6, messages: 1 })
  expect(await onAirOf(rig, contentOf(2, { area: papua }))).toEqual({ pages: 9, messages: 1 })
  // No cell has both: the busiest one decides.
  expect(await onAirOf(rig, contentOf(2))).toEqual({ pages: 9, messages: 1 })
  const java = { regions: ['32'], polygons: [], circles: [] }
  expect(await onAirOf(rig, contentOf(2, { area: java }))).toEqual(NOTHING)
})

test('checkContent() meets everything of a CBC once its cells have changed', async () => {
  const rig = await openCountry()
  const aceh = { regions: ['11'], polygons: [], circles: [] }
  await publish(rig, contentOf(6, { area: aceh }))
  await importCells(rig, 2_100)
  const java = { regions: ['32'], polygons: [], circles: [] }
  expect(await onAirOf(rig, contentOf(2, { area: java }))).toEqual({ pages: 6, messages: 1 })
})

test('checkContent() without an inventory meets everything, on every RAT of the operator', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await publish(rig, contentOf(6))
  const { order } = await planAt(rig, contentOf(20 - 6))
  expect(order.repetition.map(({ rat, periodSeconds }) => [rat, periodSeconds])).toEqual([
    ['GSM', 38],
    ['LTE', 30],
    ['NR', 30],
  ])
  const smartfren = await planAt(rig, contentOf(2), { cbc: 'SF' })
  expect(smartfren.order.repetition.map(({ rat }) => rat)).toEqual(['GSM', 'LTE', 'NR'])
})

test('checkContent() meets what will be on air by then, and not what is over', async () => {
  const rig = await openCountry()
  const { nowMs } = rig.clock
  await publish(rig, contentOf(6))
  await publish(rig, contentOf(9, { startMs: nowMs + 2 * HOUR_MS }))
  expect(await onAirOf(rig, contentOf(2))).toEqual({ pages: 6, messages: 1 })
  const later = (hours: number, minutes = 60): Content =>
    contentOf(2, { startMs: nowMs + hours * HOUR_MS, minutes })
  expect(await onAirOf(rig, later(1))).toEqual(NOTHING)
  expect(await onAirOf(rig, later(1, 61))).toEqual({ pages: 9, messages: 1 })
  expect(await onAirOf(rig, later(2.5))).toEqual({ pages: 9, messages: 1 })
  expect(await onAirOf(rig, later(3))).toEqual(NOTHING)
  // Never both at once: the first is over before the second starts.
  expect(await onAirOf(rig, contentOf(2, { minutes: 240 }))).toEqual({ pages: 9, messages: 1 })
})

test('checkContent() does not count the alert whose place it takes', async () => {
  const rig = await openCountry()
  const first = await publish(rig, contentOf(6))
  await publish(rig, contentOf(9))
  expect(await onAirOf(rig, contentOf(2))).toEqual({ pages: 15, messages: 2 })
  expect(await onAirOf(rig, contentOf(2), first)).toEqual({ pages: 9, messages: 1 })
})

test('checkContent() says when a message ends before it would be repeated', async () => {
  const rig = await openCountry()
  const { order, findings } = await planAt(
    rig,
    contentOf(2, { minutes: 5, repetitionSeconds: 300 }),
  )
  expect(order.repetition.map(({ broadcasts }) => broadcasts)).toEqual([1, 1, 1])
  expect(findings.map(({ rule, params }) => [rule, params['rat'], params['cbc']])).toEqual([
    ['repetition-once', 'GSM', 'TSEL, IOH, XL'],
    ['repetition-once', 'LTE', expect.stringContaining('TSEL, IOH')],
    ['repetition-once', 'NR', expect.stringContaining('TSEL')],
  ])
  const just = await planAt(rig, contentOf(2, { minutes: 5, repetitionSeconds: 299 }))
  expect(just.findings.filter(({ params }) => params['rat'] === 'LTE')).toEqual([])
})

test('checkContent() refuses to repeat what is over, and more than 22 h 30 min', async () => {
  const rig = await openCountry()
  const startMs = rig.clock.nowMs - 2 * HOUR_MS
  const rules = async (part: Partial<Content>): Promise<string[]> => {
    const { findings } = await checkContent(rig.desk, contentOf(2, part))
    return findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('time-'))
  }
  expect(await rules({ startMs, minutes: 120 })).toEqual(['time-expired'])
  expect(await rules({ startMs, minutes: 121 })).toEqual(['time-start-past'])
  expect(await rules({ minutes: 1_351 })).toEqual(['time-too-long'])
  expect(await rules({ minutes: 1_350 })).toEqual([])
})

test('a document says what each RAT repeats, counted at its sending', async () => {
  const rig = await openCountry()
  await publish(rig, contentOf(15))
  const id = await publish(rig, contentOf(15))
  const document = await rig.desk.store
    .loadOrder(`${id}.1-TSEL`)
    .then((order) => rig.desk.store.loadDocument(order?.identifier ?? ''))
  const { alert } = readCap(Buffer.from(document?.xml ?? ''))
  const { copy, findings } = parseCopyParameters(alert?.infos[0]?.parameters ?? [])
  expect(findings).toEqual([])
  expect(copy).toMatchObject({
    repetitionSeconds: 57,
    broadcasts: 64,
    repetition: [
      { rat: 'GSM', seconds: 57, broadcasts: 62 },
      { rat: 'LTE', seconds: 30, broadcasts: 120 },
      { rat: 'NR', seconds: 30, broadcasts: 120 },
    ],
  })
})
