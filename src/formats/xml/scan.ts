import { SaxesParser } from 'saxes'
import type { Finding, FindingRule, Params } from '../../domain/finding.ts'
import { decodeXml } from './decode.ts'
import type {
  XmlAttribute,
  XmlComment,
  XmlDeclaration,
  XmlDocument,
  XmlElement,
  XmlInstruction,
  XmlNode,
} from './node.ts'

/** How much of a document is looked at before it is refused. */
export interface XmlLimits {
  readonly octets: number
  readonly depth: number
  /** Attributes and namespace declarations of one element. */
  readonly attributes: number
  /** Characters of one text, attribute, comment or instruction. */
  readonly text: number
  readonly elements: number
  /** Characters of one name. Paths repeat names, so long ones would multiply. */
  readonly name: number
}

/** Room for the largest real alerts (some 3,000 points, embedded pictures), not for a bomb. */
export const XML_LIMITS: XmlLimits = {
  octets: 8 * 1024 * 1024,
  depth: 16,
  attributes: 32,
  text: 4 * 1024 * 1024,
  elements: 100_000,
  name: 100,
}

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
  const text = decodeXml(octets)
  if (typeof text !== 'string') return refuse(text.rule, text.params)
  const doctype = findDoctype(text)
  if (doctype !== null) return refuse('X01-doctype', new Lines(text).at(doctype))
  const scanner = new Scanner(text, limits)
  try {
    return { document: scanner.scan(), finding: null }
  } catch (error) {
    if (error instanceof Stop) return { document: null, finding: error.finding }
    throw error
  }
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

class Stop extends Error {
  readonly finding: Finding

  constructor(finding: Finding) {
    super(finding.rule)
    this.finding = finding
  }
}

/** Offsets to lines and columns, both from 1. A CR, an LF and a CR LF each end one line. */
class Lines {
  readonly #starts: number[] = [0]

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) {
      this.#starts.push(index + end.length)
    }
  }

  at(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.#starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 }
  }
}

/** An element whose end tag has not been seen: the only time its lists grow. */
interface OpenElement extends XmlElement {
  readonly children: XmlNode[]
  readonly bindings: ReadonlyMap<string, string>
  readonly counts: Map<string, number>
}

const ROOT_BINDINGS: ReadonlyMap<string, string> = new Map([
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
])

type RawAttribute = Pick<XmlAttribute, 'name' | 'prefix' | 'local' | 'value'>

