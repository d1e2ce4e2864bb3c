import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CapResource } from '../../../src/domain/cap/model.ts'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'
import {
  checkAttached,
  checkContents,
  checkMimeTypes,
  checkPlaces,
  RESOURCE_RULES,
} from '../../../src/domain/cap/rules-resource.ts'
import { NOW_MS, resource, withInfo } from './cases.ts'

test('its rows stand in the table', () => {
  for (const row of RESOURCE_RULES) expect(CAP_RULES).toContain(row)
})

const withResource = (change: Partial<CapResource>) =>
  withInfo({ resources: [{ ...resource('https://x.invalid/a.png'), ...change }] })
const sha1 = (octets: Uint8Array): string => createHash('sha1').update(octets).digest('hex')

function found(change: Partial<CapResource>, of: { sha1?: typeof sha1 } = { sha1 }) {
  const alert = withResource(change)
  return [
    ...checkMimeTypes(alert),
    ...checkPlaces(alert),
    ...checkContents(alert, { nowMs: NOW_MS, live: false, ...of }),
    ...checkAttached(alert),
  ]
}
const rulesOf = (change: Partial<CapResource>) => found(change).map(({ rule }) => rule)

/** "abc", and its SHA-1 of FIPS 180-2 appendix A.1. */
const ABC = 'YWJj'
const ABC_SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d'
const TEN = 'QUFBQUFBQUFBQQ=='

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2.3, rule table.
test.for<[string, Partial<CapResource>, Partial<CapResource>]>([
  ['R01-mime-type', { mimeType: 'image' }, { mimeType: 'image/x' }],
  ['R01-mime-type', { mimeType: 'image/' }, { mimeType: 'text/html; charset=utf-8' }],
  ['R01-mime-type', { mimeType: 'a b/c' }, { mimeType: ' a/c ' }],
  ['R02-nowhere', { uri: null }, { uri: null, derefUri: ABC }],
  ['R02-nowhere', { uri: ' ', derefUri: '' }, { uri: 'a.png', derefUri: ABC }],
  ['R02-relative', { uri: 'a.png' }, { uri: 'ftp://a.png' }],
  ['R02-relative', { uri: 'C:\\a.png' }, { uri: 'urn:x' }],
  ['R02-relative', { uri: '//x.invalid/a.png' }, { uri: '//x.invalid/a.png', derefUri: ABC }],
  ['R03-base64', { derefUri: 'YWJ' }, { derefUri: 'YWI=' }],
  ['R03-size', { derefUri: ABC, size: 4 }, { derefUri: ABC, size: 3 }],
  ['R03-size', { derefUri: ABC, size: 0 }, { derefUri: null, size: 0 }],
  ['R03-size-negative', { size: -1 }, { size: 0 }],
  ['R03-size-negative', { size: -3 }, { derefUri: ABC, size: -3 }],
  ['R03-digest-form', { digest: ABC_SHA1.slice(1) }, { digest: ABC_SHA1 }],
  ['R03-digest-form', { digest: `${ABC_SHA1}a` }, { digest: ABC_SHA1.toUpperCase() }],
  [
    'R03-digest',
    { derefUri: ABC, digest: `b${ABC_SHA1.slice(1)}` },
    { derefUri: ABC, digest: ABC_SHA1.toUpperCase() },
  ],
  ['R03-digest', { derefUri: 'YWJk', digest: ABC_SHA1 }, { derefUri: null, digest: ABC_SHA1 }],
  ['R04-attached', { derefUri: ABC }, { derefUri: null }],
])('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('checkContents() takes a size for approximate up to a tenth, and beside a digest exactly', () => {
  const levelOf = (change: Partial<CapResource>) =>
    found({ derefUri: TEN, ...change })
      .filter(({ rule }) => rule === 'R03-size')
      .map(({ level, mend }) => [level, mend])
  expect(levelOf({ size: 11 })).toEqual([['warning', '10']])
  expect(levelOf({ size: 12 })).toEqual([['error', '10']])
  const digest = sha1(Buffer.alloc(10, 'A'))
  expect(levelOf({ size: 11, digest })).toEqual([['error', '10']])
  expect(levelOf({ size: 10, digest })).toEqual([])
})

test('checkContents() compares no digest that it cannot calculate', () => {
  const change = { derefUri: ABC, digest: 'b'.repeat(40) }
  expect(found(change, {}).map(({ rule }) => rule)).toEqual(['R04-attached'])
})

test.for<[Partial<CapResource>, string | undefined]>([
  [{ mimeType: 'PNG' }, 'image/png'],
  [{ mimeType: '.jpg' }, 'image/jpeg'],
  [{ mimeType: 'gambar' }, undefined],
  [{ derefUri: 'data:image/png;base64,YWI=' }, 'YWI='],
  [{ derefUri: 'YWI' }, 'YWI='],
  [{ derefUri: '_-8' }, '/+8='],
  [{ derefUri: 'YWJ%' }, undefined],
  [{ digest: `SHA-1: ${ABC_SHA1.toUpperCase()}` }, ABC_SHA1],
  [{ digest: 'x' }, undefined],
  [{ digest: 'x', derefUri: ABC }, ABC_SHA1],
  [{ digest: 'b'.repeat(40), derefUri: ABC }, ABC_SHA1],
])('a mend for %j', ([change, mend]) => {
  const [first] = found(change)
  expect(first?.rule).toMatch(/^R0[13]/)
  expect(first?.mend).toBe(mend)
  if (mend === undefined) return
  const element = first!.path.endsWith('/mimeType[1]')
    ? 'mimeType'
    : first!.path.endsWith('/digest[1]')
      ? 'digest'
      : 'derefUri'
  expect(rulesOf({ ...change, [element]: mend })).not.toContain(first!.rule)
})

test('checkContents() leaves what is too long to whoever opens it', () => {
  const derefUri = '%'.repeat(2_800_001)
  expect(rulesOf({ derefUri })).toEqual(['R04-attached'])
})
