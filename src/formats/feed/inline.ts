import { childElements, type XmlElement } from '../xml/node.ts'

const CAP = /^urn:oasis:names:tc:emergency:cap:1\.[012]$/
const CAP_1_0 = 'http://www.incident.com/cap/1.0'

export function isCapNamespace(namespace: string): boolean {
  return CAP.test(namespace) || namespace === CAP_1_0
}

export function isCapAlert({ local, namespace }: XmlElement): boolean {
  return local === 'alert' && isCapNamespace(namespace)
}

/**
 * A CAP message that stands inside a feed, as a document of its own: the same infoset, with the
 * namespaces that it uses declared where they are used.
 *
 * @returns why it cannot be done exactly: a signature covers the octets as they stood.
 */
export function standAlone(alert: XmlElement): Uint8Array | { readonly what: string } {
  if (hasSignature(alert)) return { what: 'it is signed, and its octets would change' }
  return Buffer.from(write(alert, new Map()), 'utf8')
}

function hasSignature(element: XmlElement): boolean {
  return element.local === 'Signature' || childElements(element).some(hasSignature)
}

function write(element: XmlElement, outer: ReadonlyMap<string, string>): string {
  const bindings = new Map(outer)
  const declared: string[] = []
  for (const { prefix, namespace } of [element, ...element.attributes]) {
    // An attribute without prefix is in no namespace, whatever the default is.
    const isDefaultOfElement = prefix === '' && namespace === element.namespace
    if (prefix === 'xml' || (prefix === '' && !isDefaultOfElement)) continue
    if ((bindings.get(prefix) ?? '') === namespace) continue
    bindings.set(prefix, namespace)
    declared.push(` xmlns${prefix === '' ? '' : `:${prefix}`}="${attribute(namespace)}"`)
  }
  const attributes = element.attributes.map(({ name, value }) => ` ${name}="${attribute(value)}"`)
  const inside = element.children.map((child) => {
    switch (child.kind) {
      case 'element':
        return write(child, bindings)
      case 'text':
        return escape(child.value)
      case 'comment':
        return `<!--${child.value}-->`
      case 'instruction':
        return `<?${child.target} ${child.body}?>`
    }
  })
  const head = `<${element.name}${declared.join('')}${attributes.join('')}>`
  return `${head}${inside.join('')}</${element.name}>`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;')
}

function attribute(text: string): string {
  return escape(text)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n]/g, (each) => (each === '\t' ? '&#x9;' : '&#xA;'))
}
