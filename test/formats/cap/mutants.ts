import type { XmlElement } from '../../../src/formats/xml/node.ts'
import { ALERT, type Group } from '../../../src/formats/cap/schema.ts'

/** A document that can be changed: raw strings are text, comments and whatever else is put in. */
export interface Draft {
  name: string
  attributes: [name: string, value: string][]
  children: (Draft | string)[]
}

export const CAP = 'urn:oasis:names:tc:emergency:cap:1.2'
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const SCHEMA = 'http://www.w3.org/2001/XMLSchema'

/** Repeatable numbers: the same seed, the same documents. Mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function draftOf(element: XmlElement): Draft {
  const declarations = element.declarations.map(({ prefix, uri }): [string, string] => [
    prefix === '' ? 'xmlns' : `xmlns:${prefix}`,
    uri,
  ])
  return {
    name: element.name,
    attributes: [
      ...declarations,
      ...element.attributes.map((each): [string, string] => [each.name, each.value]),
    ],
    children: element.children.flatMap((child): (Draft | string)[] => {
      if (child.kind === 'element') return [draftOf(child)]
      return child.kind === 'text' ? [escape(child.value)] : []
    }),
  }
}

export function written({ name, attributes, children }: Draft): string {
  const list = attributes.map(([key, value]) => ` ${key}="${escape(value)}"`).join('')
  const inside = children.map((each) => (typeof each === 'string' ? each : written(each)))
  return `<${name}${list}>${inside.join('')}</${name}>`
}

function escape(text: string): string {
  return text.replace(/[&<>"\r]/g, (each) => `&#${each.charCodeAt(0)};`)
}

/** Texts on both sides of each type's border, by the notation that they are about. */
const VALUES = {
  time: `2026-11-25T08:00:00+07:00|2026-11-25T08:00:00Z|2026-11-25T08:00:00|2026-11-25T08:00:00.0+07:00
|2026-11-24T24:00:00+07:00|2026-11-24T24:00:01+07:00|2026-11-24T24:01:00+07:00|2026-11-25T23:59:60+07:00
|0000-01-01T00:00:00+00:00|0001-01-01T00:00:00-00:00|9999-12-31T24:00:00+00:00|12026-11-25T08:00:00+07:00
|-2026-11-25T08:00:00+07:00|2026-02-29T08:00:00+07:00|2024-02-29T08:00:00+07:00|1900-02-29T08:00:00+07:00
|2000-02-29T08:00:00+07:00|2026-04-31T08:00:00+07:00|2026-13-01T08:00:00+07:00|2026-00-01T08:00:00+07:00
|2026-01-00T08:00:00+07:00|2026-11-25T08:00:00+14:00|2026-11-25T08:00:00-14:00|2026-11-25T08:00:00+14:01
|2026-11-25T08:00:00+13:59|2026-11-25T08:00:00+07:60|2026-11-25T08:00:00,07:00|2026-11-25 08:00:00+07:00
|2026-11-25t08:00:00+07:00|2026-11-25T8:00:00+07:00|２026-11-25T08:00:00+07:00|2026-11-25T08:00:00+0700
| 2026-11-25T08:00:00+07:00\t|2026-11-25T08:00:00 +07:00|\u00a02026-11-25T08:00:00+07:00|`,
  language:
    'id|id-ID|ID|in_ID|id-|-id|x-y|i|1d|d1|abcdefgh|abcdefghi|id-abcdefgh|id-abcdefghi|id--ID| id |id ID|é|i-1|*',
  number:
    '5|-5|+5|5.|.5|-.5|5.0|0005|-0|+|-|.|5e1|5E1|NaN|INF|1,5| 5 |5 5|９|0x5|1_0|--5|\u00a05|123456789012345678|1234567890123456789012|128|-129|65536',
  uri: `http://a.invalid/|a b|a^b|a"b|{a}|a|b|a\\b|http://é/|http://a/😀|:a|1:a|a1+.-:b|a_b:c|http://a:x/
|http://a:80/|http://a:/|http://a:80x|http://u@a/|http://u:p@a/|http://a@b@c/|//|///|//a|http://[::1]/
|http://[::1]:80/|http://[::1]x/|http://[z]/|http://[]/|http://[/|http://]/|a[b|a]b|?x[1]|?a?b|#x[1]|a#b#c|#|?
|%|%4|%4g|%41|a%41b|http://%41/|http://a%/|mailto:a@b|tel:+62|+62 21|urn:x:y|./a:b|a:b:c|a/b:c|?a:b|#a:b
|http://a:99999|http://a:9999999|http://a:99999999|http://a:2147483647|http:|http:a|http:/a|&#9;|\u0085|\u00a0a|a\u2028`,
  status:
    'Actual|actual|ACTUAL| Actual|Actual |Aktual|Test|Alert|Update|Public|Private|Met|CBRNE|CBRN|AllClear|Avoid|Past|Extreme|Very Likely|Likely|Unknown|',
  text: `x||  |&amp;|&lt;b&gt;|<![CDATA[<b>]]>|é😀|\u00a0|a\nb|&#13;|]]&gt;`,
} as const

