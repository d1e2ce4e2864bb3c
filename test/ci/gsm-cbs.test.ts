import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeGsmPages } from '../../src/domain/cb/message.ts'
import { formatHex } from '../../src/domain/cb/octets.ts'
import { encodeText, normaliseText, type EncodeTextOptions } from '../../src/domain/cb/pages.ts'
import { decodeSerialNumber, SCOPES } from '../../src/domain/cb/serial-number.ts'
import { hasProgram } from '../formats/xmllint.ts'
import { outputOf } from './command.ts'

interface Case {
  readonly name: string
  readonly text: string
  readonly options: EncodeTextOptions
}

const PREFIX: EncodeTextOptions = { prefix: true, language: 'id' }
const NAMED: readonly Case[] = [
  ['GSM-7', 'PERINGATAN TSUNAMI @ Selat Sunda. Jauhi pantai!\nNaik ke bukit.', {}],
  ['its extension table', '[M 7,2] {€} ^~\\| '.repeat(12), {}],
  ['an extension at the end of a page', `${'x'.repeat(92)}€${'y'.repeat(91)}[z`, {}],
  // 87 septets leave six spare bits, 86 five, 79 seven: an "@" must not show.
  ...[79, 86, 87, 88, 92, 93, 94].map((n): [string, string, EncodeTextOptions] => [
    `${n} septets`,
    'a'.repeat(n),
    {},
  ]),
  ['15 pages', 'Gempa. '.repeat(200).slice(0, 1395), {}],
  ['English', 'Move to higher ground now', { language: 'en' }],
  ['a language before GSM-7', 'Jauhi pantai dan muara sungai. '.repeat(9), PREFIX],
  ['UCS-2', 'Gempa → naik ke bukit. '.repeat(9), {}],
  ['UCS-2 on 15 pages', 'Ā'.repeat(615), {}],
  ['a language before UCS-2', 'Gempa → naik ke bukit. '.repeat(9), PREFIX],
  ['Javanese', 'ꦒꦼꦩ꧀ꦥ ꦧꦸꦩꦶ '.repeat(9), {}],
  ['Arabic', 'تحذير: تسونامي. اصعد إلى مكان مرتفع. '.repeat(5), {}],
  ['Chinese', '海啸警报。请立即前往高处。'.repeat(9), {}],
  ['emoji', '🌊 Tsunami! 👨‍👩‍👧 '.repeat(9), {}],
].map(([name, text, options]) => ({ name, text, options }) as Case)

const GSM7 = Array.from(
  '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCÄÖÑÜ§¿abcäöñüà^{}\\[~]|€',
)
/** Drawn anew each time; a text that fails is in the report. */
const DRAWN: readonly Case[] = [
  ...fc.sample(textOf(fc.constantFrom(...GSM7)), 40).map((text, index): Case => ({
    name: `drawn ${index}`,
    text,
    options: index % 2 === 0 ? {} : PREFIX,
  })),
  ...fc
    .sample(
      textOf(fc.integer({ min: 0x400, max: 0x3fff }).map((code) => String.fromCharCode(code))),
      40,
    )
    .map((text, index): Case => ({
      name: `drawn UCS-2 ${index}`,
      text,
      options: index % 2 === 0 ? {} : PREFIX,
    })),
]

function textOf(unit: fc.Arbitrary<string>): fc.Arbitrary<string> {
  // tshark, too, leaves off what could be fill: a text does not end with a blank.
  return fc.string({ unit, minLength: 1, maxLength: 500 }).map((text) => `${text}.`)
}

const FIELDS = [
  'gsm_cbs.message-identifier',
  'gsm_cbs.serial_number',
  'gsm_cbs.geographic_scope',
  'gsm_cbs.message_code',
  'gsm_cbs.update_number',
  'gsm_cbs.current_page',
  'gsm_cbs.total_pages',
  'gsm_cbs.page_content',
  'gsm_cbs.message_content',
  'gsm_cbs.unhandled_encoding',
  'gsm_cbs.fragment.error',
  '_ws.malformed',
  '_ws.expert',
] as const
type Dissected = Readonly<Partial<Record<(typeof FIELDS)[number], readonly string[]>>>

