import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { septetsOf } from '../../../src/domain/cb/gsm7.ts'
import { gsm7PageEnds, ucs2PageEnds } from '../../../src/domain/cb/page-ends.ts'
import { MIXED, SCRIPTS, textIn } from './scripts.ts'

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The whole text taken apart and put on pages again: slow, and plainly right. */
function endsOfUnits(units: readonly string[], capacity: number, size = lengthOf): number[] {
  const pages: string[][] = [[]]
  let used = 0
  for (const unit of units) {
    if (used + size(unit) > capacity) {
      pages.push([])
      used = 0
    }
    pages.at(-1)!.push(unit)
    used += size(unit)
  }
  let at = 0
  return pages.map((page) => (at += page.join('').length))
}

function lengthOf(unit: string): number {
  return unit.length
}

function clustersOf(text: string, capacity: number): string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment).flatMap((segment) =>
    segment.length <= capacity ? [segment] : Array.from(segment),
  )
}

const capacities = fc.constantFrom(41, 40, 7, 2)

describe.for([...SCRIPTS.map((name) => [name, textIn(name)] as const), ['mixed', MIXED] as const])(
  '%s',
  ([, texts]) => {
    test('ucs2PageEnds() cuts where taking the whole text apart would', () => {
      fc.assert(
        fc.property(texts, capacities, (any, capacity) => {
          const text = any.toWellFormed()
          const units = clustersOf(text, capacity)
          expect(ucs2PageEnds(text, capacity)).toEqual(endsOfUnits(units, capacity))
        }),
        { numRuns: 60 },
      )
    })
  },
)

test('ucs2PageEnds() keeps pairs, families, flags and marks on one page', () => {
  const units = ['🌊', '👨‍👩‍👧‍👦', '🇮🇩', 'q\u0302', 'ꦏ\ua9c0', 'क्ष', '\u1100\u1161\u11a8', '🏃🏽‍♀️', '\r\n']
  for (const unit of units) {
    for (let before = 41 - unit.length; before <= 41; before++) {
      const text = `${'x'.repeat(before)}${unit}y`
      const [first] = ucs2PageEnds(text, 41)
      expect([before, before + unit.length]).toContain(Math.min(first!, before + unit.length))
    }
  }
})

test('ucs2PageEnds() cuts what is longer than a page between code points', () => {
  // 1 + 100 codes that are one cluster: it fills the page that it begins on.
  expect(ucs2PageEnds(`abco${'\u0330'.repeat(100)}d`, 41)).toEqual([41, 82, 105])
  // Forty-two codes of a cluster are too many by one, forty-one are not.
  expect(ucs2PageEnds(`ab${'\u0330'.repeat(41)}`, 41)).toEqual([41, 43])
  expect(ucs2PageEnds(`ab${'\u0330'.repeat(40)}`, 41)).toEqual([1, 42])
  // Each of these marks is a surrogate pair.
  expect(ucs2PageEnds(`a${'\u{e0101}'.repeat(30)}`, 40)).toEqual([39, 61])
})

test('ucs2PageEnds() finds its way again after a cluster that it has to cut', () => {
  // Five signs that stand before a flag and the flag are one cluster of nine codes, cut inside the
  // flag: the next flags are pairs counted from the end of that one.
  const text = `${'\u0600'.repeat(5)}${'🇮🇩'.repeat(4)}`
  expect(ucs2PageEnds(text, 7)).toEqual([7, 13, 17, 21])
})

test('gsm7PageEnds() cuts between characters, never inside an extension pair', () => {
  const unit = fc.constantFrom('a', 'é', '€', '{', '\n', 'Δ', '|')
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 500 }),
      fc.constantFrom(93, 90, 3),
      (text, capacity) => {
        const size = (each: string): number => septetsOf(each)!.length
        expect(gsm7PageEnds(text, capacity)).toEqual(endsOfUnits(Array.from(text), capacity, size))
      },
    ),
  )
  expect(gsm7PageEnds(`${'x'.repeat(92)}€`, 93)).toEqual([92, 93])
  expect(gsm7PageEnds(`${'x'.repeat(91)}€`, 93)).toEqual([92])
})

test('page ends give one page for no text', () => {
  expect(gsm7PageEnds('', 93)).toEqual([0])
  expect(ucs2PageEnds('', 41)).toEqual([0])
})

const MEGABYTE = 1_000_000
test.for([
  ['one letter with a megabyte of marks', `a${'\u0301'.repeat(MEGABYTE)}`],
  ['flags without an end', '\u{1f1ee}'.repeat(MEGABYTE / 2)],
  ['clusters of one more than a page', `a${'\u0301'.repeat(41)}`.repeat(MEGABYTE / 42)],
  ['what stands before a digit', '\u0600'.repeat(MEGABYTE)],
  ['joined women', '👩\u200d'.repeat(MEGABYTE / 3)],
  ['Han', '水'.repeat(MEGABYTE)],
] as const)('ucs2PageEnds() takes its megabyte in its stride: %s', ([, text]) => {
  const startMs = performance.now()
  const ends = ucs2PageEnds(text, 41)
  // Far above what it takes on a slow machine, far below what n² steps take.
  expect(performance.now() - startMs).toBeLessThan(20_000)
  expect(ends.length).toBeGreaterThan(MEGABYTE / 50)
  expect(ends.at(-1)).toBe(text.length)
})

test('ucs2PageEnds() knows no end of a cluster before it is there', () => {
  // A letter and its marks, one code each, for every length around powers of the pieces looked at.
  for (let length = 690; length <= 760; length++) {
    const text = `a${'\u0301'.repeat(length - 1)}`
    const pages = Math.ceil(length / 41)
    const wanted = Array.from({ length: pages }, (_, page) => Math.min(41 * (page + 1), length))
    expect(ucs2PageEnds(text, 41), String(length)).toEqual(wanted)
  }
})
