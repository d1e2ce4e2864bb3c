/** What is wrong, or doubtful, with the text of a copy before it becomes pages. */
import { finding, type Finding } from '../finding.ts'
import { charactersMax, encodeText, nameCharacter, normaliseText, PAGES_MAX } from './pages.ts'

/** Findings on the text of one copy; `path` is where the text stands in the draft. */
export function checkText(text: string, path: string): Finding[] {
  const visible = text.replace(/[\p{C}\p{Z}\s]/gu, '')
  if (visible === '') return [finding('error', 'text-empty', path)]
  return [
    ...checkLength(text, path),
    ...checkControls(text, path),
    ...checkPlaceholders(text, path),
  ]
}

function* checkLength(text: string, path: string): Generator<Finding> {
  const encoded = encodeText(text)
  const { alphabet, characters, pages, forcedBy } = encoded
  if (pages.length > PAGES_MAX) {
    yield finding('error', 'text-too-long', path, {
      pagesMax: PAGES_MAX,
      charactersMax: charactersMax(alphabet),
      pages: pages.length,
      characters,
    })
  }
  if (forcedBy.length > 0) {
    const named = forcedBy.map(nameCharacter).join(' ')
    yield finding('info', 'text-ucs2', path, { characters: named })
  }
}

// The joiners that emoji and several scripts need are no fault; a lone surrogate is.
const CONTROL = /[^\P{C}\n\u200c\u200d]|[\u2028\u2029]/u

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
  const seen = new Set<string>()
  for (const [index, character] of Array.from(text.replace(/\r\n?/g, '\n')).entries()) {
    if (!CONTROL.test(character) || seen.has(character)) continue
    seen.add(character)
    const params = { character: nameCharacter(character), position: index + 1 }
    yield finding('error', 'text-control', path, params)
  }
}

// Words that stand alone in brackets in a template, in Indonesian and English.
const BLANKS = [
  'nama|lokasi|tempat|wilayah|daerah|desa|kecamatan|kabupaten|provinsi|waktu|jam|pukul|tanggal|hari',
  'nomor|no|telepon|instansi|penyebab|jumlah|isi|sebutkan|tulis|name|location|place|area|region',
  'time|date|day|number|phone|agency|cause|insert|fill in',
].join('|')
const PLACEHOLDERS: readonly RegExp[] = [
  /\(\(.*?\)\)/gsu,
  /\{\{[^{}]*\}\}|\{[^{}]*\}/gu,
  /\[[^\]\p{L}\p{N}]*\]/gu, // nothing, dots, dashes
  /<\p{L}[^<>]*>/gu,
  /_{3,}/gu,
  /\.{5,}/gu,
  /\b[Xx]{2}[.:][Xx]{2}\b/gu,
  new RegExp(`[(\\[]\\s*(?:${BLANKS})(?:\\s[^)\\]]{0,30})?[)\\]]`, 'giu'),
]

function* checkPlaceholders(text: string, path: string): Generator<Finding> {
  const found = PLACEHOLDERS.flatMap((pattern) =>
    [...normaliseText(text).matchAll(pattern)].map((match) => match[0]),
  )
  const error = new Set(found)
  for (const placeholder of error) yield finding('error', 'text-placeholder', path, { placeholder })
  // "[BMKG]" is how some agencies sign: a doubt, not a fault.
  for (const [bracketed] of normaliseText(text).matchAll(/\[[^\]]*\p{L}[^\]]*\]/gu)) {
    if (error.has(bracketed)) continue
    error.add(bracketed)
    yield finding('warning', 'text-placeholder', path, { placeholder: bracketed })
  }
}
