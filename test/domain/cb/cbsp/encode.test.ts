import { expect, test } from 'vitest'
import type { CellId } from '../../../../src/domain/cb/cbsp/cells.ts'
import { encodeCbsp } from '../../../../src/domain/cb/cbsp/encode.ts'
import type { CbspMessage, MessageOf } from '../../../../src/domain/cb/cbsp/messages.ts'
import { formatHex } from '../../../../src/domain/cb/octets.ts'
import { encodeText } from '../../../../src/domain/cb/pages.ts'

const BSS = { by: 'bss', cells: [] } as const
const CELL: CellId = { by: 'cgi', plmn: '510-10', lac: 1, ci: 6969 }
const CGI = { by: 'cgi', cells: [CELL] } as const
const FAILED = [{ cell: { by: 'lac', lac: 7 }, cause: 2 }] as const
const WRITE: MessageOf<'write-replace'> = {
  kind: 'write-replace',
  messageIdentifier: 4370,
  newSerial: 0x4010,
  cells: BSS,
  channel: 'basic',
  category: 'high',
  repetitionUnits: 5,
  broadcasts: 12,
  dcs: 0x0f,
  pages: [{ octets: new Uint8Array(82).fill(0xaa), useful: 80 }],
}
const ETWS: MessageOf<'write-replace-emergency'> = {
  kind: 'write-replace-emergency',
  messageIdentifier: 4353,
  newSerial: 0x7000,
  cells: BSS,
  emergency: 'etws',
  warningType: 0x0380,
  security: new Uint8Array(50),
  warningPeriod: 'unlimited',
}

// Octets worked by hand from 3GPP TS 48.049 §8.1 and §8.2; kinds that osmo-bsc also speaks are in
// the same octets in its traces.
const TABLE: readonly (readonly [hex: string, message: CbspMessage])[] = [
  [`0100006c0e1112034010040001061200050006000507000c13010c0f0150${'aa'.repeat(82)}`, WRITE],
  [`010000440e1101037000040001060f0110038011${'00'.repeat(50)}1700`, ETWS],
  [
    '020000240e111803523202523008000b0015f00100011b390000000400080015f00100011b391200',
    {
      kind: 'write-replace-complete',
      messageIdentifier: 4376,
      newSerial: 0x5232,
      oldSerial: 0x5230,
      completed: { by: 'cgi', cells: [{ cell: CELL, broadcasts: 0, information: 0 }] },
      cells: CGI,
      channel: 'basic',
    },
  ],
  [
    '030000140e11120340100900090015f00100011b390d1200',
    {
      kind: 'write-replace-failure',
      messageIdentifier: 4370,
      newSerial: 0x4010,
      failures: [{ cell: CELL, cause: 13 }],
      channel: 'basic',
    },
  ],
  [
    '0400000c0e1112024010040001061201',
    {
      kind: 'kill',
      messageIdentifier: 4370,
      oldSerial: 0x4010,
      cells: BSS,
      channel: 'extended',
    },
  ],
  [
    '0400000a0e110002700004000106',
    { kind: 'kill', messageIdentifier: 4352, oldSerial: 0x7000, cells: BSS },
  ],
  [
    '050000140e11120240100800010604000502000100021200',
    {
      kind: 'kill-complete',
      messageIdentifier: 4370,
      oldSerial: 0x4010,
      completed: BSS,
      cells: { by: 'ci', cells: [1, 2].map((ci): CellId => ({ by: 'ci', ci })) },
      channel: 'basic',
    },
  ],
  [
    '060000170e11120240100900040500070208000106040001061200',
    {
      kind: 'kill-failure',
      messageIdentifier: 4370,
      oldSerial: 0x4010,
      failures: FAILED,
      completed: BSS,
      cells: BSS,
      channel: 'basic',
    },
  ],
  [
    '0800000a0a000505000764321201',
    {
      kind: 'load-query-complete',
      loads: { by: 'lac', cells: [{ cell: { by: 'lac', lac: 7 }, load1: 100, load2: 50 }] },
      channel: 'extended',
    },
  ],
  [
    '0900000d0900040500070212000a000106',
    { kind: 'load-query-failure', failures: FAILED, channel: 'basic', loads: BSS },
  ],
  [
    '0a00000c0e1112024010040001061200',
    {
      kind: 'status-query',
      messageIdentifier: 4370,
      oldSerial: 0x4010,
      cells: BSS,
      channel: 'basic',
    },
  ],
  [
    '0b00000c0e1112024010080001061200',
    {
      kind: 'status-query-complete',
      messageIdentifier: 4370,
      oldSerial: 0x4010,
      completed: BSS,
      channel: 'basic',
    },
  ],
  [
    '0c0000130e111202401009000405000702120008000106',
    {
      kind: 'status-query-failure',
      messageIdentifier: 4370,
      oldSerial: 0x4010,
      failures: FAILED,
      channel: 'basic',
      completed: BSS,
    },
  ],
  ['0e000006040001061200', { kind: 'set-drx-complete', cells: BSS, channel: 'basic' }],
  [
    '0f00000d09000405000702040001061200',
    { kind: 'set-drx-failure', failures: FAILED, cells: BSS, channel: 'basic' },
  ],
  ['1100000404000106', { kind: 'reset-complete', cells: BSS }],
  ['1200000b0900040500070204000106', { kind: 'reset-failure', failures: FAILED, cells: BSS }],
  ['07000006040001061200', { kind: 'load-query', cells: BSS, channel: 'basic' }],
  [
    '0d00000a040001061200140b1509',
    { kind: 'set-drx', cells: BSS, channel: 'basic', schedulePeriod: 11, reservedSlots: 9 },
  ],
  ['100000080400050500010002', { kind: 'reset', cells: lacs(1, 2) }],
  [
    '130000080400010616000d01',
    { kind: 'restart', cells: BSS, broadcastType: 'cbs', recovery: 'lost' },
  ],
  [
    '1400000b0900060100011b390a1600',
    {
      kind: 'failure',
      failures: [{ cell: { by: 'lac-ci', lac: 1, ci: 6969 }, cause: 10 }],
      broadcastType: 'cbs',
    },
  ],
  [
    '150000070b050e11121200',
    { kind: 'error-indication', cause: 5, messageIdentifier: 4370, channel: 'basic' },
  ],
  ['16000002181a', { kind: 'keep-alive', keepAlivePeriod: 60 }],
  ['17000000', { kind: 'keep-alive-complete' }],
]

