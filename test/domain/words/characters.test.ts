import { expect, test } from 'vitest'
import { nameCodes } from '../../../src/domain/words/characters.ts'
import { finding } from '../../../src/domain/finding.ts'
import { describeFinding } from '../../../src/domain/words/words.ts'

test.for([
  ['U+0009', 'tab U+0009'],
  ['U+000B', 'karakter kendali U+000B'],
  ['U+00A0', 'spasi tak terputus U+00A0'],
  ['U+202E', 'penanda arah tulisan U+202E'],
  ['U+FEFF', 'penanda awal berkas U+FEFF'],
  // A mark of Javanese, which shows only on a letter.
  ['U+A9B6', '◌ꦶ U+A9B6'],
  ['U+0378', 'U+0378'],
  ['U+110000', 'U+110000'],
  ['– (-) U+00A0 +2', '– (-) spasi tak terputus U+00A0 +2'],
] as const)('nameCodes() makes %j %j', ([text, named]) => {
  expect(nameCodes(text, 'id')).toBe(named)
})

test('describeFinding() names a character that cannot be seen', () => {
  const params = { character: 'U+0009', position: 21 }
  const tab = finding('error', 'text-control', '/texts/0/body', params)
  expect(describeFinding(tab, 'id')).toContain('tab U+0009 di posisi 21')
  expect(describeFinding(tab, 'en')).toContain('tab U+0009 at position 21')
})

test('describeFinding() leaves what is no character as it is', () => {
  const params = { element: 'U+0009', found: 'U+0009', character: 'a', position: 1 }
  const odd = finding('error', 'text-control', '/texts/0/body', params)
  expect(describeFinding(odd, 'id')).not.toContain('tab')
})
