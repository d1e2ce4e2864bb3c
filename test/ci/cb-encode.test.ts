import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { unpackSeptets } from '../../src/domain/cb/gsm7.ts'
import { encodeGsmPages, encodeUmts } from '../../src/domain/cb/message.ts'
import { formatHex, parseHex } from '../../src/domain/cb/octets.ts'
import { encodeText, type EncodedText } from '../../src/domain/cb/pages.ts'
import { androidReadsGsm, androidReadsUmts, type AndroidText } from '../domain/cb/android.ts'
import { kentongan } from './command.ts'

const FOLDER = new URL('../../../shared/vectors/cbs/', import.meta.url).pathname

interface PackedRow {
  readonly id: string
  readonly text: string
  readonly septets?: number
  readonly usefulOctets?: number
  /** Useful octets alone: pycrate leaves the spare bits zero where we begin the fill. */
  readonly packed?: string
  /** Text and fill up to 93 septets. */
  readonly page82?: string
  readonly pages?: readonly { readonly useful: number; readonly octets: string }[]
}
interface MessageRow {
  readonly id: string
  readonly dcs: number
  readonly language?: string | null
  readonly text: string
  readonly pages: readonly { readonly octets: string; readonly useful: number }[]
  readonly gsmPdus: readonly string[]
  readonly umtsPdu: string
  readonly expect: string | null
  readonly aosp: Readonly<Record<'gsm' | 'umts', { body: string; language: string | null }>>
}
interface DecodeRow {
  readonly id: string
  readonly pdus: readonly string[]
  readonly aosp?: {
    readonly error?: string
    readonly format?: string
    readonly body?: string
    readonly language?: string | null
  }
}

const PACKED: readonly PackedRow[] = rowsOf('gsm7-encode')
const MESSAGES: readonly MessageRow[] = rowsOf('language-ucs2')
/** Two rows are what others do wrong: a prefix on the first page alone, and a fill of zeros. */
const WRONG = MESSAGES.filter((row) => row.expect !== null)
const RIGHT = MESSAGES.filter((row) => row.expect === null)
/** The identifier and the serial number of these rows. */
const HEAD = { messageIdentifier: 0x1112, serial: 0x4010 }

function rowsOf<Row>(name: string): Row[] {
  return JSON.parse(readFileSync(`${FOLDER}${name}.json`, 'utf8')) as Row[]
}

test('the rows are all there', () => {
  expect([PACKED.length, RIGHT.length, WRONG.length]).toEqual([46, 11, 2])
})

test.for(PACKED)('encodeText() makes the pages of $id', (row) => {
  const encoded = encodeText(row.text)
  const pages = row.pages ?? [{ useful: row.usefulOctets!, octets: row.packed! }]
  expect(encoded).toMatchObject({ alphabet: 'gsm7', dcs: 0x0f, language: null })
  expect(encoded.pages.map(({ useful }) => useful)).toEqual(pages.map(({ useful }) => useful))
  if (row.page82 !== undefined) {
    expect(encoded.pages.map(({ octets }) => formatHex(octets))).toEqual([row.page82])
  }
  if (row.septets !== undefined) expect(encoded.characters).toBe(row.septets)
  for (const [index, page] of encoded.pages.entries()) {
    const theirs = unpackSeptets(parseHex(pages[index]!.octets)!)
    const ours = unpackSeptets(page.octets)
    // Eight septets of theirs are seven and a fill where seven bits are spare.
    const text = theirs.at(-1) === 0x0d ? theirs.slice(0, -1) : theirs
    expect(ours.slice(0, text.length)).toEqual(text)
    expect(new Set(ours.slice(text.length))).toEqual(new Set(text.length < 93 ? [0x0d] : []))
    expect([page.octets.length, page.octets[81]! >> 3]).toEqual([82, 0])
  }
})

function encodedAs({ text, language, dcs }: MessageRow): EncodedText {
  const tag = typeof language === 'string' ? { language } : {}
  const alphabet = dcs === 0x11 || dcs === 0x48 ? 'ucs2' : 'gsm7'
  return encodeText(text, { alphabet, prefix: dcs === 0x10 || dcs === 0x11, ...tag })
}

test.for(RIGHT)('encodeText() makes the message of $id, octet by octet', (row) => {
  const encoded = encodedAs(row)
  const { dcs, pages } = encoded
  expect(dcs).toBe(row.dcs)
  expect(pages.map(({ octets, useful }) => ({ octets: formatHex(octets), useful }))).toEqual(
    row.pages,
  )
  expect(encodeGsmPages({ ...HEAD, dcs, pages }).map(formatHex)).toEqual(row.gsmPdus)
  expect(formatHex(encodeUmts({ ...HEAD, dcs, pages }))).toBe(row.umtsPdu)
})

test.for(WRONG)('encodeText() does not make $id, whose text Android changes', (row) => {
  const { pages } = encodedAs(row)
  expect(pages.map(({ octets }) => formatHex(octets))).not.toEqual(
    row.pages.map(({ octets }) => octets),
  )
  expect(row.aosp.gsm.body).not.toBe(row.text)
})

test.for(MESSAGES)('our model of Android reads $id as Android does', (row) => {
  const read = ({ body, language }: AndroidText): AndroidText => ({ body, language })
  expect(androidReadsGsm(row.gsmPdus.map((pdu) => parseHex(pdu)!))).toEqual(read(row.aosp.gsm))
  expect(androidReadsUmts(parseHex(row.umtsPdu)!)).toEqual(read(row.aosp.umts))
})

/** What Android's own code said of messages from anywhere, where it said a text. */
const READ = [...rowsOf<DecodeRow>('aosp-decode'), ...rowsOf<DecodeRow>('other-decode')].filter(
  ({ aosp }) => aosp?.body !== undefined && (aosp.format === 'gsm' || aosp.format === 'umts'),
)

test('our model of Android reads every message of the vectors as Android does', () => {
  expect(READ.length).toBeGreaterThan(60)
  for (const { id, pdus, aosp } of READ) {
    const octets = pdus.map((pdu) => parseHex(pdu)!)
    const read = aosp!.format === 'gsm' ? androidReadsGsm(octets) : androidReadsUmts(octets[0]!)
    expect(read, id).toEqual({ body: aosp!.body, language: aosp!.language ?? null })
  }
})

test.for(PACKED.filter(({ page82 }) => page82 !== undefined).slice(8, 11))(
  'cb encode prints the page of $id',
  async ({ text, page82, usefulOctets, septets }) => {
    const { code, lines } = await kentongan('cb', 'encode', text)
    expect(code).toBe(0)
    expect(lines).toMatchObject([
      { dcs: 0x0f, characters: septets, pages: [page82], octets: [usefulOctets] },
    ])
  },
)

test.for(RIGHT.filter(({ id }) => /^(lang10-jv|ucs2-48|ucs2-11-id)$/.test(id)))(
  'cb encode prints the message of $id',
  async (row) => {
    const head = ['--id', String(HEAD.messageIdentifier), '--serial', String(HEAD.serial)]
    const tag = typeof row.language === 'string' ? ['--language', row.language, '--prefix'] : []
    const { code, lines } = await kentongan('cb', 'encode', row.text, ...head, ...tag)
    expect(code).toBe(0)
    expect(lines).toMatchObject([
      {
        dcs: row.dcs,
        language: row.language,
        pages: row.pages.map(({ octets }) => octets),
        octets: row.pages.map(({ useful }) => useful),
        gsm: row.gsmPdus,
        umts: row.umtsPdu,
      },
    ])
  },
)
