/**
 * Canonical XML 1.0 (RFC 3076), 1.1 (W3C REC-xml-c14n11) and exclusive (RFC 3741): a tree to the one
 * text that is digested and signed.
 */
import type {
  XmlAttribute,
  XmlComment,
  XmlDocument,
  XmlElement,
  XmlInstruction,
  XmlNode,
} from '../xml/node.ts'
import { fixBase } from './xml-base.ts'

export interface Canonical {
  /** They differ only in what an element takes along when it is cut out of its document. */
  readonly form: 'inclusive' | 'inclusive-1.1' | 'exclusive'
  readonly comments: boolean
  /** Prefixes that the exclusive form treats as the inclusive one does; empty for the default. */
  readonly inclusivePrefixes: readonly string[]
}

export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
/** What XML-DSig §4.3.3.2 takes when a Reference names no canonicalisation. */
export const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
export const INCLUSIVE_1_1 = 'http://www.w3.org/2006/12/xml-c14n11'

/** Canonicalisation algorithms by their identifiers in XML-DSig: RFC 6931 §3.2, RFC 3741 §4. */
export const CANONICAL_ALGORITHMS: ReadonlyMap<string, Canonical> = new Map([
  [EXCLUSIVE, row('exclusive', false)],
  [`${EXCLUSIVE}WithComments`, row('exclusive', true)],
  [INCLUSIVE, row('inclusive', false)],
  [`${INCLUSIVE}#WithComments`, row('inclusive', true)],
  [INCLUSIVE_1_1, row('inclusive-1.1', false)],
  [`${INCLUSIVE_1_1}#WithComments`, row('inclusive-1.1', true)],
])

