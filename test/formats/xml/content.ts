import {
  type XmlAttribute,
  XmlCData,
  XmlDocument,
  XmlElement as Element,
  XmlText,
  type XmlTreeNode,
} from 'libxml2-wasm'
import type { XmlElement } from '../../../src/formats/xml/node.ts'

/** What an element holds, the same for both readers: names by namespace, attributes, text. */
export type Content = readonly [
  name: string,
  attributes: readonly (readonly [string, string])[],
  children: readonly (string | Content)[],
]

export function contentOf(element: XmlElement): Content {
  const attributes = element.attributes.map(
    ({ namespace, local, value }) => [`{${namespace}}${local}`, value] as const,
  )
  const children = element.children.flatMap((child): (string | Content)[] => {
    if (child.kind === 'text') return [child.value]
    return child.kind === 'element' ? [contentOf(child)] : []
  })
  return [`{${element.namespace}}${element.local}`, sorted(attributes), joined(children)]
}

/** The same by libxml2, or its words where it does not take the document for XML. */
export function contentByLibxml2(octets: Uint8Array): Content | string {
  let document: XmlDocument | null = null
  try {
    document = XmlDocument.fromBuffer(octets)
    return contentOfElement(document.root)
  } catch (error) {
    return String(error)
  } finally {
    document?.dispose()
  }
}

function contentOfElement(element: Element): Content {
  const attributes = element.attrs.map(
    (each: XmlAttribute) => [`{${each.namespaceUri}}${each.name}`, each.value] as const,
  )
  const children: (string | Content)[] = []
  for (let node: XmlTreeNode | null = element.firstChild; node !== null; node = node.next) {
    if (node instanceof Element) children.push(contentOfElement(node))
    else if (node instanceof XmlText || node instanceof XmlCData) children.push(node.content)
  }
  return [`{${element.namespaceUri}}${element.name}`, sorted(attributes), joined(children)]
}

function sorted<T extends readonly [string, string]>(attributes: readonly T[]): T[] {
  return attributes.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Neighbouring text is one: comments and sections of CDATA do not count. */
function joined(children: readonly (string | Content)[]): (string | Content)[] {
  const found: (string | Content)[] = []
  for (const child of children) {
    const last = found.at(-1)
    if (typeof child === 'string' && typeof last === 'string')
      found[found.length - 1] = last + child
    else if (child !== '') found.push(child)
  }
  return found
}
