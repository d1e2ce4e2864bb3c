import { expect, test } from 'vitest'
import { charactersOutsideGsm7 } from '../../../src/domain/cb/gsm7.ts'
import {
  describeOutside,
  gsmSubstituteOf,
  mendGsm7,
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
  // Nothing of the alphabet says these.
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

test('describeOutside() names ten characters and counts the rest', () => {
  expect(describeOutside(['–', '水', '\u200b'])).toBe('– (-) 水 U+200B')
  expect(describeOutside(Array.from('一二三四五六七八九十'))).toBe('一 二 三 四 五 六 七 八 九 十')
  expect(describeOutside(Array.from('一二三四五六七八九十百千'))).toMatch(/ 十 \+2$/)
})
