import { COUNTRY, levelOf, parentOf, parseRegionCode, type RegionLevel } from './region.ts'

export interface Region {
  readonly code: string
  /** As the source writes it: `Kabupaten Bogor`, `Jawa Barat`; districts without a prefix. */
  readonly name: string
  readonly level: RegionLevel
  /** The names above it, nearest first: `Kota Bogor, Jawa Barat`; empty for a province. */
  readonly within: string
}

/** A name never decides by itself between two regions: warnings go where staff meant. */
export type NameResolution =
  | { readonly kind: 'one'; readonly region: Region }
  | { readonly kind: 'ambiguous'; readonly choices: readonly Region[] }
  | { readonly kind: 'none' }

interface Named {
  readonly region: Region
  /** The whole name, folded. */
  readonly full: string
  /** The name without its title, folded: `bogor`, `yogyakarta`. */
  readonly bare: string
}

const CHOICES_MAX = 20
const TITLE = /^(?:(?:kabupaten|kota)(?: administrasi)?|daerah (?:istimewa|khusus ibukota)) /

/** The regions of one version of the source, by code and by name. */
export class RegionIndex {
  /** As `idn-area-data 4.0.1`: part of the content hash of an alert. */
  readonly version: string
  readonly #byCode = new Map<string, Named>()

