import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PRIMARY_WORDS, type Toggle } from '../../../src/domain/cb/android-titles.ts'
import { encodeEtwsPrimary } from '../../../src/domain/cb/etws.ts'
import { encodeGsmPages, encodeUmts, type CbMessage } from '../../../src/domain/cb/message.ts'
import { encodeText } from '../../../src/domain/cb/pages.ts'
import { createPhone, type Broadcast, type Phone } from '../../../src/domain/cb/phone.ts'
import { encodeSerialNumber, type Scope } from '../../../src/domain/cb/serial-number.ts'

const DAY_MS = 86_400_000
const serialOf = (scope: Scope, updateNumber = 0): number =>
  encodeSerialNumber({ scope, messageCode: 7, updateNumber })

const ALERT: Broadcast = {
  plmn: '510-10',
  areaCode: 7001,
  cell: 'a',
  messageIdentifier: 4370,
  serial: serialOf('plmn'),
  text: 'Naik ke tempat tinggi',
  atMs: 0,
}
const one = { sims: [{ plmn: '510-10' }] }

test.for<[string, Partial<Broadcast>, boolean]>([
  ['a repeat', { atMs: 60_000 }, false],
  ['a repeat just within 24 h', { atMs: DAY_MS - 1 }, false],
  ['the same after 24 h', { atMs: DAY_MS }, true],
  ['an update', { serial: serialOf('plmn', 1) }, true],
  ['the copy in English', { messageIdentifier: 4383 }, true],
  ['the same from another cell', { cell: 'b' }, false],
  ['the same from another area', { areaCode: 7002, cell: 'c' }, false],
  ['another text with a used serial', { text: 'Sudah aman' }, false],
])('a phone that has shown an alert: %s', ([, change, shown]) => {
  const phone = createPhone(one)
  expect(phone.receive(ALERT)).toEqual({ shown: true })
  const next = phone.receive({ ...ALERT, ...change })
  expect(next).toEqual(shown ? { shown: true } : { shown: false, reason: 'repeat' })
  expect(phone.shown.length).toBe(shown ? 2 : 1)
})

test.for<[Scope, boolean, boolean]>([
  ['plmn', false, false],
  ['tracking-area', false, true],
  ['cell', true, true],
  ['cell-immediate', true, true],
])('scope %s: sounds again in another cell %s, in another area %s', ([scope, cell, area]) => {
  const alert = { ...ALERT, serial: serialOf(scope) }
  const phone = createPhone(one)
  phone.receive(alert)
  expect(phone.receive({ ...alert, cell: 'b' }).shown).toBe(cell)
  expect(phone.receive({ ...alert, areaCode: 7002, cell: 'z' }).shown).toBe(area)
})

test('a second SIM drops an identical text and shows a different one', () => {
  const phone = createPhone({ sims: [{ plmn: '510-10' }, { plmn: '510-01' }] })
  phone.receive(ALERT)
  const other = { ...ALERT, plmn: '510-01', serial: serialOf('plmn', 3), atMs: 1000 }
  expect(phone.receive(other)).toEqual({ shown: false, reason: 'other-sim' })
  expect(phone.receive({ ...other, text: 'Naik ke tempat tinggi ' })).toEqual({ shown: true })
  expect(phone.receive({ ...other, atMs: DAY_MS + 1000 })).toEqual({ shown: true })
})

test('two SIMs of one network are one camp: the same alert sounds once', () => {
  const phone = createPhone({ sims: [{ plmn: '510-10' }, { plmn: '510-10' }] })
  phone.receive(ALERT)
  expect(phone.receive(ALERT)).toEqual({ shown: false, reason: 'repeat' })
})

test('a phone hears only the cells it camps on, of networks it has a SIM of', () => {
  const phone = createPhone(one)
  expect(phone.receive({ ...ALERT, plmn: '510-99' })).toMatchObject({ reason: 'other-network' })
  phone.moveTo({ plmn: '510-10', areaCode: 7002, cell: 'b' })
  expect(phone.receive(ALERT)).toMatchObject({ reason: 'out-of-range' })
  phone.moveTo(ALERT)
  expect(phone.receive(ALERT)).toEqual({ shown: true })
})

