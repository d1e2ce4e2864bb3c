/**
 * What the standard keeps each message identifier for: all of 0..65535, in rows without a gap or
 * an overlap. 3GPP TS 23.041 §9.4.1.2.2.
 */

/** Our users' two languages; the English one follows the standard. */
export interface IdentifierName {
  readonly id: string
  readonly en: string
}

/**
 * How Android classes an identifier of 4370..4399, in its own numbers. `class`: 0 presidential,
 * 1 extreme, 2 severe, 3 child abduction, 4 monthly test, 5 exercise, 6 operator's own.
 * `severity`: 0 extreme, 1 severe. `urgency`: 0 immediate, 1 expected. `certainty`: 0 observed,
 * 1 likely. What it does not tell from the identifier is -1.
 */
export interface Cmas {
  readonly class: number
  readonly severity: number
  readonly urgency: number
  readonly certainty: number
}

/**
 * What a range is for. `etws` and `cmas` are alarms and their tests, `trigger` makes phones look
 * at where they are, `epws` is for devices without a screen, `sim` feeds SIM cards, `location`
 * helps receivers find their place; `future` and `reserved` are not to be sent.
 */
export const IDENTIFIER_GROUPS = [
  'gsma',
  'location',
  'sim',
  'etws',
  'cmas',
  'trigger',
  'epws',
  'eu-info',
  'operator',
  'future',
  'reserved',
] as const
export type IdentifierGroup = (typeof IDENTIFIER_GROUPS)[number]

/** Of the two copies of one message: which one an identifier is for. */
export type LanguageRank = 'first' | 'second'

export interface IdentifierRow {
  readonly first: number
  readonly last: number
  readonly group: IdentifierGroup
  readonly name: IdentifierName
  readonly cmas: Cmas | null
  /** Null where the standard has no second language. */
  readonly language: LanguageRank | null
}

/** What a second language of 4370..4382 is raised by. */
const SECOND_LANGUAGE_OFFSET = 13

const CMAS_FIRST: readonly IdentifierRow[] = [
  cmas(4370, [0], 'Peringatan tingkat kepresidenan', 'Presidential level alert'),
  threat(
    4371,
    [1, 0, 0, 0],
    'luar biasa, segera bertindak, sudah teramati',
    'extreme, immediate, observed',
  ),
  threat(
    4372,
    [1, 0, 0, 1],
    'luar biasa, segera bertindak, kemungkinan besar',
    'extreme, immediate, likely',
  ),
  threat(
    4373,
    [2, 0, 1, 0],
    'luar biasa, dalam satu jam, sudah teramati',
    'extreme, expected, observed',
  ),
  threat(
    4374,
    [2, 0, 1, 1],
    'luar biasa, dalam satu jam, kemungkinan besar',
    'extreme, expected, likely',
  ),
  threat(
    4375,
    [2, 1, 0, 0],
    'berat, segera bertindak, sudah teramati',
    'severe, immediate, observed',
  ),
  threat(
    4376,
    [2, 1, 0, 1],
    'berat, segera bertindak, kemungkinan besar',
    'severe, immediate, likely',
  ),
  threat(4377, [2, 1, 1, 0], 'berat, dalam satu jam, sudah teramati', 'severe, expected, observed'),
  threat(
    4378,
    [2, 1, 1, 1],
    'berat, dalam satu jam, kemungkinan besar',
    'severe, expected, likely',
  ),
  cmas(4379, [3], 'Penculikan anak (Amber)', 'Child abduction emergency (Amber alert)'),
  cmas(4380, [4], 'Uji bulanan wajib', 'Required monthly test'),
  cmas(4381, [5], 'Latihan', 'Exercise'),
  cmas(4382, [6], 'Penggunaan oleh operator', 'Operator defined use'),
]

const PUBLIC_SAFETY = cmas(4396, [-1], 'Peringatan keselamatan publik', 'Public safety alert')
const LOCAL_TEST = cmas(4398, [-1], 'Uji WEA setempat', 'State or local WEA test')

const EPWS_EVENTS: readonly IdentifierName[] = [
  { id: 'umum', en: 'generic' },
  { id: 'gempa bumi', en: 'earthquake' },
  { id: 'letusan gunung api', en: 'volcanic eruption' },
  { id: 'air (banjir, topan, tsunami)', en: 'water (flood, typhoon, tsunami)' },
  { id: 'kebakaran', en: 'fire' },
  { id: 'tekanan (longsor)', en: 'pressure (landslide, avalanche)' },
  { id: 'angin', en: 'wind' },
  { id: 'debu', en: 'dust' },
  { id: 'bahan kimia', en: 'chemical hazard' },
  { id: 'wabah', en: 'epidemic' },
  { id: 'uji', en: 'test' },
]

