/**
 * What a text shows of its language without a dictionary: its script, and the small words that
 * only one of a few languages has. Speaks only when it is sure, and looks at a beginning only.
 */

/** Enough of a text to know it by; keeps the work bounded for a description of any length. */
const LOOK_CHARACTERS = 20_000

const WORDS_MIN = 8
const HITS_MIN = 4
const SHARE_MIN = 0.15
/** How many times more small words than of the next language. */
const MARGIN = 4
const LETTERS_MIN = 12

/** Small words of one language that are none in the others of the list, nor part of names. */
const SMALL_WORDS = {
  id: 'yang dan di untuk dengan dari akan pada ini itu atau tidak oleh dapat telah sudah harap anda adalah jangan segera wilayah disertai masih menjauh masyarakat hingga karena bahwa agar hujan lebat angin kencang terjadi juga ke',
  en: 'the and of to is are for with from will be this that or not you your by has have been should until their there which near stay',
  es: 'el los las del y con una su más está pero sus muy desde hasta',
  fr: 'le les et du une est dans pour sur au aux avec qui ne pas sont ces cette',
  de: 'der die und das mit von zu den ist im auf für werden ein eine bei nicht sind auch vor',
  pt: 'não uma com são ao pelo pela às mais foi em até dos',
} as const
export type GuessedLanguage = keyof typeof SMALL_WORDS

const LANGUAGE_OF_WORD = new Map<string, GuessedLanguage>(
  Object.entries(SMALL_WORDS).flatMap(([language, words]) =>
    words.split(' ').map((word) => [word, language as GuessedLanguage] as const),
  ),
)

/** The language of the text by its small words, or null where it is not plain. */
export function guessLanguage(text: string): GuessedLanguage | null {
  const seen = text.slice(0, LOOK_CHARACTERS).toLowerCase()
  const words = seen.match(ASCII.test(seen) ? /[a-z]+/g : /\p{L}+/gu) ?? []
  if (words.length < WORDS_MIN) return null
  const hits = new Map<GuessedLanguage, number>()
  for (const word of words) {
    const language = LANGUAGE_OF_WORD.get(word)
    if (language !== undefined) hits.set(language, (hits.get(language) ?? 0) + 1)
  }
  const [first, second] = [...hits].toSorted((a, b) => b[1] - a[1])
  if (first === undefined || first[1] < HITS_MIN) return null
  if (first[1] / words.length < SHARE_MIN) return null
  return first[1] >= MARGIN * (second?.[1] ?? 0) ? first[0] : null
}

// oxlint-disable-next-line no-control-regex -- ASCII has controls
const ASCII = /^[\0-\x7f]*$/

const CYRILLIC = /\p{Script=Cyrillic}/gu
const ARABIC = /\p{Script=Arabic}/gu
const HEBREW = /\p{Script=Hebrew}/gu
const HAN = /\p{Script=Han}/gu
const DEVANAGARI = /\p{Script=Devanagari}/gu
const BENGALI = /\p{Script=Bengali}/gu
const ETHIOPIC = /\p{Script=Ethiopic}/gu

/** The script that a language is written in where its tag names no other one. */
const SCRIPTS = new Map<string, RegExp>([
  ...['ru', 'uk', 'be', 'bg', 'mk'].map((each) => [each, CYRILLIC] as const),
  ...['ar', 'fa', 'ur', 'ps'].map((each) => [each, ARABIC] as const),
  ...['he', 'iw', 'yi'].map((each) => [each, HEBREW] as const),
  ...['hi', 'mr', 'ne'].map((each) => [each, DEVANAGARI] as const),
  ...['bn', 'as'].map((each) => [each, BENGALI] as const),
  ...['am', 'ti'].map((each) => [each, ETHIOPIC] as const),
  ['zh', HAN],
  ['ja', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /[\p{Script=Hangul}\p{Script=Han}]/gu],
  ['el', /\p{Script=Greek}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['lo', /\p{Script=Lao}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['kn', /\p{Script=Kannada}/gu],
  ['ml', /\p{Script=Malayalam}/gu],
  ['gu', /\p{Script=Gujarati}/gu],
  ['or', /\p{Script=Oriya}/gu],
  ['si', /\p{Script=Sinhala}/gu],
  ['dv', /\p{Script=Thaana}/gu],
])

const LATIN_LANGUAGES = new Set(
  'en id ms jv su fr de es pt it nl sv da nb nn no fi et lv lt pl cs sk sl hr hu ro tr vi tl fil is ga sw'.split(
    ' ',
  ),
)

/**
 * True where the text cannot be in the language of the tag: none of its own script, or, for a
 * language of Latin script, mostly other letters. A tag that names a script is believed.
 */
export function isOtherScript(tag: string, text: string): boolean {
  const [language = '', ...rest] = tag.toLowerCase().split('-')
  if (rest.some((part) => /^[a-z]{4}$/.test(part))) return false
  const seen = text.slice(0, LOOK_CHARACTERS)
  const isLatin = LATIN_LANGUAGES.has(language)
  const own = SCRIPTS.get(language)
  if (isLatin ? ASCII.test(seen) : own === undefined) return false
  const letters = countOf(seen, /\p{L}/gu)
  if (letters < LETTERS_MIN) return false
  if (isLatin) return countOf(seen, /\p{Script=Latin}/gu) * 2 < letters
  return own !== undefined && countOf(seen, own) === 0
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
