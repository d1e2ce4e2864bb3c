import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeCbData,
  decodeUmtsPdu,
  encodeCbData,
  encodeUmtsPdu,
  type UmtsPdu,
} from '../../../src/domain/cb/cb-data.ts'
import { formatHex, parseHex } from '../../../src/domain/cb/octets.ts'

// 3GPP TS 23.041 §9.4.2.2.5 as Wireshark (packet-sabp.c) and Android read it.
const anyPage = fc.record({
  octets: fc.uint8Array({ minLength: 82, maxLength: 82 }),
  useful: fc.integer({ min: 0, max: 82 }),
})
const anyPages = fc.array(anyPage, { minLength: 1, maxLength: 15 })

test('decodeCbData() undoes encodeCbData(), in 1 + 83n octets', () => {
  fc.assert(
    fc.property(anyPages, (pages) => {
      const octets = encodeCbData(pages)
      expect(octets.length).toBe(1 + 83 * pages.length)
      expect(decodeCbData(octets)).toEqual({ pages })
    }),
  )
})

test('encodeCbData() refuses no page and 16 pages', () => {
  const page = { octets: new Uint8Array(82), useful: 0 }
  expect(() => encodeCbData([])).toThrow(RangeError)
  expect(() => encodeCbData(Array.from({ length: 16 }, () => page))).toThrow(RangeError)
})

const header = { messageIdentifier: 4370, serial: 0x4010, dcs: 15 }
const page = { octets: new Uint8Array(82), useful: 5 }
const whole = encodeUmtsPdu({ ...header, pages: [page], wac: null })

const NO_WAC = { wac: null, wacError: null }

test.for([
  ['nothing', '', NO_WAC],
  ['a length of zero', '0000', NO_WAC],
  ['zeros without end', '00'.repeat(20), NO_WAC],
  ['a wait', '0300100cff', { wac: { maxWaitSec: 255, geo: [] }, wacError: null }],
  ['a wait and more', '0300100cff40', { wac: { maxWaitSec: 255, geo: [] }, wacError: null }],
  // Offsets count from the first octet of the message: 90 octets are its own.
  ['one octet', '03', { wac: null, wacError: { rule: 'wac-length', offset: 90 } }],
  ['one octet of zero', '00', { wac: null, wacError: { rule: 'wac-length', offset: 90 } }],
  ['a length that lies', '0400100cff', { wac: null, wacError: { rule: 'wac-length', offset: 90 } }],
  [
    'a big-endian length',
    '0003100cff',
    { wac: null, wacError: { rule: 'wac-length', offset: 90 } },
  ],
  ['an unknown type', '0300400cff', { wac: null, wacError: { rule: 'wac-type', offset: 92 } }],
] as const)('decodeUmtsPdu() takes after the pages %s', ([, hex, wanted]) => {
  const octets = Uint8Array.of(...whole, ...parseHex(hex)!)
  expect(decodeUmtsPdu(octets)).toMatchObject({ messageIdentifier: 4370, ...wanted })
})

test('encodeUmtsPdu() puts the warning area behind the pages, its length little-endian', () => {
  // 60 circles of 10 octets: 600 is 0x0258.
  const geo = Array.from({ length: 60 }, () => ({ circle: [0, 0, 1000] as const }))
  const pdu = { ...header, pages: [page], wac: { maxWaitSec: null, geo } }
  const octets = encodeUmtsPdu(pdu)
  expect(formatHex(octets.subarray(90, 104))).toBe('5802302880000200000000403028')
  expect(octets.length).toBe(90 + 2 + 600)
  expect(decodeUmtsPdu(octets)).toEqual({ ...pdu, wacError: null })
})

const anyPdu = fc.record({
  messageIdentifier: fc.nat(0xffff),
  serial: fc.nat(0xffff),
  dcs: fc.nat(0xff).filter((dcs) => dcs !== 0x11),
  pages: anyPages,
  wac: fc.option(fc.record({ maxWaitSec: fc.nat(255), geo: fc.constant([]) })),
})

