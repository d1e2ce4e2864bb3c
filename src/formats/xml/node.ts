/** A namespace declaration as written. `prefix` is empty for the default namespace. */
export interface XmlDeclaration {
  readonly prefix: string
  /** Empty where `xmlns=""` takes the default namespace away. */
  readonly uri: string
}

export interface XmlAttribute {
  /** As written: `prefix:local`. */
  readonly name: string
  readonly prefix: string
  readonly local: string
  /** Empty for an attribute without prefix: it is in no namespace. */
  readonly namespace: string
  /** Normalised as XML 1.0 §3.3.3 has it. */
  readonly value: string
}

/** An element in the order of the document; enough for a reader and for a canonicaliser. */
export interface XmlElement {
  readonly kind: 'element'
  readonly name: string
  readonly prefix: string
  readonly local: string
  /** Empty where there is none. */
  readonly namespace: string
  readonly declarations: readonly XmlDeclaration[]
  /** Without the namespace declarations. */
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlNode[]
  /** Of its `<`, from 1, columns in UTF-16 units. */
  readonly line: number
  readonly column: number
  /** XPath by local names, every step indexed: `/alert[1]/info[2]`. */
  readonly path: string
}

/** Neighbouring text, CDATA sections and character references are one node. */
export interface XmlText {
  readonly kind: 'text'
  readonly value: string
}

export interface XmlComment {
  readonly kind: 'comment'
  readonly value: string
}

export interface XmlInstruction {
  readonly kind: 'instruction'
  readonly target: string
  readonly body: string
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction

/** A whole document. What stands beside the root is kept: it is part of the canonical form. */
export interface XmlDocument {
  readonly before: readonly (XmlComment | XmlInstruction)[]
  readonly root: XmlElement
  readonly after: readonly (XmlComment | XmlInstruction)[]
}

/** The child elements, without text, comments and instructions. */
export function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => child.kind === 'element')
}

/** The character data directly inside an element: comments do not interrupt it. */
export function textOf(element: XmlElement): string {
  let text = ''
  for (const child of element.children) if (child.kind === 'text') text += child.value
  return text
}
