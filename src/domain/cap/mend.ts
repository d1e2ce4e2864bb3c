/**
 * What an element could say instead of what it says. Every mend is held against the reader of its
 * notation before it is offered, so that following one never leads to the same finding again; null
 * where nothing can be worked out. Proposals for a person: what was meant is not always what fits.
 */
import { isNearCountry } from './country-box.ts'
import { formatCapTime, parseCapTime } from './date-time.ts'
import { parseCircle, parsePolygon, parseReferences, trimXmlSpace } from './lexical.ts'

/** A longer one is not read by anybody; the element is to be drawn or written anew. */
export const MEND_MAX = 2_000

/** Hours east of UTC of the three zones of Indonesia, as they are written behind a time. */
const ZONES: ReadonlyMap<string, string> = new Map([
  ['', '+07:00'],
  ['WIB', '+07:00'],
  ['WITA', '+08:00'],
  ['WIT', '+09:00'],
  // CAP 1.2 §3.3.2 has no "Z": UTC is written so.
  ['Z', '-00:00'],
  ['UTC', '-00:00'],
  ['GMT', '-00:00'],
])

const LOOSE_TIME =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)? *([A-Z]*|[+-]\d{1,2}(?::?\d{2})?)$/

/** A Buddhist year is 543 ahead: no warning is for the 25th century. */
const BUDDHIST_FROM = 2400
const BUDDHIST_AHEAD = 543

/** A dateTime of CAP 1.2 §3.3.2; without a zone it is taken as Western Indonesian Time. */
export function mendTime(text: string): string | null {
  const match = LOOSE_TIME.exec(text.trim().toUpperCase().slice(0, 60))
  if (match === null) return null
  const [, yearText, month = '', day = '', hour = '', minute = '', second = '00', zone = ''] = match
  const year = Number(yearText)
  const ours = year >= BUDDHIST_FROM ? year - BUDDHIST_AHEAD : year
  const date = `${String(ours).padStart(4, '0')}-${two(month)}-${two(day)}`
  const mend = `${date}T${two(hour)}:${minute}:${second}${mendZone(zone)}`
  const time = parseCapTime(mend)
  if (time === null) return null
  return time.endOfDay ? formatCapTime(time.epochMs, time.offsetMinutes) : mend
}

function mendZone(zone: string): string {
  const named = ZONES.get(zone)
  if (named !== undefined) return named
  const digits = zone.slice(1).replace(':', '')
  const [hours, minutes] =
    digits.length > 2 ? [digits.slice(0, -2), digits.slice(-2)] : [digits, '']
  return `${zone[0]}${two(hours)}:${two(minutes)}`
}

function two(digits: string): string {
  return digits.padStart(2, '0')
}

/** A plain decimal out of one with a decimal comma or grouped thousands. */
export function mendNumber(text: string): string | null {
  const bare = trimXmlSpace(text).replace(/[\s\u00a0]/gu, '')
  if (/^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/.test(bare)) return bare.replaceAll('.', '').replace(',', '.')
  if (/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare)) return bare.replaceAll(',', '')
  const mend = bare.replace(/^([+-]?\d+),(\d+)$/, '$1.$2')
  return /^[+-]?\d+(?:\.\d+)?$/.test(mend) ? mend : null
}

/** `sender,identifier,sent` groups with whitespace alone between them. CAP 1.2 §3.2.1. */
export function mendReferences(text: string): string | null {
  if (text.length > MEND_MAX) return null
  const parts = text.split(/[\s,;|]+/u).filter((part) => part !== '')
  if (parts.length === 0 || parts.length % 3 !== 0) return null
  const groups: string[] = []
  for (let at = 0; at < parts.length; at += 3) {
    const sent = mendTime(parts[at + 2]!)
    if (sent === null) return null
    groups.push(`${parts[at]},${parts[at + 1]},${sent}`)
  }
  const mend = groups.join(' ')
  return parseReferences(mend).faults.length === 0 ? mend : null
}

/** `lat,lon` pairs, the first again at the end. CAP 1.2 §3.2.4. */
export function mendPolygon(text: string): string | null {
  if (text.length > 2 * MEND_MAX) return null
  const pairs = mendCommas(text) ?? pairUp(text)
  if (pairs === null || pairs.length < 3) return null
  const ring = areSwapped(pairs) ? pairs.map(swap) : pairs
  if (!isSame(ring[0]!, ring.at(-1)!)) ring.push(ring[0]!)
  const mend = ring.map((pair) => pair.join(',')).join(' ')
  return mend.length <= MEND_MAX && parsePolygon(mend).faults.length === 0 ? mend : null
}

/** `lat,lon radius`, the radius in kilometres. CAP 1.2 §3.2.4. */
export function mendCircle(text: string): string | null {
  const metres = /\d *(?:m|meter|metres?|meters)\s*$/i.test(text)
  const bare = text
    .slice(0, 200)
    .replace(/(\d) *(?:km|kilomet(?:re|er)s?|m|met(?:re|er)s?)\s*$/i, '$1')
  const numbers = numbersOf(bare)
  if (numbers?.length !== 3) return null
  const [pair, radius] = [[numbers[0]!, numbers[1]!] as const, Number(numbers[2])]
  const [lat, lon] = areSwapped([pair]) ? swap(pair) : pair
  const mend = `${lat},${lon} ${metres ? radius / 1000 : numbers[2]}`
  return parseCircle(mend).faults.length === 0 ? mend : null
}

/** Two numbers as they were written. */
type Pair = readonly [string, string]

/**
 * True where points are no coordinates as they stand, and all of them are in Indonesia with
 * latitude and longitude exchanged: its longitudes are no latitudes, so this is no coincidence.
 */
export function areSwapped(pairs: readonly Pair[]): boolean {
  return (
    pairs.some(([lat]) => Math.abs(Number(lat)) > 90) &&
    pairs.every(([lon, lat]) => isNearCountry('ID', [Number(lat), Number(lon)]) === true)
  )
}

function swap([a, b]: Pair): Pair {
  return [b, a]
}

function isSame(a: Pair, b: Pair): boolean {
  return Number(a[0]) === Number(b[0]) && Number(a[1]) === Number(b[1])
}

/** The pairs of a ring whose every number has a decimal comma: `-6,3,106,4` or `-6,3;106,4`. */
function mendCommas(text: string): Pair[] | null {
  const groups = text.trim().split(/\s+/u)
  const matches = groups.map((group) => /^([+-]?\d+,\d+)[,;]([+-]?\d+,\d+)$/.exec(group))
  if (matches.includes(null)) return null
  return matches.map((match) => [match![1]!.replace(',', '.'), match![2]!.replace(',', '.')])
}

function pairUp(text: string): Pair[] | null {
  const numbers = numbersOf(text)
  if (numbers === null) return null
  const groups = text.trim().split(/\s+/u)
  // Height as a third coordinate is how KML writes a ring.
  const size = groups.every((group) => /^[^,]+,[^,]+,[^,]+$/.test(group)) ? 3 : 2
  if (numbers.length % size !== 0) return null
  const pairs: Pair[] = []
  for (let at = 0; at < numbers.length; at += size) pairs.push([numbers[at]!, numbers[at + 1]!])
  return pairs
}

/** The numbers of a text that has nothing else but separators and brackets, else null. */
function numbersOf(text: string): string[] | null {
  const parts = text.split(/[\s,;|()[\]]+/u).filter((part) => part !== '')
  return parts.every((part) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(part)) ? parts : null
}
