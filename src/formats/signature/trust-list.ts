import { createPrivateKey, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../domain/canonical-json.ts'
import { Refusal } from '../../domain/error.ts'
import { algorithmOf, loadTrustedKey, type TrustedKey } from './keys.ts'

export const PURPOSES = ['live', 'exercise'] as const
export type Purpose = (typeof PURPOSES)[number]

const TrustListKeySchema = z.strictObject({
  keyId: z.string().regex(/^[\da-f]{16}$/),
  pem: z.string().max(8_000),
  /** ISO 8601 with offset; `to` is no longer part of the time. */
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  purpose: z.enum(PURPOSES),
  revoked: z.boolean(),
})

const SignedTrustListSchema = z.strictObject({
  issued: z.iso.datetime({ offset: true }),
  keys: z.array(TrustListKeySchema).max(100),
  signature: z.base64(),
})

/** One CAP key that CBCs may believe, while it is in force. */
export type TrustListKey = z.infer<typeof TrustListKeySchema>

export interface TrustList {
  readonly issued: string
  readonly keys: readonly TrustListKey[]
}

export interface TrustListVerdict {
  /** Keys in force at the time asked for; none when `reason` says why the list is refused. */
  readonly keys: readonly (TrustedKey & { readonly purpose: Purpose })[]
  readonly issued: string | null
  readonly reason: 'shape' | 'signature' | 'future' | 'key-id' | 'rollback' | null
}

const TEXT_MAX = 256 * 1024
const CLOCK_SKEW_MS = 5 * 60_000

/**
 * The list as served: canonical JSON (RFC 8785) with the root's Ed25519 signature (RFC 8032) over
 * the canonical JSON of everything but the signature.
 *
 * @throws {Refusal} `KEY_REFUSED` when the root is not Ed25519, a key id is not its key's or stands
 *   twice, a key is private, unfit for CAP or never in force.
 */
export function signTrustList(list: TrustList, rootPrivatePem: string): string {
  const root = createPrivateKey(rootPrivatePem)
  if (root.asymmetricKeyType !== 'ed25519')
    throw new Refusal('KEY_REFUSED', { what: 'the root must be Ed25519' })
  for (const key of list.keys) assertListable(key)
  const twice = repeated(list.keys)
  if (twice !== null) throw new Refusal('KEY_REFUSED', { what: `${twice} stands twice` })
  const signature = sign(null, Buffer.from(canonicalJson(list)), root).toString('base64')
  return canonicalJson(SignedTrustListSchema.parse({ ...list, signature }))
}

function assertListable({ keyId, pem, from, to }: TrustListKey): void {
  // The list is for everyone to read.
  if (pem.includes('PRIVATE KEY')) throw new Refusal('KEY_REFUSED', { what: `${keyId} is private` })
  const { publicKey, keyId: own } = loadTrustedKey(pem)
  if (own !== keyId) {
    throw new Refusal('KEY_REFUSED', { what: `${keyId} is not the id of its key` })
  }
  if (algorithmOf(publicKey) === null) {
    throw new Refusal('KEY_REFUSED', { what: `${keyId} is not fit for CAP` })
  }
  if (Date.parse(from) >= Date.parse(to)) {
    throw new Refusal('KEY_REFUSED', { what: `${keyId} is never in force: ${from}, ${to}` })
  }
}

/** A key id of two entries, or null: were one of them revoked, the other would bring it back. */
function repeated(keys: readonly TrustListKey[]): string | null {
  const seen = new Set<string>()
  for (const { keyId } of keys) {
    if (seen.has(keyId)) return keyId
    seen.add(keyId)
  }
  return null
}

/**
 * Judges a list that was fetched beside the one that is held, design §8: the last good list stays
 * in force, and one that was issued earlier never takes its place, or a key that was revoked since
 * would come back. The caller keeps `fetched` when there is no reason against it.
 */
export function nextTrustList(
  texts: { readonly held: string | null; readonly fetched: string },
  root: { readonly rootPem: string; readonly nowMs: number },
): TrustListVerdict {
  const next = verifyTrustList(texts.fetched, root.rootPem, root.nowMs)
  if (next.issued === null || texts.held === null) return next
  const { issued } = verifyTrustList(texts.held, root.rootPem, root.nowMs)
  const isOlder = issued !== null && Date.parse(next.issued) < Date.parse(issued)
  return isOlder ? refuse('rollback') : next
}

/**
 * Reads a list. Whether it may take the place of one that is held, `nextTrustList` says.
 *
 * @param rootPem the pinned root, public Ed25519.
 * @throws {Refusal} `KEY_REFUSED` when the root is no key.
 */
export function verifyTrustList(text: string, rootPem: string, nowMs: number): TrustListVerdict {
  const parsed = parse(text)
  if (parsed === null) return refuse('shape')
  const { signature, ...list } = parsed
  const root = loadTrustedKey(rootPem).publicKey
  const isRoot = root.asymmetricKeyType === 'ed25519'
  const message = Buffer.from(canonicalJson(list))
  if (!isRoot || !verify(null, message, root, Buffer.from(signature, 'base64'))) {
    return refuse('signature')
  }
  if (Date.parse(list.issued) > nowMs + CLOCK_SKEW_MS) return refuse('future')
  if (repeated(list.keys) !== null) return refuse('key-id')
  const keys: (TrustedKey & { readonly purpose: Purpose })[] = []
  for (const listed of list.keys) {
    if (!isInForce(listed, nowMs)) continue
    const key = keyOf(listed)
    if (key === null) return refuse('key-id')
    keys.push({ ...key, purpose: listed.purpose })
  }
  return { keys, issued: list.issued, reason: null }
}

function keyOf({ pem, keyId }: TrustListKey): TrustedKey | null {
  try {
    const key = loadTrustedKey(pem)
    return key.keyId === keyId ? key : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** The list as it says itself, whoever may have signed it; null when it cannot be read. */
export function readTrustList(text: string): TrustList | null {
  const parsed = parse(text)
  return parsed === null ? null : { issued: parsed.issued, keys: parsed.keys }
}

export function isInForce(key: TrustListKey, nowMs: number): boolean {
  return !key.revoked && Date.parse(key.from) <= nowMs && nowMs < Date.parse(key.to)
}

function parse(text: string): z.infer<typeof SignedTrustListSchema> | null {
  if (text.length > TEXT_MAX) return null
  try {
    return SignedTrustListSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function refuse(reason: TrustListVerdict['reason']): TrustListVerdict {
  return { keys: [], issued: null, reason }
}
