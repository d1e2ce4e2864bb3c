import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readText } from '../sources.ts'
import { hasProgram } from '../formats/xmllint.ts'
import { endOf, kentongan, linesOf, outputOf, type Said } from './command.ts'

/** What the last line of `demo --json` says (design §10). */
interface DemoLine {
  readonly ok: boolean
  readonly data: string
  readonly documents: string
  readonly orders: readonly {
    readonly cbc: string
    readonly accepted: boolean
    readonly cells: number
    readonly broadcasting: number
    readonly failed: number
    readonly silent: number
    readonly copies: readonly Pair[]
  }[]
  readonly log: { readonly size: number; readonly root: string; readonly verified: boolean }
}
interface Pair {
  readonly language: string
  readonly messageIdentifier: number
  readonly serial: number
}

interface Published {
  readonly name: string
  readonly path: string
  readonly xml: string
}

const FOLDER = mkdtempSync(join(tmpdir(), 'kentongan-ci-'))
const SCHEMA = 'schemas/cap-1.2.xsd'
const CONTENT = JSON.parse(readText('fixtures/alerts/health-emergency.json')) as {
  readonly texts: readonly { readonly language: string; readonly body: string }[]
}
let said: Said
let demo: DemoLine
let documents: readonly Published[]
let key: string

beforeAll(async () => {
  // `.ci/run` has run the demo as the README says; by itself this file runs it.
  const path = process.env['KENTONGAN_DEMO_LINES']
  said =
    path === undefined
      ? await kentongan('demo', '--data', join(FOLDER, 'demo'))
      : { code: 0, lines: linesOf(readFileSync(path, 'utf8')), complaints: '' }
  const last = said.lines.at(-1)
  if (last === undefined) throw new Error(`The demo said nothing: ${said.complaints}`)
  demo = last as unknown as DemoLine
  key = join(demo.data, 'keys', 'cap.public.pem')
  documents = readdirSync(demo.documents).map((name) => {
    const path = join(demo.documents, name)
    return { name, path, xml: readFileSync(path, 'utf8') }
  })
})

afterAll(() => {
  rmSync(FOLDER, { recursive: true, force: true })
})

test('the demo is accepted by every CBC and on the air in nearly every cell', () => {
  expect(demo.ok, said.complaints).toBe(true)
  expect(said.code).toBe(0)
  expect(demo.orders.length).toBeGreaterThan(2)
  for (const { cbc, accepted, cells, broadcasting, failed, silent } of demo.orders) {
    expect([cbc, accepted]).toEqual([cbc, true])
    expect(broadcasting / cells).toBeGreaterThan(0.99)
    expect(broadcasting + failed + silent).toBe(cells)
  }
})

test('there is a document for each CBC, and one for everyone', () => {
  expect(documents.map(({ name }) => /-([A-Z]+)\.xml$/.exec(name)?.[1] ?? '').toSorted()).toEqual(
    [...demo.orders.map(({ cbc }) => cbc), 'PUB'].toSorted(),
  )
})

test('audit verify gives the size and root that the demo gave', async () => {
  const { code, lines } = await kentongan('audit', 'verify', '--data', demo.data)
  const { size, root, verified } = lines.at(-1) ?? {}
  expect([code, { size, root, verified }]).toEqual([0, demo.log])
})

test('cap check finds every document broadcastable, cap verify finds who signed it', async () => {
  const paths = documents.map(({ path }) => path)
  const checked = await kentongan('cap', 'check', '--live', ...paths)
  expect(checked.lines.map(({ file, broadcastable }) => [file, broadcastable])).toEqual(
    paths.map((path) => [path, true]),
  )
  for (const path of paths) {
    const { code, lines } = await kentongan('cap', 'verify', path, '--trust', key)
    expect([path, code, lines[0]?.['verified']]).toEqual([path, 0, true])
  }
})

describe.skipIf(!hasProgram('xmllint'))('xmllint', () => {
  test('every document fits the CAP 1.2 schema', () => {
    expect(documents.length).toBeGreaterThan(0)
    for (const { path } of documents) {
      expect(() =>
        outputOf('xmllint', '--nonet', '--noout', '--schema', SCHEMA, path),
      ).not.toThrow()
    }
  })
})

