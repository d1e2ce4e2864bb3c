import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCap } from '../../src/domain/cap/rules.ts'
import {
  checkProfile,
  parseCellList,
  parseCopyParameters,
  parseDelivery,
  parseSmsParameters,
  profileValue,
} from '../../src/domain/cap/profile.ts'
import type { CapAlert } from '../../src/domain/cap/model.ts'
import { iso3166Of } from '../../src/domain/area/figures.ts'
import { mayUse } from '../../src/domain/cb/choose-identifier.ts'
import { isEmergencyClass, type Kind, KINDS } from '../../src/domain/cb/message-identifier.ts'
import { formatHex } from '../../src/domain/cb/octets.ts'
import { decodePages, encodeText } from '../../src/domain/cb/pages.ts'
import type { Content, Message } from '../../src/domain/message.ts'
import type { Order } from '../../src/domain/order.ts'
import { type Envelope, orderDocument, publicDocument } from '../../src/domain/order-document.ts'
import { readCap } from '../../src/formats/cap/read.ts'
import { writeCap } from '../../src/formats/cap/write.ts'
import { HOUR_MS, makeContent, makeMessageIn, makeOrder, makePlan, NOON_MS } from '../make.ts'

const CELLS = {
  uri: 'https://edge.invalid/cbc/v1/cells/1.1-TSEL',
  sizeOctets: 60,
  sha1: 'a1'.repeat(20),
  sha256: 'b2'.repeat(32),
}
const NONE = { references: [], cells: null }
const english = {
  language: 'en-US',
  event: 'Tsunami',
  headline: 'Tsunami warning',
  body: 'Leave the coast & go up.',
}
const both = makeContent({ texts: [...makeContent().texts, english] })

function envelopeOf(message: Message): Envelope {
  return {
    message,
    sender: 'siaga@example.invalid',
    senderName: 'Kementerian',
    sentMs: NOON_MS,
    expiresMs: NOON_MS + HOUR_MS,
    isoOf: iso3166Of,
  }
}

function orderOf(content: Content): Order {
  return makeOrder({
    channel: content.channel,
    copies: makePlan(content).copies.map((copy, at) => ({
      language: copy.language,
      messageIdentifier: copy.messageIdentifier,
      serial: 0x4010 + at,
      replaces: null,
      dcs: copy.dcs,
      pages: copy.pages.length,
      counts: { silent: 3, failed: 0, broadcasting: 0, completed: 0, cancelled: 0 },
    })),
  })
}

function documentOf(content: Content, of: Parameters<typeof orderDocument>[2] = NONE): CapAlert {
  const message = makeMessageIn('live', { content })
  return orderDocument(envelopeOf(message), orderOf(content), of)
}

function civic(part: Partial<Content>): Content {
  return makeContent({ kind: 'civic', level: null, severity: 'Minor', ...part })
}

/** Errors of CAP, of our profile, and of reading back what is written. */
function errorsOf(alert: CapAlert): string[] {
  const read = readCap(new TextEncoder().encode(writeCap(alert)))
  expect(read.alert).toEqual(alert)
  const found = [
    ...checkCap(alert, { nowMs: NOON_MS, live: true }),
    ...checkProfile(alert),
    ...read.findings,
  ]
  return found.filter(({ level }) => level === 'error').map(({ rule }) => rule)
}

test('orderDocument() gives back every text, page by page, to a CBC that reads the profile', () => {
  const long = `${'Tetap tenang, ikuti petunjuk petugas. '.repeat(8)}Selesai é.`
  const wide = 'Bahaya 危险 ✓ segera mengungsi. '.repeat(5)
  for (const body of ['x', 'Awas {tsunami} [€]!', long, wide]) {
    const content = makeContent({ texts: [{ ...both.texts[0]!, body }, english] })
    const alert = documentOf(content)
    expect(errorsOf(alert)).toEqual([])
    expect(alert.infos.length).toBe(2)
    for (const [at, info] of alert.infos.entries()) {
      const { copy, findings } = parseCopyParameters(info.parameters, '/')
      expect(findings).toEqual([])
      expect(copy).toMatchObject({
        messageIdentifier: [4370, 4383][at],
        serial: 0x4010 + at,
        repetitionSeconds: 60,
        broadcasts: 60,
        text: content.texts[at]!.body,
      })
      expect(decodePages(copy!.dcs, copy!.pages)).toMatchObject({ text: content.texts[at]!.body })
      expect(info.description).toBe(content.texts[at]!.body)
    }
  }
})

