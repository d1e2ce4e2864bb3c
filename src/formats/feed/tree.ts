import { finding, type Finding } from '../../domain/finding.ts'
import { decodeXml } from '../xml/decode.ts'
import { childElements, textOf, type XmlElement } from '../xml/node.ts'
import { scanXml } from '../xml/scan.ts'
import { parseLenient } from './lenient.ts'
import type { ReadLimits } from './model.ts'

export interface FeedTree {
  readonly root: XmlElement | null
  /** False where the feed is not well-formed XML: what it holds is not exact then. */
  readonly strict: boolean
  readonly findings: readonly Finding[]
}

/**
 * The safe front for feeds of strangers: the strict scanner first; where that says that the XML is
 * not well-formed, a lenient reading with a finding that says so. Limits, encodings and document
 * types are never negotiable.
 */
export function readTree(octets: Uint8Array, limits: ReadLimits): FeedTree {
  const { octets: size, depth, elements, text } = limits
  const scanned = scanXml(octets, {
    octets: size,
    depth,
    elements,
    text,
    attributes: 64,
    name: 200,
  })
  if (scanned.document !== null) {
    return { root: scanned.document.root, strict: true, findings: [] }
  }
  const fault = scanned.finding
  if (fault === null || !fault.rule.startsWith('X05-malformed')) {
    return refused(fault === null ? [] : [fault])
  }
  const decoded = decodeXml(octets)
  if (typeof decoded !== 'string') return refused([fault])
  const root = parseLenient(decoded, limits)
  if (typeof root === 'string') return refused([fault])
  const { line = 1, column = 1 } = fault.params
  const note = finding('warning', 'F15-malformed', fault.path, { line, column })
  return { root, strict: false, findings: [note, { ...fault, level: 'warning' }] }
}

function refused(findings: readonly Finding[]): FeedTree {
  return { root: null, strict: false, findings }
}

/** The children of a name in the namespace of their parent. */
export function own(parent: XmlElement, local: string): XmlElement[] {
  return childElements(parent).filter(
    (each) => each.local === local && each.namespace === parent.namespace,
  )
}

/** All character data of an element and what is inside it, trimmed. */
export function deepText(element: XmlElement | undefined): string {
  return element === undefined ? '' : gather(element).trim()
}

function gather(element: XmlElement): string {
  const inside = childElements(element)
  if (inside.length === 0) return textOf(element)
  return element.children
    .map((child) => {
      if (child.kind === 'text') return child.value
      return child.kind === 'element' ? gather(child) : ''
    })
    .join('')
}

/** An attribute without namespace, trimmed; null where it is missing. */
export function attribute(element: XmlElement, name: string): string | null {
  return element.attributes.find((each) => each.name === name)?.value.trim() ?? null
}
