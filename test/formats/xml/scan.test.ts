import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { childElements, textOf } from '../../../src/formats/xml/node.ts'
import { XML_LIMITS } from '../../../src/formats/xml/limits.ts'
import { scanXml } from '../../../src/formats/xml/scan.ts'

const scan = (xml: string) => scanXml(Buffer.from(xml))
const rootOf = (xml: string) => {
  const { document, finding } = scan(xml)
  if (document === null) throw new Error(JSON.stringify(finding))
  return document.root
}
const utf16 = (xml: string, big: boolean) => {
  const octets = Buffer.from(`\ufeff${xml}`, 'utf16le')
  return big ? octets.swap16() : octets
}

test('scanXml() keeps namespaces, order, positions and what stands beside the root', () => {
  const { document } = scan(
    '<?xml version="1.0"?>\n<?s a?><!--c-->\n<a xmlns="u" b="1">\r\n <p:c xmlns:p="v" p:d="&#10;2"/>t</a><!--e-->',
  )
  expect(document?.before.map((each) => each.kind)).toEqual(['instruction', 'comment'])
  expect(document?.after).toEqual([{ kind: 'comment', value: 'e' }])
  const root = document!.root
  expect(root).toMatchObject({ local: 'a', namespace: 'u', line: 3, column: 1, path: '/a[1]' })
  expect(root.attributes).toMatchObject([{ name: 'b', namespace: '', value: '1' }])
  const [child] = childElements(root)
  expect(child).toMatchObject({ namespace: 'v', line: 4, column: 2, path: '/a[1]/c[1]' })
  expect(child!.attributes).toMatchObject([{ local: 'd', namespace: 'v', value: '\n2' }])
  expect(root.children.map((each) => each.kind)).toEqual(['text', 'element', 'text'])
})

test('scanXml() joins text, CDATA and references, and drops none of it at comments', () => {
  const root = rootOf('<a>x&amp;<![CDATA[<y>]]>&#65;<!-- no -->\r\nz</a>')
  expect(textOf(root)).toBe('x&<y>A\nz')
  expect(root.children).toHaveLength(3)
})

test('scanXml() counts a line at CR, LF and CR LF', () => {
  expect(childElements(rootOf('<a>\r\r\n\n<b/></a>'))[0]).toMatchObject({ line: 4, column: 1 })
})

test('scanXml() does not trim a namespace: another name is another namespace', () => {
  expect(rootOf('<a xmlns=" u "/>').namespace).toBe(' u ')
  expect(rootOf('<a xmlns="u"><b xmlns=""/></a>').children[0]).toMatchObject({ namespace: '' })
})

test('scanXml() has no prototype to reach', () => {
  const root = rootOf('<__proto__ constructor="1" toString="2"><hasOwnProperty/></__proto__>')
  expect(root.attributes.map((each) => each.name)).toEqual(['constructor', 'toString'])
  expect(scan('<a>&constructor;</a>').finding?.rule).toBe('X05-malformed-entity')
  expect(scan('<a>&__proto__;</a>').finding?.rule).toBe('X05-malformed-entity')
})

test.for([
  ['X01-doctype', '<!DOCTYPE a><a/>'],
  ['X01-doctype', '<?xml version="1.0"?><!-- --><?p?>\n<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
  ['X01-doctype', '<!DOCTYPE a [ never closed'],
  ['X02-encoding', '<?xml version="1.0" encoding="windows-1252"?><a/>'],
  ['X02-encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
  ['X02-encoding', '<?xml version="1.0" encoding=""?><a/>'],
  ['X02-xml-version', '<?xml version="1.1"?><a/>'],
] as const)('scanXml() refuses by %s: %s', ([rule, xml]) => {
  expect(scan(xml).finding?.rule).toBe(rule)
})

test.for([
  ['UTF-8 without a declaration', Buffer.from('<a>é</a>')],
  ['UTF-8 as utf8', Buffer.from('<?xml version="1.0" encoding="utf8"?><a>é</a>')],
  ['UTF-8 with a mark', Buffer.from('\ufeff<?xml version="1.0" encoding="utf-8"?><a>é</a>')],
  ['UTF-16LE', utf16('<?xml version="1.0" encoding="UTF-16"?><a>é</a>', false)],
  ['UTF-16BE', utf16('<a>é</a>', true)],
  ['ISO-8859-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1')],
  ['US-ASCII', Buffer.from("<?xml version='1.0' encoding='us-ascii'?><a>&#233;</a>")],
] as const)('scanXml() reads %s', ([, octets]) => {
  const { document } = scanXml(octets)
  expect(textOf(document!.root)).toBe('é')
})

test.for([
  ['X02-bytes', Buffer.from('<a>\xe9</a>', 'latin1')],
  ['X02-bytes', Buffer.from([0x3c, 0x61, 0x3e, 0xc0, 0x80, 0x3c, 0x2f, 0x61, 0x3e])],
  ['X02-bytes', Buffer.from('<?xml version="1.0" encoding="US-ASCII"?><a>é</a>')],
  [
    'X02-bytes',
    Buffer.concat([utf16('<a>', false), Buffer.from([0, 0xd8]), Buffer.from('</a>', 'utf16le')]),
  ],
  ['X02-encoding', utf16('<a/>', false).subarray(2)],
  ['X02-encoding', utf16('<a/>', true).subarray(2)],
  ['X02-encoding', utf16('<?xml version="1.0" encoding="UTF-8"?><a/>', false)],
  ['X02-encoding', Buffer.from('\ufeff<?xml version="1.0" encoding="ISO-8859-1"?><a/>')],
  ['X02-encoding', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])],
  ['X05-malformed-leading', Buffer.from('\ufeff\ufeff<a/>')],
] as const)('scanXml() refuses octets by %s (%#)', ([rule, octets]) => {
  expect(scanXml(octets).finding?.rule).toBe(rule)
})

