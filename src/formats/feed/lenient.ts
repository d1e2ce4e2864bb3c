import { XMLParser } from 'fast-xml-parser'
import type { XmlAttribute, XmlElement, XmlNode } from '../xml/node.ts'
import { PARSER_OPTIONS, rawText, resolveReferences } from './parser.ts'
import { ATOM } from './write.ts'

/** Prefixes that feeds use without declaring them. */
const USUAL_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
  ['atom', ATOM],
  ['cap', 'urn:oasis:names:tc:emergency:cap:1.2'],
  ['dc', 'http://purl.org/dc/elements/1.1/'],
])

/**
 * Reads what is nearly XML: bare ampersands, prefixes that nobody declared, attributes without
 * quotes. Only for lists of links, never for a document that is to be believed.
 *
 * @param limits.depth elements inside one another; more is refused.
 * @returns the root, or why there is none.
 */
export function parseLenient(
  text: string,
  { depth, elements }: { readonly depth: number; readonly elements: number },
): XmlElement | string {
  const visible = blank(text)
  // Anywhere: a document type that only some readers see is worse than one that all see.
  if (/<!(?:doctype|entity)/i.test(visible)) return 'it has a document type'
  if (count(visible) > elements) return `it has more than ${elements} elements`
  let nodes: unknown
  try {
    nodes = new XMLParser({ ...PARSER_OPTIONS, maxNestedTags: depth }).parse(text)
  } catch (error) {
    return reasonOf(error)
  }
  const builder = new Builder(visible)
  const roots = builder.children(nodes, { path: '', bindings: USUAL_PREFIXES })
  const [root] = roots.filter((node) => node.kind === 'element')
  return root ?? 'it has no element'
}

/** Start tags, before there is anything that they would fill. */
function count(text: string): number {
  let tags = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    if (text[at + 1] !== '/') tags += 1
  }
  return tags
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'it cannot be parsed'
}

const HIDDEN = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Comments, CDATA and instructions as spaces: offsets and lines stay what they are. */
function blank(text: string): string {
  const parts: string[] = []
  let done = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const hidden = HIDDEN.find(([begin]) => text.startsWith(begin, at))
    if (hidden === undefined) {
      at += 1
      continue
    }
    // One without an end hides all that follows: looking for it again each time would take long.
    const found = text.indexOf(hidden[1], at + hidden[0].length)
    const end = found === -1 ? text.length : found + hidden[1].length
    parts.push(text.slice(done, at), text.slice(at, end).replace(/[^\r\n]/g, ' '))
    done = end
    at = end
  }
  return parts.join('') + text.slice(done)
}

interface Around {
  readonly path: string
  readonly bindings: ReadonlyMap<string, string>
}

class Builder {
  readonly #text: string
  /** Start tags by name, in order: the parser keeps no positions, but it keeps the order. */
  readonly #starts = new Map<string, number[]>()
  readonly #taken = new Map<string, number>()
  readonly #lines: number[] = [0]

  constructor(text: string) {
    this.#text = text
    for (const { 1: name = '', index } of text.matchAll(/<([^\s<>/!?="'&]+)/g)) {
      const found = this.#starts.get(name)
      if (found === undefined) this.#starts.set(name, [index])
      else found.push(index)
    }
    for (const { index } of text.matchAll(/\n/g)) this.#lines.push(index + 1)
  }

  children(nodes: unknown, around: Around): XmlNode[] {
    if (!Array.isArray(nodes)) return []
    const counts = new Map<string, number>()
    return nodes.flatMap((node: unknown): XmlNode[] => {
      if (typeof node !== 'object' || node === null) return []
      const members = new Map<string, unknown>(Object.entries(node))
      const name = [...members.keys()].find((key) => key !== ':@')
      if (name === undefined) return []
      const value = members.get(name)
      if (name === '#text') return [{ kind: 'text', value: resolveReferences(String(value)) }]
      if (name === '#cdata') return [{ kind: 'text', value: rawText(value) }]
      const attributes = attributesOf(members.get(':@'))
      const local = name.slice(name.indexOf(':') + 1)
      const count = (counts.get(local) ?? 0) + 1
      counts.set(local, count)
      const path = `${around.path}/${local}[${count}]`
      return [this.#element(name, { attributes, value, path, outer: around.bindings })]
    })
  }

  #element(
    name: string,
    of: {
      readonly attributes: ReadonlyMap<string, string>
      readonly value: unknown
      readonly path: string
      readonly outer: ReadonlyMap<string, string>
    },
  ): XmlElement {
    const place = this.#place(name)
    const bindings = new Map(of.outer)
    const attributes: XmlAttribute[] = []
    for (const [key, value] of of.attributes) {
      if (key === 'xmlns') bindings.set('', value)
      else if (key.startsWith('xmlns:')) bindings.set(key.slice('xmlns:'.length), value)
    }
    for (const [key, value] of of.attributes) {
      if (key === 'xmlns' || key.startsWith('xmlns:')) continue
      const { prefix, local } = split(key)
      const namespace = prefix === '' ? '' : (bindings.get(prefix) ?? '')
      attributes.push({ name: key, prefix, local, namespace, value })
    }
    const { prefix, local } = split(name)
    return {
      kind: 'element',
      name,
      prefix,
      local,
      namespace: bindings.get(prefix) ?? '',
      declarations: [],
      attributes,
      children: this.children(of.value, { path: of.path, bindings }),
      ...place,
      path: of.path,
    }
  }

  #place(name: string): { line: number; column: number } {
    const nth = this.#taken.get(name) ?? 0
    this.#taken.set(name, nth + 1)
    const offset = Math.min(this.#starts.get(name)?.[nth] ?? 0, this.#text.length)
    let [low, high] = [0, this.#lines.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#lines[middle]! <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - this.#lines[low]! + 1 }
  }
}

function split(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(':')
  return { prefix: colon === -1 ? '' : name.slice(0, colon), local: name.slice(colon + 1) }
}

function attributesOf(written: unknown): ReadonlyMap<string, string> {
  if (typeof written !== 'object' || written === null) return new Map()
  return new Map(
    Object.entries(written).map(([key, value]) => [key, resolveReferences(String(value))]),
  )
}
