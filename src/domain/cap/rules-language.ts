import { finding, type Finding } from '../finding.ts'
import { capTimeMs, formatCapTime } from './date-time.ts'
import { guessLanguage, isOtherScript } from './language-guess.ts'
import { DEFAULT_LANGUAGE, type CapAlert, type CapArea, type CapInfo } from './model.ts'
import { withMend } from './rules-text.ts'
import { infoPath, infosOf } from './shown-text.ts'

/** A tag is short: what is longer is not looked at. */
const TAG_CHARACTERS_MAX = 100

/** RFC 5646 §2.1 langtag, private use, and the grandfathered tags of the `i-` kind. */
const TAG =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+|i-[a-z]{2,8}|en-gb-oed)$/i

/**
 * Primary subtags that the IANA registry has replaced, and ISO 639-2 codes of languages that have a
 * shorter one. RFC 5646 §2.2.1. Java wrote `in` for Indonesian until 2021.
 */
const OLD_SUBTAGS = new Map([
  ['in', 'id'],
  ['iw', 'he'],
  ['ji', 'yi'],
  ['jw', 'jv'],
  ['mo', 'ro'],
  ['ind', 'id'],
  ['eng', 'en'],
  ['jav', 'jv'],
  ['sun', 'su'],
  ['msa', 'ms'],
  ['may', 'ms'],
  ['zho', 'zh'],
  ['chi', 'zh'],
  ['fra', 'fr'],
  ['fre', 'fr'],
  ['spa', 'es'],
  ['por', 'pt'],
  ['deu', 'de'],
  ['ger', 'de'],
])

/** Languages that the small words tell apart; of any other tag they say nothing. */
const TOLD_APART = new Set(['id', 'en', 'es', 'fr', 'de', 'pt'])

/** I06: the tag is one, and the text is in its language. RFC 5646; CAP 1.2 §3.2.2 language. */
export function* checkLanguage(alert: CapAlert): Generator<Finding> {
  for (const [info, path] of infosOf(alert)) {
    const texts = [info.headline, info.description, info.instruction].map((each) => each ?? '')
    if (info.language === null) {
      if (contradiction(DEFAULT_LANGUAGE, texts) !== null) {
        yield finding('warning', 'I06-absent', path, { language: DEFAULT_LANGUAGE })
      }
      continue
    }
    yield* checkTag(info.language, texts, `${path}/language[1]`)
  }
}

function* checkTag(language: string, texts: readonly string[], path: string): Generator<Finding> {
  const found = language.slice(0, TAG_CHARACTERS_MAX)
  if (language.length > TAG_CHARACTERS_MAX || !TAG.test(language)) {
    const mend = found.trim().replaceAll('_', '-')
    const params = { found }
    yield withMend(finding('warning', 'I06-tag', path, params), TAG.test(mend) ? mend : null)
    return
  }
  const wanted = newTag(language)
  if (wanted !== null) {
    yield { ...finding('warning', 'I06-old-tag', path, { wanted, found }), mend: wanted }
  }
  const odds = contradiction(wanted ?? language, texts)
  if (odds === null) return
  const rule = odds.by === 'script' ? 'I06-script' : 'I06-words'
  yield withMend(finding('warning', rule, path, { found }), odds.mend)
}

function newTag(tag: string): string | null {
  const [first = '', ...rest] = tag.split('-')
  const wanted = OLD_SUBTAGS.get(first.toLowerCase())
  if (wanted === undefined) return null
  return wanted === 'id' && rest.length === 0 ? 'id-ID' : [wanted, ...rest].join('-')
}

interface Contradiction {
  readonly by: 'script' | 'words'
  /** The tag of the language that the text is in; null where only the script is known. */
  readonly mend: string | null
}

/** Whether the texts as a whole, or one of them by itself, are in another language. */
function contradiction(tag: string, texts: readonly string[]): Contradiction | null {
  const whole = texts.join('\n')
  if (isOtherScript(tag, whole)) return { by: 'script', mend: null }
  const language = tag.toLowerCase().split('-')[0] ?? ''
  if (!TOLD_APART.has(language)) return null
  const all = guessLanguage(whole)
  const guessed = [all, ...texts.map(guessLanguage)].find(
    (each) => each !== null && each !== language,
  )
  if (guessed === undefined || guessed === null) return null
  // Where the other texts are in the language of the tag, it is no other tag that is wanted.
  if (guessed !== all) return { by: 'words', mend: null }
  return { by: 'words', mend: guessed === 'id' ? 'id-ID' : guessed }
}

