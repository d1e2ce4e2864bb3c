import { expect, test } from 'vitest'
import { charactersOutsideGsm7 } from '../../../src/domain/cb/gsm7.ts'
import {
  describeOutside,
  gsmSubstituteOf,
  mendGsm7,
  replaceByGsm7,
} from '../../../src/domain/cb/gsm-substitute.ts'

test.for([
  ['–', '-'],
  ['’', "'"],
  ['“', '"'],
  ['…', '...'],
  ['ê', 'e'],
  ['ﬁ', 'fi'],
  ['３', '3'],
  ['\u00a0', ' '],
  ['\u200b', ''],
  ['\u0302', ''],
  ['đ', 'd'],
  ['œ', 'oe'],
  ['Α', 'A'],
  ['а', 'a'],
  ['⅓', '1/3'],
  ['₂', '2'],
  // "10²" must not become "102", nor "a ≠ b" its reverse.
  ['²', '^2'],
  ['≠', null],
  ['≮', null],
  ['\u0338', null],
  // Nothing of the alphabet says these.
  ['¨', null],
  ['ω', null],
  ['水', null],
  ['°', null],
  ['😀', null],
] as const)('gsmSubstituteOf() gives for %j %j', ([character, substitute]) => {
  expect(gsmSubstituteOf(character)).toBe(substitute)
})

test('mendGsm7() gives text of the alphabet, or nothing at all', () => {
  expect(mendGsm7('Siaga – jauhi “pantai”…')).toBe('Siaga - jauhi "pantai"...')
  expect(mendGsm7('Siaga – 水')).toBeNull()
  // What the alphabet has stays: é, Ç and the euro sign are letters of it.
  expect(mendGsm7('éÇ€')).toBe('éÇ€')
  const mend = mendGsm7('‐‑‒–—―−`´‘’‚′«»„•×½→≤≥\u2028ç')
  expect(mend).not.toBeNull()
  expect(charactersOutsideGsm7(mend!)).toEqual([])
})

test('mendGsm7() keeps numbers apart', () => {
  expect(mendGsm7('1½ m, ½ m')).toBe('1 1/2 m, 1/2 m')
  expect(mendGsm7('1\u200b½ m')).toBe('1 1/2 m')
  expect(mendGsm7('10² 10²5')).toBe('10^2 10^2 5')
  expect(mendGsm7('3①2 １２ H₂O')).toBe('3 1 2 12 H2O')
})

test('replaceByGsm7() replaces one character everywhere, and no other', () => {
  expect(replaceByGsm7('“Awas” – 水 – naik…\r\n', '–')).toBe('“Awas” - 水 - naik…\n')
  expect(replaceByGsm7('1½ “m”', '½')).toBe('1 1/2 “m”')
  expect(replaceByGsm7('Awas\u200b水', '\u200b')).toBe('Awas水')
  expect(replaceByGsm7('Awas – 水', '水')).toBeNull()
  expect(replaceByGsm7('Awas – 水', '×')).toBe('Awas – 水')
})

test('gsmSubstituteOf() gives what GSM-7 has, for every character there is', () => {
  let count = 0
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const substitute = gsmSubstituteOf(String.fromCodePoint(code))
    if (substitute === null) continue
    count += 1
    if (charactersOutsideGsm7(substitute).length > 0) expect.fail(`U+${code.toString(16)}`)
  }
  expect(count).toBeGreaterThan(1_000)
})

test('describeOutside() names ten characters and counts the rest', () => {
  expect(describeOutside(['–', '水', '\u200b'])).toBe('– (-) 水 U+200B')
  expect(describeOutside(Array.from('一二三四五六七八九十'))).toBe('一 二 三 四 五 六 七 八 九 十')
  expect(describeOutside(Array.from('一二三四五六七八九十百千'))).toMatch(/ 十 \+2$/)
})