test('X02-bytes names the first octet that is wrong', () => {
  const octets = Buffer.concat([Buffer.from('<a>é'), Buffer.from([0xff]), Buffer.from('</a>')])
  expect(scanXml(octets).finding?.params['offset']).toBe(5)
})

test('scanXml() holds each limit: the last that fits, the first that does not', () => {
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
  expect(scan(nested(16)).finding).toBeNull()
  expect(scan(nested(17)).finding).toMatchObject({ rule: 'X03-depth' })
  const attributes = (count: number) =>
    `<a ${Array.from({ length: count }, (_, i) => `b${i}="1"`).join(' ')}/>`
  expect(scan(attributes(32)).finding).toBeNull()
  expect(scan(attributes(33)).finding).toMatchObject({ rule: 'X03-attributes' })
  const limits = { ...XML_LIMITS, octets: 30, text: 5, elements: 3 }
  const rule = (xml: string) => scanXml(Buffer.from(xml), limits).finding?.rule
  expect(rule(`<a>${'x'.repeat(5)}</a>`)).toBeUndefined()
  expect(rule(`<a>${'x'.repeat(6)}</a>`)).toBe('X03-text')
  expect(rule(`<a>xxx<![CDATA[xxx]]></a>`)).toBe('X03-text')
  expect(rule('<a b="123456"/>')).toBe('X03-text')
  expect(rule('<a><!--123456--></a>')).toBe('X03-text')
  expect(rule('<a><b/><b/></a>')).toBeUndefined()
  expect(rule('<a><b/><b/><b/></a>')).toBe('X03-count')
  for (const part of ['<!---->', '<?p?>']) {
    expect(rule(`<a>${part.repeat(2)}</a>`)).toBeUndefined()
    expect(rule(`<a>${part.repeat(3)}</a>`)).toBe('X03-count')
  }
  expect(rule('<a b="" c=""/>')).toBeUndefined()
  expect(rule('<a b="" c="" d=""/>')).toBe('X03-count')
  expect(rule(`<a>${' '.repeat(24)}</a>`)).toBe('X03-size')
  expect(scan(`<${'n'.repeat(100)}/>`).finding).toBeNull()
  expect(scan(`<${'n'.repeat(101)}/>`).finding).toMatchObject({ rule: 'X03-text' })
})

test('a fault has the line and the path where it was met', () => {
  const { finding } = scan('<a>\n<b>\n<c></d></b></a>')
  expect(finding).toMatchObject({ path: '/a[1]/b[1]/c[1]', params: { line: 3 } })
})

test('scanXml() returns for any octets at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
      const { document, finding } = scanXml(octets)
      expect(document === null).toBe(finding !== null)
    }),
  )
  const soup = fc.array(
    fc.constantFrom('<', '>', 'a', '/', '"', '=', '&', ';', '!', '--', '[', ']]>', '?', ' ', '\n'),
    { maxLength: 40 },
  )
  fc.assert(fc.property(soup, (parts) => void scan(`<a>${parts.join('')}</a>`)))
})

