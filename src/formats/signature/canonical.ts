/**
 * Canonical XML 1.0 (RFC 3076), exclusive (RFC 3741) and, for documents without `xml:` attributes,
 * 1.1: a tree to the one text that is digested and signed.
 */
import type {
  XmlAttribute,
  XmlComment,
  XmlDocument,
  XmlElement,
  XmlInstruction,
  XmlNode,
} from '../xml/node.ts'

export interface Canonical {
  readonly exclusive: boolean
  readonly comments: boolean
  /** Prefixes that the exclusive form treats as the inclusive one does; empty for the default. */
  readonly inclusivePrefixes: readonly string[]
}

/** Canonicalisation algorithms by their identifiers in XML-DSig. C14N 1.1 §3.2 as 1.0 here. */
export const CANONICAL_ALGORITHMS: ReadonlyMap<string, Canonical> = new Map([
  ['http://www.w3.org/2001/10/xml-exc-c14n#', form(true, false)],
  ['http://www.w3.org/2001/10/xml-exc-c14n#WithComments', form(true, true)],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', form(false, false)],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments', form(false, true)],
  ['http://www.w3.org/2006/12/xml-c14n11', form(false, false)],
  ['http://www.w3.org/2006/12/xml-c14n11#WithComments', form(false, true)],
])

export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
/** What XML-DSig §4.3.3.2 takes when a Reference names no canonicalisation. */
export const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

function form(exclusive: boolean, comments: boolean): Canonical {
  return { exclusive, comments, inclusivePrefixes: [] }
}

/** A document in three parts, so that a signature can be put into the root's text. */
export interface CanonicalParts {
  readonly before: string
  readonly root: string
  readonly after: string
}

/** The whole document without `omit`, RFC 3076 §2.1: instructions beside the root on own lines. */
export function canonicalParts(
  document: XmlDocument,
  canonical: Canonical,
  omit: XmlElement | null = null,
): CanonicalParts {
  const writer = new Writer(canonical, omit)
  const beside = (node: XmlComment | XmlInstruction): string => writer.node(node, NO_SCOPE)
  return {
    before: document.before.map((node) => endLine(beside(node))).join(''),
    root: writer.element(document.root, NO_SCOPE),
    after: document.after.map((node) => startLine(beside(node))).join(''),
  }
}

export function canonicalDocument(
  document: XmlDocument,
  canonical: Canonical,
  omit: XmlElement | null = null,
): string {
  const { before, root, after } = canonicalParts(document, canonical, omit)
  return before + root + after
}

/** One element of a document. `ancestors` from the root down: their namespaces are in scope. */
export function canonicalElement(
  element: XmlElement,
  ancestors: readonly XmlElement[],
  canonical: Canonical,
): string {
  let inScope: Bindings = new Map()
  for (const ancestor of ancestors) inScope = extend(inScope, ancestor)
  const inherited = canonical.exclusive ? [] : xmlAttributes(ancestors, element)
  const apex = { ...element, attributes: [...element.attributes, ...inherited] }
  return new Writer(canonical, null).element(apex, { inScope, rendered: new Map() })
}

type Bindings = ReadonlyMap<string, string>

interface Scope {
  /** What prefixes mean here. */
  readonly inScope: Bindings
  /** What the output has said of them so far. */
  readonly rendered: Bindings
}

const NO_SCOPE: Scope = { inScope: new Map(), rendered: new Map() }

class Writer {
  readonly #canonical: Canonical
  readonly #omit: XmlElement | null

  constructor(canonical: Canonical, omit: XmlElement | null) {
    this.#canonical = canonical
    this.#omit = omit
  }

  node(node: XmlNode, scope: Scope): string {
    if (node.kind === 'text') return escapeText(node.value)
    if (node.kind === 'comment') return this.#canonical.comments ? `<!--${node.value}-->` : ''
    if (node.kind === 'element') return node === this.#omit ? '' : this.element(node, scope)
    return `<?${node.target}${node.body === '' ? '' : ` ${node.body}`}?>`
  }

  element(element: XmlElement, outer: Scope): string {
    const inScope = extend(outer.inScope, element)
    const rendered = new Map(outer.rendered)
    let declarations = ''
    for (const prefix of this.#prefixes(element, inScope)) {
      const uri = inScope.get(prefix) ?? ''
      if ((rendered.get(prefix) ?? '') === uri) continue
      rendered.set(prefix, uri)
      declarations += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`
    }
    const attributes = [...element.attributes].sort(byNamespace)
    const written = attributes.map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`)
    const scope = { inScope, rendered }
    const children = element.children.map((child) => this.node(child, scope)).join('')
    return `<${element.name}${declarations}${written.join('')}>${children}</${element.name}>`
  }

  /** Prefixes whose meaning this element has to state, in order; the default one first. */
  #prefixes(element: XmlElement, inScope: Bindings): string[] {
    const prefixes = new Set<string>()
    if (this.#canonical.exclusive) {
      prefixes.add(element.prefix)
      for (const { prefix } of element.attributes) if (prefix !== '') prefixes.add(prefix)
      for (const prefix of this.#canonical.inclusivePrefixes) {
        if (inScope.has(prefix)) prefixes.add(prefix)
      }
    } else {
      for (const prefix of inScope.keys()) prefixes.add(prefix)
    }
    prefixes.delete('xml')
    return [...prefixes].sort(byCodePoint)
  }
}

function extend(outer: Bindings, element: XmlElement): Bindings {
  if (element.declarations.length === 0) return outer
  const inner = new Map(outer)
  for (const { prefix, uri } of element.declarations) inner.set(prefix, uri)
  return inner
}

/** RFC 3076 §2.4: an element cut out of its document takes the `xml:` attributes above it along. */
function xmlAttributes(ancestors: readonly XmlElement[], element: XmlElement): XmlAttribute[] {
  const found = new Map<string, XmlAttribute>()
  for (const { attributes } of ancestors) {
    for (const each of attributes) if (each.prefix === 'xml') found.set(each.name, each)
  }
  for (const { name } of element.attributes) found.delete(name)
  return [...found.values()]
}

function byNamespace(a: XmlAttribute, b: XmlAttribute): number {
  return byCodePoint(a.namespace, b.namespace) || byCodePoint(a.local, b.local)
}

/** Order by code points: that of UTF-16 units puts the astral planes before U+E000. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)]
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const difference = left[index]!.codePointAt(0)! - right[index]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function endLine(text: string): string {
  return text === '' ? '' : `${text}\n`
}

function startLine(text: string): string {
  return text === '' ? '' : `\n${text}`
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\t', '&#x9;'],
  ['\n', '&#xA;'],
  ['\r', '&#xD;'],
])

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (each) => ESCAPES.get(each)!)
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<"\t\n\r]/g, (each) => ESCAPES.get(each)!)
}
