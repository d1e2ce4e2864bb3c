/**
 * The usual ring, read in one pass: plain decimals of at most fifteen digits, in range, one comma,
 * whitespace. Nationwide alerts carry thousands of points, and cutting each out of the text takes
 * most of the time of reading them. Whatever is unusual is left to the reader that can name it.
 */
import type { CapPoint } from './model.ts'

const COMMA = 0x2c
const MINUS = 0x2d
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
/** Below this many digits a number and a power of ten are both exact, and so is their quotient. */
const DIGITS_MAX = 15
const POWERS = Array.from({ length: DIGITS_MAX + 1 }, (_, power) => 10 ** power)

/** Stands behind the end: a code beyond it would be NaN, and every code after that a double. */
const END = 0

/** The points as written, or null where `parsePolygon` has to look closer. */
export function parsePlainRing(text: string): CapPoint[] | null {
  const { length } = text
  const points: CapPoint[] = []
  let [at, lat, isLat] = [0, 0, true]
  for (;;) {
    let code = at < length ? text.charCodeAt(at) : END
    if (isLat) {
      while (isSpace(code)) code = ++at < length ? text.charCodeAt(at) : END
      if (at >= length) return points
    }
    const isNegative = code === MINUS
    if (isNegative) code = ++at < length ? text.charCodeAt(at) : END
    let value = 0
    const start = at
    while (isDigit(code)) {
      value = value * 10 + (code - ZERO)
      code = ++at < length ? text.charCodeAt(at) : END
    }
    let digits = at - start
    if (code === POINT) {
      const point = at
      code = ++at < length ? text.charCodeAt(at) : END
      while (isDigit(code)) {
        value = value * 10 + (code - ZERO)
        code = ++at < length ? text.charCodeAt(at) : END
      }
      const fraction = at - point - 1
      digits += fraction
      if (digits > DIGITS_MAX) return null
      value /= POWERS[fraction]!
    }
    if (digits === 0 || digits > DIGITS_MAX || value > (isLat ? 90 : 180)) return null
    const number = isNegative ? -value : value
    if (isLat ? code !== COMMA : at < length && !isSpace(code)) return null
    if (isLat) at += 1
    if (isLat) lat = number
    else points.push([lat, number])
    isLat = !isLat
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}
