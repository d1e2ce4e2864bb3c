import type { XmlElement } from '../xml/node.ts'
import type { Slot } from './schema.ts'
import { collapse, fitsType } from './values.ts'

/**
 * `xsi:type`, with which a document may narrow the type of an element. XML Schema Part 1 §2.6.1.
 * No type of CAP has a name, so only those that are built in can be told.
 */

const XML_SCHEMA = 'http://www.w3.org/2001/XMLSchema'
export const XML_SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

const NAME_START =
  ':A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}'
const NAME_REST = `${NAME_START}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}`
const NAME = new RegExp(`^[${NAME_START}][${NAME_REST}]*$`, 'u')
const NMTOKEN = new RegExp(`^[${NAME_REST}]+$`, 'u')

type Fits = (text: string) => boolean

const anyText: Fits = () => true
const isName: Fits = (text) => NAME.test(text)
const isNcName: Fits = (text) => NAME.test(text) && !text.includes(':')

/** Least and greatest value; null where there is no end. XML Schema Part 2 §3.3.13 to §3.3.25. */
function whole(least: bigint | null, greatest: bigint | null): Fits {
  return (text) => {
    if (!fitsType('integer', text)) return false
    const value = BigInt(text.replace(/^\+/, ''))
    return (least === null || value >= least) && (greatest === null || value <= greatest)
  }
}

const signed = (bits: bigint): Fits => whole(-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n)
const unsigned = (bits: bigint): Fits => whole(0n, (1n << bits) - 1n)

const INTEGERS: Readonly<Record<string, Fits>> = {
  integer: whole(null, null),
  nonPositiveInteger: whole(null, 0n),
  negativeInteger: whole(null, -1n),
  nonNegativeInteger: whole(0n, null),
  positiveInteger: whole(1n, null),
  long: signed(64n),
  int: signed(32n),
  short: signed(16n),
  byte: signed(8n),
  unsignedLong: unsigned(64n),
  unsignedInt: unsigned(32n),
  unsignedShort: unsigned(16n),
  unsignedByte: unsigned(8n),
}

/** The types that may stand for each, itself among them. An ENTITY needs a document type. */
const NARROWER: Readonly<Record<string, ReadonlyMap<string, Fits>>> = {
  string: new Map(
    Object.entries({
      string: anyText,
      normalizedString: anyText,
      token: anyText,
      language: (text: string) => fitsType('language', text),
      NMTOKEN: (text: string) => NMTOKEN.test(text),
      Name: isName,
      NCName: isNcName,
      ID: isNcName,
      IDREF: isNcName,
    }),
  ),
  decimal: new Map(
    Object.entries({ decimal: (text: string) => fitsType('decimal', text), ...INTEGERS }),
  ),
  integer: new Map(Object.entries(INTEGERS)),
  language: new Map([['language', (text: string) => fitsType('language', text)]]),
  anyURI: new Map([['anyURI', (text: string) => fitsType('anyURI', text)]]),
}

/** True where the named type may stand for the element's own and its text is one of that type. */
export function fitsNamedType(
  named: { readonly type: string; readonly element: XmlElement; readonly root: XmlElement },
  content: Slot['content'],
  written: string,
): boolean {
  if (typeof content !== 'string') return false
  const [, prefix = '', local = ''] = /^(?:([^:]*):)?([^:]*)$/.exec(collapse(named.type)) ?? []
  if (namespaceOf(prefix, named.element, named.root) !== XML_SCHEMA) return false
  return NARROWER[content]?.get(local)?.(collapse(written)) ?? false
}

/** The namespace that a prefix has at an element: the nearest declaration around it. */
function namespaceOf(prefix: string, element: XmlElement, root: XmlElement): string {
  let found = ''
  for (let at: XmlElement | undefined = root; at !== undefined;) {
    found = at.declarations.find((each) => each.prefix === prefix)?.uri ?? found
    if (at === element) return found
    const inside: XmlElement = at
    at = inside.children.find(
      (child): child is XmlElement =>
        child.kind === 'element' &&
        (child === element || element.path.startsWith(`${child.path}/`)),
    )
  }
  return found
}