test('a phone shows no test until its user turns tests on, and never an empty text', () => {
  const drill = { ...ALERT, messageIdentifier: 4381 }
  expect(createPhone(one).receive(drill)).toMatchObject({ reason: 'not-listened-to' })
  expect(createPhone({ ...one, testAlerts: true }).receive(drill)).toEqual({ shown: true })
  const civic = { ...ALERT, messageIdentifier: 50 }
  expect(createPhone({ ...one, testAlerts: true }).receive(civic).shown).toBe(false)
  expect(createPhone(one).receive({ ...ALERT, text: '' })).toMatchObject({ reason: 'empty' })
})

const HOME = { plmn: '510-10', areaCode: 7001, cell: 'a' }
const AWAY = { ...HOME, cell: 'b' }

function coded(text: string, change: Partial<CbMessage> = {}): CbMessage {
  const { dcs, pages } = encodeText(text)
  return { messageIdentifier: 4370, serial: serialOf('plmn'), dcs, pages, ...change }
}
function phoneAtHome(options: Partial<Parameters<typeof createPhone>[0]> = {}): Phone {
  const phone = createPhone({ ...one, ...options })
  phone.moveTo(HOME)
  return phone
}
const textsOf = ({ shown }: Phone): readonly string[] => shown.map(({ text }) => text)

test.for<[number, readonly Toggle[]]>([
  [4352, ['master']],
  [4370, []],
  [4371, ['master', 'extreme']],
  [4373, ['master', 'extreme', 'severe']],
  [4379, ['master', 'amber']],
  [4383, []],
  [4386, ['master', 'extreme', 'severe']],
])('identifier %i goes by the switches %j', ([messageIdentifier, toggles]) => {
  for (const toggle of ['master', 'extreme', 'severe', 'amber', 'test'] as const) {
    const phone = createPhone(one)
    phone.toggle(toggle, false)
    const alert = { ...ALERT, messageIdentifier }
    expect(phone.receive(alert).shown, toggle).toBe(!toggles.includes(toggle))
    // What the modem did not listen to was not recorded: the next repeat is shown.
    phone.toggle(toggle, true)
    expect(phone.receive(alert).shown, toggle).toBe(toggles.includes(toggle))
  }
})

test('a phone that is off or in airplane mode misses what is sent, and shows the next repeat', () => {
  for (const state of ['off', 'airplane'] as const) {
    const phone = phoneAtHome()
    phone.power(state)
    expect(phone.receive(ALERT)).toEqual({ shown: false, reason: 'off' })
    expect(phone.hear(0, encodeUmts(coded('Naik')), 0)).toEqual({ shown: false, reason: 'off' })
    phone.power('on')
    expect(phone.receive(ALERT)).toEqual({ shown: true })
  }
})

test('a restart keeps what was recorded, but where a carrier makes phones forget', () => {
  const restart = (phone: Phone): unknown => {
    phone.receive(ALERT)
    phone.power('off')
    phone.power('on')
    return phone.receive({ ...ALERT, atMs: 60_000 })
  }
  expect(restart(createPhone(one))).toEqual({ shown: false, reason: 'repeat' })
  expect(restart(createPhone({ ...one, rule: { resetOnPowerCycle: true } }))).toEqual({
    shown: true,
  })
})

test('pages of GSM make a message when all of one cell are there', () => {
  const pages = encodeGsmPages(coded('x'.repeat(200)))
  const phone = phoneAtHome()
  expect(pages.map((pdu, index) => phone.hear(0, pdu, index))).toEqual([
    { shown: false, reason: 'incomplete' },
    { shown: false, reason: 'incomplete' },
    { shown: true },
  ])
  expect(textsOf(phone)).toEqual(['x'.repeat(200)])
  // The first pages of one cell and the last of the next are not one message.
  const rider = phoneAtHome()
  rider.hear(0, pages[0]!, 0)
  rider.hear(0, pages[1]!, 1)
  rider.moveTo(AWAY)
  expect(rider.hear(0, pages[2]!, 2)).toEqual({ shown: false, reason: 'incomplete' })
})

