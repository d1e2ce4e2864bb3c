import { expect, test } from 'vitest'
import { explainAlphabet } from '../../../src/domain/cb/explain-alphabet.ts'
import {
  describeAlphabet,
  describeGain,
  describeSize,
  describeSubstitute,
} from '../../../src/domain/words/alphabet.ts'

test('describeAlphabet() says what forced UCS-2, where, and what could stand there', () => {
  const reason = explainAlphabet('Siaga – jauhi – naik\u00a0ke\u200b\u2028bukit')
  expect(describeAlphabet(reason, 'en')).toEqual([
    'UCS-2, as GSM-7 does not have:',
    '  – at position 7, 2 times: could be a hyphen (-)',
    '  no-break space U+00A0 at position 21, 1 time: could be a space',
    '  zero-width space U+200B at position 24, 1 time: could be left out',
    '  line separator U+2028 at position 25, 1 time: could be a new line',
    'With all of them replaced GSM-7 would do: 29 characters, 1 page',
  ])
  expect(describeAlphabet(reason, 'id')).toEqual([
    'UCS-2, karena GSM-7 tidak memiliki:',
    '  – di posisi 7, 2 kali: bisa diganti tanda hubung (-)',
    '  spasi tak terputus U+00A0 di posisi 21, 1 kali: bisa diganti spasi',
    '  spasi tanpa lebar U+200B di posisi 24, 1 kali: bisa dihapus',
    '  pemisah baris U+2028 di posisi 25, 1 kali: bisa diganti baris baru',
    'Bila semuanya diganti, cukup GSM-7: 29 karakter, 1 halaman',
  ])
})

test('describeAlphabet() lists ten characters and counts the rest', () => {
  const lines = describeAlphabet(explainAlphabet('一二三四五六七八九十百千'), 'en')
  expect(lines.length).toBe(12)
  expect(lines[1]).toBe('  一 at position 1, 1 time: nothing stands for it')
  expect(lines.at(-1)).toBe('  and 2 more')
})

test('describeAlphabet() has nothing to say of GSM-7', () => {
  expect(describeAlphabet(explainAlphabet('Naik ke bukit'), 'id')).toEqual([])
})

test('describeSize() counts one and many', () => {
  expect(describeSize({ characters: 1, pages: 2 }, 'en')).toBe('1 character, 2 pages')
  expect(describeSize({ characters: 1, pages: 1 }, 'id')).toBe('1 karakter, 1 halaman')
})

test('describeSubstitute() puts what it names in quotation marks', () => {
  expect(describeSubstitute({ substitute: '->' }, 'en')).toBe('could be "->"')
  expect(describeSubstitute({ substitute: '"' }, 'id')).toBe('bisa diganti tanda petik lurus (")')
  expect(describeSubstitute({ substitute: "'" }, 'id')).toBe("bisa diganti petik tunggal lurus (')")
  expect(describeSubstitute({ substitute: null }, 'id')).toBe('tidak ada gantinya')
})

test('describeGain() has nothing to say where one character keeps the text in UCS-2', () => {
  expect(describeGain(explainAlphabet('Siaga – 水'), 'id')).toBeNull()
  expect(describeGain(explainAlphabet('Siaga –'), 'id')).toContain('cukup GSM-7')
})
