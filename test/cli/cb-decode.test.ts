import { expect, test } from 'vitest'
import { encodeEtwsPrimary } from '../../src/domain/cb/etws.ts'
import { encodeGeoTrigger } from '../../src/domain/cb/geo-trigger.ts'
import { encodeGsmPages, encodeUmts, type CbMessage } from '../../src/domain/cb/message.ts'
import { formatHex } from '../../src/domain/cb/octets.ts'
import { encodeText } from '../../src/domain/cb/pages.ts'
import { encodeWac, type Wac } from '../../src/domain/cb/wac.ts'
import { kentongan, kentonganProcess, lineOf, type Ran } from './kentongan.ts'

const AREA: Wac = {
  maxWaitSec: 30,
  geo: [
    { circle: [0, 0, 1000] },
    {
      polygon: [
        [-45, 90],
        [0, 90],
        [0, 135],
      ],
    },
  ],
}

function message(messageIdentifier: number, text: string): CbMessage {
  return { messageIdentifier, serial: 0x6010, ...encodeText(text) }
}

async function decode(octets: readonly Uint8Array[], ...args: readonly string[]): Promise<Ran> {
  return kentongan(['cb', 'decode', ...octets.map(formatHex), '--lang', 'en', ...args])
}

async function shapeOf(
  octets: readonly Uint8Array[],
  ...args: readonly string[]
): Promise<unknown> {
  const { code, out } = await decode(octets, '--json', ...args)
  expect(code).toBe(0)
  return JSON.parse(out)
}

test('cb decode --json adds nothing to the shape of a message that is no alert', async () => {
  expect(await shapeOf(encodeGsmPages(message(50, 'Halo')))).toEqual({
    messageId: 50,
    serial: 0x6010,
    scope: 'plmn',
    code: 513,
    update: 0,
    dcs: 15,
    alphabet: 'gsm7',
    language: null,
    text: 'Halo',
    pages: 1,
  })
})

test('cb decode --json adds the class of an alert, its warning area and missing pages', async () => {
  const umts = encodeUmts({ ...message(4373, 'Naik'), wac: AREA })
  expect(await shapeOf([umts])).toMatchObject({
    text: 'Naik',
    cmas: { class: 2, severity: 0, urgency: 1, certainty: 0 },
    wac: AREA,
  })
  const [, second] = encodeGsmPages(message(4370, 'x'.repeat(200)))
  expect(await shapeOf([second!])).toMatchObject({ pages: 3, missing: [1, 3] })
  const [first] = encodeGsmPages(message(4370, 'x'.repeat(94)))
  expect(await shapeOf([first!])).toMatchObject({ pages: 2, missing: [2] })
})

test('cb decode shows a message whose warning area is broken, and says so', async () => {
  const cut = encodeUmts({ ...message(4370, 'Naik'), wac: AREA }).subarray(0, -1)
  const error = { rule: 'wac-length', offset: 90 }
  expect(await shapeOf([cut])).toMatchObject({ text: 'Naik', wac: { error } })
  const { code, out, err } = await decode([cut])
  expect(code).toBe(0)
  expect(out).toContain('Naik')
  expect(err).toContain('wac-length at octet 90')
  expect(err).toContain('as if it had no warning area')
})

test('cb decode reads ETWS, with a text and without', async () => {
  const texts = encodeGsmPages(message(4353, 'Jauhi pantai'))
  const flags = { warningType: 1, alert: true, popup: false }
  expect(await shapeOf(texts)).toMatchObject({
    text: 'Jauhi pantai',
    etws: { ...flags, primary: false },
  })
  const primary = encodeEtwsPrimary({
    messageIdentifier: 4353,
    serial: 0x4010,
    warning: { ...flags, popup: true },
    security: null,
  })
  expect(await shapeOf([primary])).toEqual({
    messageId: 4353,
    serial: 0x4010,
    scope: 'plmn',
    code: 1,
    update: 0,
    dcs: null,
    alphabet: null,
    language: null,
    text: '',
    pages: 0,
    etws: { ...flags, popup: true, primary: true },
  })
  const { out } = await decode([primary])
  expect(out).toContain('ETWS primary notification, tsunami, sounds, pops up')
  expect((await decode(texts)).out).toContain('ETWS, tsunami, sounds\n')
})

