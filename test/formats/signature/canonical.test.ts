import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CANONICAL_ALGORITHMS,
  canonicalDocument,
  canonicalElement,
  EXCLUSIVE,
  INCLUSIVE,
  INCLUSIVE_1_1,
  relativeNamespace,
} from '../../../src/formats/signature/canonical.ts'
import { childElements } from '../../../src/formats/xml/node.ts'
import { scanXml } from '../../../src/formats/xml/scan.ts'
import { xmlDocuments } from './trees.ts'
import { hasProgram, inTempFolder } from '../xmllint.ts'

const exclusive = CANONICAL_ALGORITHMS.get(EXCLUSIVE)!
const inclusive = CANONICAL_ALGORITHMS.get(INCLUSIVE)!
const inclusive11 = CANONICAL_ALGORITHMS.get(INCLUSIVE_1_1)!
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

// Worked by hand from C14N 1.1 §2.4, from memory.
test('C14N 1.1 leaves xml:id above, takes xml:lang and xml:space along and joins xml:base', () => {
  const xml =
    '<a xml:id="i" xml:lang="id" xml:base="http://a.invalid/x/y"><b xml:space="preserve" xml:base="../z"><c xml:base="w?q#f"/></b></a>'
  const { root } = scan(xml)
  const b = childElements(root)[0]!
  const c = childElements(b)[0]!
  expect(canonicalElement(c, [root, b], inclusive11)).toBe(
    '<c xml:base="http://a.invalid/w?q" xml:lang="id" xml:space="preserve"></c>',
  )
  expect(canonicalElement(c, [root, b], inclusive)).toBe(
    '<c xml:base="w?q#f" xml:id="i" xml:lang="id" xml:space="preserve"></c>',
  )
  expect(canonicalElement(c, [root, b], exclusive)).toBe('<c xml:base="w?q#f"></c>')
})

test('C14N 1.1 changes no xml:base where nothing above has one, and drops an empty one', () => {
  const own = scan('<a><b xml:base="../x/./y"/></a>').root
  expect(canonicalElement(childElements(own)[0]!, [own], inclusive11)).toBe(
    '<b xml:base="../x/./y"></b>',
  )
  const empty = scan('<a xml:base="x/"><b xml:base="../"/></a>').root
  expect(canonicalElement(childElements(empty)[0]!, [empty], inclusive11)).toBe('<b></b>')
})

test('relativeNamespace() finds the one that no canonical form is defined for', () => {
  const find = (xml: string) => relativeNamespace(scan(xml).root)
  expect(find('<a xmlns="urn:u"><b xmlns:p="http://x.invalid" xmlns=""/></a>')).toBe(null)
  expect(find('<a xmlns="urn:u"><b xmlns:p="../x"/></a>')).toBe('../x')
})

const OPTIONS = [
  ['--c14n', `${INCLUSIVE}#WithComments`],
  ['--c14n11', `${INCLUSIVE_1_1}#WithComments`],
  ['--exc-c14n', `${EXCLUSIVE}WithComments`],
] as const

/** Both canonical forms of a file, by all three algorithms: ours and that of xmllint. */
function bothForms(file: string, octets: Uint8Array): [ours: string, theirs: string][] {
  const { document } = scanXml(octets)
  return OPTIONS.map(([option, algorithm]) => {
    const { stdout } = spawnSync('xmllint', ['--nonet', option, file], { encoding: 'utf8' })
    const ours = canonicalDocument(document!, CANONICAL_ALGORITHMS.get(algorithm)!)
    // xmllint ends its output with a line feed of its own.
    return [ours, stdout.replace(/\n$/, '')]
  })
}

test.skipIf(!hasProgram('xmllint'))('xmllint writes the same canonical forms', () => {
  const documents = [
    '<?s a?><a xmlns="urn:u" xmlns:p="urn:v" b="&lt;&#9;"><p:c p:d="1"><e xmlns=""/></p:c>é😀</a><!--z-->',
    '<p:a xmlns:p="urn:u"><p:b xmlns:p="urn:w"><p:c xmlns:p="urn:u"/></p:b>\r\n<![CDATA[ & ]]></p:a>',
    '<a xml:space="preserve" z="1" y="2" xmlns:q="urn:u" q:a="3">\t<?p\n body ?></a>',
    '<a>&#13;&#xD;x\r\ny\rz<?p a\r\nb?><!-- c\rd --></a>',
    '<?p?><!--a--><a xml:id="x" xml:base="u"/><!--b--><?q r?>',
  ]
  inTempFolder((folder) => {
    const file = join(folder, 'c.xml')
    for (const xml of documents) {
      writeFileSync(file, xml)
      for (const [ours, theirs] of bothForms(file, Buffer.from(xml))) expect(ours).toBe(theirs)
    }
  })
})

test.skipIf(!hasProgram('xmllint'))('xmllint writes the same forms of every fixture', () => {
  const files = globSync('fixtures/**/*.xml')
  expect(files.length).toBeGreaterThan(2)
  let read = 0
  for (const file of files) {
    const octets = readFileSync(file)
    if (scanXml(octets).document === null) continue
    read += 1
    for (const [ours, theirs] of bothForms(file, octets))
      expect([file, ours]).toEqual([file, theirs])
  }
  expect(read).toBeGreaterThan(2)
})

test.skipIf(!hasProgram('xmllint'))('xmllint writes the same forms of generated trees', () => {
  inTempFolder((folder) => {
    const file = join(folder, 'c.xml')
    fc.assert(
      fc.property(xmlDocuments, (xml) => {
        writeFileSync(file, xml)
        for (const [ours, theirs] of bothForms(file, Buffer.from(xml))) expect(ours).toBe(theirs)
      }),
      { numRuns: 40 },
    )
  })
})

test('a canonical form is the canonical form of itself', () => {
  fc.assert(
    fc.property(xmlDocuments, fc.constantFrom(...CANONICAL_ALGORITHMS.values()), (xml, form) => {
      const once = canonicalDocument(scan(xml), form)
      expect(canonicalDocument(scan(once), form)).toBe(once)
    }),
  )
})
