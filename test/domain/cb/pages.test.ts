import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../../src/domain/error.ts'
import { formatHex } from '../../../src/domain/cb/octets.ts'
import {
  charactersMax,
  decodePages,
  encodeText,
  nameCharacter,
  normaliseText,
  PAGES_MAX,
  type EncodeTextOptions,
  type Page,
} from '../../../src/domain/cb/pages.ts'

interface Vector {
  name: string
  text: string
  options: EncodeTextOptions
  dcs: number
  language: string | null
  characters: number
  pages: { octets: string; useful: number }[]
}
const { vectors }: { vectors: Vector[] } = JSON.parse(
  readFileSync('fixtures/cb/pages.json', 'utf8'),
)

test.for(vectors)('encodeText(): $name', ({ text, options, pages, ...rest }) => {
  const encoded = encodeText(text, options)
  expect(
    encoded.pages.map(({ octets, useful }) => ({ octets: formatHex(octets), useful })),
  ).toEqual(pages)
  expect(encoded).toMatchObject({
    dcs: rest.dcs,
    language: rest.language,
    characters: rest.characters,
  })
  expect(decodePages(encoded.dcs, encoded.pages)).toEqual({
    text,
    language: rest.language,
    alphabet: encoded.alphabet,
  })
})

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('a', 'é', '€', '{', '\n', 'Δ'), maxLength: 400 }),
  fc.string({ unit: fc.constantFrom('a', '→', '🌊', '👨‍👩‍👧', 'q\u0302'), maxLength: 200 }),
)
const anyOptions = fc.record(
  { alphabet: fc.constantFrom('auto', 'ucs2'), language: fc.constantFrom('id', 'en', 'jv') },
  { requiredKeys: ['language'] },
)

test('decodePages() undoes encodeText() for any text, with and without prefix', () => {
  fc.assert(
    fc.property(anyText, anyOptions, fc.boolean(), (text, options, prefix) => {
      const encoded = encodeText(text, { ...options, prefix })
      const decoded = decodePages(encoded.dcs, encoded.pages)
      expect(decoded).toMatchObject({ text: normaliseText(text), language: encoded.language })
      for (const page of encoded.pages) expect(page.octets.length).toBe(82)
    }),
  )
})

// A phone decodes page by page, so a cut inside a character would show on two pages.
test('encodeText() never cuts a character, a pair or a cluster', () => {
  const segmenter = new Intl.Segmenter('id', { granularity: 'grapheme' })
  fc.assert(
    fc.property(anyText, fc.boolean(), (text, prefix) => {
      const encoded = encodeText(text, { language: 'id', prefix })
      const clusters = new Set(
        Array.from(segmenter.segment(normaliseText(text)), ({ index }) => index),
      )
      let at = 0
      for (const page of encoded.pages) {
        const one = decodePages(encoded.dcs, [page])
        if ('error' in one) throw new Error(one.error.message)
        if (encoded.alphabet === 'ucs2' && at < normaliseText(text).length) {
          expect(clusters.has(at)).toBe(true)
        }
        at += one.text.length
      }
      expect(at).toBe(normaliseText(text).length)
    }),
  )
})

test('encodeText() cuts a cluster longer than a page between code points', () => {
  const zalgo = `o${'\u0330'.repeat(100)}`
  const encoded = encodeText(zalgo)
  expect(encoded.pages.length).toBe(3)
  expect(decodePages(encoded.dcs, encoded.pages)).toMatchObject({ text: normaliseText(zalgo) })
})

test.for([
  { alphabet: 'gsm7', prefix: false, most: 1395 },
  { alphabet: 'gsm7', prefix: true, most: 1350 },
  { alphabet: 'ucs2', prefix: false, most: 615 },
  { alphabet: 'ucs2', prefix: true, most: 600 },
] as const)('15 pages hold $most characters of $alphabet', ({ alphabet, prefix, most }) => {
  const options = { alphabet, prefix, language: 'id' }
  expect(charactersMax(alphabet, prefix)).toBe(most)
  expect(encodeText('x'.repeat(most), options).pages.length).toBe(PAGES_MAX)
  expect(encodeText('x'.repeat(most + 1), options).pages.length).toBe(PAGES_MAX + 1)
})

test('encodeText() normalises before it chooses the alphabet', () => {
  expect(encodeText('cafe\u0301').alphabet).toBe('gsm7')
  expect(encodeText('a\r\nb').characters).toBe(3)
})

test('encodeText() names what forced UCS-2, and only when it chose', () => {
  expect(encodeText('a → b “c”').forcedBy).toEqual(['→', '“', '”'])
  expect(encodeText('a → b', { alphabet: 'ucs2' }).forcedBy).toEqual([])
})

test('encodeText() refuses GSM-7 that lacks a character, and a prefix that is no language', () => {
  expect(() => encodeText('→', { alphabet: 'gsm7' })).toThrow(Refusal)
  expect(() => encodeText('a', { prefix: true })).toThrow(Refusal)
  expect(() => encodeText('a', { prefix: true, language: 'bug' })).toThrow(Refusal)
})

test('encodeText() gives one page of fill for no text', () => {
  const encoded = encodeText('')
  expect(encoded.pages.map((page) => page.useful)).toEqual([0])
  expect(decodePages(encoded.dcs, encoded.pages)).toMatchObject({ text: '' })
})

test('decodePages() never throws on random octets', () => {
  const page = fc
    .tuple(fc.uint8Array({ maxLength: 90 }), fc.integer({ min: 0, max: 255 }))
    .map(([octets, useful]) => ({ octets, useful }))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.array(page), (dcs, pages) => {
      const decoded = decodePages(dcs, pages)
      if ('error' in decoded) expect(decoded.error.rule).toBe('dcs-refused')
      else expect(decoded.text.isWellFormed()).toBe(true)
    }),
  )
})

test('decodePages() keeps NULs, as phones show them, and reads 8 bit as the default alphabet', () => {
  const nul = { octets: Uint8Array.of(0, 0x41, 0, 0), useful: 4 }
  expect(decodePages(0x48, [nul])).toMatchObject({ text: 'A\0' })
  const eight = { octets: Uint8Array.of(0x41, 0x42, 0x0d), useful: 3 }
  expect(decodePages(0x44, [eight])).toMatchObject({ text: 'AB', alphabet: '8bit' })
})

test('nameCharacter() shows what shows and spells out the rest', () => {
  expect(['→', '\u00a0', '\u200b', '\n', '🌊'].map(nameCharacter)).toEqual([
    '→',
    'U+00A0',
    'U+200B',
    'U+000A',
    '🌊',
  ])
})

// As Android's GsmSmsCbMessage does: two characters for a language, whichever they are.
test('decodePages() takes the language of the last page, letters or not', () => {
  const page = (head: readonly number[], text: number): Page => {
    const octets = new Uint8Array(82).fill(0)
    octets.set([...head, 0, text, 0, 0x0d])
    return { octets, useful: 6 }
  }
  const odd = page([0x0d, 0x0a], 0x41)
  const indonesian = page([0x69, 0x32], 0x42)
  expect(decodePages(0x11, [indonesian, odd])).toMatchObject({ language: '\rΛ', text: 'BA' })
  expect(decodePages(0x11, [odd, indonesian])).toMatchObject({ language: 'id', text: 'AB' })
  const cut = { octets: new Uint8Array(82), useful: 1 }
  expect(decodePages(0x11, [cut])).toMatchObject({ language: null, text: '' })
})
