import {
  mendCircle,
  mendPolygon,
  mendReferences,
  mendTime,
  MEND_MAX,
  areSwapped,
} from '../../domain/cap/mend.ts'
import {
  parseCircle,
  parsePolygon,
  parseReferences,
  splitXmlSpace,
  type LexicalFault,
} from '../../domain/cap/lexical.ts'
import {
  type CapAlert,
  type CapArea,
  type CapCircle,
  type CapInfo,
  type CapPoint,
  type CapReference,
  type CapResource,
  type CapValue,
  MSG_TYPES,
  RESPONSE_TYPES,
  SCOPES,
  STATUSES,
} from '../../domain/cap/model.ts'
import { CATEGORIES, CERTAINTIES, SEVERITIES, URGENCIES } from '../../domain/message.ts'
import type { FindingRule } from '../../domain/finding.ts'
import { textOf } from '../xml/node.ts'
import { addFault, shorten, type Reading } from './faults.ts'
import { DEREF_URI_MAX, REFERENCES_MAX } from './schema.ts'
import { groupsOf, leavesOf, type Fields, type Leaf } from './structure.ts'

/** Fields without a fault of structure to an alert; what is wrong inside a text is added. */
export function buildAlert(fields: Fields, reading: Reading): CapAlert {
  return {
    identifier: one(fields, 'identifier'),
    sender: one(fields, 'sender'),
    sent: time(fields, 'sent', reading) ?? '',
    status: oneOf(fields, 'status', STATUSES),
    msgType: oneOf(fields, 'msgType', MSG_TYPES),
    source: maybe(fields, 'source'),
    scope: oneOf(fields, 'scope', SCOPES),
    restriction: maybe(fields, 'restriction'),
    addresses: maybe(fields, 'addresses'),
    codes: all(fields, 'code'),
    note: maybe(fields, 'note'),
    references: buildReferences(fields, reading),
    incidents: maybe(fields, 'incidents'),
    infos: groupsOf(fields, 'info').map((info) => buildInfo(info, reading)),
  }
}

function buildInfo(fields: Fields, reading: Reading): CapInfo {
  return {
    language: maybe(fields, 'language'),
    categories: allOf(fields, 'category', CATEGORIES),
    event: one(fields, 'event'),
    responseTypes: allOf(fields, 'responseType', RESPONSE_TYPES),
    urgency: oneOf(fields, 'urgency', URGENCIES),
    severity: oneOf(fields, 'severity', SEVERITIES),
    certainty: oneOf(fields, 'certainty', CERTAINTIES),
    audience: maybe(fields, 'audience'),
    eventCodes: namedValues(fields, 'eventCode'),
    effective: time(fields, 'effective', reading),
    onset: time(fields, 'onset', reading),
    expires: time(fields, 'expires', reading),
    senderName: maybe(fields, 'senderName'),
    headline: maybe(fields, 'headline'),
    description: maybe(fields, 'description'),
    instruction: maybe(fields, 'instruction'),
    web: maybe(fields, 'web'),
    contact: maybe(fields, 'contact'),
    parameters: namedValues(fields, 'parameter'),
    resources: groupsOf(fields, 'resource').map((each) => buildResource(each, reading)),
    areas: groupsOf(fields, 'area').map((area) => buildArea(area, reading)),
  }
}

function buildResource(fields: Fields, reading: Reading): CapResource {
  const deref = leavesOf(fields, 'derefUri')[0]
  if (deref !== undefined && deref.text.length > DEREF_URI_MAX) {
    const params = { max: DEREF_URI_MAX, element: 'derefUri', found: deref.text.length }
    addFault(reading, { rule: 'X03-text', element: deref.element, params })
  }
  return {
    resourceDesc: one(fields, 'resourceDesc'),
    mimeType: one(fields, 'mimeType'),
    size: number(fields, 'size'),
    uri: maybe(fields, 'uri'),
    derefUri: maybe(fields, 'derefUri'),
    digest: maybe(fields, 'digest'),
  }
}

function buildArea(fields: Fields, reading: Reading): CapArea {
  return {
    areaDesc: one(fields, 'areaDesc'),
    polygons: leavesOf(fields, 'polygon').map((leaf) => buildPolygon(leaf, reading)),
    circles: leavesOf(fields, 'circle').flatMap((leaf) => buildCircle(leaf, reading)),
    geocodes: namedValues(fields, 'geocode'),
    altitude: number(fields, 'altitude'),
    ceiling: number(fields, 'ceiling'),
  }
}

function buildReferences(fields: Fields, reading: Reading): readonly CapReference[] {
  const leaf = leavesOf(fields, 'references')[0]
  if (leaf === undefined) return []
  const found = splitXmlSpace(leaf.text).length
  if (found > REFERENCES_MAX) {
    const params = { max: REFERENCES_MAX, element: 'reference', found }
    addFault(reading, { rule: 'X03-count', element: leaf.element, params })
    return []
  }
  // Canada fills in a form: of a first message this element, too, stands there for nothing.
  if (found === 0 && one(fields, 'msgType') === 'Alert') {
    addFault(reading, { rule: 'A11-empty', element: leaf.element, level: 'warning' })
    return []
  }
  const { value, faults } = parseReferences(leaf.text)
  addNotationFaults(leaf, { faults, mend: mendReferences }, reading)
  return value
}