test('orderDocument() says whom it is for, from when to when, and where', () => {
  const alert = documentOf(makeContent(), { references: [], cells: CELLS })
  expect(alert).toMatchObject({
    identifier: 'KTN-ABCDEF-20261125-1-1-TSEL',
    sender: 'siaga@example.invalid',
    sent: '2026-11-25T12:00:00+07:00',
    status: 'Actual',
    msgType: 'Alert',
    scope: 'Public',
    note: null,
  })
  const [info] = alert.infos
  expect(parseDelivery(info!.parameters)).toEqual({ channel: 'cell-broadcast', cbc: 'TSEL' })
  expect(info).toMatchObject({
    language: 'id-ID',
    effective: '2026-11-25T12:00:00+07:00',
    expires: '2026-11-25T13:00:00+07:00',
  })
  expect(parseCellList(info!.parameters, info!.resources)).toEqual(CELLS)
  expect(profileValue(info!.parameters, 'AreaForm')).toBe('cell')
  expect(info!.areas[0]).toMatchObject({
    areaDesc: 'Aceh',
    geocodes: [
      { valueName: 'ID-KEMENDAGRI', value: '11' },
      { valueName: 'ISO3166-2', value: 'ID-AC' },
    ],
  })
  expect(info!.areas[0]!.polygons.length).toBe(1)
})

/** An alert of a kind whose plan, and whose order, has this identifier, however it got there. */
function carrying(kind: Kind, messageIdentifier: number, ordered = messageIdentifier): CapAlert {
  const content = { ...makeContent(), kind }
  const plan = makePlan(makeContent())
  const copies = plan.copies.map((copy) => ({ ...copy, messageIdentifier }))
  const message = makeMessageIn('live', { content, plan: { ...plan, copies } })
  const order = orderOf(makeContent())
  const ofOrder = order.copies.map((copy) => ({ ...copy, messageIdentifier: ordered }))
  return orderDocument(envelopeOf(message), { ...order, copies: ofOrder }, NONE)
}

test.for([
  ['warning', 'Actual', 4370],
  ['civic', 'Actual', 50],
  ['public-test', 'Actual', 4371],
  ['exercise', 'Exercise', 4381],
  ['test', 'Test', 4380],
] as const)('orderDocument() of kind %s has status %s at %i', ([kind, status, identifier]) => {
  const alert = carrying(kind, identifier)
  expect(alert.status).toBe(status)
  // CAP 1.2 §3.2.1: a drill says in words that it is one.
  expect(alert.note === null).toBe(status === 'Actual')
  const { copy } = parseCopyParameters(alert.infos[0]!.parameters, '/')
  expect(copy?.messageIdentifier).toBe(identifier)
})

/** What the document carries; null where it cannot be made. */
function carried(kind: Kind, identifier: number): number | null {
  if (!mayUse(kind, identifier)) {
    expect(() => carrying(kind, identifier)).toThrow(RangeError)
    return null
  }
  const { parameters } = carrying(kind, identifier).infos[0]!
  return parseCopyParameters(parameters, '/').copy?.messageIdentifier ?? null
}

test('orderDocument() writes no identifier that the kind may not carry, whatever the plan says', () => {
  const near = Array.from({ length: 81 }, (_, at) => 4_340 + at)
  const odd = [Number.NaN, 4370.5, -1, 0x10000, '4370' as unknown as number]
  const count = (kind: Kind): number => {
    const written = [...near, ...odd, 50, 6400].map((each) => carried(kind, each))
    const kept = written.filter((each) => each !== null)
    const isLoud = kind === 'warning' || kind === 'public-test'
    expect(kept.every((each) => isEmergencyClass(each) === isLoud)).toBe(true)
    return kept.length
  }
  const counts = KINDS.map((kind) => [kind, count(kind)])
  expect(Object.fromEntries(counts)).toEqual({
    warning: 20,
    civic: 2,
    'public-test': 4,
    exercise: 2,
    test: 2,
  })
  // Minus zero is 0 on paper.
  const any = fc.oneof(
    fc.integer({ min: -5, max: 0x10005 }),
    fc.double().map((each) => each + 0),
  )
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), any, (kind, identifier) => {
      expect(carried(kind, identifier)).toBe(mayUse(kind, identifier) ? identifier : null)
    }),
    { numRuns: 500 },
  )
})

test('orderDocument() writes no serial number that was drawn for another identifier', () => {
  expect(() => carrying('warning', 4370, 4371)).toThrow('drawn for another identifier')
})

test('orderDocument() of an SMS has its text and window, and nothing to air', () => {
  const smsWindow = { fromMs: NOON_MS, untilMs: NOON_MS + HOUR_MS }
  const alert = documentOf(civic({ channel: 'sms', smsWindow }))
  expect(errorsOf(alert)).toEqual([])
  const { parameters } = alert.infos[0]!
  expect(parseSmsParameters(parameters)).toEqual({
    text: makeContent().texts[0]!.body,
    from: '2026-11-25T12:00:00+07:00',
    until: '2026-11-25T13:00:00+07:00',
  })
  expect(parseCopyParameters(parameters, '/').copy).toBeNull()
})

test('orderDocument() of a network name has the name, and nothing to air', () => {
  const [text] = makeContent().texts
  const texts = [{ ...text!, body: 'Pemilu Damai' }]
  const alert = documentOf(civic({ channel: 'network-name', texts }))
  expect(errorsOf(alert)).toEqual([])
  const { parameters } = alert.infos[0]!
  expect(profileValue(parameters, 'NetworkName')).toBe('Pemilu Damai')
  expect(parseCopyParameters(parameters, '/').copy).toBeNull()
})

