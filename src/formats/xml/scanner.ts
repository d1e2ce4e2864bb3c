import type { FindingRule, Params } from '../../domain/finding.ts'
import { XmlStop } from './fault.ts'
import { endOfPart } from './names.ts'
import type { XmlAttribute, XmlComment, XmlDeclaration } from './node.ts'
import type { XmlDocument, XmlElement, XmlInstruction, XmlNode } from './node.ts'
import type { XmlLimits } from './limits.ts'
import { expand } from './values.ts'

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'
const ROOT_BINDINGS: ReadonlyMap<string, string> = new Map([['xml', XML]])
const DECLARATION =
  /<\?xml[\t\n ]+version[\t\n ]*=[\t\n ]*(?:"([\w.:-]+)"|'([\w.:-]+)')(?:[\t\n ]+encoding[\t\n ]*=[\t\n ]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[\t\n ]+standalone[\t\n ]*=[\t\n ]*(?:"(?:yes|no)"|'(?:yes|no)'))?[\t\n ]*\?>/y
// oxlint-disable-next-line no-control-regex -- XML 1.0 §2.2 names them
const NOT_CHAR = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

interface Name {
  readonly name: string
  readonly prefix: string
  readonly local: string
  /** The step of a path to the first child of that name, and the beginning of it to any. */
  readonly first: string
  readonly step: string
}

interface Raw extends Name {
  readonly value: string
  readonly offset: number
}

/** An element whose children still come. */
interface OpenElement extends XmlElement {
  children: XmlNode[]
}

interface Open {
  readonly element: OpenElement
  readonly bindings: ReadonlyMap<string, string>
  counts: Map<string, number> | null
}

/** Most elements have none of these: they share the empty list. */
const NONE: never[] = []

/** One pass over a text whose line ends are normalised. @throws {XmlStop} */
export class Scanner {
  readonly #text: string
  readonly #limits: XmlLimits
  readonly #badAt: number
  readonly #open: Open[] = []
  readonly #names = new Map<string, Name>()
  /** The last of those that are open. */
  #top: Open | null = null
  readonly #before: (XmlComment | XmlInstruction)[] = []
  readonly #after: (XmlComment | XmlInstruction)[] = []
  #at = 0
  #elements = 0
  #root: XmlElement | null = null
  #run = ''
  #line = 1
  #lineStart = 0
  #lineEnd: number

  constructor(text: string, limits: XmlLimits) {
    this.#badAt = text.search(NOT_CHAR)
    this.#text = this.#badAt === -1 ? text : text.slice(0, this.#badAt)
    this.#limits = limits
    this.#lineEnd = this.#text.indexOf('\n')
  }

  get path(): string {
    return this.#top?.element.path ?? '/'
  }

  /** The character that cannot stand is at fault, not that the text before it is incomplete. */
  get badAt(): number {
    return this.#badAt
  }

