import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  describeElement,
  elementOf,
  ELEMENTS,
  type ElementCodec,
  type ElementName,
} from '../../../../src/domain/cb/cbsp/elements.ts'
import { formatHex, parseHex } from '../../../../src/domain/cb/octets.ts'

// 3GPP TS 48.049 §8.2; identifiers and sizes as libosmocore and Wireshark have them, which agree on
// all of them.
const SIZES: Readonly<Record<string, readonly [id: number, size: number | 'list']>> = {
  pages: [0x01, 83],
  oldSerial: [0x02, 2],
  newSerial: [0x03, 2],
  cells: [0x04, 'list'],
  category: [0x05, 1],
  repetitionUnits: [0x06, 2],
  broadcasts: [0x07, 2],
  completed: [0x08, 'list'],
  failures: [0x09, 'list'],
  loads: [0x0a, 'list'],
  cause: [0x0b, 1],
  dcs: [0x0c, 1],
  recovery: [0x0d, 1],
  messageIdentifier: [0x0e, 2],
  emergency: [0x0f, 1],
  warningType: [0x10, 2],
  security: [0x11, 50],
  channel: [0x12, 1],
  pageCount: [0x13, 1],
  schedulePeriod: [0x14, 1],
  reservedSlots: [0x15, 1],
  broadcastType: [0x16, 1],
  warningPeriod: [0x17, 1],
  keepAlivePeriod: [0x18, 1],
}

test('the elements are 0x01..0x18, each of its size', () => {
  const found = Object.entries(ELEMENTS).map(([name, { id, size }]) => [name, [id, size]])
  expect(Object.fromEntries(found)).toEqual(SIZES)
  expect(new Set(Object.values(ELEMENTS).map(({ id }) => id)).size).toBe(24)
})

test('elementOf() knows 0x01..0x18 and no other', () => {
  for (let id = 0; id <= 255; id++) {
    const name = elementOf(id)
    if ((name !== null) !== (id >= 0x01 && id <= 0x18)) expect.fail(`element ${id}`)
    if (name !== null) expect(ELEMENTS[name].id).toBe(id)
  }
  expect(describeElement('dcs')).toBe('element 0x0c, data coding scheme')
})

/** A codec without its type, to be tried with anything. */
function codecOf(name: ElementName): ElementCodec<unknown> {
  return ELEMENTS[name] as ElementCodec<unknown>
}

const CHOICES: readonly (readonly [ElementName, readonly (string | null)[]])[] = [
  ['category', ['high', 'background', 'normal']],
  ['channel', ['basic', 'extended']],
  ['recovery', ['kept', 'lost']],
  ['broadcastType', ['cbs', 'emergency']],
  ['emergency', [null, 'etws']],
]

test.for(CHOICES)('%s has these values, the others are reserved', ([element, names]) => {
  const { encode, decode } = codecOf(element)
  for (let octet = 0; octet <= 255; octet++) {
    const name = names[octet & 0xf] ?? null
    const wanted = name === null ? { error: { rule: 'value', offset: 0 } } : { value: name }
    expect(decode(Uint8Array.of(octet), null)).toMatchObject(wanted)
    if (name !== null && octet < 16) expect(encode(name, 'ts-48049')).toEqual(Uint8Array.of(octet))
  }
  expect(() => encode('none', 'ts-48049')).toThrow(RangeError)
})

// The figure of §8.2.8, as quoted in Wireshark's issue 18254, and as Wireshark has read it since:
// octet 2 holds the upper eight bits, octet 3 four spare bits and the lower four.
const REPETITIONS = [
  [1, '0001', '0001'],
  [5, '0005', '0005'],
  [15, '000f', '000f'],
  [16, '0100', '0010'],
  [20, '0104', '0014'],
  [160, '0a00', '00a0'],
  [255, '0f0f', '00ff'],
  [256, '1000', '0100'],
  [4095, 'ff0f', '0fff'],
] as const

test.for(REPETITIONS)('a period of %i units is %s, and %s for osmo-bsc', ([units, ts, osmocom]) => {
  const { encode, decode } = ELEMENTS.repetitionUnits
  expect(formatHex(encode(units, 'ts-48049'))).toBe(ts)
  expect(formatHex(encode(units, 'osmocom'))).toBe(osmocom)
  expect(decode(parseHex(ts)!, 'ts-48049')).toEqual({ value: units })
  expect(decode(parseHex(osmocom)!, 'osmocom')).toEqual({ value: units })
})

test('a repetition period comes back whole in both codings', () => {
  const { encode, decode } = ELEMENTS.repetitionUnits
  for (const coding of ['ts-48049', 'osmocom'] as const) {
    for (let units = 1; units <= 4095; units++) {
      const read = decode(encode(units, coding), coding)
      if (!('value' in read) || read.value !== units) expect.fail(`${units} units`)
    }
  }
})

