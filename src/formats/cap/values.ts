import { capTimeMs } from '../../domain/cap/date-time.ts'
import { trimXmlSpace } from '../../domain/cap/lexical.ts'
import { mendNumber, mendTime } from '../../domain/cap/mend.ts'
import { nearestOf } from '../../domain/cap/nearest.ts'
import type { XmlElement } from '../xml/node.ts'
import { addDeparture, addFault, shorten, type Reading } from './faults.ts'
import type { LeafType } from './schema.ts'

/** More digits than this say nothing, and may be more than a number can hold. */
const DIGITS_MAX = 300

/** CAP 1.0 had it between Observed and Likely; CAP 1.1 asked to read it as Likely. */
const VERY_LIKELY = 'Very Likely'

/** Whitespace as XML Schema Part 2 §4.3.6 collapses it. */
export function collapse(text: string): string {
  return trimXmlSpace(text).replace(/[\t\n\r ]+/g, ' ')
}

/** The value of an enumeration: what was written, save for a value of an older version. */
export function readOneOf(
  element: XmlElement,
  { text, values }: { readonly text: string; readonly values: readonly string[] },
  reading: Reading,
): string {
  if (values.includes(text)) return text
  const isOld = text.trim() === VERY_LIKELY && values.includes('Likely')
  if (isOld) {
    const params = { found: `"${VERY_LIKELY}"` }
    addFault(reading, {
      rule: 'A21-old-version',
      element,
      params,
      level: 'warning',
      mend: 'Likely',
    })
    if (!reading.strict) return 'Likely'
  }
  const params = { element: element.local, expected: values.join(', '), found: shorten(text) }
  const mend = isOld ? 'Likely' : nearestOf(text, values)
  addFault(reading, { rule: 'X05-value', element, params, mend })
  return text
}

/** The value to read: what was written, save for a default or an older notation. */
export function readTyped(
  element: XmlElement,
  { text, type }: { readonly text: string; readonly type: LeafType },
  reading: Reading,
): string {
  if (type === 'dateTime') return readTime(element, text, reading)
  // XML Schema gives an empty element the default of its declaration: CAP 1.2 §3.4, language.
  if (type === 'language' && text === '' && !hasText(element)) return 'en-US'
  if (fitsType(type, text)) {
    const isNumber = type === 'integer' || type === 'decimal'
    if (isNumber && text.length > DIGITS_MAX) {
      const params = { max: DIGITS_MAX, element: element.local, found: text.length }
      addFault(reading, { rule: 'X03-text', element, params })
    }
    return text
  }
  const { expected, expectedId, mend } = NOTATIONS[type]!
  const params = { element: element.local, expected, expectedId, found: shorten(text) }
  const proposal = mend(text)
  const fits = proposal !== null && fitsType(type, proposal)
  // CAP 1.0 and 1.1 took any text for an altitude.
  addDeparture(reading, { rule: 'X05-value', element, params, mend: fits ? proposal : null })
  return text
}

export function fitsType(type: LeafType, text: string): boolean {
  return NOTATIONS[type]?.fits(text) ?? true
}

function hasText(element: XmlElement): boolean {
  return element.children.some((child) => child.kind === 'text' || child.kind === 'element')
}

function readTime(element: XmlElement, text: string, reading: Reading): string {
  // CAP 1.0 and 1.1 left the form open: UTC as "Z" and fractions were usual.
  const form = reading.strict ? text : text.replace(/\.\d+/, '').replace(/Z$/, '-00:00')
  if (capTimeMs(form) === null) {
    const params = { element: element.local, found: shorten(text) }
    addFault(reading, { rule: 'X05-date-time', element, params, mend: mendTime(text) })
  }
  return form
}

interface Notation {
  readonly fits: (text: string) => boolean
  readonly expected: string
  readonly expectedId: string
  readonly mend: (text: string) => string | null
}

/** Lexical forms of XML Schema Part 2 §3; an anyURI as RFC 2396 reads it, non-ASCII allowed. */
const NOTATIONS: Readonly<Partial<Record<LeafType, Notation>>> = {
  language: {
    fits: (text) => /^[a-zA-Z]{1,8}(?:-[a-zA-Z\d]{1,8})*$/.test(text),
    expected: 'a language tag such as id-ID',
    expectedId: 'kode bahasa seperti id-ID',
    mend: (text) => text.trim().replaceAll('_', '-'),
  },
  integer: {
    fits: (text) => /^[+-]?\d+$/.test(text),
    expected: 'a whole number',
    expectedId: 'bilangan bulat',
    mend: (text) => mendNumber(text),
  },
  decimal: {
    fits: (text) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text),
    expected: 'a decimal number without exponent',
    expectedId: 'bilangan desimal tanpa eksponen',
    mend: (text) => mendNumber(text),
  },
  anyURI: { fits: isUri, expected: 'a URI', expectedId: 'URI', mend: mendUri },
}

/**
 * Scheme, authority, path, query and fragment of RFC 2396 appendix B. Between brackets libxml2
 * lets anything pass for an address, and a schema says no more of it.
 */
const URI =
  /^(?:([^:/?#]*):)?(?:\/\/((?:[^/?#@[\]]*@)?(?:\[[^\]]*\])?[^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/
const AUTHORITY = /^(?:[^@[\]]*@)?(?:\[[^\]]*\]|[^:@[\]]*)(?::(\d+))?$/
const PORT_MAX = 2 ** 31 - 1

function isUri(text: string): boolean {
  const match = URI.exec(text)
  if (match === null) return false
  const [, scheme, authority = '', path = '', query = '', fragment = ''] = match
  const bare = `${authority.replace(/\[[^\]]*\]/, '')}${path}?${query}#${fragment}`
  if (/%(?![\da-fA-F]{2})/.test(bare) || fragment.includes('#')) return false
  if (scheme !== undefined && !/^[a-zA-Z][a-zA-Z\d+.-]*$/.test(scheme)) return false
  if (/[[\]]/.test(path) || /[[\]]/.test(query)) return false
  const port = AUTHORITY.exec(authority)
  return port !== null && Number(port[1] ?? 0) <= PORT_MAX
}

function mendUri(text: string): string | null {
  if (text.length > 2_000) return null
  const [front, ...fragments] = text.trim().split('#')
  const whole = [front, fragments.join('%23')].join(fragments.length > 0 ? '#' : '')
  const mend = whole.replace(/%(?![\da-fA-F]{2})/g, '%25')
  return isUri(mend) ? mend : mend.replaceAll('[', '%5B').replaceAll(']', '%5D')
}
