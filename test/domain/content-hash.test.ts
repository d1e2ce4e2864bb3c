import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentHashText } from '../../src/domain/content-hash.ts'
import type { Content } from '../../src/domain/message.ts'
import type { Plan } from '../../src/domain/plan.ts'
import { makeContent, makePlan, NOON_MS } from '../make.ts'

const english = {
  language: 'en-US',
  event: 'Tsunami',
  headline: 'Tsunami',
  body: 'Leave the coast.',
}
/** Nothing is null or empty, so that every leaf can be changed. */
const CONTENT = makeContent({
  raised: { to: 4370, reason: 'sebab' },
  eventCode: 'OET-193',
  legalBasis: 'Keputusan',
  requestedBy: 'BMKG',
  texts: [...makeContent().texts, english],
  area: {
    regions: ['11'],
    polygons: [
      [
        [1, 95],
        [2, 95],
        [2, 96],
        [1, 95],
      ],
    ],
    circles: [{ lat: 5, lon: 95, radiusKm: 10 }],
  },
  startMs: NOON_MS,
  smsWindow: { fromMs: NOON_MS, untilMs: NOON_MS + 1 },
})
const MADE = makePlan(CONTENT)
const PLAN: Plan = {
  ...MADE,
  copies: MADE.copies.map((copy) => ({
    ...copy,
    prefixed: { dcs: 0x10, pages: [{ useful: 82, hex: '69'.repeat(82) }] },
  })),
}

const hash = (content: Content, plan: Plan): string =>
  createHash('sha256').update(contentHashText(content, plan)).digest('hex')
const HASH = hash(CONTENT, PLAN)

type Leaf = string | number | boolean | null
type Path = readonly (string | number)[]

/** Every leaf below a value. */
function leavesOf(value: unknown, path: Path = []): { path: Path; leaf: Leaf }[] {
  if (typeof value !== 'object' || value === null) return [{ path, leaf: value as Leaf }]
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]))
}

function changed<T>(value: T, path: Path, leaf: Leaf): T {
  const copy = structuredClone(value)
  let at = copy as Record<string, unknown>
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>
  at[path.at(-1)!] = leaf
  return copy
}

const other = (leaf: Leaf): Leaf => (typeof leaf === 'number' ? leaf + 1 : `${String(leaf)}x`)

/** What is only told about a plan, and decides nothing of what is sent, where, how or how long. */
const TOLD =
  /^(madeAtMs|population|outline|findings)|^copies,\d+,(alphabet|characters|text)$|^orders,\d+,(cellsSha1|cellsOctets|leftOut|broadcasts)$|^orders,\d+,repetition,\d+,(broadcasts|onAir,.*)$|^orders,\d+,forms,\d+,(areaCodes|cells|extra)$/

test.for(leavesOf(CONTENT).map(({ path, leaf }) => ({ name: path.join('/'), path, leaf })))(
  'the content hash covers content/$name',
  ({ path, leaf }) => {
    expect(hash(changed(CONTENT, path, other(leaf)), PLAN)).not.toBe(HASH)
  },
)

test.for(leavesOf(PLAN).map(({ path, leaf }) => ({ name: path.join('/'), path, leaf })))(
  'the content hash covers plan/$name, or need not',
  ({ path, leaf }) => {
    const moved = hash(CONTENT, changed(PLAN, path, other(leaf))) !== HASH
    expect(moved).toBe(!TOLD.test(path.join()))
  },
)

test('the content hash covers the fields that design §3.4 names', () => {
  const named: Path[] = [
    ['regionVersion'],
    ['policyVersion'],
    ['copies', 0, 'messageIdentifier'],
    ['copies', 0, 'pages', 0, 'hex'],
    ['orders', 0, 'inventoryVersion'],
    ['orders', 0, 'cellsDigest'],
    ['orders', 0, 'coding'],
    ['orders', 0, 'repetition', 0, 'rat'],
    ['orders', 0, 'repetition', 1, 'periodSeconds'],
    ['orders', 0, 'repetitionSeconds'],
    ['copies', 0, 'prefixed', 'dcs'],
    ['copies', 0, 'prefixed', 'pages', 0, 'hex'],
    ['orders', 0, 'forms', 0, 'kind'],
    ['orders', 0, 'forms', 0, 'link'],
  ]
  const known = new Set(leavesOf(PLAN).map(({ path }) => path.join()))
  for (const path of named) {
    expect(known.has(path.join()), path.join('/')).toBe(true)
    expect(TOLD.test(path.join()), path.join('/')).toBe(false)
  }
})

test('the content hash moves when an order, a copy or a link comes, goes or changes place', () => {
  const [first, second] = PLAN.orders
  const plans: Plan[] = [
    { ...PLAN, orders: [first!] },
    { ...PLAN, orders: [second!, first!] },
    { ...PLAN, orders: [] },
    { ...PLAN, copies: PLAN.copies.slice(0, 1) },
    { ...PLAN, orders: [{ ...first!, forms: first!.forms.toReversed() }, second!] },
    { ...PLAN, orders: [{ ...first!, forms: [] }, second!] },
  ]
  const hashes = [HASH, ...plans.map((plan) => hash(CONTENT, plan))]
  expect(new Set(hashes).size).toBe(hashes.length)
})

test('contentHashText() is a function of the values alone, not of the order of their keys', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.keys(CONTENT), { minLength: 18 }), (keys) => {
      const all = [...new Set([...keys, ...Object.keys(CONTENT)])] as (keyof Content)[]
      const shuffled = Object.fromEntries(all.map((key) => [key, CONTENT[key]])) as object
      expect(hash(shuffled as Content, PLAN)).toBe(HASH)
    }),
    { numRuns: 50 },
  )
})

test('contentHashText() changes with any text, to the character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      const of = (body: string): string => {
        const [first, second] = CONTENT.texts
        return contentHashText({ ...CONTENT, texts: [{ ...first!, body }, second!] }, PLAN)
      }
      expect(of(a) === of(b)).toBe(a === b)
    }),
  )
})
