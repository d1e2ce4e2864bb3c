import { createPrivateKey, sign as signOctets } from 'node:crypto'
import { expect, test } from 'vitest'
import { generateKeyPems } from '../../../src/formats/signature/keys.ts'
import { canonicalJson } from '../../../src/domain/canonical-json.ts'
import {
  nextTrustList,
  signTrustList,
  verifyTrustList,
  type TrustListKey,
} from '../../../src/formats/signature/trust-list.ts'

const ROOT = generateKeyPems('ed25519')
const LIVE = generateKeyPems('ecdsa-p256-sha256')
const FROM_MS = Date.UTC(2026, 0, 1)
const TO_MS = Date.UTC(2027, 0, 1)
const NOW_MS = Date.UTC(2026, 10, 25)

const key = (change: Partial<TrustListKey> = {}): TrustListKey => ({
  keyId: LIVE.keyId,
  pem: LIVE.publicPem,
  from: '2026-01-01T07:00:00+07:00',
  to: '2027-01-01T07:00:00+07:00',
  purpose: 'live',
  revoked: false,
  ...change,
})
const sign = (...keys: TrustListKey[]) =>
  signTrustList({ issued: '2026-11-24T08:00:00+07:00', keys }, ROOT.privatePem)
const namesOf = (text: string, nowMs = NOW_MS) =>
  verifyTrustList(text, ROOT.publicPem, nowMs).keys.map((each) => `${each.keyId} ${each.purpose}`)

test('verifyTrustList() gives the keys in force', () => {
  expect(namesOf(sign(key()))).toEqual([`${LIVE.keyId} live`])
  expect(namesOf(sign(key({ revoked: true })))).toEqual([])
  expect(namesOf(sign(key({ purpose: 'exercise' })))).toEqual([`${LIVE.keyId} exercise`])
})

test('a key is in force from its first instant up to its last, not at it', () => {
  const text = signTrustList({ issued: '2025-12-01T00:00:00Z', keys: [key()] }, ROOT.privatePem)
  expect(namesOf(text, FROM_MS - 1)).toEqual([])
  expect(namesOf(text, FROM_MS)).toHaveLength(1)
  expect(namesOf(text, TO_MS - 1)).toHaveLength(1)
  expect(namesOf(text, TO_MS)).toEqual([])
})

test('verifyTrustList() takes any spelling of the same JSON', () => {
  const text = sign(key())
  expect(namesOf(JSON.stringify(JSON.parse(text), null, 2))).toHaveLength(1)
})

test('verifyTrustList() refuses what the root did not sign', () => {
  const text = sign(key())
  const reason = (changed: string, root = ROOT.publicPem) =>
    verifyTrustList(changed, root, NOW_MS).reason
  expect(reason(text.replace('"revoked":false', '"revoked":true'))).toBe('signature')
  expect(reason(text, generateKeyPems('ed25519').publicPem)).toBe('signature')
  expect(reason(text, LIVE.publicPem)).toBe('signature')
  expect(reason(text.replace('"keys"', '"more":1,"keys"'))).toBe('shape')
  expect(reason('{')).toBe('shape')
  expect(reason(' '.repeat(300_000))).toBe('shape')
  const early = signTrustList({ issued: '2026-11-25T00:05:01Z', keys: [] }, ROOT.privatePem)
  expect(reason(early)).toBe('future')
})

test('signTrustList() refuses a root of another kind and an id that is not its key', () => {
  expect(() =>
    signTrustList({ issued: '2026-01-01T00:00:00Z', keys: [] }, LIVE.privatePem),
  ).toThrow(/KEY_REFUSED/)
  expect(() => sign(key({ keyId: '0123456789abcdef' }))).toThrow(/KEY_REFUSED/)
})

/** What `signTrustList` would not sign: a root that is careless, or another program's. */
function signAnyway(...keys: TrustListKey[]): string {
  const list = { issued: '2026-11-24T08:00:00+07:00', keys }
  const root = createPrivateKey(ROOT.privatePem)
  const signature = signOctets(null, Buffer.from(canonicalJson(list)), root).toString('base64')
  return canonicalJson({ ...list, signature })
}

test('an entry that says a key is revoked cannot be undone by a second one', () => {
  const twice = [key({ revoked: true }), key()]
  expect(verifyTrustList(signAnyway(...twice), ROOT.publicPem, NOW_MS)).toEqual({
    keys: [],
    issued: null,
    reason: 'key-id',
  })
  expect(() => sign(...twice)).toThrow(/KEY_REFUSED.*twice/)
})

test('verifyTrustList() refuses a list with a key in force that is not what it is called', () => {
  const reason = (...keys: TrustListKey[]) =>
    verifyTrustList(signAnyway(...keys), ROOT.publicPem, NOW_MS).reason
  expect(reason(key())).toBe(null)
  expect(reason(key({ keyId: '0123456789abcdef' }))).toBe('key-id')
  expect(reason(key({ pem: 'x' }))).toBe('key-id')
  // One that is over can do no harm, and the others are needed.
  expect(reason(key({ pem: 'x', keyId: '0123456789abcdef', revoked: true }), key())).toBe(null)
})

test('signTrustList() puts no private, unfit or dead key before everyone', () => {
  expect(() => sign(key({ pem: LIVE.privatePem }))).toThrow(/KEY_REFUSED.*private/)
  expect(() => sign(key({ pem: ROOT.publicPem, keyId: ROOT.keyId }))).toThrow(/KEY_REFUSED.*fit/)
  expect(() => sign(key({ to: key().from }))).toThrow(/KEY_REFUSED.*never/)
})

test('nextTrustList() keeps the last good list', () => {
  const at = (issued: string, ...keys: TrustListKey[]) =>
    signTrustList({ issued, keys }, ROOT.privatePem)
  const older = at('2026-11-24T08:00:00+07:00', key())
  const newer = at('2026-11-24T08:00:01+07:00', key({ revoked: true }))
  const judge = (held: string | null, fetched: string) =>
    nextTrustList({ held, fetched }, { rootPem: ROOT.publicPem, nowMs: NOW_MS })
  expect(judge(null, older)).toMatchObject({ reason: null, keys: [{ keyId: LIVE.keyId }] })
  expect(judge(older, newer)).toMatchObject({ reason: null, keys: [] })
  expect(judge(newer, newer).reason).toBe(null)
  expect(judge(newer, older)).toEqual({ keys: [], issued: null, reason: 'rollback' })
  expect(judge(older, '{').reason).toBe('shape')
  // What is held and cannot be believed holds nothing up.
  expect(judge('{', older).reason).toBe(null)
})

test('verifyTrustList() says so when the root is no key', () => {
  expect(() => verifyTrustList(sign(key()), 'x', NOW_MS)).toThrow(/KEY_REFUSED/)
})
