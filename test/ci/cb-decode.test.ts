import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decode, type DecodeForm } from '../../src/cli/cb-decode.ts'
import type { Io } from '../../src/cli/io.ts'
import { formatHex, parseHex } from '../../src/domain/cb/octets.ts'
import { SCOPES, type Scope } from '../../src/domain/cb/serial-number.ts'
import { encodeWac, type WacShape } from '../../src/domain/cb/wac.ts'
import { kentongan } from './command.ts'

const FOLDER = new URL('../../../shared/vectors/cbs/', import.meta.url).pathname

/** What others say of the PDUs: the source's own test, and Android's decoder. */
type Facts = Readonly<Record<string, unknown>>
interface Row {
  readonly id: string
  readonly pdus: readonly string[]
  readonly expect: Facts
  readonly aosp: Facts
}
interface WacRow {
  readonly id: string
  readonly kind: 'decode' | 'encode'
  readonly wac: string
  readonly maxWaitSec: number
  /** Of a row to decode. */
  readonly geo?: readonly WacShape[]
  /** Of a row to encode: what goes in, and what Android reads of it. */
  readonly shapes?: readonly WacShape[]
  readonly aosp?: readonly WacShape[]
}

function load<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(`${FOLDER}${name}.json`, 'utf8')) as T[]
}

const ROWS = [...load<Row>('aosp-decode'), ...load<Row>('other-decode')]
const WACS = load<WacRow>('wac')

/** A line of `cb decode --json`. */
type Said = Facts & {
  readonly scope: Scope
  readonly etws?: { readonly primary: boolean; readonly alert: boolean }
  readonly wac?: { readonly geo: readonly WacShape[]; readonly maxWaitSec: number }
  readonly missing?: readonly number[]
}

/** Runs the command in this process, as `--json` does. */
function run(pdus: readonly string[], form?: DecodeForm): { code: number; said: Said } {
  const lines: unknown[] = []
  const io: Io = {
    json: true,
    language: 'en',
    data: '',
    say: () => {},
    note: () => {},
    emit: (value) => lines.push(JSON.parse(JSON.stringify(value))),
  }
  const code = decode(io, pdus, form)
  expect(lines.length).toBe(1)
  return { code, said: lines[0] as Said }
}

/** What of ours answers each name of theirs. */
const OURS: Readonly<Record<string, (said: Said, row: Row) => unknown>> = {
  messageId: (said) => said['messageId'],
  messageIdHex: (said) =>
    `0x${Number(said['messageId']).toString(16).padStart(4, '0').toUpperCase()}`,
  serial: (said) => said['serial'],
  gs: (said) => SCOPES.indexOf(said.scope),
  messageCode: (said) => said['code'],
  updateNumber: (said) => said['update'],
  dcs: (said) => said['dcs'],
  language: (said) => said['language'],
  pages: (said) => said['pages'],
  complete: (said) => said.missing === undefined,
  body: (said) => said['text'],
  cmas: (said) => said['cmas'],
  etws: (said) => said.etws && { ...said.etws, emergencyUserAlert: said.etws.alert },
  geo: (said) => said.wac?.geo,
  geoCount: (said) => said.wac?.geo.length,
  geoFirst: (said) => said.wac?.geo.slice(0, 2).map(briefly),
  maxWaitSec: (said) => said.wac?.maxWaitSec,
  trigger: (said, row) => (row.expect['trigger'] === undefined ? undefined : said['trigger']),
  format: (said, { pdus }) => formatOf(said, pdus),
  page: (said) => firstPage(said),
  pageText: (said) => said['text'],
  mmMessageCodeLow10bits: (said) => Number(said['code']) & 0xff,
}

/** A shape as one source has it: of a polygon only where it begins. */
function briefly(shape: WacShape): unknown {
  return 'polygon' in shape ? { polygonFirstVertex: shape.polygon[0] } : shape
}

/** Names that say nothing of the octets. */
const NOT_OURS: ReadonlySet<string> = new Set([
  // How many PDUs the row has.
  'pdus',
  // That the identifier is in 4352..6399.
  'emergency',
])

function formatOf(said: Said, [first = '']: readonly string[]): string {
  if (said['trigger'] !== undefined) return 'geo-fencing-trigger'
  if (said.etws?.primary === true) return 'etws-primary'
  return first.length <= 2 * 88 ? 'gsm' : 'umts'
}

function firstPage(said: Said): number {
  const missing = said.missing ?? []
  return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].find((n) => !missing.includes(n))!
}

interface Departure {
  readonly ours: unknown
  readonly why: string
}