  /** The country is added. What a region lies in must come before it. */
  constructor(
    version: string,
    regions: readonly { readonly code: string; readonly name: string }[],
  ) {
    this.version = version
    for (const { code, name } of [{ code: COUNTRY, name: 'Indonesia' }, ...regions]) {
      const level = levelOf(code)
      if (level === null)
        throw new RangeError(`Cannot use region code "${code}" as it is malformed`)
      const full = fold(name)
      const bare = level === 'district' || level === 'village' ? full : full.replace(TITLE, '')
      const region = { code, name, level, within: this.#within(code) }
      this.#byCode.set(code, { region, full, bare })
    }
  }

  get size(): number {
    return this.#byCode.size
  }

  byCode(code: string): Region | null {
    return this.#byCode.get(code)?.region ?? null
  }

  /** Regions one level down, in code order; none for a level that is not loaded. */
  childrenOf(code: string): readonly Region[] {
    return [...this.#byCode.values()]
      .map((each) => each.region)
      .filter((each) => parentOf(each.code) === code)
      .sort((a, b) => (a.code < b.code ? -1 : 1))
  }

  /** Best first: by code, exact name, beginning, then any order of words; wider regions first. */
  search(text: string, limit = CHOICES_MAX): readonly Region[] {
    const code = parseRegionCode(text)
    if (code !== null) {
      const region = this.byCode(code)
      return region === null ? [] : [region]
    }
    const query = readQuery(text)
    if (query.name === '') return []
    return [...this.#byCode.values()]
      .filter((each) => fits(each.region, query))
      .map((named) => ({ named, rank: rankOf(named, query) }))
      .filter(({ rank }) => rank < NO_MATCH)
      .sort(
        (a, b) =>
          orderOf(a.rank) - orderOf(b.rank) ||
          a.named.region.code.length - b.named.region.code.length,
      )
      .slice(0, limit)
      .map(({ named }) => named.region)
  }

  /**
   * The region that a code or a name stands for. Only a whole name counts, `Bogor` names a regency
   * and a city. A district counts where no wider region has the name, or where `Kecamatan` stands
   * before it. What only resembles a name yields choices.
   */
  resolveName(text: string): NameResolution {
    const found = this.search(text, Infinity)
    const query = readQuery(text)
    const exact = found.filter((each) => {
      const named = this.#byCode.get(each.code)!
      return rankOf(named, query) <= EXACT_BARE
    })
    if (parseRegionCode(text) !== null) return oneOf(found)
    const wide = exact.filter((each) => each.level !== 'district' && each.level !== 'village')
    if (wide.length > 0) return oneOf(wide)
    if (exact.length > 0) return oneOf(exact)
    return found.length === 0
      ? { kind: 'none' }
      : { kind: 'ambiguous', choices: found.slice(0, CHOICES_MAX) }
  }

  #within(code: string): string {
    const names: string[] = []
    for (let at = parentOf(code); at !== null && at !== COUNTRY; at = parentOf(at)) {
      names.push(this.byCode(at)?.name ?? at)
    }
    return names.join(', ')
  }
}

function oneOf(regions: readonly Region[]): NameResolution {
  const [region] = regions
  if (region === undefined) return { kind: 'none' }
  if (regions.length === 1) return { kind: 'one', region }
  return { kind: 'ambiguous', choices: regions.slice(0, CHOICES_MAX) }
}

/** Small letters and single spaces; whatever is neither letter nor digit separates words. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

interface Query {
  /** Folded, prefix taken off, short names written out. */
  readonly name: string
  /** What the prefix asks for; null without one. */
  readonly prefix: Prefix | null
}

type Prefix = 'provinsi' | 'kabupaten' | 'kota' | 'kecamatan'

const PREFIXES: readonly (readonly [RegExp, Prefix])[] = [
  [/^(?:provinsi|propinsi|prov) /, 'provinsi'],
  [/^(?:kabupaten|kab) /, 'kabupaten'],
  [/^(?:kotamadya|kota|kodya) /, 'kota'],
  [/^(?:kecamatan|kec|distrik) /, 'kecamatan'],
]

function readQuery(text: string): Query {
  const folded = fold(text)
  const found = PREFIXES.find(([pattern]) => pattern.test(folded))
  const rest = found === undefined ? folded : folded.replace(found[0], '')
  const name = rest.replace(/^adm(?:inistrasi)? /, '').replace(/^kep /, 'kepulauan ')
  return { name: SHORT_NAMES.get(name) ?? name, prefix: found?.[1] ?? null }
}

function fits(region: Region, { prefix }: Query): boolean {
  if (prefix === null) return true
  if (prefix === 'provinsi') return region.level === 'province'
  if (prefix === 'kecamatan') return region.level === 'district'
  // RR 01-69 are kabupaten, 71-99 kota; districts such as "Kota Barat" keep their own first word.
  if (region.level === 'district') return prefix === 'kota' && fold(region.name).startsWith('kota ')
  return region.level === 'regency' && region.code.slice(3) > '70' === (prefix === 'kota')
}

const EXACT_FULL = 0
const EXACT_BARE = 1
const NO_MATCH = 9

/** `Pangandaran` is a district's whole name, but it is the regency that a warning is for. */
function orderOf(rank: number): number {
  return Math.max(rank, EXACT_BARE)
}

function rankOf({ region, full, bare }: Named, { name, prefix }: Query): number {
  const asked = region.level === 'district' && prefix === 'kota' ? `kota ${name}` : name
  if (full === asked) return EXACT_FULL
  if (bare === asked) return EXACT_BARE
  if (bare.startsWith(`${asked} `)) return 2
  if (bare.startsWith(asked)) return 3
  const words = full.split(' ')
  return asked.split(' ').every((part) => words.some((word) => word.startsWith(part)))
    ? 4
    : NO_MATCH
}

/** What people write instead of a province's name. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['nad', 'aceh'],
  ['sumut', 'sumatera utara'],
  ['sumbar', 'sumatera barat'],
  ['sumsel', 'sumatera selatan'],
  ['babel', 'kepulauan bangka belitung'],
  ['bangka belitung', 'kepulauan bangka belitung'],
  ['kepri', 'kepulauan riau'],
  ['dki', 'daerah khusus ibukota jakarta'],
  ['dki jakarta', 'daerah khusus ibukota jakarta'],
  ['dkj', 'daerah khusus ibukota jakarta'],
  ['daerah khusus jakarta', 'daerah khusus ibukota jakarta'],
  ['jabar', 'jawa barat'],
  ['jateng', 'jawa tengah'],
  ['diy', 'daerah istimewa yogyakarta'],
  ['di yogyakarta', 'daerah istimewa yogyakarta'],
  ['d i yogyakarta', 'daerah istimewa yogyakarta'],
  ['jatim', 'jawa timur'],
  ['ntb', 'nusa tenggara barat'],
  ['ntt', 'nusa tenggara timur'],
  ['kalbar', 'kalimantan barat'],
  ['kalteng', 'kalimantan tengah'],
  ['kalsel', 'kalimantan selatan'],
  ['kaltim', 'kalimantan timur'],
  ['kaltara', 'kalimantan utara'],
  ['sulut', 'sulawesi utara'],
  ['sulteng', 'sulawesi tengah'],
  ['sulsel', 'sulawesi selatan'],
  ['sultra', 'sulawesi tenggara'],
  ['sulbar', 'sulawesi barat'],
  ['malut', 'maluku utara'],
])
