import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeEtwsPrimary } from '../../../src/domain/cb/etws.ts'
import { encodeGeoTrigger } from '../../../src/domain/cb/geo-trigger.ts'
import {
  decodeMessage,
  encodeGsmPages,
  encodeUmts,
  type CbMessage,
} from '../../../src/domain/cb/message.ts'
import { formatHex, parseHex } from '../../../src/domain/cb/octets.ts'
import { encodeText, normaliseText } from '../../../src/domain/cb/pages.ts'
import type { Wac } from '../../../src/domain/cb/wac.ts'

const three: CbMessage = {
  messageIdentifier: 4371,
  serial: 0x4020,
  ...encodeText(`${'a'.repeat(93)}${'b'.repeat(93)}c`),
}
const AREA: Wac = { maxWaitSec: 30, geo: [{ circle: [0, 0, 1000] }] }
const PRIMARY = encodeEtwsPrimary({
  messageIdentifier: 4353,
  serial: 0x7010,
  warning: { warningType: 1, alert: true, popup: true },
  security: null,
})
const TRIGGER = encodeUmts({
  messageIdentifier: 4400,
  serial: 0x4020,
  dcs: 0,
  pages: [encodeGeoTrigger({ type: 1, ids: [[4371, 0x4020]] })],
})

interface Vector {
  name: string
  messageIdentifier: number
  serial: number
  text: string
  dcs: number
  gsm: string[]
  umts: string
}
const { vectors }: { vectors: Vector[] } = JSON.parse(
  readFileSync('fixtures/cb/message.json', 'utf8'),
)

test.for(vectors)('encodeGsmPages() and encodeUmts(): $name', (vector) => {
  const { messageIdentifier, serial } = vector
  const { dcs, pages } = encodeText(vector.text)
  const message = { messageIdentifier, serial, dcs, pages }
  expect(dcs).toBe(vector.dcs)
  expect(encodeGsmPages(message).map(formatHex)).toEqual(vector.gsm)
  expect(formatHex(encodeUmts(message))).toBe(vector.umts)
})

const anyMessage = fc
  .record({
    messageIdentifier: fc.integer({ min: 0, max: 0xffff }).filter((id) => id !== 4400),
    serial: fc.integer({ min: 0, max: 0xffff }),
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 }),
  })
  .map(({ text, ...header }) => ({ text, message: { ...header, ...encodeText(text) } }))

