import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { describeFinding } from '../../../src/domain/words/words.ts'
import { isValidCap, locate, readCap, readPlacedCap } from '../../../src/formats/cap/read.ts'
import { writeCap } from '../../../src/formats/cap/write.ts'
import { sampleAlert } from '../../domain/cap/sample.ts'
import { hasProgram, validateAll } from '../xmllint.ts'

const SAMPLE = writeCap(sampleAlert())
const read = (xml: string) => readCap(Buffer.from(xml))
const rulesOf = (xml: string) => read(xml).findings.map((each) => each.rule)
const NOW_MS = Date.UTC(2026, 10, 25, 1, 30)
const fixture = (name: string) => readFileSync(`fixtures/cap/${name}`)

test('readCap() reads the shape of a nowcast: one area, many rings, tiny ones too', () => {
  const { alert, version, findings } = readCap(fixture('nowcast-shape.xml'))
  expect(findings).toEqual([])
  expect(version).toBe('1.2')
  const info = alert!.infos[0]!
  expect(info.language).toBe('id')
  expect(info.areas[0]!.polygons).toHaveLength(26)
  expect(info.areas[0]!.polygons.at(-1)).toHaveLength(4)
  expect(info.areas[0]!.geocodes).toEqual([])
  const nowMs = Date.UTC(2026, 10, 25, 2)
  const content = checkCap(alert!, { nowMs, live: true })
  expect(content.filter((each) => each.level === 'error' || each.level === 'policy')).toEqual([])
})

test('readCap() reads prefixed names and references over two lines', () => {
  const { alert, findings } = readCap(fixture('cancel.xml'))
  expect(findings).toEqual([])
  expect(alert).toMatchObject({ msgType: 'Cancel', infos: [] })
  expect(alert!.note).toBe('Peringatan dicabut & warga boleh kembali')
  expect(alert!.references.map((each) => each.identifier)).toEqual(['CONTOH-1', 'CONTOH-2'])
})

test('readCap() explains an element out of order, in both languages, at its line', () => {
  const { alert, findings } = readCap(fixture('references-after-info.xml'))
  expect(alert).toBeNull()
  expect(findings).toEqual([
    {
      level: 'error',
      rule: 'X05-order',
      path: '/alert[1]/references[1]',
      params: { line: 22, column: 3, element: 'references', before: 'info' },
    },
  ])
  expect(describeFinding(findings[0]!, 'en')).toBe('"references" must come before "info"')
  expect(describeFinding(findings[0]!, 'id')).toBe('"references" harus berada sebelum "info"')
})

const SIGNATURE = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><x/></Signature>'

// Each row changes one thing of a valid document. CAP 1.2 §3.4, XML Schema Part 2.
const BROKEN: [rule: string, from: string | RegExp, to: string][] = [
  ['X04-namespace', 'cap:1.2"', 'cap:1.3"'],
  ['X04-namespace', 'cap:1.2"', 'cap:1.2 "'],
  ['X04-root', /alert/g, 'Alert'],
  ['X05-missing', /<sender>.*<\/sender>/, ''],
  ['X05-missing', /<category>.*<\/category>/, ''],
  ['X05-twice', '<scope>', '<scope>Public</scope><scope>'],
  ['X05-order-after', '<event>', '<web>x</web><event>'],
  ['X05-misspelt', '<event>', '<Event>x</Event><event>'],
  ['X05-unexpected', '<info>', '<password>x</password><info>'],
  ['X05-value', 'Actual', 'actual'],
  ['X05-value', 'Actual', ' Actual'],
  ['X05-value', 'Observed', 'Very Likely'],
  ['X05-value', 'id-ID', 'id_ID'],
  ['X05-value', 'id-ID', ' '],
  ['X05-value', 'https://siaga', 'https://[siaga'],
  ['X05-value', 'https://siaga', '1:'],
  ['X05-date-time', '08:00:00+07:00', '08:00:00Z'],
  ['X05-date-time', '08:00:00+07:00', '08:00:00.0+07:00'],
  ['X05-date-time', '2026-11-25T08', '2026-11-31T08'],
  ['X05-text', '<info>', '<info>,'],
  ['X05-text', '<info>', '<info>\u00a0'],
  ['X05-child', 'Tsunami', 'Tsu<b xmlns="">na</b>mi'],
  ['X06-misplaced', '<info>', `${SIGNATURE}<info>`],
  ['X06-nested', '</info>', `${SIGNATURE}</info>`],
  ['X07-attribute', '<event>', '<event xml:lang="id">'],
  ['X07-attribute', '<event>', '<event id="1">'],
  [
    'X07-nil',
    '<event>',
    '<event xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="true">',
  ],
  ['X07-element', '<info>', '<x:include xmlns:x="http://www.w3.org/2001/XInclude"/><info>'],
  ['X07-element', '<event>', '<extra xmlns=""/><event>'],
]

