import { expect, test } from 'vitest'
import { decode } from '../../src/cli/cb-decode.ts'
import type { Io } from '../../src/cli/io.ts'
import { encodeCbsp } from '../../src/domain/cb/cbsp/encode.ts'
import type { CbspMessage } from '../../src/domain/cb/cbsp/messages.ts'
import { formatHex } from '../../src/domain/cb/octets.ts'
import { encodeText } from '../../src/domain/cb/pages.ts'

interface Printed {
  readonly code: number
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly said: readonly string[]
  readonly noted: readonly string[]
}

/** What `cb decode --form cbsp` prints, for people and as JSON. */
function print(...hex: readonly string[]): Printed {
  const [lines, said, noted]: [Record<string, unknown>[], string[], string[]] = [[], [], []]
  const io: Io = {
    json: true,
    language: 'en',
    data: 'data',
    say: (line) => void said.push(line),
    note: (line) => void noted.push(line),
    emit: (value) => void lines.push(value as Record<string, unknown>),
  }
  return { code: decode(io, hex, 'cbsp'), lines, said, noted }
}

const hexOf = (message: CbspMessage): string => formatHex(encodeCbsp(message))
const BSS = { by: 'bss', cells: [] } as const
const TEXT = 'Gempa M 7,2 di Selat Sunda. Naik ke tempat tinggi'

test('cb decode --form cbsp prints a text with the keys of the interface', () => {
  const { dcs, pages } = encodeText(TEXT)
  const { code, lines, said } = print(
    hexOf({
      kind: 'write-replace',
      messageIdentifier: 4370,
      newSerial: 0x4011,
      oldSerial: 0x4010,
      cells: { by: 'cgi', cells: [{ by: 'cgi', plmn: '510-01', lac: 2, ci: 3 }] },
      channel: 'extended',
      category: 'normal',
      repetitionUnits: 20,
      broadcasts: 'unlimited',
      dcs,
      pages,
    }),
  )
  expect(code).toBe(0)
  expect(lines).toEqual([
    {
      messageId: 4370,
      serial: 0x4011,
      scope: 'plmn',
      code: 1,
      update: 1,
      dcs: 0x0f,
      alphabet: 'gsm7',
      language: null,
      text: TEXT,
      pages: 1,
      cbsp: {
        type: 1,
        name: 'WRITE-REPLACE',
        isCbs: true,
        msgId: 4370,
        newSerial: 0x4011,
        oldSerial: 0x4010,
        cellList: { disc: 0, cells: [{ mcc: 510, mnc: 1, mnc3: 0, lac: 2, ci: 3 }] },
        channelInd: 1,
        category: 2,
        repPeriod: 20,
        numBcast: 0,
        dcs: 0x0f,
        pages: [{ len: pages[0]!.useful, data: formatHex(pages[0]!.octets) }],
      },
    },
  ])
  expect(said).toContain('cell plmn 510-01 lac 2 ci 3')
  expect(said).toContain('number of broadcasts requested unlimited')
  expect(said.at(-1)).toBe(TEXT)
})

test('cb decode --form cbsp prints null for what a message does not have', () => {
  const { lines } = print(hexOf({ kind: 'keep-alive', keepAlivePeriod: 60 }))
  expect(lines).toEqual([
    {
      messageId: null,
      serial: null,
      scope: null,
      code: null,
      update: null,
      dcs: null,
      alphabet: null,
      language: null,
      text: null,
      pages: null,
      cbsp: { type: 0x16, name: 'KEEP-ALIVE', repetitionPeriod: 60 },
    },
  ])
})