function buildPolygon(leaf: Leaf, reading: Reading): readonly CapPoint[] {
  const { value, faults } = parsePolygon(leaf.text)
  const { element } = leaf
  if (faults.length === 0) return value
  const isRange = faults.every((each) => each.what === 'range')
  if (isRange && areSwapped(splitXmlSpace(leaf.text).map(pairOf))) {
    const mend = mendOf(mendPolygon, leaf.text)
    addFault(reading, { rule: 'G04-swapped', element, mend })
  } else addNotationFaults(leaf, { faults, mend: mendPolygon }, reading)
  return value
}

function pairOf(text: string): [string, string] {
  const [lat = '', lon = ''] = text.split(',')
  return [lat, lon]
}

function buildCircle(leaf: Leaf, reading: Reading): CapCircle[] {
  const { value, faults } = parseCircle(leaf.text)
  if (faults.length === 0) return value === null ? [] : [value]
  const { element } = leaf
  const mend = mendOf(mendCircle, leaf.text)
  const [centre = ''] = splitXmlSpace(leaf.text)
  if (faults.some((each) => each.what !== 'range')) {
    const params = { found: shorten(leaf.text) }
    addFault(reading, { rule: 'G09-circle', element, params, mend })
  } else if (areSwapped([pairOf(centre)])) {
    addFault(reading, { rule: 'G04-swapped', element, mend })
  } else addNotationFaults(leaf, { faults, mend: mendCircle }, reading)
  return []
}

const NOTATION_RULES: Readonly<Record<LexicalFault['what'], FindingRule>> = {
  pair: 'G02-pair',
  few: 'G02-few',
  open: 'G02-open',
  number: 'G03-number',
  range: 'G03-range',
  radius: 'G09-circle',
  reference: 'A11-reference',
}

/** The first few of one element say enough: a list with the wrong separator is wrong throughout. */
const FAULTS_SHOWN = 5

type Mender = (text: string) => string | null

function addNotationFaults(
  { element, text }: Leaf,
  { faults, mend }: { readonly faults: readonly LexicalFault[]; readonly mend: Mender },
  reading: Reading,
): void {
  if (faults.length === 0) return
  const proposal = mendOf(mend, text)
  // Where all of it can be mended at once, one of each kind says enough.
  const kinds = faults.filter(
    ({ what }, index) => faults.findIndex((each) => each.what === what) === index,
  )
  const shown = proposal === null ? faults.slice(0, FAULTS_SHOWN) : kinds
  for (const { what, at, found } of shown) {
    const params = { at, found: shorten(found) }
    addFault(reading, { rule: NOTATION_RULES[what], element, params, mend: proposal })
  }
}

function mendOf(mend: Mender, text: string): string | null {
  const proposal = mend(text)
  return proposal === null || proposal.length > MEND_MAX ? null : proposal
}

function time(fields: Fields, name: string, reading: Reading): string | null {
  const leaf = leavesOf(fields, name)[0]
  if (leaf === undefined) return null
  const { element, text, written } = leaf
  const hasSpace = reading.strict && written !== text
  if (hasSpace || text.includes('T24:')) {
    const params = { element: name, found: shorten(written) }
    addFault(reading, { rule: 'A06-time', element, params, mend: mendTime(text) })
  }
  return text
}

// The structure was read without a fault: what is required is there.
function one(fields: Fields, name: string): string {
  return maybe(fields, name) ?? ''
}

// Nor is there an enumeration that is none of its values.
function oneOf<T extends string>(fields: Fields, name: string, values: readonly T[]): T {
  return allOf(fields, name, values)[0] ?? values[0]!
}

function allOf<T extends string>(fields: Fields, name: string, values: readonly T[]): T[] {
  return all(fields, name).flatMap((text) => values.filter((value) => value === text))
}

function maybe(fields: Fields, name: string): string | null {
  return leavesOf(fields, name)[0]?.text ?? null
}

function all(fields: Fields, name: string): string[] {
  return leavesOf(fields, name).map((leaf) => leaf.text)
}

// Only in an earlier version can it be no number.
function number(fields: Fields, name: string): number | null {
  const value = Number(maybe(fields, name) ?? Number.NaN)
  return Number.isFinite(value) ? value : null
}

function namedValues(fields: Fields, name: string): CapValue[] {
  return groupsOf(fields, name).map((each) => {
    if (each.leaves.every((leaves) => leaves === undefined)) return splitValue(textOf(each.element))
    return { valueName: one(each, 'valueName'), value: one(each, 'value') }
  })
}

/** CAP 1.0 wrote a value as `name=value` in one text. */
function splitValue(text: string): CapValue {
  const at = text.indexOf('=')
  const [valueName, value] = at === -1 ? ['', text] : [text.slice(0, at), text.slice(at + 1)]
  return { valueName: valueName.trim(), value: value.trim() }
}
