/**
 * The one form of a CAP dateTime: no fraction, a numeric offset, never `Z`. CAP 1.2 §3.3.2.
 * UTC is written `-00:00` there; it is read here and, by our own convention, never written.
 */
const CAP_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})([+-])(\d{2}):(\d{2})$/

/** Western Indonesian Time, the zone of the ministry. */
export const WIB_OFFSET_MINUTES = 420

export interface CapTime {
  readonly epochMs: number
  /** Minutes east of UTC; 0 for `-00:00`. */
  readonly offsetMinutes: number
  /** True for `-00:00`: UTC, and nothing known of the sender's zone. */
  readonly zoneUnknown: boolean
  /** True for `24:00:00`, which XML Schema reads as the next midnight. */
  readonly endOfDay: boolean
}

/**
 * Reads a CAP dateTime, or gives null for anything else. CAP 1.2 §3.3.2. A day that no calendar
 * has, an hour above 24 or an offset beyond ±14:00 is no dateTime (XML Schema Part 2 §3.2.7).
 */
export function parseCapTime(text: string): CapTime | null {
  const match = CAP_TIME.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [zoneHour, zoneMinute] = [Number(match[8]), Number(match[9])]
  const endOfDay = hour === 24 && minute === 0 && second === 0
  const offset = zoneHour * 60 + zoneMinute
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  if ((hour > 23 && !endOfDay) || minute > 59 || second > 59) return null
  if (zoneMinute > 59 || offset > 14 * 60) return null
  const offsetMinutes = match[7] === '-' && offset > 0 ? -offset : offset
  return {
    epochMs:
      utcMs(year, month, day) + (hour * 3600 + minute * 60 + second - offsetMinutes * 60) * 1000,
    offsetMinutes,
    zoneUnknown: match[7] === '-' && offset === 0,
    endOfDay,
  }
}

/** Epoch ms of a CAP dateTime, or null when it is none. CAP times are compared as instants. */
export function capTimeMs(text: string): number | null {
  return parseCapTime(text)?.epochMs ?? null
}

/**
 * Writes an instant as a CAP dateTime; what is below a second is dropped. CAP 1.2 §3.3.2.
 *
 * @throws {RangeError} when the year is outside 1..9999 or the offset outside ±14:00.
 */
export function formatCapTime(epochMs: number, offsetMinutes: number = WIB_OFFSET_MINUTES): string {
  if (!Number.isInteger(offsetMinutes) || Math.abs(offsetMinutes) > 14 * 60) {
    throw new RangeError(`Cannot use an offset of ${offsetMinutes} minutes as it must be -840..840`)
  }
  const local = new Date(epochMs + offsetMinutes * 60_000)
  const year = local.getUTCFullYear()
  if (!(year >= 1 && year <= 9999)) {
    throw new RangeError(`Cannot write instant ${epochMs} as its year must be 1..9999`)
  }
  const sign = offsetMinutes < 0 ? '-' : '+'
  const zone = Math.abs(offsetMinutes)
  return `${local.toISOString().slice(0, 19)}${sign}${two(Math.floor(zone / 60))}:${two(zone % 60)}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

// Date.UTC reads the years 0..99 as 1900..1999.
function utcMs(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day)
}
