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

test('checkText() says what forces UCS-2', () => {
  expect(checkText('naik → bukit\u00a0A', '/t')).toEqual([
    { level: 'info', rule: 'text-ucs2', path: '/t', params: { characters: '→ U+00A0' } },
  ])
  expect(rulesOf('naik ke bukit {satu')).toEqual([])
})

test.for([
  ['a\u0007b', 'U+0007', 2],
  ['ab\u200bc', 'U+200B', 3],
  ['\ufeffabc', 'U+FEFF', 1],
  ['🌊\ud800', 'U+D800', 2],
  ['a\u202eb', 'U+202E', 2],
] as const)('checkText() finds the control character in %j', ([text, character, position]) => {
  const found = checkText(text, '/t').filter(({ rule }) => rule === 'text-control')
  expect(found.map(({ params }) => params)).toEqual([{ character, position }])
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
