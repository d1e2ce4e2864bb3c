import type { Language } from '../domain/words/words.ts'

/** Indonesia's three zones; none has summer time. */
export const ZONES = ['WIB', 'WITA', 'WIT'] as const
export type Zone = (typeof ZONES)[number]

const HOURS: Readonly<Record<Zone, number>> = { WIB: 7, WITA: 8, WIT: 9 }
const MONTHS: Readonly<Record<Language, string>> = {
  id: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des',
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
}

export interface TimeStyle {
  readonly zone: Zone
  readonly language: Language
  readonly seconds?: boolean
}

/** `25 Nov 2026 09.41 WIB`; English writes `09:41`. What is no instant comes back as it was. */
export function formatTime(instant: string | number, style: TimeStyle): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant)
  if (Number.isNaN(ms)) return String(instant)
  const { year, month, day, hour, minute, second } = partsOf(ms, style.zone)
  const name = MONTHS[style.language].split(' ')[month - 1]
  const colon = style.language === 'id' ? '.' : ':'
  const parts = style.seconds === true ? [hour, minute, second] : [hour, minute]
  return `${day} ${name} ${year} ${parts.map(twoDigits).join(colon)} ${style.zone}`
}

/** What `<input type="date">` and `<input type="time">` hold, in a zone. */
export interface LocalTime {
  readonly date: string
  readonly time: string
}

export function localOfInstant(instant: string | number, zone: Zone): LocalTime {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant)
  if (Number.isNaN(ms)) return { date: '', time: '' }
  const { year, month, day, hour, minute } = partsOf(ms, zone)
  return {
    date: `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`,
    time: `${twoDigits(hour)}:${twoDigits(minute)}`,
  }
}

/** ISO 8601 with the zone's offset; null while either part is missing or no such day exists. */
export function instantOfLocal({ date, time }: LocalTime, zone: Zone): string | null {
  const clock = /^(\d\d:\d\d)/.exec(time)?.[1]
  if (clock === undefined || !/^\d{4}-\d\d-\d\d$/.test(date)) return null
  const instant = `${date}T${clock}:00+0${HOURS[zone]}:00`
  return localOfInstant(instant, zone).date === date ? instant : null
}

/** The zone that all regions share, else WIB: one alert shows one zone. */
export function zoneOfRegions(regions: readonly { readonly timeZone: Zone | null }[]): Zone {
  const [first, ...others] = new Set(regions.map((region) => region.timeZone))
  return others.length > 0 ? 'WIB' : (first ?? 'WIB')
}

/** Whole hours and the minutes left over. */
export function hoursOf(minutes: number): { readonly hours: number; readonly minutes: number } {
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

function partsOf(ms: number, zone: Zone): Parts {
  const local = new Date(ms + HOURS[zone] * 3_600_000)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
