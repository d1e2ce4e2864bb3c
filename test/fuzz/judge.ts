import { readFileSync } from 'node:fs'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm'
import { checkCapOctets, type CapReport } from '../../src/formats/cap/check.ts'

const NOW_MS = Date.parse('2026-11-25T08:30:00+07:00')
const xsd = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync('schemas/cap-1.2.xsd')))

/** One document that something went wrong with: a crash, a hang, or two readers that disagree. */
export interface Trouble {
  readonly what: 'crash' | 'slow' | 'schema' | 'fast-xml-parser' | 'finding'
  readonly detail: string
}

const SLOW_MS = 1_000

/** What is wrong with how we read this document; null where nothing is. */
export function judge(octets: Buffer): Trouble | null {
  const began = performance.now()
  let report: CapReport
  try {
    report = checkCapOctets(octets, { nowMs: NOW_MS, live: true })
  } catch (error) {
    return { what: 'crash', detail: error instanceof Error ? String(error.stack) : 'unknown' }
  }
  const ms = performance.now() - began
  if (ms > SLOW_MS) return { what: 'slow', detail: `${Math.round(ms)} ms` }
  return misplaced(report) ?? bySchema(octets, report) ?? byFastXml(octets, report)
}

/** A verdict of "not valid" says why, and where. */
function misplaced(report: CapReport): Trouble | null {
  const reasons = report.findings.filter(
    ({ rule, level }) => rule.startsWith('X') && level === 'error',
  )
  if (report.valid !== (reasons.length === 0)) return { what: 'finding', detail: 'no reason' }
  const lost = report.findings.find(({ params }) => !(Number(params['line']) >= 1))
  return lost === undefined ? null : { what: 'finding', detail: `${lost.rule} without a line` }
}

/**
 * Rules of ours that a schema does not have: document types, encodings that not every reader
 * knows, limits. What they refuse, libxml2 may take.
 */
const STRICTER = /^X0[123]-/

function bySchema(octets: Buffer, report: CapReport): Trouble | null {
  const isStricter = report.findings.some((each) => STRICTER.test(each.rule))
  if (isStricter) return null
  const theirs = validate(octets)
  if (report.valid === (theirs === null)) return null
  if (report.valid && theirs !== null && isTheirOwn(octets, theirs)) return null
  const found = report.findings.find((each) => each.rule.startsWith('X'))
  return {
    what: 'schema',
    detail: `ours: ${found?.rule ?? 'valid'}; libxml2: ${theirs ?? 'valid'}`,
  }
}

/** What libxml2 has against a document that XML and its namespaces allow. */
function isTheirOwn(octets: Buffer, words: string): boolean {
  // Namespaces in XML 1.0 §2.2 leaves the form of the name to its author.
  return words.includes('is not a valid URI') || isEmptyCdata(octets, words)
}

/**
 * To libxml2 a CDATA section without characters is character content, even where only elements may
 * stand. The infoset has nothing there (XML Information Set §2.6), so we take it.
 */
function isEmptyCdata(octets: Buffer, words: string): boolean {
  const text = octets.toString('latin1').replaceAll('\0', '')
  return words.includes('Character content other than whitespace') && text.includes('<![CDATA[')
}

/** Null for a document that libxml2 finds valid, otherwise its words. */
function validate(octets: Buffer): string | null {
  let document: XmlDocument | null = null
  try {
    document = XmlDocument.fromBuffer(octets, { option: ParseOption.XML_PARSE_NONET })
    xsd.validate(document)
    return null
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : 'unknown'
  } finally {
    document?.dispose()
  }
}

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  trimValues: false,
  removeNSPrefix: true,
})

/**
 * Where fast-xml-parser reads a document that we take, it reads the same identifier. It refuses some
 * that libxml2 takes as we do (an instruction it finds no end of), which is its own affair, and takes
 * far more than is XML: that is why it does not stand in front.
 */
function byFastXml(octets: Buffer, report: CapReport): Trouble | null {
  if (report.alert === null || !report.valid || /^(?:\xfe\xff|\xff\xfe)/.test(latin1(octets))) {
    return null
  }
  const text = octets.toString('utf8')
  if (XMLValidator.validate(text) !== true) return null
  const theirs = identifierOf(parsed(text))
  const ours = report.alert.identifier
  // It leaves references by number as they are written.
  if (theirs === null || theirs === ours || theirs.includes('&#')) return null
  return { what: 'fast-xml-parser', detail: `${JSON.stringify(ours)} ≠ ${JSON.stringify(theirs)}` }
}

function parsed(text: string): unknown {
  try {
    return parser.parse(text)
  } catch {
    return null
  }
}

function identifierOf(read: unknown): string | null {
  const alert = memberOf(read, 'alert')
  const identifier = memberOf(alert, 'identifier')
  return typeof identifier === 'string' ? identifier : null
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return null
  return new Map<string, unknown>(Object.entries(value)).get(name)
}

function latin1(octets: Buffer): string {
  return octets.subarray(0, 2).toString('latin1')
}