test('decodeUmtsPdu() undoes encodeUmtsPdu() for any header and pages', () => {
  fc.assert(
    fc.property(anyPdu, (pdu) => {
      expect(decodeUmtsPdu(encodeUmtsPdu(pdu))).toEqual({ ...pdu, wacError: null })
    }),
  )
})

test.for<[string, Partial<UmtsPdu>]>([
  ['an identifier of 17 bits', { messageIdentifier: 0x10000 }],
  ['a serial number below zero', { serial: -1 }],
  ['a DCS of 9 bits', { dcs: 256 }],
  ['81 octets', { pages: [{ octets: new Uint8Array(81), useful: 5 }] }],
  ['83 useful octets', { pages: [{ octets: new Uint8Array(82), useful: 83 }] }],
  ['an empty warning area', { wac: { maxWaitSec: null, geo: [] } }],
])('encodeUmtsPdu() refuses %s', ([, change]) => {
  expect(() => encodeUmtsPdu({ ...header, pages: [page], wac: null, ...change })).toThrow(
    RangeError,
  )
})

// Android takes two octets off such a page and fails on the negative rest.
test.for([
  [0x11, 0, 'page-length'],
  [0x11, 1, 'page-length'],
  [0x11, 2, null],
  [0x48, 0, null],
] as const)('decodeUmtsPdu() of DCS %i with %i useful octets', ([dcs, useful, rule]) => {
  const decoded = decodeUmtsPdu(
    encodeUmtsPdu({ ...header, dcs, pages: [page, { ...page, useful }], wac: null }),
  )
  if (rule === null) expect(decoded).toMatchObject({ dcs })
  else expect(decoded).toMatchObject({ error: { rule, offset: 172 } })
})

test('decodeUmtsPdu() takes no message that is cut anywhere before its pages end', () => {
  for (let length = 0; length < whole.length; length++) {
    expect(decodeUmtsPdu(whole.subarray(0, length))).toMatchObject({
      error: { offset: length === 0 ? 0 : length },
    })
  }
})

test.for([
  ['another type', (octets: Uint8Array) => octets.fill(2, 0, 1), 'form', 0],
  ['only a header', (octets: Uint8Array) => octets.subarray(0, 6), 'length', 6],
  ['no pages', (octets: Uint8Array) => octets.fill(0, 6, 7), 'page-count', 6],
  ['16 pages', (octets: Uint8Array) => octets.fill(16, 6, 7), 'page-count', 6],
  ['an octet too few', (octets: Uint8Array) => octets.subarray(0, -1), 'length', 89],
  ['83 useful octets', (octets: Uint8Array) => octets.fill(83, 89), 'page-length', 89],
] as const)('decodeUmtsPdu() refuses %s', ([, spoil, rule, offset]) => {
  expect(decodeUmtsPdu(spoil(whole.slice()))).toMatchObject({ error: { rule, offset } })
})

test('decodeCbData() and decodeUmtsPdu() never throw, on octets at random or altered', () => {
  const altered = fc.tuple(anyPdu, fc.nat(), fc.nat(255)).map(([pdu, at, value]) => {
    const octets = encodeUmtsPdu(pdu)
    return octets.fill(value, at % octets.length, (at % octets.length) + 1)
  })
  const headed = fc.uint8Array({ maxLength: 300 }).map((rest) => Uint8Array.of(1, ...rest))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), headed, altered), (octets) => {
      const decoded = decodeUmtsPdu(octets)
      if ('error' in decoded) expect(decoded.error.offset).toBeLessThanOrEqual(octets.length)
      else for (const { useful } of decoded.pages) expect(useful).toBeLessThanOrEqual(82)
      expect(() => decodeCbData(octets)).not.toThrow()
    }),
    { numRuns: 500 },
  )
})
