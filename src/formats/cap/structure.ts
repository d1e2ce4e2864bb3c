import { capTimeMs } from '../../domain/cap/date-time.ts'
import { trimXmlSpace } from '../../domain/cap/lexical.ts'
import type { Finding, FindingRule, Params } from '../../domain/finding.ts'
import { childElements, textOf, type XmlElement } from '../xml/node.ts'
import { COUNT_LIMITS, type Group, type LeafType, type Slot } from './schema.ts'

export const XML_DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const XML_SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'
/** Hints for validators that XML Schema allows on any element; they are not followed. */
const SCHEMA_HINTS = ['schemaLocation', 'noNamespaceSchemaLocation']

/** A leaf's text, whitespace treated as its type has it, and the element it came from. */
export interface Leaf {
  readonly text: string
  /** The text before whitespace was taken off. */
  readonly written: string
  readonly element: XmlElement
}

/** What was read of one group: by element name, in the order of the document. */
export interface Fields {
  readonly element: XmlElement
  readonly leaves: ReadonlyMap<string, readonly Leaf[]>
  readonly groups: ReadonlyMap<string, readonly Fields[]>
}

export interface Reading {
  readonly namespace: string
  /** True for CAP 1.2; earlier versions are read by name, whatever the order. */
  readonly strict: boolean
  readonly findings: Finding[]
}

/** More of them help nobody. The verdict does not change: the first X is always kept. */
const FINDINGS_MAX = 500

export function addFault(
  reading: Reading,
  rule: FindingRule,
  element: XmlElement,
  params: Params,
): void {
  const { line, column, path } = element
  const { findings } = reading
  const isKnown = !rule.startsWith('X') || findings.some((each) => each.rule.startsWith('X'))
  if (findings.length >= FINDINGS_MAX && isKnown) return
  reading.findings.push({ level: 'error', rule, path, params: { line, column, ...params } })
}

/** Reads a group and collects every departure from it: order, number, names, text, attributes. */
export function readGroup(element: XmlElement, group: Group, reading: Reading): Fields {
  const leaves = new Map<string, Leaf[]>()
  const groups = new Map<string, Fields[]>()
  const seen = new Map<number, number>()
  checkAttributes(element, reading)
  checkNoText(element, reading)
  for (const child of childElements(element)) {
    const index = slotOf(child, element, group, reading)
    const slot = group.slots[index]
    if (slot === undefined) continue
    const count = (seen.get(index) ?? 0) + 1
    seen.set(index, count)
    checkPlace({ child, index, count, parent: element, group, seen, reading })
    if (count > (COUNT_LIMITS.get(slot.name) ?? Infinity)) continue
    if (isGroup(slot.content)) {
      push(groups, slot.name, readGroup(child, slot.content, reading))
    } else {
      push(leaves, slot.name, readLeaf(child, slot, reading))
    }
  }
  for (const [index, slot] of group.slots.entries()) {
    if (!slot.required || seen.has(index)) continue
    addFault(reading, 'X05-missing', element, { parent: element.local, element: slot.name })
  }
  return { element, leaves, groups }
}

function slotOf(child: XmlElement, parent: XmlElement, group: Group, reading: Reading): number {
  if (child.namespace === XML_DSIG) {
    // The one place a signature may stand is the root, whose reader takes it out before.
    addFault(reading, 'X06-misplaced', child, { element: parent.local })
    return -1
  }
  if (child.namespace !== reading.namespace) {
    const params = { element: child.local, namespace: child.namespace }
    addFault(reading, 'X07-element', child, params)
    return -1
  }
  const index = group.slots.findIndex((slot) => slot.name === child.local)
  if (index === -1) {
    const expected = group.slots.map((slot) => slot.name).join(', ')
    const params = { parent: parent.local, element: child.local, expected }
    addFault(reading, 'X05-unexpected', child, params)
  }
  return index
}

interface Place {
  readonly child: XmlElement
  readonly index: number
  readonly count: number
  readonly parent: XmlElement
  readonly group: Group
  readonly seen: ReadonlyMap<number, number>
  readonly reading: Reading
}

function checkPlace({ child, index, count, parent, group, seen, reading }: Place): void {
  const slot = group.slots[index]!
  const later = [...seen.keys()].filter((each) => each > index)
  if (later.length > 0 && reading.strict) {
    const before = group.slots[Math.min(...later)]!.name
    addFault(reading, 'X05-order', child, { element: slot.name, before })
  }
  if (!slot.many && count > 1) {
    const params = { parent: parent.local, element: slot.name, found: count }
    addFault(reading, 'X05-twice', child, params)
  }
  const max = COUNT_LIMITS.get(slot.name)
  if (max !== undefined && count === max + 1) {
    addFault(reading, 'X03-count', child, { max, element: slot.name, found: `${max}+` })
  }
}

