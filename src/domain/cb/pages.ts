/**
 * Text ↔ pages of a CBS message. A page is 82 octets: 93 septets, or 41 UCS-2 characters; the
 * rest of a page is filled with carriage returns. 3GPP TS 23.041 §9.4.2.2.5, TS 23.038 §5, §6.1.2.2.
 *
 * A phone decodes each page on its own, so nothing that belongs together is split over two.
 */
import { Refusal } from '../error.ts'
import { decodeDcs, encodeDcs, type Alphabet, type Coding } from './dcs.ts'
import { decodeError, type DecodeError } from './decode-error.ts'
import {
  charactersOutsideGsm7,
  CR_SEPTET,
  packSeptets,
  septetsOfText,
  textOfSeptets,
  unpackSeptets,
} from './gsm7.ts'
import { readUint16, writeUint16 } from './octets.ts'
import { gsm7PageEnds, ucs2PageEnds } from './page-ends.ts'

export const PAGE_OCTETS = 82
export const PAGES_MAX = 15
const PAGE_SEPTETS = 93
const PAGE_UCS2 = 41

export interface Page {
  /** Always {@link PAGE_OCTETS} long, fill included. */
  readonly octets: Uint8Array
  /** How many of the octets hold text (and prefix): 0..82. */
  readonly useful: number
}

export interface EncodedText {
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly dcs: number
  /** The language that the message itself tells a phone; null when untagged, as Indonesian is. */
  readonly language: string | null
  /** What the text takes: septets (an extension character takes two) or UCS-2 characters. */
  readonly characters: number
  /**
   * How many more of one septet or one UCS-2 character each can follow on {@link PAGES_MAX} pages;
   * below zero, how many are on the pages after those. What a page's end leaves empty is no room.
   */
  readonly charactersLeft: number
  /** As many as the text needs, even if more than {@link PAGES_MAX}; never none. */
  readonly pages: readonly Page[]
  /** Characters that GSM-7 does not have, each once: why `auto` chose UCS-2. */
  readonly forcedBy: readonly string[]
}

export interface EncodeTextOptions {
  /** Default `auto`: GSM-7 when it has every character, else UCS-2 for the whole text. */
  readonly alphabet?: 'auto' | 'gsm7' | 'ucs2'
  /** Tag such as `id-ID` or `en`; only the primary subtag is used. */
  readonly language?: string
  /** Puts the language before the text of every page (DCS 0x10, 0x11). Default false. */
  readonly prefix?: boolean
}

/** Characters that a refusal names. */
const REFUSED_MAX = 10

