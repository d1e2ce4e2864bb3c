import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { explainAlphabet } from '../../../src/domain/cb/explain-alphabet.ts'
import { mendGsm7 } from '../../../src/domain/cb/gsm-substitute.ts'
import { charactersOutsideGsm7 } from '../../../src/domain/cb/gsm7.ts'
import { encodeText, normaliseText } from '../../../src/domain/cb/pages.ts'
import { MIXED } from './scripts.ts'

test('explainAlphabet() has nothing to explain where GSM-7 does', () => {
  expect(explainAlphabet('Gempa M7,2. Naik ke bukit')).toEqual({
    alphabet: 'gsm7',
    characters: 25,
    pages: 1,
    outside: [],
    inGsm7: null,
  })
})

test('explainAlphabet() names each character, where it stands, how often, and what to write', () => {
  expect(explainAlphabet('Siaga – jauhi “pantai” – naik\u00a0ke bukit\u200b')).toEqual({
    alphabet: 'ucs2',
    characters: 39,
    pages: 1,
    outside: [
      { character: '–', name: '–', position: 7, times: 2, substitute: '-' },
      { character: '“', name: '“', position: 15, times: 1, substitute: '"' },
      { character: '”', name: '”', position: 22, times: 1, substitute: '"' },
      { character: '\u00a0', name: 'U+00A0', position: 30, times: 1, substitute: ' ' },
      { character: '\u200b', name: 'U+200B', position: 39, times: 1, substitute: '' },
    ],
    inGsm7: { characters: 38, pages: 1 },
  })
})

test('explainAlphabet() counts what every proposal together would make of the text', () => {
  const text = `${'Naik ke bukit. '.repeat(40)}…`
  const { pages, inGsm7 } = explainAlphabet(text)
  expect(pages).toBe(15)
  expect(inGsm7).toEqual({ characters: 603, pages: 7 })
  // The same with the language before the text of each page.
  const prefixed = explainAlphabet(text.repeat(2), { language: 'id', prefix: true })
  expect([prefixed.pages, prefixed.inGsm7]).toEqual([31, { characters: 1206, pages: 14 }])
})

test('explainAlphabet() promises nothing where one character has no substitute', () => {
  const { outside, inGsm7 } = explainAlphabet('Siaga – 水 naik')
  expect(outside.map(({ substitute }) => substitute)).toEqual(['-', null])
  expect(inGsm7).toBeNull()
})

test('explainAlphabet() counts code points of the text as it is sent', () => {
  // The emoji is one, CR LF is one, e with its accent is one that GSM-7 has.
  const { outside } = explainAlphabet('🌊e\u0301\r\n→')
  expect(outside.map(({ character, position }) => [character, position])).toEqual([
    ['🌊', 1],
    ['→', 4],
  ])
})

test('explainAlphabet() agrees with encodeText() on any text, and keeps its promise', () => {
  fc.assert(
    fc.property(MIXED, (text) => {
      const { alphabet, characters, pages, outside, inGsm7 } = explainAlphabet(text)
      const encoded = encodeText(text)
      expect({ alphabet, characters, pages }).toEqual({
        alphabet: encoded.alphabet,
        characters: encoded.characters,
        pages: encoded.pages.length,
      })
      expect(outside.map(({ character }) => character)).toEqual(encoded.forcedBy)
      const points = Array.from(normaliseText(text))
      for (const { character, position, times } of outside) {
        expect(points.indexOf(character)).toBe(position - 1)
        expect(points.filter((each) => each === character).length).toBe(times)
      }
      if (inGsm7 === null) return
      const mend = mendGsm7(text)!
      expect(charactersOutsideGsm7(mend)).toEqual([])
      expect(encodeText(mend)).toMatchObject({ alphabet: 'gsm7', characters: inGsm7.characters })
    }),
  )
})

test.each(['ẃ', '½', '1²', 'x\u200b', '–'])(
  'explainAlphabet() takes time in proportion to a text of %j',
  (part) => {
    const startMs = performance.now()
    const { inGsm7 } = explainAlphabet(part.repeat(500_000))
    expect(inGsm7?.pages).toBeGreaterThan(5000)
    expect(performance.now() - startMs).toBeLessThan(20_000)
  },
)
