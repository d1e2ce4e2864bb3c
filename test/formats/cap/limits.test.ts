import { expect, test } from 'vitest'
import { readCap } from '../../../src/formats/cap/read.ts'
import {
  COUNT_LIMITS,
  DEREF_URI_MAX,
  POINTS_MAX,
  POINTS_TOTAL_MAX,
  REFERENCES_MAX,
  SHAPES_TOTAL_MAX,
} from '../../../src/formats/cap/schema.ts'
import { XML_LIMITS } from '../../../src/formats/xml/limits.ts'
import { writeCap } from '../../../src/formats/cap/write.ts'
import { sampleAlert, sampleArea, sampleInfo } from '../../domain/cap/sample.ts'

const PARTS: Readonly<Record<string, string>> = {
  code: '<code>x</code>',
  info: '<info><category>Geo</category><event>x</event><urgency>Past</urgency><severity>Minor</severity><certainty>Likely</certainty></info>',
  category: '<category>Met</category>',
  responseType: '<responseType>None</responseType>',
  eventCode: '<eventCode><valueName>a</valueName><value>b</value></eventCode>',
  parameter: '<parameter><valueName>a</valueName><value>b</value></parameter>',
  resource: '<resource><resourceDesc>a</resourceDesc><mimeType>a/b</mimeType></resource>',
  area: '<area><areaDesc>a</areaDesc></area>',
  polygon: '<polygon>0,100 0,101 1,101 0,100</polygon>',
  circle: '<circle>0,100 1</circle>',
  geocode: '<geocode><valueName>a</valueName><value>b</value></geocode>',
}

/** One alert with room for any number of any part, where the schema has it. */
function withParts(name: string, count: number): string {
  const of = (each: string): string => (each === name ? PARTS[each]!.repeat(count) : '')
  const area = `<area><areaDesc>a</areaDesc>${of('polygon')}${of('circle')}${of('geocode')}</area>`
  const first = name === 'category' ? '' : '<category>Geo</category>'
  const info = `<info>${first}${of('category')}<event>x</event>${of('responseType')}<urgency>Past</urgency><severity>Minor</severity><certainty>Likely</certainty>${of('eventCode')}${of('parameter')}${of('resource')}${name === 'area' ? of('area') : area}</info>`
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>b</sender><sent>2026-11-25T08:00:00+07:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>${of('code')}${name === 'info' ? of('info') : info}</alert>`
}

function found(xml: string): { rule: string; max: unknown }[] {
  const { findings } = readCap(Buffer.from(xml))
  return findings.map(({ rule, params }) => ({ rule, max: params['max'] }))
}

test.for([...COUNT_LIMITS])('at most %s: %d, and not one more', ([name, max]) => {
  expect(found(withParts(name, max))).toEqual([])
  expect(found(withParts(name, max + 1))).toEqual([{ rule: 'X03-count', max }])
})

test('every part that repeats has a limit', () => {
  expect(Object.keys(PARTS).sort()).toEqual([...COUNT_LIMITS.keys()].sort())
})

const BASE = writeCap(sampleAlert({ infos: [sampleInfo({ areas: [sampleArea()] })] }))

test('a polygon has a limit of points, references one of messages', () => {
  const ring = (points: number): string =>
    BASE.replace(/(<polygon>).*(<\/polygon>)/, `$1${'0,100 0,101 '.repeat(points / 2)}0,100$2`)
  expect(found(ring(POINTS_MAX - 2))).toEqual([])
  expect(found(ring(POINTS_MAX))).toEqual([{ rule: 'X03-count', max: POINTS_MAX }])
  const triples = (count: number): string =>
    BASE.replace(
      '<info>',
      `<references>${'a,b,2026-11-25T07:00:00+07:00 '.repeat(count)}</references><info>`,
    )
  expect(found(triples(REFERENCES_MAX))).toEqual([])
  expect(found(triples(REFERENCES_MAX + 1))).toEqual([{ rule: 'X03-count', max: REFERENCES_MAX }])
})

/** One info for each list of shapes. */
function withShapes(...shapes: readonly string[]): string {
  const info = (each: string): string =>
    PARTS['info']!.replace('</info>', `<area><areaDesc>a</areaDesc>${each}</area></info>`)
  return withParts('info', 1).replace(PARTS['info']!, shapes.map(info).join(''))
}

test('the points of all infos have a limit, and the polygon that is too many is named', () => {
  const half = `<polygon>${'0,100 0,101 '.repeat(POINTS_TOTAL_MAX / 4 - 1)}1,101 0,100</polygon>`
  expect(found(withShapes(half, half))).toEqual([])
  const { alert, findings } = readCap(Buffer.from(withShapes(half, half, PARTS['polygon']!)))
  expect(alert).toBeNull()
  expect(findings).toMatchObject([
    {
      rule: 'X03-count',
      path: '/alert[1]/info[3]/area[1]/polygon[1]',
      params: { max: POINTS_TOTAL_MAX, element: 'point', found: POINTS_TOTAL_MAX + 4 },
    },
  ])
})

test('the polygons and circles of all infos have a limit together', () => {
  const shapes = PARTS['polygon']!.repeat(2_500) + PARTS['circle']!.repeat(SHAPES_TOTAL_MAX / 4)
  expect(found(withShapes(shapes, shapes))).toEqual([])
  for (const name of ['polygon', 'circle']) {
    const { findings } = readCap(Buffer.from(withShapes(shapes, shapes, PARTS[name]!)))
    expect(findings).toMatchObject([
      {
        rule: 'X03-count',
        path: `/alert[1]/info[3]/area[1]/${name}[1]`,
        params: { max: SHAPES_TOTAL_MAX, found: SHAPES_TOTAL_MAX + 1 },
      },
    ])
  }
})

test('what is embedded, and any text, has a limit of characters', () => {
  const deref = (characters: number): string =>
    BASE.replace(
      '<area>',
      `<resource><resourceDesc>a</resourceDesc><mimeType>a/b</mimeType><derefUri>${'A'.repeat(characters)}</derefUri></resource><area>`,
    )
  expect(found(deref(DEREF_URI_MAX))).toEqual([])
  expect(found(deref(DEREF_URI_MAX + 1))).toEqual([{ rule: 'X03-text', max: DEREF_URI_MAX }])
  const note = (characters: number): string =>
    BASE.replace('<info>', `<note>${'x'.repeat(characters)}</note><info>`)
  expect(found(note(XML_LIMITS.text))).toEqual([])
  expect(found(note(XML_LIMITS.text + 1))).toEqual([{ rule: 'X03-text', max: XML_LIMITS.text }])
})

test('a number has a limit of digits, so that it always is one', () => {
  const altitude = (digits: number): string =>
    BASE.replace('</area>', `<altitude>${'9'.repeat(digits)}</altitude></area>`)
  expect(found(altitude(300))).toEqual([])
  expect(found(altitude(301))).toEqual([{ rule: 'X03-text', max: 300 }])
})

test('too many points are refused, and no alert is given', () => {
  expect(readCap(Buffer.from(withParts('info', 101))).alert).toBeNull()
})