const POOLS = Object.values(VALUES).map((each) =>
  each.replaceAll('\n|', '|').split('|').map(escapeSome),
)

// What is markup in the lists stays so; only a lone ampersand or a less-than sign would break it.
function escapeSome(text: string): string {
  return text.replace(/&(?!\w+;|#)/g, '&amp;')
}

const NAMES = [...new Set(namesOf(ALERT)), 'password', 'Signature', 'event1', 'alert']
const TYPES =
  'xs:string xs:token xs:normalizedString xs:NMTOKEN xs:Name xs:NCName xs:ID xs:language xs:anyURI xs:decimal xs:integer xs:long xs:int xs:short xs:byte xs:nonNegativeInteger xs:positiveInteger xs:nonPositiveInteger xs:negativeInteger xs:unsignedLong xs:unsignedInt xs:unsignedShort xs:unsignedByte xs:dateTime xs:date xs:boolean xs:double xs:anyType xs:anySimpleType xs:NMTOKENS xs:ENTITY string info time q:string xs: :string xs:nothing'.split(
    ' ',
  )
const RAW = [
  '<!-- c -->',
  '<?p x?>',
  ' ',
  '\n\t',
  'x',
  '\u00a0',
  '&#32;',
  '&#x9;',
  '<![CDATA[x]]>',
  '<![CDATA[ ]]>',
  '<![CDATA[]]>',
  '&amp;',
  '\ufeff',
]

function namesOf(group: Group): string[] {
  return group.slots.flatMap(({ name, content }) =>
    typeof content === 'object' && 'slots' in content ? [name, ...namesOf(content)] : [name],
  )
}

/** One to three changes of a document, each of which may or may not break it. */
export function mutate(document: Draft, random: () => number): string {
  const draft = structuredClone(document)
  const chance = {
    random,
    pick: <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!,
  }
  const changes = 1 + Math.floor(random() * random() * 4)
  for (let each = 0; each < changes; each += 1) chance.pick(CHANGES)(draft, chance)
  return written(draft)
}

interface Chance {
  readonly random: () => number
  readonly pick: <T>(list: readonly T[]) => T
}

type Change = (root: Draft, chance: Chance) => void

const CHANGES: readonly Change[] = [
  (root, chance) => void takeOut(chance.pick(parentsIn(root)), chance),
  (root, chance) => {
    const parent = chance.pick(parentsIn(root))
    const [at, child] = chance.pick(childrenOf(parent))
    parent.children.splice(at, 0, structuredClone(child))
  },
  (root, chance) => {
    const child = takeOut(chance.pick(parentsIn(root)), chance)
    if (child !== undefined) putIn(chance.pick(groupsIn(root)), child, chance)
  },
  (root, chance) => {
    const parent = chance.pick(parentsIn(root))
    const child = takeOut(parent, chance)
    if (child !== undefined) putIn(parent, child, chance)
  },
  (root, chance) => {
    const element = chance.pick(elementsIn(root))
    const { name } = element
    const cased = [name.toUpperCase(), name[0]!.toUpperCase() + name.slice(1), `${name}s`]
    element.name = chance.pick([...cased, chance.pick(NAMES), chance.pick(NAMES)])
  },
  (root, chance) => {
    const uri = chance.pick(['', 'urn:x', DSIG, CAP, CAP.replace('1.2', '1.1')])
    setAttribute(chance.pick(elementsIn(root)), 'xmlns', uri)
  },
  ...Array.from({ length: 5 }, () => changeValue),
  (root, chance) => {
    const child = { name: chance.pick(NAMES), attributes: [], children: ['x'] }
    putIn(chance.pick(elementsIn(root)), child, chance)
  },
  (root, chance) => putIn(chance.pick(elementsIn(root)), chance.pick(RAW), chance),
  (root, chance) => putIn(chance.pick(elementsIn(root)), chance.pick(RAW), chance),
  (root, chance) => {
    const at =
      chance.random() < 0.7
        ? root.children.length
        : Math.floor(chance.random() * root.children.length)
    const parent = chance.random() < 0.8 ? root : chance.pick(elementsIn(root))
    const children = chance.random() < 0.5 ? [] : ['x', { name: 'y', attributes: [], children: [] }]
    const name = chance.random() < 0.9 ? 'Signature' : 'Object'
    parent.children.splice(at, 0, { name, attributes: [['xmlns', DSIG]], children })
  },
  ...Array.from({ length: 2 }, () => changeType),
  (root, chance) => {
    const element = chance.pick(elementsIn(root))
    const [name, value] = chance.pick([
      ['xsi:nil', 'true'],
      ['xsi:nil', 'false'],
      ['xsi:nil', 'x'],
      ['xsi:schemaLocation', 'a b'],
      ['xsi:noNamespaceSchemaLocation', '%'],
      ['xsi:other', 'x'],
      ['xml:lang', 'id'],
      ['xml:space', 'preserve'],
      ['id', 'x'],
      ['xmlns:q', 'urn:q'],
      ['xs:type', 'xs:string'],
    ] as const)
    setAttribute(element, name, value)
  },
]

function changeValue(root: Draft, { pick }: Chance): void {
  const leaves = elementsIn(root).filter((each) => childrenOf(each).length === 0)
  if (leaves.length > 0) pick(leaves).children = [pick(pick(POOLS))]
}

function changeType(root: Draft, { pick, random }: Chance): void {
  const leaves = elementsIn(root).filter((each) => childrenOf(each).length === 0)
  if (leaves.length === 0) return
  const element = random() < 0.9 ? pick(leaves) : pick(elementsIn(root))
  setAttribute(element, 'xsi:type', pick(TYPES))
}

function setAttribute(element: Draft, name: string, value: string): void {
  element.attributes = [...element.attributes.filter(([key]) => key !== name), [name, value]]
}

function takeOut(parent: Draft, { pick }: Chance): Draft | undefined {
  const [at, child] = pick(childrenOf(parent))
  parent.children.splice(at, 1)
  return child
}

function putIn(parent: Draft, child: Draft | string, { random }: Chance): void {
  parent.children.splice(Math.floor(random() * (parent.children.length + 1)), 0, child)
}

function childrenOf(parent: Draft): [at: number, child: Draft][] {
  return parent.children.flatMap((each, at): [number, Draft][] =>
    typeof each === 'string' ? [] : [[at, each]],
  )
}

function elementsIn(element: Draft): Draft[] {
  return [element, ...childrenOf(element).flatMap(([, child]) => elementsIn(child))]
}

/** With children; the root at least, as long as it has one, else itself with a new one. */
function parentsIn(root: Draft): Draft[] {
  const parents = elementsIn(root).filter((each) => childrenOf(each).length > 0)
  if (parents.length > 0) return parents
  root.children.push({ name: 'identifier', attributes: [], children: [] })
  return [root]
}

function groupsIn(root: Draft): Draft[] {
  const groups = ['alert', 'info', 'area', 'resource', 'geocode', 'parameter', 'eventCode']
  return [root, ...elementsIn(root).filter((each) => groups.includes(each.name))]
}

/** The prefixes that the changes use, declared once. */
export function withPrefixes(document: Draft): Draft {
  const draft = structuredClone(document)
  setAttribute(draft, 'xmlns:xs', SCHEMA)
  setAttribute(draft, 'xmlns:xsi', `${SCHEMA}-instance`)
  return draft
}