/** Every message has a serial number of its own: tshark puts pages together by it. */
const CASES = [...NAMED, ...DRAWN].map((each, index) => ({ ...each, serial: 0x4000 + 37 * index }))
const IDENTIFIER = 4371

describe.skipIf(!hasProgram('tshark') || !hasProgram('text2pcap'))('tshark', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-gsm-cbs-'))
  let packets: readonly Dissected[] = []

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  beforeAll(() => {
    const [hex, pcap] = [join(folder, 'pages.hex'), join(folder, 'pages.pcap')]
    const pages = CASES.flatMap(({ text, options, serial }) => {
      const { dcs, pages: cut } = encodeText(text, options)
      return encodeGsmPages({ messageIdentifier: IDENTIFIER, serial, dcs, pages: cut })
    })
    writeFileSync(hex, `${pages.map(formatHex).join('\n')}\n`)
    outputOf('text2pcap', '-q', '-r', '^(?<data>[0-9a-fA-F]+)$', '-P', 'gsm_cbs', hex, pcap)
    const fields = FIELDS.flatMap((field) => ['-e', field])
    const json = outputOf('tshark', '-r', pcap, '-T', 'json', ...fields)
    packets = (JSON.parse(json) as { _source: { layers?: Dissected } }[]).map(
      ({ _source }) => _source.layers ?? {},
    )
    if (packets.length !== pages.length) throw new Error(`tshark read ${packets.length} pages`)
  })

  test.for(CASES)('reads GSM pages of $name as they were meant', ({ text, options, serial }) => {
    const own = packets.filter((packet) => Number(packet['gsm_cbs.serial_number']) === serial)
    const { dcs, pages, language } = encodeText(text, options)
    const { scope, messageCode, updateNumber } = decodeSerialNumber(serial)
    const header = [IDENTIFIER, SCOPES.indexOf(scope), messageCode, updateNumber]
    expect(own.map(headerOf)).toEqual(pages.map((_, index) => [...header, index + 1, pages.length]))
    for (const packet of own) {
      const troubles = FIELDS.slice(-4).filter((field) => packet[field] !== undefined)
      expect(troubles).toEqual([])
    }
    const read = own.map((packet) => withoutPrefix(packet['gsm_cbs.page_content']?.[0], dcs))
    const prefix = dcs === 0x10 || dcs === 0x11 ? pages.map(() => language) : []
    expect(read.flatMap((page) => page.language ?? [])).toEqual(prefix)
    expect(read.map((page) => page.text).join('')).toBe(shown(normaliseText(text)))
    // It puts the pages together as well, each still with its language.
    const whole = own.map((packet) => packet['gsm_cbs.page_content']?.[0]).join('')
    expect(own.at(-1)?.['gsm_cbs.message_content']?.[0]).toBe(whole)
  })
})

function headerOf(packet: Dissected): number[] {
  return [
    'gsm_cbs.message-identifier' as const,
    'gsm_cbs.geographic_scope' as const,
    'gsm_cbs.message_code' as const,
    'gsm_cbs.update_number' as const,
    'gsm_cbs.current_page' as const,
    'gsm_cbs.total_pages' as const,
  ].map((field) => Number(packet[field]))
}

/** tshark leaves the language before a text: "id\r" of DCS 0x10, one character of DCS 0x11. */
function withoutPrefix(
  page: string | undefined,
  dcs: number,
): { readonly text: string; readonly language: string | null } {
  const content = page ?? ''
  if (dcs === 0x10) {
    expect(content[2]).toBe('\r')
    return { text: content.slice(3), language: content.slice(0, 2) }
  }
  if (dcs !== 0x11) return { text: content, language: null }
  const code = content.charCodeAt(0)
  // Two packed septets in two octets, read as a big-endian character.
  const letters = [(code >> 8) & 0x7f, ((code & 0x3f) << 1) | (code >> 15)]
  return { text: content.slice(1), language: String.fromCharCode(...letters) }
}

/** tshark writes each half of a surrogate pair as three octets that are no character. */
function shown(text: string): string {
  return text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '\ufffd'.repeat(6))
}