function readLeaf(element: XmlElement, slot: Slot, reading: Reading): Leaf {
  checkAttributes(element, reading)
  for (const child of childElements(element)) {
    addFault(reading, 'X05-child', child, { parent: element.local, element: child.local })
  }
  const written = textOf(element)
  const content = slot.content
  if (typeof content !== 'string') {
    if (!isGroup(content)) checkOneOf(element, written, content, reading)
    return { text: written, written, element }
  }
  if (content === 'string') return { text: written, written, element }
  const text = trimXmlSpace(written).replace(/[\t\n\r ]+/g, ' ')
  return { text: checkLeaf(element, content, text, reading), written, element }
}

function checkOneOf(
  element: XmlElement,
  text: string,
  values: readonly string[],
  reading: Reading,
): void {
  if (values.includes(text)) return
  const params = { element: element.local, expected: values.join(', '), found: shorten(text) }
  addFault(reading, 'X05-value', element, params)
}

/** The value to read: what was written, save for a default or an older notation. */
function checkLeaf(element: XmlElement, type: LeafType, text: string, reading: Reading): string {
  if (type === 'dateTime') return checkDateTime(element, text, reading)
  // XML Schema gives an empty element the default of its declaration: CAP 1.2 §3.4, language.
  if (type === 'language' && text === '' && element.children.length === 0) return 'en-US'
  const notation = NOTATIONS[type]
  if (notation === undefined || notation.fits(text)) return text
  const params = { element: element.local, expected: notation.expected, found: shorten(text) }
  addFault(reading, 'X05-value', element, params)
  return text
}

function checkDateTime(element: XmlElement, text: string, reading: Reading): string {
  // CAP 1.0 and 1.1 left the form open: UTC as "Z" and fractions were usual.
  const form = reading.strict ? text : text.replace(/\.\d+/, '').replace(/Z$/, '-00:00')
  if (capTimeMs(form) === null) {
    addFault(reading, 'X05-date-time', element, { element: element.local, found: shorten(text) })
  }
  return form
}

/** Lexical forms of XML Schema Part 2 §3; an anyURI as RFC 2396 reads it, non-ASCII allowed. */
const NOTATIONS: Readonly<
  Partial<Record<LeafType, { fits: (text: string) => boolean; expected: string }>>
> = {
  language: {
    fits: (text) => /^[a-zA-Z]{1,8}(?:-[a-zA-Z\d]{1,8})*$/.test(text),
    expected: 'a language tag such as id-ID',
  },
  integer: { fits: (text) => /^[+-]?\d+$/.test(text), expected: 'a whole number' },
  decimal: {
    fits: (text) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text),
    expected: 'a decimal number without exponent',
  },
  anyURI: { fits: isUri, expected: 'a URI' },
}

/** Scheme, authority and the rest of RFC 2396 appendix B; host as RFC 2732 has it. */
const URI = /^(?:([^:/?#]*):)?(?:\/\/([^/?#]*))?([^]*)$/
const AUTHORITY = /^(?:[^@[\]]*@)?(?:\[[^[\]]*\]|[^:@[\]]*)(?::\d+)?$/

function isUri(text: string): boolean {
  const [, scheme, authority, rest = ''] = URI.exec(text) ?? []
  if (/%(?![\da-fA-F]{2})/.test(text) || text.split('#').length > 2) return false
  if (scheme !== undefined && !/^[a-zA-Z][a-zA-Z\d+.-]*$/.test(scheme)) return false
  return !/[[\]]/.test(rest) && (authority === undefined || AUTHORITY.test(authority))
}

function checkAttributes(element: XmlElement, reading: Reading): void {
  for (const { name, namespace, local } of element.attributes) {
    if (namespace === XML_SCHEMA_INSTANCE && SCHEMA_HINTS.includes(local)) continue
    addFault(reading, 'X07-attribute', element, { element: element.local, attribute: name })
  }
}

function checkNoText(element: XmlElement, reading: Reading): void {
  for (const child of element.children) {
    if (child.kind !== 'text' || trimXmlSpace(child.value) === '') continue
    const params = { parent: element.local, found: shorten(trimXmlSpace(child.value)) }
    addFault(reading, 'X05-text', element, params)
    return
  }
}

function isGroup(content: Slot['content']): content is Group {
  return typeof content === 'object' && 'slots' in content
}

function push<T>(map: Map<string, T[]>, name: string, value: T): void {
  const list = map.get(name)
  if (list === undefined) map.set(name, [value])
  else list.push(value)
}

export function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