test('cb decode reads a geo-fencing trigger', async () => {
  const page = encodeGeoTrigger({ type: 1, ids: [[4370, 0x4010]] })
  const umts = encodeUmts({ messageIdentifier: 4400, serial: 0x4020, dcs: 0, pages: [page] })
  expect(await shapeOf([umts])).toMatchObject({
    messageId: 4400,
    dcs: 0,
    text: '',
    pages: 1,
    trigger: { type: 1, ids: [[4370, 0x4010]] },
  })
  expect((await decode([umts])).out).toContain('alert 4370, serial 0x4010')
})

test('cb decode --form wac reads a warning area, and says in words what it is', async () => {
  const octets = encodeWac(AREA)
  expect(await shapeOf([octets], '--form', 'wac')).toEqual(AREA)
  const { out } = await decode([octets], '--form', 'wac')
  expect(out.split('\n')).toEqual([
    'circle 0.00000,0.00000, radius 1000 m',
    'polygon -45.00000,90.00000 0.00000,90.00000 0.00000,135.00000',
    'phones look for their place for 30 s',
    '',
  ])
  const own = await decode([encodeWac({ maxWaitSec: 255, geo: [] })], '--form', 'wac')
  expect(own.out).toBe('phones look for their place as long as they like\n')
})

test.for([
  [['400cff'], 'wac-type', 0],
  [['100c1e', '100c1e'], 'form', 0],
  [['100c1'], 'hex', 2],
] as const)('cb decode --form wac says no to %j', async ([hex, rule, offset]) => {
  const { code, out } = await kentongan(['cb', 'decode', ...hex, '--form', 'wac', '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ error: { rule, offset } })
})

test('cb decode writes out what would steer a terminal', async () => {
  const { out } = await decode(encodeGsmPages(message(4370, 'Naik\u001b[2J ke\u202ebukit\nsegera')))
  expect(out).toContain('Naik\\u001b[2J ke\\u202ebukit\nsegera\n')
})

test('cb decode speaks Indonesian unless it is asked for English', async () => {
  const pdus = encodeGsmPages(message(4370, 'x'.repeat(94)))
  const { code, out, err } = await kentongan(['cb', 'decode', formatHex(pdus[1]!)])
  expect([code, err]).toEqual([0, 'Tanpa halaman 1 dari 2\n'])
  expect(out.split('\n')).toMatchObject([
    'pengenal 4370, nomor seri 0x6010',
    expect.any(String),
    'cakupan plmn, kode 513, pembaruan 0',
    'gsm7, bahasa tanpa penanda, halaman: 2',
    '',
    'x',
    '',
  ])
  // Only alone does "-" stand for standard input.
  expect((await kentongan(['cb', 'decode', '-', '00'])).err).toContain('hex di oktet 0')
  const hex = await kentongan(['cb', 'decode', 'xyz'])
  expect([hex.code, hex.out]).toEqual([1, ''])
  expect(hex.err).toContain('hex di oktet 0: PDU harus oktet utuh')
})

test('cb decode reads PDUs from standard input, one a line, of any size', async () => {
  const pdus = encodeGsmPages(message(4370, 'Naik. '.repeat(30))).map(formatHex)
  const args = ['cb', 'decode', '-', '--json']
  const ran = await kentonganProcess(args, `${pdus.join('\r\n\n').toUpperCase()}\n`)
  expect(ran.code).toBe(0)
  expect(lineOf(ran)).toMatchObject({ text: 'Naik. '.repeat(30), pages: 2 })
  for (const [input, rule, offset] of [
    ['', 'empty', 0],
    ['7f'.repeat(1 << 20), 'form', 0],
    [`${'01'.repeat(1 << 20)}0`, 'hex', 1 << 20],
  ] as const) {
    const refused = await kentonganProcess(args, input)
    expect([refused.code, lineOf(refused)]).toMatchObject([1, { error: { rule, offset } }])
  }
})
