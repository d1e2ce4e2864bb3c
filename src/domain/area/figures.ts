import { FIGURES_EAST } from './figures-east.ts'
import { FIGURES_WEST } from './figures-west.ts'
import { containsRegion, COUNTRY, provinceOf, regencyOf } from './region.ts'

/** One regency as the tables hold it: code without its dot, people, label, box, km². */
export type FigureRow = readonly [
  code: number,
  population: number,
  lat: number,
  lon: number,
  minLat: number,
  minLon: number,
  maxLat: number,
  maxLon: number,
  areaKm2: number,
]

/** Degrees, WGS 84; a region of Indonesia never crosses 180°. */
export interface Box {
  readonly minLat: number
  readonly minLon: number
  readonly maxLat: number
  readonly maxLon: number
}

export interface RegencyFigures {
  /** `PP.RR`. */
  readonly code: string
  /** Registered residents, Dukcapil, December 2024. */
  readonly population: number
  /** Label point: mostly, not always, inside the regency. */
  readonly lat: number
  readonly lon: number
  /** Rounded outwards to 0.01°. */
  readonly box: Box
  readonly areaKm2: number
}

/** All 514 regencies in code order. */
export const REGENCIES: readonly RegencyFigures[] = [...FIGURES_WEST, ...FIGURES_EAST].map(
  ([code, population, lat, lon, minLat, minLon, maxLat, maxLon, areaKm2]) => ({
    code: `${Math.floor(code / 100)}.${String(code % 100).padStart(2, '0')}`,
    population,
    lat,
    lon,
    box: { minLat, minLon, maxLat, maxLon },
    areaKm2,
  }),
)

/** The country with its sea, rounded outwards: what lies beyond it is not in Indonesia. */
export const COUNTRY_BOX: Box = { minLat: -11.5, minLon: 94.5, maxLat: 6.5, maxLon: 141.5 }

/** Regencies within a region, in code order; for a district or a village its regency. */
export function regenciesOf(code: string): readonly RegencyFigures[] {
  if (code === COUNTRY) return REGENCIES
  const regency = regencyOf(code)
  return REGENCIES.filter((each) => containsRegion(regency, each.code))
}

/** ISO 3166-2 code of a province; null where the code is no province. */
export function iso3166Of(province: string): string | null {
  const suffix = ISO_3166_2.get(province)
  return suffix === undefined ? null : `ID-${suffix}`
}

/** Codes of the 38 provinces, ascending. */
export function provinceCodes(): readonly string[] {
  return [...new Set(REGENCIES.map((each) => provinceOf(each.code)))]
}

const ISO_3166_2: ReadonlyMap<string, string> = new Map(
  (
    '11AC 12SU 13SB 14RI 15JA 16SS 17BE 18LA 19BB 21KR 31JK 32JB 33JT 34YO 35JI 36BT 51BA 52NB ' +
    '53NT 61KB 62KT 63KS 64KI 65KU 71SA 72ST 73SN 74SG 75GO 76SR 81MA 82MU 91PA 92PB 93PS 94PT ' +
    '95PE 96PD'
  )
    .split(' ')
    .map((each) => [each.slice(0, 2), each.slice(2)]),
)

export type TimeZone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura'

export interface ZoneFacts {
  readonly zone: TimeZone
  readonly name: 'WIB' | 'WITA' | 'WIT'
  /** Indonesia keeps no summer time. */
  readonly offsetMinutes: 420 | 480 | 540
}

const WIB: ZoneFacts = { zone: 'Asia/Jakarta', name: 'WIB', offsetMinutes: 420 }
const WITA: ZoneFacts = { zone: 'Asia/Makassar', name: 'WITA', offsetMinutes: 480 }
const WIT: ZoneFacts = { zone: 'Asia/Jayapura', name: 'WIT', offsetMinutes: 540 }

/** Time zone of a region; the country, which spans three, counts by its capital's. */
export function timeZoneOf(code: string): ZoneFacts {
  const province = provinceOf(code)
  if (province >= '81' && province <= '96') return WIT
  if (/^(?:5[1-3]|6[3-5]|7[1-6])$/.test(province)) return WITA
  return WIB
}