test('half a message outlasts airplane mode and not a restart', () => {
  const [first, second] = encodeGsmPages(coded('x'.repeat(100)))
  const heardAfter = (state: 'airplane' | 'off'): boolean => {
    const phone = phoneAtHome()
    phone.hear(0, first!, 0)
    phone.power(state)
    phone.power('on')
    return phone.hear(0, second!, 1).shown
  }
  expect(heardAfter('airplane')).toBe(true)
  expect(heardAfter('off')).toBe(false)
})

test('a repeat is not recorded: it does not prolong the 24 hours', () => {
  const phone = createPhone(one)
  const hours = Array.from({ length: 50 }, (_, hour) => hour)
  const sounded = hours.filter((hour) => phone.receive({ ...ALERT, atMs: hour * 3_600_000 }).shown)
  expect(sounded).toEqual([0, 24, 48])
})

test('another text under a used serial is lost, but on phones that compare texts', () => {
  const next = { ...ALERT, text: 'Sudah aman' }
  const phone = createPhone({ ...one, rule: { compareBody: true } })
  phone.receive(ALERT)
  expect(phone.receive(next)).toEqual({ shown: true })
})

test('an empty text is recorded all the same: what follows under its serial is lost', () => {
  const phone = createPhone(one)
  expect(phone.receive({ ...ALERT, text: '' })).toMatchObject({ reason: 'empty' })
  expect(phone.receive(ALERT)).toMatchObject({ reason: 'repeat' })
})

test('a SIM that registers at another network has the alert again', () => {
  const phone = phoneAtHome()
  phone.receive(ALERT)
  phone.camp(0, { ...AWAY, plmn: '510-01' })
  expect(phone.receive({ ...ALERT, ...AWAY, plmn: '510-01' })).toEqual({ shown: true })
  phone.camp(0, null)
  expect(phone.hear(0, encodeUmts(coded('x')), 2)).toMatchObject({ reason: 'out-of-range' })
  expect(() => phone.camp(1, HOME)).toThrow(RangeError)
})

test('where the maker has turned the comparison between SIMs off, two networks sound twice', () => {
  const sims = [{ plmn: '510-10' }, { plmn: '510-01' }]
  const phone = createPhone({ sims, rule: { crossSim: false } })
  expect(phone.receive(ALERT).shown).toBe(true)
  expect(phone.receive({ ...ALERT, plmn: '510-01' }).shown).toBe(true)
  const twins = createPhone({ sims: [sims[0]!, sims[0]!], rule: { crossSim: false } })
  twins.receive(ALERT)
  expect(twins.shown).toHaveLength(1)
})

test('a primary of ETWS is shown in the words of the phone, and the text that follows too', () => {
  const warning = { warningType: 1, alert: true, popup: true }
  const etws = { messageIdentifier: 4353, serial: 0x7000, warning, security: null }
  for (const language of ['id', 'en'] as const) {
    const phone = phoneAtHome({ language })
    expect(phone.hear(0, encodeEtwsPrimary(etws), 0)).toEqual({ shown: true })
    expect(phone.hear(0, encodeEtwsPrimary(etws), 1)).toMatchObject({ reason: 'repeat' })
    const secondary = coded('Tsunami', { messageIdentifier: 4353, serial: 0x7000 })
    expect(phone.hear(0, encodeUmts(secondary), 2)).toEqual({ shown: true })
    expect(textsOf(phone)).toEqual([PRIMARY_WORDS.tsunami[language], 'Tsunami'])
  }
  // A type that has no words yet.
  const later = encodeEtwsPrimary({ ...etws, warning: { ...warning, warningType: 9 } })
  expect(phoneAtHome().hear(0, later, 0)).toMatchObject({ reason: 'empty' })
})

const AREA = { maxWaitSec: 30, geo: [{ circle: [-7, 110, 5_000] as const }] }

