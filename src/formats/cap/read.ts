import {
  parseCircle,
  parsePolygon,
  parseReferences,
  splitXmlSpace,
  type LexicalFault,
} from '../../domain/cap/lexical.ts'
import {
  CAP_1_0,
  CAP_1_1,
  CAP_1_2,
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
import type { Finding, FindingRule, Params } from '../../domain/finding.ts'
import { childElements, type XmlElement } from '../xml/node.ts'
import { scanXml } from '../xml/scan.ts'
import { ALERT, DEREF_URI_MAX, POINTS_MAX, REFERENCES_MAX } from './schema.ts'
import {
  addFault,
  readGroup,
  shorten,
  XML_DSIG,
  type Fields,
  type Leaf,
  type Reading,
} from './structure.ts'

export type CapVersion = '1.2' | '1.1' | '1.0'

const VERSIONS: ReadonlyMap<string, CapVersion> = new Map([
  [CAP_1_2, '1.2'],
  [CAP_1_1, '1.1'],
  [CAP_1_0, '1.0'],
])

export interface ReadCap {
  /** Null when a rule X, other than X04 of an earlier version, was broken. */
  readonly alert: CapAlert | null
  readonly version: CapVersion | null
  /** Rules X and those of notation: A06, A11, G02, G03, G09. In document order within each. */
  readonly findings: readonly Finding[]
  /** Where an element stands, by its XPath: for findings made from the alert alone. */
  readonly positions: ReadonlyMap<string, Position>
}

export interface Position {
  readonly line: number
  readonly column: number
}

/**
 * Octets to an alert: the strict front, then the structure of CAP 1.2 §3.4, then the notations
 * inside elements. Whatever comes in, this returns; what is wrong is in the findings.
 */
export function readCap(octets: Uint8Array): ReadCap {
  const { document, finding } = scanXml(octets)
  if (document === null) return refused(null, finding === null ? [] : [finding])
  return readCapElement(document.root)
}

/** {@link readCap} of a tree that was scanned already: what a signature was verified over. */
export function readCapElement(root: XmlElement): ReadCap {
  const version = VERSIONS.get(root.namespace) ?? null
  const reading: Reading = {
    namespace: root.namespace,
    strict: version === '1.2',
    findings: [],
  }
  if (version === null || root.local !== 'alert') {
    const params = { element: root.local, found: shorten(root.namespace) }
    addFault(reading, 'X04-namespace', root, params)
    return refused(null, reading.findings)
  }
  const fields = readGroup(withoutSignature(root, reading), ALERT, reading)
  const isSound = reading.findings.length === 0
  if (version !== '1.2') addFault(reading, 'X04-version', root, { found: version })
  if (!isSound) return refused(version, reading.findings)
  const alert = buildAlert(fields, reading)
  const isRead = reading.findings.every((each) => !each.rule.startsWith('X') || isOlder(each))
  if (!isRead) return refused(version, reading.findings)
  return { alert, version, findings: reading.findings, positions: collectPositions(root) }
}

/** True when nothing says that the document is not CAP 1.2. No other rule changes it. */
export function isValidCap(findings: readonly Finding[]): boolean {
  return findings.every((each) => !each.rule.startsWith('X'))
}

/** Adds line and column to findings that were made from the alert alone. */
export function locate(
  findings: readonly Finding[],
  positions: ReadonlyMap<string, Position>,
): Finding[] {
  return findings.map((each) => {
    const position = positions.get(each.path)
    return position === undefined ? each : { ...each, params: { ...position, ...each.params } }
  })
}

function isOlder(each: Finding): boolean {
  return each.rule === 'X04-version'
}

function refused(version: CapVersion | null, findings: readonly Finding[]): ReadCap {
  return { alert: null, version, findings, positions: new Map() }
}

function collectPositions(root: XmlElement): Map<string, Position> {
  const positions = new Map<string, Position>()
  const waiting = [root]
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    positions.set(each.path, { line: each.line, column: each.column })
    waiting.push(...childElements(each))
  }
  return positions
}

