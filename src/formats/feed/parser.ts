import { PREDEFINED } from '../xml/values.ts'

/**
 * How fast-xml-parser is asked: nothing is expanded, and the order is kept, so that CDATA and text
 * can be told apart: only text has references to resolve.
 */
export const PARSER_OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  cdataPropName: '#cdata',
  textNodeName: '#text',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
}

/** The text of a CDATA section. */
export function rawText(nodes: unknown): string {
  if (!Array.isArray(nodes)) return ''
  return nodes.map((node: { readonly '#text'?: string }) => node['#text'] ?? '').join('')
}

/** Each reference once, from left to right: `&amp;lt;` is `&lt;`. What is unknown stays as it is. */
export function resolveReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, ...found) => {
    const [decimal, hex, name] = found as (string | undefined)[]
    if (name !== undefined) return PREDEFINED.get(name) ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    const isScalar = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isScalar && code > 0 ? String.fromCodePoint(code) : whole
  })
}
