import { expect, test } from 'vitest'
import { checkCapOctets } from '../../../src/formats/cap/check.ts'
import { XML_LIMITS } from '../../../src/formats/xml/limits.ts'

const ALERT =
  '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>b@c.id</sender><sent>2026-11-25T08:00:00+07:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>INFOS</alert>'
const INFO =
  '<info><category>Geo</category><event>x</event><urgency>Past</urgency><severity>Minor</severity><certainty>Likely</certainty><description>TEXT</description><area><areaDesc>d</areaDesc>SHAPES</area></info>'

/** As much of it as a document and one text may have. */
function fill(part: string): string {
  const room = XML_LIMITS.octets - 2_000
  const times = Math.min(room / Buffer.byteLength(part), XML_LIMITS.text / part.length)
  return part.repeat(Math.floor(times))
}

function infos(info: string, count = 1): string {
  return ALERT.replace('INFOS', () => info.repeat(count))
}

function withText(text: string): string {
  return infos(INFO.replace('TEXT', () => text).replace('SHAPES', ''))
}

function withShapes(shapes: string, count = 1): string {
  return infos(
    INFO.replace('SHAPES', () => shapes),
    count,
  )
}

function star(points: number): string {
  const ring = Array.from({ length: points }, (_, i) => {
    const [angle, radius] = [(i / points) * 2 * Math.PI, i % 2 === 0 ? 1 : 4]
    return `${(radius * Math.cos(angle) - 5).toFixed(5)},${(radius * Math.sin(angle) + 115).toFixed(5)}`
  })
  return `<polygon>${[...ring, ring[0]].join(' ')}</polygon>`
}

const BOW = '<polygon>-6,106 -7,107 -6,107 -7,106 -6,106</polygon>'
const FLAT = '<polygon>0,0 0,0 0,0 0,0</polygon>'
const ATTRIBUTES = Array.from({ length: 32 }, (_, i) => `a${i}=""`).join(' ')

// What took longest, or most memory, of some 950 documents; each was then 0.2 to 20 s.
const WORST: readonly (readonly [string, () => string, string | null, string])[] = [
  ['stars of 100,000 points', () => withShapes(star(99_990).repeat(2)), null, ''],
  ['bows', () => withShapes(BOW.repeat(100), 100), null, ''],
  [
    'too many of them',
    () => withShapes(BOW.repeat(101), 100),
    'X03-count',
    '/alert[1]/info[100]/area[1]/polygon[2]',
  ],
  ['flat rings', () => withShapes(FLAT.repeat(5_000), 2), null, ''],
  [
    'pairs that are none',
    () => withShapes(`<polygon>${'-6;106 '.repeat(99_000)}</polygon>`.repeat(2)),
    null,
    '',
  ],
  [
    'texts between',
    () => withShapes('<geocode>x</geocode>'.repeat(15_000)),
    'X05-text',
    '/alert[1]/info[1]/area[1]/geocode[1]',
  ],
  ['line ends', () => withText(fill('\r')), null, ''],
  ['references', () => withText(fill('&#65;')), null, ''],
  ['marks', () => withText(fill(`a${'\u0301'.repeat(9)}`)), null, ''],
  ['instructions', () => withText(fill('<?a?>')), 'X03-count', '/alert[1]/info[1]/description[1]'],
  [
    'attributes',
    () => withText(fill(`<a ${ATTRIBUTES}/>`)),
    'X03-count',
    '/alert[1]/info[1]/description[1]',
  ],
  ['a document type behind comments', () => `${fill('<!---->')}<!DOCTYPE a>`, 'X01-doctype', '/'],
]

test.for(WORST)('%s are checked in time and told in place', { timeout: 60_000 }, (row) => {
  const [, make, rule, path] = row
  const octets = Buffer.from(make())
  expect(octets.length).toBeLessThanOrEqual(XML_LIMITS.octets)
  const before = process.cpuUsage()
  const report = checkCapOctets(octets, { nowMs: 0, live: true })
  const { user } = process.cpuUsage(before)
  expect(user / 1_000).toBeLessThan(5_000)
  expect(report.valid).toBe(rule === null)
  expect(report.findings.length).toBeLessThan(5_000)
  if (rule !== null) {
    expect(report.findings.find((each) => each.rule === rule)).toMatchObject({ path })
  }
})
