import { expect, test } from 'vitest'
import { describeFinding } from '../../../src/domain/words/words.ts'
import { isValidCap, readCap } from '../../../src/formats/cap/read.ts'

const HEAD = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>A-1</identifier>
  <sender>siaga@contoh.invalid</sender>
  <sent>2026-11-25T08:00:00+07:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
`
/** Lines 8 to 24, in the order of CAP 1.2 §3.2.2. */
const INFO = `  <info>
    <language>id-ID</language>
    <category>Geo</category>
    <event>Tsunami</event>
    <urgency>Immediate</urgency>
    <severity>Extreme</severity>
    <certainty>Observed</certainty>
    <expires>2026-11-25T10:00:00+07:00</expires>
    <headline>Jauhi pantai</headline>
    <area>
      <areaDesc>Pesisir</areaDesc>
      <polygon>-6,105 -6,106 -7,106 -6,105</polygon>
      <circle>-6,105 5</circle>
      <geocode><valueName>a</valueName><value>b</value></geocode>
      <altitude>0</altitude>
    </area>
  </info>
`
const XML = `${HEAD}${INFO}</alert>`
const AREA = '/alert[1]/info[1]/area[1]'

/** Rule, path, line and column, English text and mend of everything found. */
function linesOf(xml: string): string[] {
  return readCap(Buffer.from(xml)).findings.map((each) => {
    const { line, column } = each.params
    const mend = each.mend === undefined ? '' : ` → ${each.mend}`
    return `${each.rule} ${each.path} ${line}:${column} ${describeFinding(each, 'en')}${mend}`
  })
}

function change(from: string | RegExp, to: string): string[] {
  const xml = XML.replace(from, to)
  if (xml === XML) throw new Error(`Cannot find ${String(from)}`)
  return linesOf(xml)
}

test('the document that the cases change has nothing against it', () => {
  expect(linesOf(XML)).toEqual([])
})

// One cause, one finding: what is wrong, where, and what it could be.
const ONE: [from: string | RegExp, to: string, found: string][] = [
  [
    '    <category>Geo</category>\n',
    '',
    'X05-missing /alert[1]/info[1] 10:5 Add an element "category" to "info": it must have one',
  ],
  [
    /  <scope>.*\n/,
    '',
    'X05-missing /alert[1] 7:3 Add an element "scope" to "alert": it must have one',
  ],
  [
    '<value>b</value>',
    '',
    `X05-missing ${AREA}/geocode[1] 21:7 Add an element "value" to "geocode": it must have one`,
  ],
  [
    /(    <event>.*\n)([^]*<\/headline>\n)/,
    '$2$1',
    'X05-order /alert[1]/info[1]/event[1] 16:5 "event" must come before "urgency"',
  ],
  [
    /(    <language>.*\n)([^]*?)(    <headline>.*\n)/,
    '$3$1$2',
    'X05-order-after /alert[1]/info[1]/headline[1] 9:5 "headline" must come after "expires"',
  ],
  [
    /(  <scope>.*\n)([^]*<\/info>\n)/,
    '$2$1',
    'X05-order /alert[1]/scope[1] 24:3 "scope" must come before "info"',
  ],
  [
    '</event>',
    '</event><event>Gempa</event>',
    'X05-twice /alert[1]/info[1]/event[2] 11:27 Leave one "event" in "info": this is number 2',
  ],
  [
    /event>/g,
    'Event>',
    'X05-misspelt /alert[1]/info[1]/Event[1] 11:5 Write "event" in place of "Event": names must match to the letter',
  ],
  [
    /areaDesc>/g,
    'areaDec>',
    `X05-misspelt ${AREA}/areaDec[1] 18:7 Write "areaDesc" in place of "areaDec": names must match to the letter`,
  ],
  [
    /(<\/?)info>/g,
    '$1Info>',
    'X05-misspelt /alert[1]/Info[1] 8:3 Write "info" in place of "Info": names must match to the letter',
  ],
  [
    '    <area>',
    '    <area><web>http://a.invalid</web>',
    `X05-elsewhere ${AREA}/web[1] 17:11 Move "web" into "info": "area" has no such element`,
  ],
  [
    '<status>',
    '<priority>1</priority><status>',
    'X05-unexpected /alert[1]/priority[1] 5:3 Remove "priority", "alert" has no such element: it may have identifier, sender, sent, status, msgType, source, scope, restriction, addresses, code, note, references, incidents, info',
  ],
  [
    '<event>Tsunami',
    '<event>Tsu<b xmlns="">na</b><i/>mi',
    'X05-child /alert[1]/info[1]/event[1]/b[1] 11:15 Remove the tags of "b": "event" may contain text only',
  ],
  [
    '    <urgency>',
    '<!-- a > b -->\n\n    siaga,\n    <urgency>',
    'X05-text /alert[1]/info[1] 14:5 Remove the text "siaga,": "info" may contain elements only',
  ],
  [
    '<altitude>0</altitude>',
    '<altitude>0</altitude>\r\n<![CDATA[ ]]>&#9;&#x41;',
    `X05-text ${AREA} 23:18 Remove the text "A": "area" may contain elements only`,
  ],
  [
    '<info>',
    '<info xmlns="">',
    'X07-no-namespace /alert[1]/info[1] 8:3 Put "info" into the namespace of its message: it is in none',
  ],
  [
    '<area>',
    '<area xmlns="urn:oasis:names:tc:emergency:cap:1.1">',
    `X07-namespace ${AREA} 17:5 Put "area" into the namespace of its message: it is in "urn:oasis:names:tc:emergency:cap:1.1"`,
  ],
  [
    '<area>',
    '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="a"/><area>',
    'X07-element /alert[1]/info[1]/include[1] 17:5 Remove "include" of namespace "http://www.w3.org/2001/XInclude": it does not belong in a CAP message',
  ],
  [
    '<event>',
    '<event xml:lang="id">',
    'X07-attribute /alert[1]/info[1]/event[1] 11:5 Remove the attribute "xml:lang" from "event": it may not have it',
  ],
  [
    'Actual',
    'actual',
    'X05-value /alert[1]/status[1] 5:3 "status" must be Actual, Exercise, System, Test, Draft: found "actual" → Actual',
  ],
  [
    'Immediate',
    ' Immediate ',
    'X05-value /alert[1]/info[1]/urgency[1] 12:5 "urgency" must be Immediate, Expected, Future, Past, Unknown: found " Immediate " → Immediate',
  ],
  [
    'Extreme',
    'Extrem',
    'X05-value /alert[1]/info[1]/severity[1] 13:5 "severity" must be Extreme, Severe, Moderate, Minor, Unknown: found "Extrem" → Extreme',
  ],
  [
    'id-ID',
    'id_ID',
    'X05-value /alert[1]/info[1]/language[1] 9:5 "language" must be a language tag such as id-ID: found "id_ID" → id-ID',
  ],
  [
    '<altitude>0',
    '<altitude>1,5',
    `X05-value ${AREA}/altitude[1] 22:7 "altitude" must be a decimal number without exponent: found "1,5" → 1.5`,
  ],
  [
    '    <area>',
    '    <web>http://a.invalid/100%</web>\n    <area>',
    'X05-value /alert[1]/info[1]/web[1] 17:5 "web" must be a URI: found "http://a.invalid/100%" → http://a.invalid/100%25',
  ],
  [
    '10:00:00+07:00',
    '03:00:00Z',
    'X05-date-time /alert[1]/info[1]/expires[1] 15:5 "expires" must be a date and time such as 2026-11-25T08:00:00+07:00, without "Z" or fractions: found "2026-11-25T03:00:00Z" → 2026-11-25T03:00:00-00:00',
  ],
  [
    '<sent>2026-11-25T08:00:00+07:00',
    '<sent>2026-11-24T24:00:00+07:00',
    'A06-time /alert[1]/sent[1] 4:3 Write "sent" without spaces around it and without hour 24: found "2026-11-24T24:00:00+07:00" → 2026-11-25T00:00:00+07:00',
  ],
  [
    '-6,105 -6,106 -7,106 -6,105',
    '105,-6 106,-6 106,-7 105,-6',
    `G04-swapped ${AREA}/polygon[1] 19:7 Exchange latitude and longitude: they are the wrong way round, and the area is in Indonesia once exchanged → -6,105 -6,106 -7,106 -6,105`,
  ],
  [
    '-6,105 5',
    '105,-6 5',
    `G04-swapped ${AREA}/circle[1] 20:7 Exchange latitude and longitude: they are the wrong way round, and the area is in Indonesia once exchanged → -6,105 5`,
  ],
  [
    '-7,106 -6,105',
    '-7,106',
    `G02-few ${AREA}/polygon[1] 19:7 Add points: a polygon needs at least four, this one has 3 → -6,105 -6,106 -7,106 -6,105`,
  ],
  [
    '-6,105 5',
    '-6,105 5 km',
    `G09-circle ${AREA}/circle[1] 20:7 Write the circle as lat,lon radius in kilometres: found "-6,105 5 km" → -6,105 5`,
  ],
]

test.for(ONE)('%s → %s', ([from, to, found]) => {
  expect(change(from, to).filter((line) => !line.startsWith('G02-open'))).toEqual([found])
})

test('of many in the wrong order only those are named that have to move', () => {
  const rows = INFO.split('\n')
  const moved = [rows[0], rows[8], rows[7], ...rows.slice(1, 7), ...rows.slice(9)].join('\n')
  const found = linesOf(`${HEAD}${moved}</alert>`).map((line) => line.split(' ', 3).join(' '))
  expect(found).toEqual([
    'X05-order-after /alert[1]/info[1]/headline[1] 9:5',
    'X05-order-after /alert[1]/info[1]/expires[1] 10:5',
  ])
})

test('a prefix that the root alone carries is one mistake', () => {
  const xml = XML.replace('<alert xmlns=', '<c:alert xmlns:c=').replace('</alert>', '</c:alert>')
  expect(linesOf(xml)).toEqual([
    'X07-no-namespace /alert[1]/identifier[1] 2:3 Put "identifier" into the namespace of its message: it is in none',
  ])
})

test('an attribute on everything is named a few times', () => {
  const found = change(/<(\w+)>/g, '<$1 xml:lang="id">')
  expect(found.map((line) => line.split(' ')[0])).toEqual(Array(5).fill('X07-attribute'))
})

test('a root that is none is said to be what it is', () => {
  expect(linesOf('<rss xmlns="urn:x"/>')).toEqual([
    'X04-root /rss[1] 1:1 Begin the document with "alert": found "rss"',
  ])
  expect(linesOf('<alert/>')).toEqual([
    'X04-no-namespace /alert[1] 1:1 Declare xmlns="urn:oasis:names:tc:emergency:cap:1.2" on "alert": it is in no namespace',
  ])
})

const SIGNATURE = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'
const OBJECT = SIGNATURE.replace('Signature', 'Object')

// A signature is the last child of the root, and the only one. CAP 1.2 §3.3.4.1.
test.for([
  ['</alert>', `${SIGNATURE}</alert>`, []],
  ['</alert>', `${SIGNATURE}<!-- c -->\n</alert>`, []],
  ['</alert>', `${SIGNATURE}${SIGNATURE}</alert>`, ['X06-several']],
  ['  <info>', `${SIGNATURE}<info>`, ['X06-misplaced']],
  ['  <info>', `${SIGNATURE}${SIGNATURE}<info>`, ['X06-misplaced', 'X06-misplaced', 'X06-several']],
  ['</info>', `${SIGNATURE}</info>`, ['X06-nested']],
  ['<value>b', `<value>b${SIGNATURE}`, ['X05-child']],
  ['</alert>', `${OBJECT}</alert>`, ['X06-part']],
  ['</alert>', `${SIGNATURE}${OBJECT}</alert>`, ['X06-part']],
  ['  <info>', `${OBJECT}<info>`, ['X06-misplaced']],
] as const)('%s → %s', ([from, to, rules]) => {
  expect(change(from, to).map((line) => line.split(' ')[0])).toEqual(rules)
})

test('what ends a message beside its signature does not make it another standard', () => {
  const report = readCap(Buffer.from(XML.replace('</alert>', `${OBJECT}</alert>`)))
  expect(isValidCap(report.findings)).toBe(true)
})

const XS = 'xmlns:s="http://www.w3.org/2001/XMLSchema"'
const XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'

// XML Schema Part 1 §2.6: a type may only be narrowed, and nothing of CAP is nillable.
test.for([
  ['<event', 'i:type="s:string"', []],
  ['<event', 'i:type="s:NCName"', []],
  ['<event', 'i:type="s:integer"', ['X07-type']],
  ['<event', 'i:type="s:ENTITY"', ['X07-type']],
  ['<event', 'i:type="string"', ['X07-type']],
  ['<event', 'i:type="q:string"', ['X07-type']],
  ['<altitude', 'i:type="s:unsignedByte"', []],
  ['<altitude', 'i:type="s:positiveInteger"', ['X07-type']],
  ['<altitude', 'i:type="s:double"', ['X07-type']],
  ['<status', 'i:type="s:string"', ['X07-type']],
  ['<info', 'i:type="s:anyType"', ['X07-type']],
  ['<sent', 'i:type="s:dateTime"', ['X07-type']],
  ['<event', 'i:nil="false"', ['X07-nil']],
  ['<info', 'i:nil="true"', ['X07-nil']],
  ['<info', 'i:schemaLocation="a b"', []],
  ['<info', 'i:noNamespaceSchemaLocation="a"', []],
  ['<info', 'i:other="a"', ['X07-attribute']],
] as const)('%s with %s', ([from, attribute, rules]) => {
  const xml = XML.replace('<alert ', `<alert ${XS} ${XSI} `).replace(from, `${from} ${attribute}`)
  expect(linesOf(xml).map((line) => line.split(' ')[0])).toEqual(rules)
})

test('what CAP 1.0 had is explained beside what is wrong with it', () => {
  expect(change('<status>', '<password>x</password><status>')).toEqual([
    'A21-old-version /alert[1]/password[1] 5:3 Replace or remove "password": CAP 1.0 had it, CAP 1.2 no longer has it',
    'X05-unexpected /alert[1]/password[1] 5:3 Remove "password", "alert" has no such element: it may have identifier, sender, sent, status, msgType, source, scope, restriction, addresses, code, note, references, incidents, info',
  ])
  expect(change('Observed', 'Very Likely').map((line) => line.replace(/ \/.*:/, ''))).toEqual([
    'A21-old-version CAP 1.0 had it, CAP 1.2 no longer has it → Likely',
    'X05-value found "Very Likely" → Likely',
  ])
})
