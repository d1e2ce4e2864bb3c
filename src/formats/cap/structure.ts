import { isXmlBlank, trimXmlSpace } from '../../domain/cap/lexical.ts'
import { CAP_1_0 } from '../../domain/cap/model.ts'
import { textOf, type XmlElement } from '../xml/node.ts'
import { addDeparture, addFault, isFull, shorten, type Reading } from './faults.ts'
import { fitsNamedType, XML_SCHEMA_INSTANCE } from './instance.ts'
import { explainOrder } from './order.ts'
import { COUNT_LIMITS, NAMED_VALUE, type Group, type Slot } from './schema.ts'
import { checkSignatures, XML_DSIG } from './signature-place.ts'
import { strayTextAt } from './stray-text.ts'
import { explainUnknown } from './unknown.ts'
import { collapse, readOneOf, readTyped } from './values.ts'

export { XML_DSIG }

/** A leaf's text, whitespace treated as its type has it, and the element it came from. */
export interface Leaf {
  readonly text: string
  /** The text before whitespace was taken off. */
  readonly written: string
  readonly element: XmlElement
}

/** What was read of one group: for each of its slots, in the order of the document. */
export interface Fields {
  readonly element: XmlElement
  readonly group: Group
  readonly leaves: readonly (readonly Leaf[] | undefined)[]
  readonly groups: readonly (readonly Fields[] | undefined)[]
}

const NONE: readonly never[] = []

/** The leaves of that name. */
export function leavesOf({ group, leaves }: Fields, name: string): readonly Leaf[] {
  return leaves[group.index.get(name)!] ?? NONE
}

/** The groups of that name. */
export function groupsOf({ group, groups }: Fields, name: string): readonly Fields[] {
  return groups[group.index.get(name)!] ?? NONE
}

/** Hints for validators that XML Schema allows on any element; they are not followed. */
const SCHEMA_HINTS = ['schemaLocation', 'noNamespaceSchemaLocation']

const SAME_ATTRIBUTE_MAX = 5

/** The document is walked again for each; the rest are placed at the element they stand in. */
const STRAY_TEXTS_PLACED = 5

/** What CAP 1.1 did not ask for, and CAP 1.0 besides: a message without scope was public. */
const ONCE_OPTIONAL: ReadonlySet<string> = new Set(['category', 'mimeType', 'valueName', 'value'])

function mayLack(name: string, reading: Reading): boolean {
  if (reading.strict) return false
  return ONCE_OPTIONAL.has(name) || (name === 'scope' && reading.namespace === CAP_1_0)
}

/** Reads a group and collects every departure from it: order, number, names, text, attributes. */
export function readGroup(element: XmlElement, group: Group, reading: Reading): Fields {
  // Of the right length from the start: a list that grows takes room for seventeen.
  const leaves: (Leaf[] | undefined)[] = group.none.slice()
  const groups: (Fields[] | undefined)[] = group.none.slice()
  const counts: (number | undefined)[] = group.none.slice()
  let [last, isOrdered, hasText, hasSignature] = [0, true, false, false]
  if (element.attributes.length > 0) checkAttributes(element, { content: group }, reading)
  for (const child of element.children) {
    if (child.kind === 'text') hasText ||= !isXmlBlank(child.value)
    if (child.kind !== 'element') continue
    if (child.namespace === XML_DSIG) {
      hasSignature = true
      continue
    }
    const known = child.namespace === reading.namespace ? group.index.get(child.local) : undefined
    const index = known ?? explainUnknown(child, { parent: element, group, counts }, reading)
    if (index === undefined) continue
    const slot = group.slots[index]!
    const count = (counts[index] ?? 0) + 1
    counts[index] = count
    if (known !== undefined && index < last) isOrdered = false
    last = index
    if (count > 1 && !isOneMore(child, { slot, count, parent: element }, reading)) continue
    const inner = innerReading(child, reading)
    if (isGroup(slot.content)) push(groups, index, readGroup(child, slot.content, inner))
    else push(leaves, index, readLeaf(child, slot, inner))
  }
  if (hasSignature) checkSignatures(element, reading)
  if (!isOrdered && reading.strict) explainOrder(element, group, reading)
  if (hasText && (reading.strict || group !== NAMED_VALUE)) reportText(element, reading)
  if (reading.strict || group !== NAMED_VALUE) checkMissing(element, { group, counts }, reading)
  return { element, group, leaves, groups }
}

/** A part in a namespace of its own is at fault once, not in each of its elements. */
function innerReading(child: XmlElement, reading: Reading): Reading {
  if (child.namespace === reading.namespace) return reading
  return { ...reading, namespace: child.namespace }
}

