import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  charactersOutsideGsm7,
  isGsm7,
  packSeptets,
  septetCountOf,
  septetsOf,
  septetsOfText,
  textOfSeptets,
  unpackSeptets,
} from '../../../src/domain/cb/gsm7.ts'
import { formatHex } from '../../../src/domain/cb/octets.ts'

const { vectors }: { vectors: { text: string; septets: number[]; octets: string }[] } = JSON.parse(
  readFileSync('fixtures/cb/gsm7.json', 'utf8'),
)

test.for(vectors)('packSeptets() packs "$text"', ({ text, septets, octets }) => {
  expect(Array.from(text).flatMap((each) => septetsOf(each) ?? [])).toEqual(septets)
  expect(formatHex(packSeptets(septets))).toBe(octets)
  expect(textOfSeptets(septets)).toBe(text)
})

test('unpackSeptets() undoes packSeptets() for any septets', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 127 })), (septets) => {
      const packed = packSeptets(septets)
      expect(unpackSeptets(packed).slice(0, septets.length)).toEqual(septets)
      expect(packed.length).toBe(Math.ceil((septets.length * 7) / 8))
    }),
  )
})

test('textOfSeptets() undoes septetsOf() for the whole alphabet: 127 and 10 characters', () => {
  let count = 0
  for (let code = 0; code <= 0xffff; code++) {
    const character = String.fromCharCode(code)
    const septets = septetsOf(character)
    if (septets === null) continue
    count += 1
    expect(textOfSeptets(septets)).toBe(character)
  }
  expect(count).toBe(137)
})

// 3GPP TS 23.038 §6.2.1.1, note 1, as peers quote it: a double escape shows as a space. An escape at
// the very end shows as nothing, as in Android.
test('textOfSeptets() shows an undefined extension as the default character', () => {
  expect(textOfSeptets([0x1b, 0x41])).toBe('A')
  expect(textOfSeptets([0x1b, 0x1b, 0x41])).toBe(' A')
  expect(textOfSeptets([0x41, 0x1b])).toBe('A')
})

test('charactersOutsideGsm7() names each character once, in order', () => {
  expect(charactersOutsideGsm7('naik → cepat — → €')).toEqual(['→', '—'])
  expect(charactersOutsideGsm7('Awas: [3] {x}~|^\\€')).toEqual([])
  expect(charactersOutsideGsm7('ç')).toEqual(['ç'])
})

test('septetCountOf(), septetsOfText() and isGsm7() agree with septetsOf() for every UTF-16 code', () => {
  for (let code = 0; code <= 0xffff; code++) {
    const character = String.fromCharCode(code)
    const count = septetsOf(character)?.length ?? 0
    if (septetCountOf(code) !== count) expect.fail(`U+${code.toString(16)}`)
    expect(septetsOfText(`a${character}`)).toEqual([0x61, ...(septetsOf(character) ?? [])])
    if (isGsm7(`a${character}`) !== count > 0) expect.fail(`U+${code.toString(16)}`)
  }
  expect(isGsm7('🌊')).toBe(false)
  expect(isGsm7('')).toBe(true)
})