test('without a coding, spare bits that are set tell a number of 16 bits', () => {
  const { decode } = ELEMENTS.repetitionUnits
  const read = (hex: string): unknown => decode(parseHex(hex)!, null)
  expect([read('0005'), read('00a0'), read('0fff')]).toEqual([
    { value: 5 },
    { value: 160 },
    { value: 4095 },
  ])
  expect([read('0a00'), read('ff0f')]).toEqual([{ value: 160 }, { value: 4095 }])
  // Either would do: the figure of the clause holds.
  expect(read('0104')).toEqual({ value: 20 })
  // Neither does.
  expect(read('1010')).toMatchObject({ error: { rule: 'value', offset: 0 } })
})

// That 0 is without end is from memory, not checked in TS 48.049: osmo-cbc says so of CBSP, and
// TS 25.419 §9.2.9 (read) of UMTS. osmo-bsc sends such a message once, which is why we never do.
test('a number of broadcasts is without end only by its name', () => {
  const { encode, decode } = ELEMENTS.broadcasts
  expect(encode('unlimited', 'ts-48049')).toEqual(Uint8Array.of(0, 0))
  expect(decode(Uint8Array.of(0, 0), null)).toEqual({ value: 'unlimited' })
  expect(encode(65_535, 'ts-48049')).toEqual(Uint8Array.of(255, 255))
  for (const count of [0, -1, 65_536, 1.5, Number.NaN]) {
    expect(() => encode(count, 'ts-48049')).toThrow(RangeError)
  }
})

test('a page is its useful octets and 82 more', () => {
  const { encode, decode } = ELEMENTS.pages
  const page = { octets: new Uint8Array(82).fill(0x41), useful: 82 }
  expect(encode(page, 'ts-48049')).toEqual(Uint8Array.of(82, ...page.octets))
  expect(decode(Uint8Array.of(82, ...page.octets), null)).toEqual({ value: page })
  expect(() => encode({ ...page, useful: 83 }, 'ts-48049')).toThrow(RangeError)
  expect(() => encode({ ...page, octets: new Uint8Array(81) }, 'ts-48049')).toThrow(RangeError)
  // What osmo-cbc 0.4.0 sends as the length of a last page after a short one.
  expect(decode(Uint8Array.of(254, ...page.octets), null)).toMatchObject({
    error: { rule: 'page-length', offset: 0 },
  })
})

test('a message has 1..15 pages', () => {
  const { encode, decode } = ELEMENTS.pageCount
  expect(decode(Uint8Array.of(15), null)).toEqual({ value: 15 })
  for (const count of [0, 16]) {
    expect(() => encode(count, 'ts-48049')).toThrow(RangeError)
    expect(decode(Uint8Array.of(count), null)).toMatchObject({ error: { rule: 'page-count' } })
  }
})

// That the clause allows no more than 120 s is from memory, not checked.
test('a keep alive period is 1..120 s when we send it', () => {
  const { encode, decode } = ELEMENTS.keepAlivePeriod
  expect(encode(60, 'ts-48049')).toEqual(Uint8Array.of(0x1a))
  expect(encode(120, 'ts-48049')).toEqual(Uint8Array.of(38))
  for (const period of [0, 121, 'unlimited'] as const) {
    expect(() => encode(period, 'ts-48049')).toThrow(RangeError)
  }
  expect(decode(Uint8Array.of(187), null)).toMatchObject({ error: { rule: 'value', offset: 0 } })
})

test('plain numbers take all of their octets and no more', () => {
  const plain: readonly ElementName[] = [
    'messageIdentifier',
    'newSerial',
    'oldSerial',
    'warningType',
    'cause',
    'dcs',
    'schedulePeriod',
    'reservedSlots',
  ]
  for (const name of plain) {
    const { encode, decode, size } = codecOf(name)
    const max = size === 1 ? 0xff : 0xffff
    fc.assert(
      fc.property(fc.integer({ min: 0, max }), (value) => {
        expect(decode(encode(value, 'ts-48049'), null)).toEqual({ value })
      }),
    )
    for (const value of [-1, max + 1, 0.5]) expect(() => encode(value, 'ts-48049')).toThrow()
  }
})

test('security information is 50 octets, kept apart from what it was read from', () => {
  const { encode, decode } = ELEMENTS.security
  expect(() => encode(new Uint8Array(49), 'ts-48049')).toThrow(RangeError)
  const octets = new Uint8Array(50).fill(7)
  const read = decode(octets, null)
  octets.fill(0)
  expect(read).toEqual({ value: new Uint8Array(50).fill(7) })
})

test('a repetition period of osmo-bsc has twelve bits, and no more', () => {
  const { decode } = ELEMENTS.repetitionUnits
  expect(decode(Uint8Array.of(0x0f, 0xff), 'osmocom')).toEqual({ value: 4095 })
  expect(decode(Uint8Array.of(0x10, 0), 'osmocom')).toMatchObject({ error: { rule: 'value' } })
})