describe.skipIf(!hasProgram('xmlsec1'))('xmlsec1', () => {
  test('every signature verifies with the published key', () => {
    expect(documents.length).toBeGreaterThan(0)
    for (const { path } of documents) {
      expect([path, endOf('xmlsec1', '--verify', '--pubkey-pem', key, path)]).toEqual([path, 0])
    }
  })

  test('a document with one other letter verifies neither there nor here', async () => {
    const path = join(FOLDER, 'altered.xml')
    for (const { name, xml } of documents) {
      writeFileSync(path, xml.replace('<scope>Public', '<scope>Private'))
      const { code } = await kentongan('cap', 'verify', path, '--trust', key)
      const other = endOf('xmlsec1', '--verify', '--pubkey-pem', key, path)
      expect([name, other === 0, code]).toEqual([name, false, 1])
    }
  })
})

describe.skipIf(!hasProgram('tshark') || !hasProgram('text2pcap'))('tshark', () => {
  test('every page of every document reads as text, identifier and serial that were approved', () => {
    const dissected = demo.orders.flatMap(({ cbc }) => {
      const document = documents.find(({ name }) => name.endsWith(`-${cbc}.xml`))
      return infosOf(document?.xml ?? '').map((info) => ({ cbc, ...dissect(info) }))
    })
    const wanted = demo.orders.flatMap(({ cbc, copies }) =>
      copies.map(({ language, messageIdentifier, serial }) => ({
        cbc,
        language,
        identifier: messageIdentifier,
        serial,
        text: CONTENT.texts.find((each) => each.language === language)?.body,
        said: CONTENT.texts.find((each) => each.language === language)?.body,
        malformed: '',
      })),
    )
    expect(wanted.length).toBeGreaterThan(3)
    expect(dissected).toEqual(wanted)
  })
})

interface Info {
  readonly language: string
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

/** Copies of a document, by plain search: our own reader has no part in this. */
function infosOf(xml: string): Info[] {
  return [...xml.matchAll(/<info>([^]*?)<\/info>/g)].map(([, info = '']) => ({
    language: /<language>([^<]*)</.exec(info)?.[1] ?? '',
    parameters: [
      ...info.matchAll(
        /<parameter>\s*<valueName>layer:ID-CB:1\.0:([^<]*)<\/valueName>\s*<value>([^<]*)</g,
      ),
    ].map(([, name = '', value = '']) => [name, unescape(value)] as const),
  }))
}

function unescape(text: string): string {
  return text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

const FIELDS = [
  'gsm_cbs.message-identifier',
  'gsm_cbs.serial_number',
  'gsm_cbs.current_page',
  'gsm_cbs.total_pages',
  'gsm_cbs.page_content',
  'gsm_cbs.message_content',
  '_ws.malformed',
]

/** The pages of a copy as the GSM pages that a base station airs, read by tshark. */
function dissect({ language, parameters }: Info): Record<string, unknown> {
  const valueOf = (name: string): string => parameters.find(([each]) => each === name)?.[1] ?? ''
  const pages = parameters.filter(([name]) => name === 'Page').map(([, page]) => page.split(':'))
  const head =
    valueOf('SerialNumber') +
    Number(valueOf('MessageIdentifier')).toString(16).padStart(4, '0') +
    valueOf('DataCodingScheme')
  // 3GPP TS 23.041 §9.4.1.2.4: page number in the upper, number of pages in the lower half.
  const lines = pages.map(([n, , octets]) => {
    const parameter = (Number(n) << 4) | pages.length
    return head + parameter.toString(16).padStart(2, '0') + octets
  })
  // A file of its own: tshark would put pages of other messages together with these.
  const [hex, pcap] = [join(FOLDER, 'pages.hex'), join(FOLDER, 'pages.pcap')]
  writeFileSync(hex, `${lines.join('\n')}\n`)
  outputOf('text2pcap', '-q', '-r', '^(?<data>[0-9a-fA-F]+)$', '-P', 'gsm_cbs', hex, pcap)
  const fields = FIELDS.flatMap((field) => ['-e', field])
  const rows = outputOf('tshark', '-r', pcap, '-T', 'fields', ...fields)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'))
  expect(rows.map(([, , page, count]) => [Number(page), Number(count)])).toEqual(
    pages.map((_, index) => [index + 1, pages.length]),
  )
  const [identifiers, serials] = [0, 1].map((at) => new Set(rows.map((row) => Number(row[at]))))
  expect([identifiers?.size, serials?.size]).toEqual([1, 1])
  return {
    language,
    identifier: [...(identifiers ?? [])][0],
    serial: [...(serials ?? [])][0],
    // One page is not put together: it is the text.
    text: rows.length === 1 ? rows[0]?.[4] : rows.at(-1)?.[5],
    said: valueOf('Text'),
    malformed: rows.map((row) => row[6] ?? '').join(''),
  }
}
