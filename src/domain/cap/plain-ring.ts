/**
 * The usual ring, read in one pass: plain decimals of at most fifteen digits, in range, one comma,
 * whitespace. Nationwide alerts carry thousands of points, and cutting each out of the text takes
 * most of the time of reading them. Whatever is unusual is left to the reader that can name it.
 */
import type { CapPoint } from './model.ts'

const COMMA = 0x2c
const POINT = 0x2e
const ZERO = 0x30
/** Below this many digits a number and a power of ten are both exact, and so is their quotient. */
const DIGITS_MAX = 15
const POWERS = Array.from({ length: DIGITS_MAX + 1 }, (_, power) => 10 ** power)

/** The points as written, or null where `parsePolygon` has to look closer. */
export function parsePlainRing(text: string): CapPoint[] | null {
  const points: CapPoint[] = []
  const cursor = { text, at: 0 }
  for (;;) {
    skipSpace(cursor)
    if (cursor.at >= text.length) return points
    const lat = readDecimal(cursor)
    if (!(Math.abs(lat) <= 90) || text.charCodeAt(cursor.at) !== COMMA) return null
    cursor.at += 1
    const lon = readDecimal(cursor)
    if (!(Math.abs(lon) <= 180)) return null
    if (cursor.at < text.length && !isSpace(text.charCodeAt(cursor.at))) return null
    points.push([lat, lon])
  }
}

interface Cursor {
  readonly text: string
  at: number
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function skipSpace(cursor: Cursor): void {
  while (isSpace(cursor.text.charCodeAt(cursor.at))) cursor.at += 1
}

/** NaN where there is no plain decimal; the cursor then stands anywhere. */
function readDecimal(cursor: Cursor): number {
  const { text } = cursor
  let { at } = cursor
  const isNegative = text.charCodeAt(at) === 0x2d
  if (isNegative) at += 1
  let value = 0
  let digits = 0
  let fraction = -1 // digits after the point; -1 before there is one
  for (; ; at += 1) {
    const code = text.charCodeAt(at)
    const digit = code - ZERO
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit
      digits += 1
      if (fraction >= 0) fraction += 1
    } else if (code === POINT && fraction < 0) fraction = 0
    else break
  }
  cursor.at = at
  if (digits === 0 || digits > DIGITS_MAX) return Number.NaN
  const number = fraction > 0 ? value / POWERS[fraction]! : value
  return isNegative ? -number : number
}