test.for(BROKEN)('readCap() finds %s', ([rule, from, to]) => {
  const xml = SAMPLE.replace(from, to)
  const { alert, findings } = read(xml)
  expect(alert).toBeNull()
  expect(isValidCap(findings)).toBe(false)
  expect(findings.map((each) => each.rule)).toContain(rule)
})

const HINT = 'xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="a b"'

// The nearest that is still CAP 1.2.
const SOUND: [name: string, from: string | RegExp, to: string][] = [
  ['whitespace between elements', '<info>', '\n\t<info>\r\n'],
  ['comments and instructions', '<info>', '<!-- c --><info><?p x?>'],
  ['CDATA in an enumeration', 'Actual', '<![CDATA[Act]]>ual'],
  ['an empty language', 'id-ID', ''],
  ['whitespace around a time', '2026-11-25T08', ' \n2026-11-25T08'],
  ['hour 24', '2026-11-25T08', '2026-11-24T24'],
  ['a schema hint', '<alert', `<alert ${HINT}`],
  ['another prefix', /<(\/?)(\w)/g, '<$1c:$2'],
  ['a signature at the end', '</alert>', `${SIGNATURE}\n</alert>`],
  ['a space in an address', 'https://siaga', 'https://x/ siaga'],
  ['a relative address', 'https://siaga', 'siaga'],
  ['an unused namespace', '<info>', '<info xmlns:q="urn:q">'],
]

test.for(SOUND)('readCap() takes %s', ([name, from, to]) => {
  const changed = SAMPLE.replace(from, to)
  const xml = name === 'another prefix' ? changed.replace('xmlns=', 'xmlns:c=') : changed
  const { alert, findings } = read(xml)
  expect(findings.filter((each) => each.rule.startsWith('X'))).toEqual([])
  expect(alert).not.toBeNull()
})

test.skipIf(!hasProgram('xmllint'))('xmllint agrees about every one of these', () => {
  const documents = [...BROKEN, ...SOUND.filter(([name]) => name !== 'another prefix')].map(
    ([, from, to]) => SAMPLE.replace(from, to),
  )
  const ours = documents.map((xml) => isValidCap(read(xml).findings))
  expect(validateAll(documents)).toEqual(ours)
})

test('readCap() gives an empty language the default of the schema', () => {
  expect(read(SAMPLE.replace('id-ID', '')).alert!.infos[0]!.language).toBe('en-US')
  expect(read(SAMPLE.replace(/<language>.*<\/language>/, '')).alert!.infos[0]!.language).toBeNull()
})

