import { expect, test } from 'vitest'
import {
  byLine,
  elementTextAt,
  excerptOf,
  linesOf,
  textOf,
} from '../../../src/console/cap/source.ts'
import type { FindingJson } from '../../../src/formats/json/views.ts'

const at = (line: number | undefined, rule: string): FindingJson => ({
  level: 'error',
  rule,
  path: '/',
  message: { id: 'x', en: 'x' },
  ...(line === undefined ? {} : { line }),
})

test('byLine() gathers findings by line, those about no line first', () => {
  const groups = byLine([at(9, 'a'), at(3, 'b'), at(undefined, 'c'), at(9, 'd')])
  const rules = groups.map(({ line, findings }) => [line, ...findings.map(({ rule }) => rule)])
  expect(rules).toEqual([
    [0, 'c'],
    [3, 'b'],
    [9, 'a', 'd'],
  ])
  expect(byLine([])).toEqual([])
})

test('linesOf() counts as the service does', () => {
  expect(linesOf('a\nb\r\nc\rd\n')).toEqual(['a', 'b', 'c', 'd', ''])
})

test('excerptOf() shows the part of a long line that a finding is about', () => {
  expect(excerptOf('    <sent>x</sent>', 5)).toBe('<sent>x</sent>')
  expect(excerptOf('<event>\u202ex')).toBe('<event>\\u202ex')
  const long = `${'a'.repeat(500)}<sent>${'b'.repeat(500)}`
  const part = excerptOf(long, 501)
  expect(part).toHaveLength(242)
  expect(part).toMatch(/^…a{40}<sent>b+…$/)
  expect(excerptOf(long, 1)).toMatch(/^a{240}…$/)
  expect(excerptOf(long, 1_006)).toMatch(/^…b{240}$/)
  // A pair of surrogates that the cut falls into.
  expect(excerptOf(`${'a'.repeat(239)}😀`, 1).isWellFormed()).toBe(true)
})

test.for([
  ['<sent>2026</sent>', '2026'],
  ['<cap:sent a="b">2026\n</cap:sent>', '2026\n'],
  ['<sent/>', ''],
  ['<sent></sent>', ''],
  ['<value>a &lt; b &amp; &#233;&#xe9;</value>', 'a < b & éé'],
  ['<value>&nbsp;&#x110000;</value>', '&nbsp;&#x110000;'],
  // No text alone, no element, no end.
  ['<info><event/></info>', null],
  ['<value><![CDATA[x]]></value>', null],
  ['</info>', null],
  ['<!-- x -->', null],
  ['text', null],
  ['<sent>2026', null],
] as const)('elementTextAt() reads %j', ([xml, text]) => {
  const lines = linesOf(`<alert>\n  ${xml}`)
  expect(elementTextAt(lines, { line: 2, column: 3 })).toBe(text)
})

test('elementTextAt() reads nothing at a place that is not there', () => {
  expect(elementTextAt(['<a>x</a>'], { line: 2, column: 1 })).toBeNull()
  expect(elementTextAt(['<a>x</a>'], { line: 1, column: 99 })).toBeNull()
  expect(elementTextAt(['<a>x</a>'], {})).toBeNull()
})

test('textOf() reads what a document says its encoding is', () => {
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>é</a>`
  expect(textOf(Buffer.from(declared('UTF-8')))).toContain('é')
  expect(textOf(Buffer.from(declared('ISO-8859-1'), 'latin1'))).toContain('é')
  expect(textOf(Buffer.from('\ufeff<a>é</a>'))).toBe('<a>é</a>')
  expect(textOf(Buffer.from('\ufeff<a>é</a>', 'utf16le'))).toBe('<a>é</a>')
  expect(textOf(Buffer.from('\ufeff<a>é</a>', 'utf16le').swap16())).toBe('<a>é</a>')
})