test('decodeMessage() undoes encodeGsmPages() in any order, with repeats, and encodeUmts()', () => {
  fc.assert(
    fc.property(anyMessage, fc.infiniteStream(fc.nat()), ({ text, message }, order) => {
      const { messageIdentifier, serial, dcs } = message
      const wanted = { messageIdentifier, serial, dcs, text: normaliseText(text), missing: [] }
      const pages = encodeGsmPages(message)
      const shuffled = [...pages, ...pages]
        .map((page) => ({ page, key: order.next().value ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
      expect(decodeMessage(shuffled.map(({ page }) => page))).toMatchObject(wanted)
      expect(decodeMessage([encodeUmts(message)])).toMatchObject(wanted)
    }),
  )
})

test('decodeMessage() never throws on random octets', () => {
  const pdus = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 })
  const headed = fc.uint8Array({ maxLength: 300 }).map((rest) => [Uint8Array.of(1, ...rest)])
  const form = fc.constantFrom('gsm', 'umts', undefined)
  fc.assert(
    fc.property(fc.oneof(pdus, headed), form, (octets, chosen) => {
      const decoded = decodeMessage(octets, chosen)
      if ('error' in decoded) expect(decoded.error.message).not.toBe('')
      else if (decoded.kind === 'text') expect(decoded.text.isWellFormed()).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('decodeMessage() never throws on messages that are cut or altered at any octet', () => {
  const forms = [encodeGsmPages(three)[0]!, encodeUmts({ ...three, wac: AREA }), PRIMARY, TRIGGER]
  for (const octets of forms) {
    for (let at = 0; at < octets.length; at++) {
      for (const pdu of [
        octets.subarray(0, at),
        ...[0, 0x7f, 0xff].map((value) => octets.slice().fill(value, at, at + 1)),
      ]) {
        const decoded = decodeMessage([pdu])
        if ('error' in decoded) expect(decoded.error.offset).toBeLessThanOrEqual(pdu.length)
      }
    }
  }
})

test('decodeMessage() reads what is there and says which pages are missing', () => {
  const [, second] = encodeGsmPages(three)
  expect(decodeMessage([second!])).toMatchObject({
    text: 'b'.repeat(93),
    pages: 3,
    missing: [1, 3],
  })
})

test.for([
  ['serial', { serial: 0x4021 }, 'other-message', 0],
  ['identifier', { messageIdentifier: 4370 }, 'other-message', 2],
  ['DCS', { dcs: 0x00 }, 'other-message', 4],
  ['total', { pages: three.pages.slice(0, 2) }, 'other-message', 5],
  ['content', { pages: three.pages.toReversed() }, 'page-twice', 6],
] as const)('decodeMessage() joins no pages of another %s', ([, change, rule, offset]) => {
  const pages = [encodeGsmPages(three)[0]!, encodeGsmPages({ ...three, ...change })[0]!]
  expect(decodeMessage(pages)).toMatchObject({ error: { rule, offset } })
})

test('decodeMessage() joins 15 pages without numbers, and no more', () => {
  const [page] = encodeGsmPages({ ...three, ...encodeText('x') })
  page![5] = 0
  const pages = (count: number): Uint8Array[] => Array.from({ length: count }, () => page!)
  expect(decodeMessage(pages(15))).toMatchObject({ pages: 15, text: 'x'.repeat(15) })
  expect(decodeMessage(pages(16))).toMatchObject({ error: { rule: 'page-count', offset: 5 } })
})

test('decodeMessage() puts pages without numbers in the order given', () => {
  const pages = encodeGsmPages(three).map((page) => page.fill(0, 5, 6))
  expect(decodeMessage(pages)).toMatchObject({ text: expect.stringMatching(/^a+b+c$/), pages: 3 })
})

test('decodeMessage() reads a geo-fencing trigger, and no text from it', () => {
  const wanted = { kind: 'trigger', messageIdentifier: 4400, serial: 0x4020, dcs: 0 }
  const ids = [[4371, 0x4020]]
  expect(decodeMessage([TRIGGER])).toEqual({ ...wanted, trigger: { type: 1, ids } })
  // Android looks for it behind an octet that tells the number of pages, in a GSM page too.
  const short = parseHex('4020113000111110c011134020')!
  expect(decodeMessage([short])).toEqual({ ...wanted, trigger: { type: 1, ids } })
  expect(decodeMessage([short, short])).toMatchObject({ error: { rule: 'form' } })
})

test.for([
  ['4020113000', 'length', 5],
  ['402011300011', 'trigger-length', 6],
  ['4020113000111110e011134020', 'trigger-length', 7],
  ['4020113060111110c011134020', 'dcs-refused', 4],
] as const)('decodeMessage() refuses the trigger %s', ([hex, rule, offset]) => {
  expect(decodeMessage([parseHex(hex)!])).toMatchObject({ error: { rule, offset } })
})

test('decodeMessage() tells an ETWS primary notification from a page with text', () => {
  const wanted = { kind: 'etws-primary', messageIdentifier: 4353, serial: 0x7010 }
  const etws = { warningType: 1, alert: true, popup: true }
  for (const form of ['gsm', undefined] as const) {
    expect(decodeMessage([PRIMARY], form)).toEqual({ ...wanted, etws, security: null })
  }
  // 56 octets are a notification, 57 a page of which the end was not transmitted.
  const [page] = encodeGsmPages({ ...three, messageIdentifier: 4353, serial: 0x6010 })
  expect(decodeMessage([page!.subarray(0, 56)])).toMatchObject({ kind: 'etws-primary' })
  expect(decodeMessage([page!.subarray(0, 57)])).toMatchObject({
    kind: 'text',
    etws: { warningType: 1, alert: true, popup: false },
  })
  expect(decodeMessage([PRIMARY, PRIMARY])).toMatchObject({ error: { rule: 'form' } })
  expect(decodeMessage([PRIMARY], 'umts')).toMatchObject({ error: { rule: 'form' } })
})

test('decodeMessage() reads the text of a message whose warning area is broken', () => {
  const whole = encodeUmts({ ...three, wac: AREA })
  expect(decodeMessage([whole])).toMatchObject({ wac: AREA, wacError: null })
  const text = `${'a'.repeat(93)}${'b'.repeat(93)}c`
  expect(decodeMessage([whole.subarray(0, -1)])).toMatchObject({
    text,
    wac: null,
    wacError: { rule: 'wac-length', offset: 256 },
  })
})

test('decodeMessage() joins a page with as much of it as a modem has left, in either order', () => {
  const [page] = encodeGsmPages({ ...three, pages: three.pages.slice(0, 1) })
  const cut = page!.subarray(0, 40)
  for (const pdus of [
    [page!, cut],
    [cut, page!],
  ]) {
    expect(decodeMessage(pdus)).toMatchObject({ text: 'a'.repeat(93), missing: [] })
  }
  const other = page!.slice().fill(0, 20, 21)
  expect(decodeMessage([cut, other])).toMatchObject({ error: { rule: 'page-twice' } })
})

test('decodeMessage() reads 15 pages and refuses 16', () => {
  const pages = Array.from({ length: 15 }, () => three.pages[0]!)
  expect(decodeMessage([encodeUmts({ ...three, pages })])).toMatchObject({ pages: 15 })
  const more = Uint8Array.of(...encodeUmts({ ...three, pages }), ...new Uint8Array(83))
  expect(decodeMessage([more.fill(16, 6, 7)])).toMatchObject({
    error: { rule: 'page-count', offset: 6 },
  })
})

test('decodeMessage() tells the form by length, or takes the one it is told', () => {
  const umts = encodeUmts(three)
  expect(decodeMessage([umts], 'gsm')).toMatchObject({ error: { rule: 'length' } })
  expect(decodeMessage([umts, umts])).toMatchObject({ error: { rule: 'form' } })
  expect(decodeMessage([])).toMatchObject({ error: { rule: 'empty' } })
  expect(decodeMessage([new Uint8Array(0)])).toMatchObject({ error: { rule: 'empty' } })
})

test('decodeMessage() refuses what phones throw away', () => {
  const [page] = encodeGsmPages({ ...three, dcs: 0x60 })
  expect(decodeMessage([page!])).toMatchObject({ error: { rule: 'dcs-refused', offset: 4 } })
  const umts = encodeUmts({ ...three, dcs: 0x60 })
  expect(decodeMessage([umts])).toMatchObject({ error: { rule: 'dcs-refused', offset: 5 } })
})

test('encodeGsmPages() and encodeUmts() refuse fields that do not fit', () => {
  for (const change of [
    { messageIdentifier: 0x10000 },
    { serial: -1 },
    { dcs: 256 },
    { pages: [] },
    { pages: Array.from({ length: 16 }, () => three.pages[0]!) },
  ]) {
    expect(() => encodeGsmPages({ ...three, ...change })).toThrow(RangeError)
    expect(() => encodeUmts({ ...three, ...change })).toThrow(RangeError)
  }
})

test('decodeMessage() says at which octet of a PDU a page is wrong', () => {
  // DCS 0x44 is 8 bit: phones throw away what has an octet above 127.
  const [first, second] = encodeText(`${'a'.repeat(93)}b`).pages
  const broken = { ...second!, octets: second!.octets.slice().fill(0x80, 0, 1) }
  const eightBit = {
    ...three,
    dcs: 0x44,
    pages: [{ ...first!, octets: new Uint8Array(82) }, broken],
  }
  expect(decodeMessage([encodeUmts(eightBit)])).toMatchObject({
    error: { rule: 'value', offset: 7 + 83 },
  })
  const [, page] = encodeGsmPages(eightBit)
  expect(decodeMessage([page!])).toMatchObject({ error: { rule: 'value', offset: 6 } })
})
