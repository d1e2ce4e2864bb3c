/** A time as a feed has it. `exact` is false where the reader had to guess what was meant. */
export interface FeedDate {
  readonly ms: number
  readonly exact: boolean
}

/**
 * Reads a time of a feed: RFC 3339, or RFC 822 with what is met in the wild — obsolete zones, a
 * missing zone (UTC), two-digit years, names that are not English. RFC 3339 §5.6, RFC 5322 §4.3.
 *
 * @returns null where no instant can be meant.
 */
export function parseFeedDate(text: string): FeedDate | null {
  const trimmed = text.trim()
  return trimmed.length > 80 ? null : (parseIso(trimmed) ?? parseMail(trimmed))
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)([Tt ])(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?$/

function parseIso(text: string): FeedDate | null {
  const match = ISO.exec(text)
  if (match === null) return null
  const [, year, month, day, between, hour, minute, second, zone] = match
  const offset = zone === undefined ? 0 : offsetMinutes(zone)
  const ms = utcMs([year, month, day, hour, minute, second ?? '0'].map(Number), offset)
  const exact = zone !== undefined && second !== undefined && between !== ' '
  return ms === null ? null : { ms, exact: exact && /^(?:[Zz]|.+:.+)$/.test(zone ?? '') }
}

const MAIL =
  /^(?:([\p{L}.]{1,12}),?\s+)?(\d{1,2})[\s-]+(\p{L}{3,10})\.?[\s-]+(\d{2}|\d{4}),?\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([+-]\d\d:?\d\d|\p{L}{1,5}))?(?:\s*\([^)]*\))?$/u

const DAYS = new Set(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
const ENGLISH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Indonesian beginnings that differ, with their month. */
const INDONESIAN: ReadonlyMap<string, number> = new Map([
  ['peb', 2],
  ['mei', 5],
  ['agu', 8],
  ['agt', 8],
  ['ags', 8],
  ['okt', 10],
  ['nop', 11],
  ['des', 12],
])

function parseMail(text: string): FeedDate | null {
  const match = MAIL.exec(text)
  if (match === null) return null
  const [, dayName, day, monthName = '', year = '', hour, minute, second, zone] = match
  const english = ENGLISH.findIndex((each) =>
    monthName.toLowerCase().startsWith(each.toLowerCase()),
  )
  const month = english === -1 ? INDONESIAN.get(monthName.slice(0, 3).toLowerCase()) : english + 1
  const offset = zone === undefined ? 0 : offsetMinutes(zone)
  if (month === undefined || offset === null) return null
  const numbers = [fullYear(year), month, Number(day), Number(hour), Number(minute)]
  const ms = utcMs([...numbers, Number(second ?? '0')], offset)
  const exact =
    zone !== undefined &&
    year.length === 4 &&
    ENGLISH.includes(monthName) &&
    (dayName === undefined || DAYS.has(dayName))
  return ms === null ? null : { ms, exact }
}

/** Two digits: RFC 5322 §4.3. */
function fullYear(year: string): number {
  if (year.length === 4) return Number(year)
  return Number(year) + (Number(year) < 50 ? 2000 : 1900)
}

/** Minutes east of Greenwich by name; Indonesia's own three are no standard, and are met. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['Z', 0],
  ['UT', 0],
  ['UTC', 0],
  ['GMT', 0],
  ['EST', -300],
  ['EDT', -240],
  ['CST', -360],
  ['CDT', -300],
  ['MST', -420],
  ['MDT', -360],
  ['PST', -480],
  ['PDT', -420],
  ['WIB', 420],
  ['WITA', 480],
  ['WIT', 540],
])

function offsetMinutes(zone: string): number | null {
  const digits = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (digits === null) {
    // One letter alone was defined the wrong way round in RFC 822: RFC 5322 §4.3 has it as UTC.
    return ZONES.get(zone.toUpperCase()) ?? (/^[A-IK-Za-ik-z]$/.test(zone) ? 0 : null)
  }
  const minutes = Number(digits[2]) * 60 + Number(digits[3])
  if (minutes > 14 * 60 || Number(digits[3]) > 59) return null
  return digits[1] === '-' ? -minutes : minutes
}

/** Null for a date that the calendar does not have. A leap second is the second before it. */
function utcMs(parts: readonly number[], offset: number | null): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  if (offset === null || hour > 23 || minute > 59 || second > 60) return null
  const ms = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59))
  const date = new Date(ms)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return ms - offset * 60_000
}