/** Where we say something else, row by row and name by name, and who is right. */
const DEPARTURES: Readonly<Record<string, Readonly<Record<string, Departure>>>> = {
  'aosp-testCreateMessageFromBinary': {
    geoCount: { ours: 31, why: 'the PDU has 31 shapes and Android reads 31: 29 is a slip' },
  },
  'oh-ETWS_PDU': {
    // -1 and a placeholder are the decoder's words for "there is none".
    dcs: { ours: null, why: 'a primary notification has no DCS' },
    pages: { ours: 0, why: 'a primary notification has no pages' },
    body: { ours: '', why: 'a primary notification has no text: phones have their own' },
  },
  'aosp-testapp-gsm7BitTestMultipageGsm': {
    pages: {
      ours: 2,
      why: 'both pages are "4 of 0", so 1 of 1: Android reads one only, its test joins both',
    },
  },
  'mm-test_cbm_gsm7bit_with_lang-0': {
    language: {
      ours: 'dJ',
      why: 'ModemManager wrote "de\\r" unpacked; 3GPP TS 23.038 §5 and Android pack septets',
    },
  },
}

/** A UMTS message is one PDU to Android, so one page; 3GPP counts those in CB data. */
function isCountOfPdus(name: string, row: Row): boolean {
  return name === 'pages' && row.aosp['format'] === 'umts'
}

/** Rows that nobody can read, and what we say of them. */
const REFUSED: Readonly<Record<string, { readonly rule: string; readonly offset: number }>> = {
  // 92 octets: four behind the 88 of a GSM page, so that Android takes it for UMTS.
  'mm-test_cbm_ucs2-0': { rule: 'form', offset: 0 },
}

/** Their value as we would say it: ModemManager leaves the fill on, and hides a trigger in words. */
function theirs(name: string, value: unknown): unknown {
  if (name === 'pageText') return String(value).replace(/\r+$/, '')
  return name === 'trigger' && typeof value === 'string' ? undefined : value
}

/** Only what the source says of an object: it may leave fields out. */
function sameFields(ours: unknown, wanted: unknown): unknown {
  const isObject = (value: unknown): value is Facts =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject(ours) || !isObject(wanted)) return ours
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, ours[key]]))
}

test('the vectors are all there', () => {
  expect(ROWS.length).toBe(86)
  expect(WACS.length).toBe(7)
  const names = new Set(ROWS.map(({ id }) => id))
  expect(names.size).toBe(ROWS.length)
  for (const id of [...Object.keys(DEPARTURES), ...Object.keys(REFUSED)])
    expect(names).toContain(id)
})

test('every name that the sources use is known', () => {
  const used = new Set(ROWS.flatMap(({ expect: own, aosp }) => Object.keys({ ...own, ...aosp })))
  const known = new Set([...Object.keys(OURS), ...NOT_OURS, 'error'])
  expect([...used].filter((name) => !known.has(name))).toEqual([])
})

test.for(ROWS.filter(({ id }) => !(id in REFUSED)))('cb decode reads $id', (row) => {
  const { code, said } = run(row.pdus)
  expect(code, JSON.stringify(said)).toBe(0)
  const compared = [row.expect, row.aosp].flatMap((facts) =>
    Object.entries(facts)
      .filter(([name]) => !NOT_OURS.has(name) && !isCountOfPdus(name, row))
      .map(([name, value]) => {
        const ours = OURS[name]!(said, row)
        const wanted = theirs(name, value)
        return { name, ours: sameFields(ours, wanted), wanted }
      })
      .filter(({ wanted }) => wanted !== undefined),
  )
  const departures = DEPARTURES[row.id] ?? {}
  for (const { name, ours, wanted } of compared) {
    const departure = departures[name]
    // A departure that is none any more has to go.
    if (departure !== undefined && JSON.stringify(departure.ours) !== JSON.stringify(wanted)) {
      expect([name, ours]).toEqual([name, departure.ours])
    } else {
      expect([name, ours]).toEqual([name, wanted])
    }
  }
  expect(compared.length).toBeGreaterThan(3)
})

test('every departure is one', () => {
  for (const [id, names] of Object.entries(DEPARTURES)) {
    const row = ROWS.find((each) => each.id === id)!
    for (const [name, { ours }] of Object.entries(names)) {
      expect([row.expect[name], row.aosp[name]], `${id} ${name}`).not.toEqual([ours, ours])
    }
  }
})

test.for(ROWS.filter(({ id }) => id in REFUSED))(
  'cb decode refuses $id, as Android does',
  (row) => {
    const { code, said } = run(row.pdus)
    expect(code).toBe(1)
    expect(said['error']).toMatchObject(REFUSED[row.id]!)
    expect(row.aosp['error']).toContain('Unsupported message type 99')
    expect(run(row.pdus, 'gsm').said['error']).toMatchObject({ rule: 'length', offset: 88 })
    // Without the stray octets it is the page that its source meant; the source shows one of them too.
    const page = run(row.pdus.map((pdu) => pdu.slice(0, 2 * 88))).said
    expect(page).toMatchObject({ messageId: 50, code: 564, pages: 4, missing: [2, 3, 4] })
    expect(row.expect['pageText']).toContain(page['text'])
  },
)

