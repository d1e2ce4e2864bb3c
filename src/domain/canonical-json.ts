/**
 * JSON Canonicalization Scheme: one text for one value, so that what is hashed today can be made
 * again, octet for octet, by anyone at any time. RFC 8785 §3.2.
 *
 * No white space (§3.2.1); strings and numbers as ECMAScript writes them (§3.2.2); members sorted
 * by the UTF-16 code units of their names (§3.2.3). The octets are the UTF-8 of the text (§3.2.4);
 * the text has no lone surrogate, so any UTF-8 encoder gives the same ones.
 */

/** Deepest nesting that is written. A cycle is refused by it as well. */
export const CANONICAL_DEPTH_MAX = 100

/**
 * The canonical text of a value made of null, booleans, finite numbers, well-formed strings, dense
 * arrays and plain objects. What JSON would drop or change in silence is refused instead.
 *
 * @throws {TypeError} for `undefined`, NaN, an infinity, a bigint, a function, a symbol, a lone
 * surrogate in a string or a name, a hole in an array, an object that is not plain, or nesting
 * deeper than {@link CANONICAL_DEPTH_MAX}.
 */
export function canonicalJson(value: unknown): string {
  return write(value, [])
}

type Trail = (string | number)[]

function write(value: unknown, trail: Trail): string {
  if (typeof value === 'string') return writeString(value, trail)
  // The shortest form that reads back as the same double; minus zero gives "0". §3.2.2.3
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value === null) return 'null'
  if (typeof value === 'object') return writeNested(value, trail)
  throw refused(typeof value === 'number' ? String(value) : typeof value, trail)
}

/** RFC 8785 §3.2.2.2: JSON.stringify escapes exactly what is asked for here, in the same form. */
function writeString(text: string, trail: Trail): string {
  if (!text.isWellFormed()) throw refused('a lone surrogate', trail)
  return JSON.stringify(text)
}

function writeNested(value: object, trail: Trail): string {
  if (trail.length >= CANONICAL_DEPTH_MAX) {
    throw refused(`nesting deeper than ${CANONICAL_DEPTH_MAX}`, trail)
  }
  if (Array.isArray(value)) return writeArray(value, trail)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw refused('an object that is not plain', trail)
  }
  return writeObject(value as Readonly<Record<string, unknown>>, trail)
}

function writeArray(items: readonly unknown[], trail: Trail): string {
  const parts: string[] = []
  // By index: a hole must be met, and refused as the `undefined` it reads as.
  for (let at = 0; at < items.length; at++) {
    trail.push(at)
    parts.push(write(items[at], trail))
    trail.pop()
  }
  return `[${parts.join(',')}]`
}

function writeObject(members: Readonly<Record<string, unknown>>, trail: Trail): string {
  const parts: string[] = []
  // The default order of sort() is that of UTF-16 code units, as §3.2.3 wants it.
  for (const name of Object.keys(members).sort()) {
    trail.push(name)
    parts.push(`${writeString(name, trail)}:${write(members[name], trail)}`)
    trail.pop()
  }
  return `{${parts.join(',')}}`
}

function refused(found: string, trail: Trail): TypeError {
  const path = trail.map((step) => `/${step}`).join('') || '/'
  return new TypeError(`Cannot write canonical JSON at "${path}": found ${found}`)
}