/** More marks in a row are no writing: the Stream-Safe Text Format of Unicode UAX #15 §13. */
const MARKS_MAX = 30
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_MAX + 1},})`, 'u')
const MARK_OR_HALF = /[\p{M}\p{Cs}]/u

/** The form in which a text is encoded: well-formed, NFC, line feeds alone as line ends. */
export function normaliseText(text: string): string {
  const wellFormed = text.toWellFormed().replace(/\r\n?/g, '\n')
  if (!hasTooManyMarks(wellFormed)) return wellFormed.normalize('NFC')
  // Putting n marks in order takes n² steps: a hostile megabyte of them would take minutes.
  const parts = wellFormed.split(TOO_MANY_MARKS)
  return parts.map((part, index) => (index % 2 === 1 ? part : part.normalize('NFC'))).join('')
}

/** Such a row has a mark, or half of one, at every 31st place: most texts are told by these. */
function hasTooManyMarks(text: string): boolean {
  for (let at = MARKS_MAX; at < text.length; at += MARKS_MAX + 1) {
    if (MARK_OR_HALF.test(text[at]!)) return TOO_MANY_MARKS.test(text)
  }
  return false
}

/**
 * Cuts a text into pages.
 *
 * @throws {Refusal} `INPUT_INVALID` when GSM-7 is asked for and lacks a character, or when a
 *   prefix is asked for and the language is not two letters.
 */
export function encodeText(text: string, options: EncodeTextOptions = {}): EncodedText {
  const normal = normaliseText(text)
  const outside = charactersOutsideGsm7(normal)
  const asked = options.alphabet ?? 'auto'
  if (asked === 'gsm7' && outside.length > 0) {
    const named = outside.slice(0, REFUSED_MAX).map(nameCharacter).join(' ')
    const what = `GSM-7 has no ${named}`
    const whatId = `GSM-7 tidak memiliki ${named}`
    throw new Refusal('INPUT_INVALID', { path: 'alphabet', what, whatId })
  }
  const alphabet = asked === 'ucs2' || outside.length > 0 ? 'ucs2' : 'gsm7'
  const language = primarySubtag(options.language)
  const prefix = options.prefix === true ? prefixOf(language) : null
  const dcs = encodeDcs(alphabet, language, prefix !== null)
  const cut = alphabet === 'gsm7' ? cutGsm7(normal, prefix) : cutUcs2(normal, prefix)
  return {
    alphabet,
    dcs,
    language: prefix ?? decodeDcs(dcs).language,
    ...cut,
    forcedBy: asked === 'auto' ? outside : [],
  }
}

/** Characters that 15 pages hold, in the unit of `EncodedText.characters`. */
export function charactersMax(alphabet: 'gsm7' | 'ucs2', prefix = false): number {
  const perPage =
    alphabet === 'gsm7' ? PAGE_SEPTETS - (prefix ? 3 : 0) : PAGE_UCS2 - (prefix ? 1 : 0)
  return PAGES_MAX * perPage
}

/** What does not show by itself. */
const UNSHOWN = /[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800\ufffc]/u

/** A character as a person reads it: itself, or `U+00A0` when it does not show. */
export function nameCharacter(character: string): string {
  if (!UNSHOWN.test(character)) return character
  const code = character.codePointAt(0) ?? 0
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

export interface DecodedText {
  readonly text: string
  /**
   * From the DCS, or the first two septets of the last page, whatever they are, where each page
   * begins with a language: so Android reads it. Null when there is none.
   */
  readonly language: string | null
  readonly alphabet: Alphabet
}

/**
 * Reads pages one by one, as Android does: fill and prefix are taken off each. Never throws on
 * what octets hold. NULs stay, since phones show them. Two things are not as on Android, which
 * takes a byte order mark at the beginning of a page for one, and shows the fill of a page that
 * has nothing else; `checkText()` keeps both out of what we send.
 */
export function decodePages(
  dcs: number,
  pages: readonly Page[],
): DecodedText | { readonly error: DecodeError } {
  const coding = decodeDcs(dcs)
  if (coding.refused !== null) {
    return decodeError(
      'dcs-refused',
      0,
      `Phones throw DCS 0x${dcs.toString(16)} away: ${coding.refused}`,
    )
  }
  const octets = pages.map((page) => page.octets.subarray(0, page.useful))
  if (coding.alphabet === '8bit') {
    const at = octets.findIndex((each) => each8Bit(each).some((octet) => octet > 0x7f))
    const message = `Phones throw page ${at + 1} away: 8 bit text has no octet above 127`
    if (at >= 0) return decodeError('value', at * PAGE_OCTETS, message)
  }
  const parts = octets.map((each) => decodePage(coding, each))
  return {
    text: parts.map((part) => part.text).join(''),
    language: coding.prefix ? (parts.at(-1)?.language ?? null) : coding.language,
    alphabet: coding.alphabet,
  }
}

interface Cut {
  readonly characters: number
  readonly charactersLeft: number
  readonly pages: readonly Page[]
}

function cutGsm7(text: string, prefix: string | null): Cut {
  const before = prefix === null ? [] : [...septetsOfText(prefix), CR_SEPTET]
  const capacity = PAGE_SEPTETS - before.length
  const rows = piecesOf(text, gsm7PageEnds(text, capacity)).map(septetsOfText)
  const pages = rows.map((septets): Page => {
    const used = [...before, ...septets]
    const useful = Math.ceil((used.length * 7) / 8)
    // The fill also makes seven spare bits of the last useful octet a CR, not an "@".
    while (used.length < PAGE_SEPTETS) used.push(CR_SEPTET)
    return { octets: packSeptets(used), useful }
  })
  return { ...countPages(rows, capacity), pages }
}

function cutUcs2(text: string, prefix: string | null): Cut {
  const before = prefix === null ? 0 : 2
  const capacity = PAGE_UCS2 - before / 2
  const pieces = piecesOf(text, ucs2PageEnds(text, capacity))
  const pages = pieces.map((piece): Page => {
    const octets = new Uint8Array(PAGE_OCTETS)
    if (prefix !== null) octets.set(packSeptets(septetsOfText(prefix)))
    for (let i = 0; i < capacity; i++) {
      writeUint16(octets, before + 2 * i, i < piece.length ? piece.charCodeAt(i) : CR_SEPTET)
    }
    return { octets, useful: before + 2 * piece.length }
  })
  return { ...countPages(pieces, capacity), pages }
}

function piecesOf(text: string, ends: readonly number[]): string[] {
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))
}

function countPages(
  pages: readonly { readonly length: number }[],
  capacity: number,
): Pick<Cut, 'characters' | 'charactersLeft'> {
  const lengthOf = (part: typeof pages): number => part.reduce((sum, page) => sum + page.length, 0)
  const free = (PAGES_MAX - pages.length) * capacity + capacity - (pages.at(-1)?.length ?? 0)
  const over = lengthOf(pages.slice(PAGES_MAX))
  return { characters: lengthOf(pages), charactersLeft: over > 0 ? -over : free }
}

function primarySubtag(language: string | undefined): string | null {
  const subtag = language?.split('-')[0]?.toLowerCase() ?? ''
  return subtag === '' ? null : subtag
}

function prefixOf(language: string | null): string {
  if (language !== null && /^[a-z]{2}$/.test(language)) return language
  const what = `a language prefix is two letters: found "${language ?? ''}"`
  const whatId = `awalan bahasa harus dua huruf: tertulis "${language ?? ''}"`
  throw new Refusal('INPUT_INVALID', { path: 'language', what, whatId })
}

function decodePage(coding: Coding, octets: Uint8Array): { text: string; language: string | null } {
  if (coding.alphabet === 'ucs2') {
    const head = coding.prefix ? 2 : 0
    // Two septets, but an escape makes one character of them.
    const language = textOfSeptets(unpackSeptets(octets.subarray(0, head)))
    const isWhole = coding.prefix && octets.length >= head
    return { text: textOfUcs2(octets.subarray(head)), language: isWhole ? language : null }
  }
  const septets = coding.alphabet === 'gsm7' ? unpackSeptets(octets) : each8Bit(octets)
  const text = textOfSeptets(septets)
  if (!coding.prefix || text.length < 3) return { text: stripFill(text), language: null }
  return { text: stripFill(text.slice(3)), language: text.slice(0, 2) }
}

/** 8 bit is one character of the default alphabet an octet, as on Android; 0xff ends it. */
function each8Bit(octets: Uint8Array): number[] {
  const end = octets.indexOf(0xff)
  return [...octets.subarray(0, end < 0 ? octets.length : end)]
}

function textOfUcs2(octets: Uint8Array): string {
  let text = ''
  for (let i = 0; i + 1 < octets.length; i += 2) text += String.fromCharCode(readUint16(octets, i))
  return stripFill(text.toWellFormed())
}

function stripFill(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === '\r') end -= 1
  return text.slice(0, end)
}
