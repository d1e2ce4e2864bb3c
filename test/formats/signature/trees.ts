import * as fc from 'fast-check'

const PREFIXES = ['', 'p', 'q'] as const
const URIS = ['urn:b', 'urn:a', 'http://x.invalid/b', 'http://x.invalid/a'] as const
const LOCALS = ['a', 'b', '\ufdf0', '\u{10000}'] as const
const PIECES = ['&#13;', '\r\n', '\r', '\t', '&amp;&lt;&gt;', '&#9;&#10;', "'", 'é', '😀', ' ', 'x']

const textual = fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }).map((each) => each.join(''))
const beside = fc.constantFrom('<!--c-->', '<!-- \r -->', '<?p?>', '<?p  q\r\n ?>', '')

interface Tag {
  readonly prefix: (typeof PREFIXES)[number]
  readonly local: (typeof LOCALS)[number]
  readonly declared: readonly [(typeof PREFIXES)[number], (typeof URIS)[number] | ''][]
  readonly attributes: readonly [(typeof PREFIXES)[number], (typeof LOCALS)[number], string][]
  readonly xml: readonly string[]
}

const tag: fc.Arbitrary<Tag> = fc.record({
  prefix: fc.constantFrom(...PREFIXES),
  local: fc.constantFrom(...LOCALS),
  declared: fc.uniqueArray(
    fc.tuple(fc.constantFrom(...PREFIXES), fc.constantFrom('' as const, ...URIS)),
    { selector: ([prefix]) => prefix, maxLength: 3 },
  ),
  attributes: fc.uniqueArray(
    fc.tuple(fc.constantFrom(...PREFIXES), fc.constantFrom(...LOCALS), textual),
    { selector: ([prefix, local]) => `${prefix}:${local}`, maxLength: 4 },
  ),
  xml: fc.subarray(['xml:lang="id"', 'xml:space="preserve"'] as const),
})

interface Tree {
  readonly tag: Tag
  readonly children: readonly (Tree | string)[]
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    tag,
    children: fc.array(
      fc.oneof(
        { depthSize: 'small', maxDepth: 4 },
        fc.oneof(textual, beside, fc.constant('<![CDATA[ &<\r\n ]]>')),
        tie('tree'),
      ),
      { maxLength: 4 },
    ),
  }),
}))

/**
 * Well-formed documents full of what canonical forms differ in: namespaces declared, declared
 * again and taken away, attributes of several namespaces, characters beyond U+FFFF, carriage
 * returns, and comments and instructions beside the root.
 */
export const xmlDocuments: fc.Arbitrary<string> = fc
  .tuple(beside, tree, beside)
  .map(([before, root, after]) => `${before}${write(root, new Map())}${after}`)

function write({ tag: own, children }: Tree, outer: ReadonlyMap<string, string>): string {
  const scope = new Map(outer)
  const parts: string[] = []
  for (const [prefix, uri] of own.declared) {
    // XML 1.0 namespaces cannot take a prefix away.
    if (prefix !== '' && uri === '') continue
    scope.set(prefix, uri)
    parts.push(`xmlns${prefix === '' ? '' : `:${prefix}`}="${uri}"`)
  }
  const seen = new Set<string>()
  for (const [prefix, local, value] of own.attributes) {
    const uri = prefix === '' ? '' : scope.get(prefix)
    if (uri === undefined || seen.has(`${uri} ${local}`)) continue
    seen.add(`${uri} ${local}`)
    parts.push(`${prefix === '' ? '' : `${prefix}:`}${local}="${value}"`)
  }
  const prefix = scope.has(own.prefix) ? own.prefix : ''
  const name = prefix === '' ? own.local : `${prefix}:${own.local}`
  const inner = children.map((each) => (typeof each === 'string' ? each : write(each, scope)))
  return `<${[name, ...parts, ...own.xml].join(' ')}>${inner.join('')}</${name}>`
}