function lacs(...numbers: readonly number[]): { by: 'lac'; cells: CellId[] } {
  return { by: 'lac', cells: numbers.map((lac) => ({ by: 'lac', lac })) }
}

test.for(TABLE)('encodeCbsp() gives %s', ([hex, message]) => {
  expect(formatHex(encodeCbsp(message))).toBe(hex)
})

test('encodeCbsp() writes repetition periods as the BSC reads them', () => {
  const hexOf = (options = {}): string =>
    formatHex(encodeCbsp({ ...WRITE, repetitionUnits: 160 }, options))
  expect(hexOf()).toContain('12000500060a0007')
  expect(hexOf({ repetition: 'osmocom' })).toContain('120005000600a007')
})

test('encodeCbsp() takes the pages of a text as they are', () => {
  const text = 'Gempa M7,2 di Selat Sunda. Jauhi pantai. '.repeat(30)
  const { dcs, pages } = encodeText(text)
  const octets = encodeCbsp({ ...WRITE, dcs, pages })
  expect(octets.length).toBe(4 + 24 + 84 * pages.length)
  expect(formatHex(octets)).toContain(formatHex(pages.at(-1)!.octets))
})

test('encodeCbsp() refuses no pages, and 16 of them', () => {
  const page = WRITE.pages[0]!
  const pages = (count: number) => Array.from({ length: count }, () => page)
  expect(encodeCbsp({ ...WRITE, pages: pages(15) }).length).toBe(4 + 24 + 84 * 15)
  expect(() => encodeCbsp({ ...WRITE, pages: pages(16) })).toThrow(RangeError)
  expect(() => encodeCbsp({ ...WRITE, pages: [] })).toThrow(RangeError)
})

test('encodeCbsp() refuses a field that no type would let through', () => {
  const { dcs: _dcs, ...withoutDcs } = WRITE
  expect(() => encodeCbsp(withoutDcs as CbspMessage)).toThrow(/0x0c, data coding scheme/)
  for (const wrong of [
    { messageIdentifier: 65_536 },
    { newSerial: -1 },
    { dcs: 256 },
    { broadcasts: 0 },
    { repetitionUnits: 0 },
    { repetitionUnits: 4096 },
    { cells: { by: 'cgi', cells: [] } },
    { category: 'urgent' },
  ]) {
    expect(() => encodeCbsp({ ...WRITE, ...wrong } as CbspMessage)).toThrow(RangeError)
  }
  for (const warningPeriod of [0, 3601]) {
    expect(() => encodeCbsp({ ...ETWS, warningPeriod })).toThrow(RangeError)
  }
})

test('encodeCbsp() uses all three octets of length', () => {
  const cells = Array.from({ length: 6_000 }, () => ({ cell: CELL, broadcasts: 1, information: 0 }))
  const octets = encodeCbsp({
    kind: 'kill-failure',
    messageIdentifier: 4370,
    oldSerial: 0x4010,
    failures: Array.from({ length: 7_000 }, () => ({ cell: CELL, cause: 9 })),
    completed: { by: 'cgi', cells },
  })
  const length = 3 + 3 + (3 + 7_000 * 9) + (3 + 1 + 6_000 * 10)
  expect(octets.length).toBe(4 + length)
  expect(formatHex(octets.subarray(0, 4))).toBe(`06${length.toString(16).padStart(6, '0')}`)
})

test('the largest message of ours is far below what osmo-bsc dies of', () => {
  const cells = Array.from({ length: 1_000 }, () => CELL)
  const pages = Array.from({ length: 15 }, () => WRITE.pages[0]!)
  const octets = encodeCbsp({ ...WRITE, oldSerial: 1, cells: { by: 'cgi', cells }, pages })
  expect(octets.length).toBeLessThan(10_000)
})

test('encodeCbsp() tells the length of a list in two octets', () => {
  const cells = Array.from({ length: 100 }, (_, ci) => ({ ...CELL, ci }))
  const octets = encodeCbsp({ ...WRITE, cells: { by: 'cgi', cells } })
  // One octet of discriminator and seven a cell: 701, which is 0x02bd.
  expect(formatHex(octets.subarray(10, 14))).toBe('0402bd00')
  expect(formatHex(octets.subarray(14 + 700, 14 + 704))).toBe('12000500')
  expect(octets.length).toBe(14 + 700 + 14 + 84)
})
