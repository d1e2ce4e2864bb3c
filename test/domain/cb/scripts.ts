import * as fc from 'fast-check'

/** Writing of the world, and what text boxes let through, for tests of texts and pages. */
const RANGES: Readonly<Record<string, readonly string[]>> = {
  Latin: [...range(0x20, 0x7e), ...range(0xc0, 0x17f), '\n', '–', '’', '“', '…'],
  'GSM-7': [
    ...Array.from('@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡¿§äöñüà'),
    ...range(0x20, 0x5a),
    ...range(0x61, 0x7a),
  ],
  'GSM-7 extension': ['^', '{', '}', '\\', '[', '~', ']', '|', '€', 'a', ' ', '\n'],
  Javanese: [...range(0xa980, 0xa9cd), ...range(0xa9cf, 0xa9d9), ' ', '\u200c'],
  Balinese: [...range(0x1b00, 0x1b4b), ...range(0x1b50, 0x1b59), ' '],
  Sundanese: [...range(0x1b80, 0x1bbf), ' '],
  Batak: [...range(0x1bc0, 0x1bf3), ' '],
  Buginese: [...range(0x1a00, 0x1a1b), ' '],
  Arabic: [...range(0x620, 0x669), 'آ', 'لا', ' ', '\n', '\u200d'],
  Hebrew: [...range(0x5d0, 0x5ea), ...range(0x591, 0x5bd), ' '],
  Han: [...range(0x4e00, 0x4e80), '，', '。', '爪', '哇', '\uf900'],
  'Han extension B': [...range(0x20000, 0x20040), '水', '\u{2f800}'],
  Kana: [...range(0x3041, 0x3096), ...range(0x30a1, 0x30fa), '\u3099', '\u309a', 'ﾞ'],
  Hangul: [...range(0xac00, 0xac20), ' '],
  'Hangul jamo': [...range(0x1100, 0x1112), ...range(0x1161, 0x1175), ...range(0x11a8, 0x11c2)],
  Thai: [...range(0xe01, 0xe3a), ...range(0xe40, 0xe4e), ' '],
  Devanagari: [...range(0x901, 0x939), ...range(0x93c, 0x94d), '\u200d', '\u200c', ' '],
  Tamil: ['க', 'ங', 'ச', 'ா', 'ி', 'ு', 'ெ', '்', 'ௌ', ' '],
  Tibetan: [...range(0xf40, 0xf47), ...range(0xf71, 0xf7d), ...range(0xf90, 0xf97), '་'],
  Khmer: [...range(0x1780, 0x17a2), ...range(0x17b6, 0x17d2), ' '],
  Cyrillic: [...range(0x400, 0x45f), '\u0301', ' '],
  Greek: [...range(0x391, 0x3a1), ...range(0x3b1, 0x3c9), 'ά', 'ᾂ', '\u0345', ' '],
  'Latin with loose marks': ['q', 'e', 'o', '\u0301', '\u0323', '\u0302', '\u0330', ' '],
  'emoji with joiners': [
    '👩',
    '👨',
    '👧',
    '👦',
    '🏽',
    '\u200d',
    '\ufe0f',
    '❤',
    '🔥',
    '⚠',
    '🏃',
    '♀',
    '🌊',
    '1',
    '\u20e3',
    '👨‍👩‍👧‍👦',
    '🏃🏽‍♀️',
    '🏳️‍🌈',
    'a',
    ' ',
  ],
  flags: ['🇮🇩', '🇺🇸', '\u{1f1ee}', '\u{1f1e9}', 'a'],
  musical: [...range(0x1d15e, 0x1d164), '\u{1d165}', '\u{1d16e}'],
}

/** Names of the scripts that {@link textIn} writes. */
export const SCRIPTS = Object.keys(RANGES)

/** A text of one script, up to more than what 15 pages hold. */
export function textIn(script: string): fc.Arbitrary<string> {
  const unit = fc.constantFrom(...RANGES[script]!)
  return fc.oneof(
    fc.string({ unit, maxLength: 60 }),
    fc.string({ unit, minLength: 60, maxLength: 620 }),
    fc.string({ unit, minLength: 600, maxLength: 1420 }),
  )
}

/** Scripts in turn, and whatever code points there are. */
export const MIXED: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Object.values(RANGES).flat()), maxLength: 620 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 400 }).map((codes) =>
    // Not only whole characters: also halves of surrogate pairs.
    String.fromCharCode(...codes),
  ),
)

function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index))
}
