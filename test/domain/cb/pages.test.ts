import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../../src/domain/error.ts'
import { packSeptets, septetsOfText, unpackSeptets } from '../../../src/domain/cb/gsm7.ts'
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
import { MIXED, SCRIPTS, textIn } from './scripts.ts'

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
      if ('error' in decoded) expect(decoded.error.rule).toMatch(/^(dcs-refused|value)$/)
      else expect(decoded.text.isWellFormed()).toBe(true)
    }),
  )
})

test('decodePages() keeps NULs, as phones show them, and reads 8 bit as the default alphabet', () => {
  const nul = { octets: Uint8Array.of(0, 0x41, 0, 0), useful: 4 }
  expect(decodePages(0x48, [nul])).toMatchObject({ text: 'A\0' })
  const eight = { octets: Uint8Array.of(0x41, 0x42, 0x0d), useful: 3 }
  expect(decodePages(0x44, [eight])).toMatchObject({ text: 'AB', alphabet: '8bit' })
  const ended = { octets: Uint8Array.of(0x41, 0xff, 0x80), useful: 3 }
  expect(decodePages(0x44, [ended])).toMatchObject({ text: 'A' })
  const above = { octets: Uint8Array.of(0x41, 0x80, 0xff), useful: 3 }
  expect(decodePages(0x44, [eight, above])).toMatchObject({ error: { rule: 'value', offset: 82 } })
})

test('nameCharacter() shows what shows and spells out the rest', () => {
  expect(['→', '\u3164', '\u00a0', '\u200b', '\n', '🌊'].map(nameCharacter)).toEqual([
    '→',
    'U+3164',
    'U+00A0',
    'U+200B',
    'U+000A',
    '🌊',
  ])
})

// As Android's GsmSmsCbMessage does: two characters for a language, whichever they are.
// Android takes three characters off "if (hasLanguageCode && body.length() > 2)" (GsmSmsCbMessage).
test('decodePages() takes a language off GSM-7 only where more than two characters are there', () => {
  const pageOf = (text: string): Page => {
    const octets = packSeptets(septetsOfText(text))
    return { octets, useful: octets.length }
  }
  const read = (text: string): unknown => decodePages(0x10, [pageOf(text)])
  expect(read('ab')).toMatchObject({ text: 'ab', language: null })
  expect(read('abc')).toMatchObject({ text: '', language: 'ab' })
  expect(read('abcd')).toMatchObject({ text: 'd', language: 'ab' })
})

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
  // An escape and a letter are one character.
  expect(decodePages(0x11, [page([0x9b, 0x32], 0x43)])).toMatchObject({ language: '€', text: 'C' })
  const cut = { octets: new Uint8Array(82), useful: 1 }
  expect(decodePages(0x11, [cut])).toMatchObject({ language: null, text: '' })
})

// "id" is 1101001 1100100: the low bits first make the octets 69 32. 3GPP TS 23.038 §5.
test.for([
  ['id', '6932'],
  ['en', '6537'],
  ['jv', '6a3b'],
  ['zh', '7a34'],
] as const)(
  'encodeText() puts "%s" before the text of each UCS-2 page as %s',
  ([language, hex]) => {
    const { dcs, pages } = encodeText('水'.repeat(81), { language, prefix: true })
    expect(dcs).toBe(0x11)
    expect(pages.map(({ octets }) => formatHex(octets.subarray(0, 2)))).toEqual([hex, hex, hex])
    expect(pages.map(({ useful }) => useful)).toEqual([82, 82, 4])
    expect(formatHex(pages[2]!.octets)).toBe(`${hex}6c34${'000d'.repeat(39)}`)
  },
)

test('encodeText() puts two letters and CR before the text of each GSM-7 page', () => {
  const { dcs, pages } = encodeText('x'.repeat(181), { language: 'id-ID', prefix: true })
  expect(dcs).toBe(0x10)
  for (const { octets } of pages) {
    expect(unpackSeptets(octets).slice(0, 3)).toEqual([0x69, 0x64, 0x0d])
  }
  // 4 septets are 28 bits.
  expect(pages.map(({ useful }) => useful)).toEqual([82, 82, 4])
})

test('encodeText() fills up to 93 septets, and leaves five bits zero, whatever the length', () => {
  for (let length = 0; length <= 93; length++) {
    const { pages } = encodeText('x'.repeat(length))
    const [{ octets, useful }] = pages as [(typeof pages)[0]]
    const septets = unpackSeptets(octets)
    expect(septets.slice(length)).toEqual(Array.from({ length: 93 - length }, () => 0x0d))
    expect(octets[81]! >> 3).toBe(0)
    expect(useful).toBe(Math.ceil((length * 7) / 8))
    // What a phone reads of the useful octets alone has no "@" at its end.
    expect(decodePages(0x0f, [{ octets, useful }])).toMatchObject({ text: 'x'.repeat(length) })
  }
})

test.for([
  ['nothing', '', 1395],
  ['one page and a half', 'x'.repeat(140), 1255],
  ['fifteen full pages', 'x'.repeat(1395), 0],
  ['one character more', 'x'.repeat(1396), -1],
  ['pages that pairs do not fill', '€'.repeat(46 * 14), 94],
  ['Han', '水'.repeat(100), 515],
  ['Han, too long by a page', '水'.repeat(656), -41],
] as const)('encodeText() counts the room left after %s', ([, text, left]) => {
  expect(encodeText(text).charactersLeft).toBe(left)
})

