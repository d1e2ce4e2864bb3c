import { childElements, type XmlElement } from '../xml/node.ts'
import { alertItem, inlineOf, rankOfType, resolveLink, type Reading } from './context.ts'
import { isCapAlert } from './inline.ts'
import type { FeedItem } from './model.ts'
import { deepText, own } from './tree.ts'

/** A contentObject of EDXL-DE: a message inside it, or a link to one. EDXL-DE 1.0 §3.2.4. */
export function readContent(content: XmlElement, base: string, reading: Reading): FeedItem {
  const before = reading.findings.length
  for (const holder of own(content, 'xmlContent').flatMap(holders)) {
    const alert = childElements(holder).find(isCapAlert)
    const inline = inlineOf(holder, reading)
    if (alert !== undefined) return { ...alertItem(alert, reading, inline), line: content.line }
    if (inline !== null) return plain(content, reading, { inline })
  }
  const href = own(content, 'nonXMLContent').flatMap((each) => {
    const uri = deepText(own(each, 'uri')[0])
    return uri !== '' && rankOfType(deepText(own(each, 'mimeType')[0])) <= 1 ? [uri] : []
  })[0]
  if (href !== undefined) {
    return plain(content, reading, { href: resolveLink({ href, element: content }, base, reading) })
  }
  if (reading.findings.length === before) reading.note('error', 'F11-content-cap')
  return plain(content, reading, {})
}

function holders(xmlContent: XmlElement): XmlElement[] {
  return [...own(xmlContent, 'embeddedXMLContent'), ...own(xmlContent, 'keyXMLContent'), xmlContent]
}

function plain(
  content: XmlElement,
  reading: Reading,
  of: { readonly inline?: Uint8Array; readonly href?: string | null },
): FeedItem {
  const id = reading.label(own(content, 'incidentID')[0])
  return {
    entry: reading.entry,
    line: content.line,
    id: id === '' ? (of.href ?? '') : id,
    title: reading.label(own(content, 'contentDescription')[0]),
    updatedMs: null,
    href: of.href ?? null,
    inline: of.inline ?? null,
    hints: new Map(),
    findings: reading.findings,
  }
}
