import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  CANONICAL_ALGORITHMS,
  canonicalDocument,
  canonicalElement,
  EXCLUSIVE,
  INCLUSIVE,
} from '../../../src/formats/signature/canonical.ts'
import { childElements } from '../../../src/formats/xml/node.ts'
import { scanXml } from '../../../src/formats/xml/scan.ts'
import { hasProgram, inTempFolder } from '../xmllint.ts'

const exclusive = CANONICAL_ALGORITHMS.get(EXCLUSIVE)!
const inclusive = CANONICAL_ALGORITHMS.get(INCLUSIVE)!
const scan = (xml: string) => scanXml(Buffer.from(xml)).document!

// Worked by hand from the clauses, from memory: RFC 3076 §1.1 and §3, RFC 3741 §3.
test.for([
  ['<?xml version="1.0"?><a/>', '<a></a>'],
  ['<a b=\'1\'\n  a="2"/>', '<a a="2" b="1"></a>'],
  ['<a>&#13;&lt;&gt;&amp;"\'</a>', '<a>&#xD;&lt;&gt;&amp;"\'</a>'],
  ['<a b="&#9;&#10;&#13;&lt;>&amp;&quot;\'"/>', '<a b="&#x9;&#xA;&#xD;&lt;>&amp;&quot;\'"></a>'],
  ['<a><![CDATA[<b>]]></a>', '<a>&lt;b&gt;</a>'],
  ['<a>x<!--c-->y<?p  q ?></a>', '<a>xy<?p q ?></a>'],
  ['<?p?>\n<!--c-->\n<a/>\n\n<?q r?>', '<?p?>\n<a></a>\n<?q r?>'],
  ['<a>\r\n</a>', '<a>\n</a>'],
] as const)('canonicalDocument() writes %s', ([xml, canonical]) => {
  expect(canonicalDocument(scan(xml), exclusive)).toBe(canonical)
  expect(canonicalDocument(scan(xml), inclusive)).toBe(canonical)
})

test('attributes stand in the order of namespace and name, declarations before them', () => {
  const xml = '<e xmlns:b="u1" xmlns:a="u2" b:x="1" a:x="2" y="3" xmlns="d"/>'
  const written = '<e xmlns="d" xmlns:a="u2" xmlns:b="u1" y="3" b:x="1" a:x="2"></e>'
  expect(canonicalDocument(scan(xml), inclusive)).toBe(written)
  expect(canonicalDocument(scan(xml), exclusive)).toBe(written)
})

test('names are ordered by code point, not by UTF-16 unit', () => {
  const xml = '<a \u{10000}="1" \ufdf0="2"/>'
  expect(canonicalDocument(scan(xml), inclusive)).toBe('<a \ufdf0="2" \u{10000}="1"></a>')
})

test('the exclusive form states a namespace where it is used, the inclusive one where it is declared', () => {
  const xml = '<a xmlns:p="u" xmlns:q="v"><p:b/><c p:d="1"/></a>'
  expect(canonicalDocument(scan(xml), exclusive)).toBe(
    '<a><p:b xmlns:p="u"></p:b><c xmlns:p="u" p:d="1"></c></a>',
  )
  expect(canonicalDocument(scan(xml), inclusive)).toBe(
    '<a xmlns:p="u" xmlns:q="v"><p:b></p:b><c p:d="1"></c></a>',
  )
  const listed = { ...exclusive, inclusivePrefixes: ['q'] }
  expect(canonicalDocument(scan(xml), listed)).toContain('<a xmlns:q="v">')
})

test('xmlns="" is written where a default namespace is taken away, and only there', () => {
  const xml = '<a xmlns=""><b xmlns="u"><c xmlns=""/><d xmlns="u"/></b></a>'
  const written = '<a><b xmlns="u"><c xmlns=""></c><d></d></b></a>'
  expect(canonicalDocument(scan(xml), inclusive)).toBe(written)
  expect(canonicalDocument(scan(xml), exclusive)).toBe(written)
})

test('an element cut out takes along what is in scope, and xml: attributes when inclusive', () => {
  const { root } = scan('<a xmlns="u" xmlns:p="v" xml:lang="id"><b p:x="1"/></a>')
  const [element] = childElements(root)
  expect(canonicalElement(element!, [root], exclusive)).toBe(
    '<b xmlns="u" xmlns:p="v" p:x="1"></b>',
  )
  expect(canonicalElement(element!, [root], inclusive)).toBe(
    '<b xmlns="u" xmlns:p="v" xml:lang="id" p:x="1"></b>',
  )
})

test('comments are kept where the algorithm says so', () => {
  const form = CANONICAL_ALGORITHMS.get(`${EXCLUSIVE}WithComments`)!
  const xml = '<!--a--><e>x<!--b--></e><!--c-->'
  expect(canonicalDocument(scan(xml), form)).toBe('<!--a-->\n<e>x<!--b--></e>\n<!--c-->')
  expect(canonicalDocument(scan(xml), exclusive)).toBe('<e>x</e>')
})

test.skipIf(!hasProgram('xmllint'))('xmllint writes the same canonical forms', () => {
  const documents = [
    '<?s a?><a xmlns="urn:u" xmlns:p="urn:v" b="&lt;&#9;"><p:c p:d="1"><e xmlns=""/></p:c>é😀</a><!--z-->',
    '<p:a xmlns:p="urn:u"><p:b xmlns:p="urn:w"><p:c xmlns:p="urn:u"/></p:b>\r\n<![CDATA[ & ]]></p:a>',
    '<a xml:space="preserve" z="1" y="2" xmlns:q="urn:u" q:a="3">\t<?p\n body ?></a>',
  ]
  inTempFolder((folder) => {
    const file = join(folder, 'c.xml')
    for (const xml of documents) {
      writeFileSync(file, xml)
      for (const [option, algorithm] of [
        ['--c14n', `${INCLUSIVE}#WithComments`],
        ['--exc-c14n', `${EXCLUSIVE}WithComments`],
      ] as const) {
        const { stdout } = spawnSync('xmllint', ['--nonet', option, file], { encoding: 'utf8' })
        const form = CANONICAL_ALGORITHMS.get(algorithm)!
        expect(canonicalDocument(scan(xml), form).trim()).toBe(stdout.trim())
      }
    }
  })
})
