import { expect, test } from 'vitest'
import { infosOf, isBlank, shownTexts } from '../../../src/domain/cap/shown-text.ts'
import { resource } from './cases.ts'
import { sampleAlert, sampleArea, sampleInfo } from './sample.ts'

const NOTHING = {
  senderName: null,
  headline: null,
  description: null,
  instruction: null,
  contact: null,
} as const

test('shownTexts() gives what people read, in the order of the document, and where', () => {
  const alert = sampleAlert({
    infos: [
      sampleInfo({ ...NOTHING, contact: '112', resources: [resource('x.png')] }),
      sampleInfo({
        ...NOTHING,
        headline: 'Menjauh',
        audience: 'Nelayan',
        areas: [sampleArea(), sampleArea({ areaDesc: 'Kota' })],
      }),
    ],
  })
  expect([...shownTexts(alert)].map(({ path, text }) => `${path} ${text}`)).toEqual([
    '/alert[1]/info[1]/event[1] Tsunami',
    '/alert[1]/info[1]/contact[1] 112',
    '/alert[1]/info[1]/resource[1]/resourceDesc[1] Peta',
    '/alert[1]/info[1]/area[1]/areaDesc[1] Pesisir Contoh',
    '/alert[1]/info[2]/event[1] Tsunami',
    '/alert[1]/info[2]/audience[1] Nelayan',
    '/alert[1]/info[2]/headline[1] Menjauh',
    '/alert[1]/info[2]/area[1]/areaDesc[1] Pesisir Contoh',
    '/alert[1]/info[2]/area[2]/areaDesc[1] Kota',
  ])
})

test('infosOf() counts the infos from 1', () => {
  const alert = sampleAlert({ infos: [sampleInfo(), sampleInfo({ event: 'Gempa' })] })
  expect(infosOf(alert).map(([info, path]) => [info.event, path])).toEqual([
    ['Tsunami', '/alert[1]/info[1]'],
    ['Gempa', '/alert[1]/info[2]'],
  ])
})

test.for([
  ['', true],
  [' \t\n\u00a0\u3000', true],
  ['\u200b\u2060\ufeff\u00ad', true],
  ['\u0085', true],
  ['\u2060.', false],
  ['\u2800', false], // a braille blank is a letter to Unicode
] as const)('isBlank() of %j is %j', ([text, blank]) => {
  expect(isBlank(text)).toBe(blank)
})
