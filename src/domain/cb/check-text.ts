/** What is wrong, or doubtful, with the text of a copy before it becomes pages. */
import { finding, type Finding } from '../finding.ts'
import { describeOutside } from './gsm-substitute.ts'
import { encodeText, nameCharacter, normaliseText, PAGES_MAX, type EncodedText } from './pages.ts'

/** What draws nothing: a text of these alone is empty to who reads it. */
const NOTHING = /[\p{C}\p{Z}\s\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Findings of one rule on one text: who has mended these asks again. */
const FINDINGS_MAX = 20

/**
 * Findings on the text of one copy; `path` is where the text stands in the draft. A text without
 * an error comes back from Android's decoder as `normaliseText()` gives it. Takes time in
 * proportion to the text, whatever it holds.
 */
export function checkText(text: string, path: string): Finding[] {
  if (text.replace(NOTHING, '') === '') return [finding('error', 'text-empty', path)]
  return [
    ...checkLength(text, path),
    ...checkControls(text, path),
    ...checkPlaceholders(text, path),
  ]
}

/** The finding on a text, cut in whatever way, that takes more pages than a message has. */
export function* checkPages(encoded: EncodedText, path: string): Generator<Finding> {
  const { characters, charactersLeft, pages } = encoded
  if (pages.length <= PAGES_MAX) return
  yield finding('error', 'text-too-long', path, {
    pagesMax: PAGES_MAX,
    // Of this text: whole characters leave room at the end of pages.
    charactersMax: characters + charactersLeft,
    pages: pages.length,
    characters,
  })
}

function* checkLength(text: string, path: string): Generator<Finding> {
  const encoded = encodeText(text)
  yield* checkPages(encoded, path)
  const { forcedBy } = encoded
  if (forcedBy.length > 0) {
    yield finding('info', 'text-ucs2', path, { characters: describeOutside(forcedBy) })
  }
}

// The joiners that emoji and several scripts need are no fault, nor are the Arabic and Kaithi
// signs that stand under a number; a lone surrogate is, and a byte order mark: at the beginning of
// a page Android takes it for one. What Unicode has not given out yet, phones cannot draw.
const CONTROL = '[^\\P{C}\\n\\u200c\\u200d\\u0600-\\u0605\\u06dd\\u08e2\\u{110bd}\\u{110cd}]'
/** The flag of a part of a country is a black flag and its name in tags. */
const FLAG = '\\u{1f3f4}[\\u{e0030}-\\u{e007a}]{3,6}\\u{e007f}'
/** Line ends that phones do not know, and what programs put where a text was broken. */
const BROKEN = '[\\u2028\\u2029\\ufffc\\ufffd]'
const FLAG_OR_CONTROL = new RegExp(`${FLAG}|${CONTROL}|${BROKEN}`, 'gu')
/** Marks of direction, which what is written from right to left needs beside numbers. */
const DIRECTION = /[\u061c\u200e\u200f]/
const RIGHT_TO_LEFT = /[\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u07ca-\u07ea]/

/** What XML 1.0 §2.2 has no way to carry. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

/** True for a text that a document can carry. */
export function isWritable(text: string): boolean {
  return !UNWRITABLE.test(text)
}

/**
 * Findings on a text that only documents carry: one that no document can hold would be approved,
 * and then never be signed.
 */
export function* checkWritable(text: string, path: string): Generator<Finding> {
  const at = text.search(UNWRITABLE)
  if (at < 0) return
  const character = nameCharacter(String.fromCodePoint(text.codePointAt(at) ?? 0))
  yield finding('error', 'text-control', path, { character, position: at + 1 })
}

function* checkControls(text: string, path: string): Generator<Finding> {
  const lines = text.replace(/\r\n?/g, '\n')
  const mayTurn = RIGHT_TO_LEFT.test(lines)
  const seen = new Set<string>()
  for (const { 0: character, index } of lines.matchAll(FLAG_OR_CONTROL)) {
    // A flag is the only match of more than one code point.
    if (character.length > 2 || (mayTurn && DIRECTION.test(character))) continue
    if (seen.has(character)) continue
    seen.add(character)
    const position = Array.from(lines.slice(0, index)).length + 1
    yield finding('error', 'text-control', path, { character: nameCharacter(character), position })
    if (seen.size === FINDINGS_MAX) return
  }
}

// Words that stand alone in brackets in a template, in Indonesian and English.
const BLANKS = [
  'nama|lokasi|tempat|wilayah|daerah|desa|kecamatan|kabupaten|provinsi|waktu|jam|pukul|tanggal|hari',
  'nomor|no|telepon|instansi|penyebab|jumlah|isi|sebutkan|tulis|name|location|place|area|region',
  'time|date|day|number|phone|agency|cause|insert|fill in',
].join('|')
// None of these looks further than the next bracket, or a fixed number of characters.
const PLACEHOLDERS: readonly RegExp[] = [
  /\(\((?:(?!\)\)).){0,100}\)\)/gsu,
  /\{\{[^{}]*\}\}|\{[^{}]*\}/gu,
  /\[[^[\]\p{L}\p{N}]*\]/gu, // nothing, dots, dashes
  /<\p{L}[^<>]*>/gu,
  /_{3,}/gu,
  /\.{5,}/gu,
  /\b[Xx]{2}[.:][Xx]{2}\b/gu,
  new RegExp(`[(\\[]\\s{0,9}(?:${BLANKS})(?:\\s[^)\\]]{0,30})?[)\\]]`, 'giu'),
]
/** Characters of a placeholder that a finding quotes. */
const QUOTED_MAX = 60

function* checkPlaceholders(text: string, path: string): Generator<Finding> {
  const normal = normaliseText(text)
  const errors = new Set(PLACEHOLDERS.flatMap((pattern) => quotesOf(normal, pattern)))
  // "[BMKG]" is how some agencies sign: a doubt, not a fault.
  const doubts = quotesOf(normal, /\[[^[\]]*\]/gu).filter(
    (bracketed) => /\p{L}/u.test(bracketed) && !errors.has(bracketed),
  )
  for (const placeholder of [...errors].slice(0, FINDINGS_MAX)) {
    yield finding('error', 'text-placeholder', path, { placeholder })
  }
  for (const placeholder of [...new Set(doubts)].slice(0, FINDINGS_MAX)) {
    yield finding('warning', 'text-placeholder', path, { placeholder })
  }
}

function quotesOf(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([found]) => {
    const characters = Array.from(found.slice(0, 2 * QUOTED_MAX))
    return characters.length <= QUOTED_MAX && found.length <= 2 * QUOTED_MAX
      ? found
      : `${characters.slice(0, QUOTED_MAX).join('')}…`
  })
}
