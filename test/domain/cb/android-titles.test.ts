import { expect, test } from 'vitest'
import { PRIMARY_WORDS, TITLES, TOGGLES } from '../../../src/domain/cb/android-titles.ts'

// Read in res/values-in/strings.xml and res/values/strings.xml of CellBroadcastReceiver, mirror
// msft-mirror-aosp/platform.packages.apps.CellBroadcastReceiver, names given beside.
test.for([
  ['presidential', 'Peringatan kepresidenan', 'Presidential alert'], // cmas_presidential_level_alert
  ['extreme', 'Peringatan darurat: Ekstrem', 'Emergency alert: Extreme'], // cmas_extreme_alert
  ['severe', 'Peringatan darurat: Awas', 'Emergency alert: Severe'], // cmas_severe_alert
  ['amber', 'Penculikan anak (Peringatan Amber)', 'Child abduction (Amber alert)'], // cmas_amber_alert
  ['monthly-test', 'Pengujian Bulanan yang Harus Dilakukan', 'Required Monthly Test'],
  ['exercise', 'Peringatan darurat (latihan)', 'Emergency alert (exercise)'],
  ['operator-defined', 'Peringatan darurat (operator)', 'Emergency alert (operator)'],
  ['etws-earthquake', 'Peringatan gempa bumi', 'Earthquake warning'],
  ['etws-tsunami', 'Peringatan tsunami', 'Tsunami warning'],
  ['etws-test', 'Pesan uji ETWS', 'ETWS test message'],
  ['etws-other', 'Peringatan darurat', 'Emergency warning'],
] as const)('TITLES of %s are those of Android', ([of, id, en]) => {
  expect(TITLES[of]).toEqual({ id, en })
})

test('TOGGLES are named as in the settings of the phone', () => {
  expect(TOGGLES.master).toEqual({ id: 'Izinkan peringatan', en: 'Allow alerts' })
  expect(TOGGLES.test).toEqual({ id: 'Peringatan uji coba', en: 'Test alerts' })
})

// The Indonesian words were read from values-in; the English ones are from memory, not checked.
test('PRIMARY_WORDS tell of tsunami to leave the coast, and of both what of an earthquake', () => {
  expect(PRIMARY_WORDS.tsunami.id).toContain('dataran tinggi')
  expect(PRIMARY_WORDS.tsunami.en).toContain('high ground')
  expect(PRIMARY_WORDS['earthquake-and-tsunami']).toBe(PRIMARY_WORDS.earthquake)
})
