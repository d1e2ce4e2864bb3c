import { expect, test } from 'vitest'
import { checkCharacters } from '../../../src/domain/cap/rules-characters.ts'
import { rulesOf, withArea, withInfo, type Case } from './cases.ts'

const said = (description: string) => withInfo({ description })

// What trips the rule, and the nearest thing that does not. Unicode TR 36; rule table.
const CASES: readonly Case[] = [
  ['I13-bidi', said('Awas \u202e0001 orang'), said('Awas 0001 orang')],
  ['I13-bidi', said('Awas \u2067x\u2069'), said('سيول \u2067x\u2069')],
  ['I13-bidi', said('سيول \u202ex'), said('سيول \u200fx')],
  ['I13-zero-width', withInfo({ headline: 'Tsu\u200bnami' }), said('พายุ\u200bฝน')],
  ['I13-zero-width', said('a\u200db'), said('ക്\u200d')],
  ['I13-zero-width', said('\u200cAwas'), said('می\u200cروم')],
  ['I13-zero-width', said('Awas\ufeff'), said('👩\u200d🚒 👩🏽\u200d🚒 ❤\ufe0f\u200d🔥')],
  ['I13-zero-width', said('Tsu\u2060nami'), said('Tsu\u00adnami')],
  ['I13-control', said('Awas\u0085'), said('Awas\n\tsiaga')],
  ['I13-control', said('Awas\u007f'), said('Awas~')],
  ['I13-private', withArea({ areaDesc: 'Kota \ue000' }), withArea({ areaDesc: 'Kota \ud7ff' })],
  ['I13-private', said('\u{f0000}'), said('\u{2f800}')],
  ['I13-garbled', said('EspaÃ±a'), said('“AMANHÃ” «MANHû MANHÃ\u00a0JÁ')],
  ['I13-garbled', said('28 Â°C'), said('28 °C, Âge')],
  ['I13-garbled', said('itâ€™s'), said('it’s 5 €, Pâques')],
  ['I13-garbled', said('Hujan \ufffd'), said('Hujan \ufffc')],
  ['I13-garbled', said('Ð’ÐµÑ‚ÐµÑ€'), said('Ветер, Ðingeyri, AÑO')],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test.for([
  ['Awas \u202e0001', 'Awas 0001'],
  ['Tsu\u200bna\u2060mi', 'Tsunami'],
  ['a\u200b\u200d\u200cb', 'ab'],
  ['Awas\u0085', 'Awas'],
  ['EspaÃ±a, 28 Â°C, itâ€™s', 'España, 28 °C, it’s'],
  ['Ð’ÐµÑ‚ÐµÑ€', 'Ветер'],
  ['España y EspaÃ±a', 'España y España'],
  // The octet is lost, and nobody can know which it was.
  ['Hujan \ufffd', undefined],
] as const)('checkCharacters() proposes for %j the text that was meant', ([description, mend]) => {
  const [found] = checkCharacters(said(description))
  expect(found?.level).toBe('warning')
  expect(found?.mend).toBe(mend)
})

test('checkCharacters() names the character', () => {
  const [found] = checkCharacters(said('\u{f0000}'))
  expect(found?.params).toEqual({ element: 'description', found: 'U+F0000' })
})