/** What does not change with the language. CAP 1.2 §3.2.2: an info for each language. */
const FACETS: readonly (readonly [element: string, read: (info: CapInfo) => string])[] = [
  ['category', ({ categories }) => categories.toSorted().join(', ')],
  ['eventCode', ({ eventCodes }) => eventCodes.map(pairOf).toSorted().join(', ')],
  ['urgency', ({ urgency }) => urgency],
  ['severity', ({ severity }) => severity],
  ['certainty', ({ certainty }) => certainty],
  ['expires', ({ expires }) => instantOf(expires)],
]

/**
 * I07: language versions agree. They are versions where each language has as many infos; several
 * events in one alert may come in another order per language, so what all infos of a language say
 * is compared as a whole: where that differs, no order of them agrees.
 */
export function* checkVersions({ infos }: CapAlert): Generator<Finding> {
  const versions = new Map<string, number[]>()
  for (const [index, { language }] of infos.entries()) {
    const key = (language ?? DEFAULT_LANGUAGE).toLowerCase()
    const indices = versions.get(key)
    if (indices === undefined) versions.set(key, [index])
    else indices.push(index)
  }
  const [first, ...others] = [...versions.values()].map((each) => each.map((at) => infos[at]!))
  if (first === undefined || others.some((each) => each.length !== first.length)) return
  for (const other of others) {
    const path = infoPath(infos.indexOf(other[0]!))
    for (const [element, read] of FACETS) yield* checkFacet(first, other, { element, read, path })
    if (isSameReach(first, other)) continue
    yield finding('warning', 'I07-area', path)
  }
}

interface Facet {
  readonly element: string
  readonly read: (info: CapInfo) => string
  readonly path: string
}

function* checkFacet(
  first: readonly CapInfo[],
  other: readonly CapInfo[],
  { element, read, path }: Facet,
): Generator<Finding> {
  const [wanted, found] = [first.map(read).toSorted(), other.map(read).toSorted()]
  const odd = found.findIndex((each, place) => each !== wanted[place])
  if (odd === -1) return
  const params = { element, wanted: wanted[odd]!.slice(0, 80), found: found[odd]!.slice(0, 80) }
  yield finding('warning', 'I07-differs', path, params)
}

/**
 * The same shapes and codes, however they are cut into areas. Iceland translates what it puts into
 * a geocode and its name: only codes under a name that both languages use are compared.
 */
function isSameReach(first: readonly CapInfo[], other: readonly CapInfo[]): boolean {
  const [own, others] = [codeNames(first), codeNames(other)]
  const common = new Set([...own].filter((name) => others.has(name)))
  const reachOf = (infos: readonly CapInfo[]) =>
    infos.map(({ areas }) => shapesOf(areas, common)).toSorted()
  const wanted = reachOf(first)
  return reachOf(other).every((each, place) => each === wanted[place])
}

function codeNames(infos: readonly CapInfo[]): ReadonlySet<string> {
  const areas = infos.flatMap((info) => info.areas)
  return new Set(areas.flatMap(({ geocodes }) => geocodes.map(({ valueName }) => valueName)))
}

// The offsets of two versions may differ while the instant is the same.
function instantOf(time: string | null): string {
  const epochMs = time === null ? null : capTimeMs(time)
  return epochMs === null ? (time ?? '-') : formatCapTime(epochMs)
}

function pairOf({ valueName, value }: { valueName: string; value: string }): string {
  return `${valueName}=${value}`
}

/** Where an info reaches; a value with a space or a letter beyond ASCII is a name and no code. */
function shapesOf(areas: readonly CapArea[], names: ReadonlySet<string>): string {
  const shapes = areas.flatMap(({ polygons, circles, geocodes }) => [
    ...polygons.map((each) => JSON.stringify(each)),
    ...circles.map((each) => JSON.stringify(each)),
    ...geocodes
      .filter(({ valueName, value }) => names.has(valueName) && /^[!-~]+$/.test(value))
      .map(pairOf),
  ])
  return [...new Set(shapes)].toSorted().join('\n')
}
