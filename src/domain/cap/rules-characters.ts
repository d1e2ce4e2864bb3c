import { finding, type Finding } from '../finding.ts'
import type { CapAlert } from './model.ts'
import { withMend } from './rules-text.ts'
import { isPlainAscii, shownTexts, type ShownText } from './shown-text.ts'

const MEND_CHARACTERS_MAX = 10_000

// Marks, embeddings and isolates have work to do beside letters written from right to left;
// an override has none anywhere: it makes the eye read other digits than those that are there.
const OVERRIDE = /[\u202d\u202e]/gu
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u

/**
 * Characters without width. A joiner shapes the letter before it in the scripts of India and
 * Arabia and builds emoji; a zero width space parts the words of Thai, Lao, Khmer and Burmese.
 * Behind other letters either hides something.
 */
const ZERO_WIDTH =
  /[\u180e\u2060-\u2064\ufeff]|(?<=^|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}\s.,:/@])[\u200b-\u200d]+|(?<=\p{Script=Han})[\u200c\u200d]+/gu

// XML lets the C1 controls through: they are what is left of a wrong encoding.
const CONTROL = /(?![\t\n\r])\p{Cc}/gu
const PRIVATE = /\p{Co}/gu

/** What the octets 0x80..0x9F are in Windows-1252, in order; those it leaves free are themselves. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * UTF-8 that was read as Windows-1252, and the character that stands for what could not be read.
 * Only pairs that no language writes: a Portuguese word may end in "Ã" before a quotation mark.
 */
const GARBLED =
  /\ufffd|Ã[\u0080-\u009f¡-ª¬-º¼-¿€ƒ†‡ˆ‰Š‹ŒŽ˜™š›œžŸ]|Â[°±²³µ·¹¼½¾©®£§¡¿]|â€|ï»¿|ðŸ|(?:[ÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){3}/u
const HIGH_RUN = new RegExp(`[\\u0080-\\u00ff${WINDOWS_1252}]{2,}`, 'gu')

/** I13: what is shown is what is read; nothing is hidden, turned round or garbled. */
export function* checkCharacters(alert: CapAlert): Generator<Finding> {
  for (const shown of shownTexts(alert)) {
    if (isPlainAscii(shown.text)) continue
    yield* checkHidden(shown)
    yield* checkGarbled(shown)
  }
}

function* checkHidden({ element, text, path }: ShownText): Generator<Finding> {
  const direction = RIGHT_TO_LEFT.test(text) ? OVERRIDE : DIRECTION
  for (const [rule, pattern] of [
    ['I13-bidi', direction],
    ['I13-zero-width', ZERO_WIDTH],
    ['I13-control', CONTROL],
    ['I13-private', PRIVATE],
  ] as const) {
    const at = text.search(pattern)
    if (at === -1) continue
    const found = `U+${text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0')}`
    yield withMend(finding('warning', rule, path, { element, found }), without(pattern, text))
  }
}

// Where one is gone, the next may stand behind a letter that it hides from.
function without(pattern: RegExp, text: string): string | null {
  if (text.length > MEND_CHARACTERS_MAX) return null
  const mended = text.replace(pattern, '')
  return mended.search(pattern) === -1 ? mended : null
}

function* checkGarbled({ element, text, path }: ShownText): Generator<Finding> {
  const match = GARBLED.exec(text)
  if (match === null) return
  const found = text.slice(Math.max(0, match.index - 10), match.index + 10)
  yield withMend(finding('warning', 'I13-garbled', path, { element, found }), withoutGarble(text))
}

/** Reads the runs again as the UTF-8 they were, or gives null where that is not all of the fault. */
function withoutGarble(text: string): string | null {
  if (text.length > MEND_CHARACTERS_MAX) return null
  const mended = text.replace(HIGH_RUN, (run) => utf8Of(run) ?? run)
  return mended === text || GARBLED.test(mended) ? null : mended
}

function utf8Of(run: string): string | null {
  const octets = Array.from(run, (character) => {
    const place = WINDOWS_1252.indexOf(character)
    const octet = place === -1 ? character.charCodeAt(0) : 0x80 + place
    return `%${octet.toString(16)}`
  })
  try {
    return decodeURIComponent(octets.join(''))
  } catch {
    return null // not UTF-8: the run is what it seems to be
  }
}