class Scanner {
  readonly #text: string
  readonly #limits: XmlLimits
  readonly #lines: Lines
  readonly #parser = new SaxesParser({
    xmlns: true,
    position: true,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  })
  readonly #open: OpenElement[] = []
  readonly #before: (XmlComment | XmlInstruction)[] = []
  readonly #after: (XmlComment | XmlInstruction)[] = []
  #attributes: RawAttribute[] = []
  #start = 0
  #elements = 0
  #root: XmlElement | null = null

  constructor(text: string, limits: XmlLimits) {
    this.#text = text
    this.#limits = limits
    this.#lines = new Lines(text)
  }

  scan(): XmlDocument {
    const parser = this.#parser
    parser.on('error', (error) => this.#malformed(error.message.replace(/^[^ ]*?\d+:\d+: /, '')))
    parser.on('doctype', () => this.#stop('X01-doctype', {}))
    parser.on('xmldecl', ({ version }) => {
      if (version !== '1.0') this.#stop('X02-xml-version', { found: String(version) })
    })
    parser.on('opentagstart', (tag) => {
      this.#start = this.#text.lastIndexOf('<', parser.position - 1)
      this.#attributes = []
      if (this.#open.length >= this.#limits.depth) {
        this.#stop('X03-depth', { max: this.#limits.depth, element: tag.name.slice(0, 80) })
      }
    })
    parser.on('attribute', (attribute) => this.#attribute(attribute))
    parser.on('opentag', (tag) => this.#openTag(tag))
    parser.on('closetag', () => this.#open.pop())
    parser.on('text', (value) => this.#addText(value))
    parser.on('cdata', (value) => this.#addText(value))
    parser.on('comment', (value) => this.#addBeside({ kind: 'comment', value }, value))
    parser.on('processinginstruction', ({ target, body }) => {
      if (target.includes(':')) this.#malformed(`processing instruction "${target}" has a colon`)
      this.#addBeside({ kind: 'instruction', target, body }, body)
    })
    // Saxes takes off a byte order mark of its own; the document's was taken off already.
    if (this.#text.startsWith('\ufeff')) this.#malformed('second byte order mark')
    parser.write(this.#text).close()
    if (this.#root === null) this.#malformed('document has no element')
    return { before: this.#before, root: this.#root, after: this.#after }
  }

  #attribute(attribute: RawAttribute): void {
    this.#checkText(attribute.value)
    this.#attributes.push(attribute)
    if (this.#attributes.length <= this.#limits.attributes) return
    this.#stop('X03-attributes', {
      max: this.#limits.attributes,
      element: attribute.name.slice(0, 80),
    })
  }

  #openTag(tag: { name: string; prefix: string; local: string }): void {
    for (const each of [tag, ...this.#attributes]) this.#checkName(each)
    this.#elements += 1
    if (this.#elements > this.#limits.elements) {
      const params = { max: this.#limits.elements, element: '*', found: this.#elements }
      this.#stop('X03-count', params)
    }
    const parent = this.#open.at(-1)
    const declarations = this.#attributes.flatMap(asDeclaration)
    const bindings = bind(parent?.bindings ?? ROOT_BINDINGS, declarations)
    const count = (parent?.counts.get(tag.local) ?? 0) + 1
    parent?.counts.set(tag.local, count)
    const element: OpenElement = {
      kind: 'element',
      name: tag.name,
      prefix: tag.prefix,
      local: tag.local,
      namespace: bindings.get(tag.prefix) ?? '',
      declarations,
      attributes: this.#attributes
        .filter((each) => asDeclaration(each).length === 0)
        .map((each) => ({
          ...each,
          namespace: each.prefix === '' ? '' : bindings.get(each.prefix)!,
        })),
      children: [],
      ...this.#lines.at(this.#start),
      path: `${parent?.path ?? ''}/${tag.local}[${count}]`,
      bindings,
      counts: new Map(),
    }
    if (parent === undefined) this.#root = element
    else parent.children.push(element)
    this.#open.push(element)
  }

  /** Namespaces in XML 1.0 §4: both halves of a name are names. Saxes looks at the whole only. */
  #checkName({ name, local }: { name: string; local: string }): void {
    if (name.length > this.#limits.name) {
      const params = { max: this.#limits.name, element: name.slice(0, 40), found: name.length }
      this.#stop('X03-text', params)
    }
    if (/^(?:[-.\d\u00b7\u203f\u2040]|\p{Mn})/u.test(local)) {
      this.#malformed(`malformed name: ${name}`)
    }
  }

  #addText(value: string): void {
    const parent = this.#open.at(-1)
    if (parent === undefined || value === '') return
    const last = parent.children.at(-1)
    const whole = last?.kind === 'text' ? last.value + value : value
    this.#checkText(whole)
    if (last?.kind === 'text') parent.children.pop()
    parent.children.push({ kind: 'text', value: whole })
  }

  #addBeside(node: XmlComment | XmlInstruction, value: string): void {
    this.#checkText(value)
    const parent = this.#open.at(-1)
    if (parent !== undefined) parent.children.push(node)
    else if (this.#root === null) this.#before.push(node)
    else this.#after.push(node)
  }

  #checkText(value: string): void {
    if (value.length <= this.#limits.text) return
    const element = this.#open.at(-1)?.name ?? 'document'
    this.#stop('X03-text', { max: this.#limits.text, element, found: value.length })
  }

  #malformed(what: string): never {
    return this.#stop('X05-malformed', { what: what.replace(/\.$/, '') })
  }

  #stop(rule: FindingRule, params: Params): never {
    const offset = Math.max(0, Math.min(this.#parser.position, this.#text.length) - 1)
    const path = this.#open.at(-1)?.path ?? '/'
    throw new Stop(fault(rule, path, { ...this.#lines.at(offset), ...params }))
  }
}

function asDeclaration(attribute: RawAttribute): XmlDeclaration[] {
  const { name, prefix, local, value } = attribute
  if (name === 'xmlns') return [{ prefix: '', uri: value }]
  return prefix === 'xmlns' ? [{ prefix: local, uri: value }] : []
}

function bind(
  outer: ReadonlyMap<string, string>,
  declarations: readonly XmlDeclaration[],
): ReadonlyMap<string, string> {
  if (declarations.length === 0) return outer
  const inner = new Map(outer)
  for (const { prefix, uri } of declarations) inner.set(prefix, uri)
  return inner
}
