import { expect, test } from 'vitest'
import type { CapInfo } from '../../../src/domain/cap/model.ts'
import { checkLanguage, checkVersions } from '../../../src/domain/cap/rules-language.ts'
import { english, rulesOf, withInfo, type Case } from './cases.ts'
import { sampleAlert, sampleArea, sampleInfo } from './sample.ts'

const INDONESIAN =
  'Hujan lebat yang disertai angin kencang terjadi di wilayah Bogor dan akan meluas ke wilayah Depok.'
const ENGLISH =
  'The heavy rain is falling on Bogor with strong winds and will spread to the areas of Depok.'

const tagged = (language: string | null, description: string) =>
  withInfo({ language, headline: null, description, instruction: null })
const areas = (change: Parameters<typeof sampleArea>[0]) => ({ areas: [sampleArea(change)] })
/** An English version with one geocode beside the Indonesian one, whose is ID-KEMENDAGRI. */
const coded = (valueName: string, value: string, own = '32') => {
  const geocode = (name: string, code: string) =>
    areas({ geocodes: [{ valueName: name, value: code }] })
  return sampleAlert({
    infos: [
      sampleInfo(geocode('ID-KEMENDAGRI', own)),
      sampleInfo({ language: 'en', ...geocode(valueName, value) }),
    ],
  })
}
const ring = sampleArea().polygons[0]!

// What trips the rule, and the nearest thing that does not. RFC 5646 §2.1, CAP 1.2 §3.2.2.
const CASES: readonly Case[] = [
  ['I06-tag', withInfo({ language: 'english' }), withInfo({ language: 'id' })],
  ['I06-tag', withInfo({ language: 'id_ID' }), withInfo({ language: 'id-ID' })],
  ['I06-tag', withInfo({ language: '' }), withInfo({ language: 'x-awas' })],
  ['I06-tag', withInfo({ language: 'id-I' }), withInfo({ language: 'id-Latn-ID-x-y' })],
  ['I06-tag', tagged('e', 'x'), tagged('es-419', 'x')],
  ['I06-old-tag', withInfo({ language: 'in-ID' }), withInfo({ language: 'id-ID' })],
  ['I06-old-tag', withInfo({ language: 'IW' }), withInfo({ language: 'jv' })],
  ['I06-old-tag', withInfo({ language: 'ind' }), withInfo({ language: 'ban' })],
  ['I06-absent', tagged(null, INDONESIAN), tagged(null, ENGLISH)],
  ['I06-absent', tagged(null, 'Ветер усиливается до штормового'), tagged(null, 'Menjauh')],
  ['I06-script', tagged('ru', ENGLISH), tagged('ru', 'Ветер усиливается')],
  ['I06-script', tagged('en', 'Ветер усиливается'), tagged('en', ENGLISH)],
  ['I06-words', tagged('id', ENGLISH), tagged('id', INDONESIAN)],
  ['I06-words', tagged('en-GB', INDONESIAN), tagged('ms', INDONESIAN)],
  ['I06-words', tagged('in', ENGLISH), tagged('in', INDONESIAN)],
  [
    'I06-words',
    withInfo({ language: 'en', description: INDONESIAN, instruction: ENGLISH.repeat(3) }),
    withInfo({ language: 'en', description: ENGLISH, instruction: ENGLISH.repeat(3) }),
  ],
  ['I07-differs', english({ categories: ['Met'] }), english({ categories: ['Geo'] })],
  [
    'I07-differs',
    english({ eventCodes: [{ valueName: 'OET:v1.2', value: 'OET-194' }] }),
    english({ eventCodes: [] }),
  ],
  ['I07-differs', english({ urgency: 'Expected' }), english({ urgency: 'Immediate' })],
  ['I07-differs', english({ severity: 'Severe' }), english({ severity: 'Extreme' })],
  ['I07-differs', english({ certainty: 'Likely' }), english({ certainty: 'Observed' })],
  [
    'I07-differs',
    english({ expires: '2026-11-25T10:00:00+08:00' }),
    english({ expires: '2026-11-25T11:00:00+08:00' }),
  ],
  ['I07-differs', english({ expires: null }), english()],
  [
    'I07-area',
    english(areas({ polygons: [ring.toReversed()] })),
    english({ areas: [sampleArea({ areaDesc: 'Shore' }), sampleArea()] }),
  ],
  ['I07-area', coded('ID-KEMENDAGRI', '33'), coded('ID-KEMENDAGRI', '32')],
  ['I07-area', coded('ID-KEMENDAGRI', '33'), coded('Region', '33')],
  ['I07-area', coded('ID-KEMENDAGRI', '33'), coded('ID-KEMENDAGRI', 'West Java', 'Jawa Barat')],
  [
    'I07-area',
    english(areas({ circles: [{ centre: [-6, 106], radiusKm: 1 }] })),
    english(areas({ circles: [] })),
  ],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test.for([
  ['in', 'x', 'id-ID'],
  ['in-ID', 'x', 'id-ID'],
  ['iw-IL', 'x', 'he-IL'],
  ['id_ID', 'x', 'id-ID'],
  ['english', 'x', undefined],
  ['en', INDONESIAN, 'id-ID'],
  ['id-ID', ENGLISH, 'en'],
  ['ru', ENGLISH, undefined],
] as const)('checkLanguage() proposes for %s over %j the tag %s', ([tag, text, mend]) => {
  const [found] = checkLanguage(tagged(tag, text))
  expect(found?.path).toBe('/alert[1]/info[1]/language[1]')
  expect(found?.mend).toBe(mend)
})

const two = (language: string, first: Partial<CapInfo>, second: Partial<CapInfo>) => [
  sampleInfo({ language, ...first }),
  sampleInfo({ language, ...second }),
]

test('checkVersions() pairs several events per language whatever their order', () => {
  const [minor, past] = [{ severity: 'Minor' }, { urgency: 'Past' }] as const
  const same = sampleAlert({ infos: [...two('id', minor, past), ...two('en', past, minor)] })
  expect([...checkVersions(same)]).toEqual([])
  const other = sampleAlert({ infos: [...two('id', minor, past), ...two('en', past, {})] })
  expect([...checkVersions(other)]).toMatchObject([
    { path: '/alert[1]/info[3]', params: { element: 'severity', found: 'Extreme' } },
  ])
})

test('checkVersions() leaves infos alone that are not versions of each other', () => {
  const uneven = sampleAlert({
    infos: [...two('id', {}, { severity: 'Minor' }), sampleInfo({ language: 'en' })],
  })
  expect([...checkVersions(uneven)]).toEqual([])
  expect([...checkVersions(sampleAlert({ infos: two('id', {}, { severity: 'Minor' }) }))]).toEqual(
    [],
  )
})

test('checkVersions() takes an absent language for en-US', () => {
  const infos = [
    sampleInfo({ language: null }),
    sampleInfo({ language: 'EN-us', severity: 'Minor' }),
  ]
  expect([...checkVersions(sampleAlert({ infos }))]).toEqual([])
})