test('a warning area counts where the phone stands when it first hears the alert', () => {
  const pdu = encodeUmts({ ...coded('Naik'), wac: AREA })
  const inside = phoneAtHome()
  inside.locate([-7.01, 110])
  expect(inside.hear(0, pdu, 0)).toEqual({ shown: true })
  const outside = phoneAtHome()
  outside.locate([-7.1, 110])
  expect(outside.hear(0, pdu, 0)).toEqual({ shown: false, reason: 'outside-area' })
  // The trap: whoever walks into the area later is not warned.
  outside.locate([-7.01, 110])
  expect(outside.hear(0, pdu, 60_000)).toEqual({ shown: false, reason: 'repeat' })
})

test('a phone that cannot tell where it is, or may not look, shows the alert', () => {
  expect(phoneAtHome().hear(0, encodeUmts({ ...coded('Naik'), wac: AREA }), 0).shown).toBe(true)
  const phone = phoneAtHome()
  phone.locate([-7.1, 110])
  const atOnce = encodeUmts({ ...coded('Naik'), wac: { ...AREA, maxWaitSec: 0 } })
  expect(phone.hear(0, atOnce, 0).shown).toBe(true)
})

test('a visitor whose home filters languages sees the second one in the language of the phone', () => {
  const english = { ...ALERT, messageIdentifier: 4383, language: 'en' }
  const sims = [{ plmn: '510-10', filtersSecondLanguage: true }]
  const visitor = (language: 'id' | 'en'): Phone => createPhone({ sims, language })
  expect(visitor('id').receive(english)).toEqual({ shown: false, reason: 'language' })
  expect(visitor('en').receive(english)).toEqual({ shown: true })
  expect(visitor('id').receive({ ...english, language: null })).toEqual({ shown: true })
  expect(visitor('id').receive({ ...english, messageIdentifier: 4370 })).toEqual({ shown: true })
  expect(createPhone(one).receive(english)).toEqual({ shown: true })
})

test('what nobody listens to, and what cannot be read, is not shown', () => {
  const phone = phoneAtHome({ testAlerts: true })
  for (const messageIdentifier of [50, 911, 919, 4396, 4399, 4400, 6400, 0xa000]) {
    const pdu = encodeUmts(coded('x', { messageIdentifier }))
    expect(phone.hear(0, pdu, 0)).toMatchObject({ reason: 'not-listened-to' })
  }
  expect(phone.hear(0, encodeUmts(coded('x', { dcs: 0x60 })), 0)).toMatchObject({
    reason: 'unreadable',
  })
  // What could not be read was not recorded either.
  expect(phone.hear(0, encodeUmts(coded('x')), 0)).toEqual({ shown: true })
})

test('hear() shows what receive() shows, whatever the form', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
  const identifier = fc.integer({ min: 4350, max: 4400 })
  fc.assert(
    fc.property(text, identifier, fc.nat(0xffff), (written, messageIdentifier, serial) => {
      const message = coded(written, { messageIdentifier, serial })
      const [gsm, lte] = [phoneAtHome(), phoneAtHome()]
      for (const pdu of encodeGsmPages(message)) gsm.hear(0, pdu, 0)
      const last = lte.hear(0, encodeUmts(message), 0)
      expect(textsOf(lte)).toEqual(textsOf(gsm))
      const whole = createPhone(one)
      const heard = lte.shown[0]?.text ?? written
      const told = whole.receive({ ...ALERT, messageIdentifier, serial, text: heard })
      if (last.shown || last.reason !== 'empty') expect(told).toEqual(last)
    }),
  )
})

test('hear() takes any octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
      const phone = phoneAtHome({ testAlerts: true })
      expect(() => phone.hear(0, octets, 0)).not.toThrow()
    }),
  )
  const start = fc.constantFrom([0x40, 0, 0x11, 0x12], [1, 0x11, 0x12, 0x40, 0], [0, 0, 0x11, 1])
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 300 }), (head, octets) => {
      const phone = phoneAtHome({ testAlerts: true })
      expect(() => phone.hear(0, Uint8Array.of(...head, ...octets), 0)).not.toThrow()
    }),
  )
})