// Each against XML 1.0 and Namespaces in XML 1.0, the place being that of the first wrong character.
test.for([
  ['', 'empty', 1, 1],
  ['no element', 'leading', 1, 1],
  [' <?xml version="1.0"?><a/>', 'declaration', 1, 2],
  ['<a>', 'unclosed', 1, 4],
  ['<a></b>', 'mismatch', 1, 4],
  ['<a/><b/>', 'trailing', 1, 5],
  ['<a/>text', 'trailing', 1, 5],
  ['<a b="1" b="2"/>', 'duplicate', 1, 10],
  ['<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'duplicate', 1, 36],
  ['<p:a/>', 'prefix', 1, 1],
  ['<a p:b="1"/>', 'prefix', 1, 4],
  ['<a xmlns:p=""/>', 'namespace', 1, 4],
  ['<a b=1/>', 'attribute', 1, 4],
  ['<a b="<"/>', 'attribute', 1, 7],
  ['<a>]]></a>', 'text', 1, 4],
  ['<a>&</a>', 'entity', 1, 4],
  ['<a>&nbsp;</a>', 'entity', 1, 4],
  ['<a>&#0;</a>', 'entity', 1, 4],
  ['<a>&#xD800;</a>', 'entity', 1, 4],
  ['<a>\u0000</a>', 'character', 1, 4],
  ['<a>\u0001</a>', 'character', 1, 4],
  ['<a>\ufffe</a>', 'character', 1, 4],
  ['<a><!-- -- --></a>', 'comment', 1, 9],
  ['<a><?xml version="1.0"?></a>', 'declaration', 1, 4],
  ['<a><?p:q r?></a>', 'instruction', 1, 4],
  ['<a:b:c xmlns:a="u"/>', 'name', 1, 2],
  ['<a:1 xmlns:a="u"/>', 'name', 1, 2],
  ['<a xmlns:xml="u"/>', 'namespace', 1, 4],
  ['<xmlns:a/>', 'prefix', 1, 1],
  ['<a>\n  <b>\n</a>', 'mismatch', 3, 1],
  ['<a x="1" y=2>', 'attribute', 1, 10],
  ['<a', 'tag', 1, 3],
  ['<a b', 'attribute', 1, 4],
  ['<a b="c', 'attribute', 1, 4],
  ['<a b="1"c="2"/>', 'tag', 1, 9],
  ['<a><!-- x', 'comment-open', 1, 4],
  ['<a><!-- x --- y -->', 'comment', 1, 11],
  ['<a><![CDATA[x', 'cdata', 1, 4],
  ['<![CDATA[x]]><a/>', 'tag', 1, 1],
  ['<a><?p', 'instruction', 1, 4],
  ['<a><? p?></a>', 'instruction', 1, 4],
  ['<a><?p,q?></a>', 'instruction', 1, 4],
  ['</a>', 'trailing', 1, 1],
  ['<a></a >x', 'trailing', 1, 9],
  ['<a/></a>', 'trailing', 1, 5],
  ['< a/>', 'name', 1, 2],
  ['<a></ a>', 'name', 1, 6],
  ['<a></a b="1">', 'tag', 1, 7],
  ['<1a/>', 'name', 1, 2],
  ['<a><b></a></b>', 'mismatch', 1, 7],
  ['<a>&amp</a>', 'entity', 1, 4],
  ['<a>&#x;</a>', 'entity', 1, 4],
  ['<a>&#1114112;</a>', 'entity', 1, 4],
  ['<a b="&x;"/>', 'entity', 1, 7],
  ['<a>\r\n\r\n&x;</a>', 'entity', 3, 1],
  ['<?xml version="1.0" encoding="UTF-8"', 'declaration', 1, 1],
  ['<?xml encoding="UTF-8"?><a/>', 'declaration', 1, 1],
  ['<?xml version="1.0" standalone="maybe"?><a/>', 'declaration', 1, 1],
  ['<?XML version="1.0"?><a/>', 'declaration', 1, 1],
  ['<a xmlns:xmlns="u"/>', 'namespace', 1, 4],
  ['<a xmlns="http://www.w3.org/2000/xmlns/"/>', 'namespace', 1, 4],
  ['<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>', 'namespace', 1, 4],
  ['<a :b="1"/>', 'name', 1, 4],
  ['<a b:="1"/>', 'name', 1, 4],
  ['<a><!ELEMENT a></a>', 'tag', 1, 4],
  ['<a><!x></a>', 'tag', 1, 4],
  ['<é\u00d7/>', 'tag', 1, 3],
  ['<a>\u0008', 'character', 1, 4],
  ['<a b="\u0000"/>', 'character', 1, 7],
  ['<!-- \u0001 --><a/>', 'character', 1, 6],
] as const)('scanXml() says of %j: malformed, %s, at %i:%i', ([xml, slug, line, column]) => {
  const { finding } = scan(xml)
  expect(finding?.rule).toBe(`X05-malformed-${slug}`)
  expect(finding?.params).toMatchObject({ line, column })
})
