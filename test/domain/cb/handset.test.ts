import { expect, test } from 'vitest'
import { channelOf, previewOnPhone } from '../../../src/domain/cb/handset.ts'
import { encodeText } from '../../../src/domain/cb/pages.ts'

// English titles and the Indonesian one of the monthly test are from memory of Android's resources.
test('previewOnPhone() shows the must-see alert to everybody, nobody can switch it off', () => {
  expect(previewOnPhone({ messageIdentifier: 4370, text: 'Naik', ...encodeText('Naik') })).toEqual({
    android: {
      shown: true,
      notShown: null,
      title: { id: 'Peringatan kepresidenan', en: 'Presidential alert' },
      body: 'Naik',
      sounds: true,
      switchOff: 'never',
    },
    iphone: 'unknown',
  })
})

test.for([
  [4352, true, 'master', 'Peringatan gempa bumi'],
  [4353, true, 'master', 'Peringatan tsunami'],
  [4355, false, 'opt-in', 'Pesan uji ETWS'],
  [4371, true, 'class', 'Peringatan darurat: Ekstrem'],
  [4373, true, 'class', 'Peringatan darurat: Awas'],
  [4378, true, 'class', 'Peringatan darurat: Awas'],
  [4379, true, 'class', 'Penculikan anak (Peringatan Amber)'],
  [4381, false, 'opt-in', 'Peringatan darurat (latihan)'],
  [4383, true, 'never', 'Peringatan kepresidenan'],
  [4391, true, 'class', 'Peringatan darurat: Awas'],
  [4394, false, 'opt-in', 'Peringatan darurat (latihan)'],
] as const)('previewOnPhone() of %i', ([messageIdentifier, shown, switchOff, title]) => {
  const { android } = previewOnPhone({ messageIdentifier, text: 'x' })
  expect(android).toMatchObject({ shown, sounds: shown, switchOff, title: { id: title } })
  expect(android.notShown).toBe(shown ? null : 'opt-in')
})

test('channelOf() knows 5 identifiers of ETWS and 26 of 4370..4395, and no other', () => {
  const known = Array.from({ length: 0x10000 }, (_, id) => id).filter(
    (id) => channelOf(id) !== null,
  )
  expect(known).toEqual([
    ...Array.from({ length: 5 }, (_, index) => 4352 + index),
    ...Array.from({ length: 26 }, (_, index) => 4370 + index),
  ])
})

test('previewOnPhone() says why nothing is shown', () => {
  const whyNot = (input: Parameters<typeof previewOnPhone>[0]): string | null =>
    previewOnPhone(input).android.notShown
  expect(whyNot({ messageIdentifier: 50, text: 'x' })).toBe('not-listened-to')
  expect(whyNot({ messageIdentifier: 4396, text: 'x' })).toBe('not-listened-to')
  expect(whyNot({ messageIdentifier: 4370, text: '' })).toBe('empty')
  expect(whyNot({ ...encodeText('x'), messageIdentifier: 4370, text: 'x', dcs: 0x60 })).toBe(
    'unreadable',
  )
})

test('previewOnPhone() reads the body from the pages, not from what was written', () => {
  const input = { ...encodeText('dari halaman'), messageIdentifier: 4370, text: 'lain' }
  expect(previewOnPhone(input).android.body).toBe('dari halaman')
})