const ROWS: readonly IdentifierRow[] = [
  row([0, 999], 'gsma', 'Dialokasikan oleh GSMA', 'Allocated by the GSMA'),
  row([1000, 1000], 'location', 'Data bantu E-OTD', 'E-OTD assistance data'),
  row([1001, 1001], 'location', 'Data koreksi DGPS', 'DGPS correction data'),
  row([1002, 1002], 'location', 'Efemeris dan jam GPS', 'GPS ephemeris and clock correction'),
  row([1003, 1003], 'location', 'Almanak GPS', 'GPS almanac and other data'),
  row([1004, 4095], 'future', 'Untuk standar mendatang', 'For future standards'),
  row([4096, 4223], 'sim', 'Unduhan data ke kartu SIM', 'Data download to SIM cards'),
  row([4224, 4351], 'sim', 'Unduhan data aman ke SIM', 'Secured data download to SIM cards'),
  row([4352, 4352], 'etws', 'ETWS gempa bumi', 'ETWS earthquake'),
  row([4353, 4353], 'etws', 'ETWS tsunami', 'ETWS tsunami'),
  row([4354, 4354], 'etws', 'ETWS gempa bumi dan tsunami', 'ETWS earthquake and tsunami'),
  row([4355, 4355], 'etws', 'ETWS uji', 'ETWS test'),
  row([4356, 4356], 'etws', 'ETWS darurat lain', 'ETWS other emergency'),
  row([4357, 4359], 'etws', 'ETWS mendatang', 'ETWS, future extension'),
  row([4360, 4369], 'future', 'Peringatan publik mendatang', 'Future public warning'),
  ...CMAS_FIRST,
  ...CMAS_FIRST.map((each) => second(each, SECOND_LANGUAGE_OFFSET)),
  // These two have each their second language right behind them.
  PUBLIC_SAFETY,
  second(PUBLIC_SAFETY, 1),
  LOCAL_TEST,
  second(LOCAL_TEST, 1),
  row([4400, 4400], 'trigger', 'Pemicu pagar geografis', 'Geo-fencing trigger'),
  ...epws(4401, 'ePWS'),
  ...epws(4412, 'ETWS ePWS'),
  row([4423, 6399], 'future', 'Peringatan publik mendatang', 'Future public warning'),
  row([6400, 6400], 'eu-info', 'EU-Info, bahasa setempat', 'EU-Info, local language'),
  row([6401, 40_959], 'future', 'Untuk standar mendatang', 'For future standards'),
  row([40_960, 45_055], 'operator', 'Khusus operator', 'Operator specific'),
  row([45_056, 65_534], 'future', 'Khusus operator, mendatang', 'Operator specific, future'),
  row([65_535, 65_535], 'reserved', 'Dicadangkan: kosong di SIM', 'Reserved: empty on the SIM'),
]

/** The rows in order of their identifiers. */
export const IDENTIFIER_ROWS: readonly IdentifierRow[] = assertWhole(ROWS)

/**
 * The same rows, once it is certain that each identifier of 0..65535 is in exactly one of them.
 *
 * @throws {RangeError} at the first row that leaves a gap or overlaps.
 */
export function assertWhole(rows: readonly IdentifierRow[]): readonly IdentifierRow[] {
  let next = 0
  for (const { first, last } of rows) {
    if (first !== next || last < first) {
      throw new RangeError(`Cannot use row ${first}..${last} as it must begin at ${next}`)
    }
    next = last + 1
  }
  if (next !== 0x10000) {
    throw new RangeError(`Cannot use the rows as they must end at 65535: they end at ${next - 1}`)
  }
  return rows
}

function row(
  [first, last]: readonly [number, number],
  group: IdentifierGroup,
  ...[id, en]: readonly [string, string]
): IdentifierRow {
  return { first, last, group, name: { id, en }, cmas: null, language: null }
}

function cmas(
  identifier: number,
  [cmasClass, severity = -1, urgency = -1, certainty = -1]: readonly [number, ...number[]],
  ...[id, en]: readonly [string, string]
): IdentifierRow {
  return {
    ...row([identifier, identifier], 'cmas', id, en),
    cmas: { class: cmasClass, severity, urgency, certainty },
    language: 'first',
  }
}

function threat(
  identifier: number,
  classed: readonly [number, number, number, number],
  ...[id, en]: readonly [string, string]
): IdentifierRow {
  return cmas(identifier, classed, `Ancaman ${id}`, `Threat: ${en}`)
}

function second(base: IdentifierRow, offset: number): IdentifierRow {
  const { id, en } = base.name
  return {
    ...base,
    first: base.first + offset,
    last: base.last + offset,
    name: { id: `${id}, bahasa kedua`, en: `${en}, second language` },
    language: 'second',
  }
}

function epws(first: number, prefix: string): IdentifierRow[] {
  return EPWS_EVENTS.map(({ id, en }, index) =>
    row([first + index, first + index], 'epws', `${prefix} ${id}`, `${prefix} ${en}`),
  )
}
