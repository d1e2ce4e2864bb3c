import { expect, test } from 'vitest'
import { ERROR_CODES } from '../../../src/domain/error.ts'
import { finding, FINDING_RULES } from '../../../src/domain/finding.ts'
import { EN } from '../../../src/domain/words/en.ts'
import { ID } from '../../../src/domain/words/id.ts'
import { describeFinding, describeRefusal, LANGUAGES } from '../../../src/domain/words/words.ts'

const PAIRS = [
  ...FINDING_RULES.map((rule) => ({ name: rule, id: ID.findings[rule], en: EN.findings[rule] })),
  ...ERROR_CODES.map((code) => ({ name: code, id: ID.refusals[code], en: EN.refusals[code] })),
]

test('there is a text in each language for every rule and code, and for nothing else', () => {
  for (const words of [ID, EN]) {
    expect(Object.keys(words.findings).toSorted()).toEqual([...FINDING_RULES].toSorted())
    expect(Object.keys(words.refusals).toSorted()).toEqual([...ERROR_CODES].toSorted())
  }
  expect(PAIRS.length).toBeGreaterThan(100)
})

test('both languages say the same facts', () => {
  const factsIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].toSorted()
  expect(PAIRS.filter(({ id, en }) => factsIn(id).join() !== factsIn(en).join())).toEqual([])
})

test('a text is a sentence without its full stop', () => {
  const texts = PAIRS.flatMap(({ id, en }) => [id, en])
  expect(texts.filter((text) => text.trim() !== text || text === '')).toEqual([])
  expect(texts.filter((text) => text.endsWith('.'))).toEqual([])
  expect(texts.filter((text) => /^\p{Ll}/u.test(text))).toEqual([])
})

test('no text of one language is left in the other', () => {
  const same = PAIRS.filter(({ id, en }) => id === en)
  expect(same).toEqual([])
})

test('describeFinding() fills in the facts, and leaves one that is missing to be seen', () => {
  const params = { pagesMax: 15, charactersMax: 1395, pages: 16, characters: 1400 }
  const whole = finding('error', 'text-too-long', '/texts/0/body', params)
  for (const language of LANGUAGES) {
    const text = describeFinding(whole, language)
    for (const value of Object.values(params)) expect(text).toContain(String(value))
    expect(text).not.toMatch(/[{}]/)
  }
  const bare = finding('error', 'text-too-long', '/texts/0/body')
  expect(describeFinding(bare, 'en')).toContain('{pagesMax}')
})

test('describeFinding() takes a fact as it is, braces and all', () => {
  const odd = finding('error', 'text-language', '/', { language: '{language} $& {other}' })
  expect(describeFinding(odd, 'en')).toContain('"{language} $& {other}"')
})

test('describeRefusal() says it in the language asked for', () => {
  const refusal = { code: 'STEP_REFUSED', params: { step: 'approve', state: 'live' } } as const
  expect(describeRefusal(refusal, 'en')).toMatch(/^Cannot approve a message that is live:/)
  expect(describeRefusal(refusal, 'id')).toMatch(/menyetujui .* sedang disiarkan/)
})

test('describeRefusal() prefers what a parameter says in its own language', () => {
  const params = { path: 'body/minutes', what: 'Too small', whatId: 'Terlalu kecil' }
  const refusal = { code: 'INPUT_INVALID', params } as const
  expect(describeRefusal(refusal, 'id')).toBe('Perbaiki masukan di body/minutes: Terlalu kecil')
  expect(describeRefusal(refusal, 'en')).toBe('Correct the input at body/minutes: Too small')
})

test('our own codes are said in words, lists of them too; what is no code stays', () => {
  const params = { roles: 'author, approver', have: '–' }
  const refused = { code: 'ROLE_REQUIRED', params } as const
  expect(describeRefusal(refused, 'id')).toContain('penulis, penyetuju. Anda memiliki: –')
  const closed = { channel: 'network-name', kind: 'constructor' }
  const text = describeFinding(finding('policy', 'policy-channel-kind', '/', closed), 'id')
  expect(text).toContain('"nama jaringan"')
  expect(text).toContain('"constructor"')
})