test('what charactersLeft says fits does, and not one character more', () => {
  fc.assert(
    fc.property(fc.oneof(MIXED, ...SCRIPTS.map(textIn)), fc.boolean(), (any, prefix) => {
      // A space ends every cluster and is one of both alphabets.
      const text = `${any} `
      const options = { language: 'id', prefix } as const
      const { charactersLeft, characters, pages } = encodeText(text, options)
      const pagesOf = (each: string): number => encodeText(each, options).pages.length
      if (charactersLeft >= 0) {
        expect(pages.length).toBeLessThanOrEqual(PAGES_MAX)
        expect(pagesOf(text + 'x'.repeat(charactersLeft))).toBeLessThanOrEqual(PAGES_MAX)
        expect(pagesOf(text + 'x'.repeat(charactersLeft + 1))).toBe(PAGES_MAX + 1)
        return
      }
      expect(pages.length).toBeGreaterThan(PAGES_MAX)
      const { dcs } = encodeText(text, options)
      const fits = decodePages(dcs, pages.slice(0, PAGES_MAX))
      const kept = 'error' in fits ? '' : fits.text
      expect(pagesOf(kept)).toBeLessThanOrEqual(PAGES_MAX)
      // A text that was UCS-2 for what is taken away would be counted in septets by itself.
      const alphabet = dcs === 0x11 || dcs === 0x48 ? 'ucs2' : 'gsm7'
      const counted = encodeText(kept, { ...options, alphabet }).characters
      expect(counted).toBe(characters + charactersLeft)
    }),
  )
})

test('normaliseText() gives what Unicode calls NFC, with line feeds, and only once', () => {
  fc.assert(
    fc.property(fc.oneof(MIXED, ...SCRIPTS.map(textIn)), (text) => {
      const normal = normaliseText(text)
      expect(normaliseText(normal)).toBe(normal)
      const plain = text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n')
      if (!/\p{M}{31}/u.test(plain)) expect(normal).toBe(plain.normalize('NFC'))
    }),
  )
})

test.for([
  ['of one code', '\u0301', '\u0323'],
  ['of two codes', '\u{1d16d}', '\u{1d165}'],
])('normaliseText() finds a row of marks %s wherever it begins', ([, above, below]) => {
  for (let offset = 0; offset <= 64; offset++) {
    const before = 'x'.repeat(offset)
    const long = `${before}${`${above}${below}`.repeat(15)}${above}`
    expect(normaliseText(long), String(offset)).toBe(long)
    const short = `${before}${`${above}${below}`.repeat(15)}`
    expect(normaliseText(short), String(offset)).toBe(short.normalize('NFC'))
    expect(short.normalize('NFC')).not.toBe(short)
  }
})

test('normaliseText() leaves alone more than thirty marks in a row', () => {
  const few = `a${'\u0301\u0323'.repeat(15)}`
  expect(normaliseText(few)).toBe(few.normalize('NFC'))
  const many = `e\u0301-${'\u0301\u0323'.repeat(16)}e\u0301`
  expect(normaliseText(many)).toBe(`é-${'\u0301\u0323'.repeat(16)}é`)
  expect(normaliseText(normaliseText(many))).toBe(normaliseText(many))
})

const MEGABYTE = 1_000_000
test.for([
  ['Latin', 'x'],
  ['Han', '水'],
  ['families', '👨‍👩‍👧‍👦'],
  ['marks', '\u0301\u0323'],
  ['letters with thirty marks', `a${'\u0301\u0323'.repeat(15)}`],
  ['letters with more marks than that', `a${'\u0301\u0323'.repeat(200)}`],
] as const)('encodeText() takes a megabyte of %s in its stride', ([, unit]) => {
  const text = unit.repeat(MEGABYTE / unit.length)
  const startMs = performance.now()
  const { pages, dcs } = encodeText(text)
  const decoded = decodePages(dcs, pages)
  // Far above what it takes on a slow machine, far below what n² steps take.
  expect(performance.now() - startMs).toBeLessThan(20_000)
  expect(decoded).toMatchObject({ text: normaliseText(text) })
})

test('encodeText() and decodePages() take far less than a millisecond for 15 pages', () => {
  const texts = ['Jauhi pantai, naik ke bukit. ', 'ꦭꦶꦤ꧀ꦝꦸ ', 'زلزال قوي ', '地震海啸', '👨‍👩‍👧‍👦🌊'].map(
    (unit) => unit.repeat(Math.floor((/^[ -z]+$/.test(unit) ? 1390 : 520) / unit.length)),
  )
  for (const text of texts) {
    const { dcs, pages } = encodeText(text)
    expect(pages.length).toBeGreaterThan(12)
    const millisecondsOf = (work: () => unknown): number => {
      const times = Array.from({ length: 60 }, () => {
        const startMs = performance.now()
        work()
        return performance.now() - startMs
      })
      return times.sort((a, b) => a - b)[30]!
    }
    // The middle one of many, ten times what was measured.
    expect(millisecondsOf(() => encodeText(text))).toBeLessThan(1)
    expect(millisecondsOf(() => decodePages(dcs, pages))).toBeLessThan(1)
  }
})