test('orderDocument() of a Cancel has its references and no info', () => {
  const earlier = { identifier: 'KTN-1', sent: '2026-11-25T11:00:00+07:00' }
  const reference = { sender: 'siaga@example.invalid', ...earlier }
  const cancel = makeMessageIn('live', { n: 2, msgType: 'Cancel', plan: null, note: 'salah' })
  const order = makeOrder({ messageId: '1.2', msgType: 'Cancel', copies: [] })
  const alert = orderDocument(envelopeOf(cancel), order, { ...NONE, references: [reference] })
  expect(errorsOf(alert)).toEqual([])
  expect(alert).toMatchObject({ msgType: 'Cancel', references: [reference], infos: [] })
})

test('publicDocument() has texts and geometry, and names no CBC and no cells', () => {
  const message = makeMessageIn('live', { content: both })
  const alert = publicDocument(envelopeOf(message), 'KTN-ABCDEF-20261125-1-1-PUB', [])
  expect(errorsOf(alert)).toEqual([])
  expect(alert.infos.map(({ description }) => description)).toEqual(both.texts.map((t) => t.body))
  for (const { parameters, resources, areas } of alert.infos) {
    expect([parameters, resources]).toEqual([[], []])
    expect(areas[0]!.polygons.length).toBe(1)
  }
})

test('orderDocument() never guesses: an order without plan, copy or window is a bug', () => {
  const message = makeMessageIn('live')
  const envelope = envelopeOf(message)
  const order = orderOf(makeContent())
  const refused = (of: Envelope, its: Order): unknown =>
    expect(() => orderDocument(of, its, NONE)).toThrow(TypeError)
  refused(envelope, makeOrder({ cbc: 'XL' }))
  refused(envelope, { ...order, copies: [] })
  refused(envelopeOf({ ...message, plan: null }), order)
  const sms = civic({ channel: 'sms', smsWindow: null })
  refused(envelopeOf(makeMessageIn('live', { content: sms })), orderOf(sms))
})

test('orderDocument() is of the type of its order: an Update begins at one CBC, ends at another', () => {
  const envelope = envelopeOf(makeMessageIn('live', { msgType: 'Update', n: 2 }))
  const references = [
    { sender: 'siaga@example.invalid', identifier: 'KTN-1', sent: '2026-11-25T11:00:00+07:00' },
  ]
  const of = { references, cells: null }
  const typed = (msgType: Order['msgType']): CapAlert =>
    orderDocument(envelope, { ...orderOf(makeContent()), msgType }, of)
  expect(typed('Update')).toMatchObject({ msgType: 'Update', references })
  expect(typed('Update').infos.length).toBe(1)
  expect(typed('Alert').msgType).toBe('Alert')
  expect(typed('Cancel')).toMatchObject({ msgType: 'Cancel', references, infos: [] })
  expect(publicDocument(envelope, 'KTN-PUB', references).msgType).toBe('Update')
})

test('orderDocument() counts the broadcasts anew for what is left at its sending', () => {
  const content = makeContent()
  const message = makeMessageIn('live', { content })
  const late = { ...envelopeOf(message), sentMs: NOON_MS + HOUR_MS / 2 }
  const [info] = orderDocument(late, orderOf(content), NONE).infos
  // 60 s are 32 slots of GSM, 60.26 s: 1,800 s hold 29.87 of them.
  expect(parseCopyParameters(info!.parameters).copy).toMatchObject({
    repetitionSeconds: 60,
    broadcasts: 30,
    repetition: [
      { rat: 'GSM', seconds: 60, broadcasts: 30 },
      { rat: 'LTE', seconds: 60, broadcasts: 30 },
    ],
  })
  const over = { ...late, sentMs: late.expiresMs }
  expect(() => orderDocument(over, orderOf(content), NONE)).toThrow(TypeError)
})

test('orderDocument() writes the pages of the coding of its CBC, and the same text', () => {
  const content = makeContent()
  const plan = makePlan(content)
  const { dcs, pages } = encodeText(content.texts[0]!.body, { language: 'id', prefix: true })
  const prefixed = {
    dcs,
    pages: pages.map(({ useful, octets }) => ({ useful, hex: formatHex(octets) })),
  }
  const message = makeMessageIn('live', {
    content,
    plan: {
      ...plan,
      copies: plan.copies.map((copy) => ({ ...copy, prefixed })),
      orders: plan.orders.map((order) => ({ ...order, coding: 'prefix' as const })),
    },
  })
  const alert = orderDocument(envelopeOf(message), orderOf(content), NONE)
  expect(errorsOf(alert)).toEqual([])
  const { copy } = parseCopyParameters(alert.infos[0]!.parameters)
  expect(copy).toMatchObject({ dcs: 0x10, text: content.texts[0]!.body })
  expect(decodePages(copy!.dcs, copy!.pages)).toMatchObject({ text: copy!.text, language: 'id' })
})
