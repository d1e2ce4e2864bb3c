import { CAP_1_0, CAP_1_1, CAP_1_2, type CapAlert } from '../../domain/cap/model.ts'
import type { Finding } from '../../domain/finding.ts'
import type { XmlElement } from '../xml/node.ts'
import { scanXml } from '../xml/scan.ts'
import { buildAlert } from './build.ts'
import { addFault, shorten, type Position, type Reading } from './faults.ts'
import { ALERT } from './schema.ts'
import { readGroup } from './structure.ts'
import { checkTotals } from './totals.ts'

export type CapVersion = '1.2' | '1.1' | '1.0'

const VERSIONS: ReadonlyMap<string, CapVersion> = new Map([
  [CAP_1_2, '1.2'],
  [CAP_1_1, '1.1'],
  [CAP_1_0, '1.0'],
])

export interface ReadCap {
  /** Null when an X of level error was found, other than X04 of an earlier version. */
  readonly alert: CapAlert | null
  readonly version: CapVersion | null
  /** Rules X and those of notation: A06, A11, A21, G02, G03, G04, G09. By line. */
  readonly findings: readonly Finding[]
}

/** With the tree, so that what is found in the alert alone can be placed. Not for a thread. */
export interface PlacedCap extends ReadCap {
  /** Null where there is no alert to find anything in. */
  readonly root: XmlElement | null
}

/**
 * Octets to an alert: the strict front, then the structure of CAP 1.2 §3.4, then the notations
 * inside elements. Whatever comes in, this returns; what is wrong is in the findings.
 */
export function readCap(octets: Uint8Array): ReadCap {
  const { alert, version, findings } = readPlacedCap(octets)
  return { alert, version, findings }
}

/** {@link readCap} with the tree. */
export function readPlacedCap(octets: Uint8Array): PlacedCap {
  const { document, finding } = scanXml(octets)
  if (document === null) return refused(null, finding === null ? [] : [finding])
  return readElement(document.root, octets)
}

/** {@link readCap} of a tree that was scanned already: what a signature was verified over. */
export function readCapElement(root: XmlElement): ReadCap {
  const { alert, version, findings } = readElement(root, null)
  return { alert, version, findings }
}

function readElement(root: XmlElement, octets: Uint8Array | null): PlacedCap {
  const version = VERSIONS.get(root.namespace) ?? null
  const strict = version === '1.2'
  const reading: Reading = { root, namespace: root.namespace, strict, octets, findings: [] }
  if (version === null || root.local !== 'alert') {
    refuseRoot(root, reading)
    return refused(null, reading.findings)
  }
  if (!strict) addFault(reading, { rule: 'X04-version', element: root, params: { found: version } })
  const fields = readGroup(root, ALERT, reading)
  if (isReadable(reading.findings)) checkTotals(fields, reading)
  if (!isReadable(reading.findings)) return refused(version, inOrder(reading))
  const alert = buildAlert(fields, reading)
  if (!isReadable(reading.findings)) return refused(version, inOrder(reading))
  return { alert, version, findings: inOrder(reading), root }
}

/** True when no error of a rule X says that the document is not CAP 1.2. Nothing else changes it. */
export function isValidCap(findings: readonly Finding[]): boolean {
  return findings.every(({ rule, level }) => !rule.startsWith('X') || level !== 'error')
}

/** Adds line and column to findings that were made from the alert alone. */
export function locate(findings: readonly Finding[], root: XmlElement | null): Finding[] {
  if (findings.length === 0 || root === null) return [...findings]
  const positions = new Map<string, Position>()
  collectPositions(root, pathsTo(findings), positions)
  return findings.map((each) => {
    const position = positions.get(each.path)
    return position === undefined ? each : { ...each, params: { ...position, ...each.params } }
  })
}

function inOrder({ findings }: Reading): readonly Finding[] {
  const at = (each: Finding, name: string): number => Number(each.params[name])
  return findings.sort((a, b) => at(a, 'line') - at(b, 'line') || at(a, 'column') - at(b, 'column'))
}

/** What an earlier version allowed is a warning of X, and no hindrance. */
function isReadable(findings: readonly Finding[]): boolean {
  return findings.every(
    ({ rule, level }) => !rule.startsWith('X') || rule === 'X04-version' || level !== 'error',
  )
}

function refused(version: CapVersion | null, findings: readonly Finding[]): PlacedCap {
  return { alert: null, version, findings, root: null }
}

function refuseRoot(root: XmlElement, reading: Reading): void {
  const params = { element: shorten(root.local), found: shorten(root.namespace) }
  if (root.local !== 'alert') addFault(reading, { rule: 'X04-root', element: root, params })
  else if (root.namespace === '') {
    addFault(reading, { rule: 'X04-no-namespace', element: root, params })
  } else addFault(reading, { rule: 'X04-namespace', element: root, params })
}

/** The path of each finding and of every element around it. */
function pathsTo(findings: readonly Finding[]): ReadonlySet<string> {
  const paths = new Set<string>()
  for (const { path } of findings) {
    for (let at = path; at !== '' && !paths.has(at); at = at.slice(0, at.lastIndexOf('/'))) {
      paths.add(at)
    }
  }
  return paths
}

function collectPositions(
  element: XmlElement,
  wanted: ReadonlySet<string>,
  positions: Map<string, Position>,
): void {
  const { line, column, path } = element
  if (!wanted.has(path)) return
  positions.set(path, { line, column })
  for (const child of element.children) {
    if (child.kind === 'element') collectPositions(child, wanted, positions)
  }
}
