import type { Finding, FindingRule, Params } from '../../domain/finding.ts'
import { decodeXml } from './decode.ts'
import { XmlStop } from './fault.ts'
import { XML_LIMITS, type XmlLimits } from './limits.ts'
import { normaliseLineEnds } from './line-ends.ts'
import type { XmlDocument } from './node.ts'
import { Scanner } from './scanner.ts'

export interface ScannedXml {
  /** Null when the document was refused; `finding` then says why. */
  readonly document: XmlDocument | null
  readonly finding: Finding | null
}

/**
 * The strict front for XML of strangers: encoding proven, no document type, XML 1.0 with
 * namespaces, within limits. Everything after it works on a tree that has no surprises left.
 */
export function scanXml(octets: Uint8Array, limits: XmlLimits = XML_LIMITS): ScannedXml {
  if (octets.length > limits.octets) {
    return refuse('X03-size', { max: limits.octets, found: octets.length })
  }
  const decoded = decodeXml(octets)
  if (typeof decoded !== 'string') return refuse(decoded.rule, decoded.params)
  const text = normaliseLineEnds(decoded)
  const scanner = new Scanner(text, limits)
  const doctype = findDoctype(text)
  if (doctype !== null) return refuse('X01-doctype', scanner.place(doctype))
  try {
    const document = scanner.scan()
    if (scanner.badAt === -1) return { document, finding: null }
  } catch (error) {
    if (!(error instanceof XmlStop)) throw error
    if (scanner.badAt === -1) return stopped(scanner, error)
  }
  // What follows a character that no XML may hold was not read: that it is missing is no news.
  const found = `U+${text.charCodeAt(scanner.badAt).toString(16).toUpperCase().padStart(4, '0')}`
  return stopped(scanner, new XmlStop('X05-malformed-character', scanner.badAt, { found }))
}

function stopped(scanner: Scanner, { rule, offset, params }: XmlStop): ScannedXml {
  const finding = fault(rule, scanner.path, { ...scanner.place(offset), ...params })
  return { document: null, finding }
}

function refuse(rule: FindingRule, params: Params): ScannedXml {
  return { document: null, finding: fault(rule, '/', { line: 1, column: 1, ...params }) }
}

function fault(rule: FindingRule, path: string, params: Params): Finding {
  return { level: 'error', rule, path, params }
}

/** Where the prolog turns to a document type, or null: seen before any parser can read inside. */
function findDoctype(text: string): number | null {
  const prolog = /(?:[\t\n\r ]+|<\?[^]*?\?>|<!--[^]*?-->)/y
  let at = 0
  while (prolog.test(text)) at = prolog.lastIndex
  return /^<!doctype/i.test(text.slice(at, at + 9)) ? at : null
}