test('a UMTS message has as many pages as its CB data says', () => {
  const umts = ROWS.filter(({ aosp }) => aosp['format'] === 'umts')
  expect(umts.length).toBeGreaterThan(20)
  for (const { id, pdus } of umts) {
    expect([id, run(pdus).said['pages']]).toEqual([id, Number.parseInt(pdus[0]!.slice(12, 14), 16)])
  }
})

test('an ETWS primary notification keeps its security information, however short', () => {
  const row = ROWS.find(({ id }) => id === 'oh-ETWS_PDU')!
  expect(run(row.pdus).said.etws).toEqual({
    warningType: 0,
    alert: true,
    popup: false,
    primary: true,
    security: (row.aosp['etws'] as Facts)['security'],
  })
})

test.for(WACS)('cb decode --form wac and encodeWac(): $id', (row) => {
  const { code, said } = run([row.wac], 'wac')
  expect(code).toBe(0)
  expect(said).toEqual({ maxWaitSec: row.maxWaitSec, geo: row.geo ?? row.aosp })
  const again = formatHex(encodeWac({ maxWaitSec: row.maxWaitSec, geo: row.geo ?? row.aosp! }))
  expect(again).toBe(row.kind === 'encode' ? row.wac : withOneWait(row.wac))
  if (row.shapes === undefined) return
  const { shapes: geo, maxWaitSec } = row
  expect(formatHex(encodeWac({ maxWaitSec, geo }))).toBe(row.wac)
})

/** One source repeats its wait after every two shapes: phones keep the last, and so do we, behind. */
function withOneWait(hex: string): string {
  const octets = parseHex(hex)!
  const elements: string[] = []
  for (let at = 0; at < octets.length;) {
    const length = ((octets[at]! & 0xf) << 6) | (octets[at + 1]! >> 2)
    elements.push(formatHex(octets.subarray(at, at + length)))
    at += length
  }
  const isWait = (element: string): boolean => element.startsWith('1')
  return [...elements.filter((each) => !isWait(each)), elements.findLast(isWait)].join('')
}

test.for([
  'aosp-handler-concat-4370',
  'aosp-testCreateMessageFromBinary',
  'aosp-testCreateTriggerMessage',
  'aosp-etwsMessageNormal',
  'oh-ETWS_PDU',
  'mm-test_cbm_ucs2-0',
])('the program says of %s what the function says', async (id) => {
  const row = ROWS.find((each) => each.id === id)!
  const { code, lines } = await kentongan('cb', 'decode', ...row.pdus)
  const { code: wanted, said } = run(row.pdus)
  expect([code, lines]).toEqual([wanted, [said]])
})

test('the program reads a warning area', async () => {
  const [row] = WACS
  const { code, lines } = await kentongan('cb', 'decode', row!.wac, '--form', 'wac')
  expect([code, lines]).toEqual([0, [{ maxWaitSec: row!.maxWaitSec, geo: row!.geo }]])
})

test('pages of two alerts with the same serial number are not joined', () => {
  const [presidential, extreme] = ['aosp-handler-concat-4370', 'aosp-handler-concat-4371'].map(
    (id) => ROWS.find((each) => each.id === id)!,
  )
  expect(presidential!.expect['serial']).toBe(extreme!.expect['serial'])
  const { code, said } = run([presidential!.pdus[0]!, extreme!.pdus[1]!])
  expect(code).toBe(1)
  expect(said['error']).toMatchObject({ rule: 'other-message', offset: 2 })
})

// DCS 0x11 puts two packed letters before the text (3GPP TS 23.038 §5). These Japanese pages have
// CR and LF there, 0d 0a, which unpack to CR and Λ: Android takes them for the language as they
// are, and shows the text without them. Right by the clause would be "ja", as in other rows.
test('eight rows have a line end for a language, which is read as Android reads it', () => {
  const odd = ROWS.filter(({ aosp }) => aosp['language'] === '\rΛ')
  expect(odd.length).toBe(8)
  for (const { id, pdus } of odd) {
    expect([id, pdus[0]!.slice(8, 16).toLowerCase()]).toEqual([id, '11010d0a'])
    expect([id, run(pdus).said['language']]).toEqual([id, '\rΛ'])
  }
})

// Android's own test wants "iw": Java's old code of Hebrew, which Android up to 14 gives for "he".
// TS 23.038 §5 names the language, ISO 639 its code since 1989, and the rows follow them.
test('Hebrew is "he", as the clause has it', () => {
  const row = ROWS.find(({ id }) => id === 'aosp-cmasUcs2Hebrew')!
  expect(run(row.pdus).said).toMatchObject({ dcs: 0x21, language: 'he', text: 'warning alert' })
})
