import { expect, test } from 'vitest'
import { emptyContent, withEnglish, withKind } from '../../../src/console/editor/content.ts'
import {
  codedOf,
  hindrancesOf,
  identifierOf,
  identifierOfCopy,
  measurePrefixed,
  measureText,
  raisesOpen,
  takeProposal,
} from '../../../src/console/editor/meter.ts'

test('measureText() counts a full page of GSM-7, and the next one', () => {
  // 93 characters a page, 15 pages: 3GPP TS 23.041 §9.4.2.2.5.
  expect(measureText('a'.repeat(93), 'id-ID')).toMatchObject({
    alphabet: 'gsm7',
    pages: 1,
    charactersLeft: 1_302,
    forcedBy: [],
  })
  expect(measureText('a'.repeat(94), 'id-ID').pages).toBe(2)
})

test('measureText() names the characters that force UCS-2, also those that do not show', () => {
  const meter = measureText('Awas\u00a0ombak 😀', 'id-ID')
  expect(meter).toMatchObject({ alphabet: 'ucs2', charactersMax: 615 })
  expect(meter.forcedBy).toEqual(['U+00A0', '😀'])
})

test('measureText() says where they stand and what could stand there', () => {
  const { outside, inGsm7 } = measureText('Awas – ombak – naik', 'id-ID').reason
  expect(outside).toMatchObject([{ character: '–', position: 6, times: 2, substitute: '-' }])
  expect(inGsm7).toEqual({ characters: 19, pages: 1 })
})

test('measureText() proposes what leads to GSM-7, and else only what must go', () => {
  const proposed = (text: string) => measureText(text, 'id-ID').proposals.map(({ name }) => name)
  expect(proposed('“Awas” – naik')).toEqual(['“', '”', '–'])
  // The emoji keeps the text in UCS-2, and needs its joiner.
  expect(proposed('“Awas” 👩\u200d🚒')).toEqual([])
  expect(proposed('“Awas”\tnaik\u202e 👩\u200d🚒')).toEqual(['U+0009', 'U+202E'])
  expect(proposed('Naik ke bukit')).toEqual([])
})

test('measurePrefixed() has room for 90 characters a page, and 40 of UCS-2', () => {
  // 3GPP TS 23.038 §5: two letters and CR, or the two letters in two octets, before the text.
  const full = { pages: 15, charactersLeft: 0 }
  expect(measurePrefixed('a'.repeat(1_350), 'id-ID')).toEqual(full)
  expect(measurePrefixed('a'.repeat(1_351), 'id-ID')).toEqual({ pages: 16, charactersLeft: -1 })
  expect(measurePrefixed('水'.repeat(600), 'id')).toEqual(full)
  expect(measurePrefixed('a', 'ban-ID')).toBeNull()
})

test('takeProposal() replaces one character throughout, or all, and nothing by itself', () => {
  const text = '“Awas” – naik – “cepat”'
  expect(takeProposal(text, '–')).toBe('“Awas” - naik - “cepat”')
  expect(takeProposal(text, { all: true })).toBe('"Awas" - naik - "cepat"')
  expect(takeProposal('水 –', { all: true })).toBe('水 –')
  expect(takeProposal('水 –', '水')).toBe('水 –')
})

test('codedOf() names English to phones, and leaves Indonesian untagged', () => {
  // 3GPP TS 23.038 §5: 0x01 is English, 0x0F unspecified.
  expect(codedOf({ body: 'Go up', language: 'en-US' }).dcs).toBe(0x01)
  expect(codedOf({ body: 'Naik', language: 'id-ID' }).dcs).toBe(0x0f)
  expect(codedOf({ body: 'Naik –', language: 'id-ID' }).dcs).toBe(0x48)
})

test('measureText() counts the room that whole characters leave at the end of pages', () => {
  // Eleven codes a family, three on each page of 41: 45 families are all.
  const family = '👨‍👩‍👧‍👦'
  const full = { charactersMax: 495 + 8, charactersLeft: 8, pages: 15 }
  expect(measureText(family.repeat(45), 'id-ID')).toMatchObject(full)
  const over = { charactersMax: 495, charactersLeft: -11, pages: 16 }
  expect(measureText(family.repeat(46), 'id-ID')).toMatchObject(over)
})

test('measureText() says by how much a text is too long', () => {
  expect(measureText('a'.repeat(1_400), 'id-ID').charactersLeft).toBe(-5)
})

test('identifierOf() follows the table and the raise of an officer', () => {
  const content = { ...emptyContent(), raised: { to: 4370, reason: 'tanggul jebol' } }
  expect(identifierOf(content, { raised: false })).toBe(4375)
  expect(identifierOf(content, { raised: true })).toBe(4370)
  expect(identifierOf(withKind(content, 'civic'), { raised: true })).toBe(null)
})

test('hindrancesOf() names each field that keeps a warning from an identifier', () => {
  const content = emptyContent()
  expect(hindrancesOf(content)).toEqual([])
  const quiet = { ...content, severity: 'Moderate', urgency: 'Future' } as const
  expect(hindrancesOf(quiet)).toEqual(['severity-moderate', 'urgency-future'])
  expect(hindrancesOf({ ...quiet, raised: { to: 4370, reason: 'tanggul jebol' } })).toEqual([])
  expect(hindrancesOf(withKind(quiet, 'exercise'))).toEqual([])
})

test('identifierOfCopy() gives the second language its own identifier', () => {
  const content = withEnglish(emptyContent(), true)
  expect(identifierOfCopy(content, 0)).toBe(4375)
  expect(identifierOfCopy(content, 1)).toBe(4388)
})

test('raisesOpen() offers only what is higher, and to warnings alone', () => {
  expect(raisesOpen(emptyContent())).toEqual([4370, 4371, 4372, 4373, 4374])
  expect(raisesOpen({ ...emptyContent(), severity: 'Minor' })).toHaveLength(9)
  expect(raisesOpen(withKind(emptyContent(), 'exercise'))).toEqual([])
})
