/** The `xml:base` of an element that is cut out of its document: C14N 1.1 §2.4 and Appendix A. */

/**
 * Combines the `xml:base` of the elements above, outermost first, with the element's own, last.
 * Empty where nothing remains to be said.
 */
export function fixBase(values: readonly string[]): string {
  return values.reduceRight((reference, base) => join(base, reference))
}

interface Reference {
  readonly scheme: string | undefined
  readonly authority: string | undefined
  readonly path: string
  readonly query: string | undefined
}

/** RFC 3986 §5.2.2 as the appendix changes it: a base need not be absolute, fragments are dropped. */
function join(baseText: string, referenceText: string): string {
  const base = parse(endDots(baseText))
  const reference = parse(endDots(referenceText))
  if (reference.scheme !== undefined) return format(clean(reference))
  const { scheme } = base
  if (reference.authority !== undefined) return format(clean({ ...reference, scheme }))
  const { authority } = base
  if (reference.path === '') return format({ ...base, query: reference.query ?? base.query })
  const path = reference.path.startsWith('/') ? reference.path : merge(base, reference.path)
  return format(clean({ scheme, authority, path, query: reference.query }))
}

/** RFC 3986 Appendix B. */
function parse(text: string): Reference {
  const match = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/.exec(text)
  return { scheme: match?.[1], authority: match?.[2], path: match?.[3] ?? '', query: match?.[4] }
}

function format({ scheme, authority, path, query }: Reference): string {
  const start = scheme === undefined ? '' : `${scheme}:`
  const host = authority === undefined ? '' : `//${authority}`
  return `${start}${host}${path}${query === undefined ? '' : `?${query}`}`
}

/** RFC 3986 §5.2.3. */
function merge({ authority, path }: Reference, reference: string): string {
  if (authority !== undefined && path === '') return `/${reference}`
  return path.slice(0, path.lastIndexOf('/') + 1) + reference
}

/** A last segment `..` names a folder: Appendix A ends it with a slash. */
function endDots(text: string): string {
  return text === '..' || text.endsWith('/..') ? `${text}/` : text
}

/** RFC 3986 §5.2.4 as the appendix changes it: leading `..` of a relative path stay. */
function clean(reference: Reference): Reference {
  const isAbsolute = reference.path.startsWith('/')
  const segments = reference.path
    .replace(/\/{2,}/g, '/')
    .replace(/^\//, '')
    .split('/')
  const kept: string[] = []
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1
    if (segment === '.' || segment === '..') {
      const above = kept.at(-1)
      if (segment === '..' && above !== undefined && above !== '..') kept.pop()
      else if (segment === '..' && !isAbsolute) kept.push(segment)
      if (isLast) kept.push('')
    } else kept.push(segment)
  }
  const path = kept.join('/')
  return { ...reference, path: isAbsolute ? `/${path}` : path }
}