interface Counted {
  readonly slot: Slot
  readonly count: number
  readonly parent: XmlElement
}

/** Of a second one or a later: false where it is too many to be read. */
function isOneMore(child: XmlElement, { slot, count, parent }: Counted, reading: Reading): boolean {
  if (!slot.many) {
    const params = { parent: parent.local, element: slot.name, found: count }
    addDeparture(reading, { rule: 'X05-twice', element: child, params })
    return true
  }
  const max = COUNT_LIMITS.get(slot.name) ?? Infinity
  if (count <= max) return true
  if (count === max + 1) {
    const params = { max, element: slot.name, found: `${max}+` }
    addFault(reading, { rule: 'X03-count', element: child, params })
  }
  return false
}

interface Seen {
  readonly group: Group
  readonly counts: readonly (number | undefined)[]
}

/** Points at what stands where the missing element should, as it is there that one is put in. */
function checkMissing(element: XmlElement, { group, counts }: Seen, reading: Reading): void {
  for (let index = 0; index < group.slots.length; index++) {
    const slot = group.slots[index]!
    if (!slot.required || counts[index] !== undefined) continue
    if (mayLack(slot.name, reading)) continue
    const next = element.children.find(
      (child): child is XmlElement =>
        child.kind === 'element' && (group.index.get(child.local) ?? -1) > index,
    )
    const params = { parent: element.local, element: slot.name }
    addFault(reading, { rule: 'X05-missing', element, params, at: next ?? element })
  }
}

function reportText(element: XmlElement, reading: Reading): void {
  const stray = element.children.find((child) => child.kind === 'text' && !isXmlBlank(child.value))
  const found = stray?.kind === 'text' ? shorten(trimXmlSpace(stray.value)) : ''
  const params = { parent: element.local, found }
  const told = reading.findings.filter((each) => each.rule === 'X05-text')
  const isFew = told.length < STRAY_TEXTS_PLACED
  const at = reading.octets === null || !isFew ? null : strayTextAt(reading.octets, element)
  addDeparture(reading, { rule: 'X05-text', element, params, at: at ?? element })
}

function readLeaf(element: XmlElement, slot: Slot, reading: Reading): Leaf {
  const { children } = element
  const [only] = children
  const isPlain = children.length === 1 && only!.kind === 'text'
  const written = isPlain && only!.kind === 'text' ? only!.value : textOf(element)
  if (element.attributes.length > 0) {
    checkAttributes(element, { content: slot.content, written }, reading)
  }
  const child = isPlain ? undefined : children.find((each) => each.kind === 'element')
  if (child !== undefined) {
    const params = { parent: element.local, element: child.local }
    addDeparture(reading, { rule: 'X05-child', element: child, params })
  }
  return { text: readText(element, { slot, written }, reading), written, element }
}

function readText(
  element: XmlElement,
  { slot, written }: { readonly slot: Slot; readonly written: string },
  reading: Reading,
): string {
  const { content } = slot
  if (content === 'string' || isGroup(content)) return written
  if (typeof content === 'string') {
    return readTyped(element, { text: collapse(written), type: content }, reading)
  }
  return readOneOf(element, { text: written, values: content }, reading)
}

function checkAttributes(
  element: XmlElement,
  { content, written = '' }: { readonly content: Slot['content']; readonly written?: string },
  reading: Reading,
): void {
  for (const { name, namespace, local, value } of element.attributes) {
    const isInstance = namespace === XML_SCHEMA_INSTANCE
    if (isInstance && SCHEMA_HINTS.includes(local)) continue
    if (isInstance && local === 'type') {
      if (fitsNamedType({ type: value, element, root: reading.root }, content, written)) continue
      const params = { element: element.local, found: shorten(value) }
      addDeparture(reading, { rule: 'X07-type', element, params })
    } else if (isInstance && local === 'nil') {
      addDeparture(reading, { rule: 'X07-nil', element, params: { element: element.local } })
    } else if (!isToldOften(name, reading)) {
      const params = { element: element.local, attribute: name }
      addDeparture(reading, { rule: 'X07-attribute', element, params })
    }
  }
}

/** An attribute that stands on everything, as xml:lang does, need not be named everywhere. */
function isToldOften(attribute: string, reading: Reading): boolean {
  if (isFull(reading)) return true
  const told = reading.findings.filter((each) => each.params['attribute'] === attribute)
  return told.length >= SAME_ATTRIBUTE_MAX
}

function isGroup(content: Slot['content']): content is Group {
  return typeof content === 'object' && 'slots' in content
}

function push<T>(lists: (T[] | undefined)[], index: number, value: T): void {
  const list = lists[index]
  if (list === undefined) lists[index] = [value]
  else list.push(value)
}
