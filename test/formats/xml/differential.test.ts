import { XmlDocument } from 'libxml2-wasm'
import { expect, test } from 'vitest'
import { XmlStop } from '../../../src/formats/xml/fault.ts'
import { XML_LIMITS } from '../../../src/formats/xml/limits.ts'
import { Scanner } from '../../../src/formats/xml/scanner.ts'

// Not judged by us: whether a namespace is a URI.
const DELIBERATE = /not a valid URI/
const SEED = '<a xmlns:p="u" p:b="1"><!--x--><p:c/>t&amp;<![CDATA[y]]></a>'
const TOKENS = ['<', '>', '&', '"', '</a>', '<a>', ']]>', '--', '<?', '?>', '&#0;', ':', '\u0001']
TOKENS.push(' xmlns:a=""', ' xmlns:xml="u"', ' b="1"', 'p:', '\u00b7', ' ', '=', '\r\n')

function isWellFormed(text: string): boolean {
  const scanner = new Scanner(text.replaceAll(/\r\n?/g, '\n'), XML_LIMITS)
  try {
    scanner.scan()
    return scanner.badAt === -1
  } catch (error) {
    if (error instanceof XmlStop) return false
    throw error
  }
}

function libxml2(text: string): string | null {
  try {
    using _ = XmlDocument.fromBuffer(Buffer.from(text))
    return null
  } catch (error) {
    return String(error)
  }
}

test('Scanner judges two thousand mutated documents as libxml2 does', () => {
  let state = 7
  const next = (max: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * max)
  }
  for (let round = 0; round < 2_000; round++) {
    let text = SEED
    for (let count = next(3); count >= 0; count--) {
      const at = next(text.length + 1)
      const token = next(3) === 0 ? '' : TOKENS[next(TOKENS.length)]!
      text = text.slice(0, at) + token + text.slice(token === '' ? at + 1 : at)
    }
    const wrong = libxml2(text)
    if (wrong !== null && DELIBERATE.test(wrong)) continue
    expect({ text, ok: isWellFormed(text) }).toEqual({ text, ok: wrong === null })
  }
})
