import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeMessage,
  encodeGsmPages,
  encodeUmts,
  type CbMessage,
} from '../../../src/domain/cb/message.ts'
import { formatHex } from '../../../src/domain/cb/octets.ts'
import { encodeText, normaliseText } from '../../../src/domain/cb/pages.ts'

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
      else expect(decoded.text.isWellFormed()).toBe(true)
    }),
  )
})

const three: CbMessage = {
  messageIdentifier: 4371,
  serial: 0x4020,
  ...encodeText(`${'a'.repeat(93)}${'b'.repeat(93)}c`),
}

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

test('decodeMessage() puts pages without numbers in the order given', () => {
  const pages = encodeGsmPages(three).map((page) => page.fill(0, 5, 6))
  expect(decodeMessage(pages)).toMatchObject({ text: expect.stringMatching(/^a+b+c$/), pages: 3 })
})

test('decodeMessage() reads no text from a geo-fencing trigger', () => {
  const trigger = encodeUmts({ ...three, messageIdentifier: 4400 })
  expect(decodeMessage([trigger])).toMatchObject({ messageIdentifier: 4400, text: '' })
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
  expect(decodeMessage([page!])).toMatchObject({ error: { rule: 'dcs-refused' } })
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
