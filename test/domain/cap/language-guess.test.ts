import { expect, test } from 'vitest'
import { guessLanguage, isOtherScript } from '../../../src/domain/cap/language-guess.ts'

// Texts of the kinds that BMKG, NWS, CONAGUA, Environment Canada and DWD publish.
const TEXTS = [
  [
    'id',
    'Pada hari ini pukul 16.00 WIB masih berpotensi terjadi hujan sedang hingga lebat yang dapat disertai kilat dan angin kencang di wilayah Bogor, dan dapat meluas ke wilayah Depok dan sekitarnya.',
  ],
  ['id', 'Segera menjauh dari pantai dan naik ke tempat tinggi. Jangan kembali sebelum ada kabar.'],
  [
    'en',
    'At 15:27 WITA there is still the potential for moderate to heavy rain that may be accompanied by lightning and strong winds in Kabupaten Gorontalo, and this will spread to the surrounding areas.',
  ],
  ['en', 'The tsunami warning is in effect for the coastal areas. Move to high ground.'],
  [
    'es',
    'El centro de la tormenta tropical se localiza al sur de las costas de Oaxaca y se desplaza hacia el oeste con una velocidad de 15 km/h. Se recomienda a la población y a los navegantes su precaución.',
  ],
  [
    'fr',
    'Les conditions sont favorables au développement d’orages violents dans la région et pour le sud du Québec. Surveillez les prévisions et ne sortez pas sur les lacs.',
  ],
  [
    'de',
    'Es treten oberhalb 600 m Sturmböen mit Geschwindigkeiten um 75 km/h auf. In der Nähe von Gewittern ist mit schweren Böen zu rechnen, und die Gefahr besteht auch im Tal.',
  ],
  [
    'pt',
    'O sinal foi cancelado pelo observatório e não são esperados ventos fortes em Macau, mas uma frente fria chega com chuva mais forte.',
  ],
] as const

test.for(TEXTS)('guessLanguage() knows a text in %s', ([language, text]) => {
  expect(guessLanguage(text)).toBe(language)
})

test.for([
  ['too short', 'Segera menjauh dari pantai'],
  ['no small words', 'Bogor Depok Bekasi Jakarta Bandung Cianjur Sukabumi Garut Cirebon Karawang'],
  [
    'two languages at once',
    'Hujan lebat yang disertai angin di wilayah Bogor dan Depok. The heavy rain is with the wind for the areas of Bogor and Depok.',
  ],
  [
    'words of another language',
    'Kuling med vindar på upp till femton meter i sekunden väntas under kvällen över Ålands hav',
  ],
  [
    'three small words',
    'Gempa bumi yang kuat dan dangkal akan mengguncang Bogor Depok Bekasi Garut',
  ],
  [
    'few small words among many names',
    `Hujan lebat di Bogor, Depok dan Bekasi. ${'Cianjur Sukabumi Garut Cirebon Karawang '.repeat(8)}`,
  ],
  ['no words', '😀 12:30 ... 14:00'],
])('guessLanguage() says nothing of a text with %s', ([, text]) => {
  expect(guessLanguage(text!)).toBeNull()
})

test('guessLanguage() reads the beginning of a long text only', () => {
  const long = `${'\u0301'.repeat(20_000)}${TEXTS[0][1]}`
  expect(guessLanguage(long)).toBeNull()
})

test.for([
  ['en-US', 'Ветер усиливается до штормового', true],
  ['en-US', 'Wind: ветер усилится', true],
  ['en-US', 'Strong wind (ветер) is expected', false],
  ['en', '10.30 雷雨', false], // too few letters to tell
  ['id-ID', 'Hujan lebat disertai petir', false],
  ['ru', 'Strong wind expected', true],
  ['ru', 'Strong wind expected: ветер', false],
  ['ru-Latn', 'Veter usilivaetsja', false],
  ['uk-UA', 'Strong wind expected', true],
  ['el', 'Strong wind expected', true],
  ['ar-DZ', 'Avis de canicule', true],
  ['ar-DZ', 'موجة حر قوية متوقعة', false],
  ['he-IL', 'Flash floods expected', true],
  ['zh-TW', 'Thunderstorm warning', true],
  ['zh-TW', '雷雨即時訊息：請注意雷擊及強風豪雨', false],
  ['ja', 'Thunderstorm warning', true],
  ['ja', 'ゴウウニチュウイシテクダサイ', false],
  ['ko', 'Thunderstorm warning', true],
  ['th', 'Thunderstorm warning', true],
  ['th', 'พายุฝนฟ้าคะนองรุนแรง', false],
  ['hi', 'Thunderstorm warning', true],
  ['ban', 'ᬳᬸᬚᬦ᭄ᬳᬸᬚᬦ᭄ᬳᬸᬚᬦ᭄ᬳᬸᬚᬦ᭄', false], // a language it knows nothing of
] as const)('isOtherScript() of %s and %j is %j', ([tag, text, other]) => {
  expect(isOtherScript(tag, text)).toBe(other)
})