function row(form: Canonical['form'], comments: boolean): Canonical {
  return { form, comments, inclusivePrefixes: [] }
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
  const beside = (node: XmlComment | XmlInstruction): string => writeBeside(node, canonical)
  return {
    before: document.before.map((node) => endLine(beside(node))).join(''),
    root: new Writer(canonical, omit).apex(document.root, []),
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
  return new Writer(canonical, null).apex(element, ancestors)
}

/**
 * A namespace name that is a relative reference, or null. Canonical forms are not defined for it:
 * RFC 3076 §1.3 has an implementation report it.
 */
export function relativeNamespace(element: XmlElement): string | null {
  const own = element.declarations.find(({ uri }) => uri !== '' && !/^[A-Za-z][-+.\w]*:/.test(uri))
  if (own !== undefined) return own.uri
  for (const child of element.children) {
    const below = child.kind === 'element' ? relativeNamespace(child) : null
    if (below !== null) return below
  }
  return null
}

/** Namespaces as they stand where the writer is: what an element adds is taken back at its end. */
class Bindings {
  readonly #uris = new Map<string, string>()
  readonly #undo: [prefix: string, uri: string | undefined][] = []

  mark(): number {
    return this.#undo.length
  }

  get(prefix: string): string | undefined {
    return this.#uris.get(prefix)
  }

  prefixes(): Iterable<string> {
    return this.#uris.keys()
  }

  set(prefix: string, uri: string): void {
    this.#undo.push([prefix, this.#uris.get(prefix)])
    this.#uris.set(prefix, uri)
  }

  back(mark: number): void {
    while (this.#undo.length > mark) {
      const [prefix, uri] = this.#undo.pop()!
      if (uri === undefined) this.#uris.delete(prefix)
      else this.#uris.set(prefix, uri)
    }
  }
}

class Writer {
  readonly #canonical: Canonical
  readonly #omit: XmlElement | null
  /** What prefixes mean here. */
  readonly #inScope = new Bindings()
  /** What the output has said of them so far. */
  readonly #rendered = new Bindings()

  constructor(canonical: Canonical, omit: XmlElement | null) {
    this.#canonical = canonical
    this.#omit = omit
  }

  apex(element: XmlElement, ancestors: readonly XmlElement[]): string {
    for (const { declarations } of ancestors) {
      for (const { prefix, uri } of declarations) this.#inScope.set(prefix, uri)
    }
    const { form } = this.#canonical
    const attributes = form === 'exclusive' ? element.attributes : inherit(element, ancestors, form)
    return this.#element({ ...element, attributes }, true)
  }

  #element(element: XmlElement, isApex: boolean): string {
    const marks = [this.#inScope.mark(), this.#rendered.mark()] as const
    for (const { prefix, uri } of element.declarations) this.#inScope.set(prefix, uri)
    let text = `<${element.name}`
    for (const prefix of this.#prefixes(element, isApex)) {
      const uri = this.#inScope.get(prefix) ?? ''
      if ((this.#rendered.get(prefix) ?? '') === uri) continue
      this.#rendered.set(prefix, uri)
      text += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`
    }
    for (const { name, value } of inOrder(element.attributes)) {
      text += ` ${name}="${escapeAttribute(value)}"`
    }
    text += '>'
    for (const child of element.children) text += this.#node(child)
    this.#inScope.back(marks[0])
    this.#rendered.back(marks[1])
    return `${text}</${element.name}>`
  }

  #node(node: XmlNode): string {
    if (node.kind === 'text') return escapeText(node.value)
    if (node.kind !== 'element') return writeBeside(node, this.#canonical)
    return node === this.#omit ? '' : this.#element(node, false)
  }

  /** Prefixes whose meaning this element may have to state, in order; the default one first. */
  #prefixes(element: XmlElement, isApex: boolean): Iterable<string> {
    const { form, inclusivePrefixes } = this.#canonical
    const prefixes = new Set<string>()
    if (form === 'exclusive') {
      prefixes.add(element.prefix)
      for (const { prefix } of element.attributes) if (prefix !== '') prefixes.add(prefix)
      for (const prefix of inclusivePrefixes) {
        if (this.#inScope.get(prefix) !== undefined) prefixes.add(prefix)
      }
    } else if (isApex) {
      for (const prefix of this.#inScope.prefixes()) prefixes.add(prefix)
    } else {
      // What was in scope before, an element above has stated.
      for (const { prefix } of element.declarations) prefixes.add(prefix)
    }
    prefixes.delete('xml')
    return prefixes.size < 2 ? prefixes : [...prefixes].sort(byCodePoint)
  }
}

function writeBeside(node: XmlComment | XmlInstruction, { comments }: Canonical): string {
  if (node.kind === 'comment') return comments ? `<!--${node.value}-->` : ''
  return `<?${node.target}${node.body === '' ? '' : ` ${node.body}`}?>`
}

/**
 * The attributes of an element that is cut out of its document: it takes the `xml:` ones above it
 * along, RFC 3076 §2.4; in 1.1 without `xml:id`, and with the `xml:base` that all of them make
 * together (C14N 1.1 §2.4).
 */
function inherit(
  element: XmlElement,
  ancestors: readonly XmlElement[],
  form: 'inclusive' | 'inclusive-1.1',
): readonly XmlAttribute[] {
  const found = new Map<string, XmlAttribute>()
  for (const { attributes } of ancestors) {
    for (const each of attributes) if (each.prefix === 'xml') found.set(each.name, each)
  }
  if (found.size === 0) return element.attributes
  const base = found.get('xml:base')
  if (form === 'inclusive-1.1') {
    for (const name of found.keys()) if (!SIMPLY_INHERITED.has(name)) found.delete(name)
  }
  const own: XmlAttribute[] = []
  for (const each of element.attributes) {
    found.delete(each.name)
    if (form === 'inclusive' || base === undefined || each.name !== 'xml:base') own.push(each)
  }
  if (form === 'inclusive-1.1' && base !== undefined) {
    const value = fixBase([...ancestors, element].flatMap(baseOf))
    if (value !== '') own.push({ ...base, value })
  }
  return [...own, ...found.values()]
}

const SIMPLY_INHERITED: ReadonlySet<string> = new Set(['xml:lang', 'xml:space'])

function baseOf({ attributes }: XmlElement): string[] {
  return attributes.filter((each) => each.name === 'xml:base').map((each) => each.value)
}

function inOrder(attributes: readonly XmlAttribute[]): readonly XmlAttribute[] {
  return attributes.length < 2 ? attributes : [...attributes].sort(byNamespace)
}

function byNamespace(a: XmlAttribute, b: XmlAttribute): number {
  return byCodePoint(a.namespace, b.namespace) || byCodePoint(a.local, b.local)
}

/** Order by code points: that of UTF-16 units puts the astral planes before U+E000. */
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Puts the surrogates after every other unit: what differs first decides, as code points do. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit
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
