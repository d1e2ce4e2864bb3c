import { expect, test } from 'vitest'
import { checkText } from '../../../src/domain/cb/check-text.ts'

const rulesOf = (text: string): string[] =>
  checkText(text, '/text').map(({ level, rule }) => `${level} ${rule}`)

test.for(['', ' ', '\n\t', '\u200b\u00a0'])('checkText() finds "%j" empty', (text) => {
  expect(rulesOf(text)).toEqual(['error text-empty'])
})

test('checkText() finds 16 pages too long and 15 not', () => {
  expect(rulesOf('x'.repeat(1395))).toEqual([])
  expect(checkText('x'.repeat(1396), '/copies/0/text')).toEqual([
    {
      level: 'error',
      rule: 'text-too-long',
      path: '/copies/0/text',
      params: { pagesMax: 15, charactersMax: 1395, pages: 16, characters: 1396 },
    },
  ])
})

test('checkText() counts what fits when whole characters leave room on pages', () => {
  // Eleven codes a family: three on a page of 41, so that 45 are all that 15 pages hold.
  const family = '👨‍👩‍👧‍👦'
  expect(rulesOf(family.repeat(45))).toEqual(['info text-ucs2'])
  const [tooLong] = checkText(family.repeat(46), '/t')
  expect(tooLong).toMatchObject({
    rule: 'text-too-long',
    params: { pagesMax: 15, charactersMax: 495, pages: 16, characters: 506 },
  })
  // "€" takes two septets, and the last one of each page stays empty.
  expect(rulesOf('€'.repeat(46 * 15))).toEqual([])
  expect(checkText('€'.repeat(46 * 15 + 1), '/t')[0]!.params).toEqual({
    pagesMax: 15,
    charactersMax: 1380,
    pages: 16,
    characters: 1382,
  })
})

test('checkText() says what forces UCS-2', () => {
  expect(checkText('naik → bukit\u00a0A', '/t')).toEqual([
    { level: 'info', rule: 'text-ucs2', path: '/t', params: { characters: '→ (->) U+00A0' } },
  ])
  expect(rulesOf('naik ke bukit {satu')).toEqual([])
})

test.for([
  ['a\u0007b', 'U+0007', 2],
  ['ab\u200bc', 'U+200B', 3],
  ['\ufeffabc', 'U+FEFF', 1],
  ['🌊\ud800', 'U+D800', 2],
  ['a\u202eb', 'U+202E', 2],
  ['ab\u2028', 'U+2028', 3],
  ['ab\u2029', 'U+2029', 3],
] as const)('checkText() finds the control character in %j', ([text, character, position]) => {
  const found = checkText(text, '/t').filter(({ rule }) => rule === 'text-control')
  expect(found.map(({ params }) => params)).toEqual([{ character, position }])
})

test.for([
  ['the flag of a part of a country', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ['an Arabic sign under a number', '\u0601١٢'],
  ['a mark of direction in Arabic', 'زلزال\u200f 7,2'],
] as const)('checkText() takes %s', ([, text]) => {
  expect(rulesOf(text)).toEqual(['info text-ucs2'])
})

test.for([
  ['a tag without a flag', 'a\u{e0067}', 'U+E0067'],
  ['a flag whose name does not end', '🏴\u{e0067}\u{e0062}\u{e0065}', 'U+E0067'],
  ['a mark of direction in Latin', 'Telepon \u200e112', 'U+200E'],
  ['an embedding, in Arabic as well', 'زلزال\u202e', 'U+202E'],
  ['what is no character', 'a\ufffeb', 'U+FFFE'],
  ['what stands where a text was broken', 'Gempa \ufffd', '\ufffd'],
  ['what stands for a picture', 'Gempa \ufffc', 'U+FFFC'],
  ['a form feed', 'a\fb', 'U+000C'],
  ['NUL', 'a\0b', 'U+0000'],
] as const)('checkText() finds %s', ([, text, character]) => {
  const [found] = checkText(text, '/t').filter(({ rule }) => rule === 'text-control')
  expect(found).toMatchObject({ level: 'error', params: { character } })
})

test.for(['\u3164', '\u2800\u034f', '\ufe0f\u200d'])('checkText() finds %j empty', (text) => {
  expect(rulesOf(text)).toEqual(['error text-empty'])
})

test('checkText() names twenty of a kind, and quotes the beginning of what is long', () => {
  const controls = Array.from({ length: 30 }, (_, index) => String.fromCodePoint(0xe000 + index))
  const named = checkText(`a${controls.join('')}`, '/t').filter(
    ({ rule }) => rule === 'text-control',
  )
  expect(named.length).toBe(20)
  const blanks = Array.from({ length: 30 }, (_, index) => `{${index}}`).join('')
  expect(checkText(blanks, '/t').length).toBe(20)
  const [long] = checkText(`{${'🌊'.repeat(100)}}`, '/t').filter(({ level }) => level === 'error')
  expect(long!.params).toEqual({ placeholder: `{${'🌊'.repeat(59)}…` })
})

const MEGABYTE = 1_000_000
test.for([
  ['(', '('],
  ['[', '['],
  ['[ and letters', '[a'],
  ['((', '(( '],
  ['{{', '{{'],
  ['<', '<a'],
  ['_', '_'],
  ['spaces after a bracket', '[                         '],
  ['marks', 'a\u0323\u0301\u0323\u0301'],
  ['marks without an end', '\u0301\u0323'],
  ['what is no character', '\ufffe'],
  ['Han', '水'],
] as const)('checkText() takes a megabyte of %s in its stride', ([, unit]) => {
  const text = `x${unit.repeat(MEGABYTE / unit.length)}`
  const startMs = performance.now()
  expect(rulesOf(text)).toContain('error text-too-long')
  // Far above what it takes on a slow machine, far below what n² steps take.
  expect(performance.now() - startMs).toBeLessThan(20_000)
})

test('checkText() takes line ends and the joiners of emoji', () => {
  expect(rulesOf('satu\r\ndua\ntiga')).toEqual([])
  expect(rulesOf('👨‍👩‍👧')).toEqual(['info text-ucs2'])
})

test.for([
  '((nama))',
  '{lokasi}',
  '{{lokasi}}',
  '[...]',
  '[ ]',
  '<nama daerah>',
  '(Nama)',
  '(nama desa)',
  '[lokasi]',
  '____',
  '.....',
  'XX.XX',
])('checkText() finds the placeholder %s', (placeholder) => {
  const found = checkText(`Gempa di ${placeholder} hari ini`, '/t')
  expect(found.map(({ level, params }) => [level, params['placeholder']])).toContainEqual([
    'error',
    placeholder,
  ])
})

test.for([
  'Gempa M 7,2 (tsunami) di Selat Sunda',
  'HUT ke-XX',
  'Tunggu... lalu naik',
  'Suhu < 5 dan > 2',
  '(BMKG)',
])('checkText() finds nothing in "%s"', (text) => {
  expect(rulesOf(text)).toEqual([])
})

test('checkText() only doubts other words in square brackets', () => {
  expect(rulesOf('[BMKG] Gempa')).toEqual(['warning text-placeholder'])
})