  scan(): XmlDocument {
    if (/^<\?xml[\t\n ?]/.test(this.#text)) this.#declaration()
    const { length } = this.#text
    while (this.#at < length) {
      if (this.#text.charCodeAt(this.#at) !== 0x3c) this.#characters()
      else this.#markup()
    }
    this.#flush()
    const open = this.#top?.element
    if (open !== undefined) {
      const { name: element, line: openLine, column: openColumn } = open
      this.#stop('X05-malformed-unclosed', length, { element, openLine, openColumn })
    }
    if (this.#root === null) this.#stop('X05-malformed-empty', length)
    return { before: this.#before, root: this.#root, after: this.#after }
  }

  /** For a fault: counts afresh, as faults may lie behind what was counted. */
  place(offset: number): { line: number; column: number } {
    let [line, start] = [1, 0]
    for (let end = this.#text.indexOf('\n'); end !== -1 && end < offset;) {
      line += 1
      start = end + 1
      end = this.#text.indexOf('\n', start)
    }
    return { line, column: offset - start + 1 }
  }

  #declaration(): void {
    DECLARATION.lastIndex = 0
    const match = DECLARATION.exec(this.#text)
    if (match === null) return this.#stop('X05-malformed-declaration', 0)
    const version = match[1] ?? match[2]!
    if (version !== '1.0') this.#stop('X02-xml-version', 0, { found: version.slice(0, 40) })
    this.#at = DECLARATION.lastIndex
  }

  #characters(): void {
    const from = this.#at
    const found = this.#text.indexOf('<', from)
    const end = found === -1 ? this.#text.length : found
    const written = this.#text.slice(from, end)
    if (this.#open.length === 0) {
      const stray = written.search(/[^\t\n ]/)
      if (stray !== -1) {
        const rule = this.#root === null ? 'X05-malformed-leading' : 'X05-malformed-trailing'
        this.#stop(rule, from + stray, { found: written.slice(stray, stray + 20) })
      }
    } else {
      const close = written.indexOf(']]>')
      if (close !== -1) this.#stop('X05-malformed-text', from + close)
      this.#add(expand(written, from))
    }
    this.#at = end
  }

  #markup(): void {
    const next = this.#text.charCodeAt(this.#at + 1)
    if (next === 0x2f) return this.#closeTag()
    if (next === 0x3f) return this.#instruction()
    if (next !== 0x21) return this.#openTag()
    if (this.#text.startsWith('<!--', this.#at)) return this.#comment()
    if (this.#text.startsWith('<![CDATA[', this.#at) && this.#open.length > 0) return this.#cdata()
    const isDoctype = this.#text.slice(this.#at + 2, this.#at + 9).toLowerCase() === 'doctype'
    this.#stop(isDoctype ? 'X01-doctype' : 'X05-malformed-tag', this.#at, {
      found: this.#text.slice(this.#at, this.#at + 20),
    })
  }

  #comment(): void {
    const from = this.#at + 4
    const end = this.#text.indexOf('--', from)
    if (end === -1) return this.#stop('X05-malformed-comment-open', this.#at)
    if (this.#text[end + 2] !== '>') return this.#stop('X05-malformed-comment', end)
    this.#beside({ kind: 'comment', value: this.#text.slice(from, end) }, end - from)
    this.#at = end + 3
  }

  #cdata(): void {
    const from = this.#at + 9
    const end = this.#text.indexOf(']]>', from)
    if (end === -1) return this.#stop('X05-malformed-cdata', this.#at)
    this.#add(this.#text.slice(from, end))
    this.#at = end + 3
  }

  #instruction(): void {
    const from = this.#at + 2
    const nameEnd = endOfPart(this.#text, from)
    const target = this.#text.slice(from, nameEnd)
    const end = this.#text.indexOf('?>', nameEnd)
    if (/^xml$/i.test(target)) return this.#stop('X05-malformed-declaration', this.#at)
    const body = this.#text.slice(nameEnd, Math.max(nameEnd, end))
    if (target === '' || end === -1 || (body !== '' && !/^[\t\n ]/.test(body))) {
      return this.#stop('X05-malformed-instruction', this.#at)
    }
    this.#checkName(target)
    const value = body.replace(/^[\t\n ]+/, '')
    this.#beside({ kind: 'instruction', target, body: value }, value.length)
    this.#at = end + 2
  }

  #closeTag(): void {
    const open = this.#top?.element
    const from = this.#at + 2
    if (open !== undefined && this.#text.startsWith(open.name, from)) {
      const end = this.#space(from + open.name.length)
      if (this.#text.charCodeAt(end) === 0x3e) {
        this.#flush()
        this.#open.pop()
        this.#top = this.#open.at(-1) ?? null
        this.#at = end + 1
        return
      }
    }
    const { name } = this.#name(from)
    if (open === undefined)
      return this.#stop('X05-malformed-trailing', this.#at, { found: `</${name}>` })
    if (name === open.name)
      return this.#stop('X05-malformed-tag', from + name.length, { found: `</${name}` })
    this.#stop('X05-malformed-mismatch', this.#at, {
      found: name,
      element: open.name,
      openLine: open.line,
      openColumn: open.column,
    })
  }

  #openTag(): void {
    const start = this.#at
    const name = this.#name(start + 1)
    if (this.#root !== null && this.#open.length === 0) {
      this.#stop('X05-malformed-trailing', start, { found: `<${name.name.slice(0, 40)}>` })
    }
    const { depth: max } = this.#limits
    if (this.#open.length >= max)
      this.#stop('X03-depth', start, { max, element: name.name.slice(0, 80) })
    this.#countOne(start)
    this.#flush()
    this.#at = start + 1 + name.name.length
    const raw = this.#attributes(name)
    const isEmpty = this.#text.charCodeAt(this.#at) === 0x2f
    this.#at += isEmpty ? 2 : 1
    const open = this.#element(name, raw, start)
    const parent = this.#top
    if (parent === null) this.#root = open.element
    else append(parent.element, open.element)
    if (isEmpty) return
    this.#open.push(open)
    this.#top = open
  }

  #element({ name, prefix, local, first, step }: Name, raw: readonly Raw[], start: number): Open {
    const parent = this.#top
    let bindings = parent?.bindings ?? ROOT_BINDINGS
    const declarations = raw.length === 0 ? NONE : this.#declarations(raw)
    if (declarations.length > 0) {
      const inner = new Map(bindings)
      for (const each of declarations) inner.set(each.prefix, each.uri)
      bindings = inner
    }
    const attributes = raw.length === declarations.length ? NONE : this.#resolve(raw, bindings)
    const namespace = bindings.get(prefix)
    if (namespace === undefined && prefix !== '')
      this.#stop('X05-malformed-prefix', start, { found: prefix })
    let count = 1
    if (parent !== null) {
      parent.counts ??= new Map()
      count += parent.counts.get(local) ?? 0
      parent.counts.set(local, count)
    }
    const path = (parent?.element.path ?? '') + (count === 1 ? first : `${step}${count}]`)
    this.#advance(start)
    const element: OpenElement = {
      kind: 'element',
      name,
      prefix,
      local,
      namespace: namespace ?? '',
      declarations,
      attributes,
      children: NONE,
      line: this.#line,
      column: start - this.#lineStart + 1,
      path,
    }
    return { element, bindings, counts: null }
  }

  #declarations(raw: readonly Raw[]): XmlDeclaration[] {
    return raw
      .filter(({ name, prefix }) => name === 'xmlns' || prefix === 'xmlns')
      .map((each) => this.#checkDeclaration(each))
  }

  /** Namespaces in XML 1.0 §3: what may not be declared. */
  #checkDeclaration({ name, local, value, offset }: Raw): XmlDeclaration {
    const prefix = name === 'xmlns' ? '' : local
    const isWrong =
      prefix === 'xmlns' ||
      value === XMLNS ||
      (prefix === 'xml') !== (value === XML) ||
      (prefix !== '' && value === '')
    if (isWrong) this.#stop('X05-malformed-namespace', offset, { found: name })
    return { prefix, uri: value }
  }

  #resolve(raw: readonly Raw[], bindings: ReadonlyMap<string, string>): XmlAttribute[] {
    const attributes: XmlAttribute[] = []
    const seen = new Set<string>()
    for (const { name, prefix, local, value, offset } of raw) {
      if (name === 'xmlns' || prefix === 'xmlns') continue
      const namespace = prefix === '' ? '' : bindings.get(prefix)
      if (namespace === undefined)
        return this.#stop('X05-malformed-prefix', offset, { found: prefix })
      const key = `${local} ${namespace}`
      if (seen.has(key)) this.#stop('X05-malformed-duplicate', offset, { found: name })
      seen.add(key)
      attributes.push({ name, prefix, local, namespace, value })
    }
    return attributes
  }

  /** Leaves the place at the `>` or `/>`. */
  #attributes({ name: element }: Name): readonly Raw[] {
    if (this.#text.charCodeAt(this.#at) === 0x3e) return NONE
    const raw: Raw[] = []
    for (;;) {
      const from = this.#space(this.#at)
      const code = this.#text.charCodeAt(from)
      const isEnd = code === 0x3e || (code === 0x2f && this.#text.charCodeAt(from + 1) === 0x3e)
      if (isEnd) {
        this.#at = from
        return raw
      }
      if (from >= this.#text.length) this.#stop('X05-malformed-tag', from, { found: `<${element}` })
      if (from === this.#at)
        this.#stop('X05-malformed-tag', from, { found: this.#text.slice(from, from + 20) })
      const { attributes: max } = this.#limits
      if (raw.length >= max)
        this.#stop('X03-attributes', from, { max, element: element.slice(0, 80) })
      this.#countOne(from)
      const next = this.#attribute(from)
      if (raw.some(({ name }) => name === next.name)) {
        this.#stop('X05-malformed-duplicate', from, { found: next.name })
      }
      raw.push(next)
    }
  }

  #attribute(from: number): Raw {
    const text = this.#text
    const name = this.#name(from)
    const equals = this.#space(from + name.name.length)
    const start = this.#space(equals + 1)
    const quote = text[start]
    if (text[equals] !== '=' || (quote !== '"' && quote !== "'")) {
      return this.#stop('X05-malformed-attribute', from, { found: name.name })
    }
    const end = text.indexOf(quote, start + 1)
    if (end === -1) return this.#stop('X05-malformed-attribute', from, { found: name.name })
    const written = text.slice(start + 1, end)
    const less = written.indexOf('<')
    if (less !== -1) this.#stop('X05-malformed-attribute', start + 1 + less, { found: name.name })
    // XML 1.0 §3.3.3: written space is a blank, space by reference stays what it is.
    const value = expand(written.replaceAll(/[\t\n]/g, ' '), start + 1)
    this.#checkText(value.length)
    this.#at = end + 1
    return { ...name, value, offset: from }
  }

  #name(from: number): Name {
    const first = endOfPart(this.#text, from)
    const isPrefixed = this.#text.charCodeAt(first) === 0x3a
    const end = isPrefixed ? endOfPart(this.#text, first + 1) : first
    if (
      first === from ||
      (isPrefixed && end === first + 1) ||
      this.#text.charCodeAt(end) === 0x3a
    ) {
      return this.#stop('X05-malformed-name', from, { found: this.#text.slice(from, from + 20) })
    }
    const name = this.#text.slice(from, end)
    const known = this.#names.get(name)
    if (known !== undefined) return known
    this.#checkName(name)
    const prefix = isPrefixed ? this.#text.slice(from, first) : ''
    const local = isPrefixed ? this.#text.slice(first + 1, end) : name
    const made = { name, prefix, local, first: `/${local}[1]`, step: `/${local}[` }
    this.#names.set(name, made)
    return made
  }

  #checkName(name: string): void {
    const { name: max } = this.#limits
    if (name.length <= max) return
    this.#stop('X03-text', this.#at, { max, element: name.slice(0, 40), found: name.length })
  }

  #space(from: number): number {
    let at = from
    for (;;) {
      const code = this.#text.charCodeAt(at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x09) return at
      at += 1
    }
  }

  #add(value: string): void {
    this.#run += value
    this.#checkText(this.#run.length)
  }

  #flush(): void {
    if (this.#run === '') return
    if (this.#top !== null) append(this.#top.element, { kind: 'text', value: this.#run })
    this.#run = ''
  }

  #beside(node: XmlComment | XmlInstruction, length: number): void {
    this.#checkText(length)
    this.#countOne(this.#at)
    this.#flush()
    const parent = this.#top
    if (parent !== null) append(parent.element, node)
    else if (this.#root === null) this.#before.push(node)
    else this.#after.push(node)
  }

  /** Whatever takes room in the tree beside texts. */
  #countOne(offset: number): void {
    const { elements: max } = this.#limits
    this.#elements += 1
    if (this.#elements <= max) return
    this.#stop('X03-count', offset, { max, element: '*', found: this.#elements })
  }

  #checkText(found: number): void {
    const { text: max } = this.#limits
    if (found <= max) return
    const element = this.#top?.element.name ?? 'document'
    this.#stop('X03-text', this.#at, { max, element, found })
  }

  #advance(offset: number): void {
    while (this.#lineEnd !== -1 && this.#lineEnd < offset) {
      this.#line += 1
      this.#lineStart = this.#lineEnd + 1
      this.#lineEnd = this.#text.indexOf('\n', this.#lineStart)
    }
  }

  #stop(rule: FindingRule, offset: number, params: Params = {}): never {
    throw new XmlStop(rule, offset, params)
  }
}

/** Most elements hold one text: a list that is made with it takes the least room. */
function append(element: OpenElement, node: XmlNode): void {
  if (element.children === NONE) element.children = [node]
  else element.children.push(node)
}