test('notations inside elements are findings that leave the document valid', () => {
  const polygon = (text: string) => SAMPLE.replace(/(<polygon>).*(<\/polygon>)/, `$1${text}$2`)
  expect(rulesOf(polygon('-6,105 -6,106 -7,106 -6,105.1'))).toEqual(['G02-open'])
  expect(rulesOf(polygon('-6,105 -6,106 -6,105'))).toEqual(['G02-few'])
  expect(rulesOf(polygon('-6;105'))).toEqual(['G02-pair'])
  expect(rulesOf(polygon('-6,1O5'))).toEqual(['G03-number'])
  expect(rulesOf(polygon('-91,105 0,1 1,1 -91,105'))).toEqual(['G03-range', 'G03-range'])
  const circle = (text: string) =>
    SAMPLE.replace('</polygon>', `</polygon><circle>${text}</circle>`)
  expect(rulesOf(circle('-6,105 5km'))).toEqual(['G09-circle'])
  expect(rulesOf(circle('-6,505 5'))).toEqual(['G03-range'])
  expect(rulesOf(circle('-6,105 5'))).toEqual([])
  const references = (text: string) =>
    SAMPLE.replace('<info>', `<references>${text}</references><info>`)
  expect(rulesOf(references('a,b'))).toEqual(['A11-reference'])
  expect(rulesOf(references('a,b,2026-11-25T07:00:00+07:00'))).toEqual([])
  expect(read(references(' \n')).findings).toMatchObject([{ rule: 'A11-empty', level: 'warning' }])
  const update = references('').replace('<msgType>Alert', '<msgType>Update')
  expect(read(update).findings).toMatchObject([{ rule: 'A11-reference', level: 'error' }])
  expect(rulesOf(SAMPLE.replace('2026-11-25T08', ' 2026-11-25T08'))).toEqual(['A06-time'])
  expect(rulesOf(SAMPLE.replace('2026-11-25T08', '2026-11-24T24'))).toEqual(['A06-time'])
  expect(read(polygon('-6;105')).alert).not.toBeNull()
})

test('readCap() reads CAP 1.1 for what it says, and does not call it 1.2', () => {
  const old = SAMPLE.replace('cap:1.2', 'cap:1.1').replaceAll('08:00:00+07:00', '01:00:00Z')
  const { alert, version, findings } = read(old)
  expect(version).toBe('1.1')
  expect(findings.map((each) => each.rule)).toEqual(['X04-version'])
  expect(alert!.sent).toBe('2026-11-25T01:00:00-00:00')
  expect(
    read(SAMPLE.replace('urn:oasis:names:tc:emergency:cap:1.2', 'http://www.incident.com/cap/1.0'))
      .version,
  ).toBe('1.0')
})

test('readCap() holds the limits of numbers', () => {
  const many = (count: number) =>
    SAMPLE.replace('<info>', '<code>x</code>'.repeat(count) + '<info>')
  expect(rulesOf(many(500))).toEqual([])
  expect(rulesOf(many(501))).toEqual(['X03-count'])
  const triple = 'a,b,2026-11-25T07:00:00+07:00 '
  const references = (count: number) =>
    SAMPLE.replace('<info>', `<references>${triple.repeat(count)}</references><info>`)
  expect(rulesOf(references(2_000))).toEqual([])
  expect(rulesOf(references(2_001))).toEqual(['X03-count'])
  expect(read(references(2_001)).alert).toBeNull()
})

test('locate() gives findings of content the line of their element', () => {
  const xml = SAMPLE.replaceAll('><', '>\n<').replace(
    '<polygon>-6,105 -6,106 -7,106 -6,105</polygon>\n',
    '',
  )
  const { alert, root } = readPlacedCap(Buffer.from(xml))
  const found = locate(checkCap(alert!, { nowMs: NOW_MS, live: false }), root)
  const line = xml.split('\n').findIndex((each) => each === '<area>') + 1
  const area = found.find((each) => each.rule === 'G01-area-empty')
  expect(area?.params).toMatchObject({ line, column: 1 })
})

test('readCap() returns for any document cut or changed anywhere', () => {
  const octets = Buffer.from(SAMPLE)
  fc.assert(
    fc.property(fc.nat(octets.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
      const changed = Buffer.from(cut ? octets.subarray(0, at) : octets)
      if (!cut) changed[at] = value
      const { alert, findings } = readCap(changed)
      if (alert === null) expect(isValidCap(findings)).toBe(false)
    }),
    { numRuns: 500 },
  )
})