test('cb decode --form cbsp shows lists, causes and counts', () => {
  const cell = { by: 'lac-ci', lac: 1, ci: 2 } as const
  const { lines, said } = print(
    hexOf({
      kind: 'kill-failure',
      messageIdentifier: 4370,
      oldSerial: 0x4010,
      failures: [
        { cell: { by: 'lai', plmn: '310-260', lac: 7 }, cause: 2 },
        { cell: { by: 'bss' }, cause: 200 },
      ],
      completed: { by: 'lac-ci', cells: [{ cell, broadcasts: 9, information: 1 }] },
    }),
    hexOf({
      kind: 'load-query-complete',
      loads: { by: 'lac-ci', cells: [{ cell, load1: 50, load2: 0 }] },
      channel: 'basic',
    }),
    hexOf({ kind: 'restart', cells: BSS, broadcastType: 'emergency', recovery: 'lost' }),
    hexOf({ kind: 'error-indication', cause: 5, newSerial: 0x4010 }),
  )
  expect(lines.map((line) => line['cbsp'])).toEqual([
    {
      type: 6,
      name: 'KILL FAILURE',
      msgId: 4370,
      oldSerial: 0x4010,
      fail: [
        { disc: 4, cell: { mcc: 310, mnc: 260, mnc3: 1, lac: 7 }, cause: 2 },
        { disc: 6, cell: {}, cause: 200 },
      ],
      numCompl: { disc: 1, cells: [{ cell: { lac: 1, ci: 2 }, num: 9, info: 1 }] },
    },
    {
      type: 8,
      name: 'LOAD QUERY COMPLETE',
      loading: { disc: 1, cells: [{ cell: { lac: 1, ci: 2 }, load: [50, 0] }] },
      channelInd: 0,
    },
    {
      type: 0x13,
      name: 'RESTART',
      cellList: { disc: 6, cells: [] },
      bcastMsgType: 1,
      recoveryInd: 1,
    },
    { type: 0x15, name: 'ERROR INDICATION', cause: 5, newSerial: 0x4010 },
  ])
  expect(lines.map((line) => line['serial'])).toEqual([0x4010, null, null, 0x4010])
  expect(said).toContain('failed plmn 310-260 lac 7: 2 message-reference-not-identified')
  expect(said).toContain('failed whole BSS: 200 reserved')
  expect(said).toContain('completed lac 1 ci 2: 9 broadcasts, count in doubt: 1')
  expect(said).toContain('load lac 1 ci 2: 50 %, 0 %')
  expect(said).toContain('cause 5 missing-mandatory-element')
})

test('cb decode --form cbsp shows an emergency as the wire has it', () => {
  const { lines } = print(
    hexOf({
      kind: 'write-replace-emergency',
      messageIdentifier: 4353,
      newSerial: 0x7000,
      cells: BSS,
      emergency: 'etws',
      warningType: 0x0380,
      security: new Uint8Array(50).fill(0xab),
      warningPeriod: 'unlimited',
    }),
  )
  expect(lines[0]).toMatchObject({
    text: null,
    cbsp: {
      isCbs: false,
      emergInd: 1,
      warningType: 896,
      warningPeriod: 4_294_967_295,
      secInfo: 'ab'.repeat(50),
    },
  })
})

test('cb decode --form cbsp has no text where phones throw the coding away', () => {
  const page = { octets: new Uint8Array(82), useful: 82 }
  const { code, lines } = print(
    hexOf({
      kind: 'write-replace',
      messageIdentifier: 4370,
      newSerial: 0x4010,
      cells: BSS,
      channel: 'basic',
      category: 'high',
      repetitionUnits: 1,
      broadcasts: 1,
      dcs: 0x60,
      pages: [page],
    }),
  )
  expect(code).toBe(0)
  expect(lines[0]).toMatchObject({ dcs: 0x60, alphabet: null, text: null, pages: 1 })
})

test('cb decode --form cbsp prints one line a PDU, and ends with 1 when one cannot be read', () => {
  const good = hexOf({ kind: 'keep-alive-complete' })
  const { code, lines, noted } = print(good, '7f000000', good)
  expect(code).toBe(1)
  expect(lines.length).toBe(3)
  expect(lines[1]).toMatchObject({ error: { rule: 'message-type', offset: 0 } })
  expect(lines[2]).toHaveProperty('cbsp.type', 0x17)
  expect(noted[0]).toMatch(/^message-type at octet 0: /)
})