/** The root as the schema sees it: a `ds:Signature` that is its last child is taken out. */
function withoutSignature(root: XmlElement, reading: Reading): XmlElement {
  const elements = childElements(root)
  const signatures = elements.filter(
    (each) => each.namespace === XML_DSIG && each.local === 'Signature',
  )
  for (const [index, signature] of signatures.entries()) {
    const next = elements
      .slice(elements.indexOf(signature) + 1)
      .find((e) => e.namespace !== XML_DSIG)
    if (next !== undefined) addFault(reading, 'X06-misplaced', signature, { element: next.local })
    if (index > 0) addFault(reading, 'X06-several', signature, { found: index + 1 })
  }
  if (signatures.length === 0) return root
  const children = root.children.filter(
    (each) => each.kind !== 'element' || !signatures.includes(each),
  )
  return { ...root, children }
}

function buildAlert(fields: Fields, reading: Reading): CapAlert {
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
    infos: (fields.groups.get('info') ?? []).map((info) => buildInfo(info, reading)),
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
    resources: (fields.groups.get('resource') ?? []).map((each) => buildResource(each, reading)),
    areas: (fields.groups.get('area') ?? []).map((area) => buildArea(area, reading)),
  }
}

function buildResource(fields: Fields, reading: Reading): CapResource {
  const deref = fields.leaves.get('derefUri')?.[0]
  if (deref !== undefined && deref.text.length > DEREF_URI_MAX) {
    const params = { max: DEREF_URI_MAX, element: 'derefUri', found: deref.text.length }
    addFault(reading, 'X03-text', deref.element, params)
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
    polygons: (fields.leaves.get('polygon') ?? []).map((leaf) => buildPolygon(leaf, reading)),
    circles: (fields.leaves.get('circle') ?? []).flatMap((leaf) => buildCircle(leaf, reading)),
    geocodes: namedValues(fields, 'geocode'),
    altitude: number(fields, 'altitude'),
    ceiling: number(fields, 'ceiling'),
  }
}

function buildReferences(fields: Fields, reading: Reading): readonly CapReference[] {
  const leaf = fields.leaves.get('references')?.[0]
  if (leaf === undefined) return []
  const found = splitXmlSpace(leaf.text).length
  if (found > REFERENCES_MAX) {
    addFault(reading, 'X03-count', leaf.element, {
      max: REFERENCES_MAX,
      element: 'reference',
      found,
    })
    return []
  }
  const { value, faults } = parseReferences(leaf.text)
  addNotationFaults(leaf, faults, reading)
  return value
}

function buildPolygon(leaf: Leaf, reading: Reading): readonly CapPoint[] {
  const { value, faults } = parsePolygon(leaf.text)
  if (value.length > POINTS_MAX) {
    const params = { max: POINTS_MAX, element: 'point', found: value.length }
    addFault(reading, 'X03-count', leaf.element, params)
  }
  addNotationFaults(leaf, faults, reading)
  return value
}

function buildCircle(leaf: Leaf, reading: Reading): CapCircle[] {
  const { value, faults } = parseCircle(leaf.text)
  const isFormat = faults.some((each) => each.what !== 'range')
  if (isFormat) note(reading, 'G09-circle', leaf, { found: shorten(leaf.text) })
  else addNotationFaults(leaf, faults, reading)
  return value === null ? [] : [value]
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

function addNotationFaults(leaf: Leaf, faults: readonly LexicalFault[], reading: Reading): void {
  for (const { what, at, found } of faults.slice(0, FAULTS_SHOWN)) {
    note(reading, NOTATION_RULES[what], leaf, { at, found: shorten(found) })
  }
}

function note(reading: Reading, rule: FindingRule, leaf: Leaf, params: Params): void {
  addFault(reading, rule, leaf.element, params)
}

function time(fields: Fields, name: string, reading: Reading): string | null {
  const leaf = fields.leaves.get(name)?.[0]
  if (leaf === undefined) return null
  const hasSpace = reading.strict && leaf.written !== leaf.text
  if (hasSpace || /T24:/.test(leaf.text)) {
    note(reading, 'A06-time', leaf, { element: name, found: shorten(leaf.written) })
  }
  return leaf.text
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
  return fields.leaves.get(name)?.[0]?.text ?? null
}

function all(fields: Fields, name: string): string[] {
  return (fields.leaves.get(name) ?? []).map((leaf) => leaf.text)
}

function number(fields: Fields, name: string): number | null {
  const text = maybe(fields, name)
  return text === null ? null : Number(text)
}

function namedValues(fields: Fields, name: string): CapValue[] {
  return (fields.groups.get(name) ?? []).map((each) => ({
    valueName: one(each, 'valueName'),
    value: one(each, 'value'),
  }))
}
