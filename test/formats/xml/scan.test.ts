import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { childElements, textOf } from '../../../src/formats/xml/node.ts'
import { scanXml, XML_LIMITS } from '../../../src/formats/xml/scan.ts'

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
  expect(scan('<a>&constructor;</a>').finding?.rule).toBe('X05-malformed')
  expect(scan('<a>&__proto__;</a>').finding?.rule).toBe('X05-malformed')
})

test.for([
  ['X01-doctype', '<!DOCTYPE a><a/>'],
  ['X01-doctype', '<?xml version="1.0"?><!-- --><?p?>\n<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
  ['X01-doctype', '<!DOCTYPE a [ never closed'],
  ['X02-encoding', '<?xml version="1.0" encoding="windows-1252"?><a/>'],
  ['X02-encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
  ['X02-encoding', '<?xml version="1.0" encoding=""?><a/>'],
  ['X02-xml-version', '<?xml version="1.1"?><a/>'],
  ['X05-malformed', ''],
  ['X05-malformed', 'no element'],
  ['X05-malformed', ' <?xml version="1.0"?><a/>'],
  ['X05-malformed', '<a>'],
  ['X05-malformed', '<a></b>'],
  ['X05-malformed', '<a/><b/>'],
  ['X05-malformed', '<a/>text'],
  ['X05-malformed', '<a b="1" b="2"/>'],
  ['X05-malformed', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
  ['X05-malformed', '<p:a/>'],
  ['X05-malformed', '<a p:b="1"/>'],
  ['X05-malformed', '<a xmlns:p=""/>'],
  ['X05-malformed', '<a b=1/>'],
  ['X05-malformed', '<a b="<"/>'],
  ['X05-malformed', '<a>]]></a>'],
  ['X05-malformed', '<a>&</a>'],
  ['X05-malformed', '<a>&nbsp;</a>'],
  ['X05-malformed', '<a>&#0;</a>'],
  ['X05-malformed', '<a>&#xD800;</a>'],
  ['X05-malformed', '<a>\u0000</a>'],
  ['X05-malformed', '<a>\u0001</a>'],
  ['X05-malformed', '<a>\ufffe</a>'],
  ['X05-malformed', '<a><!-- -- --></a>'],
  ['X05-malformed', '<a><?xml version="1.0"?></a>'],
  ['X05-malformed', '<a><?p:q r?></a>'],
  ['X05-malformed', '<a:b:c xmlns:a="u"/>'],
  ['X05-malformed', '<a:1 xmlns:a="u"/>'],
  ['X05-malformed', '<a xmlns:xml="u"/>'],
  ['X05-malformed', '<xmlns:a/>'],
] as const)('scanXml() refuses by %s: %s', ([rule, xml]) => {
  expect(scan(xml).finding?.rule).toBe(rule)
})

test.for([
  ['UTF-8 without a declaration', Buffer.from('<a>é</a>')],
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
  ['X05-malformed', Buffer.from('\ufeff\ufeff<a/>')],
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
  expect(rule(`<a>${' '.repeat(24)}</a>`)).toBe('X03-size')
  expect(scan(`<${'n'.repeat(100)}/>`).finding).toBeNull()
  expect(scan(`<${'n'.repeat(101)}/>`).finding).toMatchObject({ rule: 'X03-text' })
})

test('a fault has the line and the path where it was met', () => {
  const { finding } = scan('<a>\n<b>\n<c></d></b></a>')
  expect(finding).toMatchObject({ path: '/a[1]/b[1]', params: { line: 3 } })
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
