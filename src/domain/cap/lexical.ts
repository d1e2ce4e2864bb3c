/**
 * The small notations inside CAP elements: coordinates, circles, references, addresses. Parsers
 * collect what is wrong in place of throwing, and keep what could be read.
 */
import { parseCapTime } from './date-time.ts'
import type { CapCircle, CapPoint, CapReference } from './model.ts'
import { parsePlainRing } from './plain-ring.ts'

/** XML whitespace, and nothing else: a no-break space between two pairs is a mistake. */
const XML_SPACE = /[\t\n\r ]+/

/** A finite decimal without exponent. CAP 1.2 §3.2.4 gives WGS 84 degrees in plain decimals. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/

/** What is wrong with one part of a notation. `at` counts parts from 1. */
export interface LexicalFault {
  readonly what: 'pair' | 'number' | 'range' | 'few' | 'open' | 'radius' | 'reference'
  readonly at: number
  readonly found: string
}

export interface Parsed<T> {
  readonly value: T
  readonly faults: readonly LexicalFault[]
}

export function splitXmlSpace(text: string): string[] {
  return text.split(XML_SPACE).filter((part) => part !== '')
}

/**
 * Removes XML whitespace at both ends. `String.trim` would remove a no-break space too, and a
 * pattern that looks for the end takes quadratic time over long runs of spaces.
 */
export function trimXmlSpace(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && isXmlSpace(text.charCodeAt(start))) start += 1
  while (end > start && isXmlSpace(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/** True when there is nothing but XML whitespace. */
export function isXmlBlank(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (!isXmlSpace(text.charCodeAt(at))) return false
  return true
}

function isXmlSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** `lat,lon lat,lon …`, at least four pairs, the last the same as the first. CAP 1.2 §3.2.4. */
export function parsePolygon(text: string): Parsed<CapPoint[]> {
  const faults: LexicalFault[] = []
  const points = parsePlainRing(text) ?? parsePairs(text, faults)
  if (faults.length > 0) return { value: points, faults }
  if (points.length < 4)
    faults.push({ what: 'few', at: points.length, found: String(points.length) })
  const [first, last] = [points.at(0), points.at(-1)]
  if (first !== undefined && last !== undefined && !isSamePoint(first, last)) {
    faults.push({ what: 'open', at: points.length, found: formatPoint(last) })
  }
  return { value: points, faults }
}

function parsePairs(text: string, faults: LexicalFault[]): CapPoint[] {
  const points: CapPoint[] = []
  for (const [index, pair] of splitXmlSpace(text).entries()) {
    const point = parsePoint(pair, index + 1, faults)
    if (point !== null) points.push(point)
  }
  return points
}

/** `lat,lon radius`, the radius in kilometres. CAP 1.2 §3.2.4. */
export function parseCircle(text: string): Parsed<CapCircle | null> {
  const parts = splitXmlSpace(text)
  const faults: LexicalFault[] = []
  const centre = parsePoint(parts[0] ?? '', 1, faults)
  const radius = parts[1] ?? ''
  if (parts.length !== 2 || !DECIMAL.test(radius)) {
    faults.push({ what: 'radius', at: 2, found: parts.slice(1).join(' ') })
  }
  const value = centre === null || faults.length > 0 ? null : { centre, radiusKm: Number(radius) }
  return { value, faults }
}

/** `sender,identifier,sent` groups separated by whitespace. CAP 1.2 §3.2.1 references. */
export function parseReferences(text: string): Parsed<CapReference[]> {
  const value: CapReference[] = []
  const faults: LexicalFault[] = []
  for (const [index, group] of splitXmlSpace(text).entries()) {
    const parts = group.split(',')
    const [sender = '', identifier = '', sent = ''] = parts
    if (parts.length === 3 && isName(sender) && isName(identifier) && parseCapTime(sent) !== null) {
      value.push({ sender, identifier, sent })
    } else {
      faults.push({ what: 'reference', at: index + 1, found: group })
    }
  }
  if (value.length === 0 && faults.length === 0) {
    faults.push({ what: 'reference', at: 1, found: '' })
  }
  return { value, faults }
}

/** Recipients separated by whitespace; one with spaces inside stands in double quotes. */
export function parseAddresses(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|[^\t\n\r "]+/g)].map((match) => match[1] ?? match[0])
}

/** True for an identifier or sender as CAP 1.2 §3.2.1 allows: no space, comma, `<` or `&`. */
export function isName(text: string): boolean {
  return text !== '' && !/[\s,<&]/u.test(text)
}

export function formatPoint(point: CapPoint): string {
  return `${formatDecimal(point[0])},${formatDecimal(point[1])}`
}

export function formatPolygon(points: readonly CapPoint[]): string {
  return points.map(formatPoint).join(' ')
}

export function formatCircle(circle: CapCircle): string {
  return `${formatPoint(circle.centre)} ${formatDecimal(circle.radiusKm)}`
}

export function formatReferences(references: readonly CapReference[]): string {
  return references.map((each) => `${each.sender},${each.identifier},${each.sent}`).join(' ')
}

/**
 * A finite number as a plain decimal that reads back as the same number: CAP knows no exponent.
 *
 * @throws {RangeError} for NaN and the infinities.
 */
export function formatDecimal(value: number): string {
  if (!Number.isFinite(value)) {
    throw new RangeError(`Cannot write a decimal as it must be finite: current value is ${value}`)
  }
  const text = String(value)
  const split = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (split === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = split
  const digits = whole + fraction
  const point = 1 + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}

function parsePoint(pair: string, at: number, faults: LexicalFault[]): CapPoint | null {
  const parts = pair.split(',')
  const [lat = '', lon = ''] = parts
  if (parts.length !== 2 || lat === '' || lon === '') {
    faults.push({ what: 'pair', at, found: pair })
    return null
  }
  if (!DECIMAL.test(lat) || !DECIMAL.test(lon)) {
    faults.push({ what: 'number', at, found: pair })
    return null
  }
  const point: CapPoint = [Number(lat), Number(lon)]
  if (Math.abs(point[0]) <= 90 && Math.abs(point[1]) <= 180) return point
  faults.push({ what: 'range', at, found: pair })
  return null
}

function isSamePoint(a: CapPoint, b: CapPoint): boolean {
  return a[0] === b[0] && a[1] === b[1]
}
